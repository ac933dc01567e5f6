"""Tables as frames of pandas, polars, Arrow and DuckDB. Each library is loaded only when it is asked for.

Words become categories; ids, of which there are as many as rows, become plain texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from contractkit.errors import UsageError
from contractkit.facts.columns import NAT, Coded, Instants, Integers, Numbers
from contractkit.facts.extras import need
from contractkit.facts.texts import Texts

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from contractkit.facts.table import Table, TableColumn

__all__ = ["like", "to_arrow", "to_duckdb", "to_pandas", "to_polars"]


def to_pandas(table: Table) -> pd.DataFrame:
    """Return `table` as a pandas frame."""
    pandas: Any = need("pandas", "pandas")
    columns = {name: _for_pandas(pandas, column) for name, column in table.columns.items()}
    frame: pd.DataFrame = pandas.DataFrame(columns, columns=list(columns))
    return frame


def _for_pandas(pandas: Any, column: TableColumn) -> Any:
    match column:
        case Coded(codes, Texts() as texts):
            words = np.array([*texts, None], dtype=object)[codes]
            return pandas.array(words, dtype="string" if pandas.__version__.startswith("2.") else "str")
        case Coded():
            return pandas.Categorical.from_codes(column.codes, categories=list(column.categories))
        case Integers():
            return pandas.arrays.IntegerArray(column.values.copy(), column.missing.copy())
        case Numbers():
            return column.values.copy()
        case Instants():
            return pandas.Series(column.us.view("M8[us]").copy()).dt.tz_localize("UTC")
    if column.dtype.kind == "M":
        return pandas.Series(column.copy()).dt.tz_localize("UTC")
    return column.copy()


def to_polars(table: Table) -> pl.DataFrame:
    """Return `table` as a polars frame."""
    polars: Any = need("polars", "polars")
    columns = [_for_polars(polars, column).alias(name) for name, column in table.columns.items()]
    frame: pl.DataFrame = polars.DataFrame(columns)
    return frame


def _for_polars(polars: Any, column: TableColumn) -> Any:
    match column:
        case Coded():
            words = polars.Series("", list(column.categories), dtype=polars.String)
            codes = polars.Series("", column.codes.astype(np.int64), dtype=polars.Int64)
            known = polars.Series("", column.codes >= 0)
            spelled = words.gather(codes.zip_with(known, polars.Series([None], dtype=polars.Int64)))
            return spelled if isinstance(column.categories, Texts) else spelled.cast(polars.Categorical)
        case Integers():
            values = polars.Series("", column.values)
            return values.zip_with(polars.Series("", ~column.missing), polars.Series([None], dtype=polars.Int64))
        case Numbers():
            return polars.Series("", column.values, nan_to_null=True)
        case Instants():
            return polars.Series("", column.us.view("M8[us]")).dt.replace_time_zone("UTC")
    if column.dtype.kind == "M":
        return polars.Series("", column).dt.replace_time_zone("UTC")
    return polars.Series("", column, nan_to_null=column.dtype.kind == "f")


def to_arrow(table: Table) -> pa.Table:
    """Return `table` as an Arrow table."""
    arrow: Any = need("pyarrow", "arrow")
    arrays = [_for_arrow(arrow, column) for column in table.columns.values()]
    frame: pa.Table = arrow.table(arrays, names=list(table.columns))
    return frame


def _for_arrow(arrow: Any, column: TableColumn) -> Any:
    match column:
        case Coded(codes, Texts() as texts):
            return _texts(arrow, texts).take(arrow.array(codes.astype(np.int32), mask=codes < 0))
        case Coded():
            codes = arrow.array(column.codes.astype(np.int32), mask=column.codes < 0)
            return arrow.DictionaryArray.from_arrays(codes, arrow.array(list(column.categories), type=arrow.string()))
        case Integers():
            return arrow.array(column.values, mask=column.missing)
        case Numbers():
            return arrow.array(column.values, mask=np.isnan(column.values))
        case Instants():
            return arrow.array(column.us, type=arrow.timestamp("us", "UTC"), mask=column.us == NAT)
    if column.dtype.kind == "M":
        return arrow.array(column.view(np.int64), type=arrow.timestamp("us", "UTC"), mask=np.isnat(column))
    if column.dtype.kind == "m":
        return arrow.array(column.view(np.int64), type=arrow.duration("us"), mask=np.isnat(column))
    return arrow.array(column, mask=np.isnan(column) if column.dtype.kind == "f" else None)


def _texts(arrow: Any, texts: Texts) -> Any:
    """Return texts as an array of Arrow over the same bytes."""
    buffers = arrow.py_buffer(texts.bounds), arrow.py_buffer(texts.data)
    if texts.bounds.dtype == np.int32:
        return arrow.StringArray.from_buffers(len(texts), *buffers)
    return arrow.LargeStringArray.from_buffers(len(texts), *buffers).cast(arrow.string())


def to_duckdb(table: Table, connection: Any = None) -> Any:
    """Return `table` as a relation of DuckDB, of a connection or of the default one."""
    duckdb: Any = need("duckdb", "duckdb")
    return (duckdb if connection is None else connection).from_arrow(to_arrow(table))


def like(table: Table, frame: Any) -> Any:
    """Return `table` as a frame of the kind that `frame` is."""
    package, kind = type(frame).__module__.partition(".")[0], type(frame).__name__
    if package == "pandas":
        return to_pandas(table)
    if package == "polars":
        return to_polars(table).lazy() if kind == "LazyFrame" else to_polars(table)
    if package == "pyarrow":
        return to_arrow(table)
    if package in ("duckdb", "_duckdb"):
        return to_duckdb(table)
    if isinstance(frame, dict):
        return {name: table.values(name) for name in table.names}
    hint = "there are to_pandas, to_polars, to_arrow, to_duckdb and to_records"
    raise UsageError(f"a table cannot be made like {kind}; {hint}", kind=kind)
