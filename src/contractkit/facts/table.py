"""A table of typed columns, for facts and for what is computed from them, and its ways out to other libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import UsageError
from contractkit.facts.columns import Coded, Instants, Integers, Numbers, same
from contractkit.facts.lazy import Columns, Lazy, TableColumn, checked, take_rows
from contractkit.facts.table_shown import as_html, as_line
from contractkit.quantities.notation import nearest

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Table", "TableColumn"]


def _checked(columns: Mapping[str, Any]) -> Columns:
    given = columns.held if isinstance(columns, Columns) else columns
    held: dict[str, TableColumn | Lazy] = {}
    for name, column in given.items():
        try:
            held[name] = column if isinstance(column, Lazy) else checked(column)
        except TypeError:
            says = f"column {name!r} is no column of numbers, flags, instants or durations"
            raise UsageError(says, column=name) from None
    lengths = {name: len(column) for name, column in held.items()}
    if len(set(lengths.values())) > 1:
        raise UsageError(f"columns differ in length: {lengths}", lengths=lengths)
    return Columns(held)


def _same_columns(left: Mapping[str, TableColumn], right: Mapping[str, TableColumn]) -> bool:
    if list(left) != list(right):
        return False
    for name, column in left.items():
        other = right[name]
        if isinstance(column, np.ndarray) or isinstance(other, np.ndarray):
            if not (isinstance(column, np.ndarray) and isinstance(other, np.ndarray) and same(column, other)):
                return False
        elif column != other:
            return False
    return True


@attrs.frozen(repr=False)
class Table:
    """Columns of one length, in an order, each with a name.

    Attributes:
        columns: The columns by name. Instants are UTC; a NaN, a NaT and a code of -1 are missing values. A column that
            follows from others may be made each time it is asked for (`Lazy`).

    Example:
        >>> table = Table({"id": Coded.from_words(["T-1", "T-2"]), "hours": np.array([4.0, np.nan])})
        >>> table.to_records()
        [{'id': 'T-1', 'hours': 4.0}, {'id': 'T-2', 'hours': None}]
    """

    columns: Mapping[str, TableColumn] = attrs.field(converter=_checked, eq=attrs.cmp_using(eq=_same_columns))

    @property
    def _held(self) -> Mapping[str, TableColumn | Lazy]:
        assert isinstance(self.columns, Columns)
        return self.columns.held

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return tuple(self.columns)

    def __len__(self) -> int:
        """Return the number of rows."""
        return next((len(column) for column in self._held.values()), 0)

    def __repr__(self) -> str:
        """Return how many rows and columns there are, on one line."""
        return as_line(self)

    def _repr_html_(self) -> str:
        """Return the first rows and the shape, as a notebook shows them."""
        return as_html(self)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Go through the rows as `to_records` gives them."""
        return iter(self.to_records())

    def column(self, name: str) -> TableColumn:
        """Return the column `name`.

        Raises:
            UsageError: There is no such column.
        """
        try:
            return self.columns[name]
        except KeyError:
            raise UsageError(f"the table has no column {name!r}; {nearest(name, self.columns)}", column=name) from None

    def array(self, name: str) -> NDArray[Any]:
        """Return the column `name` as a plain array: codes of words, int64 microseconds of instants, values of numbers.

        Raises:
            UsageError: There is no such column.
        """
        column = self.column(name)
        match column:
            case Coded():
                return column.codes
            case Instants():
                return column.us
            case Numbers() | Integers():
                return column.values
            case _:
                return column

    def words(self, name: str) -> Coded:
        """Return the column `name`, which must hold words.

        Raises:
            UsageError: There is no such column, or it holds something else.
        """
        column = self.column(name)
        if not isinstance(column, Coded):
            raise UsageError(f"column {name!r} does not hold words", column=name)
        return column

    def select(self, rows: NDArray[Any]) -> Table:
        """Return the table of `rows` alone: a mask of as many flags as there are rows, or places."""
        return Table({name: take_rows(column, rows) for name, column in self._held.items()})

    def only(self, *names: str) -> Table:
        """Return the table of the columns `names` alone, in that order.

        Raises:
            UsageError: There is no such column.
        """
        return Table({name: self._held[name] if name in self.columns else self.column(name) for name in names})

    def with_columns(self, **columns: TableColumn | Lazy) -> Table:
        """Return the table with these columns replaced where they are there, and added at the end where not."""
        return Table({**self._held, **columns})

    def values(self, name: str) -> list[Any]:
        """Return the column `name` as plain values: str, datetime in UTC, timedelta, int, float, bool; None is missing.

        Raises:
            UsageError: There is no such column.
        """
        return _plain(self.column(name))

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows as dicts of plain values (see `values`)."""
        columns = [_plain(column) for column in self.columns.values()]
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*columns, strict=True)]

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns as lists that JSON can hold: instants as ISO 8601 in UTC, durations as microseconds."""
        return {name: [_json(value) for value in _plain(column)] for name, column in self.columns.items()}

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas frame: words category, ids str, instants datetime64[us, UTC], whole numbers with gaps Int64.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from contractkit.facts.frames_out import to_pandas

        return to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """Return a polars frame: words Categorical, ids String, instants Datetime in UTC, durations Duration("us").

        Raises:
            MissingExtraError: polars is not installed.
        """
        from contractkit.facts.frames_out import to_polars

        return to_polars(self)

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table: words as dictionaries, ids string, instants timestamp("us", "UTC"), spans duration.

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        from contractkit.facts.frames_out import to_arrow

        return to_arrow(self)

    def to_duckdb(self, connection: Any = None) -> Any:
        """Return a relation of DuckDB, by way of Arrow.

        Args:
            connection: The connection that is to see it; None for DuckDB's default one.

        Raises:
            MissingExtraError: duckdb or pyarrow is not installed.
        """
        from contractkit.facts.frames_out import to_duckdb

        return to_duckdb(self, connection)

    def like(self, frame: Any) -> Any:
        """Return a frame of the kind that `frame` is: pandas, polars (lazy too), Arrow, DuckDB, or a dict of lists.

        Args:
            frame: Such a frame; what is in it does not matter.

        Raises:
            UsageError: It is no frame of these kinds.
            MissingExtraError: A library is not installed.

        Example:
            >>> Table({"id": Coded.from_words(["T-1"])}).like({})
            {'id': ['T-1']}
        """
        from contractkit.facts.frames_out import like

        return like(self, frame)


def _plain(column: TableColumn) -> list[Any]:
    match column:
        case Coded():
            return column.words()
        case Instants():
            return column.datetimes()
        case Integers():
            pairs = zip(column.values.tolist(), column.missing.tolist(), strict=True)
            return [None if missing else value for value, missing in pairs]
        case Numbers():
            return [None if value != value else value for value in column.values.tolist()]
    kind = column.dtype.kind
    if kind == "M":
        return [None if value is None else value.replace(tzinfo=UTC) for value in column.tolist()]
    if kind == "f":
        return [None if value != value else value for value in column.tolist()]
    values: list[Any] = column.tolist()
    return values


def _json(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value // timedelta(microseconds=1)
        case _:
            return value
