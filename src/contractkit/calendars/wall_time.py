"""Calendar days and months: dates later on the same wall clock. No opening hours and no holidays take part."""

from __future__ import annotations

from typing import Literal

import numpy as np

from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock, year_start
from contractkit.errors import CalendarHorizonError
from contractkit.quantities.spans import CalendarDays, Months

__all__ = ["wall_due", "wall_due_one"]

_FARTHEST = 4_000_000  # days or months; more than datetime knows


def wall_due(
    clock: ZoneClock,
    start: Ints,
    within: CalendarDays | Months,
    n: Ints | int | None,
    errors: Literal["raise", "mark"],
) -> Ints:
    """Return the instants so many dates or months later at the same wall clock.

    A reading that is skipped moves to the first instant after the gap; of a repeated one the first is meant. Months are
    clipped to the last day of the month. Nothing later is the start itself.
    """
    start = np.asarray(start, np.int64)
    counts = np.broadcast_to(np.asarray(within.n if n is None else n, np.int64), start.shape)
    valid = (start != MISSING) & (counts != MISSING)
    if not valid.any():
        return np.full(start.shape, MISSING, np.int64)
    safe = start if valid.all() else np.where(valid, start, int(start[valid][0]))
    counts = np.where(valid, counts, 0)
    counts, far = np.where(np.abs(counts) > _FARTHEST, 0, counts), np.abs(counts) > _FARTHEST
    readings = clock.around(int(safe.min()), int(safe.max())).readings(safe)
    day = readings // DAY
    at = readings - day * DAY
    if isinstance(within, Months):
        day = _months_later(day, counts)
        still = counts == 0
    elif within.ends == "end-of-day":
        day, at, still = day + counts + 1, np.zeros_like(at), np.zeros(start.shape, np.bool_)
    else:
        day, still = day + counts, counts == 0
    far |= (day < year_start(FIRST_YEAR)) | (day >= year_start(LAST_YEAR))
    if far.any():
        if errors == "raise":
            raise CalendarHorizonError(f"{within} from there lie outside the years {FIRST_YEAR} to {LAST_YEAR}")
        valid = valid & ~far
        day = np.where(far, safe // DAY, day)
    target = day * DAY + at
    found = clock.around(int(target.min()), int(target.max())).firsts(target)
    found = np.where(still, safe, found)
    return found if valid.all() else np.where(valid, found, MISSING)


def wall_due_one(clock: ZoneClock, start: int, within: CalendarDays | Months) -> int:
    """Return the instant so many dates or months later at the same wall clock, for one start."""
    return int(wall_due(clock, np.array([start], np.int64), within, None, "raise")[0])


def _months_later(day: Ints, months: Ints) -> Ints:
    dates = day.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    in_month = (dates - month).astype(np.int64)
    target = month + months.astype("timedelta64[M]")
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - first
    return first + np.minimum(in_month, length - 1)  # type: ignore[no-any-return]
