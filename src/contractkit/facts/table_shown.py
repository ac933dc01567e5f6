"""What a table looks like where somebody types its name: one line, and in a notebook its first rows and its shape.

Whole rows as data are made by `table`; a table of millions of rows makes ten of them here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from contractkit.facts.columns import Coded

if TYPE_CHECKING:
    from contractkit.facts.table import Table

__all__ = ["as_html", "as_line", "counted"]

_ROWS: Final = 10
_NAMES: Final = 6
_SIGNS: Final = 60


def as_line(table: Table) -> str:
    """Return how many rows and columns a table has, and how the first of them are called."""
    names = ", ".join(table.names[:_NAMES])
    more = f" and {len(table.names) - _NAMES} more" if len(table.names) > _NAMES else ""
    called = f": {names}{more}" if names else ""
    return f"<{type(table).__name__} of {counted(len(table), 'row')}, {counted(len(table.names), 'column')}{called}>"


def as_html(table: Table) -> str:
    """Return the first rows of a table and its shape as HTML; what stands in cells is escaped."""
    head = table.select(np.arange(min(_ROWS, len(table))))
    columns = [_cells(head, name) for name in head.names]
    rows = [_row("td", cells) for cells in zip(*columns, strict=True)]
    shape = f"{counted(len(table), 'row')}, {counted(len(table.names), 'column')}"
    shown = f"the first {_ROWS} of {shape}" if len(table) > _ROWS else shape
    body = "".join(rows)
    return f"<table><thead>{_row('th', table.names)}</thead><tbody>{body}</tbody></table><p>{shown}</p>"


def counted(number: int, what: str) -> str:
    """Return a number of things: ``1 row``, ``3,000,000 rows``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _row(tag: str, cells: Sequence[Any]) -> str:
    inner = "".join(f"<{tag}>{escape(_cell(cell))}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>"


def _cells(head: Table, name: str) -> list[Any]:
    column = head.column(name)
    if isinstance(column, Coded):  # of a million different words only those that stand in these rows are made
        return [column.categories[code] if code >= 0 else None for code in column.codes.tolist()]
    return head.values(name)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)
    return text if len(text) <= _SIGNS else f"{text[: _SIGNS - 3]}..."
