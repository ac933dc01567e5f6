"""Quotes for work outside the agreement."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.quote import Quote

__all__ = ["quote"]


@compiles("quote")
def quote(draft: Draft, place: Place, clause: Any) -> Quote:
    """Return how work outside the agreement is offered and accepted."""
    if clause.valid_for is None:
        says = "how long a quote can be accepted"
        draft.desk.assume(Assumption("valid_for", "until it is withdrawn", ("a number of days",), place.ref(), says))
    silence: Any = draft.reading(place, clause, "silence")
    return Quote(
        place.ref(),
        None if clause.name is None else str(clause.name),
        draft.condition(place.at("when"), clause.when),
        allowance_of(draft, place.at("within"), clause.within, (place, clause)),
        tuple(map(str, clause.priced_from)),
        allowance_of(draft, place.at("valid_for"), clause.valid_for, (place, clause)),
        tuple(map(str, clause.accepted_by)),
        None if clause.how is None else str(clause.how),
        silence,
    )
