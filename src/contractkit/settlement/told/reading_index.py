"""Index series as plain data tells them: one figure for each month, or rows with base, status and date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast, get_args

from contractkit.charging.indexation.series import BaseLink, IndexSeries, month_of
from contractkit.errors import UsageError
from contractkit.quantities.index_values import IndexStatus, IndexValue
from contractkit.quantities.notation import nearest
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes, is_period

__all__ = ["read_index"]

_BASE, _STATUS = "as published", "final"
_SERIES = ("figures", "base", "status", "published_on", "source", "links")
_ROW = ("month", "value", "base", "status", "published_on")

Path = tuple[str | int, ...]


def read_index(notes: Notes, group: Any, known: Known) -> Iterator[IndexSeries]:
    """Yield the series of a group ``index``."""
    for name, value in notes.mapping(("index",), group):
        path: Path = ("index", name)
        notes.name(path, name, known.series, known.every, "index series")
        row = dict(notes.mapping(path, value))
        if all(is_period(key) for key in row):
            row = {"figures": row}
        notes.words(path, row, _SERIES)
        source = None if row.get("source") is None else str(row["source"])
        try:
            values = tuple(_values(notes, path, name, row))
            yield IndexSeries(name, values, source, tuple(_links(notes, path, row.get("links") or ())))
        except UsageError as error:
            notes.problem(path, "quantity", str(error))


def _values(notes: Notes, path: Path, name: str, row: Mapping[str, Any]) -> Iterator[IndexValue]:
    figures = row.get("figures", {})
    if isinstance(figures, Mapping):
        rows: list[tuple[str | int, dict[str, Any]]] = [
            (str(month), {"month": month, "value": value}) for month, value in figures.items()
        ]
    else:
        rows = [(number, dict(notes.mapping((*path, "figures", number), one))) for number, one in notes.rows(figures)]
    for key, one in rows:
        at = (*path, "figures", key)
        notes.words(at, one, _ROW)
        number = notes.number(at, one.get("value"))
        status = str(one.get("status") or row.get("status") or _STATUS)
        if status not in get_args(IndexStatus):
            notes.problem(at, "unknown-word", f"'{status}' is no status", nearest(status, get_args(IndexStatus)))
            continue
        published = one.get("published_on") or row.get("published_on")
        on: date | None = None if published is None else notes.day((*at, "published_on"), published)
        try:
            month = month_of(str(one.get("month")))
        except UsageError as error:
            notes.problem(at, "wrong-shape", str(error))
            continue
        if number is not None:
            base = str(one.get("base") or row.get("base") or _BASE)
            yield IndexValue(name, base, month, number, cast("IndexStatus", status), on)


def _links(notes: Notes, path: Path, value: Any) -> Iterator[BaseLink]:
    for number, one in notes.rows(value):
        at = (*path, "links", number)
        row = dict(notes.mapping(at, one))
        notes.words(at, row, ("base", "factor", "source"))
        factor = notes.number(at, row.get("factor"))
        if factor is not None:
            yield BaseLink(str(row.get("base")), factor, None if row.get("source") is None else str(row["source"]))
