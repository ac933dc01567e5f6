"""Tables that are given as values: data frames by way of narwhals, and dicts of sequences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import numpy as np

from contractkit.errors import UsageError
from contractkit.facts.columns import NAT
from contractkit.facts.extras import need
from contractkit.facts.sources import (
    Encoder,
    RawColumn,
    RawInstants,
    RawTable,
    RawWords,
    Reading,
    check_names,
    is_dated,
    text_of,
)

__all__ = ["DictOfSequences", "Frame"]


@attrs.frozen
class DictOfSequences:
    """Columns by name, each a sequence of cells.

    Attributes:
        columns: The columns; they must be of one length.
    """

    columns: Mapping[str, Iterable[Any]]

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns; rows are counted from 1.

        Raises:
            FactsRejected: A column is missing.
            UsageError: The columns differ in length, or one is no sequence.
        """
        check_names([str(name) for name in self.columns], reading, None, None)
        by_name = {str(name): cells for name, cells in self.columns.items()}
        columns = {name: _sequence(name, by_name[name]) for name in reading.wanted}
        lengths = {name: _length(column) for name, column in columns.items()}
        if len(set(lengths.values())) > 1:
            raise UsageError(f"the columns of {reading.step} differ in length: {lengths}", lengths=lengths)
        return RawTable(None, _numbers(next(iter(lengths.values()), 0)), columns)


@attrs.frozen
class Frame:
    """A data frame that narwhals knows: pandas, polars and others.

    Attributes:
        frame: The frame.
    """

    frame: Any

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns; rows are counted from 1.

        Raises:
            FactsRejected: A column is missing, or is there twice.
            UsageError: It is no data frame.
            MissingExtraError: narwhals is not installed.
        """
        narwhals: Any = need("narwhals", "frames")
        native = self.frame
        if hasattr(native, "iloc"):  # pandas may have two columns of one name
            labels = [str(label) for label in native.columns]
            check_names(labels, reading, None, None)
            native = native.iloc[:, [labels.index(name) for name in reading.wanted]]
            native = native.set_axis(list(reading.wanted), axis=1)
        try:
            frame = narwhals.from_native(native)
        except TypeError:
            kind = type(self.frame).__name__
            raise UsageError(f"{reading.step} is no data frame but {kind}", kind=kind) from None
        if isinstance(frame, narwhals.LazyFrame):
            frame = frame.collect()
        check_names(frame.columns, reading, None, None)
        columns = {name: _series(narwhals, frame.get_column(name)) for name in reading.wanted}
        return RawTable(None, _numbers(len(frame)), columns)


def _numbers(length: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.arange(1, length + 1, dtype=np.int64)


def _length(column: RawColumn) -> int:
    return len(column.us) if isinstance(column, RawInstants) else len(column.codes)


def _sequence(name: str, cells: Any) -> RawColumn:
    if isinstance(cells, np.ndarray) and cells.dtype.kind == "M" and cells.ndim == 1:
        return RawInstants(cells.astype("M8[us]").view(np.int64), aware=False)
    if isinstance(cells, str | bytes | Mapping) or not isinstance(cells, Iterable):
        raise UsageError(f"column {name!r} is no sequence but {type(cells).__name__}", column=name)
    return _words(cells.tolist() if isinstance(cells, np.ndarray) else list(cells))


def _words(values: list[Any]) -> RawWords:
    encoder = Encoder()
    encoder.add((value if type(value) is str else text_of(value) for value in values), len(values))
    return attrs.evolve(encoder.column(), dated=any(is_dated(value) for value in values))


def _series(narwhals: Any, series: Any) -> RawColumn:
    kind = series.dtype
    if isinstance(kind, narwhals.Datetime):
        missing = series.is_null().to_numpy()
        ticks = series.dt.timestamp("us").fill_null(0).to_numpy().astype(np.int64)
        return RawInstants(np.where(missing, NAT, ticks), aware=kind.time_zone is not None)
    if kind in (narwhals.String, narwhals.Categorical, narwhals.Enum):
        encoder = Encoder()
        encoder.add(series.to_list(), len(series))
        column = encoder.column()
        return attrs.evolve(column, distinct=tuple(text_of(value) for value in column.distinct))
    return _words(series.to_list())
