"""The rules of one calendar: which wall-clock hours each local date has, and which dates are business dates.

From rules to compiled years is the work of `compiling`; combinations of calendars stand in `combining`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import attrs

from contractkit.calendars.causes import CausesOfDates
from contractkit.calendars.dated_hours import DatedHours
from contractkit.calendars.day_table import DayTable, day_table_of
from contractkit.calendars.definitions import Gap, Repeats
from contractkit.calendars.editions import decided_by_rules
from contractkit.calendars.holidays.sources import HolidaySource, name_key, worked_days
from contractkit.calendars.hours import Pieces, merged
from contractkit.calendars.instants import DAY, date_of, day_number
from contractkit.calendars.interval_sets import Intervals, Spans, as_intervals, clipped, combined, instants_of
from contractkit.calendars.patterns import HoursTable, week_on
from contractkit.calendars.seasons import Season
from contractkit.calendars.weekly import Changes, Weekly, cycle_of, weeks_of
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock, year_start, zone_clock
from contractkit.errors import UsageError

__all__ = ["Rules", "Spans", "weekday_of", "year_of_day"]

_ZONES_SETTLED: Final = (1800, 2100)  # the years outside which no zone changes its clocks but by the same yearly rule


def weekday_of(day: int) -> int:
    """Return the weekday of a day number, Monday being 0."""
    return (day + 3) % 7


def year_of_day(day: int) -> int:
    """Return the year of a day number."""
    return date_of(day).year


@attrs.frozen
class Rules:
    """Everything that decides a calendar that is written down.

    Attributes:
        zone: The IANA name of its zone.
        week: The hours written for Monday to Sunday, or for weeks that take turns.
        sources: Where its holidays come from.
        without: Names of holidays that are not kept.
        closed: Day numbers that are closed besides.
        exceptions: Day numbers with hours of their own.
        closures: Stretches of instants taken away.
        openings: Stretches of instants added.
        seasons: Parts of the year with weekly hours of their own.
        changes: Weekly hours from day numbers on.
    """

    zone: str
    week: Weekly
    sources: tuple[HolidaySource, ...]
    without: tuple[str, ...]
    closed: tuple[int, ...]
    exceptions: tuple[tuple[int, Pieces], ...]
    closures: Spans
    openings: Spans
    seasons: tuple[Season, ...] = ()
    changes: Changes = ()

    @property
    def clock(self) -> ZoneClock:
        """The wall clock of the zone."""
        return zone_clock(self.zone)

    def label(self) -> str:
        """Return what the calendar is called where nobody named it: its zone."""
        return self.zone

    def without_dates(self) -> str:
        """Calendar days count on the clocks of the zone."""
        return ""

    def without_days(self) -> str:
        """Business dates are those for which hours are written."""
        return ""

    # -- years -----------------------------------------------------------------------------------------------------

    @property
    def known_from(self) -> str:
        """The names of the holiday sources."""
        return ", ".join(source.name for source in self.sources)

    def known_years(self) -> tuple[int, int]:
        """Return the first and the last year for which all holidays are known."""
        declared = [source.years for source in self.sources]
        first = max([FIRST_YEAR, *(years[0] for years in declared if years)])
        last = min([LAST_YEAR, *(years[1] for years in declared if years)])
        if first > last:
            names = ", ".join(source.name for source in self.sources)
            raise UsageError(f"the holiday sources {names} have no year in common")
        return first, last

    def bounds(self) -> tuple[int, int]:
        """Return the instants between which questions can be answered: `[first, horizon)`."""
        first, last = self.known_years()
        return self.clock.new_year(first), self.clock.new_year(last + 1)

    def opening_span(self) -> tuple[int, int]:
        """Return the years outside which the calendar never opens: the last before the first where it never does."""
        yearly = any(_opens(season.week) for season in self.seasons if not isinstance(season.first, date))
        first = FIRST_YEAR if yearly or _opens(self.week) else None
        last = LAST_YEAR if yearly or _opens(self.changes[-1][1] if self.changes else self.week) else None
        days = [day for day, pieces in self.exceptions if pieces]
        days += [edge // DAY for span in self.openings for edge in span]
        weeklies = [self.week, *(week for _, week in self.changes)]
        for (day, week), before in zip(self.changes, weeklies, strict=False):
            days += [day] if _opens(week) or _opens(before) else []
        for season in self.seasons:
            if isinstance(season.first, date) and _opens(season.week):
                days += season.stretches(FIRST_YEAR, LAST_YEAR)[0]
        if not days:
            return (first, last) if first and last else (LAST_YEAR, FIRST_YEAR)
        least, most = max(min(days) - 2, year_start(FIRST_YEAR)), min(max(days) + 2, year_start(LAST_YEAR))
        first, last = first or year_of_day(least), last or year_of_day(most)
        return first, last

    def date_span(self) -> tuple[int, int]:
        """Return the years outside which there is no business date."""
        return self.opening_span()

    def never_closes(self) -> bool:
        """Return whether every instant is open."""
        if self.sources or self.closed or self.exceptions or self.closures:
            return False
        weeks = [week for weekly in self._weeklies() for week in weeks_of(weekly)]
        if len(self._weeklies()) == 1:
            before = [weeks[-1][6], *(pieces for week in weeks for pieces in week)]
        else:
            before = [()] * (7 * len(weeks))
        days = zip(before, (pieces for week in weeks for pieces in week), strict=False)
        return all(_fills_a_date(pieces, eve) for eve, pieces in days)

    def repeats(self) -> Repeats:
        """Return where the pattern begins to repeat."""
        days = [*self.closed, *(day for day, _ in self.exceptions), *(day for day, _ in self.changes)]
        days += [edge // DAY for span in (*self.closures, *self.openings) for edge in span]
        dated = [season for season in self.seasons if isinstance(season.first, date)]
        days += [day for season in dated for day in season.stretches(FIRST_YEAR, LAST_YEAR)[0]]
        years = [year_of_day(day) for day in days]
        first, last = self.known_years()
        years += [year for year in (first, last) if year not in (FIRST_YEAR, LAST_YEAR)]
        return Repeats(min([_ZONES_SETTLED[0], *years]), max([_ZONES_SETTLED[1], *years]), cycle_of(self._weeklies()))

    def _weeklies(self) -> tuple[Weekly, ...]:
        return self.week, *(week for _, week in self.changes), *(season.week for season in self.seasons)

    # -- holidays ----------------------------------------------------------------------------------------------------

    def holidays(self, year: int) -> dict[date, str]:
        """Return the holidays of a year that are kept, by date; a date that its own source has worked is none."""
        dropped = {name_key(name) for name in self.without}
        found: dict[date, str] = {}
        for source in self.sources:
            worked, named = worked_days(source, year), source.dates(year)
            if worked or dropped:
                kept = ((day, name) for day, name in named.items() if name_key(name) not in dropped)
                named = {day: name for day, name in kept if day not in worked}
            found.update(named)
        return found

    def worked(self, year: int) -> dict[date, date]:
        """Return the worked dates of a year that nothing closes, each with the date in whose place it is worked.

        Nobody works for a day off that is not kept, so a date worked in its place goes with it.
        """
        swaps = [(source, day, other) for source in self.sources for day, other in worked_days(source, year).items()]
        if not swaps:
            return {}
        said = {*self.closed, *(day for day, _ in self.exceptions)}
        holidays = self.holidays(year)
        return {
            day: other
            for source, day, other in swaps
            if day_number(day) not in said and day not in holidays and not self._dropped(source, other)
        }

    def _dropped(self, source: HolidaySource, day: date) -> bool:
        """Return whether a day off of a source goes by a name that is not kept."""
        if not self.without or (source.years and not source.years[0] <= day.year <= source.years[1]):
            return False
        name = source.dates(day.year).get(day)
        return name is not None and name_key(name) in {name_key(dropped) for dropped in self.without}

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

    # -- hours -------------------------------------------------------------------------------------------------------

    def dated_hours(self, first_day: int, next_day: int) -> DatedHours:
        """Return the hours of dates from `first_day` to `next_day`, that one excluded."""
        table = HoursTable()
        weekly = table.in_force(self.week, self.changes, self.seasons, first_day, next_day)
        known = self.known_years()
        years = range(max(year_of_day(first_day), known[0]), min(year_of_day(next_day - 1), known[1]) + 1)
        closed = list(self.closed)
        if self.sources:
            closed += [day_number(day) for year in years for day in self.holidays(year)]
            for day, other in ((day, other) for year in years for day, other in self.worked(year).items()):
                place = day_number(day) - first_day
                if 0 <= place < len(weekly):
                    week = week_on(self.week, self.changes, self.seasons, place + first_day)
                    weekly[place] = table.number(week[other.weekday()] or week[day.weekday()])
        return DatedHours.of(first_day, weekly, table, closed, dict(self.exceptions))

    def intervals(self, low: int, high: int) -> Intervals:
        """Return the open intervals in `[low, high)`, which lies within the bounds."""
        offsets = self.clock.around(low, high)
        first_day, last_day = offsets.reading_at(low) // DAY - 1, offsets.reading_at(high - 1) // DAY + 1
        found = instants_of(offsets, self.dated_hours(first_day - 1, last_day + 1).readings())
        if self.closures:
            found = combined("difference", (found, as_intervals(self.closures)))
        if self.openings:
            found = combined("union", (found, as_intervals(self.openings)))
        return clipped(found, low, high)

    def day_table(self, first_year: int, last_year: int) -> DayTable:
        """Return the business dates of known years."""
        first_day, next_day = year_start(first_year), year_start(last_year + 1)
        dated = self.dated_hours(first_day, next_day + 1)
        offsets = self.clock.covering(first_year - 1, last_year + 1)
        return day_table_of(dated, offsets, self.closures, self.openings)

    # -- told --------------------------------------------------------------------------------------------------------

    def causes(self, gaps: Sequence[tuple[int, int]]) -> list[Gap]:
        """Return why stretches, in order and all of them closed, are closed."""
        told = CausesOfDates(self)
        return [gap for start, end in gaps for gap in told.between(start, end)]

    def decides(self) -> dict[str, Any]:
        """Return as plain data everything that decides the calendar in its declared years."""
        return decided_by_rules(self)


def _opens(weekly: Weekly) -> bool:
    return any(any(week) for week in weeks_of(weekly))


def _fills_a_date(pieces: Pieces, eve: Pieces) -> bool:
    """Return whether hours leave no gap in their date, together with those of its eve that run over midnight."""
    spill = [(0, end - DAY) for _, end in eve]
    return merged([*((start, min(end, DAY)) for start, end in pieces), *spill]) == [(0, DAY)]
