"""Business calendars: when a provider's clock runs, and what follows from it for instants, dates and arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.array_face import ArrayFace
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.holidays.sources import Holidays, holiday_sources
from contractkit.calendars.hours import DAYS, Hours, pieces_on_dates, pieces_text, week_of
from contractkit.calendars.instants import date_of, day_number, from_datetime, to_datetime
from contractkit.calendars.intervals import Stretch, stretches
from contractkit.calendars.rules import Rules
from contractkit.calendars.single_day import SingleStart
from contractkit.calendars.time_limits import Allowed, dates_only, span_of
from contractkit.calendars.timed import Timed, spans_of
from contractkit.calendars.wall_time import wall_due_one
from contractkit.calendars.working_time import WorkingAxis
from contractkit.calendars.zones import zone_clock, zone_named
from contractkit.errors import UsageError
from contractkit.quantities.spans import BusinessDays, ElapsedTime, Within, WorkingTime

__all__ = ["ALWAYS", "BusinessCalendar", "always"]


@attrs.frozen(init=False, repr=False)
class BusinessCalendar(ArrayFace):
    """A set of open instants, and the business dates that go with it.

    An instant is open when the clocks of `tz` show a reading that lies in the hours of its local date. Hours are
    half-open, `[from, to)`; they may end at ``24:00`` and run over midnight (``22:00-06:00``). Weekly hours are split
    by date first; a closed date, or an exception (which wins over it), then replaces exactly that local date; an
    exception's own hours over midnight run into the next date, unless that is closed or has an exception. Timed
    closures are taken away last, and timed openings added. A reading that daylight saving skips is never open, one that
    it repeats is open twice.

    Calendars are values: equal when everything that decides them is equal, hashable, and safe to pickle and to share
    between threads. They compile the years that questions meet, on first use.

    Args:
        tz: The IANA zone on whose clocks the hours are read.
        week: Hours by day or range of days: ``{"mon-fri": "09:00-12:00 and 13:00-17:30"}`` or
            ``{"mon": [("09:00", "17:00")]}``. Days that are left out are closed.
        holidays: ISO 3166 code(s), a `HolidaySource`, dates, or a mixture of them.
        closed: Further dates on which nobody works.
        exceptions: Dates with hours of their own.
        closures: Hours taken away: dates with hours, or pairs `[from, to)` of aware datetimes.
        openings: Hours added, in the same forms; they make no business date.
        without: Names of holidays on which work goes on, such as ``good-friday``.
        with_: Names of days that the holiday source knows but does not close by itself.
        name: What the calendar is called in messages; it decides nothing.

    Raises:
        UsageError: The zone, a code, a name, a day or hours are not known, or contradict each other.

    Example:
        >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL")
        >>> friday = datetime(2026, 1, 2, 16, tzinfo=office.tz)
        >>> office.due_at(friday, WorkingTime.of(hours=4)).isoformat()
        '2026-01-05T12:00:00+01:00'
    """

    rules: Rules
    name: str | None = attrs.field(eq=False)
    _timelines: Timelines = attrs.field(eq=False)
    _axis: WorkingAxis = attrs.field(eq=False)

    def __init__(
        self,
        tz: str | ZoneInfo,
        week: Mapping[str, Hours],
        holidays: Holidays = (),
        closed: Iterable[date] = (),
        exceptions: Mapping[date, Hours] | None = None,
        closures: Timed = (),
        openings: Timed = (),
        without: Iterable[str] = (),
        with_: Iterable[str] = (),
        name: str | None = None,
    ) -> None:
        zone = zone_named(tz)
        clock = zone_clock(zone.key)
        rules = Rules(
            zone=zone.key,
            week=week_of(week),
            sources=holiday_sources(holidays, _names(with_)),
            without=_names(without),
            closed=tuple(sorted({day_number(day) for day in closed})),
            exceptions=tuple(sorted(pieces_on_dates(exceptions or {}, "exceptions").items())),
            closures=spans_of(closures, clock, "closures"),
            openings=spans_of(openings, clock, "openings"),
        )
        rules.check_names()
        timelines = Timelines(rules, name or f"of {zone.key}")
        self.__attrs_init__(rules, name, timelines, WorkingAxis(timelines))

    def __repr__(self) -> str:
        week = {day: pieces_text(hours) for day, hours in zip(DAYS, self.rules.week, strict=True) if hours}
        name = f", name={self.name!r}" if self.name else ""
        return f"BusinessCalendar(tz={self.rules.zone!r}, week={week}{name})"

    @property
    def tz(self) -> ZoneInfo:
        """The zone on whose clocks the hours are read."""
        return self.rules.clock.zone

    @property
    def edition(self) -> str:
        """A fingerprint of everything that decides the calendar in its declared years.

        Rules, holidays and the offsets of the zone as this machine knows them go into it; names do not. The declared
        years are those of the holiday sources, or 2000 to 2049 where every year is known.
        """
        return self._timelines.edition

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year for which the calendar can answer, both included."""
        return self._timelines.known_years

    # -- instants ------------------------------------------------------------------------------------------------

    def is_open(self, instant: datetime) -> bool:
        """Return whether an instant is open; a closing is not.

        Args:
            instant: An aware datetime.

        Raises:
            NaiveDatetimeError: The datetime has no zone.
            CalendarHorizonError: The holidays of its year are not known.
        """
        us = from_datetime(instant)
        return self._axis.covering(us).is_open_at(us)

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
        return timedelta(microseconds=self._axis.elapsed_one(from_datetime(start, "start"), from_datetime(end, "end")))

    def due_at(
        self, start: datetime, within: Allowed, boundary: Literal["closing", "next-open"] = "closing"
    ) -> datetime:
        """Return the instant by which a time limit has been used up.

        Working time runs only while the calendar is open: a start outside hours waits, at no cost, for the next
        opening, and time used up exactly at closing is due at that closing. A limit of zero is due at the next opening,
        or at the start itself where that is open. Negative limits count back and land on openings.

        Args:
            start: When the clock starts; timezone-aware.
            within: Working time (also as a timedelta), elapsed time, business days, calendar days or months, or the
                text of one: ``4 hours``, ``2 business days by 17:00``.
            boundary: Working time that is used up at a closing is due there (``closing``) or at the ``next-open``.

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
        us, span = from_datetime(start, "start"), span_of(within)
        if boundary not in ("closing", "next-open"):
            raise UsageError(f"boundary is 'closing' or 'next-open', not {boundary!r}", value=boundary)
        if isinstance(span, WorkingTime) and boundary == "next-open":
            return self._said(self._axis.until_one(us, span.us))
        return self._said(self._due_one(us, span))

    def in_time_until(self, start: datetime, within: Allowed) -> datetime:
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
        us, span = from_datetime(start, "start"), span_of(within)
        if isinstance(span, WorkingTime):
            return self._said(self._axis.until_one(us, span.us))
        return self._said(self._due_one(us, span))

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
        return stretches(self._timelines, first, last) if last > first else ()

    # -- dates ---------------------------------------------------------------------------------------------------

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

    # -- inside ------------------------------------------------------------------------------------------------

    def _due_one(self, us: int, span: Within) -> int:
        if isinstance(span, WorkingTime):
            return self._axis.due_one(us, span.us)
        if isinstance(span, BusinessDays):
            return SingleStart(self._axis, us, span).due(span.n)
        if isinstance(span, ElapsedTime):
            return us + span.us
        return wall_due_one(self.rules.clock, us, dates_only(span))

    def _said(self, us: int) -> datetime:
        return to_datetime(us, self.rules.clock.offset_at(us))

    def _dates(self, day: date) -> DayTable:
        return self._timelines.dates_covering(day_number(day))


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


@cache
def always(tz: str) -> BusinessCalendar:
    """Return the calendar of a zone that is always open: every date, closing at 24:00.

    Args:
        tz: The IANA zone on whose clocks its calendar days and months run.
    """
    return BusinessCalendar(tz=tz, week={"mon-sun": [("00:00", "24:00")]}, name="always")


ALWAYS: Final = always("UTC")
"""The calendar that is always open, in UTC."""
