"""What is added to the price of units at other hours, or of another sort of work.

How many units those were is told as a volume under the name of the service with that of the hours: ``desk: night``; of
a surcharge that names no hours, under its place on the page: ``desk: surcharge 2``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from contractkit.charging.bands import BandCost, cost_in_bands
from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.in_bands import bands_of, cost_of, nth, per_of
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered import offered
from contractkit.charging.paths import PricePoint, point_on, price_path
from contractkit.charging.pieces import Piece, PriceIn, Sum, asked_until, charge_of, pieces_of, plus
from contractkit.charging.priced import held_versions
from contractkit.charging.units_of_a_piece import volume_of
from contractkit.charging.volumes import LevelVolume, Measured
from contractkit.quantities.money import Percent
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import BandedPrice, LumpSum, Surcharge

__all__ = ["surcharge_names", "surcharges"]


def surcharge_names(version: Agreement) -> Iterator[str]:
    """Yield the names under which units with a surcharge are told."""
    every = offered(version)
    for service in every.values():
        for number in range(len(service.details.surcharges) if service.details.pricing is not None else 0):
            yield from _names(every, service, number)


def _names(every: Mapping[str, Service], service: Service, number: int) -> tuple[str, ...]:
    """Return what the units of a surcharge are called: by their hours where nothing else is called so."""
    placed = said("{name}: surcharge {number}", name=service.name, number=number + 1)
    hours = service.details.surcharges[number].calendar_name
    alone = [one.calendar_name for one in service.details.surcharges].count(hours) == 1
    named = said("{name}: {hours}", name=service.name, hours=hours)
    return (named, placed) if hours is not None and alone and named not in every else (placed,)


def surcharges(agreement: Agreement, name: str, billed: Period, facts: ChargingFacts) -> Iterator[Charge]:
    """Yield what each surcharge of a service adds in some dates.

    Of u units at the price p of a unit, ``times: f`` adds u × p × (f - 1), a percentage u × p × percent / 100, and an
    amount u × amount.

    Args:
        agreement: The agreement with its versions.
        name: The service, or the part of one.
        billed: The dates, all of them in force.
        facts: How many units there were, index figures, and what was known when.
    """
    every = (offered(version).get(name) for version in held_versions(agreement, billed, facts))
    services = [service for service in every if service is not None and service.details.pricing is not None]
    for number in range(max((len(service.details.surcharges) for service in services), default=0)):
        yield _charge(agreement, name, number, billed, facts)


def _charge(agreement: Agreement, name: str, number: int, billed: Period, facts: ChargingFacts) -> Charge:
    levels = {one.service for one in facts.volumes if isinstance(one, LevelVolume)}

    def per(service: Service) -> str | None:
        return _per(service, number, levels)

    until = asked_until(agreement, name, billed, per, facts)
    paths = [price_path(agreement, PriceIn(name, nth(0)), until, facts)]
    count = max(len(bands_of(service)) for service in _services(paths[0], name))
    paths += [price_path(agreement, PriceIn(name, nth(place)), until, facts) for place in range(1, count)]
    total = Sum()
    version, words = point_on(paths[0], billed.last).version, ""
    called: str = said("{name}: surcharge {number}", name=name, number=number + 1)
    for piece in pieces_of(name, billed, paths, per):
        held = point_on(paths[0], piece.day)
        service = offered(held.version).get(name)
        if service is None or held.agreed is None or number >= len(service.details.surcharges):
            continue
        version, extra = held.version, service.details.surcharges[number]
        names = _names(offered(version), service, number)
        called, words = names[0], _words(extra)
        points = [point_on(path, piece.day) for path in paths[: len(bands_of(service))]]
        units = _units(agreement, version, service, names, piece, billed, per(service), facts)
        each = None if units.number is None else _each(agreement, version, service, piece, billed, points, facts)
        if units.number == 0:
            each = Fraction(0)
        if units.number is None or isinstance(each, str) or each is None:
            total = attrs.evolve(total, missing=(*total.missing, units.says if each is None else str(each)))
            continue
        cost = _cost(extra, units.number, each, agreement.currency)
        total = plus(total, piece, cost, units, points, exact_text(units.number))
    return attrs.evolve(charge_of(agreement, version, name, "surcharge", words, total), name=called)


def _per(service: Service, number: int, levels: set[str]) -> str | None:
    """Return the period of which units are asked: all dates at once, unless it was told how many there were from when.

    A count of the whole period, and counts that make it, are the same then, whatever period the price has.
    """
    surcharges = service.details.surcharges
    names = _names({}, service, number) if number < len(surcharges) else ()
    return per_of(service) if any(name in levels for name in names) else None


def _services(path: Sequence[PricePoint], name: str) -> list[Service]:
    found = (offered(point.version).get(name) for point in path)
    return [service for service in found if service is not None]


def _words(extra: Surcharge) -> str:
    if extra.times is not None:
        return said("{times} times the price", times=extra.times)
    return said("{adds} more", adds=extra.adds)


def _units(
    agreement: Agreement,
    version: Agreement,
    service: Service,
    names: tuple[str, ...],
    piece: Piece,
    billed: Period,
    per: str | None,
    facts: ChargingFacts,
) -> Measured:
    found = [volume_of(agreement, version, service, piece, billed, per, facts, told_as=name) for name in names]
    return next((one for one in found if one.number is not None), found[0])


def _each(
    agreement: Agreement,
    version: Agreement,
    service: Service,
    piece: Piece,
    billed: Period,
    points: Sequence[PricePoint],
    facts: ChargingFacts,
) -> Fraction | str:
    """Return the price of a unit, or why there is none."""
    unknown = next((point.missing for point in points if point.missing is not None), None)
    if unknown is not None:
        return str(unknown)
    bands = bands_of(service)
    if any(isinstance(price, LumpSum) for _, price in bands):
        return said("{name} has a price of the whole, of which no unit has a part", name=service.name)
    pricing = service.details.pricing
    if not isinstance(pricing, BandedPrice):
        return cost_of(*bands[0], points[0]).price
    if pricing.counts == "graduated":
        return said(
            "the units of {name} have several prices, and nobody says which of them these had", name=service.name
        )
    volume = volume_of(agreement, version, service, piece, billed, per_of(service), facts)
    if volume.number is None:
        return volume.says
    costs = [cost_of(stretch, price, point) for (stretch, price), point in zip(bands, points, strict=True)]
    found = cost_in_bands(volume.number, costs, "all-units", agreement.currency)
    return found.formula if found.price is None else found.price


def _cost(extra: Surcharge, units: Fraction, each: Fraction, currency: str) -> BandCost:
    price = amount_text(each, currency)
    if extra.times is not None:
        more = Fraction(extra.times) - 1
        return BandCost(
            units * each * more,
            said("{units} × {price} × ({times} - 1)", units=exact_text(units), price=price, times=extra.times),
        )
    if isinstance(extra.adds, Percent):
        share = Fraction(extra.adds.value) / 100
        return BandCost(
            units * each * share,
            said("{units} × {price} × {adds}", units=exact_text(units), price=price, adds=extra.adds),
        )
    amount = Fraction(0) if extra.adds is None else Fraction(extra.adds.amount)
    return BandCost(
        units * amount, said("{units} × {amount}", units=exact_text(units), amount=amount_text(amount, currency))
    )
