"""The worst and the best that figures could have been: for counts of items and for figures that are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.turning import height_at, lies_at, turns_of
from contractkit.settlement.effects import scene_of
from contractkit.settlement.figures import Figure
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.naming import metric_of
from contractkit.settlement.paying.kept import by_figure_alone
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.told import SettlementFacts, ToldFigure
from contractkit.settlement.worked import Worked
from contractkit.terms.effects import Effect
from contractkit.terms.modifiers import PLAIN
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Scale
from contractkit.terms.settling import CapStep
from contractkit.terms.targets import Target

__all__ = ["Extreme", "extremes_of"]

Key = tuple[str, date, date]
_BESIDE = Fraction(1, 10**6)
_FAR = 10**6
"""So far behind its last turn a figure is as bad as a cap lets it be."""


@attrs.frozen
class Extreme:
    """One end of what could have been.

    Attributes:
        counts: For a target and a period the counts of its items.
        figures: The figures that are told.
        names: By the id of a target, what else its figure may be told under: its name, its clause and its metric.
    """

    counts: Mapping[Key, Figure]
    figures: tuple[ToldFigure, ...]
    names: Mapping[str, frozenset[str]]

    def told(self, told: SettlementFacts) -> SettlementFacts:
        """Return the facts told with these figures in the place of all that was told of the same targets and dates."""
        gone: dict[str, list[Period]] = {}
        for one in self.figures:
            for name in (one.of, *self.names[one.of]):
                gone.setdefault(name, []).append(one.period)

        def stays(of: str, period: Period) -> bool:
            return not any(own.start < period.end and period.start < own.end for own in gone.get(of, ()))

        return attrs.evolve(
            told,
            figures=(*(one for one in told.figures if one.where or stays(one.of, one.period)), *self.figures),
            measured=tuple(one for one in told.measured if stays(one.of, one.period)),
        )


def extremes_of(worked: Sequence[Worked]) -> tuple[Extreme, Extreme, Literal["figures", "items"]]:
    """Return the worst and the best end, and how sure they are.

    Args:
        worked: The settlement periods as they happened.

    Returns:
        The two ends; and ``figures`` where no figure at all could come to less or more, ``items`` where something
        qualifies an effect, it looks at other figures, or it reads none, so that other ends could lie further out.
    """
    scenes: dict[Key, list[Scene]] = {}
    matters: dict[Key, Matter] = {}
    sure = True
    for one in worked:
        for paid in one.paid:
            occasion = paid.occasion
            scene = None if occasion is None else scene_of(one.matter, occasion, paid.figure)
            if scene is None or scene.target is None or not by_figure_alone(scene.effect, "any"):
                sure = False
                continue
            key = (scene.target.id, scene.period.start, scene.period.end)
            scenes.setdefault(key, []).append(scene)
            matters[key] = one.matter
    counts: tuple[dict[Key, Figure], dict[Key, Figure]] = ({}, {})
    figures: tuple[list[ToldFigure], list[ToldFigure]] = ([], [])
    for key, several in scenes.items():
        target, figure = several[0].target, several[0].figure
        sure = sure and len(several) == 1 and _is_bare(several[0])
        if figure is None or figure.where:
            sure = False
        elif isinstance(target, Target):
            for found, end in zip(counts, _counts(matters[key], target, several, figure), strict=True):
                found[key] = end
        elif isinstance(target, FigureTarget) and figure.term != "minimum":
            for told, value in zip(figures, _values(matters[key], several, figure), strict=True):
                told.append(ToldFigure(target.id, figure.period, value, target.reach.level.unit))
    names = {
        target.id: frozenset((target.id, target.name, str(target.clause), target.metric))
        for several in scenes.values()
        if isinstance(target := several[0].target, FigureTarget)
    }
    worst, best = (Extreme(counts[place], tuple(figures[place]), names) for place in (0, 1))
    return worst, best, "figures" if sure else "items"


def _is_bare(scene: Scene) -> bool:
    """Return whether nothing qualifies an effect, and it gives money."""
    effect = scene.effect
    return isinstance(effect, Effect) and effect.modifiers == PLAIN and by_figure_alone(effect)


def _counts(matter: Matter, target: Target, scenes: Sequence[Scene], figure: FigureValue) -> tuple[Figure, Figure]:
    """Return the counts at which effects come to least and to most, of as many items as there are."""
    volume = 0 if figure.counts is None else figure.counts.volume
    period = figure.period
    met = {0, volume}
    for turn in (turn / 100 for scene in scenes for turn in turns_of(scene) if 0 <= turn <= 100):
        met |= {floor(turn * volume), min(volume, ceil(turn * volume)), max(0, ceil(turn * volume) - 1)}
    pays: dict[int, Fraction] = {}
    for many in sorted(met):
        counted = matter.counted(target, Figure(period, many, volume - many))
        pays[many] = sum((height_at(scene, counted) for scene in scenes), Fraction(0))
    worst, best = min(pays, key=lambda many: (pays[many], many)), max(pays, key=lambda many: (pays[many], many))
    return Figure(period, worst, volume - worst), Figure(period, best, volume - best)


def _values(matter: Matter, scenes: Sequence[Scene], figure: FigureValue) -> tuple[Fraction, Fraction]:
    """Return the figures at which effects come to least and to most."""
    pays = {
        value: sum((height_at(scene, lies_at(figure, value)) for scene in scenes), Fraction(0))
        for value in sorted(set(_candidates(matter, scenes, figure)))
    }
    return min(pays, key=lambda value: pays[value]), max(pays, key=lambda value: pays[value])


def _candidates(matter: Matter, scenes: Iterable[Scene], figure: FigureValue) -> Iterator[Fraction]:
    """Yield figures in and beside every turn, and the ends: of a percentage, of a scale, and nought.

    Where a cap bounds what a distance costs, a figure far behind the turns is one of them.
    """
    if figure.unit == "%":
        yield from (Fraction(0), Fraction(100))
    for scene in scenes:
        scale = _scale(matter, scene)
        ends = () if scale is None else (Fraction(scale.lowest), Fraction(scale.highest))
        turns = turns_of(scene)
        if not ends and figure.unit != "%":
            ends = (Fraction(0), *((turns[-1] + _FAR,) if turns and _is_capped(matter, scene) else ()))
        inside = (near for turn in turns for near in (turn - _BESIDE, turn, turn + _BESIDE))
        yield from (*ends, *inside)


def _scale(matter: Matter, scene: Scene) -> Scale | None:
    """Return the marks that a figure can have; None where its metric names none."""
    metric = metric_of(matter.version, scene.target) if isinstance(scene.target, FigureTarget) else None
    return None if metric is None else metric.scale


def _is_capped(matter: Matter, scene: Scene) -> bool:
    """Return whether something bounds what an effect deducts."""
    own = scene.effect.modifiers.cap if isinstance(scene.effect, Effect) else None
    steps = matter.version.settlement.steps
    return own is not None or any(isinstance(step, CapStep) and step.caps != "bonus" for step in steps)
