"""Slow calendars made of slow calendars: united, intersected, taken away, and following each other. For tests only.

It shares no code with `contractkit.calendars`. Open instants are combined as sets; business dates have to be said.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from contractkit.testing.business_time import SlowCalendar, SlowDates, SlowTime
from contractkit.testing.instant_sets import BeyondWindow, InstantSet
from contractkit.testing.wall_clocks import WallClock

__all__ = ["SlowCombination", "SlowHistory", "SlowWithDays"]


class SlowCombination(SlowTime):
    """Two sets of open instants made one, said on the clock of the first.

    Args:
        kind: ``|`` is open where either is, ``&`` where both are, ``-`` where the first alone is.
        left: The first.
        right: The second.
    """

    def __init__(self, kind: Literal["|", "&", "-"], left: SlowTime, right: SlowTime) -> None:
        one, other = left.open, right.open
        opened = one | other if kind == "|" else one & other if kind == "&" else one - other
        super().__init__(opened, left.clock, _horizon(opened, left, right))
        self.parts = left.parts + right.parts


class SlowHistory(SlowDates):
    """One calendar until a date, another from it on. Every instant, and every date, is judged by the one in force.

    Args:
        before: The first.
        after: The second, on whose clock the date begins.
        on: The date from which the second holds.
    """

    def __init__(self, before: SlowCalendar, after: SlowCalendar, on: date) -> None:
        opened = before.open.joined(after.open, after.first_shown(on, 0))
        super().__init__(opened, after.clock, _horizon(opened, before, after))
        self.before, self.after, self.on = before, after, on
        self.window = before.window[0], after.window[1]
        self.parts = before.parts + after.parts

    def _in_force(self, day: date) -> SlowCalendar:
        return self.before if day < self.on else self.after

    def is_business_day(self, day: date) -> bool:
        """Return whether a date is a business date of the calendar in force on it."""
        self._inside(day)
        return self._in_force(day).is_business_day(day)

    def opening(self, day: date) -> int:
        """Return the first instant of a business date's own hours."""
        return _left(self, self._in_force(day), day)[0]

    def close_of_business(self, day: date) -> int:
        """Return the end of its last hours, which the next calendar may cut off."""
        return _left(self, self._in_force(day), day)[1]


class SlowWithDays(SlowDates):
    """Open instants with the business dates of a calendar, which are read on the clock of a zone.

    A business date opens and closes as the open instants do between that calendar's own opening and close of business,
    and as the calendar itself does where they do not open in between.

    Args:
        of: The open instants.
        days_from: The calendar whose business dates count.
        zone: The zone.
    """

    def __init__(self, of: SlowTime, days_from: SlowCalendar, zone: str) -> None:
        one = timedelta(days=1)
        clock = WallClock(zone, days_from.clock.first + one, days_from.clock.last - one)
        low, high = (clock.first_shown(day, 0) for day in days_from.window)
        known = low if days_from.horizon[0] is not None else None, high if days_from.horizon[1] is not None else None
        opened = of.open.within(low, high)
        ends = [
            edge if edge in (mine, theirs) else None
            for edge, mine, theirs in zip((opened.low, opened.high), known, of.horizon, strict=True)
        ]
        super().__init__(opened, clock, (ends[0], ends[1]))
        self.days_from, self.window = days_from, days_from.window
        self.parts = of.parts

    def is_business_day(self, day: date) -> bool:
        """Return whether a date is a business date of the calendar whose dates count."""
        return self.days_from.is_business_day(day)

    def opening(self, day: date) -> int:
        """Return the first open instant of a business date."""
        return _left(self, self.days_from, day)[0]

    def close_of_business(self, day: date) -> int:
        """Return the end of the last open instants of a business date."""
        return _left(self, self.days_from, day)[1]


def _left(time: SlowTime, days: SlowCalendar, day: date) -> tuple[int, int]:
    """Return opening and close of a date, as far as open instants lie between those of the calendar of its dates."""
    opening, close = days.opening(day), days.close_of_business(day)
    if opening < time.open.low or close > time.open.high:
        raise BeyondWindow("before" if opening < time.open.low else "after")
    pieces = time.open.within(opening, close).pieces if opening < close else ()
    return (pieces[0][0], pieces[-1][1]) if pieces else (opening, close)


def _horizon(opened: InstantSet, *parts: SlowTime) -> tuple[int | None, int | None]:
    """Return where knowledge ends: where that of a part does, if no part's window ends earlier."""
    low = opened.low if any(part.horizon[0] == opened.low for part in parts) else None
    return low, opened.high if any(part.horizon[1] == opened.high for part in parts) else None
