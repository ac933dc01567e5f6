"""Quotes for work outside the agreement."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import Name, Ref, SpanText, WithinText
from contractkit.documents.references import CalendarRef, Names, RoleRef
from contractkit.documents.scalars import OneOrMany

__all__ = ["Quote"]

PriceSource = Annotated[Ref, Names(("rate", "service", "item"))]


class Quote(Clause):
    """How work outside the agreement is offered and accepted.

    Attributes:
        when: For which requests; left out, for all that are out of scope.
        within: How soon a quote is there.
        priced_from: The rates, services and catalogue entries whose prices it takes.
        valid_for: How long it can be accepted; left out, until it is withdrawn.
        accepted_by: The roles of which one has to accept it.
        how: How it is accepted, such as ``in-writing``.
        silence: What no answer means.
    """

    kind: Literal["quote"]
    name: Name | None = None
    when: Condition | None = None
    within: WithinText | None = None
    calendar: CalendarRef | None = None
    priced_from: OneOrMany[PriceSource] = ()
    valid_for: SpanText | None = None
    accepted_by: OneOrMany[RoleRef] = ()
    how: Name | None = None
    silence: Annotated[str | None, Settles("silence")] = None
