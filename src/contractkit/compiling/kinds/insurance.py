"""Insurance clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.insurance import Insurance

__all__ = ["insurance"]


@compiles("insurance")
def insurance(draft: Draft, place: Place, clause: Any) -> Insurance:
    """Return which insurance a party has to have."""
    until = None if clause.certificate_until is None else clause.certificate_until.value
    minimum = draft.limit(place.at("minimum"), clause.minimum)
    return Insurance(place.ref(), str(clause.cover), minimum, until, clause.who)
