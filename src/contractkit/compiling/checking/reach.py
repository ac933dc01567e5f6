"""What nothing ever reaches: levels at which nothing is delivered, rows behind rows that decide first."""

from __future__ import annotations

from itertools import product
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.conditions import FieldTests

__all__ = ["check_levels", "check_rows"]

_MOST_VALUES = 64
"""Rows that name more combinations of values than this are not compared."""


def check_levels(draft: Draft) -> None:
    """Warn of levels at which nothing is delivered; a catalogue offers levels, and need not deliver them."""
    if "level" in draft.names.fields:
        return
    used: set[str] = set()
    for _, clause in draft.desk.clauses("service", "catalogue-item", "level"):
        for field in ("level", "levels", "based_on"):
            value = getattr(clause, field, None) or ()
            several = value if isinstance(value, tuple) else (value,)
            used |= {str(word).rpartition("/")[2] for word in several}
        used |= {str(row.level) for row in getattr(clause, "rows", ()) if getattr(row, "level", None) is not None}
    lost = draft.desk.lost
    for place, clause in draft.desk.clauses("level"):
        if place.paper.model.document == "catalogue" or clause.name in used or place.number in used:
            continue
        if not lost:
            says = f"nothing is delivered at the level '{clause.name}'"
            draft.desk.warn(place.at("name"), "unreachable", says, f"give a service level: {clause.name}")


def check_rows(draft: Draft) -> None:
    """Warn of rows of scope and of orders of which an earlier row has decided everything."""
    for place, clause in draft.desk.clauses("scope", "orders"):
        _rows(draft, place, clause)


def _rows(draft: Draft, place: Place, clause: Any) -> None:
    decided: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for number, row in enumerate(clause.rows):
        tests = row.when.tests if isinstance(row.when, FieldTests) else None
        if tests is None or not tests:
            continue
        if any(_covered(tests, fields, values) for fields, values in decided.items()):
            says = "an earlier row decides on every item that this one speaks of"
            draft.desk.warn(place.at("rows", number), "unreachable", says, "put the special row before the general one")
            continue
        combinations = _combinations(tests, tuple(sorted(tests)))
        if combinations is not None:
            decided.setdefault(tuple(sorted(tests)), set()).update(combinations)


def _covered(tests: dict[str, Any], fields: tuple[str, ...], values: set[tuple[str, ...]]) -> bool:
    if not set(fields) <= set(tests):
        return False
    own = _combinations(tests, fields)
    return own is not None and own <= values


def _combinations(tests: dict[str, Any], fields: tuple[str, ...]) -> set[tuple[str, ...]] | None:
    size = 1
    for field in fields:
        size *= len(tests[field])
    if size > _MOST_VALUES:
        return None
    return {tuple(map(str, chosen)) for chosen in product(*(tests[field] for field in fields))}
