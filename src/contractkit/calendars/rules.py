"""The rules of a calendar: which wall-clock hours each local date has, and which dates are business dates.

From rules to instants is the work of `compiling`; this module knows dates and readings only.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs
import numpy as np

from contractkit.calendars.holidays.sources import HolidaySource, name_key
from contractkit.calendars.hours import Pieces, Week, merged
from contractkit.calendars.instants import DAY, Ints, date_of, day_number
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock, zone_clock
from contractkit.errors import UsageError

__all__ = ["CLOSED", "EXCEPTION", "NORMAL", "Rules", "Spans", "weekday_of", "year_of_day"]

NORMAL: Final = 0
CLOSED: Final = 1
EXCEPTION: Final = 2

Spans = tuple[tuple[int, int], ...]
"""Stretches of instants, in order and apart, in microseconds since the epoch."""


def weekday_of(day: int) -> int:
    """Return the weekday of a day number, Monday being 0."""
    return (day + 3) % 7


def year_of_day(day: int) -> int:
    """Return the year of a day number."""
    return date_of(day).year


@attrs.frozen
class Rules:
    """Everything that decides a calendar.

    Attributes:
        zone: The IANA name of its zone.
        week: The hours written for Monday to Sunday.
        sources: Where its holidays come from.
        without: Names of holidays that are not kept.
        closed: Day numbers that are closed besides.
        exceptions: Day numbers with hours of their own.
        closures: Stretches of instants taken away.
        openings: Stretches of instants added.
    """

    zone: str
    week: Week
    sources: tuple[HolidaySource, ...]
    without: tuple[str, ...]
    closed: tuple[int, ...]
    exceptions: tuple[tuple[int, Pieces], ...]
    closures: Spans
    openings: Spans

    @property
    def clock(self) -> ZoneClock:
        """The wall clock of the zone."""
        return zone_clock(self.zone)

    def known_years(self) -> tuple[int, int]:
        """Return the first and the last year for which all holidays are known."""
        declared = [source.years for source in self.sources]
        first = max([FIRST_YEAR, *(years[0] for years in declared if years)])
        last = min([LAST_YEAR, *(years[1] for years in declared if years)])
        if first > last:
            names = ", ".join(source.name for source in self.sources)
            raise UsageError(f"the holiday sources {names} have no year in common")
        return first, last

    def opening_years(self) -> tuple[int, int] | None:
        """Return the years outside which the calendar never opens; None where the week repeats for ever."""
        if any(self.week):
            return None
        days = [day for day, pieces in self.exceptions if pieces]
        days += [edge // DAY for span in self.openings for edge in span]
        if not days:
            return (FIRST_YEAR, FIRST_YEAR)
        return year_of_day(min(days) - 2), year_of_day(max(days) + 2)

    def never_closes(self) -> bool:
        """Return whether every instant is open."""
        dates = self.sources or self.closed or self.exceptions or self.closures
        return not dates and all(pieces == [(0, DAY)] for pieces in self.week_pieces())

    def holidays(self, year: int) -> dict[date, str]:
        """Return the holidays of a year that are kept, by date."""
        dropped = {name_key(name) for name in self.without}
        return {
            day: name
            for source in self.sources
            for day, name in source.dates(year).items()
            if name_key(name) not in dropped
        }

    def check_names(self) -> None:
        """Refuse a name in `without` that is the name of no holiday in any year.

        Raises:
            UsageError: Such a name; the message lists the names that exist.
        """
        missing = {name_key(name): name for name in self.without}
        seen: dict[str, str] = {}
        first, last = self.known_years() if missing else (0, -1)
        likely = range(max(first, 2020), min(last, 2030) + 1)
        rest = (year for year in range(max(first, 1990), min(last, 2060) + 1) if year not in likely)
        for year in (*likely, *rest):
            if not missing:
                return
            for source in self.sources:
                for name in source.dates(year).values():
                    seen[name_key(name)] = name
                    missing.pop(name_key(name), None)
        if missing:
            names = ", ".join(sorted(set(seen.values()))) or "none at all"
            raise UsageError(
                f"without: no holiday is called {next(iter(missing.values()))!r}; the names are {names}",
                value=tuple(missing.values()),
            )

    # -- dates ---------------------------------------------------------------------------------------------------

    def statuses(self, first_day: int, last_day: int) -> np.typing.NDArray[np.int8]:
        """Return for each date whether it is normal, closed or an exception; `last_day` is included."""
        out = np.zeros(last_day - first_day + 1, np.int8)
        known = self.known_years()
        years = range(max(year_of_day(first_day), known[0]), min(year_of_day(last_day), known[1]) + 1)
        for day in (*self.closed, *(day_number(day) for year in years for day in self.holidays(year))):
            if first_day <= day <= last_day:
                out[day - first_day] = CLOSED
        for day, _ in self.exceptions:
            if first_day <= day <= last_day:
                out[day - first_day] = EXCEPTION
        return out

    def week_pieces(self) -> list[list[tuple[int, int]]]:
        """Return for each weekday its pieces within 0 to 24 hours, with what spills over from the weekday before."""
        out = []
        for weekday in range(7):
            own = [(start, min(end, DAY)) for start, end in self.week[weekday]]
            spill = [(0, end - DAY) for _, end in self.week[weekday - 1]]
            out.append(merged(own + spill))
        return out

    def readings(self, first_day: int, last_day: int) -> tuple[Ints, Ints]:
        """Return the open wall-clock readings of dates, both included, as sorted starts and ends."""
        days = np.arange(first_day, last_day + 1, dtype=np.int64)
        status = self.statuses(first_day, last_day)
        by_weekday = self.week_pieces()
        special = self._special_pieces(first_day, last_day, status, by_weekday)
        normal = status == NORMAL
        for day in special:
            normal[day - first_day] = False
        starts, ends = [], []
        weekdays = weekday_of_days(days)
        for weekday, pieces in enumerate(by_weekday):
            midnights = days[normal & (weekdays == weekday)] * DAY
            for start, end in pieces:
                starts.append(midnights + start)
                ends.append(midnights + end)
        extra = [(day * DAY + start, day * DAY + end) for day, pieces in special.items() for start, end in pieces]
        starts.append(np.array([start for start, _ in extra], np.int64))
        ends.append(np.array([end for _, end in extra], np.int64))
        all_starts, all_ends = np.concatenate(starts), np.concatenate(ends)
        order = np.argsort(all_starts, kind="stable")
        return all_starts[order], all_ends[order]

    def _special_pieces(
        self,
        first_day: int,
        last_day: int,
        status: np.typing.NDArray[np.int8],
        by_weekday: list[list[tuple[int, int]]],
    ) -> dict[int, list[tuple[int, int]]]:
        special: dict[int, list[tuple[int, int]]] = {}
        for day, pieces in self.exceptions:
            if first_day <= day <= last_day:
                special[day] = merged((start, min(end, DAY)) for start, end in pieces)
            spill = [(0, end - DAY) for _, end in pieces if end > DAY]
            if spill and first_day <= day + 1 <= last_day and status[day + 1 - first_day] == NORMAL:
                special[day + 1] = merged(by_weekday[weekday_of(day + 1)] + spill)
        return special


def weekday_of_days(days: Ints) -> Ints:
    """Return the weekdays of day numbers, Monday being 0."""
    return (days + 3) % 7
