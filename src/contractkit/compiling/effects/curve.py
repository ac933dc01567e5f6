"""Curves of bonus and malus."""

from __future__ import annotations

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
    outside: Any = paying.settled("outside")
    fields = paying.common()
    return Curve(**fields | {"of": fields["of"] or "charges"}, points=tuple(points), outside=outside)
