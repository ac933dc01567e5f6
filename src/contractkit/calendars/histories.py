"""Calendars that change over time: one until a date, another from it on, as often as it was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import numpy as np

from contractkit.calendars.combining import local_years, repeats_of, rules_of, sources_of
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.definitions import Gap, Repeats
from contractkit.calendars.editions import declared_years, offsets_in
from contractkit.calendars.instants import DAY, Ints, date_of
from contractkit.calendars.interval_sets import Intervals, joined
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock, year_start, zone_clock
from contractkit.errors import UsageError

__all__ = ["History"]

_MARGIN = 2 * DAY


@attrs.frozen
class History:
    """Calendars that follow each other, each from a local midnight on; every instant is judged by the one in force.

    Business dates are those of the calendar in force on the date; hours over midnight end where the next one begins.

    Attributes:
        parts: The calendars, in order.
        since: The day numbers from which all but the first hold, in order.
        zone: The zone on whose clocks those days begin, and answers are said.
    """

    parts: tuple[Timelines, ...] = attrs.field(eq=rules_of)
    since: tuple[int, ...]
    zone: str

    @classmethod
    def of(cls, before: Timelines, day: int, after: Timelines, zone: str) -> History:
        """Return a calendar that is `before` until a date and `after` from it on.

        A history in the same zone takes the new calendar in; what it said of later dates is replaced.

        Raises:
            UsageError: One of the calendars is not known where it is needed.
        """
        parts: tuple[Timelines, ...] = (before,)
        since: tuple[int, ...] = ()
        if isinstance(before.rules, History) and before.rules.zone == zone:
            kept = sum(earlier < day for earlier in before.rules.since)
            parts, since = before.rules.parts[: kept + 1], before.rules.since[:kept]
        made = cls((*parts, after), (*since, day), zone)
        for number, part in enumerate(made.parts):
            low, high = made._needed(number)
            if (number and part.bounds[0] > low) or (number < len(since) + 1 and part.bounds[1] < high):
                first, last = part.known_years
                until = f" to {date_of(made.since[number])}" if number <= len(since) else ""
                raise UsageError(
                    f"changed: the calendar {part.name} is known from {first} to {last}, and is needed from "
                    f"{date_of(made.since[number - 1]) if number else 'the beginning'}{until}; "
                    "give it a holiday source that knows those years",
                    calendar=part.name,
                    years=(first, last),
                )
        return made

    def label(self) -> str:
        """Return what the calendar is called where nobody named it."""
        later = (f"{part.label} from {date_of(day)}" for part, day in zip(self.parts[1:], self.since, strict=True))
        return f"({', '.join((self.parts[0].label, *later))})"

    @property
    def clock(self) -> ZoneClock:
        """The wall clock of the zone."""
        return zone_clock(self.zone)

    def without_dates(self) -> str:
        """Calendar days count on the clocks of the zone."""
        return ""

    def without_days(self) -> str:
        """Return why one of the calendars has no business dates; empty where all have."""
        whys = ((part.name, part.rules.without_days()) for part in self.parts)
        return next((f"has a part, {name}, that {why}" for name, why in whys if why), "")

    # -- years -------------------------------------------------------------------------------------------------------

    @property
    def known_from(self) -> str:
        """The names of the holiday sources of all parts."""
        return sources_of(self.parts)

    def bounds(self) -> tuple[int, int]:
        """Return the instants between which the calendar in force can answer."""
        return self.parts[0].bounds[0], self.parts[-1].bounds[1]

    def known_years(self) -> tuple[int, int]:
        """Return the first and the last year of which something is known."""
        return local_years(self.clock, self.bounds())

    def opening_span(self) -> tuple[int, int]:
        """Return the years outside which the calendar never opens."""
        return self._hull(part.opening_span for part in self.parts)

    def _hull(self, of_parts: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """Return the years from the first to the last in which a part that is in force has something."""
        years = [date_of(day).year for day in self.since]
        reaches = zip(of_parts, [FIRST_YEAR, *years], [*years, LAST_YEAR], strict=True)
        spans = [(max(span[0], first), min(span[1], last)) for span, first, last in reaches]
        spans = [span for span in spans if span[0] <= span[1]]
        if not spans:
            return LAST_YEAR, FIRST_YEAR
        return min(first for first, _ in spans), max(last for _, last in spans)

    def date_span(self) -> tuple[int, int]:
        """Return the years outside which there is no business date."""
        return self._hull(part.date_span for part in self.parts)

    def never_closes(self) -> bool:
        """Return whether every instant is open."""
        return all(part.rules.never_closes() for part in self.parts)

    def repeats(self) -> Repeats:
        """Return where the pattern begins to repeat."""
        several, years = repeats_of(self.parts), [date_of(day).year for day in self.since]
        return attrs.evolve(several, first=min(several.first, *years), last=max(several.last, *years))

    # -- hours -------------------------------------------------------------------------------------------------------

    def _switch(self, day: int) -> int:
        return self.clock.around((day - 1) * DAY, (day + 2) * DAY).first(day * DAY)

    def _needed(self, number: int) -> tuple[int, int]:
        """Return the stretch in which a part is in force; the outermost reach to the edges of what is known."""
        low = self._switch(self.since[number - 1]) if number else self.parts[0].bounds[0]
        high = self._switch(self.since[number]) if number < len(self.since) else self.parts[-1].bounds[1]
        return low, high

    def _in_force(self, low: int, high: int) -> list[tuple[Timelines, int, int]]:
        """Return the parts in force in `[low, high)`, each with its stretch."""
        out = []
        for number, part in enumerate(self.parts):
            first, last = self._needed(number)
            if max(first, low) < min(last, high):
                out.append((part, max(first, low), min(last, high)))
        return out

    def intervals(self, low: int, high: int) -> Intervals:
        """Return the open intervals in `[low, high)`, which lies within the bounds."""
        return joined([part.within(first, last) for part, first, last in self._in_force(low, high)])

    def day_table(self, first_year: int, last_year: int) -> DayTable:
        """Return the business dates of known years."""
        first_day, next_day = year_start(first_year), year_start(last_year + 1)
        business = np.zeros(next_day - first_day, np.bool_)
        openings: list[Ints] = []
        closings: list[Ints] = []
        for number, part in enumerate(self.parts):
            begins = max(self.since[number - 1] if number else first_day, first_day)
            ends = min(self.since[number] if number < len(self.since) else next_day, next_day)
            if begins >= ends:
                continue
            years = date_of(begins).year, date_of(ends - 1).year
            table = part.rules.day_table(*years)
            rows = slice(*np.searchsorted(table.dates, (begins, ends)).tolist())
            business[table.dates[rows] - first_day] = True
            openings.append(table.openings[rows])
            closings.append(table.closings[rows])
        opened, closed = np.concatenate(openings), np.concatenate(closings)
        table = DayTable(first_day, business, opened, opened, closed)
        low, high = self.bounds()
        low = max(low, self.clock.new_year(first_year) - _MARGIN)
        in_force = self.intervals(low, min(high, self.clock.new_year(last_year + 1) + _MARGIN))
        return table.within(in_force, high).read_by(self.clock.covering(first_year - 1, last_year + 1))

    # -- told --------------------------------------------------------------------------------------------------------

    def causes(self, gaps: Sequence[tuple[int, int]]) -> list[Gap]:
        """Return why stretches, in order and all of them closed, are closed: the reasons of the calendar in force."""
        out: list[Gap] = []
        for part, low, high in self._in_force(gaps[0][0], gaps[-1][1]) if gaps else ():
            cut = [(max(start, low), min(end, high)) for start, end in gaps if start < high and low < end]
            out += part.rules.causes(cut)
        return out

    def decides(self) -> dict[str, Any]:
        """Return as plain data everything that decides the calendar in its declared years."""
        years = declared_years(self.known_years())
        return {
            "history": [part.rules.decides() for part in self.parts],
            "since": [date_of(day).isoformat() for day in self.since],
            "zone": offsets_in(self.clock, *years),
        }
