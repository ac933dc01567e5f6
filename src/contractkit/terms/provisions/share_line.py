"""Savings and overruns against a target cost, shared between the parties."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Money, Percent
from contractkit.terms.effects import Effect
from contractkit.terms.ladders import Stretch

__all__ = ["ShareLine", "ShareRange"]


@attrs.frozen
class ShareRange:
    """A stretch of the cost, in per cent of the target cost, and the provider's share of what lies in it."""

    stretch: Stretch
    share: Percent


@attrs.frozen
class ShareLine(Effect):
    """Savings and overruns against a target cost: fee = target fee + (target cost - cost) x share.

    The price is the lower of cost + fee and the ceiling. With ranges the share is that of each stretch of the cost.

    Attributes:
        target_cost: The cost that was expected.
        target_fee: The fee at that cost; None where only the share of the difference is paid.
        actual_cost: The amount that says what it cost.
        share: The provider's share; None where there are ranges.
        ranges: Its share by stretches of the cost.
        ceiling: The highest price, with the fee in it; None: there is none.
    """

    target_cost: Money
    target_fee: Money | None
    actual_cost: str
    share: Percent | None = None
    ranges: tuple[ShareRange, ...] = ()
    ceiling: Money | None = None
