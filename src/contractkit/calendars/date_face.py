"""The face of a calendar for dates: which are business dates, and counting in them."""

from __future__ import annotations

from datetime import date, timedelta
from operator import index
from typing import Final

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import OURS, Conventions
from contractkit.calendars.date_arrays import Rolling, rolling
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.instants import date_of, day_number
from contractkit.calendars.like_dates import days_added, days_counted
from contractkit.calendars.zones import year_start
from contractkit.errors import NeverOpenError, UsageError

__all__ = ["DateFace"]

_DAY: Final = timedelta(days=1)


class DateFace:
    """What a calendar answers to dates; no instants and no zones take part."""

    __slots__ = ()

    conventions: Conventions
    _timelines: Timelines

    def is_business_day(self, day: date) -> bool:
        """Return whether a date is a business date: one with an exception that opens, or with hours and not closed.

        Raises:
            UsageError: No plain date: a datetime is a date only in a zone.
            CalendarHorizonError: The date lies in a year that is not known.
        """
        table, number = self._dates(day), day_number(day)
        before = table.lists[0]
        row = number - table.first_day
        return before[row + 1] > before[row]

    def add_days(self, day: date, n: int) -> date:
        """Return the date n business days later; the next business date is day 1, from any date, and 0 is the date.

        Args:
            day: Any date; it is never moved to a business date first.
            n: How many business days; negative counts back.

        Raises:
            UsageError: No plain date, or no whole number.
            CalendarHorizonError: The years that are known end before.
            NeverOpenError: The calendar has no such business date.

        Example:
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> office.add_days(date(2026, 1, 3), 1).isoformat()  # a Saturday
            '2026-01-05'
        """
        day_number(day)
        if type(n) is not int:
            n = _whole(n)
        return self._add(day, n) if self.conventions is OURS else days_added(self, self.conventions, day, n)

    def _add(self, day: date, n: int) -> date:
        number = day_number(day)
        if n == 0:
            return day
        table = self._dates(day)
        before = table.lists[0]
        row = number - table.first_day
        rank = before[row + 1] + n - 1 if n > 0 else before[row] + n
        return date_of(self._timelines.date_of_rank(rank, number))

    def count_days(self, start: date, end: date) -> int:
        """Return how many business dates lie in `[start, end)`; negative when `end` lies before `start`.

        Args:
            start: A plain date.
            end: A plain date; it is not counted itself.

        Raises:
            UsageError: One of them is no plain date.
            CalendarHorizonError: One of them lies in a year that is not known.
        """
        if self.conventions is not OURS:
            return days_counted(self, self.conventions, start, end)
        return self._count(start, end)

    def _count(self, start: date, end: date) -> int:
        first, last = min(start, end), max(start, end)
        self._dates(first)
        horizon = date_of(year_start(self._timelines.known_years[1] + 1))
        table = self._dates(last - _DAY if first < last == horizon else last)  # an end is not counted
        before = table.lists[0]
        return before[day_number(end) - table.first_day] - before[day_number(start) - table.first_day]

    def roll(self, day: date, convention: Rolling = "following") -> date:
        """Return the date itself if it is a business date, else the next or the previous one.

        Args:
            day: Any date.
            convention: ``following`` or ``preceding``; ``modified-following`` and ``modified-preceding`` turn round
                rather than leave the month; ``nearest`` takes the one that is fewer dates away, and the following one
                where both are as far.

        Raises:
            UsageError: An unknown convention, or no plain date.
            CalendarHorizonError: The years that are known end before such a date.
            NeverOpenError: The calendar has no such date.

        Example:
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> [office.roll(date(2026, 1, day), "nearest").isoformat() for day in (3, 4)]  # a Saturday, a Sunday
            ['2026-01-02', '2026-01-05']
        """
        way = rolling(convention)
        if self.is_business_day(day):
            return day
        if way == "nearest":
            return self._nearest(day)
        step = 1 if way.endswith("following") else -1
        rolled = self._add(day, step)
        if way.startswith("modified") and (rolled.year, rolled.month) != (day.year, day.month):
            return self._add(day, -step)
        return rolled

    def _nearest(self, day: date) -> date:
        try:
            after = self._add(day, 1)
        except NeverOpenError:
            return self._add(day, -1)
        try:
            before = self._add(day, -1)
        except NeverOpenError:
            return after
        return before if day - before < after - day else after

    def _dates(self, day: date) -> DayTable:
        return self._timelines.dates_covering(day_number(day))


def _whole(n: object) -> int:
    try:
        if not isinstance(n, bool):
            return index(n)  # type: ignore[arg-type]
    except TypeError:
        pass
    raise UsageError(f"business days are counted in whole numbers, not {n!r}", value=n)
