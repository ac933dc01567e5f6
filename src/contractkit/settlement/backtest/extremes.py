"""The worst and the best that figures could have been: for counts of items and for figures that are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.figures import Figure
from contractkit.settlement.occasions import Occasion
from contractkit.settlement.payments import bounds_of, payment_at
from contractkit.settlement.told import SettlementFacts, ToldFigure
from contractkit.terms.effects import Curve, Effect, TierCredit
from contractkit.terms.modifiers import PLAIN
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Extreme", "PlainEffect", "extremes_of"]

PlainEffect = Curve | TierCredit
"""The effects whose worst and best figure can be read off their points and bounds."""

Key = tuple[str, date, date]
_BESIDE = Fraction(1, 10**6)


@attrs.frozen
class Extreme:
    """One end of what could have been.

    Attributes:
        counts: For a target and a period the counts of its items.
        figures: The figures that are told.
    """

    counts: Mapping[Key, Figure]
    figures: tuple[ToldFigure, ...]

    def told(self, told: SettlementFacts) -> SettlementFacts:
        """Return the facts told with these figures in the place of those of the same targets and periods."""
        places = {(one.of, one.period.start, one.period.end) for one in self.figures}
        kept = [one for one in told.figures if (one.of, one.period.start, one.period.end) not in places]
        measured = [one for one in told.measured if (one.of, one.period.start, one.period.end) not in places]
        return attrs.evolve(told, figures=(*kept, *self.figures), measured=tuple(measured))


def extremes_of(
    occasions: Iterable[Occasion], volumes: Mapping[Key, int]
) -> tuple[Extreme, Extreme, Literal["figures", "items"]]:
    """Return the worst and the best end, and how sure they are.

    Args:
        occasions: The effects of the period.
        volumes: How many items each target that is judged on items has in each of its own periods.

    Returns:
        The two ends; and ``figures`` where no figure at all could come to less or more, ``items`` where something
        qualifies an effect, or it is of another kind, so that other ends could lie further out.
    """
    effects: dict[Key, list[Effect]] = {}
    targets: dict[Key, tuple[Target | FigureTarget, Period]] = {}
    sure = True
    for occasion in occasions:
        target, effect = occasion.target, occasion.effect
        if not isinstance(target, Target | FigureTarget) or not isinstance(effect, Effect):
            sure = False
            continue
        key = (target.id, occasion.period.start, occasion.period.end)
        effects.setdefault(key, []).append(effect)
        targets[key] = (target, occasion.period)
    counts: tuple[dict[Key, Figure], dict[Key, Figure]] = ({}, {})
    figures: tuple[list[ToldFigure], list[ToldFigure]] = ([], [])
    for key, several in effects.items():
        target, period = targets[key]
        plain = [one for one in several if isinstance(one, PlainEffect)]
        sure = sure and len(several) == 1 and plain == several and several[0].modifiers == PLAIN
        try:
            if isinstance(target, Target):
                ends = _counts(plain, period, volumes.get(key, 0))
                for found, figure in zip(counts, ends, strict=True):
                    found[key] = figure
            else:
                for found_figures, value in zip(figures, _values(plain), strict=True):
                    found_figures += _told(target, period, value)
        except UsageError:  # an effect that pays no percentage
            sure = False
    ends_found = (Extreme(counts[place], tuple(figures[place])) for place in (0, 1))
    worst, best = ends_found
    return worst, best, "figures" if sure else "items"


def _counts(effects: Sequence[PlainEffect], period: Period, volume: int) -> tuple[Figure, Figure]:
    """Return the counts at which effects come to least and to most, of so many items."""
    met = {0, volume}
    for bound in (bound / 100 for effect in effects for bound in bounds_of(effect) if 0 <= bound <= 100):
        met |= {floor(bound * volume), min(volume, ceil(bound * volume)), max(0, ceil(bound * volume) - 1)}
    pays = {many: _percent(effects, Fraction(many, volume)) if volume else Fraction(0) for many in sorted(met)}
    worst, best = (end(pays, key=lambda many: pays[many]) for end in (min, max))
    return Figure(period, worst, volume - worst), Figure(period, best, volume - best)


def _values(effects: Sequence[PlainEffect]) -> tuple[Fraction | None, Fraction | None]:
    """Return the figures at which effects come to least and to most; None where nothing is paid by them."""
    bounds = {bound for effect in effects for bound in bounds_of(effect)}
    values = sorted({value for bound in bounds for value in (bound - _BESIDE, bound, bound + _BESIDE)})
    if not values:
        return None, None
    pays = {value: _percent(effects, value / 100) for value in values}
    return min(pays, key=lambda value: pays[value]), max(pays, key=lambda value: pays[value])


def _percent(effects: Sequence[PlainEffect], share: Fraction) -> Fraction:
    return sum((payment_at(effect, share).percent for effect in effects), Fraction(0))


def _told(target: FigureTarget, period: Period, value: Fraction | None) -> tuple[ToldFigure, ...]:
    if value is None:
        return ()
    return (ToldFigure(target.id, period, value, target.reach.level.unit),)
