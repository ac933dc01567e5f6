"""Remedies: what a party may ask for where figures stay bad, beside money."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.remedy import Remedy

__all__ = ["remedy"]


@compiles("remedy")
def remedy(draft: Draft, place: Place, clause: Any) -> Remedy:
    """Return what a party may ask for, and when."""
    if clause.who is None:
        says = "who may ask for the remedy"
        draft.desk.assume(Assumption("who", "customer", ("provider", "both"), place.ref(), says))
    spans = (
        allowance_of(draft, place.at(field), getattr(clause, field), (place, clause))
        for field in ("within", "notice", "use_within")
    )
    return Remedy(
        place.ref(),
        str(clause.who or "customer"),
        tuple(str(word) for word in clause.grants),
        draft.figures_condition(place.at("when"), clause.when),
        tuple(str(word) for word in clause.for_),
        *spans,
    )
