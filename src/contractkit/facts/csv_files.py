"""Tables in text files, plain or compressed by gzip. Rows are counted as a text editor counts lines."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import FactsRejected, Problem
from contractkit.facts.csv_limit import LARGEST_CELL, large_cells
from contractkit.facts.raw_columns import RawTable
from contractkit.facts.sources import Encoder, Reading, check_names

if TYPE_CHECKING:
    _Content = io.BufferedReader[Any]

__all__ = ["CsvFile"]

_CHUNK = 4096
_GZIP = b"\x1f\x8b"
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FOREIGN = ((b"PK\x03\x04", "a zip or Excel file"), (b"\xd0\xcf\x11\xe0", "an old Excel file"), (b"%PDF", "a PDF"))


@attrs.frozen
class CsvFile:
    """A text file with a header and a row for each line; a cell in quotes may hold line ends.

    Attributes:
        path: The file as the caller named it.
        content: The bytes of a file that can be read only once, such as a pipe; None where the file is opened here.
    """

    path: str
    content: bytes | None = attrs.field(default=None, repr=False)

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns.

        Raises:
            FactsRejected: The file as a whole means nothing.
        """
        with self._opened() as raw:
            size = raw.seek(0, io.SEEK_END)
            raw.seek(0)
            if size == 0:
                raise self._rejected("empty-file", f"{reading.step}: the file is empty", None)
            content = self._unpacked(raw)
            lines = _Lines()
            try:
                return self._table(content, reading, lines, _Tell(raw, size, reading))
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                says = f"{reading.step}: the compressed file is broken or cut off: {error}"
                raise self._rejected("broken-gzip", says, lines.count + 1, "get the file again") from None
            except UnicodeDecodeError:
                raise self._not_encoded(reading) from None
            except UnicodeError as error:
                raise self._rejected("encoding", f"{reading.step}: {error}", None, _ENCODING) from None

    def _opened(self) -> _Content:
        if self.content is None:
            return Path(self.path).open("rb")
        return io.BufferedReader(io.BytesIO(self.content))

    def _unpacked(self, raw: _Content) -> _Content:
        packed = raw.read(2) == _GZIP or self.path.endswith(".gz")
        raw.seek(0)
        return io.BufferedReader(gzip.GzipFile(fileobj=raw)) if packed else raw

    def _table(self, content: _Content, reading: Reading, lines: _Lines, tell: _Tell) -> RawTable:
        start = content.peek(4)[:4]
        if not start:
            raise self._rejected("empty-file", f"{reading.step}: the file is empty", None)
        for mark, what in _FOREIGN:
            if start.startswith(mark):
                says = f"{reading.step}: this is {what}"
                raise self._rejected("not-a-table", says, None, "save it as CSV")
        encoding = "utf-8-sig" if reading.encoding == "utf-8" else reading.encoding
        marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
        if marked and not encoding.startswith(marked):
            says = f"{reading.step}: the file is {marked.upper()}, not {reading.encoding.upper()}"
            raise self._rejected("encoding", says, 1, f"say `encoding: {marked}` in the mapping")
        try:
            with large_cells(), io.TextIOWrapper(content, encoding, errors="strict", newline="") as text:
                reader = csv.reader(lines.of(text, self, reading), delimiter=reading.delimiter, strict=True)
                return self._columns(reader, reading, lines, tell)
        except csv.Error as error:
            says = f"{reading.step}: the row that begins here is not CSV: {_reason(error)}"
            line = self._first_broken(reading, encoding)
            raise self._rejected("csv", says, line, "is a quotation mark left open?") from None

    def _first_broken(self, reading: Reading, encoding: str) -> int:
        """Return the line on which the row begins that is not CSV, found by reading again.

        A quotation mark that is left open ends at the end of the file, which tells nobody where to look.
        """
        lines, line = _Lines(), 1
        with self._opened() as raw, large_cells(), io.TextIOWrapper(self._unpacked(raw), encoding, newline="") as text:
            reader = csv.reader(lines.of(text, self, reading), delimiter=reading.delimiter, strict=True)
            with suppress(csv.Error):
                for _ in reader:
                    line = lines.count + 1
        return line

    def _columns(self, reader: _Reader, reading: Reading, lines: _Lines, tell: _Tell) -> RawTable:
        header: list[str] = next((row for row in reader if row), [])
        if not header:
            raise self._rejected("empty-file", f"{reading.step}: the file holds no header", None)
        names = [name.strip().removeprefix("\ufeff") for name in header]
        check_names(names, reading, self.path, lines.count)
        width = len(names)
        picks = [(Encoder(), itemgetter(names.index(column))) for column in reading.wanted]
        rows: list[NDArray[np.int64]] = []
        ragged: list[int] = []
        blank: list[int] = []
        length = 0
        before = lines.count
        while chunk := list(islice(reader, _CHUNK)):
            numbers = _numbers(chunk, before, lines.count)
            before = lines.count
            if {*map(len, chunk)} != {width}:
                blank += [number for number, row in zip(numbers.tolist(), chunk, strict=True) if not row]
                numbers = numbers[[bool(row) for row in chunk]]
                chunk = [row for row in chunk if row]
                ragged += _even(chunk, width, length)
            for encoder, pick in picks:
                encoder.add(map(pick, chunk), len(chunk))
            rows.append(numbers)
            length += len(chunk)
            tell.now()
        if length and len(ragged) == length:
            says = f"{reading.step}: no row has as many cells as the header, which has {width}"
            raise self._rejected("ragged-rows", says, int(rows[0][0]), "is the delimiter right?")
        return RawTable(
            self.path,
            np.concatenate(rows) if rows else np.zeros(0, np.int64),
            {column: encoder.column() for column, (encoder, _) in zip(reading.wanted, picks, strict=True)},
            np.array(ragged, dtype=np.int64),
            np.array(blank, dtype=np.int64),
        )

    def _rejected(self, code: str, says: str, line: int | None, hint: str | None = None) -> FactsRejected:
        return FactsRejected([Problem(code, says, self.path, line, hint=hint)])

    def _not_encoded(self, reading: Reading) -> FactsRejected:
        """Return the refusal with the first line that is not of the encoding, found by reading again."""
        line = None
        if reading.encoding in ("utf-8", "ascii"):
            with self._opened() as raw:
                line = _first_not(self._unpacked(raw), reading.encoding)
        says = f"{reading.step}: this line is not {reading.encoding.upper()}"
        return self._rejected("encoding", says, line, _ENCODING)

    def nul(self, reading: Reading, line: int) -> FactsRejected:
        """Return the refusal of a file that holds NUL characters."""
        says = f"{reading.step}: the line holds NUL characters: the file is broken, or no text"
        return self._rejected("nul-character", says, line, "or is it UTF-16? Then say `encoding: utf-16`")


