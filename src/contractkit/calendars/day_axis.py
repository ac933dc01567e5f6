"""Business days on a calendar, for many starts at once: marks, ticks and due instants.

The order is the one of the design: `outside`, then the cut-off on that start, then `counting`, then `ends`, then
`landing`. A target in business days ticks once per business date, at its mark; day k ends at the kth tick.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_marks import DayMarks, put, time_us
from contractkit.calendars.days_back import due_back
from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.kernels import Ladder
from contractkit.calendars.rows import BEYOND_HORIZON, NO_VALUE, OK, Errors, Statuses, settle_rows
from contractkit.quantities.spans import BusinessDays

__all__ = ["DayAxis"]

_Bools = npt.NDArray[np.bool_]


class DayAxis(DayMarks):
    """The business days that run from each of many starts under one policy; `n` of the policy is not looked at.

    Attributes:
        effective: The effective starts, after `outside` and the cut-off; missing where there is none.
        status: Why a row has no effective start.
    """

    def __init__(self, timelines: Timelines, start: Ints, days: BusinessDays) -> None:
        rows = settle_rows(timelines, start)
        super().__init__(timelines, rows, days)
        if self._line is None:
            self.effective: Ints = np.full(start.shape, MISSING, np.int64)
            return
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
        put(status, none & ~zero, self._why_no_date())
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
        put(status, none & ~zero, self._why_no_date())
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
