"""What work outside the agreement is worth, told: a dash where nothing is known, at least so much where a part is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from contractkit.delivery import Delivery
from contractkit.delivery.favours import FavourLine
from contractkit.delivery.lines import ServiceLine
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.result import NoPaper
from contractkit.quantities.money import Money
from contractkit.statements.wording import Language

__all__ = [
    "line_worth",
    "repeat_amount",
    "repeat_worth",
    "sum_of_favours",
    "sum_worth",
    "told_worth",
    "total_worth",
    "unpriced_too",
]

_NOT_KNOWN = "–"


def told_worth(worth: Money, unpriced: int, speaks: Language, shown: Callable[[Money], str] | None = None) -> str:
    """Return a worth: a dash where nothing of it is known, and ``at least`` where a part is not priced.

    Args:
        worth: What is known of it.
        unpriced: How much is not priced, in whatever is counted.
        speaks: The language.
        shown: How an amount is written; left out, with its currency.
    """
    if unpriced and not worth.amount:
        return _NOT_KNOWN
    said = (shown or speaks.money)(worth)
    return speaks.say("delivery.at-least", worth=said) if unpriced else said


def _lacking(line: ServiceLine) -> int:
    """Return of how much of a line nobody knows the worth: its items, and a volume above the band without a price."""
    beyond = line.state == "above" and line.charged is None and bool(line.missing)
    return line.unpriced + beyond


def line_worth(line: ServiceLine, speaks: Language) -> str:
    """Return what was delivered of a service and is not charged, without the currency."""
    return told_worth(line.worth, _lacking(line), speaks, speaks.amount)


def _of_all(delivery: Delivery) -> int:
    return sum(_lacking(line) for line in delivery.services)


def total_worth(delivery: Delivery, speaks: Language) -> str:
    """Return what all services are worth that nobody is charged for, without the currency."""
    return told_worth(delivery.worth, _of_all(delivery), speaks, speaks.amount)


def sum_worth(delivery: Delivery, speaks: Language) -> str:
    """Return what all services are worth that nobody is charged for, with the currency."""
    return told_worth(delivery.worth, _of_all(delivery), speaks)


def repeat_worth(one: Repeat | NoPaper, speaks: Language) -> str:
    """Return what is worth that became standard, or was done without a paper."""
    assert one.worth is not None
    return told_worth(one.worth, one.unpriced, speaks)


def repeat_amount(one: Repeat, speaks: Language) -> str:
    """Return what is worth that became standard, without the currency."""
    return told_worth(one.worth, one.unpriced, speaks, speaks.amount)


def sum_of_favours(favours: Sequence[FavourLine], currency: str, speaks: Language) -> tuple[str, int]:
    """Return what favours are worth together, and how many are not priced."""
    known = [one.worth.amount.amount for one in favours if one.worth.amount is not None]
    unpriced = len(favours) - len(known)
    return told_worth(Money(sum(known, Decimal("0.00")), currency), unpriced, speaks), unpriced


def unpriced_too(many: int, speaks: Language) -> str:
    """Return how many are not priced, to follow a worth; nothing where all are."""
    return f"; {speaks.say('delivery.unpriced', n=many)}" if many else ""
