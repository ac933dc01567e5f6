"""Insurance that a party has to have."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import DateText, LimitText, Name
from contractkit.documents.scalars import Word

__all__ = ["Insurance"]


class Insurance(Clause):
    """Which insurance a party has to have.

    Attributes:
        cover: What is insured.
        minimum: The least that has to be insured.
        who: Who has to have it; the provider where nothing is written.
        certificate_until: The last date that the certificate covers.
    """

    computes = False
    kind: Literal["insurance"]
    cover: Name
    minimum: LimitText
    who: Annotated[str, Word("provider", "customer", "both")] | None = None
    certificate_until: DateText | None = None
