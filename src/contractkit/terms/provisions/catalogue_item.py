"""What the customer may order, in words that it understands."""

from __future__ import annotations

import attrs

from contractkit.terms.prices import Pricing
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["CatalogueItem"]


@attrs.frozen
class CatalogueItem(Provision):
    """What the customer may order.

    Attributes:
        name: Its name.
        promise: What it is, in words that the customer understands.
        who_may_ask: Who may order it; empty where nothing is said.
        includes: What belongs to it.
        excludes: What does not.
        unit: What is counted, or None.
        price: What it costs where the agreement says nothing else; None where nothing is said.
        channels: Through which channels it is ordered; empty where nothing is said.
        lead_time: From the order to the delivery; None where nothing is said.
        levels: The levels at which it is offered; empty where nothing is said.
    """

    name: str
    promise: str
    who_may_ask: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    unit: str | None = None
    price: Pricing | None = None
    channels: tuple[str, ...] = ()
    lead_time: Allowance | None = None
    levels: tuple[str, ...] = ()
