"""Tables of Arrow, in memory and in Parquet files."""

from __future__ import annotations

import io
from typing import Any

import attrs
import numpy as np

from contractkit.errors import FactsRejected, Problem
from contractkit.facts.columns import MISSING, NAT
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
    microseconds,
    text_of,
)

__all__ = ["ArrowTable", "ParquetFile", "is_arrow"]


def is_arrow(frame: Any) -> bool:
    """Return whether `frame` is a table or batch of pyarrow, without loading pyarrow."""
    kind = type(frame)
    return kind.__module__.partition(".")[0] == "pyarrow" and kind.__name__ in ("Table", "RecordBatch")


@attrs.frozen
class ParquetFile:
    """A Parquet file.

    Attributes:
        path: The file as the caller named it.
        content: The bytes of a file that can be read only once, such as a pipe; None where the file is opened here.
    """

    path: str
    content: bytes | None = attrs.field(default=None, repr=False)

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns; rows are counted from 1.

        Raises:
            FactsRejected: The file as a whole means nothing.
            MissingExtraError: pyarrow is not installed.
        """
        arrow: Any = need("pyarrow", "arrow")
        parquet: Any = need("pyarrow.parquet", "arrow")
        try:
            with parquet.ParquetFile(self.path if self.content is None else io.BytesIO(self.content)) as file:
                names = [str(name) for name in file.schema_arrow.names]
                check_names(names, reading, self.path, None)
                reading.progress(0, 1)
                table = file.read(columns=list(reading.wanted))
                reading.progress(1, 1)
                return _raw(arrow, table, reading, self.path)
        except (arrow.ArrowException, OSError) as error:
            says = f"{reading.step}: this Parquet file cannot be read: {str(error).splitlines()[0]}"
            raise FactsRejected([Problem("broken-parquet", says, self.path, hint="get the file again")]) from None


@attrs.frozen
class ArrowTable:
    """A table of pyarrow.

    Attributes:
        table: The table or record batch.
    """

    table: Any

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns; rows are counted from 1.

        Raises:
            FactsRejected: The table as a whole means nothing.
        """
        arrow: Any = need("pyarrow", "arrow")
        check_names([str(name) for name in self.table.schema.names], reading, None, None)
        return _raw(arrow, self.table, reading, None)


def _raw(arrow: Any, table: Any, reading: Reading, file: str | None) -> RawTable:
    rows = np.arange(1, table.num_rows + 1, dtype=np.int64)
    columns = {name: _column(arrow, table.column(name)) for name in reading.wanted}
    return RawTable(file, rows, columns)


def _column(arrow: Any, cells: Any) -> RawColumn:
    if isinstance(cells, arrow.ChunkedArray):
        cells = cells.combine_chunks()
        if isinstance(cells, arrow.ChunkedArray):  # some kinds stay in chunks, and so does a column without rows
            cells = cells.chunk(0) if cells.num_chunks == 1 else arrow.array(cells.to_pylist(), type=cells.type)
    kind = cells.type
    if arrow.types.is_timestamp(kind):
        ticks = cells.view(arrow.int64()).fill_null(NAT).to_numpy(zero_copy_only=False)
        return RawInstants(microseconds(ticks, kind.unit), aware=kind.tz is not None)
    if not arrow.types.is_dictionary(kind):
        try:
            cells = cells.dictionary_encode()
        except arrow.ArrowException:  # lists, structs: there is a text of them, for what it is worth
            return _by_value(cells.to_pylist())
    codes = cells.indices.fill_null(MISSING).to_numpy(zero_copy_only=False).astype(np.int32)
    values = cells.dictionary.to_pylist()
    dated = any(is_dated(value) for value in values)
    return RawWords(codes, (*(text_of(value) for value in values), None), dated)  # -1 is the place of the last


def _by_value(values: list[Any]) -> RawWords:
    encoder = Encoder()
    encoder.add([text_of(value) for value in values], len(values))
    return encoder.column()
