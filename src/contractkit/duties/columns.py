"""Obligations as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from contractkit.facts import Coded, Table

if TYPE_CHECKING:
    from contractkit.duties.listing import Obligations

__all__ = ["table_of"]

_WORDS: Final = (
    "agreement",
    "id",
    "kind",
    "nature",
    "clause",
    "occasion",
    "owner",
    "does",
    "state",
    "provided",
    "overlay",
)
_DATES: Final = ("due", "counted_from", "since", "until", "missed_on")


def table_of(found: Obligations) -> Table:
    """Return a table of obligations: words, dates as days, and how many days are left; NaT is a date that is missing.

    Args:
        found: The obligations.
    """
    rows = found.rows
    columns: dict[str, object] = {}
    for name in _WORDS:
        words = [None if (value := getattr(one, name)) is None else str(value) for one in rows]
        columns[name] = Coded.from_words(words)
    for name in _DATES:
        columns[name] = np.array([getattr(one, name) for one in rows], dtype="M8[D]").astype("M8[us]")
    columns["days_left"] = np.array([one.days_left(found.as_of) for one in rows], dtype=np.int64)
    return Table(columns)
