"""Calendars made of calendars: unions, intersections and differences across zones, and days that count in them.

A combination is compiled from the open intervals of its parts; from there on it is like any other calendar. It has
business dates only once somebody says which (`given_days`). Histories stand in `histories`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import lcm
from typing import Any, Final

import attrs
import numpy as np

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.definitions import Definition, Gap, Repeats
from contractkit.calendars.editions import declared_years, offsets_in
from contractkit.calendars.instants import DAY
from contractkit.calendars.interval_sets import How, Intervals, combined
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock, year_start, zone_clock
from contractkit.errors import UsageError

__all__ = ["Combined", "bounds_of", "local_years", "refuse_empty", "repeats_of", "rules_of", "sources_of"]

_SIGNS: Final[dict[How, str]] = {"union": "|", "intersection": "&", "difference": "-"}


def rules_of(parts: tuple[Timelines, ...]) -> tuple[Definition, ...]:
    """Return what decides parts: two tuples of parts are equal when that is."""
    return tuple(part.rules for part in parts)


@attrs.frozen
class Combined:
    """Calendars united, intersected, or taken from the first of them.

    Attributes:
        how: How they are combined.
        parts: The calendars, at least two.
        zone: The zone on whose clocks answers are said: that of the first.
    """

    how: How
    parts: tuple[Timelines, ...] = attrs.field(eq=rules_of)
    zone: str

    @classmethod
    def of(cls, how: How, left: Timelines, right: Timelines) -> Combined:
        """Return a combination of two calendars; a combination of the same kind on the left takes the right in.

        Raises:
            UsageError: No instant is known to both.
        """
        first = left.rules
        parts = first.parts if isinstance(first, Combined) and first.how == how else (left,)
        return cls.made(how, (*parts, right))

    @classmethod
    def made(cls, how: How, parts: tuple[Timelines, ...]) -> Combined:
        """Return a combination of two calendars or more.

        Raises:
            UsageError: No instant is known to all.
        """
        found = cls(how, parts, parts[0].rules.zone)
        found.bounds()
        return found

    def label(self) -> str:
        """Return what the combination is called where nobody named it."""
        return f"({f' {_SIGNS[self.how]} '.join(part.label for part in self.parts)})"

    @property
    def clock(self) -> ZoneClock:
        """The wall clock of the zone."""
        return zone_clock(self.zone)

    def without_dates(self) -> str:
        """Calendar days count where all parts lie in one zone."""
        whys = [part.rules.without_dates() for part in self.parts]
        zones = sorted({part.rules.zone for part in self.parts})
        return next(filter(None, whys), f"combines the zones {', '.join(zones)}" if len(zones) > 1 else "")

    def without_days(self) -> str:
        """Nobody said which business dates count."""
        return "is a combination"

    # -- years -------------------------------------------------------------------------------------------------------

    @property
    def known_from(self) -> str:
        """The names of the holiday sources of all parts."""
        return sources_of(self.parts)

    def bounds(self) -> tuple[int, int]:
        """Return the instants between which every part can answer."""
        return bounds_of(self.parts)

    def known_years(self) -> tuple[int, int]:
        """Return the first and the last year of which something is known."""
        return local_years(self.clock, self.bounds())

    def opening_span(self) -> tuple[int, int]:
        """Return the years outside which the calendar never opens: the last before the first where it never does."""
        spans = [part.opening_span for part in self.parts]
        if self.how == "difference":
            return spans[0]
        if self.how == "union":
            return min(first for first, _ in spans), max(last for _, last in spans)
        first, last = max(first for first, _ in spans), min(last for _, last in spans)
        return (first, last) if first <= last else (LAST_YEAR, FIRST_YEAR)

    def date_span(self) -> tuple[int, int]:
        """Return that there is no business date."""
        return LAST_YEAR, FIRST_YEAR

    def never_closes(self) -> bool:
        """Return whether it can be seen from the parts alone that every instant is open."""
        whole = [part.rules.never_closes() for part in self.parts]
        if self.how == "union":
            return any(whole)
        if self.how == "intersection":
            return all(whole)
        return whole[0] and all(span[0] > span[1] for span in (part.opening_span for part in self.parts[1:]))

    def repeats(self) -> Repeats:
        """Return where the pattern begins to repeat."""
        return repeats_of(self.parts)

    # -- hours -------------------------------------------------------------------------------------------------------

    def intervals(self, low: int, high: int) -> Intervals:
        """Return the open intervals in `[low, high)`, which lies within the bounds."""
        return combined(self.how, [part.within(low, high) for part in self.parts])

    def day_table(self, first_year: int, last_year: int) -> DayTable:
        """Return no business dates: nobody said which count."""
        closed, none = np.zeros(year_start(last_year + 1) - year_start(first_year), np.bool_), np.zeros(0, np.int64)
        return DayTable(year_start(first_year), closed, none, none, none)

    # -- told --------------------------------------------------------------------------------------------------------

    def causes(self, gaps: Sequence[tuple[int, int]]) -> list[Gap]:
        """Return why stretches, in order and all of them closed, are closed: the reasons of those that close them."""
        if not gaps:
            return []
        told = [part.pieces(gaps[0][0], gaps[-1][1]) for part in self.parts]
        edges = {edge for gap in gaps for edge in gap} | {piece[1] for pieces in told for piece in pieces}
        places, gap = [0] * len(told), 0
        out: list[Gap] = []
        for first, last in pairwise(sorted(edges)):
            gap += gaps[gap][1] <= first
            if first < gaps[gap][0]:
                continue
            for number, pieces in enumerate(told):
                while pieces[places[number]][1] <= first:
                    places[number] += 1
            why = self._why([pieces[place][2] for pieces, place in zip(told, places, strict=True)])
            if out and out[-1][1:] == (first, why):
                out[-1] = (out[-1][0], last, why)
            else:
                out.append((first, last, why))
        return out

    def _why(self, whys: list[str]) -> str:
        if self.how == "difference" and whys[0] == "open":
            taken = [part.label for part, why in zip(self.parts[1:], whys[1:], strict=True) if why == "open"]
            return f"taken away: {', '.join(taken)}"
        if self.how == "difference":
            return whys[0]
        if len(set(whys)) == 1:
            return whys[0]
        told = (f"{part.label}: {why}" for part, why in zip(self.parts, whys, strict=True) if why != "open")
        return "; ".join(told)

    def decides(self) -> dict[str, Any]:
        """Return as plain data everything that decides the calendar in its declared years."""
        years = declared_years(self.known_years())
        return {
            "combined": self.how,
            "parts": [part.rules.decides() for part in self.parts],
            "zone": offsets_in(self.clock, *years),
        }


def bounds_of(parts: Iterable[Timelines]) -> tuple[int, int]:
    """Return the instants between which all parts can answer.

    Raises:
        UsageError: There are none.
    """
    parts = tuple(parts)
    low, high = max(part.bounds[0] for part in parts), min(part.bounds[1] for part in parts)
    refuse_empty(low, high, parts)
    return low, high


def local_years(clock: ZoneClock, bounds: tuple[int, int]) -> tuple[int, int]:
    """Return the first and the last year that the clocks of a zone show between bounds."""
    low, high = bounds
    first, last = (int(_year_shown(clock, us)) for us in (low, high - 1))
    return max(first, FIRST_YEAR), min(last, LAST_YEAR)


def repeats_of(parts: Iterable[Timelines]) -> Repeats:
    """Return where the patterns of all parts begin to repeat together."""
    several = [part.rules.repeats() for part in parts]
    return Repeats(
        min(one.first for one in several),
        max(one.last for one in several),
        lcm(*(one.weeks for one in several)),
    )


def sources_of(parts: Iterable[Timelines]) -> str:
    """Return the names of the holiday sources of all parts, each once."""
    names = [name for part in parts for name in part.rules.known_from.split(", ") if name]
    return ", ".join(dict.fromkeys(names))


def refuse_empty(low: int, high: int, parts: tuple[Timelines, ...]) -> None:
    """Refuse parts of which nothing is known between two instants.

    Raises:
        UsageError: The first instant does not lie before the second.
    """
    if low >= high:
        known = ", ".join(f"{part.label} from {part.known_years[0]} to {part.known_years[1]}" for part in parts)
        raise UsageError(f"the calendars have no year in common: {known}", years=tuple(p.known_years for p in parts))


def _year_shown(clock: ZoneClock, us: int) -> Any:
    shown = np.datetime64((us + clock.offset_at(us)) // DAY, "D")
    return shown.astype("datetime64[Y]").astype(np.int64) + 1970
