"""Which rows are the same, and which comes first: the sorting that items, events and feedback share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, Coded, Column, Instants, Numbers

__all__ = ["by_first_appearance", "extra_copies", "key_of"]

_ROOM = 1 << 62


def key_of(column: Column) -> NDArray[np.int64]:
    """Return whole numbers that are equal where the cells of `column` are, missing ones included."""
    match column:
        case Coded():
            return column.codes.astype(np.int64)
        case Instants():
            return column.us
        case Numbers():
            values = np.where(np.isnan(column.values), np.nan, column.values) + 0.0  # one NaN, one zero
            return values.view(np.int64)
        case _:
            return np.where(column.missing, np.iinfo(np.int64).min, column.values)


def extra_copies(keys: Sequence[NDArray[Any]], kept: Literal["first", "last"] = "first") -> NDArray[np.bool_]:
    """Return for each row whether it is a copy of another one: all rows of a set of equal ones but the one `kept`."""
    extra = np.zeros(len(keys[0]), dtype=np.bool_)
    if not len(extra):
        return extra
    packed = _packed(keys)
    order = np.lexsort(packed) if len(packed) > 1 else np.argsort(packed[0], kind="stable")
    same = np.ones(len(order) - 1, dtype=np.bool_)
    for key in packed:
        ordered = key[order]
        same &= ordered[1:] == ordered[:-1]
    extra[order[1:][same] if kept == "first" else order[:-1][same]] = True
    return extra


def _packed(keys: Sequence[NDArray[Any]]) -> list[NDArray[np.int64]]:
    """Return fewer numbers that are equal where all of `keys` are: small ones share a number."""
    packed: list[NDArray[np.int64]] = []
    room = 1
    for key in keys:
        low = int(key.min())
        span = int(key.max()) - low + 1
        if packed and span * room < _ROOM:
            packed[-1] = packed[-1] * span + (key.astype(np.int64) - low)
            room *= span
        elif span < _ROOM:
            packed.append(key.astype(np.int64) - low)
            room = span
        else:
            packed.append(key.astype(np.int64))
            room = _ROOM
    return packed


def by_first_appearance(codes: NDArray[np.signedinteger]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Number the codes in the order in which they first stand in the rows.

    Args:
        codes: Codes; -1 belongs to nothing.

    Returns:
        The place of the first row of each number, and for each row its number, -1 for those of nothing.
    """
    rows = np.arange(len(codes) - 1, -1, -1)
    earliest = np.full(int(codes.max(initial=MISSING)) + 2, len(codes))
    earliest[codes[::-1]] = rows  # of several the first row is written last; the last place is that of nothing
    earliest = earliest[:-1]
    order = np.argsort(earliest)[: np.count_nonzero(earliest < len(codes))]
    number = np.full(len(earliest) + 1, MISSING, dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    return earliest[order], number[codes]
