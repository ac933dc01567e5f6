"""Tables as frames of pandas, polars and Arrow. Each library is loaded only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from contractkit.facts.columns import NAT, Coded, Instants, Integers, Numbers
from contractkit.facts.extras import need

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from contractkit.facts.table import Table, TableColumn

__all__ = ["to_arrow", "to_pandas", "to_polars"]


def to_pandas(table: Table) -> pd.DataFrame:
    """Return `table` as a pandas frame."""
    pandas: Any = need("pandas", "pandas")
    columns = {name: _for_pandas(pandas, column) for name, column in table.columns.items()}
    frame: pd.DataFrame = pandas.DataFrame(columns, columns=list(columns))
    return frame


def _for_pandas(pandas: Any, column: TableColumn) -> Any:
    match column:
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
            codes = polars.Series("", column.codes, dtype=polars.Int64)
            known = polars.Series("", column.codes >= 0)
            return words.gather(codes.zip_with(known, polars.Series([None], dtype=polars.Int64))).cast(
                polars.Categorical
            )
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
        case Coded():
            codes = arrow.array(column.codes, type=arrow.int32(), mask=column.codes < 0)
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
