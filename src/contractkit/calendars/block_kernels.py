"""Working time for one block of rows that the compiled years answer at once.

Each kernel writes its answers and returns True, or returns False where a row is missing, lies outside the compiled
years, or has to be looked at more carefully; then what was written says nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from contractkit.calendars.instants import Ints
from contractkit.calendars.kernels import Scratch
from contractkit.calendars.timeline import Timeline

__all__ = ["ENOUGH", "cum", "due", "elapsed", "left", "right", "until"]

ENOUGH: Final = 2**61
"""More open time than any calendar has, and far from the ends of int64."""


def cum(timeline: Timeline, us: Ints, _again: Ints, out: Ints, scratch: Scratch) -> bool:
    """Write the open time from the origin to each instant."""
    if not timeline.covers(us):
        return False
    timeline.cum_into(us, out, scratch)
    return True


def elapsed(timeline: Timeline, start: Ints, end: Ints, out: Ints, scratch: Scratch) -> bool:
    """Write the open time in each `[start, end)`."""
    if not (timeline.covers(start) and timeline.covers(end)):
        return False
    before = scratch.third[: start.size]
    timeline.cum_into(start, before, scratch)
    timeline.cum_into(end, out, scratch)
    np.subtract(out, before, out=out)
    return True


def due(timeline: Timeline, start: Ints, amount: Ints, out: Ints, scratch: Scratch) -> bool:
    """Write when each amount of working time is due."""
    smallest = _used_into(timeline, start, amount, out, scratch)
    if smallest is None or out.min() < timeline.before_all:
        return False
    knots = scratch.third[: start.size]
    if smallest > 0:
        if out.max() > timeline.total:
            return False
        np.subtract(out, 1, out=knots)
    else:
        if out.max() >= timeline.total:
            return False
        flags = scratch.flags[: start.size]
        np.greater(amount, 0, out=flags)
        np.subtract(out, flags, out=knots)
    timeline.inverse_into(out, knots, out, scratch)
    return True


def until(timeline: Timeline, start: Ints, amount: Ints, out: Ints, scratch: Scratch) -> bool:
    """Write the last instants that are still in time."""
    if _used_into(timeline, start, amount, out, scratch) is None:
        return False
    return right(timeline, out, out, out, scratch)


def _used_into(timeline: Timeline, start: Ints, amount: Ints, out: Ints, scratch: Scratch) -> int | None:
    """Write the open time that has passed when amounts are used up; return the least amount, None where it is odd."""
    smallest = int(amount.min())
    if smallest < -ENOUGH or int(amount.max()) > ENOUGH or not timeline.covers(start):
        return None
    timeline.cum_into(start, out, scratch)
    np.add(out, amount, out=out)
    return smallest


def left(timeline: Timeline, values: Ints, _again: Ints, out: Ints, scratch: Scratch) -> bool:
    """Write the earliest instants at which the open time reaches values."""
    if values.min() <= timeline.before_all or values.max() > timeline.total:
        return False
    knots = scratch.third[: values.size]
    np.subtract(values, 1, out=knots)
    timeline.inverse_into(values, knots, out, scratch)
    return True


def right(timeline: Timeline, values: Ints, _again: Ints, out: Ints, scratch: Scratch) -> bool:
    """Write the last instants by which no more open time than values has passed."""
    if values.min() < timeline.before_all or values.max() >= timeline.total:
        return False
    timeline.inverse_into(values, values, out, scratch)
    return True
