"""What something costs on a date, and why."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.bands import UnitCost, cost_in_bands
from contractkit.charging.buying import prepaid_in
from contractkit.charging.called import called
from contractkit.charging.doors import refuse_wrong
from contractkit.charging.exact import amount_text
from contractkit.charging.in_bands import bands_of, nth
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.last_known import last_known_of
from contractkit.charging.offered import offered
from contractkit.charging.paid_before import PaidBefore, paid_before
from contractkit.charging.paths import point_on, price_path
from contractkit.charging.pieces import PriceIn
from contractkit.charging.price_answer import PriceOn
from contractkit.charging.priced import price_text, priced_for
from contractkit.charging.windows import in_force
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Figures, joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Fee
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf
from contractkit.terms.provisions.rate import Rate

__all__ = ["price_on"]


def price_on(
    agreement: Agreement,
    name: str,
    on: date,
    facts: ChargingFacts = NOTHING_KNOWN,
    *,
    units: Fraction | int | None = None,
) -> PriceOn:
    """Return what a fee, a service, work at a rate or a prepaid block costs on a date.

    Args:
        agreement: The agreement with its versions, or one version.
        name: The fee, the service (or a part of one, ``guarding: rounds``), the rate or the prepaid block, looked for
            in this order.
        on: The date, in the zone of the agreement.
        facts: Index figures, and what was known when.
        units: How many units; a price in bands depends on it. None where nobody asks for a number. Of a service with
            prepaid blocks so many come from them first.

    Returns:
        The price with every change by an index that made it. Within a billing period that an index splits, this is the
        price of the date, also where the clause charges it from the next period on. `notes` says so where the date
        lies outside of the term: nothing is charged on it, and the price is what the papers would say. Of a service of
        which units are paid beforehand, they say how many are left as the date begins, and of which block: the price is
        that of further ones.

    Raises:
        UsageError: Nothing is called so on that date, or it is in another currency than the agreement.
        NotComputedError: A mix of several methods changes the price.

    Example:
        >>> import contractkit as ck
        >>> from contractkit.charging.indexation import IndexSeries
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "term", "start": "2025-01-01"},
        ...         "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000", "per": "month"},
        ...         "3": {"kind": "indexation", "by": {"series": "cpi", "base": "2024-12"}, "every": "1 January",
        ...               "round_price": {"to": "0.01", "scope": "line"}}}})
        >>> cpi = IndexSeries.of("cpi", {"2024-12": "113.8", "2025-12": "118.5"})
        >>> price_on(agreement, "base", date(2026, 3, 1), ChargingFacts(index=[cpi])).formula
        'EUR 1 000.00 × 118.5 / 113.8 = EUR 1 041.3005…, rounded EUR 1 041.30'
    """
    refuse_wrong("price_on", agreement=agreement, name=name, on=on, facts=facts, units=units)
    version = agreement.at(on, facts.known_at)
    notes = _outside(version, on)
    service = offered(version).get(name)
    bands = () if service is None else bands_of(service)
    fee = next((fee for fee in version.fees if fee.name == name), None)
    prepaid = paid_before(agreement, name, on, facts) if fee is None and service is not None else None
    beyond = _beyond(prepaid, None if units is None else Fraction(units))
    if prepaid is not None:
        notes = (*notes, str(prepaid))
    if fee is None and len(bands) > 1:
        banded = _banded(agreement, version, name, on, facts, beyond)
        return attrs.evolve(banded, notes=notes, prepaid=prepaid)
    priced = called(version, name)
    point = point_on(price_path(agreement, priced, on, facts), on)
    price = bands[0][1] if bands and fee is None else None
    per_units = price.per_units if isinstance(price, PriceOf) else 1
    amount = None if beyond is None or point.price is None else point.price * beyond / per_units
    shown = Figures(str(point)) if point.missing is None else point.missing
    per = _per(version, name, fee or price)
    if point.agreed is None:
        shown, per = said("{name} is not charged on {on}", name=name, on=on), None
    if point.steps and point.missing is None:
        shown = point.steps[-1].formula
    return PriceOn(
        name=name,
        clause=priced.clause(version) or ClauseRef(version.id),
        on=on,
        price=point.price,
        currency=version.currency,
        agreed=str(point.agreed),
        since=point.since,
        amount=amount,
        formula=shown,
        steps=point.steps,
        missing=point.missing,
        notes=notes,
        per=per,
        last_known=None if point.missing is None else last_known_of([point]),
        prepaid=prepaid,
    )


def _beyond(prepaid: PaidBefore | None, units: Fraction | None) -> Fraction | None:
    """Return how many of some units have the price: those that are not paid beforehand; None where it is not known."""
    if prepaid is None or units is None:
        return units
    return None if prepaid.units is None else max(Fraction(0), units - prepaid.units)


def _per(version: Agreement, name: str, price: Fee | PriceOf | LumpSum | None) -> str | None:
    """Return what a price is for: what `priced_for` says, or the units of a prepaid block."""
    found = price or next((rate.price for rate in version.provisions_of(Rate) if rate.name == name), None)
    if found is not None:
        return priced_for(found)
    block = prepaid_in(version, name)
    return None if block is None else said("{number} {unit}", number=block.units, unit=block.unit)


def _outside(version: Agreement, on: date) -> tuple[str, ...]:
    """Return that a date lies outside of the term, where it does."""
    term = version.term
    if term is None or in_force(version, Period.containing(on, "day")) is not None:
        return ()
    end = "" if term.end is None else said(" to {end}", end=term.end - timedelta(days=1))
    return (
        said(
            "{on} lies outside of the term, which runs from {start}{end} ({clause}): nothing is charged",
            on=on,
            start=term.start,
            end=end,
            clause=term.clause,
        ),
    )


def _banded(
    agreement: Agreement, version: Agreement, name: str, on: date, facts: ChargingFacts, units: Fraction | None
) -> PriceOn:
    service = offered(version)[name]
    bands = bands_of(service)
    paths = [price_path(agreement, PriceIn(name, nth(number)), on, facts) for number in range(len(bands))]
    points = [point_on(path, on) for path in paths]
    missing = next((point.missing for point in points if point.missing is not None), None)
    prices = [Fraction(0) if point.price is None else point.price for point in points]
    last = None if missing is None else last_known_of(points)
    agreed = joined(" / ", (price_text(price, version.currency) for price in (last.prices if last else prices)))
    price = amount = None
    formula = agreed
    if missing is None and units is not None:
        costs = [
            UnitCost(stretch, each / one.per_units) if isinstance(one, PriceOf) else UnitCost(stretch, each, "whole")
            for (stretch, one), each in zip(bands, prices, strict=True)
        ]
        pricing = service.details.pricing
        counts = pricing.counts if isinstance(pricing, BandedPrice) else "all-units"
        cost = cost_in_bands(units, costs, counts, version.currency)
        price, amount, formula = cost.price, cost.amount, cost.formula
        if amount is None:
            missing = cost.formula
        else:
            formula = said("{formula} = {amount}", formula=cost.formula, amount=amount_text(amount, version.currency))
    return PriceOn(
        name=name,
        clause=service.clause,
        on=on,
        price=price,
        currency=version.currency,
        agreed=agreed,
        since=max((point.since for point in points if point.since is not None), default=None),
        amount=amount,
        formula=formula if missing is None else missing,
        steps=points[-1].steps,
        missing=missing,
        per=None if units is not None and last is None else priced_for(bands[0][1]),
        last_known=last,
    )
