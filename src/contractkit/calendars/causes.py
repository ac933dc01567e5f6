"""Why a calendar is closed: the reason of each stretch of closed time, from the rules for its dates."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from contractkit.calendars.hours import DAYS
from contractkit.calendars.instants import DAY, date_of
from contractkit.calendars.patterns import week_on
from contractkit.calendars.seasons import season_on

if TYPE_CHECKING:
    from contractkit.calendars.rules import Rules

__all__ = ["CausesOfDates"]


class CausesOfDates:
    """The reasons why one calendar is closed on its dates; holidays are asked for once a year.

    Args:
        rules: The rules of the calendar.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._exceptions = dict(rules.exceptions)
        self._holidays: dict[int, dict[date, str]] = {}
        self._worked: dict[int, dict[date, date]] = {}

    def between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the reasons for `[start, end)`, all of it closed, in order; a piece ends where its reason does."""
        closures = self._rules.closures
        out: list[tuple[int, int, str]] = []
        at, place = start, bisect_right(closures, start, key=lambda closure: closure[1])
        while at < end:
            first, last = closures[place] if place < len(closures) else (end, end)
            if at < first:
                out += self._by_date(at, min(first, end))
                at = min(first, end)
            else:
                out.append((at, min(last, end), "closure"))
                at = min(last, end)
                place += 1
        return out

    def _by_date(self, start: int, end: int) -> list[tuple[int, int, str]]:
        offsets = self._rules.clock.around(start, end)
        out: list[tuple[int, int, str]] = []
        at = start
        while at < end:
            day = offsets.reading_at(at) // DAY
            stop = min(end, offsets.end_of_date(at))
            why = self._why(day)
            if out and out[-1][2] == why:
                out[-1] = (out[-1][0], stop, why)
            else:
                out.append((at, stop, why))
            at = stop
        return out

    def _why(self, day: int) -> str:
        rules, that = self._rules, date_of(day)
        if day in self._exceptions:
            return "exception"
        if that.year not in self._holidays:
            self._holidays[that.year] = rules.holidays(that.year)
            self._worked[that.year] = rules.worked(that.year)
        name = self._holidays[that.year].get(that)
        if name is not None:
            return name
        if day in rules.closed:
            return "closed date"
        week = week_on(rules.week, rules.changes, rules.seasons, day)
        worked = self._worked[that.year].get(that)
        if week[that.weekday()] or (worked is not None and week[worked.weekday()]):
            return "outside hours"
        season = season_on(rules.seasons, day)
        return f"no hours on {DAYS[that.weekday()]}" + (f" in {season}" if season else "")
