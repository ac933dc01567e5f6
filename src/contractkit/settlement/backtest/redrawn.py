"""What effects come to in drawn histories, with everything that qualifies them. Floats and numpy, no settlement.

What is not counted from items (told figures, deliveries, deposits) stays as it happened; `Redrawn.held` names it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.backtest.drawn_alone import MANY, Came, DrawnAlone
from contractkit.settlement.backtest.failing import failed_in_a_row
from contractkit.settlement.backtest.heights import each_item_of, heights_of
from contractkit.settlement.backtest.luck import Floats, Truths, minor, to_unit
from contractkit.settlement.backtest.own_caps import OwnCaps
from contractkit.settlement.backtest.own_waits import OwnWaits
from contractkit.settlement.backtest.truths import Drawn, Judge, is_drawn
from contractkit.settlement.effects import scene_of
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.naming import called
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.claiming import claimed
from contractkit.settlement.paying.kinds.points_credit import cost_of
from contractkit.settlement.paying.limits import limit_of, window_in
from contractkit.settlement.paying.past import (
    OWN,
    carried_in,
    latest_before,
    may_wait,
    period_before,
)
from contractkit.settlement.paying.points import givers_of, told_points
from contractkit.settlement.paying.registry import alone
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import amount_of_worth
from contractkit.settlement.waiting import settled_with
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.modifiers import Modifiers
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.pool_credit import PoolCredit

__all__ = ["Redrawn", "is_counted"]

_DUST = 1e-7
"""What floats leave of nothing, and how near a bound is at it: an exact tie falls as in a settlement."""


@attrs.define(eq=False)
class Redrawn:
    """Works out effects in drawn histories, each in each of its periods once.

    Attributes:
        judge: Says in which histories conditions hold.
        shared: What other variants have found already.
        repeats: The clauses of effects that count failures, under any wording.
        held: What stays as it happened.
        as_happened: Whose condition is answered as it happened.
        own_caps: What caps of effects' own count of earlier settlements.
        own_waits: What effects kept for themselves.
    """

    judge: Judge
    shared: DrawnAlone
    repeats: frozenset[str] = frozenset()
    held: set[str] = attrs.field(factory=set, init=False)
    as_happened: set[str] = attrs.field(factory=set, init=False)
    _came: dict[Any, Came] = attrs.field(factory=dict, init=False)
    own_caps: OwnCaps = attrs.field(init=False)
    own_waits: OwnWaits = attrs.field(factory=OwnWaits, init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with nothing settled in the tested period."""
        self.own_caps = OwnCaps(self.judge.since)

    def amount(self, matter: Matter, paid: Paid) -> Floats:
        """Return the money of an effect in each history, before any step of the settlement."""
        luck = self.judge.luck
        occasion = paid.occasion
        if occasion is None or not isinstance(occasion.effect, Effect) or paid.settles_as == "charge":
            return luck.same(paid.computed.now)
        if matter.kept is not None and is_counted(paid) and _is_alone(matter, occasion.effect, occasion.version):
            came = self._by_figure_alone(matter, paid, occasion)
            if came is not None:
                return came.amount
        scene = scene_of(matter, occasion, paid.figure)
        scene = attrs.evolve(scene, kept=matter.kept, within=settled_with(matter, occasion))
        came = self._of(scene, matter, paid.target or "")
        if came is None or not is_counted(paid):
            self.held.add(paid.name)
        if came is None:
            self.own_waits.keep(paid, luck.same(paid.computed.carried))
            return luck.same(paid.under("now"))
        self.own_waits.keep(paid, came.waits)
        asked = (occasion.effect.modifiers.only_if, occasion.effect.modifiers.bonus_only_if)
        if not all(one is None or is_drawn(one) for one in asked):
            self.as_happened.add(paid.name)
        return came.amount if paid.computed.gives == "money" else luck.same(0)

    def _by_figure_alone(self, matter: Matter, paid: Paid, occasion: Occasion) -> Came | None:
        """Return what an effect comes to on which nothing else decides; None where it is not drawn."""
        effect, target = occasion.effect, paid.target or ""
        assert isinstance(effect, Effect)

        def scene() -> Scene:
            found = scene_of(matter, occasion, paid.figure)
            return attrs.evolve(found, kept=matter.kept, within=settled_with(matter, occasion))

        drawn = self.shared.of_kind(matter, paid, scene, lambda looking: self._alone(looking, matter, target))
        if drawn is None or _gives_points(effect):
            return None
        if str(effect.clause) not in self.repeats:
            return self.shared.came(drawn, 0, None)
        looking = scene()
        before = self._before(looking, target)
        earlier = self._failures(looking, matter, before)
        came = self.shared.came(drawn, earlier, effect.modifiers.repeat)
        self._came[_key(looking, target, looking.period)] = came
        return came

    def _of(self, scene: Scene, matter: Matter, target: str) -> Came | None:
        key = _key(scene, target, scene.period)
        if key not in self._came:
            try:
                found = self._alone(scene, matter, target)
                if found is None:
                    return None
                self._came[key] = self._qualified(scene, matter, target, *found)
            except NotKnownError:
                return None
        return self._came[key]

    # -- the kind by itself ------------------------------------------------------------------------------------------

    def _alone(self, scene: Scene, matter: Matter, target: str) -> tuple[Floats, Truths] | None:
        """Return what the kind comes to, and in which histories it is for a failure; None where nothing is drawn."""
        effect, luck = scene.effect, self.judge.luck
        if isinstance(effect, PointsCredit):
            return self._points(scene, matter, effect)
        if isinstance(effect, PoolCredit):
            return self._pool(scene, matter, effect)
        figure = scene.figure
        share = None if figure is None else luck.share(target, figure)
        if figure is None or share is None:
            found = alone(scene)
            return luck.same(found.now), luck.all(found.failed is True)
        if isinstance(effect, PerItem):
            amounts = each_item_of(scene, effect, luck.met(target, figure))
        else:
            amounts = heights_of(scene, share, self.shared)
        if amounts is None:
            return None
        _, breached = luck.verdicts(target, figure)
        costs = amounts > 0 if isinstance(effect, Effect) and _gives_points(effect) else amounts < 0
        return amounts, costs if figure.verdict == "none" else breached

    def _points(self, scene: Scene, matter: Matter, effect: PointsCredit) -> tuple[Floats, Truths] | None:
        total = self.judge.luck.same(0)
        for giver in givers_of(scene, effect.figures):
            told = told_points(scene, giver.names)
            if told is not None or giver.target is None:
                return None
            for period in own_periods(scene.agreement, giver.target.per, scene.period):
                figure = matter.figures(scene.agreement, giver.target, period)[0]
                own = attrs.evolve(scene, effect=giver.effect, target=giver.target, figure=figure, period=period)
                came = self._of(own, matter, giver.target.id)
                if came is None:
                    return None
                total = total + came.amount
        numbers, where = np.unique(np.round(total, 9), return_inverse=True)
        costs = [float(cost_of(scene, effect, Fraction(str(number))).exact) for number in numbers.tolist()]
        return np.array(costs)[where], total > 0

    def _pool(self, scene: Scene, matter: Matter, effect: PoolCredit) -> tuple[Floats, Truths] | None:
        taken = self.judge.luck.same(0)
        for row in effect.allocations:
            found = called(scene.agreement, row.figure)
            if len(found) != 1 or isinstance(found[0], Metric):
                return None
            _, breached = self.judge.verdicts(found[0], scene.period, Drawn(matter, scene))
            taken = taken + breached * float(row.pool.value) * float(row.allocation.value) / 10_000
        return -np.minimum(taken, 1.0) * float(amount_of_worth(scene, effect.at_risk)), taken > 0

    # -- what qualifies it ---------------------------------------------------------------------------------------------

    def _qualified(self, scene: Scene, matter: Matter, target: str, amount: Floats, failed: Truths) -> Came:
        effect, luck = scene.effect, self.judge.luck
        assert isinstance(effect, Effect)
        rules, asked = effect.modifiers, Drawn(matter, scene)
        before = self._before(scene, target)
        if effect.holds is not None and not effect.holds.on(scene.period.last):
            amount = luck.same(0)
        if rules.only_if is not None:
            amount = np.where(self.judge.of(rules.only_if, asked), amount, 0.0)
        if rules.bonus_only_if is not None:
            amount = np.where(self.judge.of(rules.bonus_only_if, asked), amount, np.minimum(amount, 0.0))
        earlier = self._failures(scene, matter, before)
        failures = np.where(failed, earlier + 1.0, 0.0)
        if rules.repeat is not None:
            times = np.minimum(earlier, 1 if rules.repeat.grows == "stays" else MANY)
            costs = amount if _gives_points(effect) else np.minimum(amount, 0.0)
            amount = amount - costs + costs * float(rules.repeat.multiply_by) ** times
        if rules.scaled_by is not None:
            amount = amount * float(scene.number(rules.scaled_by.affected) / scene.number(rules.scaled_by.total))
        if _gives_points(effect):
            return Came(amount, failures, luck.same(0))
        amount, waits = self._bounded(scene, rules, amount, target)
        found = claimed(scene)
        if found is not None and found.state != "in-time":
            amount = np.maximum(amount, 0.0)
        return Came(amount, failures, waits)

    def _before(self, scene: Scene, target: str) -> Came | None:
        """Return what the effect came to in its period before this one, where that is drawn."""
        before = period_before(scene)
        return None if before is None else self._came.get(_key(scene, target, before))

    def _failures(self, scene: Scene, matter: Matter, before: Came | None) -> Floats | int:
        """Return in how many periods in a row before this one the figure failed: in each history, or in all."""
        return failed_in_a_row(self.judge, scene, matter) if before is None else before.failures

    def _bounded(self, scene: Scene, rules: Modifiers, amount: Floats, target: str) -> tuple[Floats, Floats]:
        """Return an amount within its own cap and above its own smallest amount, and what waits of it."""
        if may_wait(scene):
            amount = amount + self._waited(scene, target)
        waits = np.zeros_like(amount)
        if rules.cap is not None:
            most = self._most(scene, rules, target)
            if most is not None:
                kept = np.clip(amount, -most, most)
                waits = waits + (amount - kept if rules.on_excess == "carry-forward" else 0.0)
                amount = kept
        own = None if rules.rounding is None else Rounding(rules.rounding.to, rules.rounding.mode)
        smallest = rules.minimum_issue
        if smallest is not None:
            unit = own or minor(scene.agreement.currency)
            tested = np.abs(to_unit(amount, unit) if smallest.tested == "after-rounding" else amount)
            least = float(Fraction(smallest.more_than.amount) * scene.share)
            small = (np.abs(amount) > _DUST) & (tested <= least + _DUST)
            if smallest.otherwise == "lift":
                amount = np.where(small, np.copysign(least, amount), amount)
            else:
                waits = waits + (np.where(small, amount, 0.0) if smallest.otherwise == "carry-forward" else 0.0)
                amount = np.where(small, 0.0, amount)
        return to_unit(amount, own), waits

    def _waited(self, scene: Scene, target: str) -> Floats | float:
        """Return what waits for a period: of an earlier one in the same settlement, else of earlier settlements."""
        since = scene.period.start if scene.within is None else scene.within.start
        latest = latest_before(scene, since)
        if latest is not None:
            last = self._came.get(_key(scene, target, latest.period))
            return float(latest.came()[1]) if last is None else last.waits
        kept = self.own_waits.of(scene) if period_before(scene) is not None else 0.0
        return float(carried_in(scene)) if kept is None else kept

    def _most(self, scene: Scene, rules: Modifiers, target: str) -> Floats | float | None:
        """Return the most of an effect's own cap; of one for a longer window what earlier periods left of it."""
        window = window_in(scene, rules.cap)
        if window is None:
            found = limit_of(scene, rules.cap, {})
            return None if found is None else float(found[0])
        found = limit_of(scene, rules.cap, {})
        if found is None:
            return None

        def came(period: Period) -> Floats | None:
            known = self._came.get(_key(scene, target, period))
            return None if known is None else known.amount

        return np.maximum(0.0, float(found[0]) - self.own_caps.used(scene, window, came))


