"""Shares of what the other party earns."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import MoneyEffect
from contractkit.documents.faults import fault
from contractkit.documents.fields import ShareText
from contractkit.documents.scalars import OneOrMany
from contractkit.quantities.notation.payments import Payment

__all__ = ["RevenueShare"]


class RevenueShare(MoneyEffect):
    """Percentages of amounts that come with the facts, added up."""

    kind: Literal["revenue-share"]
    shares: OneOrMany[ShareText]

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return all shares."""
        return tuple(Payment(share.value.percent, share.value.of) for share in self.shares)

    @model_validator(mode="after")
    def _some(self) -> RevenueShare:
        if not self.shares:
            raise fault("missing-field", "there are no shares", "for example shares: 4.5 % of net-sales", ("shares",))
        return self
