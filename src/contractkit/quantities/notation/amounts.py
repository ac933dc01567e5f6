"""Amounts: money, prices for units, shares of amounts, limits, rates."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.currencies import MINOR_UNITS
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation.figures import NOT_THOUSANDS, NUMBER_TEXT, PERCENT, WORD_TEXT, decimal_of
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.nearest import nearest
from contractkit.quantities.notation.repairs import money_hint, percent_hint
from contractkit.quantities.notation.words import CYCLE, PERIODS, Cycle

__all__ = [
    "AMOUNT",
    "LIMIT",
    "PRICE",
    "PRICE_OR_SHARE",
    "RATE",
    "SHARE",
    "Amount",
    "Limit",
    "Price",
    "Rate",
    "Share",
    "parse_amount",
    "parse_limit",
    "parse_money",
    "parse_price",
    "parse_rate",
    "parse_share",
]

_THREE_PLACES = "|".join(sorted(code for code, places in MINOR_UNITS.items() if places == 3))
_CODE = rf"(?:([A-Z]{{3}}) )?(?:(?<=(?:{_THREE_PLACES}) )|{NOT_THOUSANDS})"
_CYCLES = rf"(?:{'|'.join(PERIODS)}|month from day [0-9]{{1,2}}|rolling [0-9]{{1,4}} (?:days|weeks|months))"
_PRICE_PERIODS = ("hour", "day", "week", "month", "quarter", "half-year", "year", "contract-year")


@attrs.frozen
class Amount:
    """An amount as written: its currency may be left to the head of the document.

    Attributes:
        number: The exact number.
        currency: The ISO 4217 code, or None where none was written.
        per: The periods it counts over, or None.
    """

    number: Decimal
    currency: str | None = None
    per: Cycle | None = None

    def money(self, currency: str | None = None) -> Money:
        """Return the amount as money; `currency` is taken where none was written.

        Raises:
            QuantityError: There is no currency in either place.
        """
        code = self.currency or currency
        if code is None:
            raise QuantityError(f"'{self.number}' has no currency", "write its code in front, such as EUR, or give the document one")
        return Money(self.number, code)


@attrs.frozen
class Price:
    """What so many units cost, for each period.

    Attributes:
        amount: The price.
        per_units: For how many units.
        unit: The unit as written, such as ``seat``; None where the price is no unit's.
        per: ``hour``, ``day``, ``week``, ``month``, ``quarter``, ``half-year``, ``year``, ``contract-year``; None where
            no period was written.
    """

    amount: Amount
    per_units: int = 1
    unit: str | None = None
    per: str | None = None


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


@attrs.frozen
class Limit:
    """A most or a least: a share, a percentage or an amount; all None where the parties agreed that there is none."""

    share: Share | None = None
    percent: Percent | None = None
    amount: Amount | None = None


@attrs.frozen
class Rate:
    """A percentage for each period, such as ``8 % per year``."""

    percent: Percent
    per: str


def _currency(code: str | None, text: str) -> str | None:
    if code is not None and code not in MINOR_UNITS:
        raise QuantityError(f"'{code}' in '{text}' is not a currency", nearest(code, ("EUR", *sorted(MINOR_UNITS))) if len(
            code) == 3 and _close(code) else "currencies have their ISO 4217 code, such as EUR, USD, NOK")
    return code


def _close(code: str) -> bool:
    return nearest(code, MINOR_UNITS).startswith("did")


def _cycle(text: str | None) -> Cycle | None:
    return None if text is None else CYCLE.parse(text)


def _signed(sign: str | None, inner: str | None, number: str, text: str) -> Decimal:
    if sign and inner:
        raise QuantityError(f"'{text}' is not an amount", "one minus sign is enough")
    value = decimal_of(number)
    return -value if sign or inner else value


def _amount(match: re.Match[str]) -> Amount:
    value = decimal_of(match[3])
    return Amount(-value if match[1] else value, _currency(match[2], match[0]), _cycle(match[4]))


def _price(match: re.Match[str]) -> Price:
    currency = _currency(match[1], match[0])
    amount = Amount(decimal_of(match[2]), currency)
    units, word, period = match[3], match[4], match[5]
    count = int(decimal_of(units)) if units else 1
    if count == 0:
        raise QuantityError(f"'{match[0]}' is not a price", "a price is for at least one unit")
    if word in ("once", "term"):
        raise QuantityError(f"'{match[0]}' is not a price", f"what is paid once is a fee: kind: fee, per: {word}")
    if word in _PRICE_PERIODS and word != "hour" and period is None:
        if units:
            raise QuantityError(f"'{match[0]}' is not a price", f"a price is for one period: write 'per {word}'")
        return Price(amount, 1, None, word)
    if word in PERIODS:
        raise QuantityError(f"'{match[0]}' is not a price", f"'{word}' is a period, and a unit is missing before it: 'per seat per {word}'")
    return Price(amount, count, word, period)


def _share(match: re.Match[str]) -> Share:
    return Share(Percent(decimal_of(match[1])), match[2], _cycle(match[3]))


def _rate(match: re.Match[str]) -> Rate:
    return Rate(Percent(decimal_of(match[1])), match[2])


def _share_hint(text: str) -> str | None:
    match = re.fullmatch(r"(.*?%?) (?:of|van|von|av) (?:the )?([^\W\d]+(?:[ -][^\W\d]+){0,2})", text)
    if match is None:
        return None
    word = re.sub(r"[^a-z0-9]+", "-", match[2].lower()).strip("-")
    inner = percent_hint(match[1])
    number = re.search(r"-?[0-9.]+ %", inner) if inner else None
    return f"write '{number[0] if number else match[1]} of {word}'"


def _price_hint(text: str) -> str | None:
    return money_hint(text) or _per_hint(text)


def _per_hint(text: str) -> str | None:
    right = re.sub(r"\s*/\s*", " per ", text)
    right = re.sub(r" (?:a|an|each|every|pro|je) ", " per ", right)
    right = re.sub(r" (monthly|maandelijks)$", " per month", right)
    right = re.sub(r" (yearly|annually|jaarlijks|per annum|p\.a\.)$", " per year", right)
    return f"write '{right}'" if right != text and PRICE.matches(right) else None


def _limit_hint(text: str) -> str | None:
    return _share_hint(text) or money_hint(text) or (percent_hint(text) if "%" in text else None)


def _rate_hint(text: str) -> str | None:
    if PERCENT.matches(text):
        return f"say for which period: '{text} per year'"
    match = re.fullmatch(r"(.*?) ?(?:p\.a\.|pa|per annum|a year|yearly|annually|per jaar)", text)
    return f"write '{match[1]} per year'" if match else percent_hint(text)


AMOUNT: Notation[Amount] = Notation(
    what="an amount",
    pattern=rf"^(-)?{_CODE}({NUMBER_TEXT})(?: per ({_CYCLES}))?$",
    examples=("EUR 250 000", "EUR 1.50", "EUR 250 000 per year"),
    read=_amount,
    hint=money_hint,
)
PRICE: Notation[Price] = Notation(
    what="a price",
    pattern=rf"^{_CODE}({NUMBER_TEXT})(?: per (?:([0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]{{1,9}}) )?({WORD_TEXT})"
    rf"(?: per ({'|'.join(_PRICE_PERIODS)}))?)?$",
    examples=("EUR 31.50 per seat per month", "EUR 85 000 per quarter", "EUR 12.00 per 100 mailboxes per month"),
    read=_price,
    hint=_price_hint,
)
SHARE: Notation[Share] = Notation(
    what="a share of an amount",
    pattern=rf"^({NUMBER_TEXT}) ?% of ({WORD_TEXT})(?: per ({_CYCLES}))?$",
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


def _inner(pattern: str) -> str:
    return pattern.removeprefix("^").removesuffix("$")


PRICE_OR_SHARE: Notation[Price | Share | None] = Notation(
    what="a price or a share of one",
    pattern=rf"^(?:none|{_inner(SHARE.pattern)}|{_inner(PRICE.pattern)})$",
    examples=("EUR 29.00 per seat", "85 % of price"),
    read=_price_or_share,
    hint=lambda text: _share_hint(text) or _price_hint(text),
)
LIMIT: Notation[Limit] = Notation(
    what="an amount or a share, with its period",
    pattern=rf"^(?:none|{_inner(SHARE.pattern)}|{_inner(PERCENT.pattern)}|{_inner(AMOUNT.pattern)})$",
    examples=("EUR 250 000 per year", "10 % of yearly-fees"),
    read=_limit,
    hint=_limit_hint,
)


def parse_amount(text: str) -> Amount:
    """Return the amount that `text` writes, with or without currency and periods: ``EUR 250 000 per year``.

    Raises:
        QuantityError: The text is no amount.
    """
    return AMOUNT.parse(text)


def parse_money(text: str, currency: str | None = None) -> Money:
    """Return the money that `text` writes.

    Args:
        text: The currency's ISO 4217 code in front, then the number: ``EUR 250 000.00``.
        currency: The code that holds where the text has none.

    Returns:
        The exact amount.

    Raises:
        QuantityError: The text is no amount of money, or there is no currency in either place.

    Example:
        >>> str(parse_money("EUR 250 000"))
        'EUR 250 000.00'
    """
    amount = AMOUNT.parse(text)
    if amount.per is not None:
        raise QuantityError(f"'{text}' is not an amount", f"leave 'per {amount.per}' out: here it is a sum")
    return amount.money(currency)


def parse_price(text: str) -> Price:
    """Return the price that `text` writes: ``EUR 12.00 per 100 mailboxes per month``.

    A single ``per`` names the unit, or the period where it is a word for one (``EUR 85 000 per quarter``).

    Raises:
        QuantityError: The text is no price.

    Example:
        >>> parse_price("EUR 31.50 per seat per month").unit
        'seat'
    """
    return PRICE.parse(text)


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
