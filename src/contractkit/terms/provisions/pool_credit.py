"""A pool at risk, of which every failure takes its agreed part."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Percent
from contractkit.terms.effects import Effect, Pays

__all__ = ["Allocation", "PoolCredit"]


@attrs.frozen
class Allocation:
    """The part of the amount at risk that one failure takes.

    Attributes:
        figure: The name of the target or metric whose failure it is.
        pool: How much of the amount at risk lies in the pool.
        allocation: How much of the pool the failure takes.
        name: The name of the pool.
    """

    figure: str
    pool: Percent
    allocation: Percent
    name: str | None = None


@attrs.frozen
class PoolCredit(Effect):
    """An amount at risk R, shared over what can fail: min(sum of pool x allocation x R, R).

    Attributes:
        at_risk: How much is at risk.
        allocations: What each failure takes; together they may be more than everything.
    """

    at_risk: Pays
    allocations: tuple[Allocation, ...]
