"""The award fee: a pool that a judged score earns."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.bases import Base
from contractkit.charging.exact import exact_text, percent_text
from contractkit.settlement.ladders import ends_of, lies_in
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes, tells_bounds
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.seeing import over_figure
from contractkit.settlement.paying.worth import Outcome, amount_of_worth
from contractkit.terms.provisions.award_fee import AwardFee, Rating

__all__ = ["award_bounds", "award_fee"]


@tells_bounds(AwardFee)
def award_bounds(effect: AwardFee) -> tuple[Fraction, ...]:
    """Return the scores at which what is earned changes its course."""
    ends = {end for rating in effect.ratings for end in ends_of(rating.stretch)}
    ends |= set() if effect.minimum is None else {Fraction(effect.minimum)}
    return tuple(sorted(ends))


@computes(AwardFee)
def award_fee(scene: Scene) -> Computed:
    """Return pool × score, or pool × what the rating earns; nothing below the minimum."""
    effect = scene.effect
    assert isinstance(effect, AwardFee)
    pool = amount_of_worth(scene, effect.pool)
    base = Base("pool", pool, scene.agreement.currency, str(effect.pool), (effect.clause,))

    def at(score: Fraction) -> Outcome:
        value = score if effect.precision is None else Fraction(effect.precision.apply(score))
        rating = next((one for one in effect.ratings if lies_in(one.stretch, value)), None)
        percent, working = _earned(effect, value, rating)
        place = "" if rating is None else rating.name
        return Outcome(base.exact * percent / 100, percent, base, place, working)

    looks_at = "compared" if effect.precision is None else "measured"
    seen = scene if scene.figure is not None else attrs.evolve(scene, figure=_told(scene, effect))
    bounds = _near(effect)
    return over_figure(seen, bounds, at, "due", looks_at)  # type: ignore[arg-type]


def _earned(effect: AwardFee, score: Fraction, rating: Rating | None) -> tuple[Fraction, str]:
    if effect.minimum is not None and score < effect.minimum:
        return Fraction(0), f"{exact_text(score)} is less than {effect.minimum}"
    if effect.earns == "score-share":
        return score, f"the score of {exact_text(score)}"
    if rating is None or rating.earns is None:
        return Fraction(0), "no rating that earns"
    return Fraction(rating.earns.value), f"{rating.name} earns {percent_text(Fraction(rating.earns.value))}"


def _near(effect: AwardFee) -> tuple[Fraction, ...]:
    ends = set(award_bounds(effect))
    if effect.precision is not None:
        unit = Fraction(effect.precision.to)
        ends = {near for end in ends for near in (end - unit, end - unit / 2, end, end + unit / 2, end + unit)}
    return tuple(sorted(ends))


def _told(scene: Scene, effect: AwardFee):  # type: ignore[no-untyped-def]
    """Return the score that comes with the facts, under the name of the clause."""
    if scene.book is not None and effect.score is not None:
        return scene.book.of(effect.score, scene.period)
    raise NotKnownError("the score is not known")
