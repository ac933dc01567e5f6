"""What the customer may order, in words that it understands."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.prices import AnyPrice
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import Name, Prose, WithinText
from contractkit.documents.references import CalendarRef, Defines, LevelRef
from contractkit.documents.scalars import OneOrMany
from contractkit.documents.wordings import WordingText

__all__ = ["CatalogueItem"]


class CatalogueItem(Clause):
    """What the customer may order, in words that it understands.

    Attributes:
        promise: What it is, for who uses it.
        who_may_ask: Who may order it.
        includes: What belongs to it.
        excludes: What does not.
        unit: What is counted.
        price: What a unit costs, where the agreement says nothing else.
        order_through: Through which channels it is ordered.
        lead_time: From the order to the delivery, where the working agreements say nothing else.
        calendar: On which calendar that time runs.
        levels: The levels at which it is offered.
    """

    kind: Literal["catalogue-item"]
    name: Annotated[Name, Defines("item")]
    promise: WordingText
    who_may_ask: OneOrMany[Name] = ()
    includes: OneOrMany[Prose] = ()
    excludes: OneOrMany[Prose] = ()
    unit: Name | None = None
    price: AnyPrice | None = None
    order_through: OneOrMany[Name] = ()
    lead_time: WithinText | None = None
    calendar: CalendarRef | None = None
    levels: OneOrMany[LevelRef] = ()
