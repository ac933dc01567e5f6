"""What work costs that is ordered as it comes."""

from __future__ import annotations

import attrs

from contractkit.quantities.spans import Within
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.prices import LumpSum, PriceOf, Surcharge
from contractkit.terms.provisions.base import Provision

__all__ = ["Rate"]


@attrs.frozen
class Rate(Provision):
    """What an hour, a visit or another unit of work costs that no volume was agreed for.

    Attributes:
        name: What quotes and favours call it.
        price: The price of a unit.
        condition: The work that it is the price of.
        at_least: The least that is charged each time.
        in_steps_of: Time is charged in steps of this; a step that was begun is charged.
        surcharges: What is added at other hours, or for other work.
    """

    name: str
    price: PriceOf | LumpSum
    condition: Condition = EVERYTHING
    at_least: Within | None = None
    in_steps_of: Within | None = None
    surcharges: tuple[Surcharge, ...] = ()
