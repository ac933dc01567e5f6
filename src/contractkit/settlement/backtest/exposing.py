"""What is at stake for both parties: the most that can be lost and won, and what one more breach costs now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.counted import Counted, Shifted
from contractkit.settlement.backtest.folding import folded
from contractkit.settlement.backtest.quick import Plan, Quick
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.stage import PlainEffect
from contractkit.settlement.figures import Attained, Figure
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.payments import bounds_of, payment_at
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.effects import Curve, TierCredit
from contractkit.terms.targets import Target

__all__ = ["Exposure", "Stake", "break_even", "exposure"]

_DAY = timedelta(days=1)
_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
_VERSION = 1
Key = tuple[str, date, date]


@attrs.frozen
class Stake:
    """What hangs on one target in its last own period with items.

    Attributes:
        target: The id of the target.
        name: What it is called.
        period: That period.
        met: How many items were met in it.
        breached: How many were breached.
        break_even: The least share, in per cent, from which on nothing is deducted; None where nothing ever is, or
            where something always is.
        next_breach: By how much the total changes if one item that was met had been breached; negative where the
            provider loses by it. None where no item was met, or where the effect is not known.
        used_up_at: How many breaches in this period take all that breaches of this target can take; None where the
            effect does not fall steadily with the share, or nothing is taken.
    """

    target: str
    name: str
    period: Period
    met: int
    breached: int
    break_even: Fraction | None
    next_breach: Money | None
    used_up_at: int | None

    @property
    def used_up_share(self) -> Fraction | None:
        """Return the share at which the malus is used up, from 0 to 1; None where `used_up_at` is."""
        count = self.met + self.breached
        return None if self.used_up_at is None or not count else Fraction(count - self.used_up_at, count)

    @property
    def is_used_up(self) -> bool:
        """Return whether more breaches take nothing more."""
        return self.used_up_at is not None and self.breached >= self.used_up_at

    def to_dict(self) -> dict[str, Any]:
        """Return the stake as plain data; shares exactly, as text."""
        return {
            "target": self.target,
            "name": self.name,
            "period": self.period.label,
            "met": self.met,
            "breached": self.breached,
            "break_even": None if self.break_even is None else exact_text(self.break_even),
            "next_breach": None if self.next_breach is None else str(self.next_breach.amount),
            "used_up_at": self.used_up_at,
            "used_up_share": None if self.used_up_share is None else exact_text(self.used_up_share),
        }


@attrs.frozen
class Exposure:
    """What a period has at stake under the clauses of an agreement.

    Attributes:
        period: The period.
        charges: What is charged in it before any effect.
        effects: What the effects came to, after caps.
        at_risk: The most that maluses can take after caps; at most zero.
        to_win: The most that bonuses can give after caps; at least zero.
        exact_ends: Whether those two are the worst and the best that any figures could have come to (``figures``), or
            what comes of all items being breached, and of all being met (``items``).
        stakes: What hangs on each target that pays and has items.
    """

    period: Period
    charges: Money
    effects: Money
    at_risk: Money
    to_win: Money
    exact_ends: str
    stakes: tuple[Stake, ...]

    @property
    def share_at_risk(self) -> Fraction | None:
        """Return the share of the charges that can be lost, from 0 on; None where nothing is charged."""
        return self._share(-self.at_risk)

    @property
    def share_to_win(self) -> Fraction | None:
        """Return the share of the charges that can be won; None where nothing is charged."""
        return self._share(self.to_win)

    def _share(self, amount: Money) -> Fraction | None:
        if not self.charges.amount:
            return None
        return Fraction(amount.amount) / Fraction(self.charges.amount)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON; amounts are text, positive what the customer pays."""
        shares = {"share_at_risk": self.share_at_risk, "share_to_win": self.share_to_win}
        return {
            "kind": "exposure",
            "version": _VERSION,
            "period": self.period.label,
            "currency": self.charges.currency,
            "charges": str(self.charges.amount),
            "effects": str(self.effects.amount),
            "at_risk": str(self.at_risk.amount),
            "to_win": str(self.to_win.amount),
            "exact_ends": self.exact_ends,
            **{name: None if share is None else exact_text(share) for name, share in shares.items()},
            "stakes": [stake.to_dict() for stake in self.stakes],
        }


