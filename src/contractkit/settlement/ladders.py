"""The primitives on levels of a figure: the number of a level, the stretch or tier that a figure lies in, lines.

All named kinds of effects, and the quick way for shares of items, stand on these. No money, no periods, no caps.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Literal, TypeVar

import attrs

from contractkit.charging.exact import percent_text
from contractkit.quantities.notation import Level
from contractkit.records.said import Figures, said
from contractkit.terms.effects import Curve, FigureLevel, Tier
from contractkit.terms.ladders import Stretch

__all__ = [
    "Joined",
    "curve_words",
    "deepest",
    "ends_of",
    "joined",
    "lies_in",
    "number_of",
    "number_text",
    "shallowest",
    "steps_in",
    "stretch_text",
]

T = TypeVar("T")


def number_of(level: FigureLevel) -> Fraction:
    """Return the number of a level, in its own unit: 96.5 for ``96.5 %``."""
    return Fraction(level.number if isinstance(level, Level) else level.value)


def number_text(level: object) -> str:
    """Return a level, or a payment, without its percent sign."""
    return str(level).removesuffix(" %").removesuffix(" pp")


def lies_in(stretch: Stretch, figure: Fraction) -> bool:
    """Return whether a figure lies in a stretch; an end that is open takes everything on its side.

    Example:
        >>> from contractkit.quantities.money import Percent
        >>> from contractkit.terms.ladders import Stretch
        >>> lies_in(Stretch(Percent(95), Percent(97), "from", "through"), Fraction(97))
        True
    """
    if stretch.low is not None:
        low = number_of(stretch.low)
        if figure < low or (figure == low and stretch.low_end == "above"):
            return False
    if stretch.high is not None:
        high = number_of(stretch.high)
        if figure > high or (figure == high and stretch.high_end == "below"):
            return False
    return True


def ends_of(stretch: Stretch) -> tuple[Fraction, ...]:
    """Return the ends of a stretch that are not open."""
    return tuple(number_of(end) for end in (stretch.low, stretch.high) if end is not None)


def stretch_text(stretch: Stretch) -> str:
    """Return a stretch in words, such as ``from 95 % to below 97 %``."""
    low = None if stretch.low is None else said(f"{stretch.low_end} {{low}}", low=stretch.low)
    high = (
        None
        if stretch.high is None
        else said("up to {high}" if stretch.high_end == "through" else "below {high}", high=stretch.high)
    )
    if low is None or high is None:
        return low or high or "any figure"
    return said("{low} to {high}" if stretch.high_end == "below" else "{low} {high}", low=low, high=high)


def steps_in(distance: Fraction, step: Fraction, parts: Literal["ignored", "full-step", "pro-rata"]) -> Fraction:
    """Return how many steps a distance has; a part of one counts for nothing, as a whole one, or as that part.

    Args:
        distance: How far; below nought there is no step.
        step: How wide a step is; more than nought.
        parts: What a part of a step counts.

    Example:
        >>> [int(steps_in(Fraction(5, 2), Fraction(1), parts)) for parts in ("ignored", "full-step")]
        [2, 3]
    """
    if distance <= 0:
        return Fraction(0)
    steps = distance / step
    if parts == "pro-rata":
        return steps
    return Fraction(floor(steps) if parts == "ignored" else ceil(steps))


@attrs.frozen
class Joined:
    """Where a figure lies on a line of points.

    Attributes:
        value: The height of the line there.
        place: ``at`` a point, ``between`` two, ``below`` the first or ``above`` the last.
        points: The numbers of the points that decide: one, or the two of the line.
    """

    value: Fraction
    place: Literal["at", "between", "below", "above"]
    points: tuple[int, ...]


def joined(points: Sequence[tuple[Fraction, Fraction]], x: Fraction, outside: Literal["clamp", "extend"]) -> Joined:
    """Return the height at `x` of straight lines between points: y0 + (y1 - y0)(x - x0)/(x1 - x0).

    Args:
        points: At least two, from left to right.
        x: Where.
        outside: Beyond the outermost points, keep their height (``clamp``), or go on along the line (``extend``).

    Example:
        >>> ladder = [(Fraction(90), Fraction(-10)), (Fraction(95), Fraction(0))]
        >>> joined(ladder, Fraction(92), "clamp").value
        Fraction(-6, 1)
    """
    for number, (at, height) in enumerate(points):
        if x == at:
            return Joined(height, "at", (number,))
    last = len(points) - 1
    if x < points[0][0]:
        if outside == "clamp":
            return Joined(points[0][1], "below", (0,))
        return Joined(_between(points[0], points[1], x), "below", (0, 1))
    if x > points[last][0]:
        if outside == "clamp":
            return Joined(points[last][1], "above", (last,))
        return Joined(_between(points[last - 1], points[last], x), "above", (last - 1, last))
    left = next(number for number, (_, two) in enumerate(pairwise(points)) if x < two[0])
    return Joined(_between(points[left], points[left + 1], x), "between", (left, left + 1))


def _between(left: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction], x: Fraction) -> Fraction:
    return left[1] + (right[1] - left[1]) * (x - left[0]) / (right[0] - left[0])


def curve_words(effect: Curve, figure: Fraction, found: Joined) -> tuple[str, str]:
    """Return where a figure lies on a curve, and how the height there came about.

    Args:
        effect: The curve.
        figure: The figure.
        found: Where it lies.
    """
    chosen = [effect.points[number] for number in found.points]
    first, last = effect.points[0], effect.points[-1]
    if found.place == "at":
        return said("exactly {at}", at=chosen[0].at), said("the point at {at}", at=chosen[0].at)
    where = {"below": said("below {at}", at=first.at), "above": said("above {at}", at=last.at)}.get(found.place, "")
    if len(chosen) == 1:
        return where, said("the outermost point, at {at}", at=chosen[0].at)
    left, right = chosen
    x, x0, x1 = number_text(percent_text(figure)), number_text(left.at), number_text(right.at)
    y0, y1 = number_text(left.pays), number_text(right.pays)
    return where or said("between {low} and {high}", low=left.at, high=right.at), said(
        "{y0} + ({y1} {less_y0}) × ({x} {less_x0}) / ({x1} {less_x0})",
        y0=y0,
        y1=y1,
        x=x,
        x1=x1,
        less_y0=_taken_off(y0),
        less_x0=_taken_off(x0),
    )


def _taken_off(number: str) -> Figures:
    """Return a number with the sign under which it is taken off another: ``- 98.5``, and ``+ 8`` for -8."""
    return Figures(f"+ {number[1:]}" if number.startswith("-") else f"- {number}")


def deepest(tiers: Sequence[Tier], figure: Fraction) -> Tier | None:
    """Return the deepest of the tiers that a figure is strictly on the wrong side of; None where it is in none."""
    passed = [tier for tier in tiers if _passed(tier, figure)]
    return max(passed, key=_depth) if passed else None


def shallowest(tiers: Sequence[Tier]) -> Tier:
    """Return the tier whose bound is passed first."""
    return min(tiers, key=_depth)


def _passed(tier: Tier, figure: Fraction) -> bool:
    bound = number_of(tier.below)
    return figure < bound if tier.side == "below" else figure > bound


def _depth(tier: Tier) -> Fraction:
    return -number_of(tier.below) if tier.side == "below" else number_of(tier.below)
