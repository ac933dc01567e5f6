"""Amounts as they compute: money in the agreement's currency, shares of amounts that it knows, and limits.

An amount has a word: a standard one, the name of a fee, or one that the head of a document declares under ``amounts``
because it comes with the facts.
"""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.quantities.money import Money
from contractkit.terms.amounts import STANDARD_AMOUNTS, Limit, LimitOf, PerPeriod, Share
from contractkit.terms.effects import Fee

__all__ = [
    "STANDARD_AMOUNTS",
    "check_amount",
    "declared_amounts",
    "known_amounts",
    "limit_of",
    "money_of",
]


def money_of(desk: Desk, names: Names, place: Place, amount: Any) -> Money:
    """Return an amount as money, in the document's currency where it names none."""
    own = getattr(place.paper.model, "currency", None) or names.currency
    currency = amount.currency or own
    if currency != names.currency:
        says = f"the amount is in {currency}, the agreement in {names.currency}"
        desk.report(place, "currency", says, "an agreement has one currency")
    return Money(amount.number, str(currency))


def declared_amounts(desk: Desk) -> dict[str, str]:
    """Return the amounts that the heads of the papers declare, each with what it is."""
    return {
        str(name): str(says)
        for paper in reversed(desk.papers)
        for name, says in (getattr(paper.model, "amounts", None) or {}).items()
    }


def known_amounts(desk: Desk, fees: tuple[Fee, ...]) -> tuple[str, ...]:
    """Return every word for an amount: standard, fees, declared."""
    return (*STANDARD_AMOUNTS, *(fee.name for fee in fees), *declared_amounts(desk))


def check_amount(desk: Desk, place: Place, word: str, fees: tuple[Fee, ...]) -> str:
    """Return the word of an amount, adding it to the desk's problems if the agreement does not know it."""
    known = known_amounts(desk, fees)
    if word not in known:
        desk.unknown(place, "amount", word, known)
        return "charges"
    return word


def limit_of(desk: Desk, names: Names, fees: tuple[Fee, ...], place: Place, written: Any) -> Limit:
    """Return a limit as it computes; None where none was agreed.

    Args:
        desk: Where problems go.
        names: What can be referred to.
        fees: The fees, whose names are amounts.
        place: Where the limit stands.
        written: The limit as it was read: one text, or several under ``lowest_of`` or ``highest_of``.
    """
    for field, which in (("lowest_of", "lowest"), ("highest_of", "highest")):
        several = getattr(written, field, None)
        if several is not None:
            parts = [limit_of(desk, names, fees, place.at(field, i), part) for i, part in enumerate(several)]
            return LimitOf(which, tuple(parts))  # type: ignore[arg-type]
    value = written.value
    if value.percent is not None:
        desk.report(place, "quantity", f"'{written.text}' of what?", f"for example {written.text} of charges")
        return None
    found: Money | Share
    if value.share is not None:
        found, per = Share(value.share.percent, check_amount(desk, place, value.share.of, fees)), value.share.per
    elif value.amount is not None:
        found, per = money_of(desk, names, place, value.amount), value.amount.per
    else:
        return None
    return found if per is None else PerPeriod(found, per)
