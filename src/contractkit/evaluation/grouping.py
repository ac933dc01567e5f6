"""By what outcomes are counted apart: columns of outcomes, fields of items, and the pieces of a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.errors import ContractKitError, PeriodError, QuantityError, UsageError
from contractkit.evaluation.belonging import Assigned
from contractkit.evaluation.scope import latest
from contractkit.facts import Coded, Integers, Table
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.months import add_months
from contractkit.quantities.notation import nearest_word, parse_cycle
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["Groups", "Keys", "names_of", "pieces_of"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

_OF_TARGETS: Final = ("target", "level", "measure")
_OF_TIME: Final = ("day", "week", "month", "quarter", "half-year", "year", "contract-year")
_DENSE: Final = 1 << 22


def names_of(by: Sequence[str] | str) -> tuple[str, ...]:
    """Return the names by which somebody wants to count apart, in order.

    Raises:
        UsageError: It is no name and no sequence of names.
    """
    names = (by,) if isinstance(by, str) else tuple(by) if isinstance(by, Iterable) else (by,)
    hint = "say by='level', or several as by=['level', 'month']; by=[] counts all together"
    for name in names:
        if not isinstance(name, str):
            raise UsageError(f"attainment is taken by names, and {name!r} is none; {hint}", by=by)
    return names


def pieces_of(agreement: Agreement, whole: Period, name: str) -> tuple[Period, ...] | None:
    """Return the days, weeks, months or the like that a period touches; None where `name` is the word for none.

    Args:
        agreement: Whose contract years are meant.
        whole: The period.
        name: ``day``, ``week``, ``month``, ``quarter``, ``half-year``, ``year``, ``contract-year``, or months that
            begin on another day: ``month from day 16``.

    Raises:
        PeriodError: A piece reaches outside the years 1 to 9999.
    """
    try:
        return _pieces(agreement, whole, name)
    except (ValueError, OverflowError) as error:
        if isinstance(error, ContractKitError):
            raise
        says = f"the period {whole.label} cannot be counted by {name!r}: it reaches outside the years 1 to 9999"
        raise PeriodError(f"{says}; ask for a period that lies further inside of them") from None


def _pieces(agreement: Agreement, whole: Period, name: str) -> tuple[Period, ...] | None:
    if name in _OF_TIME and name != "contract-year":
        return tuple(_follow(Period.containing(whole.start, name), whole, name))
    if name == "contract-year":
        begins = whole.start.replace(month=1, day=1) if agreement.term is None else agreement.term.start
        first = Period.year_from(begins, whole.start.year)
        first = first if first.start <= whole.start else Period.year_from(begins, whole.start.year - 1)
        return tuple(_from(first.start, whole.end, 12))
    try:
        cycle = parse_cycle(name)
    except QuantityError:
        return None
    if cycle.from_day is None:
        return None
    start = whole.start.replace(day=cycle.from_day)
    return tuple(_from(start if start <= whole.start else add_months(start, -1), whole.end, 1))


def _follow(first: Period, whole: Period, name: str) -> Iterator[Period]:
    yield first
    while first.end < whole.end:
        first = Period.containing(first.end, name)
        yield first


def _from(start: date, end: date, months: int) -> Iterator[Period]:
    count = 0
    while add_months(start, count) < end:
        begin, until = add_months(start, count), add_months(start, count + months)
        last = date.fromordinal(until.toordinal() - 1)
        yield Period(begin, until, f"{begin.isoformat()}..{last.isoformat()}")
        count += months


@attrs.frozen(eq=False)
class Keys:
    """By what outcomes are counted apart.

    Attributes:
        names: The keys, in order.
        pieces: For keys of time their pieces.
        bounds: For keys of time the instants that bound the pieces.
    """

    names: tuple[str, ...]
    pieces: Mapping[str, tuple[Period, ...]]
    bounds: Mapping[str, Ints]

    @classmethod
    def of(cls, agreement: Agreement, whole: Period, by: Sequence[str]) -> Keys:
        """Return the keys of the names in `by`."""
        found = {name: pieces_of(agreement, whole, name) for name in by}
        pieces = {name: several for name, several in found.items() if several is not None}
        bounds = {}
        for name, several in pieces.items():
            days = [*(piece.start for piece in several), several[-1].end]
            bounds[name] = np.array([midnight_us(day, agreement.zone) for day in days], np.int64)
        return cls(tuple(by), pieces, bounds)

    @property
    def cuts(self) -> Iterator[int]:
        """Return where pieces end."""
        for several in self.bounds.values():
            yield from several.tolist()

    def columns(self, history: History, outcomes: Table, counted: Assigned) -> dict[str, Coded]:
        """Return the words of each counted outcome by which its group is named.

        Raises:
            UsageError: A name is that of no column, field or piece of time.
        """
        out: dict[str, Coded] = {}
        for name in self.names:
            if name in self.pieces:
                labels = tuple(piece.label for piece in self.pieces[name])
                out[name] = Coded(counted.piece(self.bounds[name]).astype(np.int32), labels)
            else:
                out[name] = _key(history, outcomes, name, counted.row)
        return out


def _key(history: History, outcomes: Table, name: str, rows: Rows) -> Coded:
    if name in outcomes.columns:
        column = outcomes.column(name)
        if isinstance(column, Coded):
            return column.take(rows)
        array = column.values[rows] if isinstance(column, Integers) else outcomes.array(name)[rows]
        if array.dtype.kind in "iub" and name not in ("item_row", "row", "promise"):
            words, codes = np.unique(array, return_inverse=True)
            return Coded(codes.astype(np.int32), tuple(str(word) for word in words.tolist()))
    elif name in history.events.values or isinstance(history.facts.items.columns.get(name), Coded):
        return latest(history, name).take(outcomes.array("item_row")[rows])
    fields = {**history.facts.items.columns, **outcomes.columns}
    of_words = (word for word, column in fields.items() if isinstance(column, Coded))
    known = tuple(dict.fromkeys((*_OF_TARGETS, *history.events.values, *of_words, *_OF_TIME)))
    meant = nearest_word(str(name), known)
    hint = f"there are {', '.join((*known, 'month from day 16'))}" if meant is None else f"did you mean {meant!r}?"
    raise UsageError(f"attainment cannot be taken by {name!r}: it is no field of words; {hint}", by=name)


@attrs.frozen(eq=False)
class Groups:
    """The groups in order.

    Attributes:
        code: int64, for each group its places in all keys, as one number; a missing word comes last in its key.
        sizes: How many words each key has, the missing one included.
        of_row: For each counted outcome its group.
        expected: Groups that stand there whether or not anything happened, each with a target that is in it.
    """

    code: Ints
    sizes: tuple[int, ...]
    of_row: Rows
    expected: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, agreement: Agreement, keys: Mapping[str, Coded], count: int) -> Groups:
        """Return the groups of `count` outcomes.

        Args:
            agreement: Whose targets have a group each, where all keys are of targets and of time.
            keys: The words of the outcomes.
            count: How many outcomes there are.
        """
        sizes = tuple(len(key.categories) + 1 for key in keys.values())
        code = np.zeros(count, np.int64)
        for key, size in zip(keys.values(), sizes, strict=True):
            code *= size
            code += np.where(key.codes < 0, size - 1, key.codes)
        expected = list(_expected(agreement, keys, sizes))
        known = np.array([number for number, _ in expected], np.int64)
        total = int(np.prod(sizes, dtype=object)) if sizes else 1
        if total <= _DENSE:
            used = np.bincount(code, minlength=total) > 0
            used[known] = True
            groups = np.flatnonzero(used)
            place = np.cumsum(used) - 1
            of_row, of_known = place[code], place[known]
        else:
            groups, of_all = np.unique(np.concatenate([code, known]), return_inverse=True)
            of_row, of_known = of_all[:count], of_all[count:]
        pairs = zip(of_known.tolist(), (target for _, target in expected), strict=True)
        return cls(groups.astype(np.int64), sizes, of_row, tuple(pairs))

    def columns(self, keys: Mapping[str, Coded]) -> dict[str, Coded]:
        """Return the columns that name the groups."""
        columns = {}
        rest = self.code
        for (name, key), size in reversed(list(zip(keys.items(), self.sizes, strict=True))):
            place = rest % size
            rest = rest // size
            columns[name] = Coded(np.where(place == size - 1, -1, place).astype(np.int32), key.categories)
        return dict(reversed(columns.items()))


def _expected(agreement: Agreement, keys: Mapping[str, Coded], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the groups of targets and calendar periods, whether or not anything happened; none by other keys."""
    timed = {name for name in keys if name not in _OF_TARGETS}
    if any(pieces_of(agreement, _ANY, name) is None for name in timed):
        return
    targets = [(line, target) for line in agreement.lines for target in line.targets]
    for place, (line, target) in enumerate(targets):
        words = {"target": target.id, "level": target.level, "measure": line.measure.name}
        codes = [0]
        for (name, key), size in zip(keys.items(), sizes, strict=True):
            places = range(size - 1)
            if name in words:
                code = key.code_of(words[name] or "")
                places = range(code, code + 1) if code is not None else range(size - 1, size)
            codes = [code * size + other for code in codes for other in places]
        yield from ((code, place) for code in codes)


_ANY: Final = Period.parse("2026-01-01")