_ENCODING = "say in the mapping which it is, such as `encoding: cp1252`"
_Reader = Iterator[list[str]]


@attrs.define
class _Lines:
    """The lines of a text, counted as they go by."""

    count: int = 0

    def of(self, text: io.TextIOWrapper, file: CsvFile, reading: Reading) -> Iterator[str]:
        for line in text:
            self.count += 1
            if "\0" in line:
                raise file.nul(reading, self.count)
            yield line


@attrs.frozen
class _Tell:
    """Says how far a file has been read."""

    raw: IO[bytes]
    size: int
    reading: Reading

    def now(self) -> None:
        self.reading.progress(min(self.raw.tell(), self.size), self.size)


def _reason(error: csv.Error) -> str:
    return f"a cell is longer than {LARGEST_CELL} characters" if "field limit" in str(error) else str(error)


def _numbers(chunk: list[list[str]], before: int, after: int) -> NDArray[np.int64]:
    """Return for each row the line on which it begins, where the lines `before` to `after` made the rows."""
    if after - before == len(chunk):
        return np.arange(before + 1, after + 1, dtype=np.int64)
    inside = [sum(cell.count("\n") + cell.count("\r") - cell.count("\r\n") for cell in row) for row in chunk]
    return before + 1 + np.arange(len(chunk)) + np.concatenate(([0], np.cumsum(inside[:-1]))).astype(np.int64)


def _even(chunk: list[list[str]], width: int, length: int) -> list[int]:
    """Make all rows of `chunk` as wide as the header, and return the places of those that were not.

    Empty cells past the end of the header are no harm.
    """
    ragged = []
    for place, row in enumerate(chunk):
        if len(row) == width:
            continue
        if len(row) < width or any(row[width:]):
            ragged.append(length + place)
        chunk[place] = (row + [""] * width)[:width]
    return ragged


def _first_not(content: _Content, encoding: str) -> int | None:
    for number, line in enumerate(content, 1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            return number
    return None
