"""Services whose price depends on how much was delivered: in bands, and for each unit as it comes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs

from contractkit.charging.bands import UnitCost, cost_in_bands
from contractkit.charging.charge import Charge
from contractkit.charging.exact import exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered import offered, per_period
from contractkit.charging.paths import PricePoint, point_on, price_path
from contractkit.charging.pieces import Find, Piece, PriceIn, Sum, asked_until, charge_of, pieces_of, plus
from contractkit.charging.priced import held_versions, price_text
from contractkit.charging.units_of_a_piece import volume_of
from contractkit.charging.volumes import Measured
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf, Stretch, by_use

__all__ = [
    "Measure",
    "added_in_bands",
    "band_paths",
    "bands_of",
    "by_delivery",
    "cost_of",
    "in_bands",
    "nth",
    "per_of",
    "price_words",
]

Measure = Callable[[Agreement, Service, Piece], Measured]
"""Finds how many units of a service a piece of its billing period has."""

_EVERY = Stretch()


def by_delivery(service: Service) -> bool:
    """Return whether what is delivered decides what a service costs."""
    return service.details.pricing is not None and per_period(service) is None


def bands_of(service: Service) -> tuple[tuple[Stretch, PriceOf | LumpSum], ...]:
    """Return the bands of a price with the price of each; a plain price is one band."""
    pricing = service.details.pricing
    if pricing is None:
        return ()
    if isinstance(pricing, BandedPrice):
        return tuple((band.units, band.price) for band in pricing.bands)
    return ((_EVERY, pricing),)


def nth(number: int) -> Find:
    """Return what finds the price of the band with that number."""

    def find(service: Service) -> PriceOf | LumpSum | None:
        bands = bands_of(service)
        return bands[number][1] if number < len(bands) else None

    return find


def in_bands(agreement: Agreement, name: str, billed: Period, facts: ChargingFacts) -> Charge:
    """Return what a service costs for what was delivered of it."""

    def delivered(version: Agreement, service: Service, piece: Piece) -> Measured:
        return volume_of(agreement, version, service, piece, billed, per_of(service), facts)

    total, version = added_in_bands(agreement, name, billed, facts, delivered)
    return charge_of(agreement, version, name, "service", price_words(version, name), total)


def band_paths(agreement: Agreement, name: str, billed: Period, facts: ChargingFacts) -> list[tuple[PricePoint, ...]]:
    """Return the prices of a service along time, one for each of the most bands that it has in some dates."""
    count = max(
        len(bands_of(offered(version)[name]))
        for version in held_versions(agreement, billed, facts)
        if name in offered(version)
    )
    until = asked_until(agreement, name, billed, per_of, facts)
    return [price_path(agreement, PriceIn(name, nth(number), by_delivery), until, facts) for number in range(count)]


def added_in_bands(
    agreement: Agreement, name: str, billed: Period, facts: ChargingFacts, measure: Measure, total: Sum | None = None
) -> tuple[Sum, Agreement]:
    """Return a sum with what a service costs in some dates, and the version that charges it last.

    Args:
        agreement: The agreement with its versions.
        name: The service.
        billed: The dates, all of them in force.
        facts: Index figures, and what was known when.
        measure: Finds how many units a piece has.
        total: The sum so far; None for none.
    """
    total = Sum() if total is None else total
    paths = band_paths(agreement, name, billed, facts)
    version = point_on(paths[0], billed.start).version
    for piece in pieces_of(name, billed, paths, per_of):
        held = point_on(paths[0], piece.day).version
        if name not in offered(held) or point_on(paths[0], piece.day).agreed is None:
            continue
        version, service = held, offered(held)[name]
        bands = bands_of(service)
        points = [point_on(path, piece.day) for path in paths[: len(bands)]]
        unknown = [point.missing for point in points if point.missing is not None]
        volume = measure(version, service, piece)
        if unknown or volume.number is None:
            told = (*unknown, *([volume.says] if volume.number is None else []))
            total = attrs.evolve(total, missing=(*total.missing, *told))
            continue
        costs = [cost_of(stretch, price, point) for (stretch, price), point in zip(bands, points, strict=True)]
        pricing = service.details.pricing
        counts = pricing.counts if isinstance(pricing, BandedPrice) else "all-units"
        cost = cost_in_bands(volume.number, costs, counts, agreement.currency)
        total = plus(total, piece, cost, volume, points, exact_text(volume.number))
    return total, version


def per_of(service: Service) -> str | None:
    """Return the billing period of a price by delivery; None where it is what is billed at once."""
    if by_use(service.details.pricing, service.volume):
        return None
    return next((price.per for _, price in bands_of(service) if price.per is not None), None)


def cost_of(stretch: Stretch, price: PriceOf | LumpSum, point: PricePoint) -> UnitCost:
    """Return what a band costs at a point of its price."""
    amount = Fraction(0) if point.price is None else point.price
    if isinstance(price, LumpSum):
        return UnitCost(stretch, amount, "whole")
    return UnitCost(stretch, amount / price.per_units)


def price_words(version: Agreement, name: str) -> str:
    """Return the prices of the bands of a service, its unit, and which units they count."""
    service = offered(version).get(name)
    if service is None:
        return ""
    pricing = service.details.pricing
    prices = [price_text(Fraction(price.amount.amount), version.currency) for _, price in bands_of(service)]
    unit = next((price.unit for _, price in bands_of(service) if isinstance(price, PriceOf)), "period")
    counts = said(" ({counts})", counts=said(pricing.counts)) if isinstance(pricing, BandedPrice) else ""
    return said("{prices} per {unit}{counts}", prices=joined(" / ", prices), unit=unit, counts=counts)
