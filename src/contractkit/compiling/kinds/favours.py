"""Favours: small things done outside the agreement, for nothing."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import notice_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.favours import Favours

__all__ = ["favours"]


@compiles("favours")
def favours(draft: Draft, place: Place, clause: Any) -> Favours:
    """Return how much is done for nothing, what it is worth, and when it is told."""
    return Favours(
        place.ref(),
        None if clause.name is None else str(clause.name),
        draft.condition(place.at("when"), clause.when),
        None if clause.at_most is None else clause.at_most.value,
        None if clause.valued_at is None else str(clause.valued_at),
        notice_of(draft, place.at("told_within"), clause.told_within, (place, clause)),
        clause.above,
    )
