"""What an effect pays for a figure, as an exact percentage: look-up by tiers, straight lines between points.

Pure arithmetic: no money, no periods, no caps. A malus is negative, a bonus positive.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.money import Percent
from contractkit.records.said import said
from contractkit.settlement.figures import Figure
from contractkit.settlement.ladders import curve_words, deepest, joined, number_of, shallowest
from contractkit.terms.effects import ComputedEffect, Curve, Pays, TierCredit

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
        >>> from contractkit.terms.effects import CurvePoint
        >>> points = tuple(CurvePoint(Percent(at), Percent(pays)) for at, pays in ((90, -10), (95, 0), (100, 5)))
        >>> paid = payment_at(Curve(ClauseRef("SLA", "5.1"), "fixed-fee", points), Fraction(37, 40))
        >>> paid.percent, paid.place, paid.working
        (Fraction(-5, 1), 'between 90 % and 95 %', '-10 + (0 + 10) × (92.5 - 90) / (95 - 90)')
    """
    figure = share * 100
    return _tier(effect, figure) if isinstance(effect, TierCredit) else _curve(effect, figure)


def bounds_of(effect: ComputedEffect) -> tuple[Fraction, ...]:
    """Return the percentages that a figure is compared with, from low to high."""
    bounds = [tier.below for tier in effect.tiers] if isinstance(effect, TierCredit) else [p.at for p in effect.points]
    return tuple(sorted({number_of(bound) for bound in bounds}))


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


def _percent(pays: Pays) -> Fraction:
    if not isinstance(pays, Percent):
        raise UsageError(f"{pays} is no percentage; a settlement computes effects in per cent")
    return Fraction(pays.value)


def _tier(effect: TierCredit, figure: Fraction) -> Payment:
    tier = deepest(effect.tiers, figure)
    if tier is None:
        first = shallowest(effect.tiers)
        return Payment(Fraction(0), said(f"not {first.side} {{start}}", start=first.below), "no tier")
    return Payment(
        -_percent(tier.credit),
        said(f"{tier.side} {{start}}", start=tier.below),
        said("tier {where}", where=said(f"{tier.side} {{start}}", start=tier.below)),
    )


def _curve(effect: Curve, figure: Fraction) -> Payment:
    points = [(number_of(point.at), _percent(point.pays)) for point in effect.points]
    found = joined(points, figure, effect.outside)
    return Payment(found.value, *curve_words(effect, figure, found))
