"""Tables that are given as values: data frames by way of Arrow or narwhals, and dicts of sequences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import numpy as np

from contractkit.errors import MissingExtraError, UsageError
from contractkit.facts.arrow_tables import ArrowTable, column_of
from contractkit.facts.columns import NAT
from contractkit.facts.extras import need
from contractkit.facts.no_frames import is_plain, no_frame
from contractkit.facts.raw_columns import RawColumn, RawInstants, RawItems, RawTable, RawTexts, RawWords
from contractkit.facts.sources import Encoder, Reading, check_names, is_dated, text_of

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
        return RawTable(None, next(iter(lengths.values()), 0), columns)


@attrs.frozen
class Frame:
    """A data frame: pandas, polars (lazy ones too), a relation of DuckDB, and others that narwhals or Arrow know.

    With pyarrow installed the columns are read through Arrow, at the speed of arrays; without it by narwhals.

    Attributes:
        frame: The frame.
    """

    frame: Any

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns; rows are counted from 1.

        Raises:
            FactsRejected: A column is missing, or is there twice.
            UsageError: It is no data frame.
            MissingExtraError: narwhals is not installed, and pyarrow is not either.
        """
        native = self.frame
        if is_plain(native):
            raise no_frame(reading.step, native)
        arrow = _pyarrow()
        if hasattr(native, "iloc"):  # pandas may have two columns of one name
            labels = [str(label) for label in native.columns]
            check_names(labels, reading, None, None)
            places = [labels.index(name) for name in reading.wanted]
            if arrow is not None:
                series = {name: native.iloc[:, place] for name, place in zip(reading.wanted, places, strict=True)}
                columns = {name: _of_pandas(arrow, one, name, reading) for name, one in series.items()}
                return RawTable(None, len(native), columns)
            native = native.iloc[:, places].set_axis(list(reading.wanted), axis=1)
        package = type(native).__module__.partition(".")[0]
        if arrow is not None and package == "polars":
            return _of_polars(arrow, native, reading)
        if package in ("duckdb", "_duckdb"):
            return ArrowTable(_relation(native, reading)).read(reading)
        return self._by_narwhals(native, reading)

    def _by_narwhals(self, native: Any, reading: Reading) -> RawTable:
        narwhals: Any = need("narwhals", "frames")
        try:
            frame = narwhals.from_native(native)
        except TypeError:
            if hasattr(native, "__arrow_c_stream__"):
                return ArrowTable(need("pyarrow", "arrow").table(native)).read(reading)
            raise no_frame(reading.step, native) from None
        if isinstance(frame, narwhals.LazyFrame):
            check_names(frame.collect_schema().names(), reading, None, None)
            frame = frame.select(*reading.wanted).collect()
        check_names(frame.columns, reading, None, None)
        columns = {name: _series(narwhals, frame.get_column(name)) for name in reading.wanted}
        return RawTable(None, len(frame), columns)


def _pyarrow() -> Any:
    """Return pyarrow, None where it is not installed."""
    try:
        return need("pyarrow", "arrow")
    except MissingExtraError:
        return None


def _of_pandas(arrow: Any, series: Any, name: str, reading: Reading) -> RawColumn:
    try:
        if series.dtype == object:  # texts alone; a column of numbers, dates and the like is read cell by cell
            cells = arrow.array(series.to_numpy(), type=arrow.string(), from_pandas=True)
        else:
            cells = arrow.Array.from_pandas(series)
        return column_of(arrow, cells, name, reading)
    except (arrow.ArrowException, NotImplementedError, TypeError, UnicodeError):
        return _words(series.tolist())


def _of_polars(arrow: Any, native: Any, reading: Reading) -> RawTable:
    if hasattr(native, "collect"):
        check_names(native.collect_schema().names(), reading, None, None)
        native = native.select(list(reading.wanted)).collect()
    check_names(native.columns, reading, None, None)
    columns: dict[str, RawColumn] = {}
    for name in reading.wanted:
        series = native.get_column(name)
        try:
            columns[name] = column_of(arrow, series.to_arrow(), name, reading)
        except arrow.ArrowException:
            columns[name] = _words(series.to_list())
    return RawTable(None, len(native), columns)


def _relation(native: Any, reading: Reading) -> Any:
    """Return the wanted columns of a relation of DuckDB as an Arrow table."""
    need("pyarrow", "arrow")
    check_names([str(name) for name in native.columns], reading, None, None)
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in reading.wanted)
    return native.project(quoted).to_arrow_table()


def _length(column: RawColumn) -> int:
    match column:
        case RawInstants():
            return len(column.us)
        case RawTexts():
            return len(column.texts)
        case RawItems():
            return len(column.item)
        case _:
            return len(column.codes)


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
