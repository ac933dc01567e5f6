"""Orders: how they come in, and how long they take."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of, calendar_of, cut_off_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.records.clauses import Assumption
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.orders import LeadTime, Orders

__all__ = ["orders"]

_NAMED = 3
"""How many catalogue entries a reading names before it says how many more there are."""


@compiles("orders")
def orders(draft: Draft, place: Place, clause: Any) -> Orders:
    """Return how orders come in, and how long they take."""
    _against_the_catalogue(draft, place, clause)
    window = calendar_of(draft, place.at("window"), clause.window)
    cut_off, restart = cut_off_of(clause)
    return Orders(
        place.ref(),
        None if clause.name is None else str(clause.name),
        draft.condition(place.at("when"), clause.when),
        tuple(map(str, clause.channels)),
        draft.names.calendars.get(window or ""),
        window,
        cut_off,
        restart,
        tuple(_lead_times(draft, place, clause)),
        tuple(map(str, clause.needs)),
    )


def _lead_times(draft: Draft, place: Place, clause: Any) -> list[LeadTime]:
    found = []
    for number, row in enumerate(clause.rows):
        at = place.at("rows", number)
        allowance = allowance_of(draft, at.at("lead_time"), row.lead_time, (at, row), (place, clause))
        if allowance is None:
            continue
        name = None if row.name is None else str(row.name)
        ref = place.ref() if name is None else place.ref().at_row(name, at.line, at.file)
        found.append(LeadTime(name, ref, draft.condition(at.at("when"), row.when), allowance))
    own = allowance_of(draft, place.at("lead_time"), clause.lead_time, (place, clause))
    return found if own is None else [*found, LeadTime(None, place.ref(), EVERYTHING, own)]


def _against_the_catalogue(draft: Draft, place: Place, clause: Any) -> None:
    """Record which of the two holds where the catalogue has other lead times than the one for all other orders.

    It is a question only where no order of papers decides it; rows of the same name are compared one by one elsewhere.
    """
    if clause.lead_time is None:
        return
    items = draft.once("lead times of the catalogue", lambda: _items(draft))
    theirs = [(at, item) for at, item in items if at.paper.model.id != place.paper.model.id]
    rows = {row.name for row in clause.rows}
    differ = [
        (at, item) for at, item in theirs if item.name not in rows and item.lead_time.text != clause.lead_time.text
    ]
    ranked = draft.once("the order of papers", lambda: _order(draft))
    open_ones = [(at, item) for at, item in differ if not {place.paper.model.id, at.paper.model.id} <= ranked]
    if not open_ones:
        return
    names = ", ".join(str(item.name) for _, item in open_ones[:_NAMED])
    more = f" and {len(open_ones) - _NAMED} more" if len(open_ones) > _NAMED else ""
    says = f"which lead time holds where the catalogue has another: {names}{more}"
    others = tuple(dict.fromkeys(at.paper.model.id for at, _ in open_ones))
    draft.desk.assume(Assumption("lead_time", place.paper.model.id, others, place.ref(), says))


def _items(draft: Draft) -> list[tuple[Place, Any]]:
    return [(at, item) for at, item in draft.desk.clauses("catalogue-item") if item.lead_time is not None]


def _order(draft: Draft) -> frozenset[str]:
    return frozenset(str(word) for _, clause in draft.desk.clauses("precedence") for word in clause.order)
