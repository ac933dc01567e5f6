"""Moments by their names: events of the agreement, steps, instants of an item, values that its fields take."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.instants import customary_event, event
from contractkit.documents.anchors import EVENTS
from contractkit.documents.instants import AtColumn
from contractkit.terms.conditions import Is
from contractkit.terms.provisions.anchors import Anchor, Event, StepDone
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["anchor_of", "steps_alone"]


def anchor_of(draft: Draft, place: Place, written: Any, steps: Collection[str] = ()) -> Anchor | None:
    """Return the moment that is meant; None where nothing is written, or nothing of that name is known (it is told).

    A word is looked for among the steps, the events that every agreement has, the instants that an item has
    (``solved`` is found as ``solved_at``), then among the values of its fields: the moment at which the one field that
    knows the value takes it. Last it may be a customary word, which is recorded as an assumption.

    Args:
        draft: The agreement while it is compiled.
        place: Where the moment is named.
        written: A word, the column of an instant, or a condition on the state of an item.
        steps: The names of the steps that can be meant.
    """
    if written is None:
        return None
    if isinstance(written, AtColumn):
        return _in_column(draft, place.at("field"), str(written.field))
    if not isinstance(written, str):
        return WhenState(draft.condition(place, written))
    word = str(written)
    if word in steps:
        return StepDone(word)
    if word in EVENTS:
        return Event(word)
    fields = draft.names.fields
    for name in (word, f"{word}_at", f"{word}-at"):
        if fields.get(name) == "instant":
            return AtField(name)
    taking = [name for name, values in fields.items() if isinstance(values, tuple) and word in values]
    if len(taking) == 1:
        return WhenState(Is(taking[0], (word,)))
    if taking:
        says = f"'{word}' is a value of {' and of '.join(taking)}: which of them is meant?"
        draft.report(place, "wrong-reference", says, f"for example {{{taking[0]}: {word}}}")
        return None
    if customary_event(draft.names, word) is not None:
        return event(draft.desk, draft.names, place, word)
    instants = [name for name, kind in fields.items() if kind == "instant"]
    draft.unknown(place, "step or moment", word, (*steps, *instants, *EVENTS))
    return None


def _in_column(draft: Draft, place: Place, field: str) -> AtField:
    if field not in draft.names.fields:
        draft.unknown(place, "field", field, draft.names.fields)
    elif draft.names.fields[field] != "instant":
        says = f"the field {field} is no instant"
        draft.report(place, "condition", says, f"declare {field}: instant under fields")
    return AtField(field)


def steps_alone(draft: Draft) -> dict[str, None]:
    """Return the names of the steps that stand in clauses of their own, in the order of the page."""
    return draft.once("steps", lambda: dict.fromkeys(str(clause.name) for _, clause in draft.desk.clauses("step")))
