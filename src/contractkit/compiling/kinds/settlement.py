"""Settlement clauses that are for some targets or effects only; the one for everything is the agreement's own."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.settlements import settled_per, settlement_of
from contractkit.compiling.steps import PERIODS
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.settling import EarnBackStep, MinimumIssueStep

__all__ = ["settlement"]


@compiles("settlement")
def settlement(draft: Draft, place: Place, clause: Any) -> PartSettlement | None:
    """Return a settlement that names what it is for."""
    if not clause.for_:
        return None
    terms = settlement_of(draft, place, clause)
    others = settled_per(draft)
    shorter = PERIODS.index(terms.per) < PERIODS.index(others)
    if shorter and any(isinstance(step, EarnBackStep | MinimumIssueStep) for step in terms.steps):
        says = f"what is won back, or too little to be paid, per {terms.per} inside of a settlement per {others}"
        hint = (
            f"write these steps as the clause for everything, per {terms.per} and without for, and one clause per "
            f"{others} for: the other targets; what is settled over a longer period waits for its end"
        )
        draft.not_computed(place.at("per"), "settling", f"{says} is not computed by this version", hint)
    return PartSettlement(place.ref(), terms)
