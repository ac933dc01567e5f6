"""Everything that has a price for each period, whatever is delivered: found again in each version of an agreement."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Protocol

import attrs

from contractkit.charging.charge import ChargeKind
from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered import agreed_units, moves, offered, per_period
from contractkit.charging.paths import Called, Written
from contractkit.charging.windows import PRICE_PERIODS
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.months import months_between
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Figures, joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Fee, UnitPrice
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf
from contractkit.terms.provisions.base import Holding

__all__ = [
    "FeePrice",
    "Priced",
    "ServicePrice",
    "check_period",
    "held_versions",
    "price_text",
    "priced_for",
    "priced_in",
]


class Priced(Called, Protocol):
    """Something with a price for each period."""

    @property
    def kind(self) -> ChargeKind:
        """Return what it is."""

    def per(self, version: Agreement) -> str | None:
        """Return the period of its price in a version; None where it has none."""

    def units(self, version: Agreement) -> Fraction | None:
        """Return by what the price is multiplied in a version; None where no volume is agreed."""

    def no_units(self, version: Agreement) -> str:
        """Return why there are no units in a version."""

    def words(self, version: Agreement, price: Fraction) -> str:
        """Return a price as the papers would say it."""

    def inputs(self, version: Agreement) -> dict[str, str]:
        """Return the numbers of a version that go in beside price and periods."""


@attrs.frozen
class FeePrice:
    """The price of a fee."""

    name: str

    @property
    def kind(self) -> ChargeKind:
        """Return ``fee``."""
        return "fee"

    def _found(self, version: Agreement) -> Fee | None:
        return next((fee for fee in version.fees if fee.name == self.name and fee.per != "once"), None)

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the fee stands."""
        fee = self._found(version)
        return None if fee is None else fee.clause

    def amount(self, version: Agreement) -> Money | None:
        """Return its amount."""
        fee = self._found(version)
        return None if fee is None else fee.amount

    def written(self, version: Agreement) -> Written | None:
        """Return the fee as it is written."""
        fee = self._found(version)
        return None if fee is None else Written.of(fee.clause, fee)

    def per(self, version: Agreement) -> str | None:
        """Return its period."""
        fee = self._found(version)
        return None if fee is None else fee.per

    def holds(self, version: Agreement) -> Holding | None:
        """Return between which dates it is charged; None for the whole term."""
        fee = self._found(version)
        return None if fee is None else fee.holds

    def units(self, version: Agreement) -> Fraction | None:  # noqa: ARG002
        """Return 1: a fee is for the whole."""
        return Fraction(1)

    def no_units(self, version: Agreement) -> str:  # noqa: ARG002
        """Return why there are no units, which a fee does not need."""
        return "no volume is agreed"

    def words(self, version: Agreement, price: Fraction) -> str:
        """Return the amount with its period."""
        return said("{price} per {per}", price=price_text(price, version.currency), per=said(str(self.per(version))))

    def inputs(self, version: Agreement) -> dict[str, str]:  # noqa: ARG002
        """Return nothing: there are no numbers beside the amount."""
        return {}


