"""What an agreement charges in a period: its fees, and its services at agreed volume and price, before any effect."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.charging.portions import portion
from contractkit.charging.windows import MONTHS_PER
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.effects import Fee, Service, UnitPrice

__all__ = ["Charge", "charges", "yearly_charges"]


@attrs.frozen
class Charge:
    """One thing that is charged in a period.

    Attributes:
        name: The fee or the service.
        clause: Where it stands.
        exact: The amount, not rounded.
        currency: The ISO 4217 code of the amount.
        price: What was agreed, in words.
        formula: How the amount came about, in words and numbers.
        inputs: The numbers that went in, by name, written exactly.
        assumptions: What was taken where the text is silent.
        missing: What is not known, so that nothing is charged; None where all is known.
    """

    name: str
    clause: ClauseRef
    exact: Fraction
    currency: str
    price: str
    formula: str
    inputs: Mapping[str, str]
    assumptions: tuple[Assumption, ...] = ()
    missing: str | None = None

    @property
    def amount(self) -> Money:
        """Return the amount; of a fraction that no decimal equals, the nearest one of 34 digits."""
        return Money(as_decimal(self.exact), self.currency)


def charges(agreement: Agreement, period: Period) -> tuple[Charge, ...]:
    """Return what is charged in a period for fees and for services at their agreed volume, before any bonus or malus.

    Args:
        agreement: The agreement; nothing is charged for dates outside its term.
        period: Whole months, the first date included and `end` not.

    Returns:
        One charge for each fee and for each service that has a price, in the order of the page. A service with a price
        but without an agreed volume has a charge of zero that says what is missing.

    Raises:
        PeriodError: `period` is not made of whole months.
        UsageError: A price is in another currency than the agreement, or per something that is no period.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> charges(agreement, Period.parse("2026-02"))[0].formula
        'EUR 18 500.00 per quarter × 1/3 quarter = EUR 6 166.6666…'
    """
    fees = [_fee_charge(agreement, fee, period) for fee in agreement.fees]
    services = [
        _service_charge(agreement, service, service.price, period)
        for service in agreement.services.values()
        if service.price is not None
    ]
    return (*fees, *services)


def yearly_charges(agreement: Agreement) -> Fraction:
    """Return what a full contract year costs at agreed volumes: twelve months, also where the term is shorter."""
    fees = sum((_exact(agreement, fee.amount, fee.clause) * _in_a_year(fee.per) for fee in agreement.fees), Fraction(0))
    services = sum(
        (
            _each(agreement, service, service.price) * Fraction(service.volume) * _in_a_year(service.price.per)
            for service in agreement.services.values()
            if service.price is not None and service.volume is not None
        ),
        Fraction(0),
    )
    return fees + services


def _in_a_year(per: str) -> Fraction:
    if per not in MONTHS_PER:
        raise UsageError(f"what is charged per {per} cannot be counted in a year; known: {', '.join(MONTHS_PER)}")
    return Fraction(12, MONTHS_PER[per])


def _exact(agreement: Agreement, amount: Money, clause: ClauseRef) -> Fraction:
    if amount.currency != agreement.currency:
        raise UsageError(
            f"{clause}: {amount} is not in {agreement.currency}, the currency of {agreement.id}; "
            "amounts are not converted",
            clause=clause,
        )
    return Fraction(amount.amount)


def _each(agreement: Agreement, service: Service, price: UnitPrice) -> Fraction:
    return _exact(agreement, price.amount, service.clause) / price.per_units


def _fee_charge(agreement: Agreement, fee: Fee, period: Period) -> Charge:
    part = portion(agreement, fee.per, period, fee.clause)
    exact = _exact(agreement, fee.amount, fee.clause) * part.times
    price = f"{fee.amount} per {fee.per}"
    return Charge(
        name=fee.name,
        clause=fee.clause,
        exact=exact,
        currency=agreement.currency,
        price=price,
        formula=f"{price} × {part} = {amount_text(exact, agreement.currency)}",
        inputs={"price": str(fee.amount.amount), "periods": exact_text(part.times)},
        assumptions=part.assumptions,
    )


def _service_charge(agreement: Agreement, service: Service, price: UnitPrice, period: Period) -> Charge:
    units = price.unit if price.per_units == 1 else f"{price.per_units} {price.unit}"
    each = f"{price.amount} per {units} per {price.per}"
    if service.volume is None:
        missing = "no volume is agreed, so nothing is charged"
        return Charge(
            service.name, service.clause, Fraction(0), agreement.currency, each, f"{each}: {missing}", {}, (), missing
        )
    part = portion(agreement, price.per, period, service.clause)
    exact = Fraction(service.volume) * _each(agreement, service, price) * part.times
    agreed = f"{service.volume} × {each}"
    return Charge(
        name=service.name,
        clause=service.clause,
        exact=exact,
        currency=agreement.currency,
        price=agreed,
        formula=f"{agreed} × {part} = {amount_text(exact, agreement.currency)}",
        inputs={
            "volume": str(service.volume),
            "price": str(price.amount.amount),
            "per-units": str(price.per_units),
            "periods": exact_text(part.times),
        },
        assumptions=part.assumptions,
    )
