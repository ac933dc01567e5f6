"""Business days counted back: the mirror image of counting on, step by step.

A start outside opening hours goes back to the closing before it; one before the cut-off belongs to the business date
before; days are counted towards the past; "close of business" is where that date opens and "end of day" where it
begins; a mark that is closed lands on the closing before it. A start that is open, or exactly a closing, is not
outside. A date is here what comes after its first midnight, up to and with its second one: a closing at 24:00 lies on
the date that it closes.
"""

from __future__ import annotations

from datetime import time

import numpy as np

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.date_rows import DateRows
from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN, NO_VALUE, OK, Statuses
from contractkit.calendars.working_time import WorkingAxis
from contractkit.calendars.zones import Offsets
from contractkit.quantities.spans import BusinessDays

__all__ = ["BackStart", "due_back"]


def due_back(timelines: Timelines, start: Ints, days: BusinessDays, n: Ints) -> tuple[Ints, Statuses]:
    """Return when business days counted back end, for each start, and why a row has no answer.

    Args:
        timelines: The calendar.
        start: Instants in microseconds since the epoch; one dimension.
        days: The policy; its `n` is not looked at.
        n: How many days for each row, all less than zero.
    """
    back = _Back(timelines, start, days, n)
    back.begin()
    back.count()
    back.land()
    return back.out, back.status


class BackStart:
    """The business days that run back from one start under one policy.

    Attributes:
        effective: The effective start, after `outside` and the cut-off.
        day: Its date, as a day number.
    """

    __slots__ = ("_days", "_start", "_timelines", "day", "effective")

    def __init__(self, timelines: Timelines, start: int, days: BusinessDays) -> None:
        self._timelines = timelines
        self._days = days
        self._start = start
        back = self._back(-1)
        self.effective = int(back.us[0])
        self.day = int(back.day[0])

    def tick(self, n: int) -> tuple[int, int]:
        """Return the business date that is day n, less than 0, and its mark before landing."""
        back = self._back(n)
        back.count()
        self._check(back)
        marks = back.marks()
        return int(back.day[0]), int(marks[0])

    def due(self, n: int) -> int:
        """Return when n business days, less than 0, are used up."""
        back = self._back(n)
        back.count()
        back.land()
        self._check(back)
        return int(back.out[0])

    def _back(self, n: int) -> _Back:
        back = _Back(self._timelines, np.array([self._start], np.int64), self._days, np.array([n], np.int64))
        back.begin()
        self._check(back)
        return back

    def _check(self, back: _Back) -> None:
        """Raise the error of a row that has no answer."""
        if back.status[0] == NEVER_OPEN:
            self._timelines.refuse_never(self._start, "business date before")
        if back.status[0] != OK:
            low, high = self._timelines.bounds
            self._timelines.refuse(low - 1 if low <= self._start < high else self._start)


class _Dates(DateRows):
    """Business dates, and when each of them opens and closes."""

    __slots__ = ()

    def openings(self, days: Ints) -> Ints:
        table = self._covering(days)
        return table.openings[table.ranks(days) - table.base]

    def closings(self, days: Ints) -> Ints:
        table = self._covering(days)
        return table.closings[table.ranks(days) - table.base]


