"""Slow and obvious business calendars, to check fast ones against. For tests only.

They share no code with `contractkit.calendars`. An instant is open or not by the words of the rules, applied to what
`zoneinfo` says that the clocks show at it. Between two neighbouring instants at which that can change nothing changes,
so asking once in between gives the whole set of open instants in a window; every answer is then found by looking at the
pieces of that set, or at dates, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from contractkit.testing.instant_sets import BeyondWindow, InstantSet
from contractkit.testing.wall_clocks import DAY, WallClock
from contractkit.testing.written_hours import HoursText, SeasonHours, WeekHours, WrittenHours

__all__ = ["Roll", "SlowCalendar", "SlowDates", "SlowTime"]

_ONE = timedelta(days=1)

Roll = Literal["following", "preceding", "modified-following", "modified-preceding", "nearest"]


class SlowTime:
    """Open instants in a window, and whether the window ends where knowledge ends.

    Attributes:
        open: The open instants.
        horizon: The first instant that is known at all, and the first that is not any more; None where the window ends
            earlier than knowledge does.
        clock: The clock on which dates are read.
        parts: The calendars that it is made of, itself if of no others.
    """

    parts: tuple[SlowCalendar, ...]

    def __init__(
        self, opened: InstantSet, clock: WallClock, horizon: tuple[int | None, int | None] = (None, None)
    ) -> None:
        self.open = opened
        self.clock = clock
        self.horizon = horizon

    def is_open(self, us: int) -> bool:
        """Return whether an instant is open."""
        return self.open.is_open(us)

    def elapsed(self, start: int, end: int) -> int:
        """Return the open microseconds in `[start, end)`; negative when `end` lies before `start`."""
        return self.open.elapsed(start, end)

    def pieces(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the open pieces of `[start, end)`, none of which touches the next."""
        self.open.elapsed(start, end)  # refuses what lies outside the window
        return self.open.within(start, end).pieces

    def due(self, start: int, amount: int, boundary: str = "closing") -> int:
        """Return the instant at which working time is due; zero is the next open instant, negative counts back."""
        return self.open.due(start, amount) if boundary == "closing" else self.next_open(self.open.due(start, amount))

    def until(self, start: int, amount: int) -> int:
        """Return the last instant by which no more than `amount` has been used; the horizon if nothing opens more."""
        self.open.is_open(start)
        due = self.open.due(start, amount) if amount else start
        try:
            return self.open.next_open(due)
        except BeyondWindow:
            if self.horizon[1] is None:
                raise
            return self.horizon[1]

    def next_open(self, us: int) -> int:
        """Return the instant if open, else the next opening."""
        return self.open.next_open(us)

    def previous_open(self, us: int) -> int:
        """Return the latest instant, not after `us`, that is open or a closing."""
        return self.open.previous_open(us)

    def next_close(self, us: int) -> int:
        """Return the first closing strictly after an instant."""
        return self.open.next_close(us)

    def previous_close(self, us: int) -> int:
        """Return the last closing not after an instant."""
        return self.open.previous_close(us)


