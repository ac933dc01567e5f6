"""Measure clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.instants import compile_edge
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.stopwatches import check_stopwatch
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.measure import NamedMeasure
from contractkit.terms.stopwatch import AtField, WhenState
from contractkit.terms.targets import Measure

__all__ = ["measure"]


@compiles("measure")
def measure(draft: Draft, place: Place, clause: Any) -> NamedMeasure:
    """Return what starts and stops the clock of a measure; one that a target uses has been told of there already."""
    used = any(getattr(other, "measure", None) == clause.name for _, other in draft.desk.clauses())
    desk = Desk(draft.desk.papers, draft.desk.above) if used else draft.desk
    starts = compile_edge(desk, draft.names, place.at("starts"), clause.starts)
    if clause.starts is None:
        starts = AtField("opened_at")
    stops = compile_edge(desk, draft.names, place.at("stops"), clause.stops)
    endings = {
        word: compile_condition(desk, place.at(word), getattr(clause, word), draft.names.fields)
        for word in ("resets", "cancels")
        if getattr(clause, word) is not None
    }
    made = Measure(str(clause.name), starts, stops or WhenState(EVERYTHING), place.ref(), **endings)
    written = ("starts", "stops", "resets", "cancels")
    check_stopwatch(desk, made, {word: place.at(word) for word in written if getattr(clause, word) is not None})
    return NamedMeasure(place.ref(), made)
