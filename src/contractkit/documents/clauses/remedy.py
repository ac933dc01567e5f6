"""What a party may ask for where figures stay bad, beside money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.fields import Ref, SpanText
from contractkit.documents.references import CalendarRef, Names
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Remedy"]

GRANTS = (
    "rectification-plan",
    "step-in",
    "report",
    "review-meeting",
    "audit",
    "re-performance",
    "withholding",
    "damages",
)


class Remedy(Clause):
    """What a party may ask for where figures stay bad; the right to terminate is a clause of kind `termination`.

    Attributes:
        who: Who may ask for it.
        grants: What it may ask for.
        for_: Whose figures they are.
        when: When it may.
        within: How long the other party then has.
        notice: How long before it has to say so.
        use_within: How long the right lasts.
        calendar: On which calendar business days of these spans count.
    """

    computes = False
    kind: Literal["remedy"]
    who: Annotated[str, Word("customer", "provider", "both")] | None = None
    grants: OneOrMany[Annotated[str, Word(*GRANTS)]]
    for_: Annotated[OneOrMany[Ref], Names(("target", "metric", "effect"), ("all",))] = Field(default=(), alias="for")
    when: Condition
    within: SpanText | None = None
    notice: SpanText | None = None
    use_within: SpanText | None = None
    calendar: CalendarRef | None = None
