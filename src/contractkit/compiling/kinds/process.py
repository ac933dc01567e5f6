"""Processes: steps that belong together."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.anchors import anchor_of, steps_alone
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.kinds.step import step_of
from contractkit.compiling.promises import promise_of
from contractkit.terms.provisions.process import Process

__all__ = ["process"]


@compiles("process")
def process(draft: Draft, place: Place, clause: Any) -> Process:
    """Return the steps of a process, and what starts them."""
    names = dict.fromkeys(str(part.name) for part in clause.steps) | steps_alone(draft)
    steps = []
    for number, part in enumerate(clause.steps):
        at = place.at("steps", number)
        ref = place.ref().at_row(str(part.name), at.line, at.file)
        steps.append(step_of(draft, at, part, ref, names, (place, clause)))
    return Process(
        place.ref(),
        str(clause.name),
        tuple(steps),
        anchor_of(draft, place.at("starts"), clause.starts, steps_alone(draft)),
        draft.condition(place.at("when"), clause.when),
        None if clause.service is None else str(clause.service),
        promise_of(draft, place.at("for"), clause.for_),
    )
