"""Seasons: parts of every year, or of one, with weekly hours of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

import attrs

from contractkit.calendars.instants import date_of, day_number
from contractkit.calendars.weekly import Weekly, WeeklyHours, weekly_of
from contractkit.calendars.zones import year_start
from contractkit.errors import QuantityError, UsageError

__all__ = ["Season", "YearDay", "season_on", "seasons_of"]

_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@attrs.frozen(order=True)
class YearDay:
    """A day of the year, such as 1 July; 29 February means the edge of February in every year."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.day} {_MONTHS[self.month - 1]}"

    def first(self, year: int) -> int:
        """Return the day number from which a season that begins on it runs in a year."""
        if (self.month, self.day) == (2, 29) and not _leaps(year):
            return day_number(date(year, 3, 1))
        return day_number(date(year, self.month, self.day))

    def last(self, year: int) -> int:
        """Return the day number through which a season that ends on it runs in a year."""
        if (self.month, self.day) == (2, 29) and not _leaps(year):
            return day_number(date(year, 2, 28))
        return day_number(date(year, self.month, self.day))


@attrs.frozen(init=False)
class Season:
    """A part of every year, or of one, with weekly hours of its own.

    Attributes:
        first: Its first day: a day of every year, or a date.
        last: Its last day, which belongs to it.
        week: The weekly hours in it.
        name: What it is called in explanations; it decides nothing.

    Args:
        week: Hours by day or range of days, or `AlternatingWeeks`.
        first: A day of every year, such as ``1 July``, or a date for a season that comes once.
        last: Likewise; the season runs over New Year where this day comes earlier in the year than `first`.
        name: What the season is called.

    Raises:
        UsageError: A day or the hours cannot be read, or the season ends before it begins.

    Example:
        >>> summer = Season(week={"mon-fri": "08:00-14:00"}, first="1 July", last="31 August", name="summer")
        >>> office = BusinessCalendar(tz="Europe/Madrid", week={"mon-fri": "09:00-18:00"}, seasons=[summer])
        >>> office.next_close(datetime(2026, 7, 1, 9, tzinfo=office.tz)).isoformat()
        '2026-07-01T14:00:00+02:00'
    """

    first: YearDay | date
    last: YearDay | date
    week: Weekly
    name: str | None = attrs.field(eq=False)

    def __init__(
        self, week: WeeklyHours, first: str | YearDay | date, last: str | YearDay | date, name: str | None = None
    ) -> None:
        said = f"season {name}" if name else "season"
        begins, ends = _day_of(first, f"{said}, first"), _day_of(last, f"{said}, last")
        if isinstance(begins, date) != isinstance(ends, date):
            says = f"{said}: first and last are both days of the year ('1 July') or both dates, not {first!r}, {last!r}"
            raise UsageError(says, value=(first, last))
        if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
            raise UsageError(f"{said}: it ends on {ends}, before it begins on {begins}", value=(first, last))
        self.__attrs_init__(begins, ends, weekly_of(week, said), name)

    def __str__(self) -> str:
        return self.name or f"{self.first} to {self.last}"

    def stretches(self, first_year: int, last_year: int) -> list[tuple[int, int]]:
        """Return when it comes, as first day numbers and those after the last.

        A season of every year is told for those in which it begins, both included; one that comes once always.
        """
        if isinstance(self.first, date) or isinstance(self.last, date):
            begins, ends = self.first, self.last
            assert isinstance(begins, date) and isinstance(ends, date)  # noqa: PT018 - the constructor says so
            return [(day_number(begins), day_number(ends) + 1)]
        over = int(self.last < self.first)
        return [(self.first.first(year), self.last.last(year + over) + 1) for year in range(first_year, last_year + 1)]


def seasons_of(seasons: Iterable[Season]) -> tuple[Season, ...]:
    """Return seasons in the order of the year.

    Raises:
        UsageError: Two of them share a date, or something else stands among them.
    """
    found = list(seasons)
    for season in found:
        if not isinstance(season, Season):
            raise UsageError(f"seasons: {season!r} is no Season", value=season)
    dated = [season.first.year for season in found if isinstance(season.first, date)]
    dated += [season.last.year for season in found if isinstance(season.last, date)]
    years = min([2023, *dated]) - 1, max([2026, *dated]) + 1  # 2023 to 2026 meets a leap year and common ones
    spans = sorted((*span, place) for place, season in enumerate(found) for span in season.stretches(*years))
    spans = [span for span in spans if span[0] < span[1]]
    for (_, end, one), (start, _, other) in pairwise(spans):
        if start < end:
            raise UsageError(
                f"seasons: {found[one]} and {found[other]} overlap on {date_of(start)}; let one end before the other "
                "begins",
                value=(found[one], found[other]),
            )
    return tuple(sorted(found, key=_place_in_year))


def season_on(seasons: Iterable[Season], day: int) -> Season | None:
    """Return the season that covers a day number."""
    year = date_of(day).year
    for season in seasons:
        if any(begins <= day < ends for begins, ends in season.stretches(max(year - 1, 1), year)):
            return season
    return None


def _day_of(value: object, where: str) -> YearDay | date:
    if isinstance(value, YearDay):
        if not (1 <= value.month <= 12 and 1 <= value.day <= _LENGTHS[value.month - 1]):
            raise UsageError(f"{where}: {value} is no day of the year", value=value)
        return value
    if isinstance(value, date):
        day_number(value)
        return value
    if isinstance(value, str):
        from contractkit.quantities.notation import parse_yearday

        try:
            return YearDay(*parse_yearday(value))
        except QuantityError as error:
            hint = f"; {error.hint}" if error.hint else ""
            raise UsageError(f"{where}: {error.message}{hint}", value=value) from None
    raise UsageError(f"{where}: a day of the year such as '1 July' or a date is needed, not {value!r}", value=value)


def _place_in_year(season: Season) -> tuple[bool, date | YearDay]:
    return isinstance(season.first, date), season.first


def _leaps(year: int) -> bool:
    return year_start(year + 1) - year_start(year) == 366
