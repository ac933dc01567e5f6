"""The time limits that the papers promise, and how two of them compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses.targets import within_tests
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, WorkingTime

__all__ = ["Amount", "Promised", "amount_of", "calendar_meant", "longer", "promised"]

_TARGETS = ("time-target", "target-table", "result")


@attrs.frozen
class Amount:
    """An amount of time that can be compared with others of its unit on its calendar.

    Attributes:
        unit: What it counts.
        n: How many.
        calendar: On which calendar.
    """

    unit: type
    n: int
    calendar: str | None


@attrs.frozen
class Promised:
    """One time limit.

    Attributes:
        place: Where it stands.
        words: What others call the promise: clause, name, name of the row.
        text: The limit as it is written.
        amount: The limit; None where it is none of an amount.
        when: For which items, as it is written; None for all.
    """

    place: Place
    words: frozenset[str]
    text: str
    amount: Amount | None
    when: Any


def promised(draft: Draft) -> Iterator[Promised]:
    """Yield every time limit of every target and result, row by row."""
    for place, clause in draft.desk.clauses(*_TARGETS):
        number, document = str(place.number), place.paper.model.id
        words = {number, f"{document}/{number}", str(getattr(clause, "name", "") or number)}
        if clause.kind == "result":
            for test in within_tests(clause.met_when):
                name = calendar_meant(draft, place, test, clause)
                yield Promised(
                    place, frozenset(words), test.within.text, amount_of(test.within.value, name), clause.when
                )
            continue
        rows: list[tuple[int | None, Any]] = list(enumerate(clause.rows)) or [(None, clause)]
        for index, row in rows:
            within = row.within or getattr(clause, "within", None)
            if within is None:
                continue
            at = place if index is None else place.at("rows", index)
            own = {*words, str(row.name)} if index is not None and row.name is not None else words
            name = calendar_meant(draft, place, row, clause)
            when = getattr(row, "when", None) or clause.when
            yield Promised(at, frozenset(own), within.text, amount_of(within.value, name), when)


def calendar_meant(draft: Draft, place: Place, *parts: Any) -> str | None:
    """Return the name of the calendar that is meant: of the row, the clause, its level, its paper; None if none is."""
    for part in parts:
        name = getattr(part, "calendar", None)
        if name is not None:
            return str(name)
    levels = getattr(parts[-1], "level", None) or ()
    for level in levels if isinstance(levels, tuple) else (levels,):
        name = draft.names.levels.get(str(level))
        if name is not None:
            return str(name)
    head = getattr(place.paper.model, "calendar", None)
    return None if head is None else str(head)


def amount_of(within: Any, calendar: str | None) -> Amount | None:
    """Return a time limit as an amount; None for a moment, for months, and for what cannot be counted."""
    if isinstance(within, WorkingTime | ElapsedTime):
        return Amount(type(within), within.us, calendar)
    if isinstance(within, BusinessDays | CalendarDays):
        return Amount(type(within), within.n, calendar)
    return None


def longer(one: Amount | None, other: Amount | None) -> bool:
    """Return whether `one` is surely longer than `other`: in one unit, on one calendar or on one that never closes."""
    if one is None or other is None or one.unit is not other.unit:
        return False
    return one.n > other.n and (one.calendar == other.calendar or other.calendar == "always")
