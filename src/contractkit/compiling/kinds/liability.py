"""Liability clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.liability import Liability

__all__ = ["liability"]


@compiles("liability")
def liability(draft: Draft, place: Place, clause: Any) -> Liability:
    """Return what a party owes at most."""

    def limit(field: str) -> Limit:
        written = getattr(clause, field)
        return None if written is None else draft.bound(place.at(field), written)

    stand = draft.reading(place, clause, "service_credits") if clause.matters("service_credits") else None
    return Liability(
        place.ref(),
        clause.who or "both",
        limit("per_event"),
        limit("per_year"),
        limit("in_total"),
        tuple(str(word) for word in clause.uncapped),
        tuple(str(word) for word in clause.excludes),
        stand,
    )
