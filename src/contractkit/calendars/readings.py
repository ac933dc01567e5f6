"""Readings of a wall clock as instants, for many at once, in constant time a row."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import DAY, Ints
from contractkit.calendars.kernels import BLOCK, Ladder, Scratch
from contractkit.calendars.zones import Offsets, year_start

__all__ = ["instants_of_readings"]


def instants_of_readings(offsets: Offsets, readings: Ints) -> tuple[Ints, npt.NDArray[np.bool_] | None]:
    """Return the first instants that show readings, and which readings are never shown; None where all are.

    Args:
        offsets: The offsets of a zone, over years that hold all readings.
        readings: Microseconds on the wall clock, as if it were UTC; none is missing.
    """
    if len(offsets.starts_list) == 1:
        return readings - offsets.offsets_list[0], None
    ladder, shifts, begins = _ladder(offsets)
    flat = readings.ravel()
    us, scratch = np.empty(flat.size, np.int64), Scratch(flat.size)
    skipped: npt.NDArray[np.bool_] | None = None
    for first in range(0, flat.size, BLOCK):
        rows = slice(first, first + BLOCK)
        block = flat[rows]
        places, spare, flags = scratch.take(block.size)
        ladder.place(block, places, spare, flags)
        begins.take(places, out=spare, mode="wrap")
        np.less(block, spare, out=flags)
        if flags.any():
            skipped = np.zeros(flat.size, np.bool_) if skipped is None else skipped
            skipped[rows] = flags
        shifts.take(places, out=spare, mode="wrap")
        np.subtract(block, spare, out=us[rows])
    return us.reshape(readings.shape), None if skipped is None else skipped.reshape(readings.shape)


@lru_cache(maxsize=64)
def _ladder(offsets: Offsets) -> tuple[Ladder, Ints, Ints]:
    """Return the ladder whose steps are the stretches of one offset, and for each its offset and its first reading.

    A reading stands on the first stretch that ends after it: of two that show it the first, of none the later.
    """
    low, high = year_start(offsets.first_year - 1) * DAY, year_start(offsets.last_year + 2) * DAY
    knots = np.concatenate(([low], offsets.local_ends[:-1])).astype(np.int64)
    return Ladder(knots, high), offsets.offsets, offsets.local_starts
