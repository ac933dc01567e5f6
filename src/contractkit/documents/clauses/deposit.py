"""Money that lies as security."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import LimitText, Name, SpanText
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Deposit"]


class Deposit(Clause):
    """Money that lies as security.

    Attributes:
        amount: How much.
        given_by: Who gives it; the provider where nothing is written.
        pays_for: What is taken from it.
        topped_up_within: How soon it is made whole again.
        returned_within: How long after the end of the agreement what is left is given back.
    """

    computes = False
    kind: Literal["deposit"]
    amount: LimitText
    given_by: Annotated[str, Word("provider", "customer")] | None = None
    pays_for: OneOrMany[Name] = ()
    topped_up_within: SpanText | None = None
    returned_within: SpanText | None = None
