"""Instants as clauses name them: a word for what happens, a field that holds it, what an event says, or a state."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.conditions import compile_condition, compile_values
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.documents.conditions import Happening
from contractkit.documents.instants import AtColumn
from contractkit.records.clauses import Assumption
from contractkit.terms.conditions import Is
from contractkit.terms.stopwatch import AtField, Happens, WhenState

__all__ = ["EVENTS", "compile_edge", "compile_instant", "customary_event", "event", "solved_state"]

EVENTS = (
    "accepted",
    "acknowledged",
    "announced",
    "approved",
    "assigned",
    "cancelled",
    "closed",
    "completed",
    "confirmed",
    "declared",
    "delivered",
    "diagnosed",
    "finished",
    "installed",
    "migrated",
    "opened",
    "ordered",
    "picked",
    "planned",
    "quoted",
    "received",
    "repaired",
    "replaced",
    "reported",
    "resolved",
    "responded",
    "restored",
    "shipped",
    "solved",
    "started",
    "updated",
)
"""Words for what customarily happens to an item; the instant stands in the field ``<word>_at``."""

_SOLVED = ("solved", "resolved", "closed")


def compile_instant(desk: Desk, names: Names, place: Place, written: Any) -> AtField | WhenState | None:
    """Return the instant that a clause names; None for ``none``, for nothing, and for a word that says nothing.

    A word is an instant among the fields of the head, or its customary meaning: the field ``<word>_at``, or the state
    of that name. A customary meaning is recorded as an assumption.

    Args:
        desk: Where problems and assumptions go.
        names: What can be referred to.
        place: Where the instant stands.
        written: The word, the column or the condition as it was read.
    """
    if written is None or written == "none":
        return None
    if isinstance(written, str):
        return event(desk, names, place, str(written))
    if isinstance(written, AtColumn):
        _check(desk, names, place.at("field"), written.field)
        return AtField(written.field)
    return WhenState(compile_condition(desk, place, written, names.fields))


def compile_edge(desk: Desk, names: Names, place: Place, written: Any) -> AtField | WhenState | Happens | None:
    """Return what starts or stops a stopwatch: an instant as `compile_instant` has it, or each time an event says so.

    Args:
        desk: Where problems and assumptions go.
        names: What can be referred to.
        place: Where it stands.
        written: What an event says, the word, the column or the condition as it was read.
    """
    if not isinstance(written, Happening):
        return compile_instant(desk, names, place, written)
    said = written.event
    condition = compile_values(desk, place.at("event", said.field), said.field, said.values, names.fields)
    return Happens(condition.field, condition.values) if isinstance(condition, Is) else None


def event(desk: Desk, names: Names, place: Place, word: str) -> AtField | WhenState | None:
    """Return the instant at which something happens, by its word; None where the word says nothing (reported)."""
    if names.fields.get(word) == "instant":
        return AtField(word)
    taken = customary_event(names, word)
    if taken is None:
        if word not in desk.lost:
            says = f"nothing says when '{word}' is"
            hint = f"declare {word}: instant under fields, write {{field: ...}}, or one of {', '.join(EVENTS)}"
            desk.report(place, "unknown-reference", says, hint)
        return None
    says = f"when '{word}' is: no clause says it"
    shown = taken.field if isinstance(taken, AtField) else str(taken.condition)
    desk.assume(Assumption("event", shown, ("another instant",), place.ref(), says))
    return taken


def customary_event(names: Names, word: str) -> AtField | WhenState | None:
    """Return what a word for an event means where no clause says it; None where it means nothing."""
    field = f"{word.replace('-', '_')}_at"
    found = next((name for name in (word, field) if names.fields.get(name) == "instant"), None)
    if found is not None:
        return AtField(found)
    statuses = names.fields.get("status")
    if isinstance(statuses, tuple) and word in statuses:
        return WhenState(Is("status", (word,)))
    if word not in EVENTS:
        return None
    names.fields.setdefault(field, "instant")
    return AtField(field)


def solved_state(names: Names) -> WhenState | None:
    """Return the state in which an item is solved, by the values of its status; None where none of them says so."""
    statuses = names.fields.get("status")
    known = tuple(value for value in _SOLVED if isinstance(statuses, tuple) and value in statuses)
    return WhenState(Is("status", known)) if known else None


def _check(desk: Desk, names: Names, place: Place, field: str) -> None:
    if field not in names.fields:
        desk.unknown(place, "field", field, names.fields)
    elif names.fields[field] != "instant":
        says = f"the field {field} is no instant"
        desk.report(place, "condition", says, f"declare {field}: instant under fields")
