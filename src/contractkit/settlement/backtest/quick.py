"""Settlements of plain agreements, exact to the cent, without their lines: the same sums that `settle` comes to.

A thousand variants share charges, bases, counts and what an effect pays at a count; caps and rounding are then a few
exact sums for each period. That the sums are those of `settle` is a law, tested on agreements drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.charging.knowing import ChargingFacts
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding, largest_remainder
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.stage import PlainEffect, Slot, Stage, is_plain, pieces_of, rounding_of
from contractkit.settlement.figures import Figure
from contractkit.settlement.payments import payment_range
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep

__all__ = ["Plan", "Planned", "Quick"]

Window = tuple[date, date]
_NOTHING = Fraction(0)
_MALUS, _BONUS = -1, 1


@attrs.frozen(eq=False)
class Planned:
    """One effect of one own period.

    Attributes:
        effect: The effect.
        slot: The own period.
        base: The amount of which it takes a share.
    """

    effect: PlainEffect
    slot: Slot
    base: Fraction


@attrs.frozen(eq=False)
class Step:
    """One cap in one settlement period.

    Attributes:
        sides: Which sides it cuts: -1 malus, 1 bonus.
        windows: Its windows in this period, each with its limit and the places of the effects that lie in it.
        carried: Whether its windows reach beyond this period, so that earlier periods have used some of them.
    """

    sides: tuple[int, ...]
    windows: tuple[tuple[Window, Fraction, tuple[int, ...]], ...]
    carried: bool


@attrs.frozen(eq=False)
class Piece:
    """One settlement period: what is charged, which effects it has, and which caps."""

    period: Period
    charged: Fraction
    lines: int
    effects: tuple[Planned, ...]
    steps: tuple[Step, ...]


@attrs.frozen(eq=False)
class Plan:
    """How an agreement is settled over a period, before any figure is known.

    Attributes:
        currency: The currency of all amounts.
        rounding: How each settlement period is rounded.
        pieces: The settlement periods, in order.
    """

    currency: str
    rounding: Rounding
    pieces: tuple[Piece, ...]


@attrs.define(eq=False)
class Quick:
    """Settles plain agreements over one period; what they have in common is worked out once.

    Attributes:
        period: The period.
        told: What charging has to be told.
    """

    period: Period
    told: ChargingFacts
    _stages: list[Stage] = attrs.field(factory=list, init=False)
    _paid: dict[tuple[int, int, int], tuple[Fraction, Fraction]] = attrs.field(factory=dict, init=False)
    _effects: dict[PlainEffect, PlainEffect] = attrs.field(factory=dict, init=False)
    _by_id: dict[int, PlainEffect] = attrs.field(factory=dict, init=False)
    _kept: list[object] = attrs.field(factory=list, init=False)

    def plan(self, agreement: Agreement) -> Plan | None:
        """Return how an agreement is settled; None where it is not plain, or something is not known."""
        if not is_plain(agreement):
            return None
        stage = next((one for one in self._stages if one.serves(agreement)), None)
        if stage is None:
            stage = Stage(agreement, self.told)
            self._stages.append(stage)
        caps = tuple(step for step in agreement.settlement.steps if isinstance(step, CapStep))
        pieces = pieces_of(agreement, self.period)
        planned = [self._piece(stage, agreement, caps, piece) for piece in pieces]
        found = tuple(piece for piece in planned if piece is not None)
        if len(found) < len(planned) or not found:
            return None
        return Plan(agreement.currency, rounding_of(agreement), found)

    def _piece(self, stage: Stage, agreement: Agreement, caps: Sequence[CapStep], piece: Period) -> Piece | None:
        charged = stage.charges(piece)
        if not charged:
            return None
        effects = tuple(
            Planned(self._one(effect), slot, stage.base(effect.of, slot.period))
            for target in agreement.targets
            if target.effects
            for slot in stage.slots(target, piece)
            for effect in target.effects
            if isinstance(effect, PlainEffect)
        )
        steps = []
        for cap in caps:
            step = self._step(stage, cap, effects, piece)
            if step is None:
                return None
            steps.append(step)
        return Piece(piece, sum(charged, _NOTHING), len(charged), effects, tuple(steps))

    def _step(self, stage: Stage, cap: CapStep, effects: Sequence[Planned], piece: Period) -> Step | None:
        places: dict[Window, list[int]] = {}
        for place, planned in enumerate(effects):
            places.setdefault(stage.window(cap.per.word, planned.slot.settled_on), []).append(place)
        carried = any(start < piece.start or end > piece.end for start, end in places)
        held = self.period.start if stage.agreement.term is None else stage.agreement.term.start
        if carried and (len(places) > 1 or any(max(start, held) < self.period.start for start, _ in places)):
            return None  # a window that splits the period, or counts settlements that nobody handed over
        sides = {"malus": (_MALUS,), "bonus": (_BONUS,), "both": (_MALUS, _BONUS)}[cap.caps]
        windows = tuple((window, stage.limit(cap, window), tuple(several)) for window, several in places.items())
        return Step(sides, windows, carried)

    def settle(self, plan: Plan, figure: Callable[[str, Period], Figure]) -> tuple[PeriodSum, ...] | None:
        """Return the sums of each settlement period; None where a figure leaves open what an effect pays."""
        used: dict[tuple[int, int, Window], Fraction] = {}
        found = []
        for piece in plan.pieces:
            amounts = []
            for planned in piece.effects:
                low, high = self._amount(planned, figure(planned.slot.target, planned.slot.period))
                if low is not high and low != high:
                    return None
                amounts.append(low)
            found.append(_settled(plan, piece, amounts, used))
        return tuple(found)

    def settle_amounts(self, plan: Plan, amounts: Mapping[int, Sequence[Fraction]]) -> tuple[PeriodSum, ...]:
        """Return the sums where the effects of each settlement period come to given amounts before caps."""
        used: dict[tuple[int, int, Window], Fraction] = {}
        return tuple(_settled(plan, piece, list(amounts[place]), used) for place, piece in enumerate(plan.pieces))

    def _amount(self, planned: Planned, figure: Figure) -> tuple[Fraction, Fraction]:
        if not figure.volume:
            return _NOTHING, _NOTHING
        effect = planned.effect
        key = (id(effect), id(figure), id(planned.base))
        found = self._paid.get(key)
        if found is None:
            low, high = payment_range(effect, figure)
            found = self._paid[key] = (planned.base * low / 100, planned.base * high / 100)
            self._kept += (effect, figure, planned.base)  # so that their numbers stay their own
        return found

    def _one(self, effect: PlainEffect) -> PlainEffect:
        """Return the same value for equal effects of several variants."""
        known = self._by_id.get(id(effect))
        if known is None:
            known = self._effects.setdefault(effect, effect)
            self._by_id[id(effect)] = known
            self._kept.append(effect)
        return known


def _settled(
    plan: Plan, piece: Piece, amounts: list[Fraction], used: dict[tuple[int, int, Window], Fraction]
) -> PeriodSum:
    """Return the sums of one settlement period, and note what it used of the caps."""
    for number, step in enumerate(piece.steps):
        for side in step.sides:
            for window, limit, places in step.windows:
                here = [place for place in places if (amounts[place] < 0 if side < 0 else amounts[place] > 0)]
                if not here:
                    continue
                whole = abs(sum([amounts[place] for place in here], _NOTHING))
                gone = used.get((number, side, window))
                left = limit if gone is None else max(_NOTHING, limit - gone)
                if whole > left:
                    kept = left / whole
                    for place in here:
                        amounts[place] = amounts[place] * kept
    sums = {0: piece.charged}
    for amount in amounts:
        side = _MALUS if amount < 0 else _BONUS
        sums[side] = sums[side] + amount if side in sums else amount
    total = plan.rounding.apply(sum(sums.values(), _NOTHING))
    if len(sums) == 1:
        rounded = {0: total}
    else:
        rounded = dict(zip(sums, largest_remainder(list(sums.values()), total, plan.rounding.to), strict=True))
    for number, step in enumerate(piece.steps):
        if step.carried:
            for side in step.sides:
                for window, _, _ in step.windows:
                    more = abs(Fraction(rounded.get(side, 0)))
                    used[number, side, window] = used.get((number, side, window), _NOTHING) + more
    nothing = Decimal(0)
    charges, malus, bonus = (rounded.get(side, nothing) for side in (0, _MALUS, _BONUS))
    currency = plan.currency
    return PeriodSum(
        piece.period,
        Money(charges, currency),
        Money(malus, currency),
        Money(bonus, currency),
        Money(total, currency),
    )
