"""From rules to instants: compiles the years that questions meet, once, and widens them when questions need more.

Compiled years are never forgotten and never changed; a wider timeline takes the place of the narrower one at once, so
that readers need no lock. What cannot be known (a year past the holidays, an opening that never comes) is an error
that names the instant, the calendar and the horizon.
"""

from __future__ import annotations

import threading
from typing import Final, NoReturn

import numpy as np

from contractkit.calendars.day_table import DayTable
from contractkit.calendars.editions import edition_of
from contractkit.calendars.instants import DAY, offset_us, to_datetime
from contractkit.calendars.rules import Rules, year_of_day
from contractkit.calendars.timeline import Timeline, as_arrays, difference, instants_of, union
from contractkit.calendars.zones import year_start
from contractkit.errors import CalendarHorizonError, NeverOpenError

__all__ = ["Timelines"]

_NEAR: Final = (1900, 2200)  # years whose first instant is looked up; far ones are reckoned from the offset of that day


class Timelines:
    """The compiled years of one calendar."""

    def __init__(self, rules: Rules, name: str) -> None:
        self.rules = rules
        self.name = name
        self.clock = rules.clock
        self.current: Timeline | None = None
        self._lock = threading.RLock()
        self._known: tuple[int, int] | None = None
        self._bounds: tuple[int, int] | None = None
        self._origin: int | None = None
        self._anchor = 0
        self._edition: str | None = None
        self._days: tuple[Timeline, DayTable] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return (Timelines, (self.rules, self.name))

    @property
    def known_years(self) -> tuple[int, int]:
        """The first and the last year that can be compiled."""
        if self._known is None:
            self._known = self.rules.known_years()
        return self._known

    @property
    def bounds(self) -> tuple[int, int]:
        """The instants between which questions can be answered: `[first, horizon)`."""
        if self._bounds is None:
            first, last = self.known_years
            self._bounds = (self._midnight(first), self._midnight(last + 1))
        return self._bounds

    def _midnight(self, year: int) -> int:
        clock, day = self.rules.clock, year_start(year)
        if _NEAR[0] <= year <= _NEAR[1]:
            return clock.covering(year - 1, year).first(day * DAY)
        return day * DAY - offset_us(clock.zone, day * (DAY // 1_000_000))

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

    def later(self, timeline: Timeline) -> Timeline | None:
        """Return a timeline that reaches further into the future, or None at the last year in which it could open."""
        last = self.known_years[1]
        opens = self.rules.opening_years()
        if opens is not None:
            last = min(last, max(opens[1], timeline.years[1]))
        if timeline.years[1] >= last:
            return None
        span = timeline.years[1] - timeline.years[0] + 1
        return self._widen(timeline.years[0], min(timeline.years[1] + max(span, 2), last))

    def earlier(self, timeline: Timeline) -> Timeline | None:
        """Return a timeline that reaches further back, or None at the first year in which it could open."""
        first = self.known_years[0]
        opens = self.rules.opening_years()
        if opens is not None:
            first = max(first, min(opens[0], timeline.years[0]))
        if timeline.years[0] <= first:
            return None
        span = timeline.years[1] - timeline.years[0] + 1
        return self._widen(max(timeline.years[0] - max(span, 2), first), timeline.years[1])

    def days(self, timeline: Timeline) -> DayTable:
        """Return the business dates of the years of a timeline."""
        known = self._days
        if known is None or known[0] is not timeline:
            offsets = self.rules.clock.covering(timeline.years[0] - 1, timeline.years[1] + 1)
            self._days = known = (timeline, DayTable(self.rules, timeline, offsets, self._anchor))
        return known[1]

    def dates_covering(self, day: int) -> DayTable:
        """Return business dates that cover a day number and the one after it.

        Raises:
            CalendarHorizonError: The day lies in a year that is not known.
        """
        now = self._days
        if now is not None and now[1].first_day <= day < now[1].next_day:
            return now[1]
        year, known = year_of_day(day), self.known_years
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
            wider = self.later(timeline) if later else self.earlier(timeline)
            if wider is None:
                if self.rules.opening_years() is not None:
                    self.refuse_never(asked * DAY, f"business date {'after' if later else 'before'}")
                self.refuse(self.bounds[1 if later else 0])
            timeline, table = wider, self.days(wider)
        return table.lists[1][rank - table.base]

    @property
    def edition(self) -> str:
        """The fingerprint of what decides the calendar, reckoned once."""
        if self._edition is None:
            self._edition = edition_of(self.rules)
        return self._edition

    def _widen(self, first: int, last: int) -> Timeline:
        with self._lock:
            now = self.current
            if now is not None:
                first, last = min(first, now.years[0]), max(last, now.years[1])
                if (first, last) == now.years:
                    return now
            self.current = made = self._compile(first, last)
            return made

    def _compile(self, first: int, last: int) -> Timeline:
        rules = self.rules
        offsets = rules.clock.covering(first - 1, last + 1)
        first_day, next_day = year_start(first), year_start(last + 1)
        low, high = offsets.first(first_day * DAY), offsets.first(next_day * DAY)
        found = instants_of(offsets, rules.readings(first_day, next_day - 1))
        found = difference(found, as_arrays(rules.closures))
        found = union(found, as_arrays(rules.openings))
        starts, ends = np.maximum(found[0], low), np.minimum(found[1], high)
        inside = starts < ends
        if self._origin is None:
            self._origin, self._anchor = low, first_day
        return Timeline((first, last), (low, high), (starts[inside], ends[inside]), self._origin)

    # -- errors --------------------------------------------------------------------------------------------------

    def said(self, us: int) -> str:
        """Return an instant as messages name it: the calendar's wall clock with its offset."""
        try:
            return to_datetime(us, self.rules.clock.offset_at(us)).isoformat()
        except (OverflowError, ValueError, CalendarHorizonError):
            return f"{us} microseconds since the epoch"

    def refuse(self, us: int, row: int = -1) -> NoReturn:
        """Raise the error for a question past the horizon; `row` is its place in an array."""
        first, last = self.known_years
        if self.rules.sources:
            names = ", ".join(source.name for source in self.rules.sources)
            says = f"the holidays of the calendar {self.name} ({names}) are known from {first} to {last}"
            out = "give a holiday source that knows that year"
        else:
            says = f"the calendar {self.name} reaches from the year {first} to {last}"
            out = "no calendar knows more"
        raise CalendarHorizonError(
            f"{says}, and the question{_of_row(row)} reaches {self.said(us)}; {out}",
            calendar=self.name,
            years=(first, last),
            instant=us,
        )

    def refuse_never(self, us: int, what: str = "opening after", row: int = -1) -> NoReturn:
        """Raise the error for a question that finds no opening, or no closing; `row` is its place in an array."""
        first, last = self.known_years
        raise NeverOpenError(
            f"the calendar {self.name} has no {what} {self.said(us)}{_of_row(row)}, "
            f"as far as it is known: {first} to {last}",
            calendar=self.name,
            years=(first, last),
            instant=us,
        )


def _of_row(row: int) -> str:
    return f" of row {row}" if row >= 0 else ""


def _year(us: int) -> int:
    return int(np.datetime64(us // DAY, "D").astype("datetime64[Y]").astype(np.int64)) + 1970
