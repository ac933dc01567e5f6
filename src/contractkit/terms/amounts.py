"""How much, as it computes: a sum of money, or a share of an amount that the agreement knows."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Cycle

__all__ = ["ORDER_VALUE", "STANDARD_AMOUNTS", "AmountOf", "Limit", "LimitOf", "PerPeriod", "Share"]


@attrs.frozen
class Share:
    """A percentage of an amount that the agreement knows.

    Attributes:
        percent: The percentage.
        of: ``charges`` (everything charged in the period), ``monthly-fee`` (the same, of the calendar month in which
            the period ends), ``yearly-fees`` (of the full contract year), another standard amount, the name of a fee,
            or an amount that the head declares.
    """

    percent: Percent
    of: str


@attrs.frozen
class PerPeriod:
    """So much money or such a share for each period.

    Attributes:
        amount: How much.
        per: The periods it counts over, such as a contract year or rolling 12 months.
    """

    amount: Money | Share
    per: Cycle


@attrs.frozen
class LimitOf:
    """The lowest, or the highest, of several limits.

    Attributes:
        which: ``lowest`` or ``highest``.
        parts: The limits, in the order of the page.
    """

    which: Literal["lowest", "highest"]
    parts: tuple[Limit, ...]


AmountOf = Money | Share | PerPeriod
"""A sum of money, a share of an amount, or either for each period."""

Limit = Money | Share | PerPeriod | LimitOf | None
"""How much at most or at least; None where the parties agreed that there is none."""

ORDER_VALUE = "order-value"
"""The price of the order that an item is about: of each item its own."""

STANDARD_AMOUNTS = {
    "charges": "everything charged in the period",
    "monthly-fee": "everything charged in a calendar month",
    "quarterly-fees": "everything charged in three months",
    "half-yearly-fees": "everything charged in six months",
    "yearly-fees": "everything charged in a full contract year at agreed volumes",
    "remaining-fees": "everything still to be charged until the end of the term",
    "contract-price": "everything charged over the whole term",
    "affected-line": "what is charged for the service, or the part of it, that the figure is about",
    ORDER_VALUE: "the price of the order that an item is about",
    "price": "the price that the clause itself agrees",
}
"""The amounts that every agreement has, with what each means; fees have names of their own."""
