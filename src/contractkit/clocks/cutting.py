"""Stretches of clocks cut at further instants: where something else changed that decides nothing about the clock.

What is cut still adds up to the same; relief is cut in elsewhere (`relieving`).
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.stretches import Stretches

__all__ = ["cut_at"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


def cut_at(stretches: Stretches, item: NDArray[np.integer[Any]], at: Ints) -> tuple[Stretches, Rows]:
    """Return the stretches cut at some instants, and for each the last such instant at or before its beginning.

    Args:
        stretches: The stretches.
        item: For each instant the place of its item, in order.
        at: int64, the instants in microseconds, in order for each item; no two of an item are the same.

    Returns:
        The stretches, and for each the place of an instant in `at`, or -1 where its item has none by then.
    """
    count = len(at)
    of_stretch = stretches.item[stretches.clock]
    if not len(of_stretch):
        return stretches, np.zeros(0, np.intp)
    items = np.concatenate([item, of_stretch])
    instants = np.concatenate([at, stretches.at])
    is_stretch = np.arange(len(items)) >= count
    order = _order(items, np.clip(instants, int(stretches.at.min()), int(stretches.until.max()) + 1))
    items, instants, is_stretch = items[order], instants[order], is_stretch[order]
    source = np.maximum.accumulate(np.where(is_stretch, order - count, -1))
    mark = np.maximum.accumulate(np.where(is_stretch, -1, order))
    from_stretch = np.maximum(source, 0)
    cuts = ~is_stretch & (source >= 0) & (of_stretch[from_stretch] == items)
    cuts &= (instants > stretches.at[from_stretch]) & (instants < stretches.until[from_stretch])
    kept = np.flatnonzero(is_stretch | cuts)
    places, begins, mark = from_stretch[kept], instants[kept], mark[kept]
    if count:
        mark[item[np.maximum(mark, 0)] != items[kept]] = -1
    copies = np.bincount(places, minlength=len(of_stretch))
    ends = stretches.until[places]
    same = np.flatnonzero(places[1:] == places[:-1])
    ends[same] = begins[same + 1]
    cut = attrs.evolve(
        stretches,
        first=(np.cumsum(copies) - copies)[stretches.first],
        clock=stretches.clock[places],
        at=begins,
        until=ends,
        state=stretches.state[places],
        limit=stretches.limit[places],
        row=stretches.row[places],
        relieved=None if stretches.relieved is None else stretches.relieved[places],
    )
    return cut, mark


def _order(items: NDArray[np.integer[Any]], instants: Ints) -> Rows:
    """Return the order by item and instant of two runs that are each in order; of equal ones the first run's first."""
    first, span = int(instants.min()), int(instants.max()) - int(instants.min()) + 1
    if (int(items.max()) + 1) * span >= 1 << 63:
        return np.lexsort((instants, items))
    return np.argsort(items.astype(np.int64) * span + (instants - first), kind="stable")  # runs are merged
