"""What is not charged."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.fields import Name, Ref
from contractkit.documents.references import Names
from contractkit.documents.scalars import OneOrMany

__all__ = ["NoCharge"]


class NoCharge(Clause):
    """What is not charged, although it is delivered: it is paid for already.

    Attributes:
        what: What is left out of invoices: hours, travel, parts.
        spent_on: The targets, services or catalogue entries whose work it is.
        when: The work that it is about.
    """

    kind: Literal["no-charge"]
    what: OneOrMany[Name]
    spent_on: Annotated[OneOrMany[Ref], Names(("target", "service", "item"))] = ()
    when: Condition | None = None
