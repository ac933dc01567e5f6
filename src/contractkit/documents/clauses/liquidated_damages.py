"""Sums agreed beforehand for what goes wrong."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import MoneyEffect, SumText
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import fault
from contractkit.documents.fields import FieldName
from contractkit.documents.scalars import Many, Part
from contractkit.quantities.notation.payments import Payment

__all__ = ["DamageItem", "LiquidatedDamages"]


class DamageItem(Part):
    """What goes wrong, and what it costs.

    Attributes:
        when: What has to be the case.
        each: The number field that says how often; left out, once for each item.
        amount: A sum, or a percentage of the effect's amount.
    """

    when: Condition
    each: FieldName | None = None
    amount: SumText


class LiquidatedDamages(MoneyEffect):
    """Sums agreed beforehand, one for each thing that goes wrong; they add up."""

    kind: Literal["liquidated-damages"]
    items: Many[DamageItem]

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return all that it can pay."""
        return tuple(item.amount.value for item in self.items)

    @model_validator(mode="after")
    def _some(self) -> LiquidatedDamages:
        if not self.items:
            raise fault("missing-field", "there are no items", "for example - {when: {late: yes}, amount: EUR 200}")
        return self
