"""What a source of holidays is, and the simplest one: dates that somebody wrote down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol, runtime_checkable

import attrs

from contractkit.calendars.holidays.corrections import DAYS_OF_CHOICE
from contractkit.errors import UsageError

__all__ = ["ExplicitDates", "HolidaySource", "Holidays", "days_of_choice", "holiday_sources", "name_key"]


@runtime_checkable
class HolidaySource(Protocol):
    """Something that knows on which dates nobody works, for the years that it declares.

    A source is a value: it can be compared, hashed and pickled, and always gives the same answer.

    Attributes:
        name: What the source is called in messages, such as ``NL``.
        years: The first and the last year it knows, both included; None where it knows every year.
    """

    @property
    def name(self) -> str:
        """What the source is called in messages."""

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year it knows; None for every year."""

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their English names."""


@attrs.frozen
class ExplicitDates:
    """Holidays that are written down one by one; no other date is a holiday, in no year.

    Attributes:
        entries: The dates with their names, in order.

    Example:
        >>> ExplicitDates.of([date(2026, 5, 15)]).dates(2026)
        {datetime.date(2026, 5, 15): 'holiday'}
    """

    entries: tuple[tuple[date, str], ...]

    @classmethod
    def of(cls, dates: Iterable[date] | Mapping[date, str]) -> ExplicitDates:
        """Return a source from dates, or from dates with names.

        Raises:
            UsageError: Something among them is no plain date.
        """
        named = dict(dates) if isinstance(dates, Mapping) else dict.fromkeys(dates, "holiday")
        for day in named:
            if not isinstance(day, date) or isinstance(day, datetime):
                raise UsageError(f"a holiday is a plain date, not {day!r}", value=day)
        return cls(tuple(sorted(named.items())))

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return "explicit dates"

    @property
    def years(self) -> None:
        """Every year is known: a date that is not written down is no holiday."""
        return

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their names."""
        return {day: name for day, name in self.entries if day.year == year}


Holidays = str | date | HolidaySource | Mapping[date, str] | Iterable["str | date | HolidaySource"]
"""Holidays as callers give them: ISO 3166 code(s), dates, dates with names, sources, or a mixture."""


def holiday_sources(holidays: Holidays, optional: tuple[str, ...] = ()) -> tuple[HolidaySource, ...]:
    """Return the sources that were meant by codes, sources, dates, or a mixture of them.

    Args:
        holidays: One of them or several: ISO 3166 codes, sources, dates, dates with names.
        optional: Names of days that a country's source knows but does not close by itself.

    Raises:
        UsageError: A code is not known, or something else stands there.
    """
    sources: list[HolidaySource] = []
    dates: dict[date, str] = {}
    for entry in _entries(holidays):
        if isinstance(entry, str):
            from contractkit.calendars.holidays.public import PublicHolidays

            sources.append(PublicHolidays.of(entry, optional))
        elif isinstance(entry, tuple):
            dates[entry[0]] = entry[1]
        elif isinstance(entry, date):
            dates.setdefault(entry, "holiday")
        elif isinstance(entry, HolidaySource):
            sources.append(entry)
        else:
            raise UsageError(
                f"holidays are ISO 3166 codes, dates or a HolidaySource, not {entry!r}; write 'NL' or ['NL', 'DE-BY']",
                value=entry,
            )
    if dates:
        sources.append(ExplicitDates.of(dates))
    taken = {key for source in sources for key in getattr(source, "optional", ())}
    taken |= {name_key(day) for source in sources for day in DAYS_OF_CHOICE.get(source.name, ())}  # closed already
    for name in optional:
        if name_key(name) not in taken:
            raise UsageError(f"with_: no holiday source has an optional day called {name!r}", value=name)
    return tuple(sources)


def _entries(holidays: object) -> list[object]:
    if isinstance(holidays, (str, date, HolidaySource)):
        return [holidays]
    if isinstance(holidays, Mapping):
        return list(holidays.items())
    if isinstance(holidays, Iterable):
        return list(holidays)
    return [holidays]


def name_key(name: str) -> str:
    """Return what decides whether two names of holidays are the same: case, spaces, hyphens and marks do not."""
    plain = re.sub(r"\((observed|substitute)\)|\bshift$", "", name.casefold())
    return re.sub(r"[^\w]|_", "", plain)


def days_of_choice(code: str, named: Iterable[str]) -> tuple[str, ...]:
    """Return the days that contracts of a country differ in, and that `named` says nothing of.

    Args:
        code: An ISO 3166 code.
        named: The holidays that a calendar names, to go without them or to keep them.
    """
    keys = {name_key(name) for name in named}
    choices = DAYS_OF_CHOICE.get(code.strip().upper(), ())
    return tuple(day for day in choices if not any(key.startswith(name_key(day)) for key in keys))
