"""Holidays of an .ics file (extra ``ical``): what a file says, which years it speaks for, and what is refused.

The file is read once, into dates; the source then is a plain value that needs neither file nor library. How events
repeat is the work of `recurring`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import attrs

from contractkit.calendars.holidays.recurring import AllDay, all_day_events
from contractkit.errors import CalendarHorizonError, MissingExtraError, UsageError

__all__ = ["IcalHolidays"]

Timed = Literal["refuse", "leave-out"]


@attrs.frozen
class IcalHolidays:
    """Holidays of an .ics file, for the years for which the caller says that the file is complete.

    Every all-day event is a holiday on each of its dates: the end of an event is not part of it. Events that repeat,
    exceptions to them and moved occurrences are followed; cancelled events count for nothing.

    Attributes:
        entries: The holidays with their names, in order.
        years: The first and the last year for which the file is complete, both included.
        name: What the source is called in messages.
        left_out: Events with a time of day that were left out, in words.

    Example:
        >>> text = '''BEGIN:VCALENDAR
        ... BEGIN:VEVENT
        ... UID:1
        ... DTSTART;VALUE=DATE:20251224
        ... DTEND;VALUE=DATE:20251227
        ... RRULE:FREQ=YEARLY
        ... SUMMARY:Works holidays
        ... END:VEVENT
        ... END:VCALENDAR'''
        >>> [day.isoformat() for day in IcalHolidays.of(text, years=(2025, 2030)).dates(2026)]
        ['2026-12-24', '2026-12-25', '2026-12-26']
    """

    entries: tuple[tuple[date, str], ...]
    years: tuple[int, int]
    name: str
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        text: str | bytes,
        years: tuple[int, int],
        name: str = "the .ics file",
        timed: Timed = "refuse",
    ) -> IcalHolidays:
        """Return the source for the text of an .ics file.

        Args:
            text: The content of the file; bytes are UTF-8.
            years: The first and the last year for which the file is complete, both included; what it says of other
                years is not used.
            name: What the source is called in messages.
            timed: What happens to events with a time of day, which are no holidays: ``refuse`` the file, or
                ``leave-out`` the events and list them in `left_out`.

        Raises:
            MissingExtraError: icalendar is not installed.
            UsageError: The text is no calendar, an event has a time of day or a rule that cannot be followed, or a
                declared year has no holiday at all.
        """
        first, last = years
        if not date.min.year <= first <= last <= date.max.year - 1:
            raise UsageError(f"years are a first and a last year, such as (2025, 2030), not {years!r}", value=years)
        events, left_out = all_day_events(_components(text, name), years, name)
        if left_out and timed == "refuse":
            raise UsageError(
                f"{name} has events with a time of day, which are no holidays: {'; '.join(left_out[:3])}"
                f"{' and more' if len(left_out) > 3 else ''}; take them out of the file, or write timed='leave-out'",
                value=left_out,
            )
        days = _named_days(events, years)
        for year in range(first, last + 1):
            if not any(day.year == year for day in days):
                raise UsageError(
                    f"{name} has no holiday in {year}, for which it is declared complete; declare the years it covers",
                    value=years,
                    year=year,
                )
        return cls(tuple(sorted(days.items())), (first, last), name, left_out)

    @classmethod
    def read(cls, path: str | Path, years: tuple[int, int], timed: Timed = "refuse") -> IcalHolidays:
        """Return the source for an .ics file; it is called by the name of the file.

        Args:
            path: Where the file is.
            years: As in `of`.
            timed: As in `of`.

        Raises:
            OSError: The file cannot be read.
            MissingExtraError: As in `of`.
            UsageError: As in `of`.
        """
        file = Path(path)
        return cls.of(file.read_bytes(), years, file.name, timed)

    @property
    def notes(self) -> tuple[str, ...]:
        """Which events of the file were left out."""
        return tuple(f"{self.name}: left out, as it has a time of day: {event}" for event in self.left_out)

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with the names of the events.

        Raises:
            CalendarHorizonError: The year is not among those for which the file is complete.
        """
        first, last = self.years
        if not first <= year <= last:
            raise CalendarHorizonError(
                f"the holidays of {self.name} are declared from {first} to {last}, not for {year}",
                source=self.name,
                years=(first, last),
                year=year,
            )
        return {day: name for day, name in self.entries if day.year == year}

    def stored(self) -> dict[str, object]:
        """Return the source as plain data, ready for JSON."""
        data: dict[str, object] = {
            "source": "ical",
            "name": self.name,
            "years": list(self.years),
            "dates": [[day.isoformat(), name] for day, name in self.entries],
        }
        if self.left_out:
            data["left_out"] = list(self.left_out)
        return data


def _components(text: str | bytes, name: str) -> list[Any]:
    try:
        import icalendar
    except ImportError as error:
        raise MissingExtraError(
            "reading .ics files needs icalendar: pip install 'contractkit[ical]'", library="icalendar", extra="ical"
        ) from error
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        calendars = icalendar.Calendar.from_ical(plain, multiple=True)
    except ValueError as error:
        raise UsageError(f"{name} is no .ics file: {error}", value=name) from error
    if not calendars:
        raise UsageError(f"{name} is no .ics file: there is no calendar in it", value=name)
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


def _named_days(events: Iterable[AllDay], years: tuple[int, int]) -> dict[date, str]:
    low, high = date(years[0], 1, 1).toordinal(), date(years[1], 12, 31).toordinal()
    days: dict[date, str] = {}
    for event in events:
        start = event.start.toordinal()
        for ordinal in range(max(start, low), min(start + event.days - 1, high) + 1):
            days.setdefault(date.fromordinal(ordinal), event.name)
    return days
