"""What a source of holidays is, and which sources a caller meant.

A source knows days off; it may also know weekend dates that are worked in their place, be able to write itself down,
and have something to tell about what it does not know. Each of these is a protocol of its own, so that three members
are enough for a source of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, runtime_checkable

from contractkit.calendars.holidays.choices import DAYS_OF_CHOICE
from contractkit.calendars.holidays.explicit import ExplicitDates
from contractkit.calendars.holidays.names import name_key
from contractkit.errors import UsageError

__all__ = [
    "HolidaySource",
    "Holidays",
    "NotedSource",
    "StorableSource",
    "SwappingSource",
    "days_of_choice",
    "holiday_sources",
    "name_key",
    "notes_of",
    "worked_days",
]


@runtime_checkable
class HolidaySource(Protocol):
    """Something that knows on which dates nobody works, for the years that it declares.

    A source is a value: it can be compared, hashed and pickled, and always gives the same answer. Besides the three
    members here it may have `worked`, `stored` and `notes`, as `SwappingSource`, `StorableSource` and `NotedSource`
    describe them.

    Attributes:
        name: What the source is called in messages, such as ``NL``.
        years: The first and the last year it knows, both included; None where it knows every year.
    """

    @property
    def name(self) -> str:
        """What the source is called in messages."""

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year it knows, both included; None for every year."""

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their English names.

        Raises:
            CalendarHorizonError: The year is not among those that the source knows.
        """


@runtime_checkable
class SwappingSource(Protocol):
    """A source that also knows weekend dates which are worked in the place of a day off."""

    def worked(self, year: int) -> Mapping[date, date]:
        """Return the worked dates of a year, each with the date in whose place it is worked.

        Raises:
            CalendarHorizonError: The year is not among those that the source knows.
        """


@runtime_checkable
class StorableSource(Protocol):
    """A source that can be written down as plain data and read again (see `source_of`)."""

    def stored(self) -> dict[str, object]:
        """Return the source as plain data, ready for JSON; its key ``source`` says of which kind it is."""


@runtime_checkable
class NotedSource(Protocol):
    """A source that tells what it does not know, in sentences."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the source does not know, or is not sure of, in its declared years."""


def worked_days(source: HolidaySource, year: int) -> Mapping[date, date]:
    """Return the worked dates of a year with the dates in whose place they are worked; none where it knows none."""
    return source.worked(year) if isinstance(source, SwappingSource) else {}


def notes_of(sources: Iterable[HolidaySource]) -> tuple[str, ...]:
    """Return what the sources tell about what they do not know, each sentence once."""
    notes = (note for source in sources if isinstance(source, NotedSource) for note in source.notes)
    return tuple(dict.fromkeys(notes))


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
    _check_optional(optional, sources)
    return tuple(sources)


def _entries(holidays: object) -> list[object]:
    if isinstance(holidays, (str, date, HolidaySource)):
        return [holidays]
    if isinstance(holidays, Mapping):
        return list(holidays.items())
    if isinstance(holidays, Iterable):
        return [part for entry in holidays for part in (entry.items() if isinstance(entry, Mapping) else (entry,))]
    return [holidays]


def _check_optional(optional: tuple[str, ...], sources: list[HolidaySource]) -> None:
    taken = {key for source in sources for key in getattr(source, "optional", ())}
    taken |= {name_key(day) for source in sources for day in DAYS_OF_CHOICE.get(source.name, ())}  # closed already
    for name in optional:
        if name_key(name) not in taken:
            known = sorted({day for source in sources for day in getattr(source, "options", ())})
            hint = f"; there are {', '.join(known)}" if known else "; give its date in closed="
            raise UsageError(f"with_: no holiday source has an optional day called {name!r}{hint}", value=name)


def days_of_choice(code: str, named: Iterable[str]) -> tuple[str, ...]:
    """Return the days that contracts of a country differ in, and that `named` says nothing of.

    Args:
        code: An ISO 3166 code.
        named: The holidays that a calendar names, to go without them or to keep them.
    """
    keys = {name_key(name) for name in named}
    choices = DAYS_OF_CHOICE.get(code.strip().upper(), ())
    return tuple(day for day in choices if not any(key.startswith(name_key(day)) for key in keys))
