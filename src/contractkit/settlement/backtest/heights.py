"""What an effect pays at any share, in floats, read off what its exact function pays at its turns."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from contractkit.settlement.backtest.drawn_alone import DrawnAlone
from contractkit.settlement.backtest.luck import Floats, to_unit
from contractkit.settlement.backtest.turning import turns_of
from contractkit.settlement.ladders import number_of
from contractkit.settlement.paying.course import along
from contractkit.settlement.paying.registry import alone
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Curve, TierCredit
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["Heights", "each_item_of", "heights_of"]

_NEAR = 1e-9


@attrs.frozen(eq=False)
class Heights:
    """Straight pieces between turns, and what is paid exactly at each turn.

    Attributes:
        starts: Where each piece begins.
        ends: Where it ends.
        lefts: What is paid just after its beginning.
        rights: What is paid just before its end.
        turns: The turns, from low to high.
        at: What is paid at each.
    """

    starts: Floats
    ends: Floats
    lefts: Floats
    rights: Floats
    turns: Floats
    at: Floats

    def of(self, values: Floats) -> Floats:
        """Return what is paid at each value."""
        place = np.clip(np.searchsorted(self.starts, values, side="right") - 1, 0, len(self.starts) - 1)
        part = (values - self.starts[place]) / (self.ends[place] - self.starts[place])
        found = self.lefts[place] + (self.rights[place] - self.lefts[place]) * part
        turn = np.clip(np.searchsorted(self.turns, values - _NEAR), 0, len(self.turns) - 1)
        return np.where(np.abs(self.turns[turn] - values) <= _NEAR, self.at[turn], found)


@attrs.frozen(eq=False)
class _Distance:
    """So much for each step of a distance.

    Attributes:
        start: From where it is measured.
        step: How long a step is; None where it is paid in proportion.
        parts: What a part of a step counts for.
        each: What one step, or one unit of distance, pays.
        lower: Whether the distance grows with the figure.
    """

    start: float
    step: float | None
    parts: str
    each: float
    lower: bool

    def of(self, values: Floats) -> Floats:
        """Return what is paid at each value."""
        gap = np.maximum(0.0, values - self.start if self.lower else self.start - values)
        if self.step is None or self.parts == "pro-rata":
            return gap / (self.step or 1.0) * self.each
        steps = gap / self.step
        counted = np.floor(steps + _NEAR) if self.parts == "ignored" else np.ceil(steps - _NEAR)
        return np.asarray(counted * self.each, np.float64)


def heights_of(scene: Scene, values: Floats, shared: DrawnAlone) -> Floats | None:
    """Return what the kind of an effect pays at each share, before what qualifies it; None where no share decides.

    Args:
        scene: The effect with its figure as it happened.
        values: Shares in per cent, as they were measured.
        shared: What other variants have found already.
    """
    effect, figure = scene.effect, scene.figure
    if figure is None or not isinstance(effect, Curve | TierCredit | BandEffect | GapCredit | StepCredit):
        return None
    if figure.term == "minimum":
        return np.zeros_like(values)  # as many items are drawn as there were
    if isinstance(effect, BandEffect) and len(effect.rows) != 1:
        return None
    own = effect.precision if isinstance(effect, BandEffect) else None
    looked_at = to_unit(values, figure.precision if own is None else own)
    plain = scene
    if isinstance(effect, BandEffect) and own is not None:
        plain = attrs.evolve(scene, effect=attrs.evolve(effect, precision=None))
    table = _kept(plain, shared)
    if looked_at is not values or scene.kept is None:
        return np.asarray(table.of(looked_at), np.float64)
    key = ("heights", id(table), id(values))
    return shared.once(key, (table, values), lambda: np.asarray(table.of(values), np.float64))


def each_item_of(scene: Scene, effect: PerItem, met: Floats | None) -> Floats | None:
    """Return what an effect pays that pays for each item of a verdict; None where it is not for all of them.

    Args:
        scene: The effect with its figure as it happened.
        effect: The effect.
        met: How many items are met in each history.
    """
    figure = scene.figure
    if figure is None or figure.counts is None or effect.applies != EVERYTHING or met is None:
        return None
    count = figure.counts.count
    one = attrs.evolve(figure.counts, met=int(effect.verdict == "met"), undetermined=0)
    one = attrs.evolve(one, breached=1 - one.met)
    each = alone(attrs.evolve(scene, figure=attrs.evolve(figure, counts=one, state="known"), kept=None))
    return (met if effect.verdict == "met" else count - met) * float(each.now)


def _kept(scene: Scene, shared: DrawnAlone) -> Any:
    """Return the heights of an effect; those of an equal one of equal amounts, where they are kept."""
    kept = scene.kept
    if kept is None:
        return _made(scene)
    target = scene.target
    key = (
        "heights",
        id(kept),
        kept.kind_of(scene.effect),
        scene.share,
        scene.period.start,  # the same words come to other amounts in other months
        scene.period.end,
        None if target is None else kept.number((target.name, target.reach, getattr(target, "better", None))),
    )
    return shared.at_amounts(key, kept, scene.looked_up, lambda: (_made(scene), scene.looked()))


def _made(scene: Scene) -> Heights | _Distance:
    effect = scene.effect
    lower = isinstance(scene.target, FigureTarget) and scene.target.better == "lower"
    if isinstance(effect, GapCredit | StepCredit):
        start = number_of(effect.start)
        step = number_of(effect.step) if isinstance(effect, StepCredit) else None
        beyond = step or Fraction(1)
        each = _at(scene, start + beyond if lower else start - beyond)
        parts = effect.part_steps if isinstance(effect, StepCredit) else "pro-rata"
        return _Distance(float(start), None if step is None else float(step), parts, float(each), lower)
    inside = [turn for turn in turns_of(scene) if 0 < turn < 100]
    pieces, spots = along([Fraction(0), Fraction(100), *inside], lambda x: _at(scene, x))

    def numbers(values: list[Fraction]) -> Floats:
        return np.array([float(value) for value in values])

    return Heights(
        starts=numbers([piece.start[0] for piece in pieces]),
        ends=numbers([piece.end[0] for piece in pieces]),
        lefts=numbers([piece.start[1] for piece in pieces]),
        rights=numbers([piece.end[1] for piece in pieces]),
        turns=numbers([x for x, _ in spots]),
        at=numbers([height for _, height in spots]),
    )


def _at(scene: Scene, x: Fraction) -> Fraction:
    """Return what the kind pays exactly at a share."""
    assert scene.figure is not None
    figure = attrs.evolve(
        scene.figure, value=x, low=x, high=x, compared=x, state="known", term=None, counts=None, volume=None
    )
    looked = attrs.evolve(scene, figure=figure, kept=None)
    found = alone(looked)
    for asked, _ in looked.looked():
        scene.looked_up(*asked)  # so that what is kept knows which amounts decided
    return found.now
