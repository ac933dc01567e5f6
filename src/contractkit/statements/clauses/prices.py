"""Prices, and what is added to them, as parts of sentences."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.quantities.money import Money
from contractkit.statements.clauses.amounts import number, period
from contractkit.statements.clauses.conditions import after_if
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf, PriceShare, Pricing, Stretch, Surcharge

__all__ = ["price", "pricing", "surcharges"]

WORDS = {
    "en": {
        "unit": "{amount} per {unit}",
        "units": "{amount} per {n} {unit}",
        "unit.per": "{amount} per {unit} per {per}",
        "units.per": "{amount} per {n} {unit} per {per}",
        "lump": "{amount} per {per}",
        "share": "{percent} of the agreed price",
        "band": "{price} {stretch}",
        "all-units": "{bands}, the band of the whole number pricing every unit",
        "graduated": "{bands}, each band pricing the units that lie in it",
        "any": "for any number",
        "from": "from {low}",
        "above": "above {low}",
        "below": "below {high}",
        "through": "up to and including {high}",
        "then": ", ",
        "surcharge": "{times} times the price{calendar}{condition}",
        "adds": "{amount} more{calendar}{condition}",
        "calendar": " in the hours of the calendar {calendar}",
        "condition": " if {condition}",
    },
    "nl": {
        "unit": "{amount} per {unit}",
        "units": "{amount} per {n} {unit}",
        "unit.per": "{amount} per {unit} per {per}",
        "units.per": "{amount} per {n} {unit} per {per}",
        "lump": "{amount} per {per}",
        "share": "{percent} van de afgesproken prijs",
        "band": "{price} {stretch}",
        "all-units": "{bands}, waarbij de staffel van het hele aantal voor elke eenheid geldt",
        "graduated": "{bands}, waarbij elke schijf geldt voor de eenheden die erin vallen",
        "any": "voor elk aantal",
        "from": "vanaf {low}",
        "above": "boven {low}",
        "below": "tot {high}",
        "through": "tot en met {high}",
        "then": ", ",
        "surcharge": "{times} maal de prijs{calendar}{condition}",
        "adds": "{amount} extra{calendar}{condition}",
        "calendar": " in de uren van de kalender {calendar}",
        "condition": " als {condition}",
    },
}


def price(value: PriceOf | LumpSum | PriceShare, speaks: Language) -> str:
    """Return one price: ``EUR 31.50 per seat per month``."""
    tell = Teller(speaks, WORDS)
    if isinstance(value, PriceShare):
        return tell("share", percent=speaks.percent(value.percent.value))
    if isinstance(value, LumpSum):
        return tell("lump", amount=speaks.money(value.amount), per=period(value.per, speaks))
    key = ("unit" if value.per_units == 1 else "units") + ("" if value.per is None else ".per")
    per = "" if value.per is None else period(value.per, speaks)
    return tell(key, amount=speaks.money(value.amount), unit=named(value.unit, speaks), n=value.per_units, per=per)


def pricing(value: Pricing, speaks: Language) -> str:
    """Return a price, or the prices of all bands."""
    if not isinstance(value, BandedPrice):
        return price(value, speaks)
    tell = Teller(speaks, WORDS)
    bands = (tell("band", price=price(band.price, speaks), stretch=_stretch(band.units, tell)) for band in value.bands)
    return tell(value.counts, bands=tell("then").join(bands))


def _stretch(units: Stretch, tell: Teller) -> str:
    unit = "" if units.unit is None else f" {named(units.unit, tell.speaks)}"
    parts = []
    if units.low is not None:
        low = number(units.low, tell.speaks) + unit
        parts.append(tell("from" if units.low_is == "inside" else "above", low=low))
    if units.high is not None:
        high = number(units.high, tell.speaks) + unit
        parts.append(tell("through" if units.high_is == "inside" else "below", high=high))
    return " ".join(parts) or tell("any")


def surcharges(values: Iterable[Surcharge], speaks: Language) -> str:
    """Return what is added at other hours, or for other work."""
    return all_of([_surcharge(value, Teller(speaks, WORDS)) for value in values], speaks)


def _surcharge(value: Surcharge, tell: Teller) -> str:
    calendar = "" if value.calendar_name is None else tell("calendar", calendar=value.calendar_name)
    always = value.condition == EVERYTHING
    condition = "" if always else tell("condition", condition=after_if(value.condition, tell.speaks))
    if value.times is not None:
        return tell("surcharge", times=number(value.times, tell.speaks), calendar=calendar, condition=condition)
    adds = value.adds
    amount = (
        "" if adds is None else tell.speaks.money(adds) if isinstance(adds, Money) else tell.speaks.percent(adds.value)
    )
    return tell("adds", amount=amount, calendar=calendar, condition=condition)
