"""The credit by tiers: of all tiers that the figure is strictly on the wrong side of, the deepest one."""

from __future__ import annotations

from fractions import Fraction

from contractkit.records.said import said
from contractkit.settlement.ladders import deepest, number_of, shallowest
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes, tells_bounds
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.seeing import over_figure
from contractkit.settlement.paying.worth import NOTHING, Outcome, worth_of
from contractkit.terms.effects import Tier, TierCredit

__all__ = ["tier_bounds", "tier_credit"]


@tells_bounds(TierCredit)
def tier_bounds(effect: TierCredit) -> tuple[Fraction, ...]:
    """Return the bounds of the tiers, from low to high."""
    return tuple(sorted({number_of(tier.below) for tier in effect.tiers}))


@computes(TierCredit)
def tier_credit(scene: Scene) -> Computed:
    """Return the credit of the deepest tier that the figure is in."""
    effect = scene.effect
    assert isinstance(effect, TierCredit)

    def at(figure: Fraction) -> Outcome:
        tier = deepest(effect.tiers, figure)
        if tier is None:
            first = shallowest(effect.tiers)
            return _nothing(scene, first).at(said(f"not {first.side} {{start}}", start=first.below), "no tier")
        where = said(f"{tier.side} {{start}}", start=tier.below)
        return worth_of(scene, tier.credit).times(Fraction(-1)).at(where, said("tier {where}", where=where))

    return over_figure(scene, tier_bounds(effect), at, "credit", beyond="level")


def _nothing(scene: Scene, tier: Tier) -> Outcome:
    """Return no credit, in the unit of a tier."""
    found = worth_of(scene, tier.credit)
    return NOTHING if found.percent is None else found.times(Fraction(0))
