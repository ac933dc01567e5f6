"""When a failure is not held against the provider."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import Name, NoticeText, Ref
from contractkit.documents.frequencies import AtMostText
from contractkit.documents.instants import CUSTOMARY
from contractkit.documents.references import CalendarRef, Defines, Names
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Relief"]

_SPARED = Names(("target", "metric", "service", "measure", "effect"), tuple(CUSTOMARY))


class Relief(Clause):
    """What is not held against the provider, and how far.

    Attributes:
        cause: Why something failed; with several, any of them.
        when: Only where this holds too.
        for_: The targets, metrics, services or late penalties that it is for; left out, all of them.
        takes_out: Whether the stretch of time that overlaps is taken out, or the item as a whole.
        relief_taken_from: Whether it is taken from the downtime only, or from the time measured as well; left out, as
            the metric says.
        announced: How long before it has to be announced; left out, it need not.
        told_within: How soon after it began the other party has to be told; left out, it need not be told.
        at_most: How much of it, or how often, in each period; more than that is held against the provider.
        evidence: Whether the provider has to show it.
        area: Whom it belongs to in the account that is given of time.
        calendar: The calendar on which business days and hours of notice are counted.
    """

    kind: Literal["relief"]
    name: Annotated[Name, Defines("relief")] | None = None
    cause: OneOrMany[Name]
    when: Condition | None = None
    for_: OneOrMany[Annotated[Ref, _SPARED]] = Field(default=(), alias="for")
    takes_out: Annotated[str | None, Settles("takes_out")] = None
    relief_taken_from: Annotated[str, Word("downtime", "downtime-and-base")] | None = None
    announced: NoticeText | None = None
    told_within: NoticeText | None = None
    calendar: CalendarRef | None = None
    at_most: AtMostText | None = None
    evidence: Annotated[str | None, Settles("evidence")] = None
    area: Annotated[str, Word("service", "solution", "data", "others")] | None = None
