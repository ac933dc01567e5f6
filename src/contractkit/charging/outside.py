"""Services whose volume lies outside of the agreed band: what units more cost, and units fewer give back."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.bands import BandCost, difference_outside
from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered import moves
from contractkit.charging.paths import PricePoint, point_on, price_path
from contractkit.charging.pieces import Find, PriceIn, Sum, asked_until, charge_of, pieces_of, plus
from contractkit.charging.units_of_a_piece import volume_of
from contractkit.charging.volumes import Measured
from contractkit.charging.windows import window_of
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import LumpSum, OutsideBand, PriceOf, PriceShare

__all__ = ["outside_band"]


def outside_band(agreement: Agreement, name: str, billed: Period, facts: ChargingFacts) -> Charge:
    """Return what units outside the agreed band cost, or give back."""
    until = asked_until(agreement, name, billed, _outside_per, facts)
    paths = [
        price_path(agreement, PriceIn(name, find), until, facts)
        for find in (_plain, _beyond("above"), _beyond("below"))
    ]
    total = Sum()
    version = point_on(paths[0], billed.start).version
    for piece in pieces_of(name, billed, paths, _outside_per):
        held = point_on(paths[0], piece.day).version
        found_there = held.services.get(name)
        outside = None if found_there is None else found_there.details.outside
        if found_there is None or outside is None:
            continue
        version, service = held, found_there
        agreed = facts.baselines.get(name, service.volume) if moves(service) else service.volume
        unknown = _not_moved(agreement, name, piece.day, facts)
        volume = _all(volume_of(agreement, version, service, piece, billed, _outside_per(service), facts))
        if agreed is None or volume.number is None or unknown is not None:
            says = "no volume is agreed" if agreed is None else unknown or volume.says
            total = attrs.evolve(total, missing=(*total.missing, says))
            continue
        found = difference_outside(
            Fraction(agreed),
            volume.number,
            service.details.band,
            outside.priced,
            outside.carried,
            outside.part_units,
        )
        plain, point = point_on(paths[0], piece.day), point_on(paths[1 if found.priced > 0 else 2], piece.day)
        each = _each_outside(service, outside, found.priced, plain, point)
        if isinstance(each, str):
            total = attrs.evolve(total, missing=(*total.missing, each))
            continue
        formula = said("({number} - {agreed})", number=exact_text(volume.number), agreed=exact_text(Fraction(agreed)))
        if found.priced == 0:
            edge = exact_text(found.edge)
            inside = said("{formula} lies inside ±{edge}", formula=formula, edge=edge)
            less = said("{formula} is less than a whole unit beyond ±{edge}", formula=formula, edge=edge)
            cost = BandCost(Fraction(0), inside if abs(found.units) <= found.edge else less)
        else:
            beyond = (
                "" if outside.priced == "whole-difference" else said(" beyond ±{edge}", edge=exact_text(found.edge))
            )
            if outside.part_units != "pro-rata":
                beyond = said("{beyond}, in whole units", beyond=beyond)
            told = said(
                "{priced} × {each}", priced=exact_text(found.priced), each=amount_text(each, agreement.currency)
            )
            cost = BandCost(
                found.priced * each, said("{formula}{beyond}: {told}", formula=formula, beyond=beyond, told=told)
            )
        total = plus(total, piece, cost, volume, [plain, point], exact_text(volume.number))
        label = "" if len(total.told) == 1 else f" {piece.start}"
        own = {"baseline": exact_text(Fraction(agreed)), "priced": exact_text(found.priced)}
        numbers = tuple((f"{word}{label}", text) for word, text in own.items())
        moved = as_decimal(found.baseline) if outside.carried != "none" else None
        total = attrs.evolve(total, inputs=(*total.inputs, *numbers), baseline=moved)
    return charge_of(agreement, version, name, "outside-band", _outside_words(version, name, facts), total)


def _all(found: Measured) -> Measured:
    """Return the units of the billing period: which of them lie outside of the band, no part of its dates can say."""
    return found if found.whole is None else Measured(found.whole, found.says, found.facts)


def _plain(service: Service) -> PriceOf | LumpSum | None:
    pricing = service.details.pricing
    return pricing if isinstance(pricing, PriceOf) else None


def _beyond(word: str) -> Find:
    def find(service: Service) -> PriceOf | LumpSum | None:
        outside = service.details.outside
        price = None if outside is None else getattr(outside, word)
        return price if isinstance(price, PriceOf) else None

    return find


def _outside_per(service: Service) -> str | None:
    outside = service.details.outside
    prices = () if outside is None else (outside.above, outside.below, service.details.pricing)
    return next((price.per for price in prices if isinstance(price, PriceOf)), None)


def _each_outside(
    service: Service, outside: OutsideBand, priced: Fraction, plain: PricePoint, point: PricePoint
) -> Fraction | str:
    """Return the price of a unit outside, or what is missing of it."""
    price = outside.above if priced > 0 else outside.below
    if price is None or priced == 0:
        return Fraction(0)
    if isinstance(price, PriceShare):
        own = service.details.pricing
        if not isinstance(own, PriceOf):
            return said("{percent} of a price, and the service has none", percent=price.percent)
        if plain.price is None:
            return plain.missing or "the price is not known"
        return plain.price / own.per_units * Fraction(price.percent.value) / 100
    return point.missing or "the price is not known" if point.price is None else point.price / price.per_units


def _not_moved(agreement: Agreement, name: str, day: date, facts: ChargingFacts) -> str | None:
    """Return what is not known where earlier contract years may have moved the agreed volume; None where none did."""
    moving = [
        span
        for span in agreement.versions.spans(facts.known_at)
        if (service := span.value.services.get(name)) is not None and moves(service)
    ]
    term = agreement.at(day, facts.known_at).term
    if name in facts.baselines or term is None or not moving:
        return None
    first = term.start if moving[0].start is None else max(term.start, moving[0].start)
    year = window_of(agreement.at(day, facts.known_at), "year", day)
    if year.start <= first:
        return None
    return said(
        "what the contract year up to {last} moved the agreed volume to is not known: settle it and hand on the "
        "ledger, or tell it under baselines",
        last=year.start - timedelta(days=1),
    )


def _outside_words(version: Agreement, name: str, facts: ChargingFacts) -> str:
    service = version.services.get(name)
    outside = None if service is None else service.details.outside
    if service is None or outside is None:
        return ""
    band = "0 %" if service.details.band is None else str(service.details.band)
    told = {word: getattr(outside, word) for word in ("above", "below")}
    others = [said(f"{word} {{price}}", price=_said(price)) for word, price in told.items() if price is not None]
    return said(
        "outside {band} of {volume}: {prices} ({priced})",
        band=band,
        volume=facts.baselines.get(name, service.volume) if moves(service) else service.volume,
        prices=joined(", ", others) or "no other price",
        priced=said(outside.priced),
    )


def _said(price: PriceOf | PriceShare) -> str:
    return (
        said("{percent} of the price", percent=price.percent)
        if isinstance(price, PriceShare)
        else said("{amount} per {unit}", amount=price.amount, unit=price.unit)
    )
