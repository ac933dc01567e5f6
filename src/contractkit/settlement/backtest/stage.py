"""What settlements of plain clauses look at again and again: pieces, charges, bases and windows, each worked out once.

Plain are curves and credits by tiers, in per cent, for the figures of time targets, with nothing that qualifies them;
caps in fixed windows for the whole contract; and one rounding at the end. All else goes through `settle`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.charging.bases import amount_of
from contractkit.charging.charges import charges
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.sparing import decided
from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.terms import Agreement
from contractkit.terms.effects import Curve, Effect, Share, TierCredit
from contractkit.terms.modifiers import PLAIN
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.provisions.pass_through import PassThrough
from contractkit.terms.settling import CapStep, RoundStep, Step
from contractkit.terms.targets import Target

__all__ = ["PlainEffect", "Slot", "Stage", "is_plain", "pieces_of", "rounding_of"]

PlainEffect = Curve | TierCredit
_DAY = timedelta(days=1)


def pieces_of(agreement: Agreement, period: Period) -> tuple[Period, ...]:
    """Return the settlement periods that a period is settled in; the period itself where it lies inside one."""
    terms = agreement.settlement
    if terms.clause is None or terms.per not in MONTHS_PER:
        return (period,)
    found = []
    start = period.start
    while start < period.end:
        piece = window_of(agreement, terms.per, start)
        if piece.start < period.start or piece.end > period.end:
            return (period,)
        if in_force(agreement, piece) is not None:
            found.append(piece)
        start = piece.end
    return tuple(found)


def rounding_of(agreement: Agreement) -> Rounding:
    """Return how the sum of a plain agreement is rounded."""
    for step in agreement.settlement.steps:
        if isinstance(step, RoundStep):
            return Rounding(step.to, step.mode)
    return Rounding(Decimal(1).scaleb(-minor_units(agreement.currency)), "half-up")


def is_plain(agreement: Agreement) -> bool:
    """Return whether the money of an agreement is worked out by plain clauses only."""
    if len(agreement.versions) > 1 or agreement.not_computed or decided(agreement):
        return False
    provisions = agreement.provisions
    if any(isinstance(one, PartSettlement | PassThrough) or _costs(one) for one in provisions):
        return False
    if any(isinstance(one, Effect) or (isinstance(one, FigureTarget) and one.effects) for one in provisions):
        return False
    terms = agreement.settlement
    targets = agreement.targets
    return (
        terms.figures == ()
        and all(_plain_target(target) for target in targets)
        and all(_plain_step(step) for step in terms.steps)
        and all(not isinstance(step, RoundStep) for step in terms.steps[:-1])
        and _narrow_to_wide(terms.steps)
    )


def _costs(provision: Provision) -> bool:
    otherwise = provision.otherwise if isinstance(provision, Duty) else None
    return otherwise is not None and otherwise.pays is not None


def _plain_target(target: Target) -> bool:
    if not target.effects:
        return True
    return (
        target.per in MONTHS_PER
        and target.precision is None
        and target.minimum is None
        and target.no_volume == "no-verdict"
        and target.no_data == "undetermined"
        and all(_plain_effect(effect) for effect in target.effects)
    )


def _plain_effect(effect: Effect) -> bool:
    if effect.modifiers != PLAIN or effect.holds is not None or effect.figures:
        return False
    if isinstance(effect, Curve):
        return all(isinstance(point.pays, Percent) and isinstance(point.at, Percent) for point in effect.points)
    if isinstance(effect, TierCredit):
        return all(
            isinstance(tier.credit, Percent) and isinstance(tier.below, Percent) and tier.side == "below"
            for tier in effect.tiers
        )
    return False


def _plain_step(step: Step) -> bool:
    if isinstance(step, RoundStep):
        return step.scope == "once" and step.holds is None
    if not isinstance(step, CapStep) or step.per.word not in MONTHS_PER or step.per.n is not None:
        return False
    usual = (step.scope, step.adds_up, step.charges_of, step.on_excess, step.holds)
    return (
        usual == ("contract", "at-end", "same", "report-only", None)
        and step.per.from_day is None
        and step.caps in ("malus", "bonus", "both")
        and isinstance(step.limit, Money | Share)
    )


def _narrow_to_wide(steps: tuple[Step, ...]) -> bool:
    lengths = [MONTHS_PER[step.per.word] for step in steps if isinstance(step, CapStep)]
    return lengths == sorted(lengths)


@attrs.frozen(eq=False)
class Slot:
    """One own period of one target inside a settlement period.

    Attributes:
        target: The id of the target.
        per: The word of its period.
        period: Its own period.
        settled_on: Its last day on which the agreement holds.
    """

    target: str
    per: str
    period: Period
    settled_on: date


@attrs.define(eq=False)
class Stage:
    """The charges and bases of agreements that charge the same.

    Attributes:
        agreement: One of them.
        told: What charging has to be told.
    """

    agreement: Agreement
    told: ChargingFacts
    _charges: dict[tuple[date, date], tuple[Fraction, ...] | None] = attrs.field(factory=dict, init=False)
    _bases: dict[tuple[str, date, date], Fraction] = attrs.field(factory=dict, init=False)
    _slots: dict[tuple[str, str, date, date], tuple[Slot, ...]] = attrs.field(factory=dict, init=False)
    _windows: dict[tuple[str, date], tuple[date, date]] = attrs.field(factory=dict, init=False)
    _limits: dict[tuple[Percent, str, tuple[date, date]], Fraction] = attrs.field(factory=dict, init=False)

    def serves(self, agreement: Agreement) -> bool:
        """Return whether an agreement charges what this one does."""
        own = self.agreement
        return agreement is own or (
            agreement.fees == own.fees
            and agreement.term == own.term
            and agreement.currency == own.currency
            and dict(agreement.services) == dict(own.services)
            and agreement.provisions == own.provisions
        )

    def charges(self, period: Period) -> tuple[Fraction, ...] | None:
        """Return what is charged in a period, line by line; None where something is not known."""
        key = (period.start, period.end)
        if key not in self._charges:
            found = charges(self.agreement, period, self.told)
            known = all(one.missing is None for one in found)
            self._charges[key] = tuple(one.exact for one in found) if known else None
        return self._charges[key]

    def base(self, word: str, period: Period) -> Fraction:
        """Return the amount that a word means in a period."""
        key = (word, period.start, period.end)
        if key not in self._bases:
            self._bases[key] = amount_of(self.agreement, word, period, None, self.told).exact
        return self._bases[key]

    def limit(self, step: CapStep, window: tuple[date, date]) -> Fraction:
        """Return the most that a cap leaves in a window."""
        limit = step.limit
        if isinstance(limit, Money):
            return Fraction(limit.amount)
        assert isinstance(limit, Share)
        key = (limit.percent, limit.of, window)
        if key not in self._limits:
            period = window_of(self.agreement, step.per.word, window[1] - _DAY)
            self._limits[key] = self.base(limit.of, period) * Fraction(limit.percent.value) / 100
        return self._limits[key]

    def window(self, per: str, day: date) -> tuple[date, date]:
        """Return the first date and the end of the window of a cap in which a day lies."""
        key = (per, day)
        if key not in self._windows:
            found = window_of(self.agreement, per, day)
            self._windows[key] = (found.start, found.end)
        return self._windows[key]

    def slots(self, target: Target, piece: Period) -> tuple[Slot, ...]:
        """Return the own periods of a target that are settled in a settlement period, by date."""
        key = (target.id, str(target.per), piece.start, piece.end)
        if key not in self._slots:
            self._slots[key] = tuple(
                Slot(target.id, str(target.per), own, (in_force(self.agreement, own) or own).end - _DAY)
                for own in self._own_periods(str(target.per), piece)
            )
        return self._slots[key]

    def _own_periods(self, per: str, piece: Period) -> Iterator[Period]:
        own = window_of(self.agreement, per, piece.start)
        while own.start < piece.end:
            held = in_force(self.agreement, own)
            if held is not None and held.end <= piece.end:
                yield own
            own = window_of(self.agreement, per, own.end)
