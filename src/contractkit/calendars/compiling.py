"""From definitions to instants: compiles the years that questions meet, once, and widens them when questions need more.

Compiled years are never forgotten and never changed; a wider timeline takes the place of the narrower one at once, so
that readers need no lock, and only the years that are new are compiled for it.
"""

from __future__ import annotations

import threading

import numpy as np

from contractkit.calendars.day_table import DayTable
from contractkit.calendars.definitions import Definition, Gap
from contractkit.calendars.editions import edition_of
from contractkit.calendars.instants import DAY, Ints, date_of
from contractkit.calendars.interval_sets import Intervals, clipped, joined
from contractkit.calendars.knowledge import Knowledge
from contractkit.calendars.timeline import Timeline
from contractkit.calendars.zones import year_start

__all__ = ["Timelines"]


class Timelines(Knowledge):
    """The compiled years of one calendar.

    Attributes:
        current: The widest timeline so far, or None.
    """

    def __init__(self, rules: Definition, given: str | None = None) -> None:
        super().__init__(rules, given)
        self.current: Timeline | None = None
        self._lock = threading.RLock()
        self._origin: int | None = None
        self._anchor = 0
        self._edition: str | None = None
        self._days: tuple[Timeline, DayTable] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return (Timelines, (self.rules, self.given))

    def __copy__(self) -> Timelines:
        return self

    def __deepcopy__(self, memo: object) -> Timelines:
        return self

    @property
    def edition(self) -> str:
        """The fingerprint of what decides the calendar, reckoned once."""
        if self._edition is None:
            self._edition = edition_of(self.rules.decides())
        return self._edition

    # -- timelines ---------------------------------------------------------------------------------------------------

    def covering(self, first_us: int, last_us: int) -> Timeline:
        """Return a timeline that covers instants, both included.

        Raises:
            CalendarHorizonError: One of them lies outside the years that are known.
        """
        now = self.current
        if now is not None and now.low <= first_us and last_us < now.high:
            return now
        low, high = self.bounds
        if first_us < low or last_us >= high:
            self.refuse(first_us if first_us < low else last_us)
        known = self.known_years
        years = _year(first_us), _year(last_us)
        return self._widen(max(years[0] - 1, known[0]), min(years[1] + 2, known[1]))

    def covering_between(self, one: int, other: int) -> Timeline:
        """Return a timeline for the stretch between two instants, the later of which is not part of it.

        Raises:
            CalendarHorizonError: Part of it lies outside the years that are known.
        """
        first, last = min(one, other), max(one, other)
        apart = first < last <= self.bounds[1]
        return self.covering(first, last - 1) if apart else self.covering(first, last)

    def later(self, timeline: Timeline) -> Timeline | None:
        """Return a timeline that reaches further into the future, or None at the last year in which it could open."""
        last = min(self.known_years[1], self.opening_span[1])
        return None if self.opens_no_more(timeline) else self._later(timeline, last)

    def earlier(self, timeline: Timeline) -> Timeline | None:
        """Return a timeline that reaches further back, or None at the first year in which it could open."""
        first = max(self.known_years[0], self.opening_span[0])
        return None if self.opened_not_before(timeline) else self._earlier(timeline, first)

    def later_dates(self, timeline: Timeline) -> Timeline | None:
        """Return a timeline that reaches further into the future, or None at the last year with a business date."""
        return self._later(timeline, min(self.known_years[1], self.date_span[1]))

    def earlier_dates(self, timeline: Timeline) -> Timeline | None:
        """Return a timeline that reaches further back, or None at the first year with a business date."""
        return self._earlier(timeline, max(self.known_years[0], self.date_span[0]))

    def _later(self, timeline: Timeline, last: int) -> Timeline | None:
        if timeline.years[1] >= last:
            return None
        span = timeline.years[1] - timeline.years[0] + 1
        return self._widen(timeline.years[0], min(timeline.years[1] + max(span, 2), last))

    def _earlier(self, timeline: Timeline, first: int) -> Timeline | None:
        if timeline.years[0] <= first:
            return None
        span = timeline.years[1] - timeline.years[0] + 1
        return self._widen(max(timeline.years[0] - max(span, 2), first), timeline.years[1])

    def within(self, low: int, high: int) -> Intervals:
        """Return the open intervals in `[low, high)`, which lies within the bounds; nothing is remembered for it."""
        now = self.current
        if now is not None and now.low <= low and high <= now.high:
            return clipped((now.opens[1:-1], now.closes[1:-1]), low, high)
        return self.rules.intervals(low, high)

    def pieces(self, start: int, end: int) -> list[Gap]:
        """Return the pieces of `[start, end)` in order, each ``open`` or with the reason why it is closed."""
        timeline = self.covering(start, max(start, end - 1))
        if start == end:
            return []
        starts, ends = clipped((timeline.opens[1:-1], timeline.closes[1:-1]), start, end)
        opened, closed = starts.tolist(), ends.tolist()
        gaps = [(first, last) for first, last in zip([start, *closed], [*opened, end], strict=True) if first < last]
        out: list[Gap] = [(first, last, "open") for first, last in zip(opened, closed, strict=True)]
        return sorted(out + self.rules.causes(gaps))

    def _widen(self, first: int, last: int) -> Timeline:
        with self._lock:
            now = self.current
            if now is not None:
                first, last = min(first, now.years[0]), max(last, now.years[1])
                if (first, last) == now.years:
                    return now
            self.current = made = self._compile(first, last, now)
            return made

    def _compile(self, first: int, last: int, now: Timeline | None) -> Timeline:
        clock, bounds = self.rules.clock, self.bounds
        low, high = max(clock.new_year(first), bounds[0]), min(clock.new_year(last + 1), bounds[1])
        if now is None:
            if self._origin is None:
                self._origin, self._anchor = low, year_start(first)
            return Timeline((first, last), (low, high), self.rules.intervals(low, high), self._origin)
        pieces = [(now.opens[1:-1], now.closes[1:-1])]
        if low < now.low:
            pieces.insert(0, self.rules.intervals(low, now.low))
        if now.high < high:
            pieces.append(self.rules.intervals(now.high, high))
        return Timeline((first, last), (low, high), joined(pieces), self._origin)

    # -- dates -------------------------------------------------------------------------------------------------------

    def days(self, timeline: Timeline) -> DayTable:
        """Return the business dates of the years of a timeline.

        Raises:
            UsageError: The calendar has no business dates.
        """
        known = self._days
        if known is None or known[0] is not timeline:
            self.check_days()
            table = self.rules.day_table(*timeline.years).anchored(self._anchor)
            self._days = known = (timeline, table)
        return known[1]

    def dates_covering(self, day: int) -> DayTable:
        """Return business dates that cover a day number and the one after it.

        Raises:
            CalendarHorizonError: The day lies in a year that is not known.
        """
        now = self._days
        if now is not None and now[1].first_day <= day < now[1].next_day:
            return now[1]
        year, known = date_of(day).year, self.known_years
        if not known[0] <= year <= known[1]:
            self.refuse(day * DAY + DAY // 2)
        return self.days(self._widen(max(year - 1, known[0]), min(year + 2, known[1])))

    def date_of_rank(self, rank: int, asked: int) -> int:
        """Return the business date of a rank, as a day number; `asked` is the date that the question was about."""
        timeline = self.current
        assert timeline is not None
        table = self.days(timeline)
        while not table.base <= rank < table.base + len(table.dates):
            later = rank >= table.base
            low, high = self._ranks_that_may_be(table)
            wider = None
            if low <= rank < high:
                wider = self.later_dates(timeline) if later else self.earlier_dates(timeline)
            if wider is None:
                if self.dates_end("after" if later else "before"):
                    self.refuse_never(asked * DAY, f"business date {'after' if later else 'before'}")
                self.refuse(self.bounds[1 if later else 0])
            timeline, table = wider, self.days(wider)
        return table.lists[1][rank - table.base]

    def reaching(self, timeline: Timeline, ranks: Ints) -> Timeline:
        """Return a timeline with the business dates of ranks, as far as any year that is known can have them."""
        table = self.days(timeline)
        low, high = self._ranks_that_may_be(table)
        possible = ranks[(ranks >= low) & (ranks < high)]
        if not possible.size:
            return timeline
        least, most = int(possible.min()), int(possible.max())
        wider: Timeline | None = timeline
        while wider is not None and most >= table.base + len(table.dates):
            wider = self.later_dates(timeline)
            timeline = timeline if wider is None else wider
            table = self.days(timeline)
        wider = timeline
        while wider is not None and least < table.base:
            wider = self.earlier_dates(timeline)
            timeline = timeline if wider is None else wider
            table = self.days(timeline)
        return timeline

    def _ranks_that_may_be(self, table: DayTable) -> tuple[int, int]:
        """Return the ranks `[low, high)` that dates could have if all dates outside a table were business dates."""
        first, last = max(self.known_years[0], self.date_span[0]), min(self.known_years[1], self.date_span[1])
        before, after = table.first_day - year_start(first), year_start(last + 1) - table.next_day
        return table.base - max(before, 0), table.base + len(table.dates) + max(after, 0)


def _year(us: int) -> int:
    return int(np.datetime64(us // DAY, "D").astype("datetime64[Y]").astype(np.int64)) + 1970
