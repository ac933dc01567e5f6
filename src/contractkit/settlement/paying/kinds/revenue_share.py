"""Percentages of amounts that come with the facts, added up."""

from __future__ import annotations

from fractions import Fraction

from contractkit.records.said import joined, said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.worth import Outcome, amount_of_worth, worth_of
from contractkit.terms.provisions.revenue_share import RevenueShare

__all__ = ["revenue_share"]


@computes(RevenueShare)
def revenue_share(scene: Scene) -> Computed:
    """Return the sum of the shares, exactly."""
    effect = scene.effect
    assert isinstance(effect, RevenueShare)
    parts = [(share, worth_of(scene, share)) for share in effect.shares]
    for share in effect.shares:
        amount_of_worth(scene, share)
    exact = sum((part.exact for _, part in parts), Fraction(0))
    working = joined(
        " + ", (said("{percent} × {base}", percent=share.percent, base=part.base) for share, part in parts)
    )
    about = "shares of " + joined(" and ", (said(share.of) for share, _ in parts))
    return came_to(scene, "due", [Outcome(exact, working=working)], about)
