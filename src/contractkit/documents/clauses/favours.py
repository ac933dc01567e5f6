"""Favours: small things done outside the agreement, for nothing."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.fields import Name, NoticeText, QuotaText, Ref
from contractkit.documents.references import CalendarRef, Names
from contractkit.documents.scalars import Word

__all__ = ["Favours"]


class Favours(Clause):
    """How much is done outside the agreement for nothing, what it is worth, and when it is told.

    Attributes:
        when: Which items may be done as a favour; left out, all that are not in scope.
        at_most: How much in each period; left out, as much as the provider likes.
        valued_at: The rate or service at whose price a statement shows what they were worth.
        told_within: How soon the customer is told.
        calendar: On which calendar business days and working time of that span count.
        above: What becomes of what goes beyond it.
    """

    kind: Literal["favours"]
    name: Name | None = None
    when: Condition | None = None
    at_most: QuotaText | None = None
    valued_at: Annotated[Ref, Names(("rate", "service", "item"))] | None = None
    told_within: NoticeText | None = None
    calendar: CalendarRef | None = None
    above: Annotated[str, Word("quote", "refuse", "ask")] | None = None
