"""What work outside the agreement is worth, told: that it is not known, or at least so much where a part is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contractkit.delivery import Delivery
from contractkit.delivery.favours import FavourLine
from contractkit.delivery.lines import ServiceLine
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.worth import together, why_unpriced
from contractkit.quantities.money import Money
from contractkit.statements.wording import Language

__all__ = [
    "line_worth",
    "repeat_amount",
    "repeat_phrase",
    "sum_of_favours",
    "sum_worth",
    "told_worth",
    "total_worth",
    "unpriced_too",
    "worth_phrase",
]


def told_worth(
    worth: Money | None, why: Sequence[str], speaks: Language, shown: Callable[[Money], str] | None = None
) -> str:
    """Return a worth: that it is not known where nothing of it is, and ``at least`` where a part is not priced.

    Args:
        worth: What is known of it; None where nothing is.
        why: Why a part of it is not known; empty where all is.
        speaks: The language.
        shown: How an amount is written; left out, with its currency.
    """
    if worth is None:
        return speaks.say("delivery.not-known")
    said = (shown or speaks.money)(worth)
    return speaks.say("delivery.at-least", worth=said) if why else said


def worth_phrase(worth: Money | None, why: Sequence[str], speaks: Language) -> str:
    """Return a worth to follow what it is of: ``worth EUR 60.00``, or that nobody knows it.

    Args:
        worth: What is known of it; None where nothing is.
        why: Why a part of it is not known; empty where all is.
        speaks: The language.
    """
    if worth is None:
        return speaks.say("delivery.worth.unknown")
    return speaks.say("delivery.worth.of", worth=told_worth(worth, why, speaks))


def line_worth(line: ServiceLine, speaks: Language) -> str:
    """Return what was delivered of a service and is not charged, without the currency."""
    return told_worth(line.worth, line.why_unpriced, speaks, speaks.amount)


def total_worth(delivery: Delivery, speaks: Language) -> str:
    """Return what all services are worth that nobody is charged for, without the currency."""
    return told_worth(delivery.worth, delivery.why_unpriced, speaks, speaks.amount)


def sum_worth(delivery: Delivery, speaks: Language) -> str:
    """Return what all services are worth that nobody is charged for, with the currency."""
    return told_worth(delivery.worth, delivery.why_unpriced, speaks)


def repeat_phrase(one: Repeat, speaks: Language) -> str:
    """Return what is worth that became standard, as `worth_phrase` says it."""
    return worth_phrase(one.worth, one.why_unpriced, speaks)


def repeat_amount(one: Repeat, speaks: Language) -> str:
    """Return what is worth that became standard, without the currency."""
    return told_worth(one.worth, one.why_unpriced, speaks, speaks.amount)


def sum_of_favours(favours: Sequence[FavourLine], currency: str, speaks: Language) -> tuple[str, int]:
    """Return what favours are worth together, as `worth_phrase` says it, and how many are not priced."""
    worths = [one.worth for one in favours]
    unpriced = sum(one.amount is None for one in worths)
    return worth_phrase(together(worths, currency), why_unpriced(worths), speaks), unpriced


def unpriced_too(many: int, speaks: Language) -> str:
    """Return how many are not priced, to follow a worth; nothing where all are."""
    return f"; {speaks.say('delivery.unpriced', n=many)}" if many else ""
