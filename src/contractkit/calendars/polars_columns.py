"""Columns of polars, read without copies; answers keep name and zone."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import numpy as np

from contractkit.calendars.columns import (
    AnyArray,
    Bools,
    Column,
    Sort,
    Zone,
    missing_rows,
    nothing_missing,
    parts,
)
from contractkit.calendars.instants import Ints

__all__ = ["polars_column"]

_BLOCK: Final = 1 << 19  # rows of one chunk, where rows are missing


class _PolarsColumn:
    """A series of polars."""

    def __init__(self, polars: Any, series: Any) -> None:
        self._polars = polars
        self._series = series
        dtype = series.dtype
        self.described = f"{dtype}"
        self.shape: tuple[int, ...] = (len(series),)
        self.zone: Zone | None = getattr(dtype, "time_zone", None)
        self.sort: Sort = "other"
        if isinstance(dtype, polars.Datetime):
            self.sort = "instants" if self.zone else "readings"
        elif isinstance(dtype, polars.Duration):
            self.sort = "amounts"
        elif dtype == polars.Date:
            self.sort = "dates"
        elif dtype.is_integer() and not self.described.endswith("128"):
            self.sort = "numbers"
        elif dtype in (polars.String, polars.Categorical, polars.Enum):
            self.sort = "texts"
        self.free = series.n_chunks() == 1 and series.null_count() == 0 and self.sort != "dates"

    def part(self, rows: slice) -> tuple[AnyArray, Bools | None]:
        """Return some rows as a numpy array, and which are missing among whole numbers."""
        piece = self._series[rows]
        if self.sort != "numbers" or piece.null_count() == 0:
            return piece.to_numpy(), None
        return piece.fill_null(0).to_numpy(), piece.is_null().to_numpy()

    def words(self, rows: slice) -> list[Any]:
        """Return some rows as Python values."""
        values: list[Any] = self._series[rows].to_list()
        return values

    def fits(self, other: Column) -> str | None:  # noqa: ARG002
        """Series of polars have no labels."""
        return None

    def instants(self, us: Ints, zone: Zone | None) -> Any:
        """Return whole numbers for such, else aware instants in microseconds."""
        if self.sort == "numbers":
            return self.counts(us)
        return self._of(us, us, self._polars.Datetime("us", f"{zone or 'UTC'}"))

    def amounts(self, us: Ints) -> Any:
        """Return whole numbers for such, else durations in microseconds."""
        return self.counts(us) if self.sort == "numbers" else self._of(us, us, self._polars.Duration("us"))

    def truths(self, found: Bools, missing: Bools | None) -> Any:
        """Return truth values; null where the instant is."""
        series = self._polars.Series(self._series.name, found)
        return series if missing is None else series.set(self._polars.Series(missing), None)

    def days(self, days: Ints) -> Any:
        """Return dates."""
        return self._of(days, days.astype(np.int32), self._polars.Date)

    def counts(self, counts: Ints) -> Any:
        """Return whole numbers; null where there is none."""
        return self._of(counts, counts, self._polars.Int64)

    def _of(self, numbers: Ints, values: AnyArray, dtype: Any) -> Any:
        polars, name = self._polars, self._series.name
        if nothing_missing(numbers):
            return polars.Series(name, values).cast(dtype)
        chunks = []
        for rows in parts(len(numbers), _BLOCK):
            missing = missing_rows(numbers[rows])
            chunk = polars.Series(name, np.where(missing, 0, values[rows]))
            chunks.append(chunk.set(polars.Series(missing), None) if missing.any() else chunk)
        return polars.concat(chunks, rechunk=False).cast(dtype)


def polars_column(values: Any) -> Column | None:
    """Return a series of polars as a column; None for anything else."""
    polars: Any = import_module("polars")
    return _PolarsColumn(polars, values) if isinstance(values, polars.Series) else None
