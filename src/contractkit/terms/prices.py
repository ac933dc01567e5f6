"""Prices as they compute: of a unit, for a period, in bands by volume; with what is added to them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.money import Money, Percent
from contractkit.terms.conditions import EVERYTHING, Condition

__all__ = [
    "PLAIN_SERVICE",
    "SHORT_PERIODS",
    "BandedPrice",
    "LumpSum",
    "OutsideBand",
    "PriceBand",
    "PriceOf",
    "PriceShare",
    "Pricing",
    "ServiceDetails",
    "ServiceRow",
    "Stretch",
    "Surcharge",
    "by_use",
    "periods_in",
]

_LENGTHS = ({"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}, {"day": 1, "week": 7})


def periods_in(per: str, counted_per: str) -> Fraction | None:
    """Return how much of a period a shorter or longer one is; None where neither is made of the other.

    Example:
        >>> periods_in("month", "year"), periods_in("week", "month")
        (Fraction(1, 12), None)
    """
    if per == counted_per:
        return Fraction(1)
    own = (lengths for lengths in _LENGTHS if per in lengths and counted_per in lengths)
    return next((Fraction(lengths[per], lengths[counted_per]) for lengths in own), None)


@attrs.frozen
class PriceOf:
    """What so many units cost.

    A charge is the number of units over `per_units`, times the amount, times the number of periods.

    Attributes:
        amount: The price.
        unit: The unit, such as ``seat``.
        per_units: For how many units.
        per: The period; None where each unit is charged that was delivered in a billing period.
    """

    amount: Money
    unit: str
    per_units: int = 1
    per: str | None = None


SHORT_PERIODS = ("hour", "day", "week")
"""Periods so short that units are counted through them: a server of two hours is two server-hours."""


def by_use(price: object, volume: Decimal | None) -> bool:
    """Return whether a price counts hours, days or weeks of use: it is for such a period, and no volume is agreed."""
    return isinstance(price, PriceOf) and price.per in SHORT_PERIODS and volume is None


@attrs.frozen
class LumpSum:
    """What the whole costs in each period, however many units it has.

    Attributes:
        amount: The price.
        per: The period.
    """

    amount: Money
    per: str


@attrs.frozen
class PriceShare:
    """A share of the price that was agreed for a unit.

    Attributes:
        percent: How much of it.
    """

    percent: Percent


@attrs.frozen
class Stretch:
    """The numbers from one end to another.

    Attributes:
        low: The lower end; None from the lowest number on.
        high: The upper end; None without an end.
        low_is: Whether the lower end itself is inside or outside.
        high_is: Whether the upper end itself is inside or outside.
        unit: What is counted, where the ends say it.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_is: Literal["inside", "outside"] = "inside"
    high_is: Literal["inside", "outside"] = "outside"
    unit: str | None = None

    def __contains__(self, number: Decimal) -> bool:
        if self.low is not None and (number < self.low or (number == self.low and self.low_is == "outside")):
            return False
        return self.high is None or number < self.high or (number == self.high and self.high_is == "inside")


@attrs.frozen
class PriceBand:
    """What a unit costs from one number of units to another."""

    units: Stretch
    price: PriceOf | LumpSum


@attrs.frozen
class BandedPrice:
    """A price that depends on the number of units.

    ``all-units``: q p(q), p the price of the band in which q lies. ``graduated``: the sum over the bands of the units
    in each times its price.

    Attributes:
        counts: Which of the two.
        bands: From the lowest number on.
    """

    counts: Literal["all-units", "graduated"]
    bands: tuple[PriceBand, ...]


Pricing = PriceOf | LumpSum | BandedPrice


@attrs.frozen
class OutsideBand:
    """What units outside the agreed band cost.

    With the baseline v, the band b % and the volume q, nothing changes while abs(q - v) is at most v b / 100. Beyond it
    the difference that is priced is q - v (``whole-difference``) or what exceeds the band (``excess``).

    Attributes:
        above: What a unit more costs; None where it costs nothing more.
        below: What a unit less gives back; None where it gives nothing back.
        priced: Which of the two.
        carried: What becomes of a difference inside the band: ``none``, or ``into-next-baseline``.
        part_units: Whether a part of a unit of what is priced counts as that part (``pro-rata``), not at all
            (``ignored``) or as a whole one (``full-unit``).
    """

    above: PriceOf | PriceShare | None
    below: PriceOf | PriceShare | None
    priced: Literal["excess", "whole-difference"]
    carried: Literal["none", "into-next-baseline"] = "none"
    part_units: Literal["pro-rata", "ignored", "full-unit"] = "pro-rata"


@attrs.frozen
class Surcharge:
    """What is added to a price for work at other hours, or of another sort.

    Attributes:
        condition: The work for which it holds.
        calendar: The hours for which it holds; None for all.
        calendar_name: What the agreement calls that calendar.
        times: The price is multiplied by it; None where something is added.
        adds: What is added to the price of a unit; None where it is multiplied.
    """

    condition: Condition
    calendar: BusinessCalendar | None = None
    calendar_name: str | None = None
    times: Decimal | None = None
    adds: Percent | Money | None = None


@attrs.frozen
class ServiceRow:
    """A part of a service with its own volume and price.

    Attributes:
        name: What it is called.
        condition: The work that belongs to it.
        volume: The agreed number of units; None where none was agreed.
        unit: The unit of that number.
        counted_per: The period in which the units are counted; None for a number that stands.
        price: What it costs; None where nothing is written.
    """

    name: str
    condition: Condition
    volume: Decimal | None
    unit: str | None
    counted_per: str | None
    price: Pricing | None


@attrs.frozen
class ServiceDetails:
    """What a service clause says beside its name, level, volume and the plain price of a unit.

    Attributes:
        condition: The work that belongs to it, where the facts do not name the service.
        unit: The unit of the volume; None without a volume.
        counted_per: The period in which the volume is counted; None for a number that stands.
        counted_on: On which day of a period the units are counted: ``period-end``, ``period-start``, ``average`` or
            ``peak``; None where it decides nothing.
        pricing: The whole price model; None where a fee covers the service.
        band: How far the volume may differ without another price.
        outside: What units outside the band cost.
        surcharges: What is added at other hours, or for other work.
        rows: Its parts, where each has its own volume and price.
        grey: What may or may not belong to it.
    """

    condition: Condition = EVERYTHING
    unit: str | None = None
    counted_per: str | None = None
    counted_on: str | None = None
    pricing: Pricing | None = None
    band: Percent | None = None
    outside: OutsideBand | None = None
    surcharges: tuple[Surcharge, ...] = ()
    rows: tuple[ServiceRow, ...] = ()
    grey: tuple[str, ...] = ()


PLAIN_SERVICE = ServiceDetails()
"""A service about which nothing else is said."""
