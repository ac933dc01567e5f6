"""Sets of instants as sorted intervals that lie apart: two arrays, starts and ends, of whole microseconds.

How wall-clock readings become such sets, and how sets are united, intersected and taken from each other, stands here.
Zones come in as `Offsets` only; calendars, dates and rules do not appear.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import Ints
from contractkit.calendars.zones import Offsets

__all__ = [
    "How",
    "Intervals",
    "Spans",
    "as_intervals",
    "clipped",
    "combined",
    "instants_of",
    "joined",
    "merged_intervals",
]

Intervals = tuple[Ints, Ints]
"""Starts and ends of intervals `[start, end)`, in order and apart from each other."""

Spans = tuple[tuple[int, int], ...]
"""Stretches of instants, in order and apart, in microseconds since the epoch."""

How = Literal["union", "intersection", "difference"]
"""How sets are combined; a difference takes all further sets from the first."""


def as_intervals(spans: Sequence[tuple[int, int]]) -> Intervals:
    """Return stretches, in order and apart, as intervals."""
    table = np.array(spans, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def merged_intervals(starts: Ints, ends: Ints) -> Intervals:
    """Return intervals in any order as intervals in order and apart; those that touch become one, empty ones go."""
    if len(starts) == 0:
        return starts, ends
    if bool((starts[1:] < starts[:-1]).any()):
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
    ends = np.maximum.accumulate(ends)
    new = np.empty(len(starts) + 1, np.bool_)
    new[0] = new[-1] = True
    np.greater(starts[1:], ends[:-1], out=new[1:-1])
    starts, ends = starts[new[:-1]], ends[new[1:]]
    full = ends > starts
    return (starts, ends) if full.all() else (starts[full], ends[full])


def clipped(intervals: Intervals, low: int, high: int) -> Intervals:
    """Return the part of intervals that lies in `[low, high)`."""
    starts, ends = intervals
    first = int(np.searchsorted(ends, low, "right"))
    last = int(np.searchsorted(starts, high, "left"))
    return np.maximum(starts[first:last], low), np.minimum(ends[first:last], high)


def joined(pieces: Sequence[Intervals]) -> Intervals:
    """Return sets that follow each other in time as one; an interval that goes on in the next set is one."""
    return merged_intervals(
        np.concatenate([starts for starts, _ in pieces]), np.concatenate([ends for _, ends in pieces])
    )


def combined(how: How, sets: Sequence[Intervals]) -> Intervals:
    """Return the union, the intersection or the difference of sets of instants."""
    edges = np.concatenate([edge for intervals in sets for edge in intervals])
    edges.sort(kind="stable")  # sorted runs, merged; an edge may stand there twice
    inside = [np.searchsorted(starts, edges, "right") > np.searchsorted(ends, edges, "right") for starts, ends in sets]
    if how == "union":
        keep = np.logical_or.reduce(inside)
    elif how == "intersection":
        keep = np.logical_and.reduce(inside)
    else:
        keep = inside[0] & ~np.logical_or.reduce(inside[1:])
    return _runs(edges, keep)


def _runs(edges: Ints, keep: npt.NDArray[np.bool_]) -> Intervals:
    """Return the stretches from the first kept edge of each run to the edge that ends it; the last edge is not kept."""
    before = np.concatenate(([False], keep[:-1])) if len(keep) else keep
    return edges[keep & ~before], edges[before & ~keep]


def instants_of(offsets: Offsets, readings: Intervals) -> Intervals:
    """Return the instants that show readings: skipped readings never, repeated ones twice.

    Args:
        offsets: The offsets of a zone over the years of the readings.
        readings: Wall-clock readings as intervals in order that do not overlap, in microseconds as if they were UTC.
    """
    starts, ends = readings
    if len(offsets.offsets_list) == 1:
        offset = offsets.offsets_list[0]
        return merged_intervals(starts - offset, ends - offset)
    first = np.searchsorted(offsets.local_ends, starts, "right")
    last = np.searchsorted(offsets.local_starts, ends, "left") - 1
    begins = np.maximum(starts, offsets.local_starts[first]) - offsets.offsets[first]
    stops = np.minimum(ends, offsets.local_ends[first]) - offsets.offsets[first]
    several = np.flatnonzero(last > first)
    if several.size:
        begins_too, stops_too = [begins], [stops]
        for row in several.tolist():
            pieces = np.arange(int(first[row]) + 1, int(last[row]) + 1)
            begins_too.append(np.maximum(starts[row], offsets.local_starts[pieces]) - offsets.offsets[pieces])
            stops_too.append(np.minimum(ends[row], offsets.local_ends[pieces]) - offsets.offsets[pieces])
        begins, stops = np.concatenate(begins_too), np.concatenate(stops_too)
    shown = begins < stops
    if not shown.all():
        begins, stops = begins[shown], stops[shown]
    return merged_intervals(begins, stops)
