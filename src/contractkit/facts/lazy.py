"""Columns that are made when they are asked for, and not kept: what follows from others takes no room.

An outcome knows its limit by a number of two bytes; the clause, the calendar and the time allowed follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import Column

__all__ = ["Columns", "Lazy", "TableColumn", "checked", "take_rows"]

TableColumn = Column | NDArray[Any]
"""A typed column, or an array: whole numbers, numbers, flags, datetime64[us] (UTC), timedelta64[us]."""


@attrs.frozen(eq=False)
class Lazy:
    """A column that is made whenever it is asked for.

    Attributes:
        length: How many rows it has.
        make: Returns it; always the same.
        some: Returns what `make` does of some rows, without making the others; None where nothing can.
    """

    length: int
    make: Callable[[], Any]
    some: Callable[[NDArray[Any]], Any] | None = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.length

    def take(self, rows: NDArray[Any]) -> Lazy:
        """Return the column of `rows` alone: places, or a mask."""
        length = int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows)
        return Lazy(length, partial(_made, self, rows) if self.some is None else partial(self.some, rows))


def _made(lazy: Lazy, rows: NDArray[Any]) -> TableColumn:
    made = take_rows(checked(lazy.make()), rows)
    assert not isinstance(made, Lazy)
    return made


def checked(column: Any) -> TableColumn:
    """Return `column` as a table holds it: read-only, instants and durations in microseconds.

    Raises:
        TypeError: It is no column.
    """
    if isinstance(column, Column):
        return column
    array = np.asarray(column)
    if array.ndim != 1 or array.dtype.kind not in "iufbmM":
        raise TypeError(array.dtype)
    if array.dtype.kind in "mM":
        array = array.astype(f"{array.dtype.kind}8[us]", copy=False)
    array = array.view()
    array.flags.writeable = False
    return array


def take_rows(column: TableColumn | Lazy, rows: NDArray[Any]) -> TableColumn | Lazy:
    """Return the rows of a column: places, or a mask."""
    return column[rows] if isinstance(column, np.ndarray) else column.take(rows)


@attrs.frozen(eq=False)
class Columns(Mapping[str, TableColumn]):
    """Columns by name, some of which are made when they are asked for.

    Attributes:
        held: The columns as they are held.
    """

    held: Mapping[str, TableColumn | Lazy]

    def __getitem__(self, name: str) -> TableColumn:
        """Return a column, and make it if need be."""
        column = self.held[name]
        return checked(column.make()) if isinstance(column, Lazy) else column

    def __iter__(self) -> Iterator[str]:
        """Go through the names in order."""
        return iter(self.held)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(self.held)

    def __contains__(self, name: object) -> bool:
        """Return whether there is a column of that name, without making it."""
        return name in self.held
