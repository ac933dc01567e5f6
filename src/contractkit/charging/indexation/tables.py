"""Tables of index figures as they are published: Eurostat's SDMX-CSV and TSV, and tables with a figure in each row."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.index_values import IndexStatus

__all__ = ["IndexRow", "read_rows", "read_table"]

_TIMES = ("TIME_PERIOD", "time", "observation_date", "DATE", "month", "period")
_VALUES = ("OBS_VALUE", "index", "value", "figure")
_FLAGS = ("OBS_FLAG", "flag", "status")
_UPDATED = "LAST UPDATE"
_MONTH = re.compile(r"([0-9]{4})-?M?([0-9]{2})(?:-01)?")
_PROVISIONAL = frozenset("pe")
_UNNAMED = "as published"


@attrs.frozen
class IndexRow:
    """One figure of a table.

    Attributes:
        keys: What tells its series from others: column and value.
        month: The year and month that it is about.
        value: The figure.
        base: What is 100 in it.
        status: ``provisional`` where the table flags it so, else ``final``.
        published_on: When the table was brought up to date; None where it does not say so.
    """

    keys: Mapping[str, str]
    month: tuple[int, int]
    value: Decimal
    base: str
    status: IndexStatus = "final"
    published_on: date | None = None


@attrs.frozen
class _Columns:
    time: str
    value: str
    flag: str | None


def read_table(path: str | Path | None, text: str | None) -> str:
    """Return the text of a table.

    Args:
        path: The file, plain or compressed by gzip; None where `text` is given.
        text: The text itself.

    Raises:
        UsageError: Both are given, or none, or the file is no text.
    """
    if (path is None) == (text is None):
        raise UsageError("a table of index figures is a file or a text: give path or text=")
    if text is not None:
        return text
    content = Path(str(path)).read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no table of index figures: it is no text in UTF-8", value=str(path)) from None


def read_rows(text: str, *, where: Mapping[str, str], base: str | None = None) -> Iterator[IndexRow]:
    r"""Yield the figures of a table.

    Args:
        text: The table, with a header.
        where: The value that a column must have; columns by their name, in any case.
        base: What is 100; None where the column ``unit`` says it.

    Raises:
        UsageError: The table has no column of months or of figures, or a cell cannot be read.

    Example:
        >>> [str(row.value) for row in read_rows("observation_date,CPI\n1996-01-01,67.94\n", where={})]
        ['67.94']
    """
    header, _, _ = text.partition("\n")
    if "\t" in header and "\\" in header:
        yield from _tsv(text, where, base)
        return
    reader = csv.DictReader(io.StringIO(text))
    names = [name or "" for name in reader.fieldnames or ()]
    columns = _columns(names)
    wanted = _wanted(where, names)
    keyed = [name for name in names if name not in (columns.time, columns.value, columns.flag, _UPDATED)]
    for number, cells in enumerate(reader, start=2):
        if any(cells.get(column) != value for column, value in wanted.items()):
            continue
        figure = _figure(cells.get(columns.value) or "", number)
        if figure is None:
            continue
        flag = "" if columns.flag is None else cells.get(columns.flag) or ""
        yield IndexRow(
            {name: cells.get(name) or "" for name in keyed},
            _month(cells.get(columns.time) or "", number),
            figure,
            base or cells.get("unit") or _UNNAMED,
            _status(flag),
            _updated(cells.get(_UPDATED) or ""),
        )


def _tsv(text: str, where: Mapping[str, str], base: str | None) -> Iterator[IndexRow]:
    """Yield the figures of Eurostat's TSV: the keys in the first column, a month in each of the others."""
    lines = [line for line in text.splitlines() if line.strip()]
    first, *months = lines[0].split("\t")
    names = first.partition("\\")[0].split(",")
    wanted = _wanted(where, names)
    at = [_month(month.strip(), 1) for month in months]
    for number, line in enumerate(lines[1:], start=2):
        head, *cells = line.split("\t")
        keys = dict(zip(names, head.split(","), strict=False))
        if any(keys.get(column) != value for column, value in wanted.items()):
            continue
        for month, cell in zip(at, cells, strict=False):
            written, _, flag = cell.strip().partition(" ")
            figure = _figure(written, number)
            if figure is not None:
                yield IndexRow(keys, month, figure, base or keys.get("unit") or _UNNAMED, _status(flag))


def _columns(names: Sequence[str]) -> _Columns:
    lower = {name.lower(): name for name in names}
    time, value, flag = (
        next((lower[word.lower()] for word in words if word.lower() in lower), None)
        for words in (_TIMES, _VALUES, _FLAGS)
    )
    if value is None and len(names) == 2:
        value = next(name for name in names if name != time)
    if time is None or value is None:
        missing = "months" if time is None else "figures"
        known = ", ".join(_TIMES if time is None else _VALUES)
        says = f"the table has no column of {missing}; its columns are {', '.join(names)}"
        raise UsageError(f"{says}; known names are {known}", value=tuple(names))
    return _Columns(time, value, flag)


def _wanted(where: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    lower = {name.lower(): name for name in names}
    unknown = [column for column in where if column.lower() not in lower]
    if unknown:
        raise UsageError(f"the table has no column {unknown[0]}; its columns are {', '.join(names)}", value=unknown[0])
    return {lower[column.lower()]: value for column, value in where.items()}


def _month(text: str, line: int) -> tuple[int, int]:
    match = _MONTH.fullmatch(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12:
        raise UsageError(f"line {line}: {text!r} is no month; months are written as 2020-12 or 2020M12", value=text)
    return int(match[1]), int(match[2])


def _figure(text: str, line: int) -> Decimal | None:
    if text.strip() in ("", ":", "NaN", "NA"):
        return None
    try:
        figure = Decimal(text.strip())
    except InvalidOperation:
        raise UsageError(
            f"line {line}: {text!r} is no index figure; figures are written as 105.65", value=text
        ) from None
    if not figure.is_finite():
        raise UsageError(f"line {line}: {text!r} is no index figure; figures are written as 105.65", value=text)
    return figure


def _status(flag: str) -> IndexStatus:
    return "provisional" if _PROVISIONAL & set(flag.strip().lower()) else "final"


def _updated(text: str) -> date | None:
    """Return the date of Eurostat's column LAST UPDATE, such as ``16/01/26 11:00:00``."""
    match = re.match(r"([0-9]{2})/([0-9]{2})/([0-9]{2})\b", text.strip())
    return None if match is None else date(2000 + int(match[3]), int(match[2]), int(match[1]))
