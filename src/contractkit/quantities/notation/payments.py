"""What a figure pays: a percentage, a sum of money, or a share of an amount; with a sign, or without one."""

from __future__ import annotations

import re

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.notation.amounts import AMOUNT, Amount
from contractkit.quantities.notation.figures import NOT_THOUSANDS, NUMBER_TEXT, WORD_TEXT, decimal_of, percent_text
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.repairs import money_hint, percent_hint, ratio_percent

__all__ = ["PAYS", "Payment"]


@attrs.frozen
class Payment:
    """What is paid for a figure: a percentage, perhaps of a named amount, or a sum of money.

    Attributes:
        percent: The percentage, with its sign; None for a sum of money.
        of: The amount that it is a percentage of; None for the effect's own.
        amount: The sum, with its sign; None for a percentage.
    """

    percent: Percent | None = None
    of: str | None = None
    amount: Amount | None = None

    def __str__(self) -> str:
        """Return it as a clause writes it."""
        if self.percent is None:
            return str(self.amount)
        return f"{percent_text(self.percent)}{'' if self.of is None else f' of {self.of}'}"


def _payment(match: re.Match[str]) -> Payment:
    text = match[0]
    if match[2] is not None:
        return Payment(Percent(decimal_of(f"{match[1] or ''}{match[2]}")), match[3])
    return Payment(amount=AMOUNT.parse(text))


def _hint(text: str) -> str | None:
    number = re.fullmatch(rf"(-?)({NUMBER_TEXT})", text)
    ratio = ratio_percent(number[2]) if number and number[2].startswith("0") else None
    if number and ratio is not None:
        whole = f"write '{number[1]}{ratio} %' if {number[2]} is a ratio, else '{text} %'"
        return f"the unit is missing: {whole}, or '{number[1]}EUR {number[2]}' for a sum of money"
    if number:
        return f"the unit is missing: write '{text} %', or '{number[1]}EUR {number[2]}' for a sum of money"
    inside = re.fullmatch(rf"([A-Z]{{3}}) ?-({NUMBER_TEXT})", text)
    if inside:
        return f"write '-{inside[1]} {inside[2]}'"
    return percent_hint(text) if "%" in text else money_hint(text)


PAYS: Notation[Payment] = Notation(
    what="a percentage or an amount",
    pattern=rf"^(?:(-)?({NUMBER_TEXT}) ?%(?: of ({WORD_TEXT}))?|-?[A-Z]{{3}} {NOT_THOUSANDS}{NUMBER_TEXT})$",
    examples=("-2 %", "EUR 500", "10 % of yearly-fees"),
    read=_payment,
    hint=_hint,
)
