"""Timed closures and openings: hours of single dates, or stretches between instants, as stretches of instants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import numpy as np

from contractkit.calendars.hours import Hours, merged, pieces_on_dates
from contractkit.calendars.instants import DAY, from_datetime
from contractkit.calendars.interval_sets import Spans, instants_of
from contractkit.calendars.zones import ZoneClock
from contractkit.errors import UsageError

__all__ = ["Timed", "spans_of"]

Timed = Mapping[date, Hours] | Iterable[tuple[datetime, datetime]]
"""Timed closures or openings: dates with hours on the calendar's wall clock, or pairs of aware datetimes."""


def spans_of(timed: Timed, clock: ZoneClock, where: str) -> Spans:
    """Return timed closures or openings as stretches of instants.

    Args:
        timed: Dates with hours (over midnight they run into the next date), or pairs `[from, to)` of aware datetimes.
        clock: The wall clock of the calendar.
        where: What they are, for the message of an error.

    Raises:
        UsageError: The hours cannot be read, or a stretch ends before it starts.
        NaiveDatetimeError: An instant has no zone.
    """
    found: list[tuple[int, int]] = []
    if isinstance(timed, Mapping):
        for day, pieces in pieces_on_dates(timed, where).items():
            offsets = clock.around((day - 1) * DAY, (day + 3) * DAY)
            for start, end in pieces:
                readings = np.array([day * DAY + start], np.int64), np.array([day * DAY + end], np.int64)
                starts, ends = instants_of(offsets, readings)
                found += zip(starts.tolist(), ends.tolist(), strict=True)
        return tuple(merged(found))
    if not isinstance(timed, Iterable):
        raise UsageError(f"{where} are dates with hours, or pairs of instants, not {timed!r}", value=timed)
    for pair in timed:
        try:
            first, last = pair
        except (TypeError, ValueError):
            raise UsageError(f"{where}: {pair!r} is no pair of instants", value=pair) from None
        start, end = from_datetime(first, where), from_datetime(last, where)
        if end < start:
            raise UsageError(f"{where}: {first} to {last} ends before it starts", value=pair)
        found.append((start, end))
    return tuple(merged(found))
