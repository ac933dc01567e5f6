"""What something costs on a date, and why."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.bands import UnitCost, cost_in_bands
from contractkit.charging.buying import BlockPrice, prepaid_in
from contractkit.charging.doors import refuse_wrong
from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.charging.in_bands import bands_of, nth
from contractkit.charging.indexation import IndexStep
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.last_known import LastKnownPrice, last_known_of
from contractkit.charging.offered import offered
from contractkit.charging.once import OncePrice
from contractkit.charging.paid_before import PaidBefore, paid_before
from contractkit.charging.paths import Called, PricePoint, Written, point_on, price_path
from contractkit.charging.pieces import PriceIn
from contractkit.charging.priced import FeePrice, price_text, priced_for
from contractkit.charging.windows import in_force
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Figures, Said, joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Fee
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.provisions.rate import Rate

__all__ = ["PriceOn", "RatePrice", "price_history", "price_on"]


@attrs.frozen
class RatePrice:
    """The price of a unit of work."""

    name: str

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the rate stands."""
        rate = self._found(version)
        return None if rate is None else rate.clause

    def amount(self, version: Agreement) -> Money | None:
        """Return its price."""
        rate = self._found(version)
        return None if rate is None else rate.price.amount

    def written(self, version: Agreement) -> Written | None:
        """Return the rate as it is written."""
        rate = self._found(version)
        return None if rate is None else Written.of(rate.clause, rate.price)

    def _found(self, version: Agreement) -> Rate | None:
        return next((rate for rate in version.provisions_of(Rate) if rate.name == self.name), None)


