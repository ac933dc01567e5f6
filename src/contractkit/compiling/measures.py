"""What starts and stops a clock: the clause's own words, a measure that it names, or a customary one."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.instants import compile_edge, customary_event, solved_state
from contractkit.compiling.names import Names
from contractkit.compiling.stopwatches import check_stopwatch
from contractkit.documents.instants import CUSTOMARY
from contractkit.records.clauses import Assumption
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.stopwatch import AtField, Happens, WhenState
from contractkit.terms.targets import Measure

__all__ = ["compile_measure", "repeated_event"]

_OPENED = "opened_at"


def compile_measure(
    desk: Desk, names: Names, place: Place, clause: Any, default: str | None = None, test: Any = None
) -> Measure:
    """Return what starts and stops the clock of a clause, what resets it and what cancels it.

    What the clause says itself wins over what the measure that it names says. A measure of `CUSTOMARY` that
    no clause defines has its customary meaning, which is recorded as an assumption.

    Args:
        desk: Where problems and assumptions go.
        names: What can be referred to.
        place: Where the clause stands.
        clause: A target as it was read.
        default: The measure where the clause names none.
        test: The time limit of a result, whose own ``starts`` and ``stops`` win over the clause's; None for others.
    """
    own_starts, starts_at = _own(clause.starts, place.at("starts"), getattr(test, "starting", None), place)
    own_stops, stops_at = _own(clause.stops, place.at("stops"), getattr(test, "stopping", None), place)
    word = clause.measure or (default if own_stops is None else None)
    places: dict[str, Place] = {}
    if own_starts is not None:
        places["starts"] = starts_at
    if own_stops is not None:
        places["stops"] = stops_at
    starts = compile_edge(desk, names, starts_at, own_starts)
    stops = compile_edge(desk, names, stops_at, own_stops)
    ref = place.ref()
    silent = own_starts is None
    endings: dict[str, Condition] = {}
    sources = [(place, clause)]
    if word is not None and word in names.measures:
        at, defined = names.measures[word]
        sources.append((at, defined))
        if own_starts is None:
            starts, places["starts"] = compile_edge(desk, names, at.at("starts"), defined.starts), at.at("starts")
        if own_stops is None:
            stops, places["stops"] = compile_edge(desk, names, at.at("stops"), defined.stops), at.at("stops")
        ref = at.ref()
        silent = own_starts is None and defined.starts is None
    elif own_stops is None:
        stops = _customary(desk, names, place, str(word))
    if silent:
        starts = AtField(_OPENED)
        desk.assume(Assumption("starts", _OPENED, ("another instant",), place.ref(), "when the clock starts"))
    for at, source in reversed(sources):
        for ending in ("resets", "cancels"):
            written = getattr(source, ending)
            if written is not None:
                places[ending] = at.at(ending)
                endings[ending] = compile_condition(desk, at.at(ending), written, names.fields)
    name = str(word) if word is not None else _name_of(place, clause)
    measure = Measure(name, starts, stops or WhenState(EVERYTHING), ref, **endings)
    check_stopwatch(desk, measure, places)
    return measure


def repeated_event(desk: Desk, names: Names, place: Place, clause: Any) -> AtField | WhenState | Happens | None:
    """Return what has to happen again and again under a clause with ``every``: what its measure is about."""
    word = clause.measure
    if word is not None and word in names.measures:
        at, defined = names.measures[word]
        return compile_edge(desk, names, at.at("stops"), defined.stops)
    if word in CUSTOMARY:
        return _customary(desk, names, place, str(word))
    hint = "for example measure: update, or a clause kind: measure"
    desk.report(place, "missing-field", "'measure' is missing: what has to happen again and again?", hint)
    return None


def _own(of_clause: Any, place: Place, of_test: Any, clause: Place) -> tuple[Any, Place]:
    return (of_clause, place) if of_test is None else (of_test, clause.at("met_when"))


def _name_of(place: Place, clause: Any) -> str:
    return str(clause.name or place.ref())


def _customary(desk: Desk, names: Names, place: Place, word: str) -> AtField | WhenState | None:
    """Return what stops the clock of a measure that no clause defines."""
    if word not in CUSTOMARY:
        says = f"nothing says what stops the clock of '{word}'"
        hint = f"add stops: here, or a clause kind: measure with name: {word}"
        if names.measures:
            hint += f"; known measures: {', '.join(sorted(names.measures))}"
        desk.report(place.at("measure"), "unknown-measure", says, hint)
        return None
    solved = solved_state(names) if word == "resolution" else None
    stops = solved or customary_event(names, CUSTOMARY[word])
    taken = f"the instant in {stops.field}" if isinstance(stops, AtField) else str(stops and stops.condition)
    desk.assume(Assumption("stops", taken, ("another state",), place.ref(), f"what stops the clock of '{word}'"))
    return stops
