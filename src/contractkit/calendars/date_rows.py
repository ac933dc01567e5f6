"""Business dates for many dates at once, on the compiled dates of one calendar; dates are day numbers."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from contractkit.calendars.columns import Bools, missing_rows
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_table import DayTable
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN, NO_VALUE, OK, Statuses
from contractkit.calendars.zones import year_start

__all__ = ["DateRows"]

_MOST: Final = 4_000_001  # business days: more than there are dates


class DateRows:
    """What the business dates of one calendar answer to blocks of dates; rows without an answer have a status."""

    __slots__ = ("_timelines",)

    def __init__(self, timelines: Timelines) -> None:
        self._timelines = timelines

    def is_business(self, days: Ints) -> tuple[Bools, Statuses]:
        """Return which dates are business dates."""
        status, table, safe = self._settled(days)
        if table is None:
            return np.zeros(days.shape, np.bool_), status
        return table.is_business(safe) & (status == OK), status

    def count(self, start: Ints, end: Ints) -> tuple[Ints, Statuses]:
        """Return how many business dates lie in each `[start, end)`; the later of the two need not be known itself."""
        start, end = np.broadcast_arrays(start, end)
        horizon = year_start(self._timelines.known_years[1] + 1)
        start_beyond, end_beyond = (start == horizon) & (end < horizon), (end == horizon) & (start < horizon)
        start, end = start - start_beyond, end - end_beyond
        status, table, first = self._settled(start)
        other, _, last = self._settled(end)
        status = np.where(status == NO_VALUE, status, np.where(other == NO_VALUE, other, np.maximum(status, other)))
        if table is None or not (status == OK).any():
            return np.full(start.shape, MISSING, np.int64), status
        table = self._covering(first, last)
        found = table.ranks(last + end_beyond) - table.ranks(first + start_beyond)
        return np.where(status == OK, found, MISSING), status

    def add(self, days: Ints, n: Ints) -> tuple[Ints, Statuses]:
        """Return the dates n business days later; the next business date is day 1, and 0 is the date itself."""
        days, n = np.broadcast_arrays(days, n)
        status, table, safe = self._settled(days)
        missing = missing_rows(days) | missing_rows(n)
        still = (n == 0) & ~missing
        status[missing] = NO_VALUE
        status[still] = OK
        moved = (status == OK) & ~still
        if table is None or not moved.any():
            return np.where(still, days, MISSING), status
        n = np.clip(np.where(moved, n, 1), -_MOST, _MOST)
        later = n > 0
        ranks = table.ranks(safe + later) + n - later
        table = self._reaching(table, ranks[moved])
        index = ranks - table.base
        none = (index < 0) | (index >= len(table.dates))
        status[none & moved] = np.where(index < 0, self._why("before"), self._why("after"))[none & moved]
        if not len(table.dates):
            return np.where(still, days, MISSING), status
        found = table.dates[np.clip(index, 0, len(table.dates) - 1)]
        return np.where(still, days, np.where(status == OK, found, MISSING)), status

    def roll(
        self,
        days: Ints,
        way: Literal["following", "preceding", "modified-following", "modified-preceding", "nearest"],
    ) -> tuple[Ints, Statuses]:
        """Return dates that are business dates as they are, and the others moved to one."""
        business, status = self.is_business(days)
        found = np.where(status == OK, days, MISSING)
        rows = np.flatnonzero(~business & (status == OK))
        if rows.size:
            asked = days.ravel()[rows]
            if way == "nearest":
                moved, why = self._nearest(asked)
            else:
                step = 1 if way.endswith("following") else -1
                moved, why = self.add(asked, np.asarray(step, np.int64))
                if way.startswith("modified"):
                    away = np.flatnonzero((why == OK) & (_months(moved) != _months(asked)))
                    moved[away], why[away] = self.add(asked[away], np.asarray(-step, np.int64))
            found.ravel()[rows] = moved
            status.ravel()[rows] = why
        return found, status

    def _nearest(self, days: Ints) -> tuple[Ints, Statuses]:
        after, why_after = self.add(days, np.asarray(1, np.int64))
        before, why_before = self.add(days, np.asarray(-1, np.int64))
        back = (why_after == NEVER_OPEN) & (why_before == OK)
        both = (why_after == OK) & (why_before == OK)
        back |= both & (days - np.where(both, before, days) < np.where(both, after, days) - days)
        status = np.where((why_before == BEYOND_HORIZON) & (why_after == OK), why_before, np.where(back, OK, why_after))
        found = np.where(back, before, after)
        return np.where(status == OK, found, MISSING), status.astype(np.int8)

    # -- the compiled years --------------------------------------------------------------------------------------

    def _settled(self, days: Ints) -> tuple[Statuses, DayTable | None, Ints]:
        """Return which dates can be looked up, a table that covers those, and harmless dates for the others."""
        known = self._timelines.known_years
        low, high = year_start(known[0]), year_start(known[1] + 1)
        status = np.zeros(days.shape, np.int8)
        if not days.size:
            return status, None, days
        safe = days
        if int(days.min()) < low or int(days.max()) >= high:
            beyond = (days < low) | (days >= high)
            status[beyond] = BEYOND_HORIZON
            status[missing_rows(days)] = NO_VALUE
            if beyond.all():
                return status, None, days
            safe = np.where(beyond, days[~beyond][0], days)
        return status, self._covering(safe), safe

    def _covering(self, *days: Ints) -> DayTable:
        first, last = min(int(each.min()) for each in days), max(int(each.max()) for each in days)
        table = self._timelines.dates_covering(first)
        while not table.first_day <= first <= last < table.next_day:
            table = self._timelines.dates_covering(last if last >= table.next_day else first)
        return table

    def _reaching(self, table: DayTable, ranks: Ints) -> DayTable:
        """Return a table that reaches ranks, or as far as the years that are known."""
        least, most = int(ranks.min()), int(ranks.max())
        line = self._timelines.current
        if line is None or table.base <= least <= most < table.base + len(table.dates):
            return table
        return self._timelines.days(self._timelines.reaching(line, ranks))

    def _why(self, side: Literal["after", "before"]) -> int:
        """Return why there is no such date: the years end, or the calendar has no business date any more."""
        return NEVER_OPEN if self._timelines.dates_end(side) else BEYOND_HORIZON


def _months(days: Ints) -> Ints:
    months: Ints = days.view("datetime64[D]").astype("datetime64[M]").view(np.int64)
    return months
