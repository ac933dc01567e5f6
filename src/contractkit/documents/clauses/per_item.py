"""A sum for every item, by its verdict."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.effects import FigureEffect, PaysText
from contractkit.documents.conditions import Condition
from contractkit.documents.scalars import Word
from contractkit.quantities.notation.payments import Payment

__all__ = ["PerItem"]


class PerItem(FigureEffect):
    """A sum for every item that met its target, or for every one that did not.

    Attributes:
        verdict: Which items it is for.
        when: Which of those, where it is not for all.
        pays: What it pays for each: a bonus is positive, a malus negative.
    """

    kind: Literal["per-item"]
    verdict: Annotated[str, Word("met", "breached")]
    when: Condition | None = None
    pays: PaysText

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return what it pays for an item."""
        return (self.pays.value,)
