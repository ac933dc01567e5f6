"""Target tables: which of their rows holds for which words, from which date on."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contractkit.calendars import BusinessCalendar
from contractkit.clocks.truth import Columns
from contractkit.quantities.midnights import midnight_us
from contractkit.terms.targets import TargetTable

__all__ = ["BEFORE_EVERYTHING", "NONE", "UNSURE", "begins_at", "row_of"]

NONE: Final = -1
"""In place of a limit or a target: none applies."""
UNSURE: Final = -2
"""In place of a limit or a target: a field that decides it is missing."""

BEFORE_EVERYTHING: Final = -(2**62)
"""From when a row holds that names no date."""

_NEVER: Final = 2**62

Places = NDArray[np.int32]
Ints = NDArray[np.int64]


def row_of(table: TargetTable, columns: Columns, started: Ints) -> Places:
    """Return for each row the place of the table's row that holds, `NONE`, or `UNSURE` where a key is missing."""
    keys = [[row.key[position] for row in table.rows] for position in range(len(table.by))]
    composite = np.zeros(columns.length, np.int64)
    missing = np.zeros(columns.length, np.bool_)
    of_rows = np.zeros(len(table.rows), np.int64)
    for field, words in zip(table.by, keys, strict=True):
        known = {word: place for place, word in enumerate(dict.fromkeys(words), 1)}
        codes = columns.codes(field, known)
        missing |= codes < 0
        composite = composite * (len(known) + 1) + np.maximum(codes, 0)
        of_rows = of_rows * (len(known) + 1) + np.array([known[word] for word in words], np.int64)
    different, key_of_row = np.unique(of_rows, return_inverse=True)
    begins = [begins_at(row.since, row.limit.calendar) for row in table.rows]
    depth: list[list[tuple[int, int]]] = [[] for _ in different]
    for position, key in enumerate(key_of_row.tolist()):
        depth[key].append((begins[position], position))
    place = np.minimum(np.searchsorted(different, composite), len(different) - 1)
    matches = different[place] == composite
    found = np.full(columns.length, NONE, np.int32)
    for level in range(max(map(len, depth))):
        rows = [sorted(rows)[level] if level < len(rows) else (_NEVER, NONE) for rows in depth]
        begin = np.array([row[0] for row in rows], np.int64)[place]
        limit = np.array([row[1] for row in rows], np.int32)[place]
        held = matches & ((begin == BEFORE_EVERYTHING) | (started >= begin)) & (limit != NONE)
        found[held] = limit[held]
    found[missing] = UNSURE
    return found


def begins_at(since: date | None, calendar: BusinessCalendar) -> int:
    """Return the instant from which starts fall under a row that holds from a date on."""
    if since is None:
        return BEFORE_EVERYTHING
    return midnight_us(since, calendar.tz)
