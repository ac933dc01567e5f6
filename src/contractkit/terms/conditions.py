"""Conditions as data: what must hold of an item for a clause to speak of it. No expressions, no code."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

import attrs

__all__ = ["EVERYTHING", "AllOf", "AnyOf", "Compares", "Condition", "Is", "Not", "all_of"]


@attrs.frozen
class Is:
    """A field has one of the values.

    Attributes:
        field: The item's field.
        values: The values of which one must stand there; yes-no fields hold ``yes`` and ``no``.
    """

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        """Return the condition in words."""
        return f"{self.field} is {' or '.join(self.values)}"


@attrs.frozen
class Compares:
    """A number field stands in a relation to a value.

    Attributes:
        field: The item's field.
        relation: ``at_least``, ``more_than``, ``at_most`` or ``less_than``.
        value: What it is compared with.
    """

    field: str
    relation: Literal["at_least", "more_than", "at_most", "less_than"]
    value: Decimal

    def __str__(self) -> str:
        """Return the condition in words."""
        return f"{self.field} is {self.relation.replace('_', ' ')} {self.value}"


@attrs.frozen
class AllOf:
    """All parts hold; without parts it always holds."""

    parts: tuple[Condition, ...] = ()

    def __str__(self) -> str:
        """Return the condition in words."""
        return " and ".join(f"({p})" if isinstance(p, AnyOf) else str(p) for p in self.parts) or "always"


@attrs.frozen
class AnyOf:
    """At least one part holds; without parts it never holds."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        """Return the condition in words."""
        return " or ".join(str(p) for p in self.parts) or "never"


@attrs.frozen
class Not:
    """The part does not hold; unknown stays unknown."""

    part: Condition

    def __str__(self) -> str:
        """Return the condition in words."""
        return f"not ({self.part})"


Condition = Is | Compares | AllOf | AnyOf | Not

EVERYTHING = AllOf()
"""The condition that every item meets."""


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return the condition that all of them hold: the only one by itself, `EVERYTHING` where there is none."""
    flat: list[Condition] = []
    for condition in conditions:
        flat.extend(condition.parts if isinstance(condition, AllOf) else (condition,))
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))
