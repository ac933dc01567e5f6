"""Shares of amounts, limits, rates."""

from __future__ import annotations

import re

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.money import Percent
from contractkit.quantities.notation.amounts import AMOUNT, CYCLES, PRICE, Amount, Price, cycle_of, price_hint
from contractkit.quantities.notation.figures import NUMBER_TEXT, PERCENT, WORD_TEXT, decimal_of, percent_text
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.repairs import money_hint, percent_hint
from contractkit.quantities.notation.words import Cycle

__all__ = [
    "LIMIT",
    "PRICE_OR_SHARE",
    "RATE",
    "SHARE",
    "Limit",
    "Rate",
    "Share",
    "parse_limit",
    "parse_rate",
    "parse_share",
]


@attrs.frozen
class Share:
    """A percentage of an amount that the agreement knows.

    Attributes:
        percent: The percentage.
        of: The word for the amount, such as ``yearly-fees``.
        per: The periods it counts over, or None.
    """

    percent: Percent
    of: str
    per: Cycle | None = None

    def __str__(self) -> str:
        """Return the share as a clause writes it."""
        return f"{percent_text(self.percent)} of {self.of}{'' if self.per is None else f' per {self.per}'}"


@attrs.frozen
class Limit:
    """A most or a least: a share, a percentage or an amount; all None where the parties agreed that there is none."""

    share: Share | None = None
    percent: Percent | None = None
    amount: Amount | None = None

    def __str__(self) -> str:
        """Return the limit as a clause writes it."""
        written = self.share or self.amount or (None if self.percent is None else percent_text(self.percent))
        return "none" if written is None else str(written)


@attrs.frozen
class Rate:
    """A percentage for each period, such as ``8 % per year``."""

    percent: Percent
    per: str

    def __str__(self) -> str:
        """Return the rate as a clause writes it."""
        return f"{percent_text(self.percent)} per {self.per}"


def _share(match: re.Match[str]) -> Share:
    return Share(Percent(decimal_of(match[1])), match[2], cycle_of(match[3]))


def _rate(match: re.Match[str]) -> Rate:
    return Rate(Percent(decimal_of(match[1])), match[2])


def _share_hint(text: str) -> str | None:
    match = re.fullmatch(r"(.*?%?) (?:of|van|von|av) (?:the )?([^\W\d]+(?:[ -][^\W\d]+){0,2})", text)
    if match is None:
        return None
    word = re.sub(r"[^a-z0-9]+", "-", match[2].lower()).strip("-")
    inner = percent_hint(match[1])
    number = re.search(r"-?[0-9. ]+ %", inner) if inner else None
    share = number[0] if number else match[1]
    if share.startswith("-"):
        return f"write '{share[1:].strip()} of {word}': what it is a share of has no sign"
    return f"write '{share} of {word}'"


def _limit_hint(text: str) -> str | None:
    return _share_hint(text) or money_hint(text) or (percent_hint(text) if "%" in text else None)


def _rate_hint(text: str) -> str | None:
    if PERCENT.matches(text):
        return f"say for which period: '{text} per year'"
    match = re.fullmatch(r"(.*?) ?(?:p\.a\.|pa|per annum|a year|yearly|annually|per year|per jaar)", text)
    percent = text if match is None else match[1]
    mended = percent_hint(percent)
    number = re.search(r"[0-9. ]*[0-9] %", percent if mended is None else mended)
    if number is None:
        return None
    starts = "write" if mended is None or mended.startswith("write") else "the unit is missing; for example"
    return f"{starts} '{number[0].strip()} per year'"


SHARE: Notation[Share] = Notation(
    what="a share of an amount",
    pattern=rf"^({NUMBER_TEXT}) ?% of ({WORD_TEXT})(?: per ({CYCLES}))?$",
    examples=("100 % of yearly-fees", "10 % of fixed-fee"),
    read=_share,
    hint=_share_hint,
)


RATE: Notation[Rate] = Notation(
    what="a rate",
    pattern=rf"^({NUMBER_TEXT}) ?% per (day|week|month|quarter|half-year|year)$",
    examples=("8 % per year",),
    read=_rate,
    hint=_rate_hint,
)


def _inner(pattern: str) -> str:
    return pattern.removeprefix("^").removesuffix("$")


def _price_or_share(match: re.Match[str]) -> Price | Share | None:
    if match[0] == "none":
        return None
    return SHARE.parse(match[0]) if SHARE.matches(match[0]) else PRICE.parse(match[0])


def _limit(match: re.Match[str]) -> Limit:
    text = match[0]
    if text == "none":
        return Limit()
    if SHARE.matches(text):
        return Limit(share=SHARE.parse(text))
    if PERCENT.matches(text):
        return Limit(percent=PERCENT.parse(text))
    return Limit(amount=AMOUNT.parse(text))


PRICE_OR_SHARE: Notation[Price | Share | None] = Notation(
    what="a price or a share of one",
    pattern=rf"^(?:none|{_inner(SHARE.pattern)}|{_inner(PRICE.pattern)})$",
    examples=("EUR 29.00 per seat", "85 % of price"),
    read=_price_or_share,
    hint=lambda text: _share_hint(text) or price_hint(text),
    write=lambda value: "none" if value is None else str(value),
)


LIMIT: Notation[Limit] = Notation(
    what="an amount or a share, with its period",
    pattern=rf"^(?:none|{_inner(SHARE.pattern)}|{_inner(PERCENT.pattern)}|{_inner(AMOUNT.pattern)})$",
    examples=("EUR 250 000 per year", "10 % of yearly-fees"),
    read=_limit,
    hint=_limit_hint,
)


def parse_share(text: str) -> tuple[Percent, str]:
    """Return the percentage and the word for the amount that `text` writes: ``100 % of yearly-fees``.

    Raises:
        QuantityError: The text is no share, or it names a period too.
    """
    share = SHARE.parse(text)
    if share.per is not None:
        raise QuantityError(f"'{text}' is not a share of an amount", f"leave 'per {share.per}' out")
    return share.percent, share.of


def parse_limit(text: str) -> Limit:
    """Return the limit that `text` writes: a share, a percentage, an amount, or ``none``.

    Raises:
        QuantityError: The text is no limit.
    """
    return LIMIT.parse(text)


def parse_rate(text: str) -> Rate:
    """Return the rate that `text` writes: ``8 % per year``.

    Raises:
        QuantityError: The text is no rate.
    """
    return RATE.parse(text)
