"""Effects that are clauses of their own, claims and remedies."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects.attaching import free_effects, of_facts, of_points, of_score
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.effects import Effect

__all__ = ["effect_clause", "effect_of_a_score", "effect_of_facts", "effect_of_points"]


@compiles("band-effect", "curve", "gap-credit", "per-item", "step-credit", "tier-credit")
def effect_clause(draft: Draft, place: Place, clause: Any) -> tuple[Effect, ...]:
    """Return what a figure pays; what a time target pays is attached to the target."""
    return free_effects(draft, place, clause)


@compiles("late-penalty", "liquidated-damages", "milestone", "pool-credit", "ratchet", "revenue-share", "share-line")
def effect_of_facts(draft: Draft, place: Place, clause: Any) -> Effect | None:
    """Return what is paid for facts: lateness, damages, costs, results."""
    return of_facts(draft, place, clause)


@compiles("points-credit")
def effect_of_points(draft: Draft, place: Place, clause: Any) -> Effect | None:
    """Return what the points of other effects cost."""
    return of_points(draft, place, clause)


@compiles("award-fee")
def effect_of_a_score(draft: Draft, place: Place, clause: Any) -> Effect | None:
    """Return what a score earns."""
    return of_score(draft, place, clause)
