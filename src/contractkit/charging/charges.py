"""What an agreement charges in a period: its fees, and its services at agreed volume and price, before any effect."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.agreed import agreed_charge
from contractkit.charging.charge import Charge
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.paths import in_currency
from contractkit.charging.priced import check_period, priced_in
from contractkit.charging.windows import MONTHS_PER
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement
from contractkit.terms.effects import Service, UnitPrice
from contractkit.terms.versions import governing

__all__ = ["Charge", "charges", "charging_version", "yearly_charges"]


def charges(agreement: Agreement, period: Period, facts: ChargingFacts = NOTHING_KNOWN) -> tuple[Charge, ...]:
    """Return what is charged in a period for fees and for services at their agreed volume, before any bonus or malus.

    Args:
        agreement: The agreement; nothing is charged for dates outside its term. Of several versions the one that holds
            in the period counts.
        period: Whole months, the first date included and `end` not.
        facts: Index figures and measured volumes, as far as they are known.

    Returns:
        One charge for each fee and for each service with a price, in the order of the page. A service with a price
        but without an agreed volume has a charge of zero that says what is missing.

    Raises:
        NotComputedError: Something about the money of the period is not computed by this version of the library, or
            versions of the agreement that differ in what they charge hold in it.
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
    charging_version(agreement, period)
    check_period(agreement, period)
    found = (agreed_charge(agreement, what, period, facts) for what in priced_in(agreement, period, facts))
    return tuple(charge for charge in found if charge is not None)


def charging_version(agreement: Agreement, period: Period) -> Agreement:
    """Return the version of an agreement whose fees and prices hold in a period.

    Raises:
        NotComputedError: As `charges` does.
    """
    version = governing(agreement, period.start, period.end, "charging")
    version.refuse_not_computed("settling", before=period.end)
    return version


def yearly_charges(agreement: Agreement) -> Fraction:
    """Return what a full contract year costs at agreed volumes: twelve months, also where the term is shorter.

    Args:
        agreement: The version that charges; whoever asks has made sure that all is computed (`charging_version`).
    """
    fees = sum(
        (in_currency(agreement, fee.amount, fee.clause) * _in_a_year(fee.per) for fee in agreement.fees), Fraction(0)
    )
    services = sum(
        (
            Fraction(service.volume) * _each(agreement, service, service.price) * _in_a_year(service.price.per)
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


def _each(agreement: Agreement, service: Service, price: UnitPrice) -> Fraction:
    return in_currency(agreement, price.amount, service.clause) / price.per_units
