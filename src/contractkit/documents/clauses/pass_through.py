"""Money of another agreement that is passed on."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import PercentText, Ref
from contractkit.documents.scalars import Word

__all__ = ["PassThrough"]


class PassThrough(Clause):
    """What a supplier credits, passed on to customers.

    Attributes:
        of: The clause of the supplier's agreement whose credits they are, such as ``UC-TELCO/4.2``.
        share: How much of them.
        split: How they are divided where several customers share them.
        when_paid: Whether they are passed on when the supplier pays them, or when they arise.
    """

    kind: Literal["pass-through"]
    of: Ref
    share: PercentText
    split: Annotated[str, Word("by-affected-lines", "by-charges", "evenly")] | None = None
    when_paid: Annotated[str, Word("received", "credited")] | None = None