@attrs.frozen
class ServicePrice:
    """The price of a service, or of a part of one, at its agreed volume.

    Attributes:
        name: The service, or the part of one.
        moved: The volume to which earlier contract years moved the agreed one; None where none did.
    """

    name: str
    moved: Decimal | None = None

    @property
    def kind(self) -> ChargeKind:
        """Return ``service``."""
        return "service"

    def pricing(self, version: Agreement) -> UnitPrice | LumpSum | None:
        """Return the price for each period that a version has; None where it has none such."""
        service = offered(version).get(self.name)
        return None if service is None else per_period(service)

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the service stands."""
        return None if self.pricing(version) is None else offered(version)[self.name].clause

    def amount(self, version: Agreement) -> Money | None:
        """Return the price of a unit, or of the whole."""
        pricing = self.pricing(version)
        return None if pricing is None else pricing.amount

    def written(self, version: Agreement) -> Written | None:
        """Return the price as it is written, of several that of the lowest band."""
        service = offered(version).get(self.name)
        pricing = None if service is None else per_period(service) or service.details.pricing
        price = pricing.bands[0].price if isinstance(pricing, BandedPrice) else pricing
        return None if service is None or price is None else Written.of(service.clause, price)

    def per(self, version: Agreement) -> str | None:
        """Return the period of the price."""
        pricing = self.pricing(version)
        return None if pricing is None else pricing.per

    def holds(self, version: Agreement) -> Holding | None:
        """Return between which dates it is charged; None for the whole term."""
        service = offered(version).get(self.name)
        return None if service is None else service.holds

    def units(self, version: Agreement) -> Fraction | None:
        """Return the agreed volume over the units of the price; 1 for a price of the whole."""
        pricing = self.pricing(version)
        if not isinstance(pricing, UnitPrice):
            return Fraction(1)
        units = self._agreed(version)
        return None if units is None else units / pricing.per_units

    def _agreed(self, version: Agreement) -> Fraction | None:
        """Return the agreed volume of a version, as earlier years moved it."""
        service = offered(version)[self.name]
        return agreed_units(service if self.moved is None else attrs.evolve(service, volume=self.moved))

    def no_units(self, version: Agreement) -> str:
        """Return why there are no units in a version: none are agreed, or so many in periods of another kind."""
        service = offered(version)[self.name]
        counted = service.details.counted_per
        if service.volume is None or counted is None:
            return "no volume is agreed"
        return said(
            "{volume} per {counted} is no number of units per {per}",
            volume=service.volume,
            counted=said(str(counted)),
            per=said(str(self.per(version))),
        )

    def words(self, version: Agreement, price: Fraction) -> str:
        """Return volume, price, unit and period."""
        pricing = self.pricing(version)
        told = price_text(price, version.currency)
        if not isinstance(pricing, UnitPrice):
            return said("{told} per {per}", told=told, per=said(str(self.per(version))))
        units = (
            pricing.unit
            if pricing.per_units == 1
            else said("{per_units} {unit}", per_units=pricing.per_units, unit=pricing.unit)
        )
        each = said("{told} per {units} per {per}", told=told, units=units, per=said(str(pricing.per)))
        volume = self._agreed(version)
        return each if volume is None else said("{volume} × {each}", volume=exact_text(volume), each=each)

    def inputs(self, version: Agreement) -> dict[str, str]:
        """Return the volume, and for how many units the price is."""
        pricing = self.pricing(version)
        if not isinstance(pricing, UnitPrice):
            return {}
        volume = self._agreed(version)
        return {"volume": str(None if volume is None else exact_text(volume)), "per-units": str(pricing.per_units)}


def priced_for(price: Fee | PriceOf | LumpSum) -> str | None:
    """Return what a price is for, in words: ``seat per month``, ``100 calls``, ``quarter``; None for a single sum."""
    period = None if price.per == "once" else price.per
    if not isinstance(price, PriceOf):
        return period
    units = (
        price.unit if price.per_units == 1 else said("{per_units} {unit}", per_units=price.per_units, unit=price.unit)
    )
    return units if period is None else said("{unit} per {period}", unit=units, period=said(str(period)))


def held_versions(agreement: Agreement, period: Period, facts: ChargingFacts) -> tuple[Agreement, ...]:
    """Return the versions that hold on a date of a period, in order of time."""
    history = agreement.versions
    if len(history) == 1:
        return (history.entries[0].value,)
    spans = history.spans(facts.known_at)
    return tuple(span.value for span in spans if span.touches(period.start, period.end))


def check_period(agreement: Agreement, period: Period) -> None:
    """Refuse a period that is not made of whole months; one that is the whole term will do.

    Raises:
        PeriodError: It is neither.
    """
    term = agreement.term
    whole_term = term is not None and (period.start, period.end) == (term.start, term.end)
    if months_between(period.start, period.end) is not None or whole_term:
        return
    clauses = [fee.clause for fee in agreement.fees] + [service.clause for service in agreement.services.values()]
    first = next(iter(clauses), ClauseRef(agreement.id))
    raise PeriodError(
        f"{first}: {period.label} is not made of whole months, so no agreed part of a price belongs to it; "
        f"ask for whole months, such as {Period.containing(period.start, 'month').label}",
        clause=first,
    )


def priced_in(agreement: Agreement, period: Period, facts: ChargingFacts) -> tuple[Priced, ...]:
    """Return everything with a price for each period in a version of these dates: fees, services, then their parts.

    Raises:
        UsageError: A price is per something that is no period.
    """
    versions = held_versions(agreement, period, facts)
    fees: dict[str, Priced] = {}
    services: dict[str, Priced] = {}
    for version in versions:
        fees |= {fee.name: FeePrice(fee.name) for fee in version.fees if fee.per != "once"}
        every = offered(version)
        found = {name: per_period(service) for name, service in every.items()}
        services |= {
            name: ServicePrice(name, facts.baselines.get(name) if moves(every[name]) else None)
            for name, pricing in found.items()
            if pricing is not None
        }
        for fee in version.fees:
            if fee.per != "once":
                _check_per(fee.clause, fee.per)
        for name, pricing in found.items():
            if pricing is not None:
                _check_per(every[name].clause, pricing.per)
    return (*fees.values(), *services.values())


def _check_per(clause: ClauseRef, per: str) -> None:
    if per not in PRICE_PERIODS:
        known = joined(", ", PRICE_PERIODS)
        says = said("a price per {per} cannot be charged; a price is per one of {known}", per=per, known=known)
        raise UsageError(f"{clause}: {says}", clause=clause)


def price_text(price: Fraction, currency: str) -> str:
    """Return a price with all its digits; where they have no end, the first four."""
    exact = as_decimal(price)
    return Figures(str(Money(exact, currency))) if Fraction(exact) == price else amount_text(price, currency)
