"""Histories that could as well have happened: items drawn anew in each cell, and what the effects then come to.

Floats and numpy, no settlement: an interval is about amounts, and never paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any
from zlib import crc32

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.backtest.drawn_alone import DrawnAlone
from contractkit.settlement.backtest.luck import Luck
from contractkit.settlement.backtest.quick import Piece, Plan, Planned
from contractkit.settlement.backtest.redrawn import Redrawn, is_counted
from contractkit.settlement.backtest.results import Interval
from contractkit.settlement.backtest.stage import PlainEffect
from contractkit.settlement.backtest.together import Drawable, followed, in_groups
from contractkit.settlement.backtest.truths import Judge
from contractkit.settlement.effects import stands_beside
from contractkit.settlement.figures import Figure
from contractkit.settlement.worked import Worked
from contractkit.terms.effects import Curve, Effect

__all__ = ["Drawing"]

Floats = NDArray[np.float64]
_MALUS, _BONUS = -1, 1


@attrs.define(eq=False)
class Drawing:
    """Draws histories, and works out what plain effects come to in them.

    A cell is one target in one of its own periods. The items that were judged in it are drawn anew, as many as there
    were, with replacement; cells are drawn for themselves. How many of n items are then met is binomial, with the
    share that was met.

    Attributes:
        resamples: How many histories.
        seed: What drawing begins with; each cell draws by seed, target and date, so that variants meet the same luck.
        level: The share of histories that an interval holds.
    """

    resamples: int
    seed: int
    level: float
    _shares: dict[int, Floats] = attrs.field(factory=dict, init=False)
    _paid: dict[tuple[int, int], Floats] = attrs.field(factory=dict, init=False)
    _kept: list[Any] = attrs.field(factory=list, init=False)
    _luck: Luck = attrs.field(init=False)
    _alone: DrawnAlone = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with cells of which none is drawn."""
        self._luck = Luck(self.resamples, self.seed)
        self._alone = DrawnAlone(self.resamples)

    def intervals_of(self, variants: Iterable[Sequence[Worked]]) -> Iterator[tuple[int, Interval | None, str | None]]:
        """Yield the interval of the effects of each variant, whatever its clauses; or why there is none.

        Variants are followed together where they can be, so that they may come in another order than they were given.

        Args:
            variants: The settlement periods of each variant as they happened, in order.

        Yields:
            The place of the variant among those that were given, its interval, and why it has none.
        """
        without: list[tuple[int, str]] = []

        def drawable() -> Iterator[tuple[int, Drawable]]:
            for place, one in enumerate(variants):
                why = _undrawn(one)
                if why is None:
                    yield place, self._drawable(one)
                else:
                    without.append((place, why))

        for group in in_groups(drawable(), self.resamples):
            for (place, _), interval in zip(group, self._intervals([one for _, one in group]), strict=True):
                yield place, interval, None
        yield from ((place, None, why) for place, why in without)

    def sums_of(self, worked: Sequence[Worked]) -> Floats:
        """Return what the effects of settlement periods come to together, after all steps, in each history.

        Args:
            worked: The settlement periods as they happened, in order.
        """
        return np.asarray(followed([self._drawable(worked)])[0], np.float64)

    def _intervals(self, variants: Sequence[Drawable]) -> Iterator[Interval]:
        sums = followed(variants)
        tail = (1 - self.level) / 2
        lows, highs = np.quantile(sums, [tail, 1 - tail], axis=1)
        means = sums.mean(axis=1)
        for variant, low, high, mean in zip(variants, lows, highs, means, strict=True):
            money = _money(variant.worked[0].matter.version.currency)
            held, conditions = (tuple(sorted(one)) for one in (variant.redrawn.held, variant.redrawn.as_happened))
            ends = money(low), money(high), money(mean)
            yield Interval(*ends, self.level, self.resamples, self.seed, held, conditions)

    def _drawable(self, worked: Sequence[Worked]) -> Drawable:
        effects = [paid.occasion.effect for one in worked for paid in one.paid if paid.occasion is not None]
        repeats = (one for one in effects if isinstance(one, Effect) and one.modifiers.repeat is not None)
        clauses = frozenset(str(one.clause) for one in repeats)
        return Drawable(worked, Redrawn(Judge(self._luck, worked[0].matter.period), self._alone, clauses))

    def interval(self, plan: Plan, figure: Callable[[str, Period], Figure]) -> Interval:
        """Return the interval of all effects of a plan together, over the drawn histories."""
        sums = self.effects(plan, figure).sum(axis=0)
        tail = (1 - self.level) / 2
        low, high = np.quantile(sums, [tail, 1 - tail])
        money = _money(plan.currency)
        return Interval(money(low), money(high), money(sums.mean()), self.level, self.resamples, self.seed)

    def effects(self, plan: Plan, figure: Callable[[str, Period], Figure]) -> Floats:
        """Return what the effects of each settlement period come to after caps: a row for each, a column a history."""
        used: dict[tuple[int, int, Any], Floats | float] = {}
        found = np.zeros((len(plan.pieces), self.resamples))
        for place, piece in enumerate(plan.pieces):
            amounts = [self._amount(planned, figure) for planned in piece.effects]
            found[place] = self._capped(piece, amounts, used)
        return found

    def _amount(self, planned: Planned, figure: Callable[[str, Period], Figure]) -> Floats:
        counts = figure(planned.slot.target, planned.slot.period)
        key = (id(planned.effect), id(counts))
        paid = self._paid.get(key)
        if paid is None:
            paid = self._paid[key] = _percent(planned.effect, self._share(planned, counts)) / 100
            self._kept += (planned.effect, counts)
        return paid * float(planned.base)

    def _share(self, planned: Planned, counts: Figure) -> Floats:
        """Return the drawn shares in per cent; not a number where nothing was judged."""
        found = self._shares.get(id(counts))
        if found is not None:
            return found
        slot = planned.slot
        luck = np.random.default_rng([self.seed, crc32(slot.target.encode()), slot.period.start.toordinal()])
        drawn: Floats = np.full(self.resamples, np.nan)
        if counts.count:
            met = luck.binomial(counts.count, counts.met / counts.count, self.resamples)
            drawn = np.asarray(met * (100 / counts.count), np.float64)
        self._shares[id(counts)] = drawn
        self._kept.append(counts)
        return drawn

    def _capped(self, piece: Piece, amounts: list[Floats], used: dict[tuple[int, int, Any], Floats | float]) -> Floats:
        sides = {
            _MALUS: [np.minimum(amount, 0.0) for amount in amounts],
            _BONUS: [np.maximum(amount, 0.0) for amount in amounts],
        }
        for number, step in enumerate(piece.sums.caps):
            for side in step.sides:
                for window, limit, places in step.windows:
                    here = sides[side]
                    whole = np.abs(sum((here[place] for place in places), np.zeros(self.resamples)))
                    left = np.maximum(0.0, float(limit) - used.get((number, side, window), 0.0))
                    over = whole > left
                    if over.any():
                        factor = np.where(over, left / np.where(over, whole, 1.0), 1.0)
                        for place in places:
                            here[place] = here[place] * factor
        nothing = np.zeros(self.resamples)
        total = {side: sum(sides[side], nothing) for side in sides}
        for number, step in enumerate(piece.sums.caps):
            if step.carried:
                for side in step.sides:
                    for window, _, _ in step.windows:
                        key = (number, side, window)
                        used[key] = used.get(key, 0.0) + np.abs(total[side])
        return total[_MALUS] + total[_BONUS]


