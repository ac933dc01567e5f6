"""Reading tables for people: rows as plain Python values.

Instants and spans are whole microseconds, what is missing is None. Only rows that are shown are turned into Python
values; what chooses them stays in arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.facts import Instants, Table
from contractkit.facts.columns import NAT

__all__ = ["has_word", "instants", "plain", "rows_of"]


def plain(table: Table, name: str) -> list[Any]:
    """Return a column as Python values: words, numbers, and microseconds for instants and spans; None where missing."""
    column = table.column(name)
    if isinstance(column, Instants) or (isinstance(column, np.ndarray) and column.dtype.kind in "mM"):
        whole = column.us if isinstance(column, Instants) else column.view(np.int64)
        return [None if value == NAT else value for value in whole.tolist()]
    return table.values(name)


def rows_of(table: Table, names: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as dicts of plain values, those of `names` or all."""
    chosen = table.names if names is None else tuple(names)
    columns = [plain(table, name) for name in chosen]
    for row in zip(*columns, strict=True):
        yield dict(zip(chosen, row, strict=True))


def has_word(table: Table, name: str, *words: str) -> NDArray[np.bool_]:
    """Return where a column of words has one of `words`."""
    column, wanted = table.words(name), frozenset(words)
    return np.isin(column.codes, [code for code, word in enumerate(column.categories) if word in wanted])


def instants(table: Table, name: str) -> NDArray[np.int64]:
    """Return a column of instants as microseconds since the epoch in UTC; the least int64 where missing."""
    return table.array(name).astype("M8[us]", copy=False).view(np.int64)
