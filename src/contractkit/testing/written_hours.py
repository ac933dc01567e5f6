"""Opening hours as they are written, and what they say of one date and one reading. Slow and obvious, for tests only.

It shares no code with `contractkit.calendars`; the rules are those of the design, in the order in which it says them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from contractkit.testing.wall_clocks import DAY, at_time

__all__ = ["HoursText", "Pieces", "Rota", "SeasonHours", "WeekHours", "WrittenHours", "pieces_of"]

HoursText = str
"""Hours as a text: ``closed``, ``09:00-12:00 and 13:00-17:30``, ``22:00-06:00``, ``08:00:30-24:00``."""

Pieces = list[tuple[int, int]]
"""Pairs since the midnight of the date for which they are written; an end past 24 hours lies in the next date."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE = timedelta(days=1)


class Rota(NamedTuple):
    """Weeks that take turns.

    Attributes:
        starting: A date of the first week; weeks begin on Mondays.
        weeks: The hours of each week, by day.
    """

    starting: date
    weeks: Sequence[Mapping[str, HoursText]]


WeekHours = Mapping[str, HoursText] | Rota
"""Hours by day (``mon`` to ``sun``), or weeks of them that take turns."""


class SeasonHours(NamedTuple):
    """Weekly hours of a part of each year, both ends included; it may run over New Year.

    Attributes:
        first: Month and day of its first date.
        last: Month and day of its last date.
        week: The hours.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    week: WeekHours


def pieces_of(text: HoursText) -> Pieces:
    """Return pairs since midnight; an end at or before its start lies in the next date."""
    if text in ("", "closed"):
        return []
    pairs = []
    for piece in text.replace("all day", "00:00-24:00").split(" and "):
        start, end = (at_time(*(int(part) for part in edge.split(":"))) for edge in piece.split("-"))
        pairs.append((start, end if end > start else end + DAY))
    return sorted(pairs)


def _read(week: WeekHours) -> list[list[Pieces]]:
    weeks = week.weeks if isinstance(week, Rota) else [week]
    return [[pieces_of(one.get(day, "")) for day in _DAYS] for one in weeks]


class WrittenHours:
    """The hours of a calendar by date and reading, without any zone.

    Args:
        week: Weekly hours.
        closed: Dates that are closed by whoever writes the calendar, whatever else is said of them.
        exceptions: Dates with hours of their own.
        seasons: Weekly hours of parts of the year.
        changes: Weekly hours from a date on.
        holidays: Dates that are closed, unless they are worked.
        worked: Dates that are worked in the place of another, whose weekday's hours they have.

    Attributes:
        stated: The dates of which whoever writes the calendar says what they are.
    """

    def __init__(
        self,
        week: WeekHours,
        closed: Iterable[date] = (),
        exceptions: Mapping[date, HoursText] | None = None,
        seasons: Sequence[SeasonHours] = (),
        changes: Mapping[date, WeekHours] | None = None,
        holidays: Iterable[date] = (),
        worked: Mapping[date, date] | None = None,
    ) -> None:
        self.exceptions = {day: pieces_of(text) for day, text in (exceptions or {}).items()}
        closed = frozenset(closed)
        self.worked = {
            day: other for day, other in (worked or {}).items() if day not in closed and day not in self.exceptions
        }
        self.stated = closed | frozenset(self.exceptions)
        self.closed = closed | (frozenset(holidays) - frozenset(self.worked))
        self._from = sorted([(date.min, week), *(changes or {}).items()], key=lambda entry: entry[0])
        self._read = {id(hours): _read(hours) for _, hours in self._from}
        self._read |= {id(season.week): _read(season.week) for season in seasons}
        self._seasons = seasons
        self._known: dict[date, Pieces] = {}

    # -- what is written for a date ------------------------------------------------------------------------------

    def _in_force(self, day: date) -> WeekHours:
        """Return the weekly hours that hold on a date: those of a season, else the latest change, else the week."""
        for season in self._seasons:
            at = (day.month, day.day)
            if season.first <= season.last:
                covers = season.first <= at <= season.last
            else:
                covers = at >= season.first or at <= season.last
            if covers:
                return season.week
        return [hours for start, hours in self._from if start <= day][-1]

    def weekly(self, day: date) -> Pieces:
        """Return the hours that a date has by its weekday, be it closed or not."""
        if day not in self._known:
            self._known[day] = self._weekly(day)
        return self._known[day]

    def _weekly(self, day: date) -> Pieces:
        hours = self._in_force(day)
        weeks = self._read[id(hours)]
        turn = 0
        if isinstance(hours, Rota):
            monday = day - day.weekday() * _ONE
            first = hours.starting - hours.starting.weekday() * _ONE
            turn = (monday - first).days // 7 % len(weeks)
        own = weeks[turn][day.weekday()]
        return weeks[turn][self.worked[day].weekday()] or own if day in self.worked else own

    def of(self, day: date) -> Pieces:
        """Return the hours that are written for a date, over midnight where they are; none if it is closed."""
        if day in self.exceptions:
            return self.exceptions[day]
        return [] if day in self.closed else self.weekly(day)

    def is_business_date(self, day: date) -> bool:
        """Return whether a date has an exception that opens, or hours by its weekday and is not closed."""
        return bool(self.of(day))

    def has_none_beyond(self, day: date, step: Literal[1, -1]) -> bool:
        """Return whether it is plain that no date after one, or before it, has hours, by a week or an exception."""
        for_ever = [self._from[-1 if step == 1 else 0][1], *(season.week for season in self._seasons)]
        if any(hours for week in for_ever for one in self._read[id(week)] for hours in one):
            return False
        said = [day, *self.exceptions, *self.worked, *(since for since, _ in self._from[1:])]
        last = max(said) if step == 1 else min(said) - _ONE
        between = (day + step * _ONE * count for count in range(1, abs((last - day).days) + 1))
        return not any(self.of(other) for other in between)

    # -- what that says of a reading -----------------------------------------------------------------------------

    def takes_over(self, day: date) -> bool:
        """Return whether a date is replaced as a whole, so that no hours of the date before reach it."""
        return day in self.closed or day in self.exceptions

    def holds(self, day: date, at: int) -> bool:
        """Return whether the hours of a date hold a time of day."""
        if self.takes_over(day):
            return any(start <= at < end for start, end in self.exceptions.get(day, []))
        before = day - _ONE
        over_midnight = self.weekly(before) + self.exceptions.get(before, [])
        own = self.weekly(day)
        return any(start <= at < end for start, end in own) or any(at < end - DAY for _, end in over_midnight)

    def edges(self, day: date) -> set[int]:
        """Return times of day among which are all at which the hours of a date begin or stop."""
        before = day - _ONE
        near = self.weekly(before) + self.exceptions.get(before, [])
        near += self.weekly(day) + self.exceptions.get(day, [])
        return {edge for start, end in near for edge in (start, end, end - DAY) if 0 <= edge <= DAY} | {0}
