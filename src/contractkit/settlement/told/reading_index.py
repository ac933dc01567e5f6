"""Index series as plain data tells them: one figure for each month, or rows with base, status and date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, cast, get_args

from contractkit.charging.indexation.links import BaseLink
from contractkit.charging.indexation.months import month_of
from contractkit.charging.indexation.series import IndexSeries
from contractkit.errors import UsageError
from contractkit.quantities.index_values import IndexStatus, IndexValue
from contractkit.quantities.notation import nearest
from contractkit.settlement.told.forms import called
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes, is_period

__all__ = ["read_index"]

_BASE, _STATUS = "as published", "final"
_SERIES = ("figures", "base", "status", "published_on", "source", "links")
_ROW = ("month", "value", "base", "status", "published_on")
_LINK = ("from", "to", "base", "at", "old", "new", "factor", "factor_multiplies", "source")
_LINK_FORM = '{from: "2015=100", to: "2025=100", at: 2026-01, old: 118.0, new: 100.0}'

Path = tuple[str | int, ...]


def read_index(notes: Notes, group: Any, known: Known) -> Iterator[IndexSeries]:
    """Yield the series of a group ``index``."""
    for name, value in notes.mapping(("index",), group):
        path: Path = ("index", name)
        notes.name(path, name, known.series, known.every, "index series")
        if not isinstance(value, Mapping):
            says = f"{called(value)} stands here, and a series is its figures by month"
            notes.problem(path, "wrong-shape", says, f"write {name}: {{2025-12: 118.5, 2026-12: 121.0}}")
            continue
        row = dict(notes.mapping(path, value))
        if not row:
            notes.problem(path, "wrong-shape", "no figure stands here", f"write {name}: {{2025-12: 118.5}}")
            continue
        if all(is_period(key) for key in row):
            row = {"figures": row}
        notes.words(path, row, _SERIES)
        source = None if row.get("source") is None else str(row["source"])
        try:
            values = tuple(_values(notes, path, name, row))
            bases = tuple(dict.fromkeys(value.base for value in values))
            yield IndexSeries(name, values, source, tuple(_links(notes, path, row.get("links") or (), bases)))
        except UsageError as error:
            notes.problem(path, "quantity", str(error))


def _values(notes: Notes, path: Path, name: str, row: Mapping[str, Any]) -> Iterator[IndexValue]:
    figures = row.get("figures", {})
    if isinstance(figures, Mapping):
        rows: list[tuple[str | int, Any]] = [
            (str(month), {"month": month, "value": value}) for month, value in figures.items()
        ]
    else:
        rows = [(number, one) for number, one in notes.rows(figures)]
    for key, one in rows:
        if not isinstance(one, Mapping):
            says = f"{called(one)} stands here, and a figure of a list says its month"
            hint = "write {month: 2025-12, value: 118.5}, or the figures by month"
            notes.problem((*path, "figures", key), "wrong-shape", says, hint)
            continue
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


def _links(notes: Notes, path: Path, value: Any, bases: Sequence[str]) -> Iterator[BaseLink]:
    for number, one in notes.rows(value):
        at = (*path, "links", number)
        if not isinstance(one, Mapping):
            notes.problem(at, "wrong-shape", f"'{one}' does not link two bases", f"write {_LINK_FORM}")
            continue
        notes.words(at, one, _LINK)
        for word in ("from", "to"):
            if one.get(word) is not None and str(one[word]) not in bases:
                says = f"no figure of the series is on the base '{one[word]}'"
                notes.problem((*at, word), "unknown-reference", says, nearest(str(one[word]), bases))
        factor = _factor(notes, at, one)
        base = one.get("to", one.get("base"))
        if base is None:
            notes.problem(at, "missing-field", "it is not said which base is new", f"write {_LINK_FORM}")
        elif factor is not None:
            yield BaseLink(str(base), factor, None if one.get("source") is None else str(one["source"]))


def _factor(notes: Notes, path: Path, row: Mapping[str, Any]) -> Fraction | None:
    """Return what new figures are multiplied by; None where it cannot be told, with the problem."""
    written = {word: row[word] for word in ("old", "new", "factor") if row.get(word) is not None}
    if set(written) not in ({"old", "new"}, {"factor"}):
        says = "it is not said how figures of the two bases compare"
        notes.problem(path, "missing-field", says, f"write {_LINK_FORM}: the figure of one month on both bases")
        return None
    numbers = {word: notes.number((*path, word), value) for word, value in written.items()}
    for word, number in numbers.items():
        if number is None:
            return None
        if number <= 0:
            notes.problem((*path, word), "quantity", f"no figures are linked by {word}: {number}", "a positive number")
            return None
    exact = {word: Fraction(number) for word, number in numbers.items() if number is not None}
    if "factor" not in exact:
        return exact["old"] / exact["new"]
    takes = row.get("factor_multiplies")
    if takes not in ("new-figures", "old-figures"):
        says = f"'factor: {row['factor']}' does not say which figures it multiplies"
        hint = "add factor_multiplies: new-figures, or old-figures where old ones times it compare with new ones"
        notes.problem((*path, "factor"), "missing-field" if takes is None else "unknown-word", says, hint)
        return None
    return exact["factor"] if takes == "new-figures" else 1 / exact["factor"]
