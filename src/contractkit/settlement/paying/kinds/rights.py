"""What follows from figures besides money: remedies that may be asked for, and the right to end the agreement."""

from __future__ import annotations

from typing import Literal

from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed, Consequence
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import nothing_at_all
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.termination import Termination

__all__ = ["remedy", "termination"]

State = Literal["arises", "does-not-arise", "undetermined"]


@computes(Remedy)
def remedy(scene: Scene) -> Computed:
    """Return what a party may ask for, where the figures are so."""
    clause = scene.effect
    assert isinstance(clause, Remedy)
    state, says = _found(scene, clause.when)
    until = "" if clause.use_within is None else said("; it has to be used within {time}", time=clause.use_within.time)
    within = "" if clause.within is None else said(", done within {time}", time=clause.within.time)
    found = [
        Consequence(
            clause.clause,
            grant,
            clause.who,
            state,
            said("{grant}{within}: {says}{until}", grant=said(grant), within=within, says=says, until=until),
        )
        for grant in clause.grants
    ]
    return nothing_at_all("pays", says).with_consequences(*found)


@computes(Termination)
def termination(scene: Scene) -> Computed:
    """Return whether the agreement may be ended for repeated failure."""
    clause = scene.effect
    assert isinstance(clause, Termination)
    if clause.condition is None:
        return nothing_at_all("pays", "no figure decides about it")
    state, says = _found(scene, clause.condition)
    if clause.not_before is not None and scene.period.last < clause.not_before and state == "arises":
        state, says = (
            "does-not-arise",
            said("{says}, but it may not end before {not_before}", says=says, not_before=clause.not_before),
        )
    right = Consequence(clause.clause, "termination-right", clause.who, state, says)
    return nothing_at_all("pays", says).with_consequences(right)


def _found(scene: Scene, condition: FiguresCondition) -> tuple[State, str]:
    from contractkit.settlement.measuring.conditions import holds

    held = holds(condition, scene)
    return ("undetermined" if held.value is None else "arises" if held.value else "does-not-arise"), held.says
