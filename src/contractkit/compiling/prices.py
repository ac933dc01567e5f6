"""Prices as they compute; a price that does not say how it is charged is refused."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.amounts import money_of
from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Price
from contractkit.records.clauses import Assumption
from contractkit.terms.prices import (
    BandedPrice,
    LumpSum,
    OutsideBand,
    PriceBand,
    PriceOf,
    PriceShare,
    Pricing,
    Stretch,
    Surcharge,
)

__all__ = ["outside_band", "price_of", "pricing_of", "surcharges_of"]


def pricing_of(desk: Desk, names: Names, place: Place, written: Any) -> Pricing | None:
    """Return a price, or bands of them; None where nothing is written, or what is written is not complete."""
    if written is None:
        return None
    if hasattr(written, "value"):
        return price_of(desk, names, place, written)
    bands = []
    for number, band in enumerate(written.bands):
        price = price_of(desk, names, place.at("bands", number, "price"), band.price)
        if price is not None:
            bands.append(PriceBand(_stretch(band), price))
    # They may stand in any order on the page; units are counted through them from the lowest one on.
    bands.sort(key=lambda band: (band.units.low is not None, band.units.low or 0, band.units.low_is == "outside"))
    return BandedPrice(written.counts, tuple(bands))


def price_of(desk: Desk, names: Names, place: Place, written: Any) -> PriceOf | LumpSum | None:
    """Return one written price; None where it says neither a unit nor a period, which is reported."""
    price: Price = written.value
    amount = money_of(desk, names, place, price.amount)
    if price.unit is None:
        if price.per is None:
            says = f"the price '{written.text}' has no unit and no period: how is it charged?"
            hint = "for example EUR 31.50 per seat per month, or kind: fee for a fixed amount"
            desk.report(place, "quantity", says, hint)
            return None
        return LumpSum(amount, price.per)
    if price.per is None:
        says = f"how '{written.text}' is charged: each {price.unit} that was delivered in the billing period"
        desk.assume(Assumption("charged", "as-delivered", ("once", "per month"), place.ref(), says))
    return PriceOf(amount, price.unit, price.per_units, price.per)


def _stretch(band: Any) -> Stretch:
    low, high = band.from_ or band.above, band.through or band.below
    unit = next((end.value.unit for end in (low, high) if end is not None), None)
    return Stretch(
        None if low is None else low.value.number,
        None if high is None else high.value.number,
        "outside" if band.above is not None else "inside",
        "inside" if band.through is not None else "outside",
        unit,
    )


def outside_band(desk: Desk, names: Names, place: Place, clause: Any) -> OutsideBand | None:
    """Return what units outside the band cost; each price of a unit has the period of the service's own price."""
    written = clause.outside_band
    if written is None:
        if clause.band is not None:
            says = "what units outside the band cost: nothing is said"
            others = ("{above: 100 % of price, below: 100 % of price}",)  # as papers write it
            desk.assume(Assumption("outside_band", "nothing", others, place.ref(), says))
        return None
    if clause.band is None:
        says = "how far the volume may differ: not at all"
        desk.assume(Assumption("band", "0 %", ("a percentage",), place.ref(), says))
    at = place.at("outside_band")
    priced: Any = desk.reading(at, written, "priced")
    carried: Any = desk.reading(at, written, "carried")
    part_units: Any = desk.reading(at, written, "part_units")
    per = None if clause.price is None or not hasattr(clause.price, "value") else clause.price.value.per
    above, below = (_outside(desk, names, at.at(word), getattr(written, word), per) for word in ("above", "below"))
    return OutsideBand(above, below, priced, carried, part_units)


def _outside(desk: Desk, names: Names, place: Place, written: Any, per: str | None) -> PriceOf | PriceShare | None:
    if written is None or written.value is None:
        return None
    value = written.value
    if not isinstance(value, Price):
        if value.of != "price":
            says = f"'{written.text}' is a share of {value.of}, and a unit outside the band has a price"
            desk.report(place, "quantity", says, "for example 85 % of price")
        return PriceShare(value.percent)
    if value.unit is None:
        desk.report(place, "quantity", f"'{written.text}' is for what unit?", "for example EUR 29.00 per seat")
        return None
    return PriceOf(money_of(desk, names, place, value.amount), value.unit, value.per_units, value.per or per)


def surcharges_of(desk: Desk, names: Names, place: Place, written: Any) -> tuple[Surcharge, ...]:
    """Return the surcharges of a clause."""
    return tuple(_surcharge(desk, names, place.at(number), one) for number, one in enumerate(written))


def _surcharge(desk: Desk, names: Names, place: Place, one: Any) -> Surcharge:
    name = None if one.calendar is None else str(one.calendar)
    if name is not None and name not in names.calendars:
        desk.unknown(place.at("calendar"), "calendar", name, names.calendars)
    condition = compile_condition(desk, place.at("when"), one.when, names.fields)
    times = None if one.times is None else one.times.value
    if times is not None and times <= 0:
        desk.report(place.at("times"), "quantity", f"nothing costs {one.times.text} times its price", "times: 1.5")
    calendar = None if name is None else names.calendars.get(name)
    return Surcharge(condition, calendar, name, times, _added(desk, names, place.at("adds"), one.adds))


def _added(desk: Desk, names: Names, place: Place, written: Any) -> Percent | Money | None:
    if written is None:
        return None
    value = written.value
    if value.percent is not None:
        added: Percent = value.percent
        return added
    if value.amount is None or value.amount.per is not None:
        says = f"'{written.text}' is not what a surcharge adds to the price of a unit"
        desk.report(place, "quantity", says, "a percentage such as 20 %, or an amount such as EUR 15.00")
        return None
    return money_of(desk, names, place, value.amount)
