"""What every kind of calendar says of itself, so that it can be compiled: written rules, combinations, histories.

Each kind is a frozen value with these members. From here on nothing asks which kind it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol, runtime_checkable

import attrs

from contractkit.calendars.day_table import DayTable
from contractkit.calendars.interval_sets import Intervals
from contractkit.calendars.zones import ZoneClock

__all__ = ["WEEKS_IN_400_YEARS", "Definition", "Gap", "Repeats"]

Gap = tuple[int, int, str]
"""A stretch `[from, to)` of closed time, and why it is closed."""

WEEKS_IN_400_YEARS: Final = 20_871


@attrs.frozen
class Repeats:
    """Where the pattern of a calendar begins to repeat for ever, on both sides.

    Attributes:
        first: The first year of which something is said that does not come back.
        last: The last such year.
        weeks: After how many weeks the weekly hours come round.
    """

    first: int
    last: int
    weeks: int


@runtime_checkable
class Definition(Protocol):
    """Everything that decides a calendar."""

    @property
    def zone(self) -> str:
        """The IANA name of the zone on whose clocks answers are said."""

    def label(self) -> str:
        """Return what the calendar is called where nobody named it."""

    @property
    def clock(self) -> ZoneClock:
        """The wall clock of that zone."""

    @property
    def known_from(self) -> str:
        """What limits the years that are known, for messages; empty where nothing does."""

    def without_dates(self) -> str:
        """Return why calendar days do not count on its clocks, as the end of a sentence; empty where they do."""

    def without_days(self) -> str:
        """Return why it has no business dates, as the end of a sentence; empty where it has."""

    def bounds(self) -> tuple[int, int]:
        """Return the instants between which questions can be answered: `[first, horizon)`."""

    def known_years(self) -> tuple[int, int]:
        """Return the first and the last year, on the clocks of `zone`, of which something is known."""

    def opening_span(self) -> tuple[int, int]:
        """Return the years outside which the calendar never opens, FIRST_YEAR and LAST_YEAR where it always might.

        Of a calendar that never opens the last lies before the first.
        """

    def date_span(self) -> tuple[int, int]:
        """Return the years outside which there is no business date, in the same way."""

    def never_closes(self) -> bool:
        """Return whether every instant is open."""

    def repeats(self) -> Repeats:
        """Return where the pattern begins to repeat."""

    def intervals(self, low: int, high: int) -> Intervals:
        """Return the open intervals in `[low, high)`, which lies within the bounds."""

    def day_table(self, first_year: int, last_year: int) -> DayTable:
        """Return the business dates of known years, of a calendar that has any."""

    def causes(self, gaps: Sequence[tuple[int, int]]) -> list[Gap]:
        """Return why stretches, in order and all of them closed, are closed; the pieces leave nothing out of them."""

    def decides(self) -> dict[str, Any]:
        """Return as plain data everything that decides the calendar in its declared years, for the edition."""
