"""Payment, interest and deposit clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.deposit import Deposit
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.payment import Payment

__all__ = ["deposit", "interest", "payment"]


@compiles("payment")
def payment(draft: Draft, place: Place, clause: Any) -> Payment:
    """Return when invoices are sent and due."""
    within = allowance_of(draft, place.at("within"), clause.within, (place, clause))
    assert within is not None
    lapses = clause.lapses_after
    return Payment(
        place.ref(),
        within,
        clause.counted_from,
        clause.invoiced,
        clause.invoice_is,
        None if lapses is None else lapses.value,
        None if lapses is None else draft.reading(place, clause, "part_days"),
    )


@compiles("interest")
def interest(draft: Draft, place: Place, clause: Any) -> Interest:
    """Return what a late payment costs."""
    if isinstance(clause.rate, str):
        return Interest(place.ref(), None)
    rate = clause.rate.value
    readings = (draft.reading(place, clause, word) for word in ("day_count", "compounding"))
    return Interest(place.ref(), rate.percent, rate.per, *readings)


@compiles("deposit")
def deposit(draft: Draft, place: Place, clause: Any) -> Deposit:
    """Return the money that lies as security."""
    if clause.amount.text == "none":
        draft.report(place.at("amount"), "quantity", "a deposit of none secures nothing", "leave the clause out")
    return Deposit(
        place.ref(),
        draft.bound(place.at("amount"), clause.amount),
        clause.given_by or "provider",
        tuple(str(word) for word in clause.pays_for),
        None if clause.topped_up_within is None else clause.topped_up_within.value,
        None if clause.returned_within is None else clause.returned_within.value,
    )
