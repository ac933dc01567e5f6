"""What a failure entitles to besides its credits: nothing, or no other money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.fields import Name, Ref
from contractkit.documents.references import Names
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["SoleRemedy"]


class SoleRemedy(Clause):
    """The credits are all that a failure entitles to.

    Attributes:
        for_: The targets or effects that it is for; ``all`` for every one.
        excludes: Whether only other money is excluded, or everything else, the right to terminate included.
        unless: Where this holds, nothing is excluded.
        not_for: Faults for which nothing is excluded, such as ``intent``.
    """

    computes = False
    kind: Literal["sole-remedy"]
    for_: Annotated[OneOrMany[Ref], Names(("target", "effect"), ("all",))] = Field(alias="for")
    excludes: Annotated[str, Word("other-money", "everything-else")]
    unless: Condition | None = None
    not_for: OneOrMany[Name] = ()
