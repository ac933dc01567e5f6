"""The course of an effect: what it comes to along whatever decides it, exactly, from turn to turn.

Nothing is drawn here. What qualifies an effect and depends on other figures, on claims or on the past is left out; its
own cap, smallest amount and rounding are not.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.settlement.ladders import number_of
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.paying.course import Bar, Course, Piece, along, gives_of, height_of, outwards
from contractkit.settlement.paying.courses_of_facts import MAKERS
from contractkit.settlement.paying.registry import bounds, compute
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.effects import Effect
from contractkit.terms.modifiers import Modifiers
from contractkit.terms.provisions.award_fee import AwardFee
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["Bar", "Course", "Piece", "course_of"]

_ZERO = Fraction(0)


def course_of(scene: Scene) -> Course | None:
    """Return the course of an effect; None where nothing that can be drawn decides it.

    Args:
        scene: The effect with its target, the amounts that are known, and any period.
    """
    effect = scene.effect
    plain = attrs.evolve(scene, effect=_plain(effect), ledger=attrs.evolve(scene.ledger, settled=(), told=()))
    for kind, make in MAKERS.items():
        if isinstance(effect, kind):
            return make(plain)
    return _on_figure(plain) if isinstance(effect, Effect) and bounds(effect) else None


def _plain(effect: Any) -> Any:
    """Return an effect with nothing but what qualifies its amount by itself."""
    if not isinstance(effect, Effect):
        return effect
    rules = effect.modifiers
    kept = Modifiers(
        rules.of_period,
        cap=rules.cap,
        cap_bounds=rules.cap_bounds,
        minimum_issue=rules.minimum_issue,
        rounding=rules.rounding,
    )
    return attrs.evolve(effect, modifiers=kept, holds=None)


def _on_figure(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, Effect)
    unit = "points" if isinstance(effect, AwardFee) else "%" if scene.figure is None else scene.figure.unit or ""
    turns = list(bounds(effect))
    if isinstance(effect, BandEffect) and effect.compares == "shortfall":
        reach = getattr(getattr(scene.target, "reach", None), "level", None)
        turns = [number_of(reach) - turn for turn in turns] if reach is not None else turns
    low, high = _domain(turns, unit, wide=isinstance(effect, AwardFee))
    if isinstance(effect, StepCredit):
        width = number_of(effect.step)
        low = max(low, turns[0] - 8 * width)
        high = min(high, turns[0] + 2 * width) if unit != "%" else high
        turns += [turns[0] - width * k for k in range(1, 9) if turns[0] - width * k >= low]
        turns += [turns[0] + width * k for k in range(1, 9) if _lower(scene) and turns[0] + width * k <= high]

    def height(x: Fraction) -> Fraction:
        return height_of(compute(effect, attrs.evolve(scene, figure=_figure(scene, x, unit))))

    found = compute(effect, attrs.evolve(scene, figure=_figure(scene, low, unit)))
    pieces, spots = along([low, high, *(turn for turn in turns if low < turn < high)], height)
    name = scene.target.name if scene.target is not None else next(iter(effect.figures), "figure")
    return Course(name, unit, gives_of(scene, found), pieces, spots)


def _lower(scene: Scene) -> bool:
    return getattr(scene.target, "better", "higher") == "lower"


def _domain(turns: list[Fraction], unit: str, *, wide: bool) -> tuple[Fraction, Fraction]:
    """Return from where to where a figure is looked at: around its turns, as far as it can go."""
    least, most = min(turns), max(turns)
    if wide:
        return _ZERO, max(Fraction(100), most)
    margin = max((most - least) * Fraction(2, 5), Fraction(1) if most > least else max(abs(most) / 25, Fraction(1)))
    low = least - margin if least < 0 else max(_ZERO, least - margin)
    high = min(Fraction(100), most + margin) if unit == "%" and most <= 100 else most + margin
    return outwards(low, high)


def _figure(scene: Scene, x: Fraction, unit: str) -> FigureValue:
    clause = ClauseRef(scene.agreement.id)
    return FigureValue("", clause, scene.period, x, unit or None, x, x, x, "known", "none")