def _undrawn(worked: Sequence[Worked]) -> str | None:
    """Return why nothing can be drawn; None where it can."""
    effects = [paid.occasion.effect for one in worked for paid in one.paid if paid.occasion is not None]
    if any(stands_beside(effect) for effect in effects):
        return "an effect stands in the place of another, or only the largest of several counts"
    if not any(is_counted(paid) for one in worked for paid in one.paid):
        return "no effect is counted from items, so that nothing can be drawn"
    return None


def _percent(effect: PlainEffect, shares: Floats) -> Floats:
    """Return what an effect pays at each share, in per cent of its amount; nothing where there is no share."""
    if isinstance(effect, Curve):
        at = np.array([float(_number(point.at)) for point in effect.points])
        pays = np.array([float(_number(point.pays)) for point in effect.points])
        found = np.interp(shares, at, pays)
        if effect.outside == "extend":
            below, above = shares < at[0], shares > at[-1]
            found = np.where(below, pays[0] + (pays[1] - pays[0]) / (at[1] - at[0]) * (shares - at[0]), found)
            last = (pays[-1] - pays[-2]) / (at[-1] - at[-2])
            found = np.where(above, pays[-1] + last * (shares - at[-1]), found)
    else:
        tiers = sorted(effect.tiers, key=lambda tier: _number(tier.below))
        bounds = np.array([float(_number(tier.below)) for tier in tiers])
        credited = np.array([*(-float(_number(tier.credit)) for tier in tiers), 0.0])
        # met * (100 / n) may lie a hair beside the exact share; a share counts as at a bound where it is that near
        found = credited[np.searchsorted(bounds, shares + 1e-9, side="right")]
    return np.where(np.isnan(shares), 0.0, found)


def _number(value: Any) -> Decimal:
    number: Decimal = value.value
    return number


def _money(currency: str) -> Callable[[float], Money]:
    rounding = Rounding(Decimal(1).scaleb(-minor_units(currency)), "half-up")
    return lambda value: Money(rounding.apply(Decimal(float(value))), currency)
