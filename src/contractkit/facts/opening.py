"""Which reader a table needs: told by its first bytes, or by its type."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contractkit.errors import UsageError
from contractkit.facts.arrow_tables import ArrowTable, ParquetFile, is_arrow
from contractkit.facts.csv_files import CsvFile
from contractkit.facts.frames import DictOfSequences, Frame
from contractkit.facts.sources import Source

__all__ = ["open_file", "open_frame"]


def open_file(path: str) -> Source:
    """Return the table in the file `path`: Parquet where it begins or is named like it, else text.

    What can be read only once (a pipe, standard input) is read whole, here.

    Raises:
        UsageError: The file is not there, or may not be read.
    """
    try:
        with Path(path).open("rb") as file:
            content = None if file.seekable() else file.read()
            start = file.read(4) if content is None else content[:4]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"the file {path!r} cannot be read: {reason}", path=path) from None
    if start == b"PAR1" or (start and path.lower().endswith((".parquet", ".pq"))):
        return ParquetFile(path, content)
    return CsvFile(path, content)


def open_frame(frame: Any) -> Source:
    """Return the table that `frame` is: a dict of sequences, an Arrow table, or a frame of another library."""
    if isinstance(frame, Mapping):
        return DictOfSequences(frame)
    if is_arrow(frame):
        return ArrowTable(frame)
    return Frame(frame)