def is_counted(paid: Paid) -> bool:
    """Return whether an effect looks at counts, which can be drawn."""
    effect = None if paid.occasion is None else paid.occasion.effect
    if isinstance(effect, PointsCredit | PoolCredit):
        return True
    return isinstance(effect, Effect) and paid.figure is not None and paid.figure.counts is not None


def _is_alone(matter: Matter, effect: Effect, version: Agreement) -> bool:
    """Return whether nothing decides on an effect but its own figure, amounts and failures: nothing waits for it."""
    if matter.kept is None or not matter.kept.alone(effect, version):
        return False
    clause = str(effect.clause)
    waits = any(one.step == OWN and one.clause == clause for one in matter.ledger.carried(matter.period.start))
    return not waits and clause not in matter.keeping()


def _gives_points(effect: Effect) -> bool:
    return getattr(effect, "gives", None) == "points"


def _key(scene: Scene, target: str, period: Period) -> tuple[Any, ...]:
    where = () if scene.figure is None else tuple(scene.figure.where.items())
    beside: tuple[Any, ...] = () if scene.target is None else scene.target.effects
    place = next((number for number, one in enumerate(beside) if one is scene.effect), None)
    if place is None:
        place = next((number for number, one in enumerate(beside) if one == scene.effect), 0)
    return (str(scene.effect.clause), place, target, where, period.start, period.end)
