"""Which rows are the same, and which comes first: the sorting that items, events and feedback share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, Coded, Column, Instants, Numbers

__all__ = ["by_first_appearance", "extra_copies", "key_of"]


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
    """Return for each row whether it is a copy of another one: all rows of a set of equal ones but the one `kept`.

    The first two keys should tell most rows apart: only rows that are equal in them are compared in the others.
    """
    extra = np.zeros(len(keys[0]), dtype=np.bool_)
    earlier, later = _equal_pairs(keys[:2])
    close = np.union1d(earlier, later)
    earlier, later = _equal_pairs([key[close] for key in keys])
    extra[close[later if kept == "first" else earlier]] = True
    return extra


def _equal_pairs(keys: Sequence[NDArray[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of rows that are equal in all keys, each with the next one of its set in row order."""
    order = np.lexsort(tuple(reversed(keys)))
    same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
    for key in keys:
        ordered = key[order]
        same &= ordered[1:] == ordered[:-1]
    return order[:-1][same], order[1:][same]


def by_first_appearance(codes: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Number the codes in the order in which they first stand in the rows.

    Args:
        codes: int32; -1 belongs to nothing.

    Returns:
        The place of the first row of each number, and for each row its number, -1 for those of nothing.
    """
    places = np.flatnonzero(codes != MISSING)
    distinct, first = np.unique(codes[places], return_index=True)
    order = np.argsort(first)
    number = np.full(int(distinct.max()) + 2 if len(distinct) else 1, MISSING, dtype=np.int32)
    number[distinct[order]] = np.arange(len(order), dtype=np.int32)
    return places[first[order]], number[codes]
