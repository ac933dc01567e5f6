"""Bands: what a figure pays, or gives in points, by the stretch in which it lies."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.records.said import said
from contractkit.settlement.ladders import ends_of, lies_in, number_of, stretch_text
from contractkit.settlement.measuring.figure import FigureCounts, FigureValue
from contractkit.settlement.measuring.items import Chosen, judged_items
from contractkit.settlement.paying.cases import Case
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.points import told_points
from contractkit.settlement.paying.registry import computes, tells_bounds
from contractkit.settlement.paying.saying import Style, added, came_to
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.seeing import over_figure, share_of
from contractkit.settlement.paying.truth import holds_of
from contractkit.settlement.paying.worth import NOTHING, Outcome, worth_of
from contractkit.terms.conditions import Is
from contractkit.terms.provisions.band_effect import Band, BandEffect, BandRow
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["band_bounds", "band_effect"]

_STYLES: dict[str, Style] = {"credit": "credit", "pays": "pays", "points": "points"}


@tells_bounds(BandEffect)
def band_bounds(effect: BandEffect) -> tuple[Fraction, ...]:
    """Return the ends of all bands, from low to high: of the figure, or of its shortfall where that is compared."""
    return tuple(sorted({end for row in effect.rows for band in row.bands for end in ends_of(band.stretch)}))


@computes(BandEffect)
def band_effect(scene: Scene) -> Computed:
    """Return what the band gives in which the figure lies."""
    effect = scene.effect
    assert isinstance(effect, BandEffect)
    if effect.gives == "points":
        told = told_points(scene, (*(() if effect.name is None else (effect.name,)), *_names(scene, effect)))
        if told is not None:
            failed = told > 0 if scene.figure is None or scene.figure.verdict == "none" else None
            return came_to(scene, "points", [Outcome(told, working="as told")], "as told", failed=failed)
    rows = _rows(scene, effect)
    parts = [_of_row(seen, effect, row) for seen, row in rows]
    if len(parts) > 1:
        parts = [
            part.saying(said("{row}: {says}", row=_for(row), says=part.says))
            for part, (_, row) in zip(parts, rows, strict=True)
        ]
    return added(parts)


def _for(row: BandRow) -> str:
    return said("where {condition}", condition=row.condition)


def _of_row(scene: Scene, effect: BandEffect, row: BandRow) -> Computed:
    reach = _reach(scene) if effect.compares == "shortfall" else None

    def at(figure: Fraction) -> Outcome:
        value = figure if effect.precision is None else Fraction(effect.precision.apply(figure))
        if reach is not None:
            value = _shortfall(scene, reach, value)
        band = next((band for band in row.bands if lies_in(band.stretch, value)), None)
        if band is None:
            return _zero(scene, effect, row).at("in no band", "no band")
        where = _called(band, effect)
        return _given(scene, effect, band).at(where, said("band {where}", where=where))

    looks_at: Literal["compared", "measured"] = "compared" if effect.precision is None else "measured"
    return over_figure(scene, _bounds_here(effect, row, reach, scene), at, _STYLES[effect.gives], looks_at, "level")


def _names(scene: Scene, effect: BandEffect) -> tuple[str, ...]:
    target = () if scene.target is None else (scene.target.name, scene.target.id)
    return (*target, *effect.figures, str(effect.clause))


def _given(scene: Scene, effect: BandEffect, band: Band) -> Outcome:
    if isinstance(band.gives, Decimal):
        return Outcome(Fraction(band.gives))
    found = worth_of(scene, band.gives)
    return found.times(Fraction(-1)) if effect.gives == "credit" else found


def _zero(scene: Scene, effect: BandEffect, row: BandRow) -> Outcome:
    found = _given(scene, effect, row.bands[0])
    return NOTHING if found.percent is None else found.times(Fraction(0))


def _called(band: Band, effect: BandEffect) -> str:
    text = stretch_text(band.stretch)
    told = said("{text} short", text=text) if effect.compares == "shortfall" else text
    return told if band.name is None else said("{told} ({name})", told=told, name=band.name)


def _rows(scene: Scene, effect: BandEffect) -> list[tuple[Scene, BandRow]]:
    """Return the rows that pay, each with the figure that it looks at.

    Of several rows it is the one for the items that the figure is of, where the facts say which; else each row looks at
    the share of its own items.
    """
    if len(effect.rows) == 1:
        return [(scene, effect.rows[0])]
    where = {} if scene.figure is None else dict(scene.figure.where)
    case = Case(None, {**scene.told.fields, **where})
    found = [(row, holds_of(scene, row.condition, case)) for row in effect.rows]
    held = [row for row, holds in found if holds is True]
    if held:
        return [(scene, held[0])]
    return [(_for_items(scene, row), row) for row, holds in found if holds is None]


def _for_items(scene: Scene, row: BandRow) -> Scene:
    """Return the scene with the figure of the items of one row."""
    condition = row.condition
    if isinstance(scene.target, Target) and scene.evaluation is not None and scene.figure is not None:
        counts = judged_items(scene.evaluation, scene.period, Chosen((scene.target.id,), when=condition))
        return attrs.evolve(scene, figure=share_of(scene.figure, counts))
    figures = scene.effect.figures if isinstance(scene.effect, BandEffect) else ()
    name = scene.target.name if scene.target is not None else next(iter(figures), None)
    if scene.book is not None and name is not None and isinstance(condition, Is):
        wheres = [{condition.field: value} for value in condition.values]
        found = _pooled([scene.book.of(name, scene.period, where) for where in wheres])
        if found is not None:
            return attrs.evolve(scene, figure=found)
    raise NotKnownError(said("the figure of the items where {condition} is not known", condition=condition))


def _pooled(figures: list[FigureValue]) -> FigureValue | None:
    """Return the figure of several values together: of all their items, where items were counted; None otherwise.

    What has no items adds nothing, so that the figure of the only value with items is that of all.
    """
    some = [one for one in figures if one.state != "no-volume"] or figures[:1]
    if len(some) == 1:
        return some[0]
    counts = [one.counts for one in some if one.counts is not None]
    if len(counts) < len(some):
        return None
    words = ("met", "breached", "undetermined", "running", "excused")
    summed = FigureCounts(*(sum(getattr(one, word) for one in counts) for word in words))
    sources = tuple(dict.fromkeys(source for one in some for source in one.sources))
    pooled = share_of(some[0], summed)
    few = pooled.minimum is not None and summed.volume < pooled.minimum
    return attrs.evolve(pooled, where={}, sources=sources, term="minimum" if few else None)


def _reach(scene: Scene) -> Fraction:
    target = scene.target
    if isinstance(target, FigureTarget):
        return number_of(target.reach.level)
    if isinstance(target, Target) and target.reach is not None:
        return Fraction(target.reach.value)
    raise NotKnownError("the target promises nothing that could be missed")


def _shortfall(scene: Scene, reach: Fraction, figure: Fraction) -> Fraction:
    lower = isinstance(scene.target, FigureTarget) and scene.target.better == "lower"
    return figure - reach if lower else reach - figure


def _bounds_here(effect: BandEffect, row: BandRow, reach: Fraction | None, scene: Scene) -> tuple[Fraction, ...]:
    """Return the figures at which the band changes; with a precision, where the rounded figure passes an end."""
    ends = {end for band in row.bands for end in ends_of(band.stretch)}
    if reach is not None:
        ends = {reach - end if _shortfall(scene, reach, reach - 1) == 1 else reach + end for end in ends}
    if effect.precision is not None:
        half = Fraction(effect.precision.to)
        ends = {near for end in ends for near in (end - half, end - half / 2, end, end + half / 2, end + half)}
    return tuple(sorted(ends))
