"""Credits for the distance to a target: in proportion, or in steps."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import exact_text
from contractkit.records.said import said
from contractkit.settlement.ladders import number_of, number_text, steps_in
from contractkit.settlement.measuring.allowed import Beyond
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes, tells_bounds
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.seeing import over_figure
from contractkit.settlement.paying.worth import Outcome, worth_of
from contractkit.terms.effects import FigureLevel
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["distance_bounds", "gap_credit", "step_credit"]


@tells_bounds(GapCredit)
@tells_bounds(StepCredit)
def distance_bounds(effect: GapCredit | StepCredit) -> tuple[Fraction, ...]:
    """Return from where the distance is measured; from there on the credit only grows."""
    return (number_of(effect.start),)


@computes(GapCredit)
def gap_credit(scene: Scene) -> Computed:
    """Return (start - figure) × credit; nothing where the figure is good enough."""
    effect = scene.effect
    assert isinstance(effect, GapCredit)

    def at(figure: Fraction) -> Outcome:
        gap, place, told = _distance(scene, effect.start, figure)
        working = said("({told}) × {credit}", told=told, credit=effect.credit) if gap else "no gap"
        return worth_of(scene, effect.credit).times(-gap).at(place, working)

    return over_figure(scene, distance_bounds(effect), at, "credit", beyond=_beyond(scene))


@computes(StepCredit)
def step_credit(scene: Scene) -> Computed:
    """Return credit × k with k = (start - figure) / step, down or up to a whole number."""
    effect = scene.effect
    assert isinstance(effect, StepCredit)

    def at(figure: Fraction) -> Outcome:
        gap, place, told = _distance(scene, effect.start, figure)
        steps = steps_in(gap, number_of(effect.step), effect.part_steps)
        count = said("{steps} step|{steps} steps", n=steps, steps=exact_text(steps))
        working = (
            said(
                "({told}) / {step} = {count} × {credit}",
                told=told,
                step=number_text(effect.step),
                count=count,
                credit=effect.credit,
            )
            if gap
            else "no step"
        )
        return worth_of(scene, effect.credit).times(-steps).at(place, working)

    found = over_figure(scene, distance_bounds(effect), at, "credit", beyond=_beyond(scene))
    values = () if scene.figure is None else scene.figure.possible(distance_bounds(effect))
    if len(values) != 1 or found.state != "settled":
        return found
    gap, _, _ = _distance(scene, effect.start, values[0])
    steps = steps_in(gap, number_of(effect.step), effect.part_steps)
    return found.with_inputs(steps=exact_text(steps))


def _beyond(scene: Scene) -> Beyond:
    """Return on which side of the start there is no distance, so that nothing is paid however good the figure is."""
    lower = isinstance(scene.target, FigureTarget) and scene.target.better == "lower"
    return "level-below" if lower else "level-above"


def _distance(scene: Scene, start: FigureLevel, figure: Fraction) -> tuple[Fraction, str, str]:
    """Return how far the figure is on the wrong side of the start, where that is, and the subtraction."""
    at, lower = number_of(start), isinstance(scene.target, FigureTarget) and scene.target.better == "lower"
    gap = figure - at if lower else at - figure
    side, shown = (
        ("above", said("{figure} - {start}", figure=exact_text(figure), start=number_text(start)))
        if lower
        else (
            "below",
            said("{start} - {figure}", start=number_text(start), figure=exact_text(figure)),
        )
    )
    if gap <= 0:
        return Fraction(0), said(f"not {side} {{start}}", start=start), shown
    return gap, said(f"{side} {{start}}", start=start), shown
