"""The marks of business days on the compiled years of a calendar, which widen where questions need more of them.

Where a start lies, and which mark is its first, is decided in `day_axis`.
"""

from __future__ import annotations

from datetime import time

import numpy as np
import numpy.typing as npt

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.kernels import Ladder
from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN, NO_VALUE, OK, Errors, Rows, Statuses
from contractkit.calendars.timeline import Timeline
from contractkit.calendars.zones import Offsets
from contractkit.quantities.spans import BusinessDays

__all__ = ["DayMarks", "put", "time_us"]

_Bools = npt.NDArray[np.bool_]


def time_us(value: time) -> int:
    """Return a time of day in microseconds since midnight."""
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond


class DayMarks:
    """The marks of business dates by rank, for many starts under one policy, and why a row has none.

    Attributes:
        original: The starts as they were given.
        status: Why a row has no effective start.
    """

    _offsets: Offsets
    _time: Ints

    def __init__(self, timelines: Timelines, rows: Rows, days: BusinessDays) -> None:
        self._timelines = timelines
        self._days = days
        self.original = rows.original
        self.status: Statuses = rows.status
        self._line: Timeline | None = rows.timeline
        self._table: DayTable | None = None
        if rows.timeline is not None:
            self._move(rows.timeline)

    def _ladder(self, table: DayTable) -> Ladder | None:
        """Return the marks of all business dates of a table; None where they are not in order, or differ by start."""
        ends = self._days.ends
        if ends == "same-time" or self._line is None:
            return None

        def marks() -> Ints:
            if ends == "close-of-business":
                return table.closings
            readings = (table.dates + 1) * DAY if ends == "end-of-day" else table.dates * DAY + time_us(ends)
            return self._zone().firsts(readings)

        return table.marks_by(ends, marks, self._line.high)

    def _marks(self, ranks: Ints) -> tuple[Ints, _Bools]:
        """Return the marks of business dates by rank, and which ranks have none within the horizon."""
        index, none = self._index(ranks)
        table, ends = self._table, self._days.ends
        assert table is not None
        if not len(table.dates):
            return np.zeros(ranks.shape, np.int64), none
        if ends == "close-of-business":
            marks = table.closings[index]
        elif ends == "same-time":
            marks = self._zone().firsts(table.dates[index] * DAY + self._time)
        elif ends == "end-of-day":
            marks = self._zone().firsts((table.dates[index] + 1) * DAY)
        else:
            marks = self._zone().firsts(table.dates[index] * DAY + time_us(ends))
        return marks, none | (marks > self._timelines.bounds[1])

    def _land(self, marks: Ints, status: Statuses, zero: _Bools) -> Ints:
        assert self._line is not None
        high = self._timelines.bounds[1]
        put(status, (marks >= high) & ~zero, BEYOND_HORIZON)
        safe = np.where((status == OK) & ~zero, marks, self._line.low)  # what has no mark is harmless there
        self._cover(int(safe.min()), int(safe.max()))
        closed = self._line.is_closed_strictly(safe)
        if not closed.any():
            return marks
        landed, none = self._openings_after(safe)
        put(status, closed & none & ~zero, NEVER_OPEN)
        return np.where(closed & ~none, landed, marks)

    # -- the compiled years --------------------------------------------------------------------------------------

    def _index(self, ranks: Ints) -> tuple[Ints, _Bools]:
        """Return the rows of the table for ranks, and which ranks lie outside all years that can be compiled."""
        table = self._table
        assert table is not None and self._line is not None  # noqa: PT018 - set together
        if ranks.size:
            most, least = int(ranks.max()), int(ranks.min())
            if least < table.base or most >= table.base + len(table.dates):
                table = self._move(self._timelines.reaching(self._line, ranks))
        index = ranks - table.base
        none = (index < 0) | (index >= len(table.dates))
        return np.clip(index, 0, max(len(table.dates) - 1, 0)), none

    def _next_open(self, us: Ints) -> Ints:
        found, none = self._openings_after(us)
        if not none.any():
            return found
        self._mark(none, NEVER_OPEN)
        return np.where(none, us, found)

    def _openings_after(self, us: Ints) -> tuple[Ints, _Bools]:
        """Return each instant if open, else the next opening, and which rows have none any more."""
        assert self._line is not None
        found = self._line.next_open(us)
        while bool((found == self._line.high).any()):
            line = self._timelines.later(self._line)
            if line is None:
                break
            self._move(line)
            found = line.next_open(us)
        return found, found == self._line.high

    def _cover(self, first: int, last: int) -> None:
        assert self._line is not None
        if not (self._line.low <= first and last < self._line.high):
            self._move(self._timelines.covering(first, last))

    def _move(self, line: Timeline) -> DayTable:
        self._line = line
        self._offsets = self._timelines.rules.clock.covering(line.years[0] - 1, line.years[1] + 1)
        self._table = table = self._timelines.days(line)
        return table

    def _zone(self) -> Offsets:
        return self._offsets

    def _known_rank(self) -> int:
        assert self._table is not None
        return self._table.base

    def _why_no_date(self) -> int:
        """Return why there is no further business date: the years end, or the calendar has none any more."""
        return NEVER_OPEN if self._timelines.dates_end("after") else BEYOND_HORIZON

    def _mark(self, rows: _Bools, status: int) -> None:
        put(self.status, rows, status)

    def _finish(self, found: Ints, status: Statuses, errors: Errors) -> Ints:
        if not status.any():
            return found
        if errors == "raise":
            wrong = np.flatnonzero(status > NO_VALUE)
            if wrong.size:
                us = int(self.original.ravel()[wrong[0]])
                if status.ravel()[wrong[0]] == NEVER_OPEN:
                    self._timelines.refuse_never(us)
                low, high = self._timelines.bounds
                self._timelines.refuse(us if us < low or us >= high else high)
        return np.where(status == OK, found, MISSING)


def put(status: Statuses, rows: _Bools, value: int) -> None:
    """Give rows a status, of which a row that has one already keeps its own."""
    status[rows & (status == OK)] = value
