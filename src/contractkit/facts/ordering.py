"""The order of item and time, found by sorting numbers in place instead of rows through an index.

Numbers of 64 bits are sorted several times as fast as places are found that would sort them. So what is compared and
the place of the row stand in one number together, and the sorted numbers say where each row comes from.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["gathered", "in_order", "order_of"]

_AT_ONCE = 1 << 16

_BITS = 63
Ints = NDArray[np.int64]


def in_order(item: NDArray[np.integer], at: Ints) -> bool:
    """Return whether rows stand in the order of item, then of time."""
    if not bool((item[1:] >= item[:-1]).all()):
        return False
    return bool(((at[1:] >= at[:-1]) | (item[1:] != item[:-1])).all())


def gathered(values: NDArray[Any], places: NDArray[np.signedinteger]) -> NDArray[Any]:
    """Return the values at some places, without making wide places of narrow ones all at once."""
    found = np.empty(len(places), values.dtype)
    for begin in range(0, len(places), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        values.take(places[some], out=found[some], mode="clip")
    return found


def order_of(item: NDArray[np.integer], at: Ints) -> Ints:
    """Return the places of rows in the order of item, then of time; rows that are equal in both keep theirs.

    Args:
        item: Whole numbers from zero on.
        at: int64, microseconds.

    Example:
        >>> order_of(np.array([1, 0, 1]), np.array([5, 9, 3])).tolist()
        [1, 2, 0]
    """
    count = len(at)
    bits = max(count - 1, 1).bit_length()
    if not count or int(at.max()) - int(at.min()) >= 1 << _BITS or int(item.max()).bit_length() + bits > _BITS:
        return np.lexsort((at, item))
    if bool((at[1:] >= at[:-1]).all()):
        return _packed(item.astype(np.int64), bits)
    order = _by_time(at, bits)
    return order.take(_packed(item.take(order).astype(np.int64), bits))


def _packed(key: Ints, bits: int) -> Ints:
    """Return the places that sort `key`, which is used up; equal ones keep their order."""
    key <<= bits
    key |= np.arange(len(key))
    key.sort()
    key &= (1 << bits) - 1
    return key


def _by_time(at: Ints, bits: int) -> Ints:
    key = at - at.min()
    shift = max(0, int(key.max()).bit_length() + bits - _BITS)
    if not shift:
        return _packed(key, bits)
    order = _packed(key >> shift, bits)
    ordered = at.take(order)
    coarse = (ordered - at.min()) >> shift
    new = np.append(True, coarse[1:] != coarse[:-1])
    falls = np.flatnonzero(ordered[1:] < ordered[:-1])
    if len(falls):  # instants that differ only in what was shifted out
        group = np.cumsum(new)
        touched = np.zeros(int(group[-1]) + 1, np.bool_)
        touched[group[falls]] = True
        rows = np.flatnonzero(touched[group])
        order[rows] = order[rows[np.lexsort((order[rows], ordered[rows]))]]
    return order
