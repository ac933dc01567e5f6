"""Settlement clauses that are for some targets or effects only; the one for everything is the agreement's own."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.settlements import settled_per, settlement_of
from contractkit.terms.provisions.part_settlement import PartSettlement

__all__ = ["settlement"]


@compiles("settlement")
def settlement(draft: Draft, place: Place, clause: Any) -> PartSettlement | None:
    """Return a settlement that names what it is for."""
    if not clause.for_:
        return None
    terms = settlement_of(draft, place, clause)
    if terms.per != settled_per(draft):
        says = f"a settlement of some targets per {terms.per}, where the others are settled per {settled_per(draft)},"
        draft.not_computed(place.at("per"), "settling", f"{says} is not computed by this version")
    return PartSettlement(place.ref(), terms)
