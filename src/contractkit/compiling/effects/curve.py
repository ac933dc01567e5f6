"""Curves of bonus and malus."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from contractkit.compiling.effects.paying import Paying, as_figure
from contractkit.compiling.effects.registry import pays
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Level
from contractkit.terms.effects import Curve, CurvePoint

__all__ = ["curve"]


@pays("curve")
def curve(paying: Paying) -> Curve | None:
    """Return a piecewise-linear curve."""
    points: list[CurvePoint] = []
    levels: list[Level] = []
    for number, point in enumerate(paying.written.points):
        place = paying.place.at("points", number)
        level = paying.level(place.at("at"), point.at)
        if level is None:
            return None
        levels.append(level)
        paid = paying.payment(place.at("pays"), point.pays.value)
        if isinstance(paid, Percent | Money):
            points.append(CurvePoint(as_figure(level), paid))
    if any(after.number <= before.number for before, after in pairwise(levels)):
        told = " ".join(str(level) for level in levels)
        paying.draft.report(paying.place, "curve", f"the points of a curve go up, each at once: {told}")
    else:
        _check_reach(paying, points, levels)
    outside: Any = paying.settled("outside")
    fields = paying.common()
    return Curve(**fields | {"of": fields["of"] or "charges"}, points=tuple(points), outside=outside)


def _check_reach(paying: Paying, points: Sequence[CurvePoint], levels: Sequence[Level]) -> None:
    """Warn of a curve that costs something at a figure that keeps the target's promise."""
    figure = paying.figure
    if figure is None or figure.reach is None or len(points) < len(levels):
        return
    reach = figure.reach.level
    if any(level.unit != reach.unit for level in levels):
        return
    line = [(level.number, _height(point)) for level, point in zip(levels, points, strict=True)]
    rising = [height for _, height in line] if figure.better == "higher" else [height for _, height in reversed(line)]
    if _at(line, reach.number) >= 0 or rising != sorted(rising):
        return  # a curve that is worth less for better is told as such
    crossing = _nought(line, figure.better)
    place = paying.place.at("points")
    if crossing is None:
        says = f"the curve costs something at {reach}, the reach of '{figure.name}': where it is met it costs something"
    else:
        says = (
            f"the curve crosses nought at {Level(crossing, reach.unit)}, and the reach of '{figure.name}' is {reach}: "
            "where it is met it costs something"
        )
    hint = "right if it is meant so; else let the curve be nought at the reach"
    paying.draft.desk.warn(place, "reach-differs", says, hint)


def _height(point: CurvePoint) -> Decimal:
    return point.pays.value if isinstance(point.pays, Percent) else point.pays.amount


def _at(line: Sequence[tuple[Decimal, Decimal]], x: Decimal) -> Fraction:
    """Return the height at a figure; beyond the outermost points theirs."""
    if x <= line[0][0]:
        return Fraction(line[0][1])
    for (x0, y0), (x1, y1) in pairwise(line):
        if x <= x1:
            return Fraction(y0) + Fraction(y1 - y0) * Fraction(x - x0) / Fraction(x1 - x0)
    return Fraction(line[-1][1])


def _nought(line: Sequence[tuple[Decimal, Decimal]], better: str | None) -> Decimal | None:
    """Return the point of nought next to what costs something, on the better side; None where no point is nought."""
    noughts = [at for at, height in line if not height]
    if not noughts:
        return None
    return min(noughts) if better == "higher" else max(noughts)