def break_even(effect: PlainEffect) -> Fraction | None:
    """Return the least share, in per cent, from which on an effect deducts nothing.

    Args:
        effect: A curve or a credit by tiers.

    Returns:
        The share; None where the effect never deducts anything, or still does at 100 %.

    Example:
        >>> from contractkit.records.clauses import ClauseRef
        >>> from contractkit.terms.effects import CurvePoint
        >>> points = tuple(CurvePoint(Percent(at), Percent(pays)) for at, pays in ((90, -4), (96, 2), (100, 2)))
        >>> break_even(Curve(ClauseRef("SLA", "5.1"), "fixed-fee", points))
        Fraction(94, 1)
    """
    ends = sorted({Fraction(0), Fraction(100), *(bound for bound in bounds_of(effect) if 0 < bound < 100)})
    if isinstance(effect, TierCredit):
        bound = max(bounds_of(effect))
        return bound if bound <= 100 else None
    pays = [(at, payment_at(effect, at / 100).percent) for at in ends]
    if pays[-1][1] < 0:
        return None
    for (x0, y0), (x1, y1) in reversed(list(pairwise(pays))):
        if y0 < 0:
            return x0 + (x1 - x0) * -y0 / (y1 - y0)
    return None


def exposure(
    agreement: Agreement,
    evaluation: Attained,
    facts: Facts | None = None,
    *,
    period: str | Period,
    before: Ledger = _NOTHING_YET,
    told: SettlementFacts = _NOTHING_TOLD,
) -> Exposure:
    """Return what a period has at stake: fee at risk, what can be won, and what hangs on each target.

    Every amount is what `settle` comes to with other counts, so caps and steps are in it.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation.
        facts: The facts that were evaluated.
        period: The period, as for `settle`.
        before: The ledger before that period.
        told: What `settle` has to be told besides.

    Raises:
        PeriodError: As `settle` does.
        NotComputedError: As `settle` does.
    """
    asked = agreement.period(period, made_of="months")
    scales = _Scales(agreement, evaluation, facts, asked, before, told)
    now = scales.sums({})
    worst, best, ends = scales.ends()
    return Exposure(
        period=asked,
        charges=_sum(one.charges for one in now),
        effects=_sum(one.malus + one.bonus for one in now),
        at_risk=_sum(one.malus for one in worst),
        to_win=_sum(one.bonus for one in best),
        exact_ends=ends,
        stakes=tuple(stake for target in scales.paying() if (stake := scales.stake(target)) is not None),
    )


