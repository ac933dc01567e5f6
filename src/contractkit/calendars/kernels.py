"""Look-ups in constant time: which step of a sorted ladder each value stands on, for millions of values at once.

A `Ladder` cuts the range of its knots into buckets whose width is a power of two, and knows for each bucket the last
knot at its beginning; from there a value is at most `steps` knots away. The width is chosen, and the number of steps
counted, from the knots themselves when the ladder is built, so that no calendar can be too fine for it. Work is done in
blocks that stay in the processor's cache, in buffers that are taken once a call.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import Ints

__all__ = ["BLOCK", "Ladder", "Scratch"]

BLOCK: Final = 32_768
"""Rows that are worked on at once: three buffers of them and the tables of a usual calendar fit into a core's cache."""

_SMALL_TABLE: Final = 1 << 16  # entries: half a megabyte, which stays in the cache
_LARGE_TABLE: Final = 1 << 20  # entries: eight megabytes, the most that a ladder takes
_MOST_STEPS: Final = 4  # beyond that a binary search is as fast
_FARTHEST: Final = np.iinfo(np.int64).max


class Scratch:
    """The buffers of one call; not shared between calls, so that threads do not meet in them."""

    __slots__ = ("first", "flags", "second", "third")

    def __init__(self, rows: int) -> None:
        size = min(rows, BLOCK)
        self.first: Ints = np.empty(size, np.int64)
        self.second: Ints = np.empty(size, np.int64)
        self.third: Ints = np.empty(size, np.int64)
        self.flags: npt.NDArray[np.bool_] = np.empty(size, np.bool_)

    def take(self, rows: int) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
        """Return two buffers and the flags, cut to a number of rows; `third` is the caller's own."""
        return self.first[:rows], self.second[:rows], self.flags[:rows]


class Ladder:
    """A sorted sequence of knots, and the place of any value between the first and `top` among them.

    Attributes:
        knots: The knots in ascending order; equal ones may follow each other.
        steps: How many knots past the beginning of its bucket a value can stand; -1 where a binary search is used.
        shift: The width of a bucket is two to this power.
    """

    __slots__ = ("_base", "_first", "_next", "knots", "shift", "steps")

    def __init__(self, knots: Ints, top: int) -> None:
        self.knots = knots
        self._base = int(knots[0])
        self.shift, self.steps = _shape(knots, top)
        self._next: Ints = np.append(knots[1:], _FARTHEST)
        self._first: Ints = _firsts(knots, top, self.shift) if self.steps >= 0 else knots[:0]

    def place(self, values: Ints, places: Ints, spare: Ints, flags: npt.NDArray[np.bool_]) -> None:
        """Write the place of the last knot not after each value to `places`; no value may lie before the first knot."""
        if self.steps < 0:
            np.subtract(np.searchsorted(self.knots, values, "right"), 1, out=places)
            return
        np.subtract(values, self._base, out=spare)
        np.right_shift(spare, self.shift, out=spare)
        self._first.take(spare, out=places, mode="wrap")
        for _ in range(self.steps):
            self._next.take(places, out=spare, mode="wrap")
            np.less_equal(spare, values, out=flags)
            np.add(places, flags, out=places)


def _firsts(knots: Ints, top: int, shift: int) -> Ints:
    """Return for each bucket the place of the last knot not after its beginning."""
    base = int(knots[0])
    buckets = ((top - base) >> shift) + 1
    ceilings = -((base - knots) >> shift)  # the first bucket that begins at or after each knot
    counts = np.bincount(np.minimum(ceilings, buckets), minlength=buckets + 1)[:buckets]
    return np.cumsum(counts, dtype=np.int64) - 1


def _steps(knots: Ints, shift: int) -> int:
    """Return the most knots that lie inside one bucket, its beginning left out."""
    offsets = knots - int(knots[0])
    inside = (offsets >> shift)[(offsets & ((1 << shift) - 1)) != 0]
    if not inside.size:
        return 0
    edges = np.flatnonzero(np.concatenate(([True], inside[1:] != inside[:-1], [True])))
    return int(np.diff(edges).max())


def _shape(knots: Ints, top: int) -> tuple[int, int]:
    """Return the width of the buckets as a power of two and the steps that they need; -1 steps for a binary search."""
    width = max(top - int(knots[0]), 1)
    for most in (_SMALL_TABLE, _LARGE_TABLE):
        narrowest = max((width // most).bit_length(), 0)
        steps = _steps(knots, narrowest)
        if steps > _MOST_STEPS:
            continue
        shift = narrowest
        while (1 << shift) < width and _steps(knots, shift + 1) <= max(steps, 1):  # wider buckets, a smaller table
            shift += 1
        return shift, _steps(knots, shift)
    return 0, -1
