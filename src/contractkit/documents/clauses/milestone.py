"""A sum for something that was done once, and in time."""

from __future__ import annotations

from typing import Literal

from contractkit.documents.clauses.effects import MoneyEffect, SumText
from contractkit.documents.conditions import Condition
from contractkit.quantities.notation.payments import Payment

__all__ = ["Milestone"]


class Milestone(MoneyEffect):
    """A sum that is due when something was done; what is due for every item is `per-item`."""

    kind: Literal["milestone"]
    when: Condition
    amount: SumText

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return what it pays."""
        return (self.amount.value,)
