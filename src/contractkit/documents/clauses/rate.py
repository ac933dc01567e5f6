"""Prices of work that is ordered as it comes."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.prices import Surcharge
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.fields import Name, PriceText, WithinText
from contractkit.documents.references import Defines
from contractkit.documents.scalars import Many

__all__ = ["Rate"]


class Rate(Clause):
    """What an hour, a visit or another unit of work costs that no volume was agreed for.

    Attributes:
        price: The price of a unit.
        when: The work that it is the price of.
        at_least: The least that is charged each time.
        in_steps_of: Time is charged in steps of this; a step that was begun is charged.
        surcharges: What is added at other hours, or for other work.
    """

    kind: Literal["rate"]
    name: Annotated[Name, Defines("rate")]
    price: PriceText
    when: Condition | None = None
    at_least: WithinText | None = None
    in_steps_of: WithinText | None = None
    surcharges: Many[Surcharge] = ()
