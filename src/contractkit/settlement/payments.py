"""What an effect pays for a figure, as an exact percentage: look-up by tiers, straight lines between points.

Pure arithmetic: no money, no periods, no caps. A malus is negative, a bonus positive.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from math import floor

import attrs

from contractkit.charging.exact import percent_text
from contractkit.errors import UsageError
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Level
from contractkit.settlement.figures import Figure
from contractkit.terms.effects import ComputedEffect, Curve, CurvePoint, FigureLevel, Pays, Tier, TierCredit

__all__ = ["Payment", "bounds_of", "payment_at", "payment_range", "telling_shares"]


@attrs.frozen
class Payment:
    """What an effect pays at one figure.

    Attributes:
        percent: The percentage of the base; negative for a malus.
        place: Where the figure lies, such as ``below 97 %``.
        working: How the percentage came about, in numbers.
    """

    percent: Fraction
    place: str
    working: str


def payment_at(effect: ComputedEffect, share: Fraction) -> Payment:
    """Return what `effect` pays where `share` of the items was met.

    A tier pays for a figure strictly below its bound, and of all such tiers the deepest one. A curve pays its points'
    own values at the points and lies on a straight line between two of them; beyond the outermost points it keeps their
    value, or goes on along the outermost line where the clause says ``extend``.

    Args:
        effect: A curve with points that go up, or a credit by tiers.
        share: The exact share, from 0 to 1.

    Example:
        >>> from contractkit.records.clauses import ClauseRef
        >>> points = tuple(CurvePoint(Percent(at), Percent(pays)) for at, pays in ((90, -10), (95, 0), (100, 5)))
        >>> paid = payment_at(Curve(ClauseRef("SLA", "5.1"), "fixed-fee", points), Fraction(37, 40))
        >>> paid.percent, paid.place, paid.working
        (Fraction(-5, 1), 'between 90 % and 95 %', '-10 + (0 - -10) × (92.5 - 90) / (95 - 90)')
    """
    figure = share * 100
    return _tier(effect, figure) if isinstance(effect, TierCredit) else _curve(effect, figure)


def bounds_of(effect: ComputedEffect) -> tuple[Fraction, ...]:
    """Return the percentages that a figure is compared with, from low to high."""
    bounds = [tier.below for tier in effect.tiers] if isinstance(effect, TierCredit) else [p.at for p in effect.points]
    return tuple(sorted({_number(bound) for bound in bounds}))


def payment_range(effect: ComputedEffect, figure: Figure) -> tuple[Fraction, Fraction]:
    """Return the least and the most that `effect` can pay, whatever the undetermined items of `figure` turn out to be.

    Each of them may be met, breached, or not count here at all: its period, its target or an excuse may be what is not
    known. Every such figure is covered, not only the lowest and the highest: a curve may go up and down.

    Args:
        effect: The effect.
        figure: A figure with volume.

    Returns:
        Two percentages; the same twice where the undetermined items change nothing. Where nothing else is judged, one
        of them is at most and one at least zero: without items there is no effect.
    """
    found = [payment_at(effect, share).percent for share in telling_shares(figure, bounds_of(effect))]
    if not figure.count:
        found.append(Fraction(0))
    return min(found), max(found)


def telling_shares(figure: Figure, bounds: Iterable[Fraction]) -> set[Fraction]:
    """Return the possible shares that tell the range: both ends, and those next to each bound between them."""
    low, high = Fraction(figure.met, figure.volume), Fraction(figure.met + figure.undetermined, figure.volume)
    telling = {low, high}
    for bound in (bound / 100 for bound in bounds if low < bound / 100 < high):
        below, above = low, high
        for counted in range(figure.undetermined + 1):
            whole = figure.count + counted
            met = floor(bound * whole)
            if whole and figure.met <= met <= figure.met + counted:
                below = max(below, Fraction(met, whole))
            if whole and figure.met <= met + 1 <= figure.met + counted:
                above = min(above, Fraction(met + 1, whole))
        telling |= {below, above}
    return telling


def _number(level: FigureLevel) -> Fraction:
    return Fraction(level.number if isinstance(level, Level) else level.value)


def _percent(pays: Pays) -> Fraction:
    if not isinstance(pays, Percent):
        raise UsageError(f"{pays} is no percentage; a settlement computes effects in per cent")
    return Fraction(pays.value)


def _bound(tier: Tier) -> Fraction:
    return _number(tier.below)


def _tier(effect: TierCredit, figure: Fraction) -> Payment:
    below = [tier for tier in effect.tiers if figure < _bound(tier)]
    if not below:
        least = max(effect.tiers, key=_bound).below
        return Payment(Fraction(0), f"not below {least}", "no tier")
    deepest = min(below, key=_bound)
    return Payment(-_percent(deepest.credit), f"below {deepest.below}", f"tier below {deepest.below}")


def _curve(effect: Curve, figure: Fraction) -> Payment:
    points = effect.points
    for point in points:
        if figure == _number(point.at):
            return Payment(_percent(point.pays), f"exactly {point.at}", f"the point at {point.at}")
    first, last = points[0], points[-1]
    if figure < _number(first.at):
        return _beyond(effect, figure, first, points[:2], f"below {first.at}")
    if figure > _number(last.at):
        return _beyond(effect, figure, last, points[-2:], f"above {last.at}")
    left, right = next((a, b) for a, b in pairwise(points) if figure < _number(b.at))
    return _line(figure, left, right, f"between {left.at} and {right.at}")


def _beyond(
    effect: Curve, figure: Fraction, outermost: CurvePoint, line: tuple[CurvePoint, ...], place: str
) -> Payment:
    if effect.outside == "clamp":
        return Payment(_percent(outermost.pays), place, f"the outermost point, at {outermost.at}")
    return _line(figure, line[0], line[-1], place)


def _line(figure: Fraction, left: CurvePoint, right: CurvePoint, place: str) -> Payment:
    x0, x1, y0, y1 = _number(left.at), _number(right.at), _percent(left.pays), _percent(right.pays)
    percent = y0 + (y1 - y0) * (figure - x0) / (x1 - x0)
    shown = percent_text(figure).removesuffix(" %")
    working = f"{_bare(left.pays)} + ({_bare(right.pays)} - {_bare(left.pays)}) × ({shown} - {_bare(left.at)})"
    return Payment(percent, place, f"{working} / ({_bare(right.at)} - {_bare(left.at)})")


def _bare(value: FigureLevel | Pays) -> str:
    return str(value).removesuffix(" %")
