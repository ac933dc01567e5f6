"""Amounts of money, and prices for units."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.currencies import MINOR_UNITS
from contractkit.quantities.money import Money
from contractkit.quantities.notation.figures import NOT_THOUSANDS, NUMBER_TEXT, WORD_TEXT, decimal_of, number_text
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.nearest import nearest_word
from contractkit.quantities.notation.repairs import money_hint
from contractkit.quantities.notation.words import CYCLE, PERIODS, Cycle

__all__ = [
    "AMOUNT",
    "CYCLES",
    "PRICE",
    "Amount",
    "Price",
    "cycle_of",
    "parse_amount",
    "parse_money",
    "parse_price",
    "price_hint",
]

_THREE_PLACES = "|".join(sorted(code for code, places in MINOR_UNITS.items() if places == 3))


_CODE = rf"(?:([A-Z]{{3}}) )?(?:(?<=(?:{_THREE_PLACES}) )|{NOT_THOUSANDS})"


CYCLES = rf"(?:{'|'.join(PERIODS)}|month from day [0-9]{{1,2}}|rolling [0-9]{{1,4}} (?:days|weeks|months))"


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

    def __str__(self) -> str:
        """Return the amount as a clause writes it."""
        return f"{_money_text(self)}{'' if self.per is None else f' per {self.per}'}"

    def money(self, currency: str | None = None) -> Money:
        """Return the amount as money; `currency` is taken where none was written.

        Raises:
            QuantityError: There is no currency in either place.
        """
        code = self.currency or currency
        if code is None:
            raise QuantityError(
                f"'{self.number}' has no currency", "write its code in front, such as EUR, or give the document one"
            )
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

    def __str__(self) -> str:
        """Return the price as a clause writes it."""
        units = "" if self.per_units == 1 else f"{number_text(Decimal(self.per_units))} "
        unit = "" if self.unit is None else f" per {units}{self.unit}"
        return f"{_money_text(self.amount)}{unit}{'' if self.per is None else f' per {self.per}'}"


def _money_text(amount: Amount) -> str:
    """Return currency and number; three decimals stand where the currency has three, and are no thousands."""
    sign, number = ("-", -amount.number) if amount.number < 0 else ("", amount.number)
    text = number_text(number)
    if MINOR_UNITS.get(amount.currency or "") == 3 and text == f"{number:,f}".replace(",", " ") + "0":
        text = text.removesuffix("0")
    return f"{sign}{'' if amount.currency is None else f'{amount.currency} '}{text}"


def _currency(code: str | None, text: str) -> str | None:
    if code is not None and code not in MINOR_UNITS:
        near = nearest_word(code, MINOR_UNITS)
        hint = f"did you mean '{near}'?" if near else "currencies have their ISO 4217 code, such as EUR, USD, NOK"
        raise QuantityError(f"'{code}' in '{text}' is not a currency", hint)
    return code


def cycle_of(text: str | None) -> Cycle | None:
    """Return the periods that `text` names; None for None."""
    return None if text is None else CYCLE.parse(text)


def _signed(sign: str | None, inner: str | None, number: str, text: str) -> Decimal:
    if sign and inner:
        raise QuantityError(f"'{text}' is not an amount", "one minus sign is enough")
    value = decimal_of(number)
    return -value if sign or inner else value


def _amount(match: re.Match[str]) -> Amount:
    value = decimal_of(match[3])
    return Amount(-value if match[1] else value, _currency(match[2], match[0]), cycle_of(match[4]))


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
    if word and word not in PERIODS and word.removesuffix("s") in PERIODS:
        one = word.removesuffix("s")
        raise QuantityError(f"'{match[0]}' is not a price", f"a price is for one period: write 'per {one}'")
    if word in PERIODS:
        raise QuantityError(
            f"'{match[0]}' is not a price",
            f"'{word}' is a period, and a unit is missing before it: 'per seat per {word}'",
        )
    return Price(amount, count, word, period)


def price_hint(text: str) -> str | None:
    """Return what to write instead of a price in another form."""
    hint = money_hint(text) or _per_hint(text)
    below_zero = re.fullmatch(r"write '-(.*)'", hint or "")
    if below_zero and PRICE.matches(below_zero[1]):
        return f"a price has no sign: write '{below_zero[1]}', and what is given back as an effect that pays it"
    return hint


def _per_hint(text: str) -> str | None:
    right = re.sub(r"\s*/\s*", " per ", text)
    right = re.sub(r" (?:a|an|each|every|pro|je) ", " per ", right)
    right = re.sub(r" (monthly|maandelijks)$", " per month", right)
    right = re.sub(r" (yearly|annually|jaarlijks|per annum|p\.a\.)$", " per year", right)
    return f"write '{right}'" if right != text and PRICE.matches(right) else None


AMOUNT: Notation[Amount] = Notation(
    what="an amount",
    pattern=rf"^(-)?{_CODE}({NUMBER_TEXT})(?: per ({CYCLES}))?$",
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
    hint=price_hint,
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
