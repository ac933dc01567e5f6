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
    if clause.minimum.text == "none":
        draft.report(
            place.at("minimum"), "quantity", "a minimum of none insures nothing", "write the least that is insured"
        )
    minimum = draft.bound(place.at("minimum"), clause.minimum)
    return Insurance(place.ref(), str(clause.cover), minimum, until, clause.who)
