"""What follows where something that was owed is not done in time, as it computes."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.anchors import Otherwise
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.consequences import Consequence

__all__ = ["assume_charged_alone", "consequence_of"]


def consequence_of(draft: Draft, place: Place, written: Any) -> Consequence | None:
    """Return what follows; None where nothing is written."""
    if written is None:
        return None
    if not isinstance(written, Otherwise):
        return Consequence(draft.limit(place, written))
    pays = None if written.pays is None else draft.limit(place.at("pays"), written.pays)
    return Consequence(pays, draft.text(place, written.does))


def assume_charged_alone(draft: Draft, ref: ClauseRef, pays: Limit) -> None:
    """List that what belongs to one order is invoiced with it, and is no part of the sum of a period."""
    if pays is not None:
        says = "where it is charged: it belongs to one order, and no settlement of a period counts it"
        draft.desk.assume(Assumption("charges", "with its order", ("in the settlement of its period",), ref, says))
