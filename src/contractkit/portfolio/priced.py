"""What a request costs: what is priced on its date, and the price in words, rounded to cents, that an agent reads out.

The price itself stays exact: `Entitlement.to_dict` has every digit.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import attrs

from contractkit.charging import ChargingFacts, PriceOn
from contractkit.charging.exact import amount_text, as_decimal
from contractkit.portfolio.lookup import Lookup
from contractkit.portfolio.lookups import prices_of, quote_rates
from contractkit.quantities.currencies import minor_units
from contractkit.records.said import joined, said

__all__ = ["price_shown", "prices_for"]


def prices_for(lookup: Lookup, told: ChargingFacts) -> tuple[PriceOn, ...]:
    """Return what a request costs: the service or the fees that cover it; out of scope the rates of a quote.

    Args:
        lookup: The request under its agreement.
        told: Index figures and raises of wages. Where the agreement was looked up as of a date of recording, figures
            count that were published by then.
    """
    agreement, version, scope, known_at = lookup.entry.opens(), lookup.terms, lookup.scope, lookup.entry.known_at
    known = told if known_at is None else attrs.evolve(told, known_at=known_at)
    if scope in ("out", "no-service"):
        return quote_rates(version, agreement, lookup.words, lookup.on, known)
    if scope in ("before-term", "after-term"):
        return ()
    return tuple(map(_alone, prices_of(version, agreement, lookup.service, lookup.on, known)))


def _alone(price: PriceOn) -> PriceOn:
    """Return a price without what it says of prepaid units: an answer says that for itself."""
    if price.prepaid is None:
        return price
    return attrs.evolve(price, notes=tuple(note for note in price.notes if note != str(price.prepaid)))


def _coin(currency: str) -> Decimal:
    """Return the smallest coin of a currency, such as 0.01."""
    return Decimal(1).scaleb(-minor_units(currency))


def price_shown(price: PriceOn) -> str:
    """Return a price in words, rounded to cents where an index gave it more digits.

    A price below one, such as that of a call, keeps its digits: cents would make nothing of it.

    Args:
        price: The price on the date of a request.
    """
    if price.missing is None and not price.steps:
        return str(price)
    if price.missing is not None:
        if price.last_known is None:
            return str(price)
        last = joined(" / ", (_rounded(one, price.currency) for one in price.last_known.prices))
        return price.before_index(last)
    amount = price.price if price.per is not None or price.amount is None else price.amount
    if amount is None:
        return str(price)
    shown = _rounded(amount, price.currency)
    cut = "" if shown == amount_text(amount, price.currency) else said(", rounded")
    together = price.per_unit if price.per is not None or price.amount is None else said(" for the agreed volume")
    return said(
        "{name} on {on}: {price}{per}{cut}, indexed from {since} on ({clause}){noted}",
        name=price.name,
        on=price.on,
        price=shown,
        per=together,
        cut=cut,
        since=price.steps[-1].on,
        clause=price.clause,
        noted=price.noted,
    )


def _rounded(amount: Fraction, currency: str) -> str:
    if abs(amount) < 1:
        return amount_text(amount, currency)
    return amount_text(Fraction(as_decimal(amount).quantize(_coin(currency), rounding=ROUND_HALF_UP)), currency)
