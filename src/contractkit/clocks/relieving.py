"""Relief among the stretches of clocks: where it lies in them, what of it lies ahead, and which items it takes out.

Source: clocks.md rules 20 to 24.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.ahead import Ahead
from contractkit.clocks.limits import Limits
from contractkit.clocks.relief import FOREVER, ReliefStretches
from contractkit.clocks.stretches import Ended, State, Stretches

__all__ = ["ahead_of", "taken_out", "with_relief"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def with_relief(stretches: Stretches, relief: ReliefStretches) -> Stretches:
    """Return the stretches cut where relief begins and ends, with a flag on those that it covers.

    Args:
        stretches: The stretches of clocks.
        relief: Relief of any extent; whatever overlaps counts once.
    """
    covered = np.zeros(int(stretches.item.max(initial=-1)) + 1, np.bool_)
    covered[relief.item[relief.item < len(covered)]] = True
    rows = np.flatnonzero(covered[stretches.item][stretches.clock])
    if not len(rows):
        return stretches
    clock = stretches.clock[rows]
    final = np.zeros(len(stretches.clock), np.bool_)
    final[stretches.last[~stretches.stopped]] = True
    count = len(relief)
    item = np.concatenate([relief.item, relief.item, stretches.item[clock]])
    at = np.concatenate([relief.begin, relief.end, stretches.at[rows]])
    step = np.concatenate([np.ones(count, np.int64), -np.ones(count, np.int64), np.zeros(len(rows), np.int64)])
    is_row = np.arange(len(item)) >= 2 * count
    order = np.lexsort((is_row, at, item))
    item, at, is_row = item[order], at[order], is_row[order]
    active = np.cumsum(step[order]) > 0
    source = np.maximum.accumulate(np.where(is_row, order - 2 * count, -1))
    from_row = rows[np.maximum(source, 0)]
    until = stretches.until[from_row]
    cuts = ~is_row & (source >= 0) & (stretches.item[stretches.clock[from_row]] == item)
    cuts &= (stretches.state[from_row] != State.STOPPED) & (at > stretches.at[from_row])
    cuts &= (at < until) | ((at == until) & final[from_row])
    cuts[:-1] &= is_row[1:] | (at[1:] != at[:-1]) | (item[1:] != item[:-1])  # of one instant the last boundary counts
    kept = np.flatnonzero(is_row | cuts)
    copies = np.ones(len(stretches.clock), np.intp)
    copies += np.bincount(from_row[cuts], minlength=len(copies))
    places = np.repeat(np.arange(len(copies)), copies)
    relieved, begins = np.zeros(len(places), np.bool_), stretches.at[places]
    of_subset = np.flatnonzero(covered[stretches.item][stretches.clock[places]])
    relieved[of_subset], begins[of_subset] = active[kept], at[kept]
    ends = stretches.until[places]
    same = np.flatnonzero(places[1:] == places[:-1])
    ends[same] = begins[same + 1]
    return attrs.evolve(
        stretches,
        first=(np.cumsum(copies) - copies)[stretches.first],
        clock=stretches.clock[places],
        at=begins,
        until=ends,
        state=stretches.state[places],
        limit=stretches.limit[places],
        row=stretches.row[places],
        relieved=relieved,
    )


def ahead_of(
    stretches: Stretches, relief: ReliefStretches, limits: Limits, high: Ints | None, as_of: int
) -> Ahead | None:
    """Return the relief that lies after the ends of clocks, or None.

    Relief without an end is known up to the moment of judging, and counts so far.

    Args:
        stretches: The stretches of clocks.
        relief: Relief of extent overlapping.
        limits: The limits of the line.
        high: int64, for each clock how many marks lie before its end; None where the line has no ticks.
        as_of: The moment of judging in microseconds.
    """
    item, begin, end = _united(relief, as_of)
    first, last = np.searchsorted(item, stretches.item), np.searchsorted(item, stretches.item, side="right")
    counts = last - first
    clock = np.repeat(np.arange(len(counts)), counts)
    place = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
    later = end[place] > stretches.end[clock]
    if not later.any():
        return None
    clock, place = clock[later], place[later]
    counts = np.bincount(clock, minlength=len(stretches.item))
    return Ahead(
        stretches,
        limits,
        high,
        np.cumsum(counts) - counts,
        counts,
        np.maximum(begin[place], stretches.end[clock]),
        end[place],
    )


def _united(relief: ReliefStretches, as_of: int) -> tuple[NDArray[np.int32], Ints, Ints]:
    """Return item, begin and end of relief where overlapping and touching stretches are one."""
    end = np.where(relief.end >= FOREVER, as_of, relief.end)
    some = end > relief.begin
    item, begin, end = relief.item[some], relief.begin[some], end[some]
    count = len(item)
    both = np.concatenate([item, item])
    at = np.concatenate([begin, end])
    step = np.concatenate([np.ones(count, np.int64), -np.ones(count, np.int64)])
    order = np.lexsort((-step, at, both))
    active = np.cumsum(step[order])
    begins = np.flatnonzero((active == 1) & (step[order] == 1))
    ends = np.flatnonzero(active == 0)
    return both[order][begins], at[order][begins], at[order][ends]


def taken_out(stretches: Stretches, relief: ReliefStretches, limits: Limits) -> Flags:
    """Return which clocks relief of extent whole takes out: it covers an open instant between start and end.

    Args:
        stretches: The stretches of clocks.
        relief: Relief of extent whole.
        limits: The limits of the line.
    """
    out = np.zeros(len(stretches.item), np.bool_)
    covered = np.zeros(int(stretches.item.max(initial=-1)) + 1, np.bool_)
    covered[relief.item[relief.item < len(covered)]] = True
    some = np.flatnonzero(covered[stretches.item] & (stretches.ended != Ended.RESET))
    if not len(some):
        return out
    cut = with_relief(stretches.of_clocks(some), relief)
    assert cut.relieved is not None
    rows = np.flatnonzero(cut.relieved & (cut.state != State.STOPPED) & (cut.limit >= 0) & (cut.until > cut.at))
    for calendar, places in limits.by_calendar(cut.limit[rows]):
        here = rows[places]
        low, high = calendar.cum(cut.at[here], "mark"), calendar.cum(cut.until[here], "mark")
        out[some[cut.clock[here[high > low]]]] = True
    return out
