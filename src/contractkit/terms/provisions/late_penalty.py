"""What every day or step of lateness costs."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.quantities.money import Money
from contractkit.quantities.spans import Span
from contractkit.terms.amounts import ORDER_VALUE, Limit, LimitOf, PerPeriod, Share
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import Effect, Pays
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["LatePenalty"]


@attrs.frozen
class LatePenalty(Effect):
    """So much for each step of lateness: (days late / step) x credit, both rounded as the clause says.

    Attributes:
        agreed: When it had to be delivered: a column of the item, or the moment a condition begins to hold.
        delivered: When it was.
        step: How long a step is.
        per_step: What a step costs.
        part_days: Whether a part of a day counts for nothing or as a full day.
        part_steps: Whether a part of a step costs a part of it, nothing, or a whole one.
        termination_after: How late it may be before the other party may terminate; None: no such right.
        applies: For which items it holds.
        counts: Whether a delivery counts in the period in which it came, or in each period the steps it had in it.
        value: The number field that says what each order is worth; None: `order-value` is told.
    """

    agreed: AtField | WhenState | None
    delivered: AtField | WhenState | None
    step: Span
    per_step: Pays
    part_days: Literal["ignored", "full-day"] = "ignored"
    part_steps: Literal["pro-rata", "ignored", "full-step"] = "pro-rata"
    termination_after: Span | None = None
    applies: Condition = EVERYTHING
    counts: Literal["when-delivered", "as-it-runs"] = "when-delivered"
    value: str | None = None

    @property
    def shares_of_orders(self) -> bool:
        """Return whether a step, or the cap of each delivery, is a share of the value of its order."""
        word = self.per_step.of if isinstance(self.per_step, Share) else self.of
        per_step = word == ORDER_VALUE and not isinstance(self.per_step, Money)
        cap = self.modifiers.cap if self.modifiers.cap_bounds == "each-delivery" else None
        return per_step or (isinstance(cap, Share) and cap.of == ORDER_VALUE)

    @property
    def bounds_sum_by_order(self) -> bool:
        """Return whether all orders of a period are bounded by the value of one, while each has a value of its own."""
        rules = self.modifiers
        return self.value is not None and rules.cap_bounds != "each-delivery" and _is_of_order(rules.cap)


def _is_of_order(limit: Limit) -> bool:
    """Return whether a limit, or a part of it, is a share of the value of an order."""
    if isinstance(limit, LimitOf):
        return any(_is_of_order(part) for part in limit.parts)
    if isinstance(limit, PerPeriod):
        return _is_of_order(limit.amount)
    return isinstance(limit, Share) and limit.of == ORDER_VALUE
