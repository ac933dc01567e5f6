"""A calendar with the business dates of another: how a combination gets days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from contractkit.calendars.combining import local_years, refuse_empty, repeats_of, sources_of
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.definitions import Gap, Repeats
from contractkit.calendars.editions import declared_years, offsets_in
from contractkit.calendars.instants import DAY
from contractkit.calendars.interval_sets import Intervals
from contractkit.calendars.zones import ZoneClock, zone_clock

__all__ = ["WithDays"]

_MARGIN: Final = 2 * DAY  # how far the hours of a date reach beyond it, at most


@attrs.frozen
class WithDays:
    """A calendar with the business dates of another, on the clocks of a zone.

    A business date of `days_from` opens and closes as `of` does between that calendar's own opening and close of
    business: what a combination takes away shortens the date, what it adds does not lengthen it. Where nothing is left
    open, the date keeps its own.

    Attributes:
        of: Whose open instants count.
        days_from: Whose business dates count.
        zone: The zone on whose clocks dates are read and answers said.
    """

    of: Timelines = attrs.field(eq=lambda part: part.rules)
    days_from: Timelines = attrs.field(eq=lambda part: part.rules)
    zone: str

    def label(self) -> str:
        """Return what the calendar is called where nobody named it."""
        return self.of.label

    @property
    def clock(self) -> ZoneClock:
        """The wall clock of the zone."""
        return zone_clock(self.zone)

    def without_dates(self) -> str:
        """Calendar days count on the clocks of the zone."""
        return ""

    def without_days(self) -> str:
        """Business dates are those of `days_from`."""
        return ""

    @property
    def known_from(self) -> str:
        """The names of the holiday sources of both."""
        return sources_of((self.of, self.days_from))

    def bounds(self) -> tuple[int, int]:
        """Return the instants at which the hours are known and the date is."""
        low, high = self.of.bounds
        first, last = self.days_from.known_years
        low, high = max(low, self.clock.new_year(first)), min(high, self.clock.new_year(last + 1))
        refuse_empty(low, high, (self.of, self.days_from))
        return low, high

    def known_years(self) -> tuple[int, int]:
        """Return the first and the last year of which something is known."""
        return local_years(self.clock, self.bounds())

    def opening_span(self) -> tuple[int, int]:
        """Return the years outside which the calendar never opens."""
        return self.of.opening_span

    def date_span(self) -> tuple[int, int]:
        """Return the years outside which there is no business date."""
        return self.days_from.date_span

    def never_closes(self) -> bool:
        """Return whether every instant is open."""
        return self.of.rules.never_closes()

    def repeats(self) -> Repeats:
        """Return where the pattern begins to repeat."""
        return repeats_of((self.of,))

    def intervals(self, low: int, high: int) -> Intervals:
        """Return the open intervals in `[low, high)`, which lies within the bounds."""
        return self.of.within(low, high)

    def day_table(self, first_year: int, last_year: int) -> DayTable:
        """Return the business dates of known years."""
        table = self.days_from.rules.day_table(first_year, last_year)
        low, high = self.of.bounds
        low = max(low, self.clock.new_year(first_year) - _MARGIN)
        opened = self.of.within(low, min(high, self.clock.new_year(last_year + 1) + _MARGIN))
        return table.within(opened, high).read_by(self.clock.covering(first_year - 1, last_year + 1))

    def causes(self, gaps: Sequence[tuple[int, int]]) -> list[Gap]:
        """Return why stretches, in order and all of them closed, are closed."""
        return self.of.rules.causes(gaps)

    def decides(self) -> dict[str, Any]:
        """Return as plain data everything that decides the calendar in its declared years."""
        years = declared_years(self.known_years())
        return {
            "of": self.of.rules.decides(),
            "days": self.days_from.rules.decides(),
            "zone": offsets_in(self.clock, *years),
        }
