"""Business days on a calendar for one start: the same steps as `day_axis`, on plain integers.

A second implementation, because an array of one row costs fifty times as much; tests hold the two to the same answers.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import time

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_marks import time_us
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.days_back import BackStart
from contractkit.calendars.instants import DAY
from contractkit.calendars.working_time import WorkingAxis
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import BusinessDays

__all__ = ["SingleStart"]


class SingleStart:
    """The business days that run from one start under one policy; back from it where the number is negative.

    Attributes:
        effective: The effective start, after `outside` and the cut-off.
    """

    __slots__ = ("_axis", "_back", "_day", "_days", "_first_one", "_table", "_time", "_timelines", "effective", "start")

    def __init__(self, axis: WorkingAxis, start: int, days: BusinessDays) -> None:
        self._axis = axis
        self._timelines: Timelines = axis.timelines
        self._days = days
        self.start = start
        self._first_one: int | None = None
        self._back = BackStart(axis.timelines, start, days) if days.n < 0 else None
        if self._back is not None:
            self.effective, self._day = self._back.effective, self._back.day
            return
        timeline = axis.covering(start)
        us = start
        if days.outside == "next-opening":
            us = axis.next_open_one(start)
            timeline = axis.covering(us)
        self._table: DayTable = self._timelines.days(timeline)
        clock = self._timelines.rules.clock
        reading = clock.around(us, us).reading_at(us)
        self._day, self._time = divmod(reading, DAY)
        if days.outside == "keep-time" and not self._is_business(self._day):
            self._day = self._date(self._rank(self._day))
            us = self._first(self._day * DAY + self._time)
        if days.cut_off is not None:
            limit = self._first(self._day * DAY + time_us(days.cut_off))
            if us > limit or (us == limit and days.at_cut_off == "late"):
                us = self._restart()
        if us > self._timelines.bounds[1]:
            self._timelines.refuse(us)
        self.effective = us

    def due(self, n: int) -> int:
        """Return when n business days are used up."""
        if n == 0:
            return self.effective
        if self._back is not None:
            return self._back.due(n)
        _, mark = self.tick(n)
        if self._days.landing == "next-opening":
            timeline = self._axis.covering(mark)
            opens, closes, _ = timeline.lists
            if mark > closes[bisect_right(opens, mark) - 1]:
                return self._axis.next_open_one(mark)
        return mark

    @property
    def day(self) -> int:
        """The date of the effective start, as a day number."""
        return self._day

    def tick(self, n: int) -> tuple[int, int]:
        """Return the business date that is day n, and its mark before landing; n is not 0."""
        if self._back is not None:
            return self._back.tick(n)
        rank = self._first_rank() + n - 1
        return self._date(rank), self._mark(rank)

    def marks_before(self, us: int) -> int:
        """Return how many ticks lie before an instant; instants outside the years that are known are cut back there."""
        low, high = self._timelines.bounds
        us = max(low, min(us, high))
        timeline = self._axis.covering(min(us, high - 1))
        self._table = table = self._timelines.days(timeline)
        try:
            first_rank = self._first_rank()
        except (CalendarHorizonError, NeverOpenError):  # no date counts any more
            return 0
        before, dates, _, closings = table.lists
        reading = self._timelines.rules.clock.around(us, us).reading_at(us)
        start = max(reading // DAY - 2, table.first_day)
        rank = max(before[start - table.first_day], first_rank)
        last = table.base + len(dates)
        by_closing = self._days.ends == "close-of-business"
        while rank < last:
            mark = closings[rank - table.base] if by_closing else self._shown(dates[rank - table.base])
            if mark >= us:
                break
            rank += 1
        return max(rank - first_rank, 0)

    def marks_through(self, day: int) -> int:
        """Return how many ticks are those of business dates up to a day number, that one included."""
        table = self._table
        known = max(table.first_day, min(day + 1, table.next_day))
        return max(table.lists[0][known - table.first_day] - self._first_rank(), 0)

    def _restart(self) -> int:
        rank = self._rank(self._day + 1)
        self._day = self._date(rank)
        if self._days.restart is None:
            row = rank - self._table.base
            self._time = int(self._table.opening_times[row])
            opening = self._table.lists[2][row]
            if opening >= self._timelines.bounds[1]:  # nobody knows whether it opens then
                self._timelines.refuse(opening)
            return opening
        self._time = time_us(self._days.restart)
        return self._first(self._day * DAY + self._time)

    def _first_rank(self) -> int:
        if self._first_one is None:
            if self._days.counting == "after-start":
                rank = self._rank(self._day + 1)
            else:
                rank = self._rank(self._day)
                while self._mark(rank) <= self.effective:
                    rank += 1
            self._first_one = rank
        return self._first_one

    def _mark(self, rank: int) -> int:
        day = self._date(rank)
        if self._days.ends == "close-of-business":
            mark = self._table.lists[3][rank - self._table.base]
        else:
            mark = self._shown(day)
        if mark > self._timelines.bounds[1]:
            self._timelines.refuse(self._timelines.bounds[1])
        return mark

    def _shown(self, day: int) -> int:
        """Return the mark of a date where it is a reading of the clocks."""
        ends = self._days.ends
        if isinstance(ends, time):
            return self._first(day * DAY + time_us(ends))
        return self._first(day * DAY + self._time if ends == "same-time" else (day + 1) * DAY)

    def _is_business(self, day: int) -> bool:
        before = self._table.lists[0]
        row = day - self._table.first_day
        return before[row + 1] > before[row]

    def _rank(self, day: int) -> int:
        return self._table.lists[0][day - self._table.first_day]

    def _date(self, rank: int) -> int:
        table = self._table
        if not table.base <= rank < table.base + len(table.dates):
            self._timelines.date_of_rank(rank, self.start // DAY)
            now = self._timelines.current
            assert now is not None
            self._table = table = self._timelines.days(now)
        return table.lists[1][rank - table.base]

    def _first(self, reading: int) -> int:
        return self._timelines.rules.clock.around(reading, reading).first(reading)
