"""Tables of Arrow, in memory and in Parquet files."""

from __future__ import annotations

import io
from typing import Any

import attrs
import numpy as np

from contractkit.errors import FactsRejected, Problem
from contractkit.facts.columns import MISSING, NAT, narrowest
from contractkit.facts.extras import need
from contractkit.facts.item_ids import items_named
from contractkit.facts.raw_columns import RawColumn, RawInstants, RawTable, RawTexts, RawWords
from contractkit.facts.raw_parts import Filling
from contractkit.facts.sources import Encoder, Reading, check_names, is_dated, microseconds, text_of
from contractkit.facts.texts import Texts

__all__ = ["ArrowTable", "ParquetFile", "column_of", "is_arrow"]

_BATCH = 1 << 20
"""So many rows of a file are read at a time."""
_LONG = 1 << 16
"""Chunks of so many rows are worked on one by one."""


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
            with parquet.ParquetFile(self._source()) as file:
                schema = file.schema_arrow
                check_names([str(name) for name in schema.names], reading, self.path, None)
                texts = [name for name in reading.wanted if arrow.types.is_string(schema.field(name).type)]
            coded = [name for name in texts if name not in reading.ids]
            with parquet.ParquetFile(self._source(), read_dictionary=coded) as file:
                table = self._in_pieces(arrow, file, reading)
            arrow.default_memory_pool().release_unused()
            return table
        except (arrow.ArrowException, OSError) as error:
            says = f"{reading.step}: this Parquet file cannot be read: {str(error).splitlines()[0]}"
            raise FactsRejected([Problem("broken-parquet", says, self.path, hint="get the file again")]) from None

    def _source(self) -> Any:
        return self.path if self.content is None else io.BytesIO(self.content)

    def _in_pieces(self, arrow: Any, file: Any, reading: Reading) -> RawTable:
        """Read some rows at a time: only their codes are kept, so that a file may be larger than memory."""
        total = file.metadata.num_rows
        pieces = {name: Filling(total) for name in reading.wanted}
        done = 0
        reading.progress(0, total)
        for batch in file.iter_batches(batch_size=_BATCH, columns=list(reading.wanted)):
            for name, found in pieces.items():
                column = column_of(arrow, batch.column(name), name, reading)
                if name in reading.ids and reading.known is not None:
                    column = items_named(column, reading.known, reading.missing)
                found.add(column)
            done += batch.num_rows
            reading.progress(done, total)
        if not done:
            return _raw(arrow, file.read(columns=list(reading.wanted)), reading, self.path)
        return RawTable(self.path, total, {name: pieces.pop(name).column() for name in reading.wanted})


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
    columns = {name: _of_table(arrow, table.column(name), name, reading) for name in reading.wanted}
    arrow.default_memory_pool().release_unused()
    return RawTable(file, table.num_rows, columns)


def _of_table(arrow: Any, cells: Any, name: str, reading: Reading) -> RawColumn:
    """Return a column; of long chunks each by itself, so that they need not be copied together."""
    chunks = cells.chunks if isinstance(cells, arrow.ChunkedArray) else [cells]
    if len(chunks) < 2 or len(cells) < len(chunks) * _LONG or arrow.types.is_dictionary(cells.type):
        return column_of(arrow, cells, name, reading)
    filling = Filling(len(cells))
    for chunk in chunks:
        column = column_of(arrow, chunk, name, reading)
        if name in reading.ids and reading.known is not None:
            column = items_named(column, reading.known, reading.missing)
        filling.add(column)
    return filling.column()


def column_of(arrow: Any, cells: Any, name: str, reading: Reading) -> RawColumn:
    """Return a column of Arrow as raw cells: timestamps as they are, ids as texts, all else with each cell once.

    Args:
        arrow: The module pyarrow.
        cells: An array or a chunked array.
        name: The name of the column.
        reading: Says which columns hold ids.
    """
    kind = cells.type
    if arrow.types.is_timestamp(kind):
        ticks = _whole(arrow, cells).view(arrow.int64()).fill_null(NAT).to_numpy(zero_copy_only=False)
        return RawInstants(microseconds(ticks, kind.unit), aware=kind.tz is not None)
    if name in reading.ids and _spells(arrow, kind):
        return _texts(arrow, cells)
    cells = _whole(arrow, cells)
    if not arrow.types.is_dictionary(kind):
        try:
            cells = cells.dictionary_encode()
        except arrow.ArrowException:  # lists, structs: there is a text of them, for what it is worth
            return _by_value(cells.to_pylist())
    values = cells.dictionary.to_pylist()
    indices = cells.indices
    if arrow.types.is_unsigned_integer(indices.type):
        indices = indices.cast(arrow.int64())
    codes = indices.fill_null(MISSING).to_numpy(zero_copy_only=False).astype(narrowest(len(values) + 1))
    dated = any(is_dated(value) for value in values)
    return RawWords(codes, (*(text_of(value) for value in values), None), dated)  # -1 is the place of the last


def _whole(arrow: Any, cells: Any) -> Any:
    """Return the cells in one array."""
    if not isinstance(cells, arrow.ChunkedArray):
        return cells
    if cells.num_chunks == 1:
        return cells.chunk(0)
    whole = cells.combine_chunks()
    if isinstance(whole, arrow.ChunkedArray):  # some kinds stay in chunks, and so does a column without rows
        whole = whole.chunk(0) if whole.num_chunks == 1 else arrow.array(whole.to_pylist(), type=whole.type)
    return whole


def _spells(arrow: Any, kind: Any) -> bool:
    """Return whether the cells of a type are texts, or whole numbers, which have one spelling."""
    types = arrow.types
    texts = (types.is_string, types.is_large_string, types.is_string_view, types.is_integer)
    return any(is_one(kind) for is_one in texts)


def _texts(arrow: Any, cells: Any) -> RawTexts:
    several = isinstance(cells, arrow.ChunkedArray) and cells.num_chunks != 1
    if several or not (arrow.types.is_string(cells.type) or arrow.types.is_large_string(cells.type)):
        cells = cells.cast(arrow.large_string())
    cells = _whole(arrow, cells)
    small = arrow.types.is_string(cells.type)
    _, bounds, data = cells.buffers()
    missing = cells.is_null().to_numpy(zero_copy_only=False) if cells.null_count else None
    if bounds is None or not len(cells):
        return RawTexts(Texts.of([""] * len(cells)), missing)
    edges = np.frombuffer(bounds, np.int32 if small else np.int64)[cells.offset : cells.offset + len(cells) + 1]
    return RawTexts(Texts(np.frombuffer(data or b"", np.uint8), edges), missing)


def _by_value(values: list[Any]) -> RawWords:
    encoder = Encoder()
    encoder.add([text_of(value) for value in values], len(values))
    return encoder.column()
