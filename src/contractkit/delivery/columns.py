"""The parts of a delivery as columns, ready for data frames."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from contractkit.calendars.instants import from_datetime
from contractkit.errors import UsageError
from contractkit.facts import NAT, Coded, Instants, Integers, Table
from contractkit.facts.table import TableColumn
from contractkit.quantities.notation import nearest

if TYPE_CHECKING:
    from contractkit.delivery.result import Delivery

__all__ = ["PARTS", "table_of"]

_WORDS = {
    "services": (
        "service period clause agreed unit low high delivered state worth why_unpriced charged formula says",
        "items outside unpriced spent_us",
    ),
    "outside": ("item scope rule clause service kind worth formula priced_by", "spent_us"),
    "repeats": ("service kind scope first last worth why_unpriced each says", "months times unpriced"),
    "grey": (
        "item rule clause service kind worth meanwhile follow_up state outcome decided_on decided_by holds says",
        "age_days",
    ),
    "favours": (
        "what on item service worth formula told_on tell_by telling beyond beyond_worth above clause doubt says",
        "spent_us",
    ),
    "quotes": ("item what service per price formula priced_by clause valid_until state timing says", "units late_us"),
    "told": ("about item target told to how", ""),
    "ahead": ("kind about target when share detail clause told says", "left"),
}
_WORDS["months"] = _WORDS["services"]
_INSTANTS = {
    "outside": ("opened",),
    "grey": ("opened", "told_at"),
    "quotes": ("asked_at", "due", "sent_at"),
    "told": ("happened_at", "told_at"),
}
PARTS = tuple(_WORDS)
"""The parts that have columns."""


def table_of(delivery: Delivery, name: str) -> Table:
    """Return a part in columns: words, whole numbers and instants.

    Raises:
        UsageError: There is no such part.
    """
    if name not in _WORDS:
        raise UsageError(f"a delivery has no part {name!r}; {nearest(name, PARTS)}", value=name)
    values: Sequence[Any] = delivery.told.lines if name == "told" else getattr(delivery, name)
    rows = [one.to_dict() for one in values]
    words, numbers = (text.split() for text in _WORDS[name])
    columns: dict[str, TableColumn] = {word: Coded.from_words([_cell(row[word]) for row in rows]) for word in words}
    for number in numbers:
        values = [row[number] for row in rows]
        missing = np.array([value is None for value in values], np.bool_)
        columns[number] = Integers(np.array([value or 0 for value in values], np.int64), missing)
    for instant in _INSTANTS.get(name, ()):
        columns[instant] = Instants(np.array([_us(row[instant]) for row in rows], np.int64))
    return Table(columns)


def _cell(value: Any) -> str | None:
    """Return a value as a word; several of them as one text, and none of them as nothing."""
    return ("; ".join(value) or None) if isinstance(value, list) else value


def _us(text: str | None) -> int:
    return NAT if text is None else from_datetime(datetime.fromisoformat(text))
