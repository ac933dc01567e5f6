"""Lead times that stand twice: in the entry of the catalogue, and in the working agreements."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.checking.promised import amount_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.precedence import rank_of
from contractkit.records.clauses import Assumption

__all__ = ["check_lead_times"]


def check_lead_times(draft: Draft) -> None:
    """Record which lead time holds for a catalogue entry where the working agreements say another.

    The order of precedence decides; where none is written, the working agreements do, and that is an assumption.
    """
    orders = list(draft.desk.clauses("orders"))
    for place, item in draft.desk.clauses("catalogue-item"):
        if item.lead_time is None:
            continue
        for at, text, amount in _said(orders, str(item.name)):
            if amount == amount_of(item.lead_time.value, None):
                continue
            _decide(draft, (place, item.lead_time.text), (at, text))


def _said(orders: list[tuple[Place, Any]], name: str) -> list[tuple[Place, str, Any]]:
    """Return the lead times of orders that speak of a catalogue entry: rows with its name."""
    return [
        (place.at("rows", number), row.lead_time.text, amount_of(row.lead_time.value, None))
        for place, clause in orders
        for number, row in enumerate(clause.rows)
        if str(row.name) == name
    ]


def _decide(draft: Draft, item: tuple[Place, str], row: tuple[Place, str]) -> None:
    ranks = [rank_of(draft.desk.papers, one[0].paper.model.id) for one in (item, row)]
    (holds, text), (other, lost) = (item, row) if ranks[0] < ranks[1] else (row, item)
    says = f"the lead time is {text} in {holds.ref()} and {lost} in {other.ref()}"
    if ranks[0] == ranks[1]:
        draft.desk.assume(Assumption("lead_time", text, (lost,), row[0].ref(), says))
    else:
        says = f"{says}; {holds.paper.model.id} comes first in the order of precedence"
        draft.desk.warn(other.at("lead_time"), "precedence", says, f"{text} holds")
