"""How long a cell of a text file may be."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["LARGEST_CELL", "large_cells"]

LARGEST_CELL = 2**26
"""So many characters a cell may have: more than any description, and few enough to stop at an open quotation mark."""

_LOCK = threading.Lock()
_READERS: list[int] = []


@contextmanager
def large_cells() -> Iterator[None]:
    """Let cells be as long as `LARGEST_CELL` in the block, whether or not anybody maps their column.

    The limit of the csv module (131,072 characters) would refuse a whole file for one pasted log in a description. It
    is one number for the whole process, so it is raised by the first of several files that are read at once, and put
    back by the last: neither does a thread lower it under another, nor does the program that uses us keep our limit.
    """
    with _LOCK:
        before = csv.field_size_limit()
        _READERS.append(before if not _READERS else _READERS[0])
        csv.field_size_limit(max(before, LARGEST_CELL))
    try:
        yield
    finally:
        with _LOCK:
            first = _READERS.pop()
            if not _READERS:
                csv.field_size_limit(first)
