"""Amounts, limits, dates and periods as sentences say them, in the words of a language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contractkit.quantities.money import Money
from contractkit.quantities.notation import Cycle
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.clauses.spans import counted
from contractkit.statements.wording import Language
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod, Share

__all__ = ["amount_name", "day", "limit", "number", "period", "periods"]

WORDS = {
    "en": {
        "none": "no limit",
        "share": "{percent} of {amount}",
        "per": "{amount} per {period}",
        "lowest": "the lowest of {parts}",
        "highest": "the highest of {parts}",
        "rolling": "rolling {span}",
        "from-day": "month that begins on day {day}",
        "day": "day",
        "week": "week",
        "month": "month",
        "quarter": "quarter",
        "half-year": "half-year",
        "year": "year",
        "contract-year": "contract year",
        "term": "term of the agreement",
        "once": "occasion",
        "amount": "the {name}",
        "amount.charges": "the charges of the period",
        "amount.cap": "the cap",
        "amount.monthly-fee": "the fee of the month",
        "amount.quarterly-fees": "the fees of the quarter",
        "amount.half-yearly-fees": "the fees of the half-year",
        "amount.yearly-fees": "the fees of the contract year",
        "amount.remaining-fees": "the fees of the rest of the term",
        "amount.affected-line": "the price of what was affected",
        "amount.price": "the price",
        "amount.order-value": "the value of the order",
        "amount.contract-price": "the contract price",
    },
    "nl": {
        "none": "geen grens",
        "share": "{percent} van {amount}",
        "per": "{amount} per {period}",
        "lowest": "het laagste van {parts}",
        "highest": "het hoogste van {parts}",
        "rolling": "voortschrijdende periode van {span}",
        "from-day": "maand die op dag {day} begint",
        "day": "dag",
        "week": "week",
        "month": "maand",
        "quarter": "kwartaal",
        "half-year": "halfjaar",
        "year": "jaar",
        "contract-year": "contractjaar",
        "term": "looptijd van de overeenkomst",
        "once": "keer",
        "amount": "het bedrag {name}",
        "amount.charges": "de vergoedingen van de periode",
        "amount.cap": "het plafond",
        "amount.monthly-fee": "de vergoeding van de maand",
        "amount.quarterly-fees": "de vergoedingen van het kwartaal",
        "amount.half-yearly-fees": "de vergoedingen van het halfjaar",
        "amount.yearly-fees": "de vergoedingen van het contractjaar",
        "amount.remaining-fees": "de vergoedingen van de resterende looptijd",
        "amount.affected-line": "de prijs van wat getroffen was",
        "amount.price": "de prijs",
        "amount.order-value": "de waarde van de bestelling",
        "amount.contract-price": "de contractprijs",
    },
}


def limit(value: Limit, speaks: Language) -> str:
    """Return how much, in words: ``EUR 250 000.00``, ``100 % of the charges of the period``."""
    tell = Teller(speaks, WORDS)
    if value is None:
        return tell("none")
    if isinstance(value, Money):
        return speaks.money(value)
    if isinstance(value, Share):
        return tell("share", percent=speaks.percent(value.percent.value), amount=amount_name(value.of, speaks))
    if isinstance(value, PerPeriod):
        return tell("per", amount=limit(value.amount, speaks), period=periods(value.per, speaks))
    if isinstance(value, LimitOf):
        return tell(value.which, parts=all_of([limit(part, speaks) for part in value.parts], speaks))
    raise TypeError(value)


def amount_name(word: str, speaks: Language) -> str:
    """Return what an amount is called: a standard one in words, a fee or a declared amount by its own name."""
    tell = Teller(speaks, WORDS)
    return tell(f"amount.{word}") if f"amount.{word}" in WORDS["en"] else tell("amount", name=words(word))


def periods(value: Cycle | str, speaks: Language) -> str:
    """Return the periods over which something counts, as they stand behind *per*; a word stands for itself."""
    if isinstance(value, str):
        return period(value, speaks)
    tell = Teller(speaks, WORDS)
    if value.n is not None:
        return tell("rolling", span=counted(value.n, (value.unit or "months").removesuffix("s"), speaks))
    return tell("from-day", day=value.from_day) if value.from_day is not None else period(value.word, speaks)


def period(word: str, speaks: Language) -> str:
    """Return a period by its word, as it stands behind *per*: ``quarter``, ``contract year``."""
    return Teller(speaks, WORDS)(word) if word in WORDS["en"] else words(word)


def number(value: Decimal, speaks: Language) -> str:
    """Return a number as the paper writes it, without zeros that say nothing."""
    whole = value == value.to_integral_value()
    return speaks.number(Decimal(int(value)) if whole else value.normalize())


def day(value: date, speaks: Language) -> str:
    """Return a date in words: ``31 March 2026``."""
    return speaks.day(value)
