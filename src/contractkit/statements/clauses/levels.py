"""Levels of figures, and what is paid, as sentences say them."""

from __future__ import annotations

from contractkit.quantities.money import Money, Percent, PercentagePoints
from contractkit.quantities.notation import Level
from contractkit.statements.clauses.amounts import amount_name, limit, number
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.amounts import Share

__all__ = ["level", "payment"]

WORDS = {
    "en": {
        "pp": "{number} percentage points",
        "pp.one": "{number} percentage point",
        "points": "{number} points",
        "points.one": "{number} point",
        "unit": "{number} {unit}",
        "of": "{percent} of {amount}",
    },
    "nl": {
        "pp": "{number} procentpunt",
        "pp.one": "{number} procentpunt",
        "points": "{number} punten",
        "points.one": "{number} punt",
        "unit": "{number} {unit}",
        "of": "{percent} van {amount}",
    },
}


def level(value: Percent | PercentagePoints | Level, speaks: Language) -> str:
    """Return where a figure lies: ``95 %``, ``0.5 percentage points``, ``120 seats``."""
    tell = Teller(speaks, WORDS)
    if isinstance(value, Percent):
        return speaks.percent(value.value)
    if isinstance(value, PercentagePoints):
        return tell("pp.one" if value.value == 1 else "pp", number=number(value.value, speaks))
    if value.unit == "%":
        return speaks.percent(value.number)
    if value.unit is None:
        return number(value.number, speaks)
    key = value.unit if value.unit in ("pp", "points") else "unit"
    if key != "unit" and value.number == 1:
        key = f"{key}.one"
    return tell(key, number=number(value.number, speaks), unit=named(value.unit, speaks))


def payment(value: Percent | Money | Share, of: str | None, speaks: Language) -> str:
    """Return what is paid: ``5 % of the charges of the period``, ``EUR 500.00``.

    Args:
        value: What the effect pays; a percentage is one of its own amount.
        of: The word of that amount; None where it stands elsewhere in the sentence.
        speaks: The language.
    """
    if not isinstance(value, Percent):
        return limit(value, speaks)
    percent = speaks.percent(value.value)
    return percent if of is None else Teller(speaks, WORDS)("of", percent=percent, amount=amount_name(of, speaks))
