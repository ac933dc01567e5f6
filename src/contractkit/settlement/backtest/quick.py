"""Settlements of plain agreements, exact to the cent, without their lines: the same sums that `settle` comes to.

A thousand variants share charges, bases, counts and what an effect pays at a count; caps and rounding are then a few
exact sums for each period. That the sums are those of `settle` is a law, tested on agreements drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.following import BONUS, MALUS, CapHere, PieceCaps, Used, settled_piece
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.stage import PlainEffect, Slot, Stage, is_plain, pieces_of, rounding_of
from contractkit.settlement.figures import Figure
from contractkit.settlement.payments import payment_range
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep

__all__ = ["Plan", "Planned", "Quick"]

Window = tuple[date, date]
_NOTHING = Fraction(0)


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
class Piece:
    """One settlement period: its effects, and what is charged and capped in it."""

    effects: tuple[Planned, ...]
    sums: PieceCaps


@attrs.frozen(eq=False)
class Plan:
    """How an agreement is settled over a period, before any figure is known.

    Attributes:
        currency: The currency of all amounts.
        pieces: The settlement periods, in order.
    """

    currency: str
    pieces: tuple[Piece, ...]


@attrs.define(eq=False)
class Quick:
    """Settles plain agreements over one period; what they have in common is worked out once.

    Attributes:
        period: The period.
        told: What charging has to be told.
    """

    period: Period
    told: SettlementFacts
    _stages: list[Stage] = attrs.field(factory=list, init=False)
    _paid: dict[tuple[int, int, int], tuple[Fraction, Fraction]] = attrs.field(factory=dict, init=False)
    _effects: dict[PlainEffect, PlainEffect] = attrs.field(factory=dict, init=False)
    _by_id: dict[int, PlainEffect] = attrs.field(factory=dict, init=False)
    _kept: list[object] = attrs.field(factory=list, init=False)

    def plan(self, agreement: Agreement) -> Plan | None:
        """Return how an agreement is settled; None where it is not plain, or something is not known."""
        if not is_plain(agreement) or self.told.amounts or self.told.by_period:
            return None  # an amount that was told is only that of its own dates
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
        return Plan(agreement.currency, found)

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
        whole = sum(charged, _NOTHING)
        sums = PieceCaps(piece, agreement.currency, rounding_of(agreement), whole, tuple(steps))
        return Piece(effects, sums)

    def _step(self, stage: Stage, cap: CapStep, effects: Sequence[Planned], piece: Period) -> CapHere | None:
        places: dict[Window, list[int]] = {}
        for place, planned in enumerate(effects):
            places.setdefault(stage.window(cap.per.word, planned.slot.settled_on), []).append(place)
        carried = any(start < piece.start or end > piece.end for start, end in places)
        held = self.period.start if stage.agreement.term is None else stage.agreement.term.start
        if carried and (len(places) > 1 or any(max(start, held) < self.period.start for start, _ in places)):
            return None  # a window that splits the period, or counts settlements that nobody handed over
        sides = {"malus": (MALUS,), "bonus": (BONUS,), "both": (MALUS, BONUS)}[cap.caps]
        windows = tuple((window, stage.limit(cap, window), tuple(several)) for window, several in places.items())
        return CapHere(sides, windows, carried)

    def settle(self, plan: Plan, figure: Callable[[str, Period], Figure]) -> tuple[PeriodSum, ...]:
        """Return the sums of each settlement period."""
        used = Used()
        return tuple(
            settled_piece(
                piece.sums,
                [self._amount(one, figure(one.slot.target, one.slot.period)) for one in piece.effects],
                used,
            )
            for piece in plan.pieces
        )

    def settle_amounts(self, plan: Plan, amounts: Mapping[int, Sequence[Fraction]]) -> tuple[PeriodSum, ...]:
        """Return the sums where the effects of each settlement period come to given amounts before caps."""
        used = Used()
        return tuple(
            settled_piece(piece.sums, [(amount, amount) for amount in amounts[place]], used)
            for place, piece in enumerate(plan.pieces)
        )

    def _amount(self, planned: Planned, figure: Figure) -> tuple[Fraction, Fraction]:
        if not figure.volume:
            return _NOTHING, _NOTHING
        effect = planned.effect
        key = (id(effect), id(figure), id(planned.base))
        found = self._paid.get(key)
        if found is None:
            low, high = payment_range(effect, figure)
            least = planned.base * low / 100
            found = self._paid[key] = (least, least if low == high else planned.base * high / 100)
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
