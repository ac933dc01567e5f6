"""A second way to charge: every unit walked one by one, every index step by hand, nothing shared with what charges."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

__all__ = ["MONTH_OF", "banded", "indexed", "outside"]

MONTH_OF = {"2026-01": 1, "2026-02": 2, "2026-03": 3, "2026-04": 4}


def _inside(band: dict[str, Any], number: int) -> bool:
    low = ("from" not in band or number >= int(band["from"])) and ("above" not in band or number > int(band["above"]))
    high = ("below" not in band or number < int(band["below"])) and (
        "through" not in band or number <= int(band["through"])
    )
    return low and high


def _price(text: str) -> Fraction:
    return Fraction(text.split(" ")[1])


def banded(price: dict[str, Any], number: int) -> Fraction:
    """Return what a number of units costs: all at the price of their band, or each at that of its own place.

    The unit that leads from 20 to 21 lies in the band above 20, whichever of them has the edge itself.
    """
    bands = price["bands"]
    if price["counts"] == "all-units":
        (own,) = (band for band in bands if _inside(band, number))
        return number * _price(own["price"])
    total = Fraction(0)
    for unit in range(number):
        low = [int(band.get("from", band.get("above", 0))) for band in bands]
        place = max(n for n, edge in enumerate(low) if edge <= unit)
        total += _price(bands[place]["price"])
    return total


def outside(service: dict[str, Any], number: int, agreed: int = 100, price: Fraction = Fraction("6.25")) -> Fraction:
    """Return what a number of units adds to the agreed ones, or gives back."""
    edge = agreed * Fraction(service["band"].removesuffix(" %")) / 100
    rules = service["outside_band"]
    more = number - agreed
    if abs(more) <= edge:
        return Fraction(0)
    units = more if rules["priced"] == "whole-difference" else more - edge if more > 0 else more + edge
    text = rules["above" if more > 0 else "below"]
    each = price * Fraction(text.split(" %")[0]) / 100 if "%" in text else _price(text)
    return units * each


def indexed(clause: dict[str, Any], price: Fraction, figures: dict[str, str]) -> dict[int, Fraction]:
    """Return the price of January to April 2026 under a clause that changes it on 1 February and 1 March.

    Its figure is that of the base month, October, as last published on that date: that of October 2025, the base
    itself. So an index clause changes nothing, and a fixed one raises twice.
    """
    by = clause["by"]
    found = {1: price}
    exact = price
    for month in (2, 3):
        rate = Fraction(by["fixed"].removesuffix(" %")) / 100 if "fixed" in by else Fraction(0)
        if "cap" in clause:
            rate = min(rate, Fraction(clause["cap"].removesuffix(" %")) / 100)
        if "floor" in clause:
            rate = max(rate, Fraction(clause["floor"].removesuffix(" %")) / 100)
        if "threshold" in clause and abs(rate) <= Fraction(clause["threshold"].removesuffix(" %")) / 100:
            rate = Fraction(0)
        exact *= 1 + rate
        found[month] = _cents(exact) if "round_price" in clause and rate else exact
    found[4] = found[3]
    return found


def _cents(value: Fraction) -> Fraction:
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(shown.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