@attrs.frozen
class PriceOn:
    """A price on a date.

    Attributes:
        name: The fee, service or rate.
        clause: Where it stands on that date.
        on: The date.
        price: The price; of a price in bands, that of the band in which the number of units lies. None where it is not
            known, or where a price in bands was asked for without a number of units.
        currency: Its ISO 4217 code.
        agreed: What the papers say, in words.
        since: From when on this is the price; None from the beginning on.
        amount: What the asked number of units costs; None without a number.
        formula: How the price, or the amount, came about.
        steps: The changes by an index since the price was agreed.
        missing: What is not known; None where all is.
        notes: What has to be said beside it, one sentence each: that the date lies outside of the term.
        per: What the price in the formula is for: ``seat per month``, ``quarter``, ``hour``. None for a single sum, and
            where the formula comes to the amount of so many units.
        last_known: Where an index may have changed the price and its figures are not told: what the price was before,
            and from when on it may be another; else None.
        prepaid: The units of the service that are paid beforehand on the date: the price is that of those beyond them.
            None where none of it are sold so.
    """

    name: str
    clause: ClauseRef
    on: date
    price: Fraction | None
    currency: str
    agreed: str
    since: date | None
    amount: Fraction | None
    formula: str
    steps: tuple[IndexStep, ...] = ()
    missing: str | None = None
    notes: tuple[str, ...] = ()
    per: str | None = None
    last_known: LastKnownPrice | None = None
    prepaid: PaidBefore | None = None

    @property
    def money(self) -> Money | None:
        """Return the price; of a fraction that no decimal equals, the nearest one of 34 digits. None without one."""
        return None if self.price is None else Money(as_decimal(self.price), self.currency)

    def __str__(self) -> str:
        """Return the price with its reason on one line."""
        if self.last_known is not None:
            return self.before_index(joined(" / ", (price_text(one, self.currency) for one in self.last_known.prices)))
        return said(
            "{name} on {on}: {formula}{per} ({clause}){noted}",
            name=self.name,
            on=self.on,
            formula=self.formula,
            per="" if self.missing is not None else self.per_unit,
            clause=self.clause,
            noted=self.noted,
        )

    @property
    def per_unit(self) -> str:
        """Return what the price is for as the end of a phrase, such as `` per seat per month``; empty without it."""
        if self.per is None:
            return ""
        return said(" per {per}", per=self.per if isinstance(self.per, Said) else said(self.per))

    @property
    def noted(self) -> str:
        """Return the notes as the end of a sentence; empty where there are none."""
        return joined("", (said("; {note}", note=note) for note in self.notes))

    def before_index(self, price: str) -> str:
        """Return on one line what the price was before an index that nobody has told, and since when it may be another.

        Args:
            price: That price in words, with as many digits as shall be shown.

        Raises:
            UsageError: The price is known.
        """
        last = self.last_known
        if last is None:
            raise UsageError(f"the price of {self.name} on {self.on} is known; there is none before it", value=self)
        return said(
            "{name} on {on}: {price}{per} {stood}, may have been indexed since {since}: {missing} ({clause}){noted}",
            name=self.name,
            on=self.on,
            price=price,
            per=self.per_unit,
            stood=said("as signed") if last.since is None else said("from {since} on", since=last.since),
            since=last.indexed_from,
            missing=self.missing,
            clause=self.clause,
            noted=self.noted,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the price as plain data, ready for JSON; amounts as exact text."""
        return {
            "name": self.name,
            "clause": str(self.clause),
            "on": self.on.isoformat(),
            "price": None if self.price is None else exact_text(self.price),
            "currency": self.currency,
            "per": self.per,
            "agreed": self.agreed,
            "since": None if self.since is None else self.since.isoformat(),
            "amount": None if self.amount is None else exact_text(self.amount),
            "formula": self.formula,
            "steps": [step.to_dict() for step in self.steps],
            "missing": self.missing,
            "last_known": None if self.last_known is None else self.last_known.to_dict(),
            "prepaid": None if self.prepaid is None else self.prepaid.to_dict(),
            "notes": list(self.notes),
        }


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
        name: The fee, the service (or a part of one, ``guarding: rounds``), the rate or the prepaid block, looked for in
            this order.
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
    called = _called(version, name)
    point = point_on(price_path(agreement, called, on, facts), on)
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
        clause=called.clause(version) or ClauseRef(version.id),
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


def price_history(
    agreement: Agreement, name: str, until: date, facts: ChargingFacts = NOTHING_KNOWN
) -> tuple[PricePoint, ...]:
    """Return a price from the beginning to a date: each amendment of it, and each change by an index.

    Args:
        agreement: The agreement with its versions.
        name: The fee, the service or the rate; of a price in bands, that of the lowest band.
        until: The last date.
        facts: Index figures, and what was known when.

    Raises:
        UsageError: Nothing is called so.
    """
    refuse_wrong("price_history", agreement=agreement, name=name, until=until, facts=facts)
    spans = [span for span in agreement.versions.spans(facts.known_at) if span.start is None or span.start <= until]
    for span in reversed(spans):
        if _known(span.value, name):
            found = price_path(agreement, _called(span.value, name), until, facts)
            return tuple(
                point
                for number, point in enumerate(found)
                if number == 0 or (point.agreed, point.price) != (found[number - 1].agreed, found[number - 1].price)
            )
    raise _unknown(agreement, name)


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


def _known(version: Agreement, name: str) -> bool:
    return (
        any(fee.name == name for fee in version.fees)
        or any(rate.name == name for rate in version.provisions_of(Rate))
        or _priced_block(version, name) is not None
        or (name in offered(version) and bool(bands_of(offered(version)[name])))
    )


def _called(version: Agreement, name: str) -> Called:
    for fee in version.fees:
        if fee.name == name:
            return OncePrice(name) if fee.per == "once" else FeePrice(name)
    if name in offered(version) and bands_of(offered(version)[name]):
        return PriceIn(name, nth(0))
    if any(rate.name == name for rate in version.provisions_of(Rate)):
        return RatePrice(name)
    block = _priced_block(version, name)
    if block is not None:
        return BlockPrice(f"{block.of}: {block.name}")
    raise _unknown(version, name)


def _priced_block(version: Agreement, name: str) -> Prepaid | None:
    found = prepaid_in(version, name)
    return None if found is None or found.price is None else found


def _unknown(version: Agreement, name: str) -> UsageError:
    priced = [service.name for service in offered(version).values() if bands_of(service)]
    known = [*(fee.name for fee in version.fees), *priced, *(rate.name for rate in version.provisions_of(Rate))]
    known += [block.name for block in version.provisions_of(Prepaid) if block.price is not None]
    says = said(
        "{id}: nothing with a price is called '{name}'; known are {names}",
        id=version.id,
        name=name,
        names=joined(", ", known) or said("none"),
    )
    return UsageError(says, value=name)
