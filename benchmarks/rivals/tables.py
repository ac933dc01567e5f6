"""What users write themselves: open hours compiled to a sorted table, looked up by binary search.

Three of them: one instant at a time with `bisect`; arrays with `numpy.searchsorted` as one writes it down; and the
same binary search tuned as far as it goes without giving up the idea. Tuned are: the rows of a block are put in order
before the search, which makes its branches predictable (22 ns a look-up in place of 66, measured with 4k to 512k rows
a block); blocks of 32k rows, which stay in the cache; buffers used again in place of fresh arrays; one gather less per
look-up (openings and prefix sums folded into their difference); and `take` with `mode="clip"`, which skips the bounds
check. None of them knows missing rows, the ends of its table, zero or negative amounts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, Literal

import numpy as np

from rivals.contest import Contestant, Entry, Prepared, each
from rivals.oracle import walker
from rivals.workload import FIFTY, OFFICE, Ints, Office, Questions, datetimes

__all__ = ["PlainTable", "TunedTable", "hand_written", "plain_table"]

_BLOCK: Final = 1 << 15
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)


class PlainTable:
    """Openings, lengths and prefix sums, looked up as one would write it down."""

    def __init__(self, office: Office) -> None:
        pairs = np.array(walker(office).pairs, np.int64)
        self.opens, self.closes = pairs[:, 0].copy(), pairs[:, 1].copy()
        self.lengths = self.closes - self.opens
        self.before = np.concatenate(([0], np.cumsum(self.lengths)))

    def used(self, us: Ints) -> Ints:
        """Return the open time before instants."""
        row = np.searchsorted(self.opens, us, "right") - 1
        found: Ints = self.before[row] + np.minimum(us - self.opens[row], self.lengths[row])
        return found

    def elapsed(self, starts: Ints, ends: Ints) -> Ints:
        """Return the open time between instants."""
        return self.used(ends) - self.used(starts)

    def due(self, starts: Ints, allowed: Ints) -> Ints:
        """Return when amounts of open time are used up."""
        value = self.used(starts) + allowed
        row = np.searchsorted(self.before, value, "left") - 1
        return self.opens[row] + value - self.before[row]


class TunedTable(PlainTable):
    """The same search with the rows of a block in order, in blocks and in place."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.shut = self.opens - self.before[:-1]
        self.ends_of_time = self.before[1:].copy()

    def _used_into(self, us: Ints, out: Ints, spare: Ints) -> None:
        row = _found_sorted(self.opens, us, "right")
        row -= 1
        self.closes.take(row, out=spare, mode="clip")
        np.minimum(us, spare, out=spare)
        self.shut.take(row, out=out, mode="clip")
        np.subtract(spare, out, out=out)

    def elapsed(self, starts: Ints, ends: Ints) -> Ints:
        """Return the open time between instants."""
        found, (first, spare) = np.empty_like(starts), np.empty((2, _BLOCK), np.int64)
        for block in _blocks(len(starts)):
            size = block.stop - block.start
            self._used_into(starts[block], first[:size], spare[:size])
            self._used_into(ends[block], found[block], spare[:size])
            found[block] -= first[:size]
        return found

    def due(self, starts: Ints, allowed: Ints) -> Ints:
        """Return when amounts of open time are used up."""
        found, spare = np.empty_like(starts), np.empty(_BLOCK, np.int64)
        for block in _blocks(len(starts)):
            size = block.stop - block.start
            self._used_into(starts[block], found[block], spare[:size])
            found[block] += allowed[block]
            row = _found_sorted(self.ends_of_time, found[block], "left")
            self.shut.take(row, out=spare[:size], mode="clip")
            found[block] += spare[:size]
        return found


def _blocks(rows: int) -> Iterator[slice]:
    for at in range(0, rows, _BLOCK):
        yield slice(at, min(at + _BLOCK, rows))


def _found_sorted(table: Ints, values: Ints, side: Literal["left", "right"]) -> Ints:
    order = values.argsort()
    found = np.empty(len(values), np.int64)
    found[order] = table.searchsorted(values[order], side)
    return found


