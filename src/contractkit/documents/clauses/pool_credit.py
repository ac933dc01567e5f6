"""A pool at risk, of which every failure takes its agreed part."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.effects import MoneyEffect, SumText
from contractkit.documents.faults import fault
from contractkit.documents.fields import Name, PercentText, Ref
from contractkit.documents.references import Names
from contractkit.documents.scalars import Many, Part
from contractkit.quantities.notation.payments import Payment

__all__ = ["Allocation", "PoolCredit"]


class Allocation(Part):
    """The part of the amount at risk that one failure takes: a share of a pool.

    Attributes:
        for_: Whose failure it is.
        pool: How much of the amount at risk lies in the pool.
        allocation: How much of the pool the failure takes.
        name: The name of the pool.
    """

    for_: Annotated[Ref, Names(("target", "metric"))] = Field(alias="for")
    pool: PercentText
    allocation: PercentText
    name: Name | None = None


class PoolCredit(MoneyEffect):
    """An amount at risk, shared over what can fail; together never more than the amount at risk."""

    kind: Literal["pool-credit"]
    at_risk: SumText
    allocations: Many[Allocation]

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return what is at risk."""
        return (self.at_risk.value,)

    @model_validator(mode="after")
    def _some(self) -> PoolCredit:
        if not self.allocations:
            hint = "for example {for: uptime, pool: 100 %, allocation: 20 %}"
            raise fault("missing-field", "nothing is allocated", hint, ("allocations",))
        return self
