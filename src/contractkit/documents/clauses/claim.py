"""How a credit has to be claimed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import Name, Ref, SpanText
from contractkit.documents.references import Names
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Claim"]


class Claim(Clause):
    """How the credits of some effects, or of all, have to be claimed.

    Attributes:
        for_: The effects, or the targets that pay; ``all`` for every credit of the agreement.
        within: How long the customer has.
        counted_from: From when that runs.
        through: The channels through which a claim comes.
        needs: What a claim has to say.
        late: What becomes of a claim that comes too late.
        paid: How the credit is given.
        paid_within: How long the provider has to give it.
    """

    kind: Literal["claim"]
    for_: Annotated[OneOrMany[Ref], Names(("effect", "target", "clause"), ("all",))] = Field(alias="for")
    within: SpanText
    counted_from: Annotated[str, Word("period-end", "incident", "invoice")] | None = None
    through: OneOrMany[Name] = ()
    needs: OneOrMany[Name] = ()
    late: Annotated[str, Word("lost", "considered")] | None = None
    paid: Annotated[str, Word("next-invoice", "same-service-only", "paid-out")] | None = None
    paid_within: SpanText | None = None