class SlowDates(SlowTime):
    """Open instants with business dates, which are looked at one after the other.

    Attributes:
        window: The first date that is known, and the first that is not any more.
    """

    window: tuple[date, date]

    def is_business_day(self, day: date) -> bool:
        """Return whether a date is a business date."""
        raise NotImplementedError

    def has_none_beyond(self, day: date, step: Literal[1, -1]) -> bool:  # noqa: ARG002 - most have, for ever
        """Return whether it is plain from the rules that no business date lies after a date, or before it."""
        return False

    def opening(self, day: date) -> int:
        """Return the first instant of a business date's own hours."""
        raise NotImplementedError

    def close_of_business(self, day: date) -> int:
        """Return the end of the last hours of a business date."""
        raise NotImplementedError

    def shown(self, us: int) -> tuple[date, int]:
        """Return the date and the microseconds since midnight that the clock shows at an instant."""
        self.is_open(us)  # refuses what lies outside the window
        return self.clock.shown(us)

    def first_shown(self, day: date, at: int) -> int:
        """Return the first instant that shows a reading; for a skipped one the first instant after the gap."""
        return self.clock.first_shown(day, at)

    def add_days(self, day: date, n: int) -> date:
        """Return the date n business days later; 0 is the date itself, of which nothing need be known."""
        if n:
            self._inside(day)
        left = abs(n)
        while left:
            day += _ONE if n > 0 else -_ONE
            left -= self.is_business_day(day)
        return day

    def count_days(self, start: date, end: date) -> int:
        """Return the business dates in `[start, end)`; negative when reversed."""
        if end < start:
            return -self.count_days(end, start)
        self._inside(start)
        self._inside(end - _ONE if start < end else end)  # nothing is asked of the end itself
        return sum(self.is_business_day(start + k * _ONE) for k in range((end - start).days))

    def roll(self, day: date, convention: Roll = "following") -> date:
        """Return the date if it is a business date, else the one that a convention says.

        The nearest one is the nearer of the next and the previous, the next if both are as near, and the one that
        there is if only one can ever be.
        """
        if self.is_business_day(day):
            return day
        if convention == "following":
            return self.add_days(day, 1)
        if convention == "preceding":
            return self.add_days(day, -1)
        if convention == "nearest":
            if self.has_none_beyond(day, 1) or self.has_none_beyond(day, -1):
                return self.add_days(day, -1 if self.has_none_beyond(day, 1) else 1)
            following, preceding = self.add_days(day, 1), self.add_days(day, -1)
            return following if following - day <= day - preceding else preceding
        wanted, other = (1, -1) if convention == "modified-following" else (-1, 1)
        rolled = self.add_days(day, wanted)
        return rolled if (rolled.year, rolled.month) == (day.year, day.month) else self.add_days(day, other)

    def _inside(self, day: date) -> None:
        if not self.window[0] <= day < self.window[1]:
            raise BeyondWindow("before" if day < self.window[0] else "after")


