"""Columns of data frames, found by the library they come from: pandas, polars, Arrow, narwhals.

A library is never imported for a caller who has no column of it; nothing here is needed for numpy arrays.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import numpy as np

from contractkit.calendars.arrow_columns import ArrowColumn
from contractkit.calendars.columns import Bools, Column, Sort, Zone
from contractkit.calendars.instants import Ints
from contractkit.calendars.pandas_columns import pandas_column
from contractkit.calendars.polars_columns import polars_column
from contractkit.errors import UsageError

__all__ = ["frame_column"]


def frame_column(values: object) -> Column | None:
    """Return a column of a data frame, or None where the value is none of a library that is known.

    Raises:
        UsageError: It is a whole frame or table, which holds several columns.
    """
    library = type(values).__module__.partition(".")[0]
    reader = _READERS.get(library)
    column = reader(values) if reader is not None else None
    if column is None and _is_frame(values):
        kind = f"{library}.{type(values).__name__}"
        raise UsageError(f"a {kind} holds several columns; give one of them, such as frame['opened_at']", value=kind)
    return column


def _is_frame(values: object) -> bool:
    """Return whether a value is a frame, a table or a query: what has named columns and is no column."""
    named = ("columns", "column_names", "collect_schema", "__dataframe__")
    return not isinstance(values, np.ndarray) and any(hasattr(type(values), name) for name in named)


def _arrow(values: Any) -> Column | None:
    pyarrow: Any = import_module("pyarrow")
    return ArrowColumn(values) if isinstance(values, (pyarrow.Array, pyarrow.ChunkedArray)) else None


class _NarwhalsColumn:
    """A series of narwhals: the one inside answers, and the answer is wrapped again."""

    def __init__(self, narwhals: Any, inner: Column) -> None:
        self._narwhals = narwhals
        self._inner = inner
        self.sort: Sort = inner.sort
        self.described = inner.described
        self.shape = inner.shape
        self.zone: Zone | None = inner.zone
        self.free = inner.free
        self.part = inner.part
        self.words = inner.words

    def fits(self, other: Column) -> str | None:
        """Return what the series inside say."""
        return self._inner.fits(other._inner if isinstance(other, _NarwhalsColumn) else other)

    def _of(self, values: Any) -> Any:
        return self._narwhals.from_native(values, series_only=True)

    def instants(self, us: Ints, zone: Zone | None) -> Any:
        """Return instants as the series inside would."""
        return self._of(self._inner.instants(us, zone))

    def amounts(self, us: Ints) -> Any:
        """Return amounts as the series inside would."""
        return self._of(self._inner.amounts(us))

    def truths(self, found: Bools, missing: Bools | None) -> Any:
        """Return truth values as the series inside would."""
        return self._of(self._inner.truths(found, missing))

    def days(self, days: Ints) -> Any:
        """Return dates as the series inside would."""
        return self._of(self._inner.days(days))

    def counts(self, counts: Ints) -> Any:
        """Return whole numbers as the series inside would."""
        return self._of(self._inner.counts(counts))


def _narwhals(values: Any) -> Column | None:
    narwhals: Any = import_module("narwhals")
    if not hasattr(values, "to_native") or not hasattr(values, "dtype"):
        return None
    inner = frame_column(values.to_native())
    return _NarwhalsColumn(narwhals, inner) if inner is not None else None


_READERS: Final = {"pandas": pandas_column, "polars": polars_column, "pyarrow": _arrow, "narwhals": _narwhals}
