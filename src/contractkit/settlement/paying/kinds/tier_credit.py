"""The credit by tiers: of all tiers that the figure is strictly on the wrong side of, the deepest one."""

from __future__ import annotations

from fractions import Fraction

from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.ladders import number_of
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
        passed = [tier for tier in effect.tiers if _passed(tier, figure)]
        if not passed:
            shallowest = min(effect.tiers, key=_depth)
            none = f"not {shallowest.side} {shallowest.below}"
            return _nothing(scene, effect).at(none, "no tier")
        deepest = max(passed, key=_depth)
        where = f"{deepest.side} {deepest.below}"
        return worth_of(scene, deepest.credit).times(Fraction(-1)).at(where, f"tier {where}")

    return over_figure(scene, tier_bounds(effect), at, "credit")


def _nothing(scene: Scene, effect: TierCredit) -> Outcome:
    """Return no credit, in the unit of the shallowest tier."""
    found = worth_of(scene, min(effect.tiers, key=_depth).credit)
    return NOTHING if found.percent is None else found.times(Fraction(0))


def _passed(tier: Tier, figure: Fraction) -> bool:
    bound = number_of(tier.below)
    return figure < bound if tier.side == "below" else figure > bound


def _depth(tier: Tier) -> Fraction:
    return -number_of(tier.below) if tier.side == "below" else number_of(tier.below)
