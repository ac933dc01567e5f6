"""Sole remedies: what a failure entitles to besides its credits."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.sole_remedy import SoleRemedy

__all__ = ["sole_remedy"]


@compiles("sole-remedy")
def sole_remedy(draft: Draft, place: Place, clause: Any) -> SoleRemedy:
    """Return what the credits exclude, and where they do not."""
    unless = None if clause.unless is None else draft.figures_condition(place.at("unless"), clause.unless)
    return SoleRemedy(
        place.ref(),
        tuple(str(word) for word in clause.for_),
        clause.excludes,
        unless,
        tuple(str(word) for word in clause.not_for),
    )
