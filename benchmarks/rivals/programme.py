"""The programme of a run: every rival on every track it knows, contractkit against itself, and full checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs
import numpy as np

from rivals import ours as kit
from rivals.contest import Contestant, Entry, Form, Operation
from rivals.racing import Checked, Figure, Size, Track, check, in_turn, race
from rivals.tables import tuned_table
from rivals.workload import (
    FIFTY,
    NAT,
    OFFICE,
    DateQuestions,
    Ints,
    Questions,
    SpanName,
    date_questions,
    questions,
    rows_missing,
)

__all__ = ["Itself", "Proof", "against_itself", "against_rivals", "proofs"]

_OPERATIONS: Final[tuple[Operation, ...]] = ("due", "elapsed")
_DAY_OPERATIONS: Final[tuple[Operation, ...]] = ("add days", "count days")
_FORMS: Final[tuple[Form, ...]] = ("array", "scalar")
_SPANS: Final[tuple[SpanName, ...]] = ("hour", "fortnight", "six years")
_FAST: Final = frozenset({"DIY searchsorted", "DIY searchsorted, tuned", "DIY bisect"})


@attrs.frozen
class Itself:
    """contractkit on one track beside contractkit on another: how much dearer the first is a row."""

    name: str
    operation: Operation
    rows: int
    ns: float
    beside_ns: float

    @property
    def ratio(self) -> float:
        """How many times dearer a row is."""
        return self.ns / self.beside_ns


@attrs.frozen
class Proof:
    """contractkit's answers of one track: how many rows were held against what, and how many differ."""

    track: Track
    against: str
    checked: Checked


class _Rows:
    """The questions of one span, as many as the form has rows; made when they are first needed, one span at a time."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self._span: SpanName | None = None
        self._rows: Questions | None = None

    def of(self, span: SpanName, form: Form) -> Questions:
        if self._rows is None or self._span != span:
            self._rows = None
            self._span, self._rows = span, questions(span, self.size.array_rows)
        return self._rows if form == "array" else self._rows.first(self.size.scalar_rows)


def against_rivals(rivals: tuple[Contestant, ...], size: Size) -> Iterator[Figure]:
    """Yield the figure of every rival on every track that it knows."""
    us, rows = kit.contractkit(), _Rows(size)
    for span in _SPANS:
        for form in _FORMS:
            for operation in _OPERATIONS:
                asked = rows.of(span, form)
                track = Track(operation, form, span)
                for rival in rivals:
                    entry = rival.entries.get((operation, form))
                    if entry is not None:
                        if span != "fortnight" and rival.name not in _FAST:
                            entry = attrs.evolve(entry, all_rows=False)
                        prepared = us.entries[operation, form].prepare(asked)
                        yield race(track, (OFFICE,), rival, entry, prepared, asked, size)
    for operation in _OPERATIONS:
        asked = rows.of("fortnight", "array")
        for rival in rivals:
            if operation in rival.mixed:
                track = Track(operation, "array", "fortnight", len(FIFTY))
                prepared = us.mixed[operation].prepare(asked)
                yield race(track, FIFTY, rival, rival.mixed[operation], prepared, asked, size)
    yield from _whole_days(us, rivals, size)


def _whole_days(us: Contestant, rivals: tuple[Contestant, ...], size: Size) -> Iterator[Figure]:
    for form in _FORMS:
        asked = date_questions(size.array_rows if form == "array" else size.scalar_rows)
        for operation in _DAY_OPERATIONS:
            for rival in rivals:
                entry = rival.dates.get((operation, form))
                if entry is not None:
                    prepared = us.dates[operation, form].prepare(asked)
                    yield race(Track(operation, form, None), (OFFICE,), rival, entry, prepared, asked, size)


def against_itself(size: Size) -> Iterator[Itself]:
    """Yield what long spans, many calendars, missing rows, zones and integers cost beside the plain array call."""
    us, numbers = kit.contractkit(), kit.integers()
    plain, long, short = (questions(span, size.array_rows) for span in ("fortnight", "six years", "hour"))
    missing = rows_missing(plain)
    for operation in _OPERATIONS:
        array, mixed = us.entries[operation, "array"], us.mixed[operation]
        pairs: tuple[tuple[str, Entry[Questions], Questions, Entry[Questions], Questions], ...] = (
            ("six years beside one hour", array, long, array, short),
            ("50 calendars beside one", mixed, plain, array, plain),
            ("2 % of rows missing beside none", array, missing, array, plain),
            ("int64 beside datetime64", numbers[operation, "array"], plain, array, plain),
        )
        for name, entry, asked, beside, beside_asked in pairs:
            runs = entry.prepare(asked).run, beside.prepare(beside_asked).run
            for run in runs:
                run()
            times = [min(found) / size.array_rows * 1e9 for found in in_turn(runs, size)]
            yield Itself(name, operation, size.array_rows, times[0], times[1])


def proofs(size: Size) -> Iterator[Proof]:
    """Yield how contractkit's own answers stand: samples to the oracle, all rows of one calendar to the table."""
    us, rows = kit.contractkit(), _Rows(size)
    for span in _SPANS:
        for form in _FORMS:
            for operation in _OPERATIONS:
                asked, entry = rows.of(span, form), us.entries[operation, form]
                track, found = Track(operation, form, span), entry.prepare(asked).answers()
                yield Proof(track, "the oracle", check(track, (OFFICE,), entry, asked, found, size))
                if form == "array":
                    yield Proof(track, "the table", _all_rows(operation, asked, found))
                    yield Proof(track, "the table, rows missing", _missing_rows(us, operation, asked))
    asked = rows.of("fortnight", "array")
    for operation in _OPERATIONS:
        track = Track(operation, "array", "fortnight", len(FIFTY))
        found = us.mixed[operation].prepare(asked).answers()
        yield Proof(track, "the oracle", check(track, FIFTY, us.mixed[operation], asked, found, size))
        yield Proof(track, "the tables", _mixed_rows(operation, asked, found))
    for form in _FORMS:
        days = date_questions(size.array_rows if form == "array" else size.scalar_rows)
        for operation in _DAY_OPERATIONS:
            yield _days_proof(us, Track(operation, form, None), days, size)


