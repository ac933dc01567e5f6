"""Points that became a credit: so much for each, or what a table says of their number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from contractkit.charging.exact import exact_text
from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.points import points_of
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.worth import NOTHING, Outcome, worth_of
from contractkit.terms.provisions.points_credit import PointsCredit, PointsRow

__all__ = ["cost_of", "points_credit"]


@computes(PointsCredit)
def points_credit(scene: Scene) -> Computed:
    """Return what the points of the period cost; more points never cost less."""
    effect = scene.effect
    assert isinstance(effect, PointsCredit)
    points = points_of(scene, effect.figures)
    numbers = (points.low,) if points.low == points.high else tuple(_telling(effect, points.low, points.high))
    found = [cost_of(scene, effect, number) for number in numbers]
    count = exact_text(points.low)
    if points.low != points.high:
        count = said("between {count} and {high}", count=count, high=exact_text(points.high))
        inputs = {"points-low": exact_text(points.low), "points-high": exact_text(points.high)}
    else:
        inputs = {"points": exact_text(points.low)}
    about = said("{count} point{told}|{count} points{told}", n=points.high, count=count, told=points.told)
    failed = True if points.low > 0 else None if points.high > 0 else False
    return came_to(scene, "credit", found, about, inputs, failed=failed, unsure="whatever the points are")


def _telling(effect: PointsCredit, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    yield low
    yield from (Fraction(row.points) for row in effect.table if low < row.points < high)
    yield high


def cost_of(scene: Scene, effect: PointsCredit, points: Fraction) -> Outcome:
    """Return what a number of points costs.

    Args:
        scene: Where amounts are known.
        effect: The clause.
        points: How many.
    """
    if effect.credit is not None:
        working = said("{points} × {credit}", points=exact_text(points), credit=effect.credit)
        return worth_of(scene, effect.credit).times(-points).at("", working)
    rows = [row for row in effect.table if row.points <= points]
    if not rows:
        nothing = worth_of(scene, effect.table[0].credit).times(Fraction(0)) if effect.table else NOTHING
        return nothing.at("", "fewer points than the first row names")
    row = rows[-1]
    following = [later for later in effect.table if later.points > points]
    if effect.between_rows == "interpolate" and following and row.points != points:
        return _between(scene, row, following[0], points)
    return (
        worth_of(scene, row.credit)
        .times(Fraction(-1))
        .at("", said("the row from {points}", points=exact_text(Fraction(row.points))))
    )


def _between(scene: Scene, low: PointsRow, high: PointsRow, points: Fraction) -> Outcome:
    one, two = worth_of(scene, low.credit), worth_of(scene, high.credit)
    part = (points - Fraction(low.points)) / (Fraction(high.points) - Fraction(low.points))
    exact = one.exact + (two.exact - one.exact) * part
    percent = None
    if one.percent is not None and two.percent is not None and one.base == two.base:
        percent = -(one.percent + (two.percent - one.percent) * part)
    working = said("{low} + ({high} - {low}) × {part}", low=low.credit, high=high.credit, part=exact_text(part))
    return Outcome(-exact, percent, one.base if percent is not None else None, "", working)
