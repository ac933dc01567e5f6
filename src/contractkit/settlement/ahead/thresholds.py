"""The levels of a figure at which something changes, and the least figure that is compared as one of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from contractkit.settlement.ahead.outlook import Kind
from contractkit.settlement.ladders import number_of
from contractkit.settlement.measuring.figure import reached
from contractkit.settlement.measuring.judging import Promised
from contractkit.terms.effects import Curve, Effect, TierCredit
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric

__all__ = ["keeps", "least_of", "levels_of"]


def levels_of(target: FigureTarget) -> tuple[tuple[Fraction, Kind], ...]:
    """Return the levels at which something changes for a target, from the one that is missed first."""
    found: dict[Fraction, Kind] = {}
    for effect in target.effects:
        found |= dict(_of_effect(effect))
    found[Fraction(target.reach.level.number)] = "reach"
    return tuple(sorted(found.items(), reverse=target.better == "higher"))


def _of_effect(effect: Effect) -> Iterator[tuple[Fraction, Kind]]:
    if isinstance(effect, TierCredit):
        yield from ((number_of(tier.below), "tier") for tier in effect.tiers)
    elif isinstance(effect, Curve):
        yield from ((number_of(point.at), "point") for point in effect.points)
    elif isinstance(effect, BandEffect) and effect.compares == "figure":
        bands = (band for row in effect.rows for band in row.bands)
        ends = (end for band in bands for end in (band.stretch.low, band.stretch.high))
        yield from ((number_of(end), "tier") for end in ends if end is not None)


def least_of(metric: Metric, at: Fraction) -> Fraction:
    """Return the least exact figure that is compared as a level: brought to a precision, a lower one may be it."""
    precision = metric.precision
    if precision is None or precision.mode in ("down", "floor"):
        return at
    unit = Fraction(precision.to)
    return at - (unit / 2 if precision.mode in ("half-up", "half-even") else unit)


def keeps(target: FigureTarget, metric: Metric, value: Fraction, at: Fraction, kind: Kind) -> bool:
    """Return whether a figure, brought to its precision, still keeps a level."""
    compared = Promised.of(target, metric).compared(value)
    assert compared is not None
    if kind == "reach":
        return reached(target.reach, compared)
    return compared >= at if target.better == "higher" else compared <= at
