"""Columns of pandas, on numpy or on Arrow, read without copies; answers keep name, index and zone."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from contractkit.calendars.arrow_columns import ArrowColumn
from contractkit.calendars.columns import (
    AnyArray,
    Bools,
    Column,
    NumpyColumn,
    Sort,
    Zone,
    missing_rows,
)
from contractkit.calendars.instants import Ints

__all__ = ["pandas_column"]


def pandas_column(values: Any) -> Column | None:
    """Return a series or an index of pandas as a column; None for anything else."""
    pandas: Any = import_module("pandas")
    if not isinstance(values, (pandas.Series, pandas.Index)):
        return None
    if isinstance(values.dtype, pandas.ArrowDtype):
        return _ArrowInPandas(pandas, values)
    return _PandasColumn(pandas, values)


class _InPandas:
    """What columns of pandas share: an index and a name, and only rows of one index are matched."""

    def __init__(self, pandas: Any, values: Any) -> None:
        self._pandas = pandas
        self._values = values
        self._series = isinstance(values, pandas.Series)
        self.described = f"{values.dtype}"
        self.shape: tuple[int, ...] = (len(values),)

    def words(self, rows: slice) -> list[Any]:
        """Return some rows as Python values."""
        values: list[Any] = (self._values.iloc[rows] if self._series else self._values[rows]).tolist()
        return values

    def fits(self, other: Column) -> str | None:
        """Return why rows cannot be matched: two series whose indexes differ."""
        if not (self._series and isinstance(other, _InPandas) and other._series):
            return None
        if self._values.index.equals(other._values.index):
            return None
        return "their indexes differ, and rows are matched by position: align them first, for example with reindex"

    def _back(self, values: Any) -> Any:
        if self._series:
            return self._pandas.Series(values, index=self._values.index, name=self._values.name, copy=False)
        return self._pandas.Index(values, name=self._values.name, copy=False)


class _PandasColumn(_InPandas):
    """A series or an index of pandas that stands on numpy."""

    def __init__(self, pandas: Any, values: Any) -> None:
        super().__init__(pandas, values)
        dtype = values.dtype
        self.zone: Zone | None = None
        self._numbers: AnyArray | None = None
        self._nullable = False
        self.sort: Sort
        if isinstance(dtype, pandas.DatetimeTZDtype):
            self.zone = dtype.tz
            self._numbers = pandas.DatetimeIndex(values).asi8.view(f"datetime64[{dtype.unit}]")
            self.sort = "instants"
        elif isinstance(dtype, np.dtype):
            self._numbers = values.to_numpy()
            self.sort = NumpyColumn(self._numbers).sort
        else:
            kind = getattr(dtype, "kind", "O")
            self._nullable = kind in "iu" and hasattr(dtype, "numpy_dtype")
            textual = isinstance(dtype, (pandas.StringDtype, pandas.CategoricalDtype))
            self.sort = "numbers" if self._nullable else "texts" if textual else "other"

    @property
    def free(self) -> bool:
        """Whether the rows stand in a numpy array."""
        return self._numbers is not None

    def part(self, rows: slice) -> tuple[AnyArray, Bools | None]:
        """Return some rows as a numpy array, and which are missing among nullable integers."""
        if self._numbers is not None:
            return self._numbers[rows], None
        piece = self._values.array[rows]
        missing = piece.isna()
        return piece.to_numpy(dtype=piece.dtype.numpy_dtype, na_value=0), missing if missing.any() else None

    def instants(self, us: Ints, zone: Zone | None) -> Any:
        """Return whole numbers for such, else aware instants in microseconds."""
        if self.sort == "numbers":
            return self._whole(us)
        dtype = self._pandas.DatetimeTZDtype("us", zone or "UTC")
        return self._back(self._pandas.DatetimeIndex(us, dtype=dtype, copy=False))

    def amounts(self, us: Ints) -> Any:
        """Return whole numbers for such, else durations in microseconds."""
        if self.sort == "numbers":
            return self._whole(us)
        return self._back(self._pandas.TimedeltaIndex(us.view("timedelta64[us]"), copy=False))

    def truths(self, found: Bools, missing: Bools | None) -> Any:
        """Return truth values: of an index as an array, of nullable integers as nullable ones."""
        if self._nullable:
            none = np.zeros(found.shape, np.bool_) if missing is None else missing
            return self._back(self._pandas.arrays.BooleanArray(found, none))
        return self._back(found) if self._series else found

    def days(self, days: Ints) -> Any:
        """Return midnights in the unit that the dates came in: pandas has no type for dates."""
        dtype = self._values.dtype
        unit = dtype if isinstance(dtype, np.dtype) and dtype.kind == "M" else np.dtype("datetime64[s]")
        return self._back(self._pandas.Series(days.view("datetime64[D]")).astype(unit).array)

    def counts(self, counts: Ints) -> Any:
        """Return nullable integers."""
        return self._back(self._pandas.arrays.IntegerArray(counts, missing_rows(counts)))

    def _whole(self, us: Ints) -> Any:
        return self.counts(us) if self._nullable else self._back(us)


class _ArrowInPandas(_InPandas):
    """A series or an index of pandas that stands on Arrow."""

    def __init__(self, pandas: Any, values: Any) -> None:
        super().__init__(pandas, values)
        self._inner = ArrowColumn(values.array.__arrow_array__())
        self.sort: Sort = self._inner.sort
        self.zone: Zone | None = self._inner.zone
        self.free = self._inner.free
        self.part = self._inner.part

    def _of(self, values: Any) -> Any:
        return self._back(self._pandas.arrays.ArrowExtensionArray(values))

    def instants(self, us: Ints, zone: Zone | None) -> Any:
        """Return instants on Arrow."""
        return self._of(self._inner.instants(us, zone))

    def amounts(self, us: Ints) -> Any:
        """Return amounts on Arrow."""
        return self._of(self._inner.amounts(us))

    def truths(self, found: Bools, missing: Bools | None) -> Any:
        """Return truth values on Arrow."""
        return self._of(self._inner.truths(found, missing))

    def days(self, days: Ints) -> Any:
        """Return dates on Arrow."""
        return self._of(self._inner.days(days))

    def counts(self, counts: Ints) -> Any:
        """Return whole numbers on Arrow."""
        return self._of(self._inner.counts(counts))