@cache
def plain_table(office: Office) -> PlainTable:
    """Return the plain table of an office, made once."""
    return PlainTable(office)


@cache
def tuned_table(office: Office) -> TunedTable:
    """Return the tuned table of an office, made once."""
    return TunedTable(office)


def _by_table(table: PlainTable) -> dict[str, Entry[Questions]]:
    def due(asked: Questions) -> Prepared:
        def run() -> Ints:
            return table.due(asked.starts, asked.allowed)

        return Prepared(run, run)

    def elapsed(asked: Questions) -> Prepared:
        def run() -> Ints:
            return table.elapsed(asked.starts, asked.ends)

        return Prepared(run, run)

    return {"due": Entry(due, all_rows=True), "elapsed": Entry(elapsed, all_rows=True)}


def _mixed_due(asked: Questions) -> Prepared:
    tables = [plain_table(office) for office in FIFTY]

    def run() -> Ints:
        found = np.empty_like(asked.starts)
        for code, table in enumerate(tables):
            rows = asked.codes == code
            found[rows] = table.due(asked.starts[rows], asked.allowed[rows])
        return found

    return Prepared(run, run)


def _mixed_elapsed(asked: Questions) -> Prepared:
    tables = [plain_table(office) for office in FIFTY]

    def run() -> Ints:
        found = np.empty_like(asked.starts)
        for code, table in enumerate(tables):
            rows = asked.codes == code
            found[rows] = table.elapsed(asked.starts[rows], asked.ends[rows])
        return found

    return Prepared(run, run)


class _Bisected:
    """The table as plain lists, one instant at a time; datetimes in and out."""

    def __init__(self, office: Office) -> None:
        table = plain_table(office)
        self.opens, self.closes, self.before = table.opens.tolist(), table.closes.tolist(), table.before.tolist()

    def used(self, us: int) -> int:
        row = bisect_right(self.opens, us) - 1
        return int(self.before[row] + min(us, self.closes[row]) - self.opens[row])

    def due(self, start: datetime, allowed: timedelta) -> datetime:
        value = self.used((start - _EPOCH) // _US) + allowed // _US
        row = bisect_left(self.before, value) - 1
        return (_EPOCH + timedelta(microseconds=self.opens[row] + value - self.before[row])).astimezone(start.tzinfo)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        return timedelta(microseconds=self.used((end - _EPOCH) // _US) - self.used((start - _EPOCH) // _US))


def _bisect_due(asked: Questions) -> Prepared:
    columns = datetimes(asked.starts, OFFICE.tz), [timedelta(microseconds=one) for one in asked.allowed.tolist()]
    return each(_Bisected(OFFICE).due, columns, lambda due: (due - _EPOCH) // _US)


def _bisect_elapsed(asked: Questions) -> Prepared:
    columns = datetimes(asked.starts, OFFICE.tz), datetimes(asked.ends, OFFICE.tz)
    return each(_Bisected(OFFICE).elapsed, columns, lambda passed: passed // _US)


def hand_written() -> tuple[Contestant, ...]:
    """Return what users write themselves."""
    plain, tuned = _by_table(plain_table(OFFICE)), _by_table(tuned_table(OFFICE))
    return (
        Contestant(
            "DIY searchsorted",
            "diy",
            {("due", "array"): plain["due"], ("elapsed", "array"): plain["elapsed"]},
            mixed={
                "due": Entry(_mixed_due, remark="a mask per calendar", all_rows=True),
                "elapsed": Entry(_mixed_elapsed, remark="a mask per calendar", all_rows=True),
            },
        ),
        Contestant(
            "DIY searchsorted, tuned",
            "diy",
            {("due", "array"): tuned["due"], ("elapsed", "array"): tuned["elapsed"]},
        ),
        Contestant(
            "DIY bisect", "diy", {("due", "scalar"): Entry(_bisect_due), ("elapsed", "scalar"): Entry(_bisect_elapsed)}
        ),
    )
