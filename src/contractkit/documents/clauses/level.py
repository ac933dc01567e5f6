"""Service levels: named packages of targets, calendar and price."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.changes import Change
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import Name, PriceOrBaseText
from contractkit.documents.references import CalendarRef, Defines, LevelRef
from contractkit.documents.scalars import Many
from contractkit.documents.wordings import WordingText

__all__ = ["Level"]


class Level(Clause):
    """A service level: a named package of targets, calendar and price.

    Attributes:
        promise: What it promises, in words that the customer understands.
        calendar: The calendar that is meant where a target of this level names none.
        price: What it costs.
        based_on: The level that it takes its clauses from.
        changes: What differs from that level.
    """

    kind: Literal["level"]
    name: Annotated[Name, Defines("level")]
    promise: WordingText | None = None
    calendar: CalendarRef | None = None
    price: PriceOrBaseText | None = None
    based_on: LevelRef | None = None
    changes: Many[Change] = ()
