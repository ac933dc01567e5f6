"""Where an effect on its own figure turns, what it pays there, and from where on it deducts nothing. Exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from contractkit.quantities.notation import Bound
from contractkit.settlement.ladders import number_of
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.paying.course import along
from contractkit.settlement.paying.kept import by_figure_alone
from contractkit.settlement.paying.registry import alone, bounds
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["break_even", "height_at", "is_steady", "lies_at", "turns_of"]

_MANY = 40
"""In so many places it is looked whether steps go up or down."""


def lies_at(figure: FigureValue, value: Fraction) -> FigureValue:
    """Return a figure as if it were some value that is known."""
    return attrs.evolve(
        figure, value=value, low=value, high=value, compared=value, state="known", term=None, counts=None, volume=None
    )


def turns_of(scene: Scene) -> tuple[Fraction, ...]:
    """Return the figures at which an effect turns, from low to high."""
    effect = scene.effect
    if not isinstance(effect, Effect):
        return ()
    turns = bounds(effect)
    if isinstance(effect, BandEffect) and effect.compares == "shortfall" and scene.target is not None:
        reach = scene.target.reach
        level = reach.level if isinstance(reach, Bound) else reach
        promised = Fraction(0) if level is None else number_of(level)
        lower = isinstance(scene.target, FigureTarget) and scene.target.better == "lower"
        turns = tuple(promised + turn if lower else promised - turn for turn in turns)
    if isinstance(effect, StepCredit):
        step = number_of(effect.step)
        turns = (turns[0] - step, *turns)  # from the first whole step on it only costs more
    return tuple(sorted(turns))


def height_at(scene: Scene, figure: FigureValue) -> Fraction:
    """Return what an effect pays at a figure, before what qualifies it; points cost."""
    found = alone(attrs.evolve(scene, figure=figure, kept=None))
    return -found.now if found.gives == "points" else found.now


def break_even(scene: Scene) -> Fraction | None:
    """Return the least share, in per cent, from which on an effect by itself deducts nothing.

    Args:
        scene: The effect with its figure; higher shares are better.

    Returns:
        The share, which itself may still cost something, such as a full step; None where the effect never deducts
        anything, still does at 100 %, or looks at something else.
    """
    figure = scene.figure
    if figure is None or not by_figure_alone(scene.effect, "any"):
        return None

    def height(share: Fraction) -> Fraction:
        return height_at(scene, lies_at(figure, share))

    inside = [turn for turn in turns_of(scene) if 0 < turn < 100]
    pieces, spots = along([Fraction(0), Fraction(100), *inside], height)
    known = dict(spots)
    if known[Fraction(100)] < 0:
        return None
    for piece in reversed(pieces):
        (start, left), (end, right) = piece.start, piece.end
        if right < 0:
            return end
        if left < 0:
            return start + (end - start) * -left / (right - left)
        if known.get(start, Fraction(0)) < 0:
            return start
    return None


def is_steady(scenes: Sequence[Scene]) -> bool:
    """Return whether a higher share never pays less under any of some effects by themselves."""
    for scene in scenes:
        figure, effect = scene.figure, scene.effect
        alone_here = isinstance(effect, Effect) and effect.modifiers.only_if is None and by_figure_alone(effect, "any")
        if figure is None or not alone_here:
            return False
        inside = {turn for turn in turns_of(scene) if 0 < turn < 100}
        beside = {turn - Fraction(1, 10**6) for turn in inside}
        places = sorted({*inside, *beside, *(Fraction(100 * part, _MANY) for part in range(_MANY + 1))})
        heights = [height_at(scene, lies_at(figure, share)) for share in places]
        if any(low > high for low, high in pairwise(heights)):
            return False
    return bool(scenes)
