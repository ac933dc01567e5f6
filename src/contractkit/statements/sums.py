"""Amounts of a settlement, told: an amount that nobody knows is not known, and never nought."""

from __future__ import annotations

from collections.abc import Callable

from contractkit.quantities.money import Money
from contractkit.settlement import Settlement
from contractkit.settlement.lines import Line
from contractkit.statements.wording import Language

__all__ = ["amount_told", "charges_told", "total_told"]


def amount_told(line: Line, speaks: Language) -> str:
    """Return the amount of a line without its currency; of one that cannot be known yet, that it is not known.

    Args:
        line: The line.
        speaks: The language.
    """
    return speaks.say("money.not-known") if _is_unknown(line) else speaks.amount(line.amount)


def total_told(settlement: Settlement, speaks: Language, shown: Callable[[Money], str] | None = None) -> str:
    """Return the total of a settlement; where charges are not known, that it is the total of what is known.

    Args:
        settlement: The settlement.
        speaks: The language.
        shown: How an amount is written; left out, with its currency.
    """
    return _of_known(settlement, settlement.total, speaks, shown or speaks.money)


def charges_told(settlement: Settlement, speaks: Language) -> str:
    """Return what is charged before effects, as `total_told` does with the total."""
    return _of_known(settlement, settlement.charges, speaks, speaks.money)


def _of_known(settlement: Settlement, amount: Money, speaks: Language, shown: Callable[[Money], str]) -> str:
    charges = [line for line in settlement.lines if line.kind == "charge"]
    unknown = [line for line in charges if _is_unknown(line)]
    if not unknown:
        return shown(amount)
    if len(unknown) == len(charges) and not amount.amount:
        return speaks.say("money.not-known")
    return speaks.say("money.of-known", amount=shown(amount))


def _is_unknown(line: Line) -> bool:
    return line.state == "undetermined" and not line.amount.amount
