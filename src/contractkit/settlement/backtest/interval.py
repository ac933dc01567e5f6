"""Between which amounts drawn histories lie, and what they leave as it happened."""

from __future__ import annotations

from typing import Any

import attrs

from contractkit.quantities.money import Money

__all__ = ["Interval"]


@attrs.frozen
class Interval:
    """Between which amounts the effects of all periods together lie in most histories that could as well have happened.

    Worked out with floats, by drawing items anew; the amounts are rounded to a minor unit and are no settlement.

    Attributes:
        low: In half of what `level` leaves over the effects come to less.
        high: In half of what `level` leaves over they come to more.
        mean: The mean over all drawn histories.
        level: The share of histories between `low` and `high`, such as 0.95.
        resamples: How many histories were drawn.
        seed: What the drawing began with: the same seed gives the same interval.
        held: The effects that no item decides, such as those of told figures: in every history they stay as they
            happened.
        conditions: The effects, or settlement clauses, whose condition counts credits, points or bands, or asks what
            was told: in every history it holds, or does not, as it happened.
    """

    low: Money
    high: Money
    mean: Money
    level: float
    resamples: int
    seed: int
    held: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the interval as plain data."""
        amounts = {"low": self.low, "high": self.high, "mean": self.mean}
        told = {name: str(amount.amount) for name, amount in amounts.items()}
        return {
            **told,
            "level": self.level,
            "resamples": self.resamples,
            "seed": self.seed,
            "held": list(self.held),
            "conditions": list(self.conditions),
        }
