"""Calendars as plain data, from which the calendar under test, the slow one and a line of code are made.

Everything is written as text, dates and numbers, so that a calendar that shows a disagreement can be pasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars import AlternatingWeeks, BusinessCalendar, Season
from contractkit.calendars.hours import Hours
from contractkit.testing.business_time import SlowCalendar, SlowTime
from contractkit.testing.combined_time import SlowCombination, SlowHistory, SlowWithDays
from contractkit.testing.written_hours import HoursText, Rota, SeasonHours, WeekHours

__all__ = ["CalendarSpec", "CombinedSpec", "Spec", "StatedHolidays", "aware", "date_code", "instant_code"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


def aware(us: int) -> datetime:
    """Return microseconds since the epoch as an aware datetime."""
    return _EPOCH + timedelta(microseconds=us)


def instant_code(us: int) -> str:
    """Return microseconds since the epoch as the code of an aware datetime."""
    return f"datetime.fromisoformat({aware(us).isoformat()!r})"


def date_code(day: date) -> str:
    """Return a date as code."""
    return f"date({day.year}, {day.month}, {day.day})"


@attrs.frozen
class StatedHolidays:
    """A source of holidays that says all it knows: dates, the dates worked instead of others, and its years.

    Attributes:
        days: The holidays.
        work: Worked dates, each with the date in whose place it is worked.
        years: The first and the last year that it knows; None for every year.
    """

    days: tuple[date, ...] = ()
    work: tuple[tuple[date, date], ...] = ()
    years: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return "stated holidays"

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year."""
        return {day: "stated holiday" for day in self.days if day.year == year}

    def worked(self, year: int) -> Mapping[date, date]:
        """Return the worked dates of a year, with the date in whose place each is worked."""
        return {day: other for day, other in self.work if day.year == year}


@attrs.frozen
class CalendarSpec:
    """A calendar as plain data.

    Attributes:
        zone: The IANA zone.
        anchor: The date around which things happen.
        week: Hours by day, or a rota of weeks.
        closed: Closed dates.
        exceptions: Dates with hours of their own.
        closures: Stretches taken away, in microseconds.
        openings: Stretches added, in microseconds.
        seasons: Weekly hours of parts of the year.
        changes: Weekly hours from a date on.
        holidays: Holidays, which the calendar under test gets from a source.
        worked: Worked dates, with the date in whose place each is worked.
        years: The first and the last year that the source knows.
        days: How many dates on each side of the anchor the slow calendar looks at.
    """

    zone: str
    anchor: date
    week: WeekHours
    closed: tuple[date, ...] = ()
    exceptions: Mapping[date, HoursText] = attrs.field(factory=dict)
    closures: tuple[tuple[int, int], ...] = ()
    openings: tuple[tuple[int, int], ...] = ()
    seasons: tuple[SeasonHours, ...] = ()
    changes: Mapping[date, WeekHours] = attrs.field(factory=dict)
    holidays: tuple[date, ...] = ()
    worked: tuple[tuple[date, date], ...] = ()
    years: tuple[int, int] | None = None
    days: int = 24

    def fast(self) -> BusinessCalendar:
        """Return the calendar under test."""
        return BusinessCalendar(
            tz=self.zone,
            week=_week(self.week),
            holidays=[StatedHolidays(self.holidays, self.worked, self.years)] if self._has_source() else (),
            closed=self.closed,
            exceptions={day: _hours(text) for day, text in self.exceptions.items()},
            closures=[(aware(start), aware(end)) for start, end in self.closures],
            openings=[(aware(start), aware(end)) for start, end in self.openings],
            seasons=[
                Season(week=_week(season.week), first=_year_day(season.first), last=_year_day(season.last))
                for season in self.seasons
            ],
            changes={day: _week(week) for day, week in self.changes.items()},
        )

    def slow(self) -> SlowCalendar:
        """Return the calendar that it is checked against."""
        around = timedelta(days=self.days)
        return SlowCalendar(
            zone=self.zone,
            week=self.week,
            window=(self.anchor - around, self.anchor + around),
            closed=self.closed,
            exceptions=self.exceptions,
            closures=self.closures,
            openings=self.openings,
            seasons=self.seasons,
            changes=self.changes,
            holidays=self.holidays,
            worked=dict(self.worked),
            years=self.years,
        )

    def code(self) -> str:
        """Return the calendar under test as code."""
        lines = [f"tz={self.zone!r}", f"week={_week_code(self.week)}"]
        if self._has_source():
            source = f"{_dates_code(self.holidays)}, {_pairs_code(self.worked)}, {self.years}"
            lines.append(f"holidays=StatedHolidays({source})")
        if self.closed:
            lines.append(f"closed={_dates_code(self.closed)}")
        if self.exceptions:
            hours = (f"{date_code(day)}: {_hours(text)!r}" for day, text in self.exceptions.items())
            lines.append(f"exceptions={{{', '.join(hours)}}}")
        for name, stretches in (("closures", self.closures), ("openings", self.openings)):
            if stretches:
                pairs = (f"({instant_code(start)}, {instant_code(end)})" for start, end in stretches)
                lines.append(f"{name}=[{', '.join(pairs)}]")
        if self.seasons:
            seasons = (
                f"Season(week={_week_code(week)}, first={_year_day(first)!r}, last={_year_day(last)!r})"
                for first, last, week in self.seasons
            )
            lines.append(f"seasons=[{', '.join(seasons)}]")
        if self.changes:
            weeks = (f"{date_code(day)}: {_week_code(week)}" for day, week in self.changes.items())
            lines.append(f"changes={{{', '.join(weeks)}}}")
        return "BusinessCalendar(\n    " + ",\n    ".join(lines) + ",\n)"

    def _has_source(self) -> bool:
        return bool(self.holidays or self.worked or self.years)


