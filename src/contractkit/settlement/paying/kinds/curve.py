"""The curve: straight lines between points."""

from __future__ import annotations

from fractions import Fraction

from contractkit.quantities.money import Percent
from contractkit.settlement.ladders import curve_words, joined, number_of
from contractkit.settlement.measuring.allowed import Beyond
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes, tells_bounds
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.seeing import over_figure
from contractkit.settlement.paying.worth import Outcome, amount_of_worth
from contractkit.terms.effects import Curve

__all__ = ["curve", "curve_bounds"]


@tells_bounds(Curve)
def curve_bounds(effect: Curve) -> tuple[Fraction, ...]:
    """Return where the points lie, from low to high."""
    return tuple(sorted({number_of(point.at) for point in effect.points}))


@computes(Curve)
def curve(scene: Scene) -> Computed:
    """Return what a curve pays: y0 + (y1 - y0)(x - x0)/(x1 - x0), in per cent of its amount or in money."""
    effect = scene.effect
    assert isinstance(effect, Curve)
    in_percent = all(isinstance(point.pays, Percent) for point in effect.points)
    heights = [_height(scene, point.pays, in_percent) for point in effect.points]
    points = [(number_of(point.at), height) for point, height in zip(effect.points, heights, strict=True)]

    def at(figure: Fraction) -> Outcome:
        found = joined(points, figure, effect.outside)
        place, working = curve_words(effect, figure, found)
        if not in_percent:
            return Outcome(found.value, place=place, working=working)
        base = scene.amount_or_gap(None)
        return Outcome(base.exact * found.value / 100, found.value, base, place, working)

    beyond: Beyond = "level" if effect.outside == "clamp" else "goes-on"
    return over_figure(scene, curve_bounds(effect), at, "pays", beyond=beyond)


def _height(scene: Scene, pays: object, in_percent: bool) -> Fraction:  # noqa: FBT001
    if in_percent:
        assert isinstance(pays, Percent)
        return Fraction(pays.value)
    if isinstance(pays, Percent) and not pays.value:
        return Fraction(0)
    return amount_of_worth(scene, pays)  # type: ignore[arg-type]
