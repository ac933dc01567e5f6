"""What may still be done to an order that is under way."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.anchors import anchor_of, steps_alone
from contractkit.compiling.consequences import assume_charged_alone
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.order_change import OrderChange, Permitted

__all__ = ["order_change"]


@compiles("order-change")
def order_change(draft: Draft, place: Place, clause: Any) -> OrderChange:
    """Return what may be done to an order that is under way."""
    return OrderChange(
        place.ref(),
        None if clause.name is None else str(clause.name),
        draft.condition(place.at("when"), clause.when),
        tuple(map(str, clause.channels)),
        tuple(_permitted(draft, place, clause, number) for number in range(len(clause.rows))),
    )


def _permitted(draft: Draft, place: Place, clause: Any, number: int) -> Permitted:
    row, at = clause.rows[number], place.at("rows", number)
    ref = place.ref().at_row(str(row.name), at.line, at.file)
    if row.costs is None:
        draft.desk.assume(Assumption("costs", "none", ("an amount",), ref, "what it costs the party that asks"))
    if row.until is None:
        others = ("a moment of the order",)
        draft.desk.assume(Assumption("until", "delivered", others, ref, "until when it may be asked for"))
    costs = None if row.costs is None else draft.limit(at.at("costs"), row.costs)
    assume_charged_alone(draft, ref, costs)
    return Permitted(
        str(row.name),
        ref,
        row.asked_by,
        draft.condition(at.at("when"), row.when),
        anchor_of(draft, at.at("until"), row.until, steps_alone(draft)),
        allowance_of(draft, at.at("within"), row.within, (at, row), (place, clause)),
        row.lead_time,
        costs,
    )
