"""The rows of a table, wherever they come from: a CSV file, a sequence of mappings, a dict of sequences, a frame."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from contractkit.errors import Problem, UsageError

__all__ = ["Rows", "rows_of"]

Rows = tuple[Sequence[str], Iterable[tuple[int, Mapping[str, Any]]], Sequence[Problem]]
"""The columns; the rows with their numbers, as a text editor counts them or from 1; what is wrong with other rows."""


def rows_of(name: str, table: Any) -> Rows:
    """Return the rows of a table.

    Args:
        name: What the table is called in problems.
        table: The path of a CSV file (commas, or semicolons as a spreadsheet writes them), a sequence of mappings, a
            dict of sequences, or a frame of pandas, polars or Arrow.

    Raises:
        UsageError: The file cannot be read.
    """
    if isinstance(table, str | os.PathLike):
        return _csv_rows(name, Path(table))
    if isinstance(table, Mapping):
        columns = [str(column) for column in table]
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*table.values(), strict=True)]
        return columns, enumerate(rows, start=1), ()
    if hasattr(table, "to_pylist"):
        listed = table.to_pylist()
    elif hasattr(table, "to_dicts"):
        listed = table.to_dicts()
    elif hasattr(table, "to_dict"):
        listed = table.to_dict(orient="records")
    else:
        listed = list(table)
    return list(dict.fromkeys(str(column) for row in listed for column in row)), enumerate(listed, start=1), ()


def _csv_rows(name: str, path: Path) -> Rows:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"the file {str(path)!r} cannot be read: {reason}", path=str(path)) from None
    first = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    problems: list[Problem] = []
    found: list[tuple[int, Mapping[str, Any]]] = []
    head: list[str] = []
    try:
        head = [column.strip() for column in next(table, [])]
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(head):
                says = f"the row has {len(cells)} cells, and the header {len(head)}"
                problems.append(Problem("ragged-row", says, str(path), table.line_num, None, name))
                continue
            found.append((table.line_num, dict(zip(head, cells, strict=True))))
    except csv.Error as error:
        problems.append(Problem("csv", str(error), str(path), table.line_num, None, name))
    return head, found, problems
