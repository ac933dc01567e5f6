"""Services with a price, and parts of services that have a volume and a price of their own, each under one name.

A part is called by both names, as in ``cleaning: windows``, and is charged as a service is.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from contractkit.terms import Agreement
from contractkit.terms.effects import Service, UnitPrice
from contractkit.terms.prices import LumpSum, PriceOf, ServiceDetails, periods_in

__all__ = ["agreed_units", "moves", "offered", "per_period"]


def offered(version: Agreement) -> Mapping[str, Service]:
    """Return the services of a version, then their parts that have a price, in the order of the page."""
    if not any(service.details.rows for service in version.services.values()):
        return version.services
    parts = {
        f"{service.name}: {row.name}": attrs.evolve(
            service,
            name=f"{service.name}: {row.name}",
            volume=row.volume,
            price=None,
            details=ServiceDetails(
                row.condition,
                row.unit,
                row.counted_per,
                service.details.counted_on,
                row.price,
                surcharges=service.details.surcharges,
            ),
        )
        for service in version.services.values()
        for row in service.details.rows
        if row.price is not None
    }
    return {**version.services, **parts}


def per_period(service: Service) -> UnitPrice | LumpSum | None:
    """Return the price of a service for each period at its agreed volume; None where what is delivered decides it."""
    pricing = service.details.pricing
    if service.price is not None:
        return service.price
    if isinstance(pricing, LumpSum):
        return pricing
    if isinstance(pricing, PriceOf) and pricing.per is not None and service.volume is not None:
        return UnitPrice(pricing.amount, pricing.per_units, pricing.unit, pricing.per)
    return None


def moves(service: Service) -> bool:
    """Return whether a difference inside the band moves the agreed volume of the next contract year."""
    return service.details.outside is not None and service.details.outside.carried != "none"


def agreed_units(service: Service) -> Fraction | None:
    """Return how many units are agreed for each period of the price; None where no volume is agreed.

    A volume that is counted per year is spread evenly over the months of a price per month.
    """
    pricing = per_period(service)
    counted = service.details.counted_per
    if service.volume is None or not isinstance(pricing, UnitPrice):
        return None
    if counted is None:
        return Fraction(service.volume)
    share = periods_in(pricing.per, counted)
    return None if share is None else Fraction(service.volume) * share