@attrs.define(eq=False)
class _Scales:
    agreement: Agreement
    evaluation: Attained
    facts: Facts | None
    period: Period
    before: Ledger
    told: SettlementFacts
    _quick: Quick = attrs.field(init=False)
    _plan: Plan | None = attrs.field(init=False)
    _figure: Callable[[str, Period], Figure] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._quick = Quick(self.period, self.told)
        alone = self.before == _NOTHING_YET and self.told == _NOTHING_TOLD
        self._figure = Counted(self.evaluation, self.facts).figures(self.evaluation.agreement)
        self._plan = self._quick.plan(self.agreement) if alone else None
        if self._plan is not None:
            quick = self._quick.settle(self._plan, self._figure)
            if quick != self._in_full({}):
                self._plan = None

    def sums(self, counts: Mapping[Key, Figure]) -> tuple[PeriodSum, ...]:
        """Return the sums with other counts in some places."""
        if self._plan is not None:
            quick = self._quick.settle(
                self._plan,
                lambda target, own: counts.get((target, own.start, own.end)) or self._figure(target, own),
            )
            if quick is not None:
                return quick
        return self._in_full(counts)

    def _in_full(self, counts: Mapping[Key, Figure]) -> tuple[PeriodSum, ...]:
        evaluation: Any = Shifted(self.evaluation, counts) if counts else self.evaluation
        return folded(self.agreement, evaluation, self.facts, self.period, self.before, self.told)

    def paying(self) -> tuple[Target, ...]:
        """Return the targets that pay by their share."""
        version = self.agreement.at(self.period.end - _DAY)
        return tuple(target for target in version.targets if target.effects and target.per in MONTHS_PER)

    def own_periods(self, target: Target) -> tuple[Period, ...]:
        """Return the own periods of a target that end in the period, in order."""
        version = self.agreement.at(self.period.end - _DAY)
        own, found = window_of(version, str(target.per), self.period.start), []
        while own.start < self.period.end:
            held = in_force(version, own)
            if held is not None and held.end <= self.period.end:
                found.append(own)
            own = window_of(version, str(target.per), own.end)
        return tuple(found)

    def ends(self) -> tuple[tuple[PeriodSum, ...], tuple[PeriodSum, ...], str]:
        """Return the worst and the best that the period can come to, and how that is known."""
        if self._plan is not None:
            ends = []
            for take in (min, max):
                amounts = {
                    place: [planned.base * take(_percents(planned.effect)) / 100 for planned in piece.effects]
                    for place, piece in enumerate(self._plan.pieces)
                }
                ends.append(self._quick.settle_amounts(self._plan, amounts))
            return ends[0], ends[1], "figures"
        shifted: list[dict[Key, Figure]] = [{}, {}]
        for target in self.paying():
            for own in self.own_periods(target):
                figure = self._figure(target.id, own)
                key = (target.id, own.start, own.end)
                shifted[0][key] = Figure(own, 0, figure.volume)
                shifted[1][key] = Figure(own, figure.volume, 0)
        return self.sums(shifted[0]), self.sums(shifted[1]), "items"

    def stake(self, target: Target) -> Stake | None:
        """Return what hangs on a target in its last own period with items; None where it has none."""
        with_items = [own for own in self.own_periods(target) if self._figure(target.id, own).count]
        if not with_items:
            return None
        own = with_items[-1]
        figure = self._figure(target.id, own)
        plain = [effect for effect in target.effects if isinstance(effect, PlainEffect)]
        try:
            even = [break_even(effect) for effect in plain]
        except UsageError:  # an effect that pays no percentage
            even = []
        highest = max((one for one in even if one is not None), default=None)
        now = _sum(one.total for one in self.sums({}))
        more = self._total(target, own, figure, figure.breached + 1) if figure.met else None
        return Stake(
            target=target.id,
            name=target.name,
            period=own,
            met=figure.met,
            breached=figure.breached,
            break_even=highest,
            next_breach=None if more is None else more - now,
            used_up_at=self._used_up(target, own, figure)
            if _steady(plain) and len(plain) == len(target.effects)
            else None,
        )

    def _total(self, target: Target, own: Period, figure: Figure, breached: int) -> Money:
        met = figure.count - breached
        counts = attrs.evolve(figure, met=met, breached=breached)
        return _sum(one.total for one in self.sums({(target.id, own.start, own.end): counts}))

    def _used_up(self, target: Target, own: Period, figure: Figure) -> int | None:
        """Return the least number of breaches at which the total is what it is if all are breached."""
        least = self._total(target, own, figure, figure.count)
        if self._total(target, own, figure, 0) == least:
            return None
        low, high = 0, figure.count
        while high - low > 1:
            middle = (low + high) // 2
            if self._total(target, own, figure, middle) == least:
                high = middle
            else:
                low = middle
        return high


def _percents(effect: PlainEffect) -> list[Fraction]:
    """Return what an effect pays at both ends, at each bound, and just below each bound; no items pay nothing."""
    bounds = [bound for bound in bounds_of(effect) if 0 <= bound <= 100]
    at = {Fraction(0), Fraction(1), *(bound / 100 for bound in bounds)}
    return [Fraction(0), *(payment_at(effect, share).percent for share in at)]


def _steady(effects: list[PlainEffect]) -> bool:
    """Return whether a higher share never pays less."""
    for effect in effects:
        if not isinstance(effect, Curve):
            continue
        pays = [point.pays.value for point in effect.points if isinstance(point.pays, Percent)]
        if pays != sorted(pays) or len(pays) < len(effect.points):
            return False
    return all(_credits_grow(effect) for effect in effects if isinstance(effect, TierCredit))


def _credits_grow(effect: TierCredit) -> bool:
    bounds = bounds_of(effect)
    below = [payment_at(effect, bound / 100 - Fraction(1, 10**9)).percent for bound in bounds if bound > 0]
    return below == sorted(below)


def _sum(amounts: Any) -> Money:
    every = list(amounts)
    return Money(sum((amount.amount for amount in every), Decimal(0)), every[0].currency)
