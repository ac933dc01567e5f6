"""Business days, calendar days and months on a slow calendar, in the order of the design. For tests only.

It shares no code with `contractkit.calendars`: dates are looked at one after the other.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, time, timedelta
from typing import Literal

import attrs

from contractkit.testing.business_time import SlowDates
from contractkit.testing.wall_clocks import DAY, WallClock, at_time

__all__ = ["Ends", "SlowDays", "days_later", "months_later"]

Ends = Literal["close-of-business", "same-time", "end-of-day"] | time

_ONE = timedelta(days=1)


def _at(reading: time) -> int:
    return at_time(reading.hour, reading.minute, reading.second, reading.microsecond)


@attrs.frozen
class SlowDays:
    """Business days under one policy.

    Attributes:
        calendar: The calendar on which they are counted.
        outside: Where a start that is not open moves: ``next-opening`` or ``keep-time``.
        cut_off: The time of day after which a start belongs to the next business date.
        at_cut_off: Whether a start exactly then is ``in-time`` or ``late``.
        restart: When a late start counts from on that date; None for its opening.
        counting: ``after-start`` or ``from-start``.
        ends: Where a day ends.
        landing: What becomes of a mark that is closed: ``keep`` or ``next-opening``.
    """

    calendar: SlowDates
    outside: str = "next-opening"
    cut_off: time | None = None
    at_cut_off: str = "in-time"
    restart: time | None = None
    counting: str = "after-start"
    ends: Ends = "close-of-business"
    landing: str = "keep"

    def effective_start(self, start: int) -> tuple[int, date, int]:
        """Return the instant from which days count, its date, and the time of day that same-time means."""
        cal = self.calendar
        us = cal.next_open(start) if self.outside == "next-opening" else start
        day, at = cal.shown(us)
        if self.outside == "keep-time" and not cal.is_business_day(day):
            day = cal.add_days(day, 1)
            us = cal.first_shown(day, at)
        if self.cut_off is not None:
            limit = cal.first_shown(day, _at(self.cut_off))
            if us > limit or (us == limit and self.at_cut_off == "late"):
                day = cal.add_days(day, 1)
                if self.restart is None:
                    us = cal.opening(day)
                    opened, at = cal.shown(us)
                    at += (opened - day).days * DAY
                else:
                    at = _at(self.restart)
                    us = cal.first_shown(day, at)
        return us, day, at

    def mark(self, day: date, at: int) -> int:
        """Return where a business date ends."""
        if self.ends == "close-of-business":
            return self.calendar.close_of_business(day)
        if self.ends == "same-time":
            return self.calendar.first_shown(day, at)
        return self.calendar.first_shown(day, DAY if self.ends == "end-of-day" else _at(self.ends))

    def due(self, start: int, n: int) -> int:
        """Return when n business days are used up; where they are counted back, the mirror image of it."""
        if n < 0:
            return self._due_back(start, -n)
        us, day, at = self.effective_start(start)
        if n == 0:
            return us
        day += _ONE * (self.counting == "after-start")
        while True:
            if self.calendar.is_business_day(day):
                mark = self.mark(day, at)
                n -= self.counting == "after-start" or mark > us
                if not n:
                    return self.calendar.next_open(mark) if self._lands(mark) else mark
            day += _ONE

    def _lands(self, mark: int) -> bool:
        cal = self.calendar
        return self.landing == "next-opening" and not cal.is_open(mark) and not cal.is_open(mark - 1)

    # -- the mirror image ----------------------------------------------------------------------------------------

    def effective_start_back(self, start: int) -> tuple[int, date, int]:
        """Return the same for days that are counted back.

        Openings and closings change places, and so do before and after. A date is then the instants after its first
        midnight up to and with its second one, so that a closing at 24:00 lies on the date that it closes.
        """
        cal = self.calendar
        us = cal.previous_open(start) if self.outside == "next-opening" else start
        day, at = self._shown_back(us)
        if self.outside == "keep-time" and not cal.is_business_day(day):
            day = cal.add_days(day, -1)
            us = cal.first_shown(day, at)
        if self.cut_off is not None:
            limit = cal.first_shown(day, _at(self.cut_off))
            if us < limit or (us == limit and self.at_cut_off == "late"):
                day = cal.add_days(day, -1)
                if self.restart is None:
                    us = cal.close_of_business(day)
                    closed, at = self._shown_back(us)
                    at += (closed - day).days * DAY
                else:
                    at = _at(self.restart)
                    us = cal.first_shown(day, at)
        return us, day, at

    def _shown_back(self, us: int) -> tuple[date, int]:
        day, at = self.calendar.shown(us - 1)
        return day, at + 1

    def mark_back(self, day: date, at: int) -> int:
        """Return where a business date begins, which is where it ends if days are counted back."""
        if self.ends == "close-of-business":
            return self.calendar.opening(day)
        if self.ends == "same-time":
            return self.calendar.first_shown(day, at)
        return self.calendar.first_shown(day, 0 if self.ends == "end-of-day" else _at(self.ends))

    def _due_back(self, start: int, n: int) -> int:
        us, day, at = self.effective_start_back(start)
        day -= _ONE * (self.counting == "after-start")
        while True:
            if self.calendar.is_business_day(day):
                mark = self.mark_back(day, at)
                n -= self.counting == "after-start" or mark < us
                if not n:
                    return self.calendar.previous_close(mark) if self._lands(mark) else mark
            day -= _ONE

    # -- ticks ---------------------------------------------------------------------------------------------------

    def ticks_before(self, start: int, until: int) -> int:
        """Return how many days of a target that begins at `start` have ended strictly before an instant.

        Days are told apart by their dates: hours over midnight can end a date after the next one has ended.
        """
        us, day, at = self.effective_start(start)
        last = max(self.calendar.shown(until)[0], day) + 2 * _ONE
        if self.counting == "after-start":
            day += _ONE
        found = 0
        while day <= last:
            if self.calendar.is_business_day(day):
                mark = self.mark(day, at)
                found += mark < until and (self.counting == "after-start" or mark > us)
            day += _ONE
        return found


def days_later(clock: WallClock, start: int, n: int, ends: str = "same-time") -> int:
    """Return the instant n dates later at the same wall clock, or at the end of that date."""
    day, at = clock.shown(start)
    if ends == "end-of-day":
        return clock.first_shown(day + n * _ONE, DAY)
    return clock.first_shown(day + n * _ONE, at) if n else start


def months_later(clock: WallClock, start: int, n: int) -> int:
    """Return the instant n months later at the same wall clock, on the last day of the month if it is too short."""
    if not n:
        return start
    day, at = clock.shown(start)
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return clock.first_shown(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])), at)
