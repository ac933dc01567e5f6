"""Which weekly hours are in force on which date: the season's, else those of the latest change, else the week's.

What weeks and seasons are stands in `weekly` and `seasons`; holidays and single dates in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from contractkit.calendars.hours import Pieces, Week
from contractkit.calendars.instants import Ints, date_of, day_number
from contractkit.calendars.seasons import Season, season_on
from contractkit.calendars.weekly import AlternatingWeeks, Changes, Weekly, weeks_of

__all__ = ["HoursTable", "week_on"]


class HoursTable:
    """The different hours that dates can have, by number; 0 is none.

    Numbers stand in arrays, one a date; what they mean is looked up in tables of that length.
    """

    def __init__(self) -> None:
        self.hours: list[Pieces] = [()]
        self._numbers: dict[Pieces, int] = {(): 0}

    def number(self, pieces: Pieces) -> int:
        """Return the number of the hours of a date, a new one where they have none yet."""
        found = self._numbers.setdefault(pieces, len(self.hours))
        if found == len(self.hours):
            self.hours.append(pieces)
        return found

    def by_weekday(self, weekly: Weekly, first_day: int, next_day: int) -> Ints:
        """Return the numbers of weekly hours for dates, as if nothing else were said; `next_day` is excluded."""
        numbers = np.array([self.number(pieces) for week in weeks_of(weekly) for pieces in week], np.int64)
        monday = day_number(weekly.starting) if isinstance(weekly, AlternatingWeeks) else -3
        start = (first_day - monday) % len(numbers)
        return np.resize(np.roll(numbers, -start), max(next_day - first_day, 0))

    def in_force(
        self, weekly: Weekly, changes: Changes, seasons: tuple[Season, ...], first_day: int, next_day: int
    ) -> Ints:
        """Return the numbers of the hours written for dates: of the season, else the latest change, else the week."""
        out = self.by_weekday(weekly, first_day, next_day)
        for day, week in changes:
            if day < next_day:
                since = max(day, first_day)
                out[since - first_day :] = self.by_weekday(week, since, next_day)
        years = max(date_of(first_day).year - 1, 1), date_of(next_day).year
        for season in seasons:
            for begins, ends in season.stretches(*years):
                since, until = max(begins, first_day), min(ends, next_day)
                if since < until:
                    out[since - first_day : until - first_day] = self.by_weekday(season.week, since, until)
        return out


def week_on(weekly: Weekly, changes: Changes, seasons: Iterable[Season], day: int) -> Week:
    """Return the weekly hours in force on a day number."""
    season = season_on(seasons, day)
    found = season.week if season else next((week for since, week in reversed(changes) if since <= day), weekly)
    if isinstance(found, AlternatingWeeks):
        return found.weeks[(day - day_number(found.starting)) // 7 % len(found.weeks)]
    return found
