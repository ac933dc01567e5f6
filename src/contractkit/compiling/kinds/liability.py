"""Liability clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.idle_limits import warn_of_idle_bounds
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
    counted = draft.reading(place, clause, "credits_counted") if stand == "use-up-the-cap" else None
    bounds = {field: limit(field) for field in ("per_event", "per_year", "in_total")}
    warn_of_idle_bounds(draft, place, bounds)
    return Liability(
        place.ref(),
        clause.who or "both",
        bounds["per_event"],
        bounds["per_year"],
        bounds["in_total"],
        tuple(str(word) for word in clause.uncapped),
        tuple(str(word) for word in clause.excludes),
        stand,
        counted,
    )
