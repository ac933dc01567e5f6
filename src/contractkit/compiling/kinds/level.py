"""Service levels: named packages of targets, calendar and price."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from contractkit.compiling.allowances import calendar_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.list_prices import list_price_of
from contractkit.documents.limits import MAX_DEPTH
from contractkit.quantities.money import Money
from contractkit.quantities.notation import BasePrice
from contractkit.terms.prices import LumpSum, PriceOf
from contractkit.terms.provisions.level import Level

__all__ = ["level"]


@compiles("level")
def level(draft: Draft, place: Place, clause: Any) -> Level:
    """Return a service level, with what it takes from its base."""
    base = _base(draft, place, clause)
    price = None if clause.price is None else clause.price.value
    return Level(
        place.ref(),
        str(clause.name),
        draft.text(place, clause.promise),
        calendar_of(draft, place.at("calendar"), clause.calendar),
        _price(draft, place, clause),
        price.percent if isinstance(price, BasePrice) else None,
        None if base is None else base[0].ref(),
    )


def _base(draft: Draft, place: Place, clause: Any) -> tuple[Place, Any] | None:
    """Return the level that a level is based on; whether it is there was asked where packages were worked out."""
    if clause.based_on is None:
        return None
    document, _, word = str(clause.based_on).rpartition("/")
    called = draft.once("levels by what they are called", lambda: _called(draft))
    return called.get((document or place.paper.model.id, word)) or (None if document else called.get(("", word)))


def _called(draft: Draft) -> dict[tuple[str, str], tuple[Place, Any]]:
    """Return the first level that answers to a number or a name, in each paper and (under "") in all of them."""
    found: dict[tuple[str, str], tuple[Place, Any]] = {}
    for place, clause in draft.desk.clauses("level"):
        for home in (place.paper.model.id, ""):
            for word in (str(place.number), str(clause.name)):
                found.setdefault((home, word), (place, clause))
    return found


def _price(draft: Draft, place: Place, clause: Any) -> PriceOf | LumpSum | None:
    """Return the price of a level: its own, or that of its base; a surcharge is taken of that price, not rounded."""
    own, at, factor = clause, place, Decimal(1)
    for _ in range(MAX_DEPTH + 1):
        written = None if own.price is None else own.price.value
        if written is not None and not isinstance(written, BasePrice):
            found = list_price_of(draft, at.at("price"), written)
            return found if factor == 1 else attrs.evolve(found, amount=_times(found.amount, factor))
        if written is not None:
            factor *= 1 + written.percent.value / 100
        base = _base(draft, at, own)
        if base is None:
            break
        at, own = base
    surcharge = clause.price is not None
    if surcharge and str(clause.based_on).rpartition("/")[2] not in draft.desk.lost:
        says = f"the price is {clause.price}, and there is no base with a price"
        draft.report(place.at("price"), "missing-field", says, "name the base under based_on, or write a price")
    return None


def _times(money: Money, factor: Decimal) -> Money:
    """Return so many times an amount, without zeros that only the multiplication has put there."""
    exact = money.amount * factor
    places = exact.quantize(money.amount)
    return Money(places if places == exact else exact.normalize(), money.currency)
