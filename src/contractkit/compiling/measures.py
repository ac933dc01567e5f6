"""What starts and stops a clock: the clause's own words, a measure that it names, or a customary one."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.documents.conditions import AtColumn
from contractkit.records.clauses import Assumption
from contractkit.terms.conditions import EVERYTHING, Is
from contractkit.terms.targets import AtField, Measure, WhenState

__all__ = ["compile_measure"]

_SOLVED = ("solved", "resolved", "closed")
_OPENED = "opened_at"


def compile_measure(desk: Desk, names: Names, place: Place, clause: Any, default: str | None = None) -> Measure:
    """Return what starts and stops the clock of a clause.

    The clause's own ``starts`` and ``stops`` win over those of the measure that it names. A measure ``response`` or
    ``resolution`` that no clause defines has its customary meaning, which is recorded as an assumption.

    Args:
        desk: Where problems and assumptions go.
        names: What can be referred to.
        place: Where the clause stands.
        clause: A target as it was read.
        default: The measure where the clause names none.
    """
    word = clause.measure or (default if clause.stops is None else None)
    starts = _moment(desk, names, place.at("starts"), clause.starts)
    stops = _moment(desk, names, place.at("stops"), clause.stops)
    ref = place.ref()
    if word is not None and word in names.measures:
        at, defined = names.measures[word]
        starts = starts if clause.starts is not None else _moment(desk, names, at.at("starts"), defined.starts)
        stops = stops or _moment(desk, names, at.at("stops"), defined.stops)
        ref = at.ref()
        silent = clause.starts is None and defined.starts is None
    else:
        silent = clause.starts is None
    if stops is None:
        stops = _customary(desk, names, place, str(word))
    if silent:
        starts = AtField(_OPENED)
        desk.assume(Assumption("starts", _OPENED, ("another instant",), place.ref(), "when the clock starts"))
    return Measure(
        str(word) if word is not None else _name_of(place, clause), starts, stops or WhenState(EVERYTHING), ref
    )


def _name_of(place: Place, clause: Any) -> str:
    return str(clause.name or place.ref())


def _moment(desk: Desk, names: Names, place: Place, written: Any) -> AtField | WhenState | None:
    if written is None or written == "none":
        return None
    if isinstance(written, AtColumn):
        if written.field not in names.fields:
            desk.unknown(place.at("field"), "field", written.field, names.fields)
        elif names.fields[written.field] != "instant":
            says = f"the field {written.field} is no instant"
            desk.report(place.at("field"), "condition", says, f"declare {written.field}: instant under fields")
        return AtField(written.field)
    return WhenState(compile_condition(desk, place, written, names.fields))


def _customary(desk: Desk, names: Names, place: Place, word: str) -> AtField | WhenState | None:
    statuses = names.fields.get("status")
    known = tuple(value for value in _SOLVED if isinstance(statuses, tuple) and value in statuses)
    taken: AtField | WhenState
    if word == "resolution" and known:
        taken, says = WhenState(Is("status", known)), f"status is {' or '.join(known)}"
    elif word == "response" and names.fields.get("responded_at") == "instant":
        taken, says = AtField("responded_at"), "the instant in responded_at"
    else:
        says = f"nothing says what stops the clock of '{word}'"
        hint = f"add stops: here, or a clause kind: measure with name: {word}"
        if names.measures:
            hint += f"; known measures: {', '.join(sorted(names.measures))}"
        desk.report(place.at("measure"), "unknown-measure", says, hint)
        return None
    desk.assume(Assumption("stops", says, ("another state",), place.ref(), f"what stops the clock of '{word}'"))
    return taken
