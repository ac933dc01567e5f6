"""Duties: what a party owes besides, with a date."""

from __future__ import annotations

from datetime import date
from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.anchors import anchor_of, steps_alone
from contractkit.compiling.consequences import consequence_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.anchors import Event
from contractkit.terms.provisions.duty import Duty

__all__ = ["duty"]


@compiles("duty")
def duty(draft: Draft, place: Place, clause: Any) -> Duty:
    """Return what is owed, by whom and by when."""
    on = clause.due.value if clause.due is not None and isinstance(clause.due.value, date) else None
    side: Any = next((word for word in ("after", "before") if getattr(clause, word) is not None), None)
    anchor = None if side is None else anchor_of(draft, place.at(side), getattr(clause, side), steps_alone(draft))
    if side is None and on is None and clause.due is not None:
        side, anchor = "after", Event("period-end")
        says = f"after what it is due {clause.due} of each {clause.every}"
        draft.desk.assume(Assumption("after", "period-end", ("another moment",), place.ref(), says))
    otherwise = consequence_of(draft, place.at("otherwise"), clause.otherwise)
    return Duty(
        place.ref(),
        clause.owner,
        draft.text(place, clause.does) or "",
        on,
        None if on is not None else allowance_of(draft, place.at("due"), clause.due, (place, clause)),
        side,
        anchor,
        None if clause.every is None else clause.every.value,
        tuple(map(str, clause.contains)),
        otherwise,
        allowance_of(draft, place.at("lasts"), clause.lasts, (place, clause)),
    )
