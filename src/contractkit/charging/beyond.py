"""What the units of a service cost that no prepaid block covers: at its own price, as they come or in bands."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.drawing import Beyond, Course
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.in_bands import Measure, added_in_bands, band_paths, by_delivery, per_of, price_words
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.offered import offered
from contractkit.charging.pieces import Piece, Sum, charge_of, pieces_of
from contractkit.charging.priced import held_versions
from contractkit.charging.volumes import Measured
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import BandedPrice

__all__ = ["beyond_blocks"]


_NO_PRICE = "no price beyond prepaid units"


def beyond_blocks(agreement: Agreement, name: str, billed: Period, facts: ChargingFacts, course: Course) -> Charge:
    """Return what a service costs for the units that no block covers.

    Of a price of units as they come, each count has the price of its own dates; of a price in bands, the bands count
    what lies beyond the blocks in the billed dates. A service without a price costs nothing as long as blocks cover it.

    Args:
        agreement: The agreement with its versions.
        name: The service, or the part of one.
        billed: The dates, all of them in force.
        facts: Index figures, and what was known when.
        course: How its blocks go through these dates.
    """
    versions = [one for one in held_versions(agreement, billed, facts) if name in offered(one)]
    version = versions[-1]
    if course.missing is not None:
        return _unknown(agreement, version, name, course.missing)
    if not any(by_delivery(offered(one)[name]) for one in versions):
        return _unpriced(agreement, version, name, course)
    pers = {per_of(offered(one)[name]) for one in versions}
    if None in pers and len(pers) > 1:
        says = said("the price of {name} changes between units as they come and those of a period", name=name)
        return _unknown(agreement, version, name, says)
    if None not in pers:
        total, version = added_in_bands(agreement, name, billed, facts, _of_window(course))
        return _told(charge_of(agreement, version, name, "service", price_words(version, name), total), course)
    banded = any(isinstance(offered(one)[name].details.pricing, BandedPrice) for one in versions)
    pieces = list(pieces_of(name, billed, band_paths(agreement, name, billed, facts), per_of))
    if banded or (len(pieces) == 1 and pieces[0].times == 1):
        total, version = added_in_bands(agreement, name, billed, facts, _all_of(course))
    else:
        total = Sum()
        for part in course.beyond or (Beyond(billed, Fraction(0)),):
            total, version = added_in_bands(agreement, name, part.during, facts, _one_of(part, course), total)
    return _told(charge_of(agreement, version, name, "service", price_words(version, name), total), course)


def _all_of(course: Course) -> Measure:
    units = sum((part.units for part in course.beyond), Fraction(0))

    def measure(version: Agreement, service: Service, piece: Piece) -> Measured:  # noqa: ARG001
        return Measured(units, "beyond prepaid units", course.facts)

    return measure


def _one_of(part: Beyond, course: Course) -> Measure:
    def measure(version: Agreement, service: Service, piece: Piece) -> Measured:  # noqa: ARG001
        return Measured(part.units, "beyond prepaid units", course.facts)

    return measure


def _of_window(course: Course) -> Measure:
    """Return what finds the units of a period of the price: a part of it has that part of its number."""

    def measure(version: Agreement, service: Service, piece: Piece) -> Measured:  # noqa: ARG001
        parts = (part.units / part.share for part in course.beyond if part.during.start in piece.window)
        return Measured(sum(parts, Fraction(0)), "beyond prepaid units", course.facts)

    return measure


def _told(charge: Charge, course: Course) -> Charge:
    """Return a charge that says which units came from which block."""
    if charge.missing is not None:
        return charge
    covered = sum((one.units for one in course.taken), Fraction(0))
    inputs = {"used": exact_text(course.used), "prepaid": exact_text(covered), **charge.inputs}
    if not covered:
        return attrs.evolve(charge, inputs=inputs)
    formula = said(
        "{used} used, {sources}; {formula}",
        used=exact_text(course.used),
        sources=_sources(course),
        formula=charge.formula,
    )
    return attrs.evolve(charge, formula=formula, inputs=inputs)


def _sources(course: Course) -> str:
    """Return how many units came from which block, the blocks in the order in which they were first used."""
    units: dict[tuple[str, object], Fraction] = {}
    for one in course.taken:
        key = (one.block.name, one.block.holds_from)
        units[key] = units.get(key, Fraction(0)) + one.units
    parts = (
        said("{units} from {name} of {day}", units=exact_text(number), name=name, day=day)
        for (name, day), number in units.items()
    )
    return joined(", ", parts)


def _unpriced(agreement: Agreement, version: Agreement, name: str, course: Course) -> Charge:
    beyond = sum((part.units for part in course.beyond), Fraction(0))
    if beyond:
        says = said(
            "{units} of {name} lie beyond all prepaid units, and it has no price", units=exact_text(beyond), name=name
        )
        return _unknown(agreement, version, name, says)
    price = said(_NO_PRICE)
    clause = offered(version)[name].clause
    made = said("{price}: {units} = {exact}", price=price, units=exact_text(beyond), exact=_nought(agreement))
    charge = Charge(name, clause, Fraction(0), agreement.currency, price, made, {"volume": "0"}, kind="service")
    return _told(charge, course)


def _nought(agreement: Agreement) -> str:
    return amount_text(Fraction(0), agreement.currency)


def _unknown(agreement: Agreement, version: Agreement, name: str, missing: str) -> Charge:
    says = charged_nothing(missing)
    service = offered(version).get(name)
    priced = service is not None and service.details.pricing is not None
    price = price_words(version, name) if priced else said(_NO_PRICE)
    clause = ClauseRef(version.id) if service is None else service.clause
    told = said("{price}: {missing}", price=price, missing=says)
    return Charge(name, clause, Fraction(0), agreement.currency, price, told, {}, (), says, "service")
