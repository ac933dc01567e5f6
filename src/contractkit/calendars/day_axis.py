"""Business days on a calendar, for many starts at once: marks, ticks and due instants.

The order is the one of the design: `outside`, then the cut-off on that start, then `counting`, then `ends`, then
`landing`. A target in business days ticks once per business date, at its mark; day k ends at the kth tick.
"""

from __future__ import annotations

from datetime import time

import numpy as np
import numpy.typing as npt

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.days_back import due_back
from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.kernels import Ladder
from contractkit.calendars.rows import (
    BEYOND_HORIZON,
    NEVER_OPEN,
    NO_VALUE,
    OK,
    Errors,
    Statuses,
    settle_rows,
)
from contractkit.calendars.timeline import Timeline
from contractkit.calendars.zones import Offsets
from contractkit.quantities.spans import BusinessDays

__all__ = ["DayAxis", "time_us"]

_Bools = npt.NDArray[np.bool_]


def time_us(value: time) -> int:
    """Return a time of day in microseconds since midnight."""
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond


class DayAxis:
    """The business days that run from each of many starts under one policy; `n` of the policy is not looked at.

    Attributes:
        effective: The effective starts, after `outside` and the cut-off; missing where there is none.
        status: Why a row has no effective start.
    """

    def __init__(self, timelines: Timelines, start: Ints, days: BusinessDays) -> None:
        self._timelines = timelines
        self._days = days
        rows = settle_rows(timelines, start)
        self.original = rows.original
        self.status: Statuses = rows.status
        self._line: Timeline | None = rows.timeline
        self._table: DayTable | None = None
        if rows.timeline is None:
            self.effective: Ints = np.full(start.shape, MISSING, np.int64)
            return
        self._offsets = timelines.rules.clock.covering(rows.timeline.years[0] - 1, rows.timeline.years[1] + 1)
        self._table = timelines.days(rows.timeline)
        self._effective: Ints = rows.us
        self._begin(rows.us)
        beyond = self._effective > timelines.bounds[1]
        if beyond.any():
            self._mark(beyond, BEYOND_HORIZON)
            self._effective = np.where(beyond, rows.us, self._effective)
        self._first: Ints = self._first_rank()
        self.effective = np.where(self.status == OK, self._effective, MISSING) if self.status.any() else self._effective

    def take(self, rows: npt.NDArray[np.intp]) -> DayAxis:
        """Return the axis of some rows, in the order given, repeated where given twice."""
        out = object.__new__(DayAxis)
        out.__dict__.update(self.__dict__)
        names = ["effective", "status", "original"]
        if self._line is not None:
            names += ["_effective", "_day", "_time", "_first"]
        for name in names:
            setattr(out, name, getattr(self, name)[rows])
        return out

    # -- the start -----------------------------------------------------------------------------------------------

    def _begin(self, us: Ints) -> None:
        if self._days.outside == "next-opening":
            us = self._next_open(us)
        readings = self._zone().readings(us)
        self._day: Ints = readings // DAY
        self._time: Ints = readings - self._day * DAY
        self._effective = us
        if self._days.outside == "keep-time":
            self._keep_time()
        if self._days.cut_off is not None:
            self._cut_off(time_us(self._days.cut_off))

    def _keep_time(self) -> None:
        assert self._table is not None
        moved = ~self._table.is_business(self._day)
        if not moved.any():
            return
        index, none = self._index(self._table.ranks(self._day))
        self._mark(moved & none, self._why_no_date())
        day = np.where(moved, self._table.dates[index], self._day) if len(self._table.dates) else self._day
        instants = self._zone().firsts(day * DAY + self._time)
        self._effective = np.where(moved, instants, self._effective)
        self._day = day

    def _cut_off(self, cut_off: int) -> None:
        assert self._table is not None
        limit = self._zone().firsts(self._day * DAY + cut_off)
        late = self._effective >= limit if self._days.at_cut_off == "late" else self._effective > limit
        if not late.any():
            return
        index, none = self._index(self._table.ranks(self._day + 1))
        self._mark(late & none, self._why_no_date())
        if not len(self._table.dates):
            return
        day = np.where(late, self._table.dates[index], self._day)
        if self._days.restart is None:
            times, instants = self._table.opening_times[index], self._table.openings[index]
            self._mark(late & (instants >= self._timelines.bounds[1]), BEYOND_HORIZON)  # whose hours nobody knows
        else:
            times = np.full(day.shape, time_us(self._days.restart), np.int64)
            instants = self._zone().firsts(day * DAY + times)
        self._effective = np.where(late, instants, self._effective)
        self._time = np.where(late, times, self._time)
        self._day = day

    def _first_rank(self) -> Ints:
        """Return the rank of day 1."""
        assert self._table is not None
        if self._days.counting == "after-start":
            return self._table.ranks(self._day + 1)
        rank = self._table.ranks(self._day)
        while True:
            marks, none = self._marks(rank)
            step = (marks <= self._effective) & ~none
            if not step.any():
                return rank
            rank = rank + step

    # -- marks ---------------------------------------------------------------------------------------------------

    def due(self, n: Ints | int, errors: Errors = "raise") -> tuple[Ints, Statuses]:
        """Return when n business days are used up, for each start, and why a row has no answer."""
        counts = np.broadcast_to(np.asarray(n, np.int64), self.effective.shape)
        back = (counts < 0) & (counts != MISSING)
        if back.any():
            return self._due_either_way(counts, back, errors)
        status = self.status.copy()
        status[counts == MISSING] = NO_VALUE
        if self._line is None:
            return self._finish(self.effective, status, errors), status
        counts = np.where(status == OK, counts, 0)
        ranks = self._first + counts - 1
        zero = counts == 0
        if zero.any():
            ranks = np.where(zero, self._known_rank(), ranks)
        marks, none = self._marks(ranks)
        _set(status, none & ~zero, self._why_no_date())
        if self._days.landing == "next-opening":
            marks = self._land(marks, status, zero)
        return self._finish(np.where(zero, self._effective, marks), status, errors), status

    def _due_either_way(self, counts: Ints, back: _Bools, errors: Errors) -> tuple[Ints, Statuses]:
        found, status = self.due(np.where(back, 0, counts), "mark")
        found, status = found.copy(), status.copy()
        found[back], status[back] = due_back(self._timelines, self.original[back], self._days, counts[back])
        return self._finish(found, status, errors), status

    def mark_at(self, index: Ints | int, errors: Errors = "raise") -> Ints:
        """Return the mark of day `index` (1 is the first tick) before landing; 0 is the effective start."""
        counts = np.broadcast_to(np.asarray(index, np.int64), self.effective.shape)
        status = self.status.copy()
        if self._line is None:
            return self._finish(self.effective, status, errors)
        zero = (counts == 0) | (status != OK)
        marks, none = self._marks(np.where(zero, self._known_rank(), self._first + counts - 1))
        _set(status, none & ~zero, self._why_no_date())
        return self._finish(np.where(zero, self._effective, marks), status, errors)

    def marks_before(self, us: Ints) -> Ints:
        """Return how many ticks of each row lie before an instant; 0 for rows without a start or an instant."""
        us = np.broadcast_to(np.asarray(us, np.int64), self.effective.shape)
        good = (self.status == OK) & (us != MISSING)
        if self._line is None or not good.any():
            return np.zeros(self.effective.shape, np.int64)
        low, high = self._timelines.bounds
        safe = np.clip(np.where(good, us, self._effective), low, high - 1)
        self._cover(int(safe.min()), int(safe.max()))
        table = self._table
        assert table is not None
        ladder = self._ladder(table)
        if ladder is not None:
            count = _knots_before(ladder, safe) + table.base
            return np.where(good, np.maximum(count - self._first, 0), 0)
        day = self._zone().readings(safe) // DAY
        first = np.maximum(day - 2, table.first_day)
        count = np.maximum(table.ranks(first), self._first)
        for step in range(4):
            date = first + step
            inside = date < table.next_day
            date = np.minimum(date, table.next_day - 1)
            marks, none = self._marks(np.where(inside, table.ranks(date), count))
            counts = inside & ~none & table.is_business(date) & (table.ranks(date) >= self._first)
            count = count + (counts & (marks < us))
        return np.where(good, np.maximum(count - self._first, 0), 0)

    def dates_at(self, index: Ints) -> Ints:
        """Return the day number of the business date whose mark is tick `index`, from 1; 0 for rows without a start."""
        if self._line is None:
            return np.zeros(self.effective.shape, np.int64)
        place, none = self._index(np.where(self.status == OK, self._first + index - 1, self._known_rank()))
        assert self._table is not None
        return np.where(none | (self.status != OK), 0, self._table.dates[place])

    def marks_through(self, day: Ints) -> Ints:
        """Return how many ticks of each row are those of business dates up to a day number, that one included."""
        if self._line is None:
            return np.zeros(self.effective.shape, np.int64)
        table = self._table
        assert table is not None
        known = np.clip(day + 1, table.first_day, table.next_day)
        return np.where(self.status == OK, np.maximum(table.ranks(known) - self._first, 0), 0)

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
        _set(status, (marks >= high) & ~zero, BEYOND_HORIZON)
        safe = np.where((status == OK) & ~zero, marks, self._line.low)  # what has no mark is harmless there
        self._cover(int(safe.min()), int(safe.max()))
        closed = self._line.is_closed_strictly(safe)
        if not closed.any():
            return marks
        landed, none = self._openings_after(safe)
        _set(status, closed & none & ~zero, NEVER_OPEN)
        return np.where(closed & ~none, landed, marks)

    # -- the compiled years --------------------------------------------------------------------------------------

    def _index(self, ranks: Ints) -> tuple[Ints, _Bools]:
        """Return the rows of the table for ranks, and which ranks lie outside all years that can be compiled."""
        table = self._table
        assert table is not None and self._line is not None  # noqa: PT018 - set together
        if ranks.size:
            most, least = int(ranks.max()), int(ranks.min())
            while most >= table.base + len(table.dates):
                line = self._timelines.later_dates(self._line)
                if line is None:
                    break
                table = self._move(line)
            while least < table.base:
                line = self._timelines.earlier_dates(self._line)
                if line is None:
                    break
                table = self._move(line)
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
        _set(self.status, rows, status)

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


def _knots_before(ladder: Ladder, us: Ints) -> Ints:
    """Return how many knots lie before each instant."""
    values = us - 1
    first = int(ladder.knots[0])
    outside = values < first
    if outside.any():
        values = np.maximum(values, first)
    places, spare, flags = np.empty_like(values), np.empty_like(values), np.empty(values.shape, np.bool_)
    ladder.place(values, places, spare, flags)
    places += 1
    if outside.any():
        places[outside] = 0
    return places


def _set(status: Statuses, rows: _Bools, value: int) -> None:
    status[rows & (status == OK)] = value
