"""The face of a calendar for dates: which are business dates, and counting in them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.instants import date_of, day_number
from contractkit.errors import UsageError

__all__ = ["DateFace"]


class DateFace:
    """What a calendar answers to dates; no instants and no zones take part."""

    __slots__ = ()

    _timelines: Timelines

    def is_business_day(self, day: date) -> bool:
        """Return whether a date is a business date: one with an exception that opens, or with hours and not closed."""
        table, number = self._dates(day), day_number(day)
        before = table.lists[0]
        row = number - table.first_day
        return before[row + 1] > before[row]

    def add_days(self, day: date, n: int) -> date:
        """Return the date n business days later; the next business date is day 1, from any date, and 0 is the date.

        Args:
            day: Any date; it is never moved to a business date first.
            n: How many business days; negative counts back.

        Example:
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> office.add_days(date(2026, 1, 3), 1).isoformat()  # a Saturday
            '2026-01-05'
        """
        number = day_number(day)
        if n == 0:
            return day
        table = self._dates(day)
        before = table.lists[0]
        row = number - table.first_day
        rank = before[row + 1] + n - 1 if n > 0 else before[row] + n
        return date_of(self._timelines.date_of_rank(rank, number))

    def count_days(self, start: date, end: date) -> int:
        """Return how many business dates lie in `[start, end)`; negative when `end` lies before `start`."""
        self._dates(min(start, end))
        table = self._dates(max(start, end))
        before = table.lists[0]
        return before[day_number(end) - table.first_day] - before[day_number(start) - table.first_day]

    def roll(
        self,
        day: date,
        convention: Literal["following", "preceding", "modified-following", "modified-preceding"] = "following",
    ) -> date:
        """Return the date itself if it is a business date, else the next or the previous one.

        Args:
            day: Any date.
            convention: ``following`` or ``preceding``; the modified ones turn round rather than leave the month.
        """
        if self.is_business_day(day):
            return day
        words = convention.split("-")
        if words[-1] not in ("following", "preceding") or words[:-1] not in ([], ["modified"]):
            raise UsageError(f"{convention!r} is no convention; write 'following' or 'preceding'", value=convention)
        step = 1 if words[-1] == "following" else -1
        rolled = self.add_days(day, step)
        return self.add_days(day, -step) if len(words) > 1 and rolled.month != day.month else rolled

    def _dates(self, day: date) -> DayTable:
        return self._timelines.dates_covering(day_number(day))
