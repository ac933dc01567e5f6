"""The face of a calendar for single instants: aware datetimes in, datetimes with the offset then in force out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.definitions import Definition
from contractkit.calendars.instants import from_datetime, to_datetime, to_timedelta
from contractkit.calendars.intervals import Stretch, stretches
from contractkit.calendars.single_day import SingleStart
from contractkit.calendars.time_limits import Allowed, dates_only, span_of
from contractkit.calendars.wall_time import wall_due_one
from contractkit.calendars.working_time import WorkingAxis
from contractkit.errors import UsageError
from contractkit.quantities.spans import BusinessDays, ElapsedTime, Within, WorkingTime

__all__ = ["InstantFace"]

_US: Final = timedelta(microseconds=1)


class InstantFace:
    """What a calendar answers to one instant."""

    __slots__ = ()

    rules: Definition
    conventions: Conventions
    _timelines: Timelines
    _axis: WorkingAxis

    def is_open(self, instant: datetime) -> bool:
        """Return whether an instant is open; a closing is not.

        Args:
            instant: An aware datetime.

        Raises:
            NaiveDatetimeError: The datetime has no zone.
            CalendarHorizonError: The holidays of its year are not known.
        """
        return self._axis.is_open_one(from_datetime(instant))

    def next_open(self, instant: datetime) -> datetime:
        """Return the instant itself if it is open, else the next opening, in the calendar's offset then in force.

        Raises:
            NeverOpenError: The calendar does not open again before its horizon.
        """
        return self._said(self._axis.next_open_one(from_datetime(instant)))

    def next_close(self, instant: datetime) -> datetime:
        """Return the first closing strictly after an instant.

        Raises:
            NeverOpenError: The calendar does not close again before its horizon.
        """
        return self._said(self._axis.next_close_one(from_datetime(instant)))

    def previous_open(self, instant: datetime) -> datetime:
        """Return the latest instant, not after the one given, that is open or a closing.

        Raises:
            NeverOpenError: The calendar was not open before.
        """
        return self._said(self._axis.previous_open_one(from_datetime(instant)))

    def previous_close(self, instant: datetime) -> datetime:
        """Return the last closing not after an instant.

        Raises:
            NeverOpenError: The calendar did not close before.
        """
        return self._said(self._axis.previous_close_one(from_datetime(instant)))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time in `[start, end)`; negative when `end` lies before `start`.

        It is additive: `elapsed(a, b) + elapsed(b, c) == elapsed(a, c)`.

        Args:
            start: An aware datetime.
            end: An aware datetime.

        Raises:
            NaiveDatetimeError: One of them has no zone.
            CalendarHorizonError: One of them lies in a year whose holidays are not known.

        Example:
            >>> night = BusinessCalendar(tz="Europe/Amsterdam", week={"fri": "22:00-06:00"})
            >>> friday, saturday = datetime(2026, 1, 2, tzinfo=night.tz), datetime(2026, 1, 3, tzinfo=night.tz)
            >>> str(night.elapsed(friday, saturday))
            '2:00:00'
        """
        return to_timedelta(self._axis.elapsed_one(from_datetime(start, "start"), from_datetime(end, "end")))

    def due_at(
        self, start: datetime, within: Allowed | datetime, boundary: Literal["closing", "next-open"] | None = None
    ) -> datetime:
        """Return the instant by which a time limit has been used up.

        Working time runs only while the calendar is open: a start outside hours waits, at no cost, for the next
        opening, and time used up exactly at closing is due at that closing. A limit of zero is due at the next opening,
        or at the start itself where that is open. Negative limits count back and land on openings.

        Args:
            start: When the clock starts; timezone-aware.
            within: Working time (also as a timedelta), elapsed time, business days, calendar days or months, or the
                text of one: ``4 hours``, ``2 business days by 17:00``; or an aware datetime, which is the due instant
                itself, whenever the clock started.
            boundary: Working time that is used up at a closing is due there (``closing``) or at the ``next-open``;
                left out, as the calendar's conventions say: at the closing, unless `like` says otherwise.

        Returns:
            An aware datetime on the calendar's wall clock with the fixed offset then in force, to the microsecond.

        Raises:
            NaiveDatetimeError: `start` has no zone.
            QuantityError: The text is no time limit.
            CalendarHorizonError: The holiday source ends before the time is used up.
            NeverOpenError: The calendar does not open before its horizon.

        Example:
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> office.due_at(datetime(2026, 1, 2, 16, tzinfo=office.tz), BusinessDays(1)).isoformat()
            '2026-01-05T17:00:00+01:00'
        """
        us = from_datetime(start, "start")
        if boundary is None:
            if type(within) is timedelta:
                return self._said(self._axis.due_one(us, within // _US))
            return self._said(self._moment_of(us, within))
        if boundary not in ("closing", "next-open"):
            raise UsageError(f"boundary is 'closing' or 'next-open', not {boundary!r}", value=boundary)
        span = None if isinstance(within, datetime) else span_of(within, self.conventions)
        if not isinstance(span, WorkingTime):
            return self._said(self._moment_of(us, within))
        due = self._axis.on_closings.due_one(us, span.us)
        rolls = boundary == "next-open" and span.us > 0
        return self._said(self._axis.plain.next_open_one(due) if rolls else due)

    def in_time_until(self, start: datetime, within: Allowed | datetime) -> datetime:
        """Return the last instant that is still in time, inclusive.

        A limit in working time is judged on the time used, so stopping in the night after the last allowed minute, or
        exactly at the next opening, is in time; where no opening follows, it is the horizon. A limit that names a
        moment (business days, calendar days, months, elapsed time) is in time until that moment.

        Args:
            start: When the clock starts; timezone-aware.
            within: The time limit, as for `due_at`.

        Returns:
            An aware datetime on the calendar's wall clock with the fixed offset then in force.

        Raises:
            NaiveDatetimeError: `start` has no zone.
            CalendarHorizonError: The holiday source ends before the time is used up.

        Example:
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> office.in_time_until(datetime(2026, 1, 2, 13, tzinfo=office.tz), WorkingTime.of(hours=4)).isoformat()
            '2026-01-05T09:00:00+01:00'
        """
        us = from_datetime(start, "start")
        span = None if isinstance(within, datetime) else span_of(within, self.conventions)
        if isinstance(span, WorkingTime):
            return self._said(self._axis.until_one(us, span.us))
        return self._said(self._moment_of(us, within))

    def intervals(self, start: datetime, end: datetime) -> tuple[Stretch, ...]:
        """Return the open pieces of `[start, end)` and the gaps between them with the reason why they are closed.

        Args:
            start: An aware datetime.
            end: An aware datetime, not before `start`.

        Returns:
            Pieces in order that cover the whole stretch; each is open, or closed for one reason.
        """
        first, last = from_datetime(start, "start"), from_datetime(end, "end")
        if last < first:
            raise UsageError(f"the end {end} lies before the start {start}")
        return stretches(self._timelines, first, last)

    # -- inside ------------------------------------------------------------------------------------------------

    def _moment_of(self, us: int, within: Allowed | datetime) -> int:
        """Return the instant that a limit names: the moment itself, or where a span leads to."""
        if isinstance(within, datetime):
            return from_datetime(within, "within")
        return self._due_one(us, span_of(within, self.conventions))

    def _due_one(self, us: int, span: Within) -> int:
        if isinstance(span, WorkingTime):
            return self._axis.due_one(us, span.us)
        if isinstance(span, BusinessDays):
            return SingleStart(self._axis.plain, us, span).due(span.n)
        if isinstance(span, ElapsedTime):
            return us + span.us
        return wall_due_one(self._timelines.day_clock, us, dates_only(span))

    def _said(self, us: int) -> datetime:
        return to_datetime(us, self._timelines.clock.offset_at(us))
