"""The award fee: a pool that a judged score earns."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.exact import exact_text, percent_text
from contractkit.errors import UsageError
from contractkit.records.said import said
from contractkit.settlement.ladders import ends_of, lies_in
from contractkit.settlement.measuring.as_told import as_told, known_entries, last_recorded
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes, tells_bounds
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.seeing import over_figure
from contractkit.settlement.paying.worth import Outcome, amount_of_worth
from contractkit.terms.provisions.award_fee import AwardFee, Rating

__all__ = ["award_bounds", "award_fee"]

_MOST = Fraction(100)


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
        return Fraction(0), said("{score} is less than {minimum}", score=exact_text(score), minimum=effect.minimum)
    if effect.earns == "score-share":
        return score, said("the score of {score}", score=exact_text(score))
    if rating is None or rating.earns is None:
        return Fraction(0), "no rating that earns"
    return Fraction(rating.earns.value), said(
        "{name} earns {value}", name=rating.name, value=percent_text(Fraction(rating.earns.value))
    )


def _near(effect: AwardFee) -> tuple[Fraction, ...]:
    ends = set(award_bounds(effect))
    if effect.precision is not None:
        unit = Fraction(effect.precision.to)
        ends = {near for end in ends for near in (end - unit, end - unit / 2, end, end + unit / 2, end + unit)}
    return tuple(sorted(ends))


def _told(scene: Scene, effect: AwardFee) -> FigureValue:
    """Return the figure that is the score; where the clause names none, the score that was told under its number.

    Raises:
        NotKnownError: Nobody told the score.
        UsageError: It is no score, which goes from 0 to 100.
    """
    if scene.book is not None and effect.score is not None:
        found: FigureValue = scene.book.of(effect.score, scene.period)
        return found
    told, clause = scene.told, effect.clause
    names = (str(clause), f"{clause.document}/{clause.clause}", str(clause.clause))
    entries = last_recorded(known_entries(told.figures, names, {}, {}, told.known_at), scene.period)
    out = as_told(entries, (Fraction(0), _MOST))
    if out is None:
        raise NotKnownError(said("the score is not known; tell it under figures, as {clause}", clause=clause))
    if out.value is not None and not 0 <= out.value <= _MOST:
        raise UsageError(f"{clause}: {exact_text(out.value)} is no score: they go from 0 to 100")
    return FigureValue(
        of=str(clause),
        clause=clause,
        period=scene.period,
        value=out.value,
        unit=None,
        low=out.low,
        high=out.high,
        compared=out.value,
        state=out.state,
        verdict="none",
        working=out.working,
        sources=out.sources,
    )
