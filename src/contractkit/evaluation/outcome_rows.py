"""Outcomes as they are kept: a row for each item, target and cycle in about fifty bytes.

What follows from other columns is not kept: the time allowed from the limit, the time on the clock on the wall from
start and stop, the relief of rows that have none. Where a row says otherwise its column is kept as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import REASONS, Replayed, Verdict
from contractkit.clocks.units import Unit
from contractkit.evaluation.doubts import Doubts
from contractkit.facts import NAT

__all__ = ["DERIVED", "OutcomeRows", "RowsOfAll"]

Ints = NDArray[np.int64]
Codes = NDArray[np.signedinteger[Any]]
Places = NDArray[np.int32]

_KEPT: Final = ("started", "due", "until", "stopped", "used", "paused")
_CODES: Final = ("item", "promise", "limit", "verdict", "reason", "lived")
DERIVED: Final = ("cycle", "allowed", "relieved", "lived_used", "wall", "cancelled")
"""The columns that are kept only where they do not follow from the others."""
_MEASURED: Final = ("used", "paused", "relieved", "lived_used", "wall")
"""The columns of which nothing is known where an item is doubtful."""


@attrs.define(eq=False)
class OutcomeRows:
    """Outcomes in the order of items, then of the page, then of cycles.

    Attributes:
        as_of: The moment of judging in microseconds.
        amount: int64, for each limit of all lines how much it allows, in its own unit; `NAT` for one that names a
            moment, and in the last place, which stands for no limit.
        item: int32, the place of the item in the facts.
        promise: int8 to int32, the place of the target among those of all lines.
        limit: int8 to int32, the place of the limit among those of all lines; -1 where it is not known.
        verdict: int8, the contractual verdict (`Verdict`).
        reason: int8, why it is undetermined or not-applicable, as a place in `reasons`.
        lived: int8, the verdict as lived.
        columns: int64 by name: started, due, until and stopped in microseconds; used and paused in the unit of the
            limit; of `DERIVED` those that do not follow.
        reasons: The reasons; the first is empty.
    """

    as_of: int
    amount: Ints
    item: Places
    promise: Codes
    limit: Codes
    verdict: NDArray[np.int8]
    reason: Codes
    lived: NDArray[np.int8]
    columns: dict[str, Ints]
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, answers: Sequence[Replayed], doubts: Doubts, as_of: int, first: int = 0) -> OutcomeRows:
        """Return the rows of the answers of all lines about some items.

        Args:
            answers: The answers of the lines, in the order of the page.
            doubts: The doubtful items among all; their outcomes under lines that the doubt is about are undetermined.
            as_of: The moment of judging.
            first: The place among all items of the first item of the answers.
        """
        order = _order([one.item for one in answers])
        item = _together([one.item for one in answers], order) + np.int32(first)
        promise = _numbered([one.target for one in answers], [len(one.line.targets) for one in answers], order)
        counts = [len(one.limits.limits) for one in answers]
        limit = _numbered([one.limit for one in answers], counts, order)
        allowed = [np.where(one.limits.unit == Unit.MOMENT, NAT, one.limits.amount) for one in answers]
        amount = np.concatenate([*allowed, np.full(1, NAT, np.int64)])
        columns = {name: _together([_column(one, name) for one in answers], order) for name in _KEPT}
        reasons = tuple(dict.fromkeys((*REASONS, *doubts.words)))
        rows = cls(
            as_of,
            amount,
            item,
            promise,
            limit,
            _together([one.verdict for one in answers], order),
            _together([one.reason for one in answers], order),
            _together([one.lived for one in answers], order),
            columns,
            reasons,
        )
        for name in DERIVED:
            said = _together([_column(one, name) for one in answers], order)
            if name not in _LEFT_OUT or len(said) == len(item):
                rows._keep(name, said)
        if doubts.code.any():
            places = [one.item + np.int32(first) for one in answers]
            doubted = [doubts.under(one.line)[some] for one, some in zip(answers, places, strict=True)]
            rows._doubt(_together([np.zeros(0, np.int16), *doubted], order), doubts.words)
        return rows

    def none(self) -> OutcomeRows:
        """Return no rows, of the same form."""
        short: dict[str, Any] = {name: np.zeros(0, getattr(self, name).dtype) for name in _CODES}
        return attrs.evolve(self, columns={name: np.zeros(0, np.int64) for name in _KEPT}, **short)

    def take(self, places: NDArray[Any]) -> OutcomeRows:
        """Return some of the rows alone: places, or a mask."""
        codes: dict[str, Any] = {name: getattr(self, name)[places] for name in _CODES}
        return attrs.evolve(self, columns={name: own[places] for name, own in self.columns.items()}, **codes)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.item)

    def column(self, name: str) -> Ints:
        """Return a column of instants or amounts, kept or derived."""
        return self.columns[name] if name in self.columns else self._derived(name)

    def _keep(self, name: str, said: Ints) -> None:
        if not np.array_equal(self._derived(name), said):
            self.columns[name] = said

    def _derived(self, name: str) -> Ints:
        used = self.columns["used"]
        match name:
            case "cycle":
                return np.ones(len(self.item), np.int64)
            case "cancelled":
                return np.full(len(self.item), NAT, np.int64)
            case "allowed":
                return np.asarray(self.amount[self.limit])
            case "relieved":
                return np.where(used == NAT, NAT, 0)
            case "lived_used":
                paused, relieved = self.columns["paused"], self.column("relieved")
                known = (used != NAT) & (paused != NAT) & (relieved != NAT)
                return np.where(known, used + paused + relieved, NAT)
            case _:
                started, stopped = self.columns["started"], self.columns["stopped"]
                end = np.where(stopped == NAT, self.as_of, stopped)
                return np.where((started == NAT) | (used == NAT), NAT, end - started)

    def _doubt(self, code: Codes, words: Sequence[str]) -> None:
        if not code.any():
            return
        doubtful = code > 0
        self.verdict = np.where(doubtful, np.int8(Verdict.UNDETERMINED), self.verdict)
        self.lived = np.where(doubtful, np.int8(Verdict.UNDETERMINED), self.lived)
        places = np.array([self.reasons.index(word) for word in words], np.int8)
        self.reason = np.where(doubtful, places[code], self.reason)
        kept = {name: self.column(name) for name in DERIVED}
        for name in _MEASURED:
            kept[name] = np.where(doubtful, NAT, kept[name] if name in kept else self.columns[name])
        for name in ("used", "paused"):
            self.columns[name] = kept.pop(name)
        for name in DERIVED:
            self.columns.pop(name, None)
            self._keep(name, kept[name])


class RowsOfAll:
    """The rows of parts that follow each other, written into arrays that are long enough from the beginning.

    Putting kept parts together in the end would take twice the memory, and a fifth of the time of judging.
    """

    def __init__(self) -> None:
        self._first: OutcomeRows | None = None
        self._arrays: dict[str, NDArray[Any]] = {}
        self._done = 0

    def add(self, rows: OutcomeRows, share: float) -> None:
        """Add the rows of the next part.

        Args:
            rows: The rows.
            share: How much of all items has been seen with this part, above zero and up to one.
        """
        end = self._done + len(rows)
        if self._first is None:
            self._first = rows.none()
        for name in DERIVED:
            if name in rows.columns and name not in self._arrays:
                self._arrays[name] = np.empty(self._room(end, share), np.int64)
                if self._done:
                    self._arrays[name][: self._done] = self._so_far(name).column(name)
        for name in (*_CODES, *_KEPT, *(name for name in DERIVED if name in self._arrays)):
            values = getattr(rows, name) if name in _CODES else rows.column(name)
            array = self._arrays.get(name)
            if array is None or len(array) < end:
                longer = np.empty(self._room(end, share), values.dtype)
                if array is not None:
                    longer[: self._done] = array[: self._done]
                array = self._arrays[name] = longer
            array[self._done : end] = values
        self._done = end

    def rows(self) -> OutcomeRows:
        """Return all rows."""
        return self._so_far()

    def _room(self, end: int, share: float) -> int:
        return end if share >= 1 else int(end / share * 1.05) + 1000

    def _so_far(self, without: str = "") -> OutcomeRows:
        assert self._first is not None
        arrays: dict[str, Any] = {name: array[: self._done] for name, array in self._arrays.items() if name != without}
        codes = {name: arrays.pop(name) for name in _CODES}
        return attrs.evolve(self._first, columns=arrays, **codes)


_LEFT_OUT: Final = frozenset({"cycle", "relieved", "lived_used", "cancelled"})


def _column(one: Replayed, name: str) -> Ints:
    """Return a column of the answers of a line; of business days the number of days."""
    values = getattr(one, name, None)
    if values is None:
        return np.zeros(0, np.int64)
    days = getattr(one, f"{name}_days", None)
    if days is None:
        return np.asarray(values, np.int64)
    return np.asarray(np.where(days >= 0, days.astype(np.int64), values))


def _order(items: Sequence[Places]) -> NDArray[np.int64] | None:
    """Return the places of the rows of several lines in the order of items; None where they are in order."""
    item = np.concatenate([np.zeros(0, np.int32), *items])
    if len(items) < 2 or bool((item[1:] >= item[:-1]).all()):
        return None
    bits = len(item).bit_length()
    key = item.astype(np.int64) << bits
    key |= np.arange(len(key))
    key.sort()
    key &= (1 << bits) - 1
    return key


def _together(parts: Sequence[NDArray[Any]], order: NDArray[np.int64] | None) -> NDArray[Any]:
    if not parts:
        return np.zeros(0, np.int64)
    whole = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return whole if order is None or len(whole) != len(order) else whole.take(order)


def _numbered(parts: Sequence[Places], counts: Sequence[int], order: NDArray[np.int64] | None) -> Codes:
    """Return places within a line as places among all lines; -1 stays."""
    kind = np.int8 if sum(counts) <= 1 << 7 else np.int16 if sum(counts) <= 1 << 15 else np.int32
    before = np.cumsum([0, *counts])
    shifted = [np.where(part >= 0, part + begin, -1).astype(kind) for part, begin in zip(parts, before, strict=False)]
    return _together([np.zeros(0, kind), *shifted], order)