class _Back:
    """The rows that still have an answer, and what is known of each of them."""

    def __init__(self, timelines: Timelines, start: Ints, days: BusinessDays, n: Ints) -> None:
        self._timelines = timelines
        self._axis = WorkingAxis(timelines)
        self._dates = _Dates(timelines)
        self._days = days
        self._clock = timelines.clock
        low, high = timelines.bounds
        self.out: Ints = np.full(start.shape, MISSING, np.int64)
        self.status: Statuses = np.zeros(start.shape, np.int8)
        self.status[(start < low) | (start >= high)] = BEYOND_HORIZON
        self.status[(start == MISSING) | (n == MISSING)] = NO_VALUE
        self.rows = np.flatnonzero(self.status == OK)
        self.us: Ints = start[self.rows]
        self._n: Ints = n[self.rows]
        self.day: Ints = self.us
        self._time: Ints = self.us

    def begin(self) -> None:
        """Find the effective start: `outside`, then the cut-off."""
        if not len(self.rows):
            return
        if self._days.outside == "next-opening":
            self.us = self._closing_before(self.us)
        if not len(self.rows):
            return
        readings = self._ended(self.us)
        self.day = (readings - 1) // DAY
        self._time = readings - self.day * DAY
        if self._days.outside == "keep-time":
            business, _ = self._dates.is_business(self.day)
            moved = ~business[self._back_to(np.where(business, 0, -1))]
            if moved.any():
                self.us[moved] = self._shown(self.day[moved], self._time[moved])
        if self._days.cut_off is not None and len(self.rows):
            self._cut_off(self._days.cut_off)

    def _cut_off(self, cut_off: time) -> None:
        limit = self._shown(self.day, np.full_like(self.day, _time_us(cut_off)))
        early = self.us <= limit if self._days.at_cut_off == "late" else self.us < limit
        early = early[self._back_to(np.where(early, -1, 0))]
        if not early.any():
            return
        day = self.day[early]
        if self._days.restart is None:
            us = self._dates.closings(day)
            times = self._ended(us) - day * DAY
        else:
            times = np.full_like(day, _time_us(self._days.restart))
            us = self._shown(day, times)
        self.us[early], self._time[early] = us, times

    def count(self) -> None:
        """Find the date of the last day: `counting`."""
        if not len(self.rows):
            return
        if self._days.counting == "after-start":
            self._back_to(self._n)
            return
        business, _ = self._dates.is_business(self.day)
        self._back_to(np.where(business, 0, -1))
        while len(self.rows):
            late = self.marks() >= self.us
            if not late.any():
                break
            self._back_to(np.where(late, -1, 0))
        self._back_to(self._n + 1)

    def land(self) -> None:
        """Find the mark: `ends`, then `landing`."""
        if not len(self.rows):
            return
        marks = self.marks()
        below = marks < self._timelines.bounds[0]
        if below.any():
            marks = marks[self._drop(np.where(below, np.int8(BEYOND_HORIZON), np.int8(OK)))]
        if self._days.landing == "next-opening" and len(self.rows):
            marks = self._closing_before(marks)
        self.out[self.rows] = marks

    # -- inside --------------------------------------------------------------------------------------------------

    def marks(self) -> Ints:
        """Return the marks of the dates."""
        ends = self._days.ends
        if ends == "close-of-business":
            return self._dates.openings(self.day)
        if ends == "same-time":
            return self._shown(self.day, self._time)
        times = 0 if ends == "end-of-day" else _time_us(ends)
        return self._shown(self.day, np.full_like(self.day, times))

    def _closing_before(self, us: Ints) -> Ints:
        """Return instants that are open or closings, and for the others the closings before them."""
        closed = ~self._axis.is_open(us)
        if not closed.any():
            return us
        found, status = self._axis.due(us[closed], np.asarray(-1, np.int64), "mark")
        why = np.zeros(us.shape, np.int8)
        why[closed] = status
        moved = us.copy()
        moved[closed] = found + 1
        return moved[self._drop(why)]

    def _back_to(self, n: Ints) -> np.typing.NDArray[np.bool_]:
        """Move each date by a number of business days; return which of the rows are still there."""
        found, why = self._dates.add(self.day, n)
        self.day = found
        return self._drop(why)

    def _drop(self, why: Statuses) -> np.typing.NDArray[np.bool_]:
        """Give up rows that have no answer; return which of the rows are still there."""
        good: np.typing.NDArray[np.bool_] = why == OK
        if not good.all():
            self.status[self.rows[~good]] = why[~good]
            self.rows, self.us, self._n = self.rows[good], self.us[good], self._n[good]
            self.day, self._time = self.day[good], self._time[good]
        return good

    def _zone(self, us: Ints) -> Offsets:
        return self._clock.around(int(us.min()), int(us.max()))

    def _ended(self, us: Ints) -> Ints:
        """Return what the clocks show at the end of the instant before, also where they are changed just then."""
        return self._zone(us - 1).readings(us - 1) + 1

    def _shown(self, days: Ints, times: Ints) -> Ints:
        readings = days * DAY + times
        return self._zone(readings).firsts(readings)


def _time_us(value: time) -> int:
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
