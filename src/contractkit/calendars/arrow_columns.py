"""Columns of Arrow, read without copies; answers stand in Arrow's own memory layout over the arrays they came in."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import numpy as np

from contractkit.calendars.columns import AnyArray, Bools, Column, Sort, Zone, missing_rows, nothing_missing, parts
from contractkit.calendars.instants import Ints

__all__ = ["ArrowColumn"]

_BLOCK: Final = 1 << 20  # rows whose bits are packed at once; a multiple of eight


class ArrowColumn:
    """An array or a chunked array of Arrow."""

    def __init__(self, values: Any) -> None:
        arrow: Any = import_module("pyarrow")
        self._arrow = arrow
        self._values = values
        kind, types = values.type, arrow.types
        self._chunked = isinstance(values, arrow.ChunkedArray)
        self.described = f"{kind}"
        self.shape: tuple[int, ...] = (len(values),)
        self.zone: Zone | None = getattr(kind, "tz", None)
        self.sort: Sort = "other"
        if types.is_timestamp(kind):
            self.sort = "instants" if self.zone else "readings"
        elif types.is_duration(kind):
            self.sort = "amounts"
        elif types.is_date(kind):
            self.sort = "dates"
        elif types.is_integer(kind):
            self.sort = "numbers"
        elif types.is_string(kind) or types.is_large_string(kind) or types.is_dictionary(kind):
            self.sort = "texts"
        whole = values.null_count == 0 and (not self._chunked or values.num_chunks == 1)
        self.free = whole and self.sort != "dates"  # dates of Arrow are half as wide as those of numpy

    def part(self, rows: slice) -> tuple[AnyArray, Bools | None]:
        """Return some rows as a numpy array, and which are missing among whole numbers."""
        start, stop, _ = rows.indices(len(self._values))
        piece = self._values.slice(start, stop - start)
        if self._chunked:
            piece = piece.chunk(0) if piece.num_chunks == 1 else piece.combine_chunks()
        missing = None
        if piece.null_count and self.sort == "numbers":
            missing = piece.is_null().to_numpy(zero_copy_only=False)
            piece = piece.fill_null(0)
        return piece.to_numpy(zero_copy_only=False), missing

    def words(self, rows: slice) -> list[Any]:
        """Return some rows as Python values."""
        values: list[Any] = self._values[rows].to_pylist()
        return values

    def fits(self, other: Column) -> str | None:  # noqa: ARG002
        """Columns of Arrow have no labels."""
        return None

    def instants(self, us: Ints, zone: Zone | None) -> Any:
        """Return whole numbers for such, else timestamps in microseconds with their zone."""
        if self.sort == "numbers":
            return self.counts(us)
        return self._of(us, us, self._arrow.timestamp("us", f"{zone or 'UTC'}"))

    def amounts(self, us: Ints) -> Any:
        """Return whole numbers for such, else durations in microseconds."""
        return self.counts(us) if self.sort == "numbers" else self._of(us, us, self._arrow.duration("us"))

    def truths(self, found: Bools, missing: Bools | None) -> Any:
        """Return truth values; null where the instant is."""
        return self._like(self._arrow.array(found, mask=missing))

    def days(self, days: Ints) -> Any:
        """Return date32."""
        return self._of(days, days.astype(np.int32), self._arrow.date32())

    def counts(self, counts: Ints) -> Any:
        """Return whole numbers; null where there is none."""
        return self._of(counts, counts, self._arrow.int64())

    def _of(self, numbers: Ints, values: AnyArray, kind: Any) -> Any:
        bits, missing = None, 0
        if not nothing_missing(numbers):
            packed = np.empty((len(numbers) + 7) // 8, np.uint8)
            for rows in parts(len(numbers), _BLOCK):
                none = missing_rows(numbers[rows])
                missing += int(none.sum())
                packed[rows.start // 8 : (rows.stop + 7) // 8] = np.packbits(~none, bitorder="little")
            bits = self._arrow.py_buffer(packed)
        buffers = [bits, self._arrow.py_buffer(np.ascontiguousarray(values))]
        return self._like(self._arrow.Array.from_buffers(kind, len(numbers), buffers, missing))

    def _like(self, array: Any) -> Any:
        return self._arrow.chunked_array([array]) if self._chunked else array