class SlowCalendar(SlowDates):
    """A business calendar that is looked at instant by instant and date by date.

    Args:
        zone: An IANA zone.
        week: Hours by day (``mon`` to ``sun``), such as ``09:00-12:00 and 13:00-17:30``; or a `Rota` of such weeks.
        window: The first date that is looked at, and the first that is not.
        closed: Dates that are closed.
        exceptions: Dates with hours of their own.
        closures: Stretches `[from, to)` taken away, in microseconds since the epoch.
        openings: Stretches added, likewise.
        seasons: Weekly hours of parts of the year.
        changes: Weekly hours from a date on.
        holidays: Dates that are closed unless they are worked.
        worked: Dates that are worked in the place of another, whose weekday's hours they have.
        years: The first and the last year whose holidays are known; None where all are.

    Example:
        >>> from contractkit.testing import SlowCalendar
        >>> shift = SlowCalendar("UTC", {"thu": "22:00-02:00"}, (date(1969, 12, 29), date(1970, 1, 12)))
        >>> [us // 3_600_000_000 for us in (shift.next_open(0), shift.next_close(0), shift.due(0, 18_000_000_000))]
        [22, 26, 191]
    """

    def __init__(
        self,
        zone: str,
        week: WeekHours,
        window: tuple[date, date],
        closed: Iterable[date] = (),
        exceptions: Mapping[date, HoursText] | None = None,
        closures: Sequence[tuple[int, int]] = (),
        openings: Sequence[tuple[int, int]] = (),
        seasons: Sequence[SeasonHours] = (),
        changes: Mapping[date, WeekHours] | None = None,
        holidays: Iterable[date] = (),
        worked: Mapping[date, date] | None = None,
        years: tuple[int, int] | None = None,
    ) -> None:
        known = (date(years[0], 1, 1), date(years[1] + 1, 1, 1)) if years else (date.min, date.max)
        self.window = max(window[0], known[0]), min(window[1], known[1])
        self.clock = WallClock(zone, window[0] - _ONE, window[1] + 3 * _ONE)
        self.written = WrittenHours(week, closed, exceptions, seasons, changes, holidays, worked)
        self.closures, self.openings = closures, openings
        low, high = (self.clock.first_shown(day, 0) for day in self.window)
        opened = InstantSet.where(self._opens, self._cuts(), low, high)
        horizon = low if known[0] >= window[0] else None, high if known[1] <= window[1] else None
        super().__init__(opened, self.clock, horizon)
        self.parts = (self,)
        self._edges: dict[tuple[date, str], int] = {}

    def _opens(self, us: int) -> bool:
        """Return whether an instant is open, by the words of the rules."""
        if any(start <= us < end for start, end in self.openings):
            return True
        if any(start <= us < end for start, end in self.closures):
            return False
        return self.written.holds(*self.clock.shown(us))

    def _cuts(self) -> set[int]:
        cuts = {us for stretch in (*self.closures, *self.openings) for us in stretch} | set(self.clock.changes)
        day = self.window[0] - _ONE
        while day <= self.window[1]:
            cuts |= self.clock.cuts(day, self.written.edges(day))
            day += _ONE
        return cuts

    def is_business_day(self, day: date) -> bool:
        """Return whether a date has hours written for it and is not closed."""
        self._inside(day)
        return self.written.is_business_date(day)

    # -- the hours of one date as instants -----------------------------------------------------------------------

    def has_none_beyond(self, day: date, step: Literal[1, -1]) -> bool:
        """Return whether it is plain from the rules that no business date lies after a date, or before it."""
        return self.written.has_none_beyond(day, step)

    def opening(self, day: date) -> int:
        """Return the first instant of a business date's own hours that closures leave; the first if they leave none."""
        return self._edge(day, "opening")

    def close_of_business(self, day: date) -> int:
        """Return the end of the last of them."""
        return self._edge(day, "close")

    def _edge(self, day: date, which: Literal["opening", "close"]) -> int:
        if (day, which) not in self._edges:
            found = next(self._found(day, which, self.open), None)
            if found is None:
                found = next(self._found(day, which, None), None)
            if found is None:  # the clock skips all of them
                start = self.written.of(day)[0 if which == "opening" else -1][0]
                found = self.first_shown(day, start)
            self._edges[day, which] = found
        return self._edges[day, which]

    def _found(self, day: date, which: Literal["opening", "close"], opened: InstantSet | None) -> Iterator[int]:
        """Return where each of a date's own hours begins or ends, the one that is looked for first."""
        self._inside(day)
        for start, end in self.written.of(day) if which == "opening" else reversed(self.written.of(day)):
            halves = [(start, min(end, DAY)), (DAY, end)] if end > DAY else [(start, end)]
            for first, last in halves if which == "opening" else reversed(halves):
                if first == DAY and self._is_replaced(day + _ONE):
                    continue
                instants = self._instants(day, first, last)
                if opened is not None and self.closures:
                    instants &= opened
                for piece in instants.pieces if which == "opening" else reversed(instants.pieces):
                    yield piece[0] if which == "opening" else piece[1]

    def _is_replaced(self, day: date) -> bool:
        """Return whether a date takes no hours from the one before; nobody knows it where holidays are not known."""
        if day in self.written.stated:
            return True
        self._inside(day)
        return self.written.takes_over(day)

    def _instants(self, day: date, start: int, end: int) -> InstantSet:
        """Return the instants that show readings of a date, or of the next one where they lie past 24 hours."""

        def shows(us: int) -> bool:
            shown, at = self.clock.shown(us)
            return start <= at + (shown - day).days * DAY < end

        cuts = self.clock.cuts(day, (start, end)) | set(self.clock.between(day, day + _ONE))
        return InstantSet.where(shows, cuts, min(cuts) - 1, max(cuts) + 1)
