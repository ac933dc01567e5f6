"""What a number of units costs: in bands, and outside of a band around the agreed number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import attrs

from contractkit.charging.exact import amount_text, exact_text
from contractkit.quantities.money import Percent
from contractkit.records.said import joined, said
from contractkit.terms.prices import Stretch

__all__ = ["BandCost", "Difference", "UnitCost", "cost_in_bands", "difference_outside"]


@attrs.frozen
class UnitCost:
    """What the units of one band cost.

    Attributes:
        units: From which number to which.
        price: The price of a unit, or of the whole band.
        of: ``unit`` or ``whole``.
    """

    units: Stretch
    price: Fraction
    of: Literal["unit", "whole"] = "unit"


@attrs.frozen
class BandCost:
    """What a number of units costs in bands.

    Attributes:
        amount: The amount; None where no band has that number.
        formula: How it came about, or why there is none.
        price: For ``all-units``, the price of the band in which the number lies; None otherwise.
    """

    amount: Fraction | None
    formula: str
    price: Fraction | None = None


def cost_in_bands(
    units: Fraction, bands: Sequence[UnitCost], counts: Literal["all-units", "graduated"], currency: str
) -> BandCost:
    """Return what a number of units costs.

    ``all-units``: q p(q), p the price of the band in which q lies; its whole price where it has one. ``graduated``: of
    each band the units that lie in it, counted from the upper end of the band before; no units cost nothing.

    Args:
        units: How many; nought or more.
        bands: From the lowest number on.
        counts: Which of the two.
        currency: For the formula.

    Example:
        >>> from decimal import Decimal
        >>> from contractkit.terms.prices import Stretch
        >>> low, high = Stretch(high=Decimal(100)), Stretch(Decimal(100))
        >>> bands = [UnitCost(low, Fraction(3, 2)), UnitCost(high, Fraction(5, 4))]
        >>> cost_in_bands(Fraction(120), bands, "all-units", "EUR").formula
        '120 × EUR 1.25'
        >>> cost_in_bands(Fraction(120), bands, "graduated", "EUR").formula
        '100 × EUR 1.50 + 20 × EUR 1.25'
    """
    if counts == "graduated":
        return _graduated(units, bands, currency)
    for band in bands:
        if _has(band.units, units):
            return _all(units, band, currency)
    if units == 0 and all(band.of == "unit" for band in bands):
        return BandCost(Fraction(0), "no units", bands[0].price if bands else None)
    return BandCost(None, said("no band has the number {units}", units=exact_text(units)))


def _has(stretch: Stretch, units: Fraction) -> bool:
    if stretch.low is not None and (units < stretch.low or (units == stretch.low and stretch.low_is == "outside")):
        return False
    return stretch.high is None or units < stretch.high or (units == stretch.high and stretch.high_is == "inside")


def _all(units: Fraction, band: UnitCost, currency: str) -> BandCost:
    told = amount_text(band.price, currency)
    if band.of == "whole":
        return BandCost(band.price, told, band.price)
    return BandCost(units * band.price, said("{units} × {told}", units=exact_text(units), told=told), band.price)


def _graduated(units: Fraction, bands: Sequence[UnitCost], currency: str) -> BandCost:
    amount, told = Fraction(0), []
    low = Fraction(0)
    for band in bands:
        high = units if band.units.high is None else min(units, Fraction(band.units.high))
        inside = max(Fraction(0), high - low)
        low = max(low, high)
        if inside == 0:
            continue
        price = amount_text(band.price, currency)
        amount += band.price if band.of == "whole" else inside * band.price
        told.append(price if band.of == "whole" else said("{inside} × {price}", inside=exact_text(inside), price=price))
    if low < units:
        return BandCost(None, said("no band has the number {units}", units=exact_text(units)))
    return BandCost(amount, joined(" + ", told) or "no units")


@attrs.frozen
class Difference:
    """How a measured volume differs from the agreed one.

    Attributes:
        units: The difference: more is positive.
        edge: How far it may go without another price.
        priced: How many units have another price; negative for units that are fewer.
        baseline: The volume that counts as agreed in the next year.
    """

    units: Fraction
    edge: Fraction
    priced: Fraction
    baseline: Fraction


def difference_outside(
    agreed: Fraction,
    units: Fraction,
    band: Percent | None,
    priced: Literal["excess", "whole-difference"],
    carried: Literal["none", "into-next-baseline"],
    part_units: Literal["pro-rata", "ignored", "full-unit"] = "pro-rata",
) -> Difference:
    """Return what of a difference lies outside the band, and what the band moves into the next year.

    A difference of exactly the edge lies inside: outside is what is more than the band.

    Args:
        agreed: The volume that counts as agreed.
        units: The measured volume.
        band: How far it may differ; None for not at all.
        priced: Whether all units of a difference beyond the edge are priced, or those beyond the edge only.
        carried: Whether what lies inside the band moves the agreed volume of the next year.
        part_units: Whether a part of a unit of what is priced counts as that part, not at all, or as a whole one.

    Source:
        Additional and reduced resource charges with a dead-band; consumption of full-time equivalents.

    Example:
        >>> found = difference_outside(Fraction(100), Fraction(115), Percent(10), "excess", "into-next-baseline")
        >>> int(found.priced), int(found.baseline)
        (5, 110)
    """
    edge = agreed * Fraction(band.value) / 100 if band is not None else Fraction(0)
    difference = units - agreed
    inside = max(-edge, min(edge, difference))
    outside = difference - inside
    count = difference if outside != 0 and priced == "whole-difference" else outside
    if part_units != "pro-rata":
        whole = floor(abs(count)) if part_units == "ignored" else ceil(abs(count))
        count = Fraction(whole if count > 0 else -whole)
    return Difference(difference, edge, count, agreed + (inside if carried == "into-next-baseline" else 0))
