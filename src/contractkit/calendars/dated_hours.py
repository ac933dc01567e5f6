"""The hours of every date of a stretch of years, as arrays: what is written for it, and whether that counts.

Hours are numbers into tables of pieces; a date costs no Python step, unless something is said of that very date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs
import numpy as np
import numpy.typing as npt

from contractkit.calendars.hours import Pieces
from contractkit.calendars.instants import DAY, Ints
from contractkit.calendars.interval_sets import Intervals, merged_intervals
from contractkit.calendars.patterns import HoursTable

__all__ = ["CLOSED", "EXCEPTION", "NORMAL", "DatedHours"]

NORMAL: Final = 0
CLOSED: Final = 1
EXCEPTION: Final = 2


@attrs.frozen(eq=False)
class DatedHours:
    """The hours of dates in a row.

    Attributes:
        first_day: The day number of the first of them.
        status: Whether each date is normal, closed, or an exception.
        weekly: The number of the hours that each date has by its weekday, be it closed or not.
        own: The number of the hours that are written for each date and count: the exception's, the weekday's, or none.
        hours: What the numbers mean.
    """

    first_day: int
    status: npt.NDArray[np.int8]
    weekly: Ints
    own: Ints
    hours: tuple[Pieces, ...]

    @classmethod
    def of(
        cls,
        first_day: int,
        weekly: Ints,
        table: HoursTable,
        closed: Iterable[int],
        exceptions: Mapping[int, Pieces],
    ) -> DatedHours:
        """Return the hours of dates from what is written for weekdays and what is said of single dates.

        Args:
            first_day: The first date.
            weekly: The number of the weekly hours of each date.
            table: What the numbers mean; hours of exceptions are added to it.
            closed: Dates that are closed; some may lie outside.
            exceptions: Dates with hours of their own, which win over `closed`; some may lie outside.
        """
        count = len(weekly)
        status = np.zeros(count, np.int8)
        own = weekly.copy()
        places = np.array([day - first_day for day in closed], np.int64)
        places = places[(places >= 0) & (places < count)]
        status[places] = CLOSED
        own[places] = 0
        for day, pieces in exceptions.items():
            if 0 <= day - first_day < count:
                status[day - first_day] = EXCEPTION
                own[day - first_day] = table.number(pieces)
        return cls(first_day, status, weekly, own, tuple(table.hours))

    def first_times(self) -> Ints:
        """Return the time of day at which each date's own hours begin; 0 where it has none."""
        return np.array([pieces[0][0] if pieces else 0 for pieces in self.hours], np.int64)[self.own]

    def last_times(self) -> Ints:
        """Return the time of day at which each date's own hours end, past 24 hours where they run on.

        They run over midnight unless the next date is closed or has an exception; of the last date that is not known.
        """
        last = np.array([pieces[-1][1] if pieces else 0 for pieces in self.hours], np.int64)[self.own]
        last[:-1] = np.where(self.status[1:] == NORMAL, last[:-1], np.minimum(last[:-1], DAY))
        return last

    def readings(self) -> Intervals:
        """Return the open wall-clock readings of all dates but the first, in order and apart.

        The first date is there for what runs from it over midnight.
        """
        past = np.array([max(pieces[-1][1] - DAY, 0) if pieces else 0 for pieces in self.hours], np.int64)
        width = max(len(pieces) for pieces in self.hours)
        begins = np.zeros((len(self.hours), width), np.int64)
        stops = np.zeros((len(self.hours), width), np.int64)
        for number, pieces in enumerate(self.hours):
            for place, (start, end) in enumerate(pieces):
                begins[number, place], stops[number, place] = start, min(end, DAY)
        own = self.own[1:]
        midnights = np.arange(self.first_day + 1, self.first_day + 1 + len(own), dtype=np.int64) * DAY
        starts, ends = begins[own], stops[own]
        if past.any():
            over = past[self.weekly[:-1]]
            over = np.maximum(over, np.where(self.status[:-1] == EXCEPTION, past[self.own[:-1]], 0))
            over[self.status[1:] != NORMAL] = 0
            starts = np.column_stack((np.zeros_like(over), starts))
            ends = np.column_stack((over, ends))
        written = ends > starts
        starts += midnights[:, None]
        ends += midnights[:, None]
        starts, ends = starts[written], ends[written]
        return merged_intervals(starts, ends) if past.any() else (starts, ends)
