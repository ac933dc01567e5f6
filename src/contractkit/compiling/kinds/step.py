"""Steps of the work, alone or in a process."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.anchors import anchor_of, steps_alone
from contractkit.compiling.consequences import assume_charged_alone, consequence_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.promises import promise_of
from contractkit.records.clauses import ClauseRef
from contractkit.terms.provisions.step import Step

__all__ = ["step", "step_of"]


@compiles("step")
def step(draft: Draft, place: Place, clause: Any) -> Step:
    """Return a step that stands in a clause of its own."""
    found = step_of(draft, place, clause, place.ref(), steps_alone(draft), (place, clause))
    return attrs.evolve(found, serves=promise_of(draft, place.at("for"), clause.for_))


def step_of(
    draft: Draft, place: Place, part: Any, ref: ClauseRef, steps: Collection[str], clause: tuple[Place, Any]
) -> Step:
    """Return one step as it computes.

    Args:
        draft: The agreement while it is compiled.
        place: Where the step stands.
        part: The step as it was read.
        ref: How it is cited.
        steps: The names of the steps that it may wait for.
        clause: The place of its clause, and the clause.
    """
    named = [anchor_of(draft, place.at("after", i), word, steps) for i, word in enumerate(part.after)]
    triggered = anchor_of(draft, place.at("trigger"), part.trigger)
    otherwise = consequence_of(draft, place.at("otherwise"), part.otherwise)
    assume_charged_alone(draft, ref, None if otherwise is None else otherwise.pays)
    return Step(
        ref,
        str(part.name),
        draft.condition(place.at("when"), part.when),
        tuple(anchor for anchor in (*named, triggered) if anchor is not None),
        allowance_of(draft, place.at("within"), part.within, (place, part), clause),
        anchor_of(draft, place.at("before"), part.before, steps),
        anchor_of(draft, place.at("at"), part.at, steps),
        None if part.time is None else part.time.value,
        part.party,
        None if part.owner is None else str(part.owner),
        otherwise,
    )
