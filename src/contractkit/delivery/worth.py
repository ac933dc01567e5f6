"""What work outside the agreement is worth: at the price of the catalogue, or time spent at a rate.

A worth is a figure for the next conversation: nothing of it is charged. Where the papers do not say which price holds,
or nobody told how long it took, there is no figure, and the reason stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import attrs

from contractkit.charging import ChargingFacts, price_on
from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.quantities.money import Money
from contractkit.quantities.spans import WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.prices import LumpSum, PriceOf
from contractkit.terms.provisions.catalogue_item import CatalogueItem
from contractkit.terms.provisions.rate import Rate

__all__ = ["Worth", "added", "of_catalogue", "of_rate", "of_sources", "rounded"]

_CENT = Decimal("0.01")
_HOURS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "day": None}
_US = timedelta(microseconds=1)


@attrs.frozen
class Worth:
    """What something is worth, or why nobody can say.

    Attributes:
        amount: The amount, to the cent; None where it is not known.
        formula: How it came about, or what is missing.
        clause: Where its price stands; None where it is not known.
    """

    amount: Money | None
    formula: str
    clause: ClauseRef | None = None

    @property
    def missing(self) -> str | None:
        """Return what is not known; None where all is."""
        return self.formula if self.amount is None else None


def rounded(amount: Fraction, currency: str) -> Money:
    """Return an amount to the cent, half a cent up, so that lines that are shown add up to their total.

    Example:
        >>> str(rounded(Fraction("92.50") * 35 / 60, "EUR"))
        'EUR 53.96'
    """
    return Money(as_decimal(amount).quantize(_CENT, rounding=ROUND_HALF_UP), currency)


def added(worths: Iterable[Worth], currency: str) -> Money:
    """Return what those that are known come to together."""
    every = (one.amount.amount for one in worths if one.amount is not None)
    return Money(sum(every, Decimal("0.00")), currency)


def of_catalogue(entry: CatalogueItem, currency: str) -> Worth | None:
    """Return what one delivery of a catalogue entry costs; None where it has no price for each delivery."""
    price = entry.price
    once = (isinstance(price, PriceOf) and price.per is None and price.per_units == 1) or (
        isinstance(price, LumpSum) and price.per == "once"
    )
    if not once or not isinstance(price, PriceOf | LumpSum) or price.amount.currency != currency:
        return None
    unit = price.unit if isinstance(price, PriceOf) else entry.name
    return Worth(rounded(Fraction(price.amount.amount), currency), f"1 {unit} × {price.amount}", entry.clause)


def of_sources(
    version: Agreement,
    names: Sequence[str],
    speaking: Sequence[Rate],
    spent: timedelta | None,
    on: date,
    known: ChargingFacts,
) -> Worth:
    """Return what work is worth at the prices that a clause names, or else at the one rate that speaks of it.

    Args:
        version: The agreement as it stands on the date.
        names: The rates, services and catalogue entries that a clause names, the first one that prices it decides;
            empty where no clause names any.
        speaking: The rates whose condition the work meets.
        spent: How long it took; None where nobody told.
        on: The date whose prices hold.
        known: Index figures, and what was known when.
    """
    for name in names:
        rate = next((one for one in version.provisions_of(Rate) if name in (one.name, str(one.clause))), None)
        if rate is not None:
            return of_rate(version, rate, spent, on, known)
        entries = version.provisions_of(CatalogueItem)
        entry = next((one for one in entries if name in (one.name, str(one.clause))), None)
        found = None if entry is None else of_catalogue(entry, version.currency)
        if found is not None:
            return found
    if names:
        return Worth(None, f"{' and '.join(names)}: no price for work as it comes")
    if not speaking:
        return Worth(None, "no rate and no entry of the catalogue prices it")
    if len(speaking) > 1:
        says = " and ".join(f"{one.name} ({one.clause})" for one in speaking)
        return Worth(None, f"{says} both price it; a quote clause with priced_from says which")
    return of_rate(version, speaking[0], spent, on, known)


def of_rate(version: Agreement, rate: Rate, spent: timedelta | None, on: date, known: ChargingFacts) -> Worth:
    """Return what time spent is worth at a rate: in its steps, and at least what it charges each time.

    Args:
        version: The agreement as it stands on the date.
        rate: The rate; its steps and its least count once for each item.
        spent: How long it took; None where nobody told. A price for each visit or piece needs no time: it counts once.
        on: The date whose price holds.
        known: Index figures, and what was known when.
    """
    if rate.surcharges:
        return Worth(None, f"{rate.name} has surcharges, and which hours they hold for is not told", rate.clause)
    priced = price_on(version, rate.name, on, known)
    if priced.price is None:
        return Worth(None, priced.missing or f"the price of {rate.name} is not known", rate.clause)
    price = rate.price
    size = _HOURS.get(price.unit) if isinstance(price, PriceOf) else None
    told = amount_text(priced.price, version.currency)
    if not isinstance(price, PriceOf) or size is None:
        if isinstance(price, PriceOf) and price.unit in _HOURS:
            return Worth(None, f"{rate.name} is priced per {price.unit}, and how many is not told", rate.clause)
        unit = price.unit if isinstance(price, PriceOf) else rate.name
        return Worth(rounded(priced.price, version.currency), f"1 {unit} × {told}", rate.clause)
    if spent is None:
        return Worth(None, f"how long it took is not told ({told} per {price.unit})", rate.clause)
    counted = _counted(rate, spent)
    units = Fraction(counted // _US, (size * price.per_units) // _US)
    formula = f"{exact_text(units)} {price.unit}{'' if units == 1 else 's'} × {told}"
    return Worth(rounded(units * priced.price, version.currency), formula, rate.clause)


def _counted(rate: Rate, spent: timedelta) -> timedelta:
    """Return the time that is charged: in whole steps, and at least the least."""
    step, least = _time(rate.in_steps_of), _time(rate.at_least)
    if step:
        spent = step * -(-spent // step)
    return max(spent, least) if least else spent


def _time(span: object) -> timedelta | None:
    return span.to_timedelta() if isinstance(span, WorkingTime) else None