@attrs.frozen
class CombinedSpec:
    """Two calendars combined, as plain data.

    Attributes:
        kind: ``|``, ``&``, ``-``, or ``changed``: the second from a date on.
        left: The first.
        right: The second.
        on: The local date, in the zone of the second, from which that one holds.
        days: Whose business dates count, and on the clocks of which zone; None where nobody said it.
    """

    kind: Literal["|", "&", "-", "changed"]
    left: CalendarSpec
    right: CalendarSpec
    on: date | None = None
    days: tuple[Literal["left", "right"], str] | None = None

    @property
    def anchor(self) -> date:
        """The date around which things happen."""
        return self.left.anchor

    @property
    def zone(self) -> str:
        """The zone on whose clocks answers are said."""
        return self.days[1] if self.days else self.right.zone if self.kind == "changed" else self.left.zone

    def fast(self) -> BusinessCalendar:
        """Return the calendar under test."""
        left, right = self.left.fast(), self.right.fast()
        if self.kind == "changed":
            assert self.on is not None
            made = left.changed(on=self.on, to=right)
        else:
            made = left | right if self.kind == "|" else left & right if self.kind == "&" else left - right
        if self.days:
            made = made.with_days(tz=self.days[1], days_from=left if self.days[0] == "left" else right)
        return made

    def slow(self) -> SlowTime:
        """Return the set of instants that it is checked against."""
        left, right = self.left.slow(), self.right.slow()
        made: SlowTime
        if self.kind == "changed":
            assert self.on is not None
            made = SlowHistory(left, right, self.on)
        else:
            made = SlowCombination(self.kind, left, right)
        if self.days:
            made = SlowWithDays(made, left if self.days[0] == "left" else right, self.days[1])
        return made

    def code(self) -> str:
        """Return the calendar under test as code."""
        left, right = self.left.code(), self.right.code()
        if self.kind == "changed":
            assert self.on is not None
            made = f"{left}.changed(on={date_code(self.on)}, to={right})"
        else:
            made = f"({left} {self.kind} {right})"
        if self.days:
            made += f".with_days(tz={self.days[1]!r}, days_from={left if self.days[0] == 'left' else right})"
        return made


Spec = CalendarSpec | CombinedSpec
"""Any calendar as plain data."""


def _week(week: WeekHours) -> Mapping[str, Hours] | AlternatingWeeks:
    if isinstance(week, Rota):
        return AlternatingWeeks(starting=week.starting, weeks=tuple(_days(one) for one in week.weeks))
    return _days(week)


def _days(week: Mapping[str, HoursText]) -> dict[str, Hours]:
    return {day: _hours(text) for day, text in week.items()}


def _hours(text: HoursText) -> Hours:
    """Return hours as the calendar under test reads them: texts know no seconds, pairs of times do."""
    if text.count(":") == 2 * len(text.split(" and ")) or "-" not in text:
        return text
    return [tuple(piece.split("-")) for piece in text.split(" and ")]  # type: ignore[misc]


def _week_code(week: WeekHours) -> str:
    if isinstance(week, Rota):
        weeks = ", ".join(repr(_days(one)) for one in week.weeks)
        return f"AlternatingWeeks(starting={date_code(week.starting)}, weeks=({weeks},))"
    return repr(_days(week))


def _year_day(day: tuple[int, int]) -> str:
    return f"{day[1]} {_MONTHS[day[0] - 1]}"


def _dates_code(days: tuple[date, ...]) -> str:
    return f"({''.join(f'{date_code(day)}, ' for day in days)})"


def _pairs_code(pairs: tuple[tuple[date, date], ...]) -> str:
    return f"({''.join(f'({date_code(day)}, {date_code(other)}), ' for day, other in pairs)})"