def _days_proof(us: Contestant, track: Track, days: DateQuestions, size: Size) -> Proof:
    entry = us.dates[track.operation, track.form]
    return Proof(track, "the oracle", check(track, (OFFICE,), entry, days, entry.prepare(days).answers(), size))


def _expected(operation: Operation) -> Callable[[Questions], Ints]:
    table = tuned_table(OFFICE)
    if operation == "due":
        return lambda asked: table.due(asked.starts, asked.allowed)
    return lambda asked: table.elapsed(asked.starts, asked.ends)


def _compared(found: Ints, expected: Ints) -> Checked:
    wrong = np.flatnonzero(found != expected)
    if not len(wrong):
        return Checked(len(found), 0)
    row = int(wrong[0])
    return Checked(len(found), len(wrong), f"row {row}: {found[row]} in place of {expected[row]}")


def _all_rows(operation: Operation, asked: Questions, found: Ints) -> Checked:
    return _compared(found, _expected(operation)(asked))


def _missing_rows(us: Contestant, operation: Operation, asked: Questions) -> Checked:
    gaps = rows_missing(asked)
    expected = _expected(operation)(asked)
    other = gaps.allowed if operation == "due" else gaps.ends
    expected[(gaps.starts == NAT) | (other == NAT)] = NAT
    return _compared(us.entries[operation, "array"].prepare(gaps).answers(), expected)


def _mixed_rows(operation: Operation, asked: Questions, found: Ints) -> Checked:
    expected = np.empty_like(found)
    for code, office in enumerate(FIFTY):
        rows = np.flatnonzero(asked.codes == code)
        table, some = tuned_table(office), asked.take(rows)
        expected[rows] = (
            table.due(some.starts, some.allowed) if operation == "due" else table.elapsed(some.starts, some.ends)
        )
    return _compared(found, expected)
