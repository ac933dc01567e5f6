"""The face of a calendar for disputes: how a due instant, or an amount of working time, came about."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from contractkit.calendars.count_building import count_between, count_to_due
from contractkit.calendars.count_days import Counting
from contractkit.calendars.counting import Count
from contractkit.calendars.instants import from_datetime
from contractkit.calendars.time_limits import Allowed, span_of

__all__ = ["TraceFace"]


class _Answering(Counting, Protocol):
    """A calendar that tells due instants, and what a count asks besides."""

    def due_at(
        self, start: datetime, within: Allowed, boundary: Literal["closing", "next-open"] | None = None
    ) -> datetime: ...
    def in_time_until(self, start: datetime, within: Allowed) -> datetime: ...


class TraceFace:
    """What a calendar answers to somebody who disputes a due time."""

    __slots__ = ()

    def trace(
        self: _Answering,
        start: datetime,
        within: Allowed,
        boundary: Literal["closing", "next-open"] | None = None,
    ) -> Count:
        """Return how the due instant of a time limit comes about: what was counted, what was skipped, and why.

        Print it, or read it aloud, to whoever disputes a due time. The amounts of the pieces add up to the limit, and
        the last piece that counts ends when the limit is due.

        Args:
            start: When the clock starts; timezone-aware.
            within: The time limit, as for `due_at`.
            boundary: Where working time is due that is used up exactly at a closing, as for `due_at`.

        Returns:
            The count as data: `pieces` for limits in time, `dates` for business days, `steps` for the conventions that
            were applied. `str` makes a table of it, `to_dict` plain data.

        Raises:
            NaiveDatetimeError: `start` has no zone.
            CalendarHorizonError: The holiday source ends before the time is used up.
            NeverOpenError: The calendar does not open before its horizon.

        Example:
            >>> office = BusinessCalendar(
            ...     tz="Europe/Amsterdam", week={"mon-fri": "09:00-12:00 and 13:00-17:00"}, name="office"
            ... )
            >>> print(office.trace(datetime(2026, 1, 2, 16, tzinfo=office.tz), "5 hours"))
            5 hours of working time from Fri 2 Jan 2026 16:00 (+01:00)
            on the calendar office, by the clocks of Europe/Amsterdam
              Fri 2 Jan 2026  16:00-17:00               1 hour   1 hour
              Sat 3 Jan 2026  no hours on sat
              Sun 4 Jan 2026  no hours on sun
              Mon 5 Jan 2026  09:00-12:00, 13:00-14:00  4 hours  5 hours
            due Mon 5 Jan 2026 14:00 (+01:00)
        """
        due = from_datetime(self.due_at(start, within, boundary))
        until = from_datetime(self.in_time_until(start, within))
        return count_to_due(self, from_datetime(start), span_of(within, self.conventions), due, until)

    def trace_between(self: _Answering, start: datetime, end: datetime) -> Count:
        """Return how the working time between two instants comes about: what was counted, what was skipped, and why.

        Args:
            start: An aware datetime.
            end: An aware datetime; the count goes back, and is negative, where it lies before `start`.

        Returns:
            The count as data, as for `trace`; its `total` is `elapsed(start, end)`.

        Raises:
            NaiveDatetimeError: One of them has no zone.
            CalendarHorizonError: One of them lies in a year whose holidays are not known.

        Example:
            >>> office = BusinessCalendar(
            ...     tz="Europe/Amsterdam",
            ...     week={"mon-fri": "09:00-17:00"},
            ...     exceptions={date(2026, 12, 24): "09:00-13:00"},
            ...     closed=[date(2026, 12, 25)],
            ...     name="office",
            ... )
            >>> eve, after = datetime(2026, 12, 24, 10, tzinfo=office.tz), datetime(2026, 12, 28, 11, tzinfo=office.tz)
            >>> print(office.trace_between(eve, after))
            working time from Thu 24 Dec 2026 10:00 (+01:00) to Mon 28 Dec 2026 11:00 (+01:00)
            on the calendar office, by the clocks of Europe/Amsterdam
              Thu 24 Dec 2026  10:00-13:00 (exception)  3 hours  3 hours
              Fri 25 Dec 2026  closed date
              Sat 26 Dec 2026  no hours on sat
              Sun 27 Dec 2026  no hours on sun
              Mon 28 Dec 2026  09:00-11:00              2 hours  5 hours
            5 hours counted
        """
        return count_between(self, from_datetime(start, "start"), from_datetime(end, "end"))
