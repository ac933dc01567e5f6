"""Amounts, limits, dates and spans as sentences say them, in the words of a language."""

from __future__ import annotations

from datetime import date

from contractkit.quantities.money import Money
from contractkit.quantities.notation import Cycle
from contractkit.statements.wording import Language
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod, Share

__all__ = ["day", "limit", "periods"]

_WORDS = {
    "en": {
        "none": "no limit",
        "share": "{percent} of the {amount}",
        "per": "{amount} per {period}",
        "lowest": "the lowest of {parts}",
        "highest": "the highest of {parts}",
        "rolling": "rolling {n} {unit}",
        "and": " and ",
    },
    "nl": {
        "none": "geen grens",
        "share": "{percent} van {amount}",
        "per": "{amount} per {period}",
        "lowest": "het laagste van {parts}",
        "highest": "het hoogste van {parts}",
        "rolling": "voortschrijdend {n} {unit}",
        "and": " en ",
    },
}


def _say(speaks: Language, key: str, **facts: object) -> str:
    return _WORDS.get(speaks.code, _WORDS["en"])[key].format(**facts)


def limit(value: Limit, speaks: Language) -> str:
    """Return how much, in words: ``EUR 250 000.00``, ``100 % of the yearly fees``, ``the lowest of ... and ...``."""
    if value is None:
        return _say(speaks, "none")
    if isinstance(value, Money):
        return speaks.money(value)
    if isinstance(value, Share):
        return _say(speaks, "share", percent=speaks.percent(value.percent.value), amount=value.of.replace("-", " "))
    if isinstance(value, PerPeriod):
        return _say(speaks, "per", amount=limit(value.amount, speaks), period=periods(value.per, speaks))
    if isinstance(value, LimitOf):
        parts = _say(speaks, "and").join(limit(part, speaks) for part in value.parts)
        return _say(speaks, value.which, parts=parts)
    raise TypeError(value)


def periods(value: Cycle, speaks: Language) -> str:
    """Return the periods over which something counts, in words."""
    if value.word == "rolling":
        return _say(speaks, "rolling", n=value.n, unit=value.unit)
    return speaks.word("period", value.word)


def day(value: date, speaks: Language) -> str:
    """Return a date in words: ``31 March 2026``."""
    return speaks.day(value)
