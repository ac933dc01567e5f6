"""Which answers count where several wordings of one promise were replayed: a clock is bound by that of its start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contractkit.facts import NAT

__all__ = ["claims"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_CYCLES: Final = np.int64(1) << 31


def claims(
    items: Sequence[NDArray[Any]],
    cycles: Sequence[NDArray[Any]],
    starts: Sequence[Ints],
    stretches: Sequence[tuple[int, int]],
    opened: Ints,
) -> list[Flags]:
    """Return for each wording which of its rows count, so that a cycle of an item is judged under one of them.

    A clock is bound by the wording that holds when it starts. What an earlier wording binds is not bound again by a
    later one, which may start the same clock elsewhere. A cycle that starts under none is judged under the wording
    of its opening if the promise still stands when it starts: an amendment that changes what starts a clock would
    otherwise let some fall between two wordings.

    Args:
        items: For each wording the places of the items of its rows.
        cycles: For each wording the numbers of the cycles of its rows.
        starts: For each wording the instants that decide which of them binds a row, in microseconds.
        stretches: For each wording from when until when it binds what starts, [from, until), in order and apart.
        opened: When each item was opened; `NAT` where that is unknown.

    Returns:
        Flags for the rows of each wording, in the same order.

    Source: design.md section 4, "which version governs".
    """
    begins, ends = (np.array(bounds, np.int64) for bounds in zip(*stretches, strict=True))
    keys = [item.astype(np.int64) * _CYCLES + cycle for item, cycle in zip(items, cycles, strict=True)]
    holds = [_wording(start, begins, ends) for start in starts]
    claimed: list[Flags] = []
    taken = np.zeros(0, np.int64)
    for place, key in enumerate(keys):
        own = (holds[place] == place) & ~np.isin(key, taken)
        claimed.append(own)
        taken = np.concatenate((taken, key[own]))
    for place, (item, key) in enumerate(zip(items, keys, strict=True)):
        of_opening = _wording(opened[item], begins, ends) == place
        between = of_opening & (holds[place] > place) & ~np.isin(key, taken)
        claimed[place] = claimed[place] | between
        taken = np.concatenate((taken, key[between]))
    return claimed


def _wording(instant: Ints, begins: Ints, ends: Ints) -> NDArray[np.intp]:
    """Return the place of the stretch in which each instant lies; -1 where it lies in none."""
    place = np.searchsorted(begins, instant, side="right") - 1
    inside = (place >= 0) & (instant < ends[np.maximum(place, 0)]) & (instant != NAT)
    return np.where(inside, place, -1)
