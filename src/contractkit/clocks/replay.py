"""The columnar replay: for every item and every clock line what was promised, when it was due, and whether it was kept.

The answers of one line are put together here, without a Python loop over items. Doubts about an item as a whole, scope
and periods are no matter of clocks; `evaluation` has them.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.answering import answers
from contractkit.clocks.history import History
from contractkit.clocks.limits import Limits
from contractkit.clocks.meaning import Meanings
from contractkit.clocks.reading import read
from contractkit.clocks.relief import ReliefStretches
from contractkit.clocks.rows import Rows
from contractkit.facts import NAT
from contractkit.terms.targets import ClockLine

__all__ = ["LineReplay", "Replayed", "replay"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]


@attrs.frozen(eq=False)
class Replayed:
    """The answers of one clock line, in the order of items and cycles: a row for each clock to which a target applied.

    Instants are int64 microseconds, `NAT` where there is none. Amounts are int64 in the unit of the limit (`unit`):
    microseconds, or business days; `NAT` where there is none.

    Attributes:
        line: The line.
        limits: Its limits, to which `limit` and `target` point.
        item: int32, the place of the item in the facts.
        target: int32, the place of the target in the line. An item of which it was never known which target applies has
            a row for each that may be it, undetermined with the reason ``target-unknown``.
        cycle: int32, the number of the clock among those of its item on this line, counted from 1.
        limit: int32, the place of the limit in `limits`; -1 where it is not known.
        verdict: int8, the contractual verdict (`Verdict`).
        reason: int8, why it is undetermined or not-applicable, as a place in `REASONS`.
        lived: int8, the verdict as lived, with pauses and relief counted.
        started: When the clock started.
        due: When the limit is used up.
        until: The last instant that is in time, inclusive.
        stopped: When the clock stopped for the last time.
        cancelled: When it was cancelled, of clocks whose reason says so; `NAT` for all others.
        used: What was used up to the stop or the moment of judging, pauses and relief left out.
        allowed: What is allowed.
        paused: What pauses took, relief or not.
        relieved: What relief took, paused or not.
        lived_used: What was used with pauses and relief counted.
        wall: Time from start to stop, or to the moment of judging, on the clock on the wall.
        filled: For each field that decides a target, how many items took the first value that became known.
        unhistoried: Fields of result conditions that were read as at the stop.
        silent: How many items had no recorded state at first, so that their clocks ran.
        late_columns: How many instants in start and stop columns lie after the moment of judging.
    """

    line: ClockLine
    limits: Limits
    item: Places
    target: Places
    cycle: Places
    limit: Places
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]
    lived: NDArray[np.int8]
    started: Ints
    due: Ints
    until: Ints
    stopped: Ints
    cancelled: Ints
    used: Ints
    allowed: Ints
    paused: Ints
    relieved: Ints
    lived_used: Ints
    wall: Ints
    filled: dict[str, int]
    unhistoried: frozenset[str]
    silent: int
    late_columns: int

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.item)

    @property
    def unit(self) -> NDArray[np.int8]:
        """Return for each row in what its amounts are counted (`Unit`); -1 where no limit is known."""
        return np.append(self.limits.unit, np.int8(-1))[self.limit]


class LineReplay:
    """One clock line, ready to be replayed over any number of histories; what its conditions mean is worked out once.

    Attributes:
        line: The line.
        limits: Its limits.
    """

    def __init__(self, line: ClockLine) -> None:
        self.line = line
        self.limits = Limits.of(line)
        self._meanings: Meanings | None = None

    def of(self, part: History, relief: ReliefStretches | None = None) -> Replayed:
        """Return what became of the promises of the line on the items of a history, looked at in one go.

        Args:
            part: The states of the items up to the moment of judging.
            relief: What is not held against the provider on this line, by the places of the items in `part`; or None.

        Source: design.md sections 4 and 5; clocks.md, the rules that each module names.
        """
        meanings = self._meanings
        if meanings is None or not meanings.fits(part):
            meanings = self._meanings = Meanings.of(self.line, self.limits, part)
        reading = read(meanings, part)
        rows = answers(reading, relief)
        columns = {field.name: getattr(rows, field.name) for field in attrs.fields(Rows) if field.name != "state"}
        return Replayed(
            line=self.line,
            limits=self.limits,
            filled=reading.filled,
            unhistoried=reading.unhistoried,
            silent=reading.silent,
            late_columns=reading.late_columns,
            **columns,
        )


def replay(
    line: ClockLine,
    history: History,
    relief: ReliefStretches | None = None,
    starts_between: tuple[int, int] | None = None,
    rows: int = 1 << 16,
) -> Replayed:
    """Return what became of the promises of `line` on every item.

    Args:
        line: The clock line.
        history: The states of the items up to the moment of judging.
        relief: What is not held against the provider on this line, by the places of the items in the facts; or None.
        starts_between: Answer only for clocks that started in ``[from, until)``, in microseconds; one without a start
            counts as started at its item's opening. None: for all.
        rows: About how many items and events to look at at a time; decides memory and speed, and no answer.

    Source: design.md sections 4 and 5; clocks.md, the rules that each module names.
    """
    prepared = LineReplay(line)
    parts: list[Replayed] = []
    for first, part in history.parts(rows):
        some = None if relief is None else relief.of_items(first, len(part.facts.items))
        found = prepared.of(part, some)
        if starts_between is not None:
            started = np.where(found.started == NAT, part.base[found.item], found.started)
            found = _rows_of(found, (starts_between[0] <= started) & (started < starts_between[1]))
        parts.append(attrs.evolve(found, item=found.item + np.int32(first)) if first else found)
    return parts[0] if len(parts) == 1 else _together(parts)


def _columns(found: Replayed) -> dict[str, Any]:
    columns = {field.name: getattr(found, field.name) for field in attrs.fields(Replayed)}
    return {name: column for name, column in columns.items() if isinstance(column, np.ndarray)}


def _rows_of(found: Replayed, rows: NDArray[np.bool_]) -> Replayed:
    columns: dict[str, Any] = {name: column[rows] for name, column in _columns(found).items()}
    return attrs.evolve(found, **columns)


def _together(parts: list[Replayed]) -> Replayed:
    """Return the answers of parts that follow each other."""
    columns = [_columns(part) for part in parts]
    together: dict[str, Any] = {name: np.concatenate([one[name] for one in columns]) for name in columns[0]}
    filled: dict[str, int] = {}
    for part in parts:
        for field, count in part.filled.items():
            filled[field] = filled.get(field, 0) + count
    return attrs.evolve(
        parts[0],
        filled=filled,
        silent=sum(part.silent for part in parts),
        late_columns=sum(part.late_columns for part in parts),
        **together,
    )
