"""Prices that follow another: ``25 % above base``."""

from __future__ import annotations

import re

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.notation.amounts import PRICE, Price, price_hint
from contractkit.quantities.notation.figures import NUMBER_TEXT, PERCENT, decimal_of, percent_text
from contractkit.quantities.notation.grammar import Notation

__all__ = ["PRICE_OR_BASE", "BasePrice"]


@attrs.frozen
class BasePrice:
    """A price that is so much more, or less, than that of the level that another is based on.

    Attributes:
        percent: How much more; negative for less.
    """

    percent: Percent

    def __str__(self) -> str:
        """Return it as a clause writes it."""
        below = self.percent.value < 0
        return f"{percent_text(Percent(abs(self.percent.value)))} {'below' if below else 'above'} base"


_BASE = rf"({NUMBER_TEXT}) ?% (above|below) base"


def _read(match: re.Match[str]) -> Price | BasePrice:
    if match[1] is None:
        return PRICE.parse(match[0])
    number = decimal_of(match[1])
    return BasePrice(Percent(-number if match[2] == "below" else number))


def _hint(text: str) -> str | None:
    match = re.fullmatch(rf"[+]?({NUMBER_TEXT}) ?% (?:on top of|over|extra on|more than|plus|above) .*", text)
    if match:
        return f"write '{match[1]} % above base'; based_on names the base"
    if PERCENT.matches(text):
        return f"write '{text} above base' for a surcharge on the base's price"
    return price_hint(text)


PRICE_OR_BASE: Notation[Price | BasePrice] = Notation(
    what="a price, or how much more it is than the base's",
    pattern=rf"^(?:{_BASE}|{PRICE.pattern.removeprefix('^').removesuffix('$')})$",
    examples=("EUR 31.50 per seat per month", "25 % above base"),
    read=_read,
    hint=_hint,
)
