"""Savings and overruns against a target cost, shared between the parties."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.effects import MoneyEffect
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import AmountText, PercentText, Ref
from contractkit.documents.references import Names
from contractkit.documents.scalars import Many, Part
from contractkit.quantities.notation.payments import Payment

__all__ = ["ShareLine", "ShareRange"]


class ShareRange(Part):
    """A stretch of the actual cost, in per cent of the target cost, and the provider's share of what lies in it."""

    from_: PercentText | None = Field(default=None, alias="from")
    above: PercentText | None = None
    below: PercentText | None = None
    through: PercentText | None = None
    share: PercentText


class ShareLine(MoneyEffect):
    """Savings and overruns against a target cost, shared between the parties.

    Attributes:
        target_cost: The cost that was expected.
        target_fee: The fee at that cost.
        actual_cost: The amount that says what it cost; left out, ``actual-cost``, which comes with the facts.
        provider_share: The provider's share of a saving or an overrun.
        ranges: Its share by stretches of the cost.
        ceiling: The highest price, with the fee in it.
    """

    kind: Literal["share-line"]
    target_cost: AmountText
    target_fee: AmountText | None = None
    actual_cost: Annotated[Ref | None, Names(("amount",))] = None
    provider_share: PercentText | None = None
    ranges: Many[ShareRange] = ()
    ceiling: Annotated[str | None, Settles("ceiling")] = None

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return a sum of money: it takes no percentage of an amount of the agreement."""
        return (Payment(amount=self.target_cost.value),)

    @model_validator(mode="after")
    def _one_way(self) -> ShareLine:
        if (self.provider_share is None) == (not self.ranges):
            says = "one share stands beside ranges" if self.ranges else "what is the provider's share?"
            code = "contradiction" if self.ranges else "missing-field"
            raise fault(code, says, "provider_share: 40 %, or ranges: [{below: 97.5 %, share: 0 %}, ...]")
        return self
