"""What is at stake for both parties: the most that can be lost and won, and what one more breach costs now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from contractkit.charging.windows import MONTHS_PER
from contractkit.facts import Facts
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.claimed_all import all_claimed, asks_for_claims, claims_in
from contractkit.settlement.backtest.counted import Counted, Shifted
from contractkit.settlement.backtest.extremes import Extreme, extremes_of
from contractkit.settlement.backtest.quick import Plan, Quick
from contractkit.settlement.backtest.repaying import Repaying
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.stage import PlainEffect
from contractkit.settlement.backtest.stakes import Exposure, Stake
from contractkit.settlement.backtest.sums import sum_of_worked
from contractkit.settlement.backtest.turning import break_even, is_steady
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.effects import scene_of
from contractkit.settlement.figures import Attained, Figure
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.payments import bounds_of, payment_at
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.worked import Worked
from contractkit.terms import Agreement
from contractkit.terms.targets import Target

__all__ = ["exposure"]

_DAY = timedelta(days=1)
_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
Key = tuple[str, date, date]


def exposure(
    agreement: Agreement,
    evaluation: Attained | None,
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
        evaluation: Its evaluation; None where no promise is judged on items.
        facts: The facts that were evaluated.
        period: The period, as for `settle`.
        before: The ledger before that period.
        told: What `settle` has to be told besides.

    Returns:
        Amounts in the agreement's currency, a malus negative: of the whole period, and of each target by itself.

    Raises:
        PeriodError: As `settle` does.
        NotComputedError: As `settle` does.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, datetime
        >>> credit = {"kind": "tier-credit", "of": "base", "tiers": [{"below": "reach", "credit": "10 %"}]}
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "1": {"kind": "fee", "name": "base", "amount": "EUR 1 000", "per": "month"},
        ...         "2": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...               "stops": {"field": "solved_at"}, "within": "4 hours", "calendar": "always",
        ...               "reach": "75 %", "per": "month", "pays": [credit]}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1", "T-2", "T-3", "T-4"], "opened_at": ["2026-03-02T09:00Z"] * 4,
        ...            "solved_at": [*["2026-03-02T12:00Z"] * 3, "2026-03-02T18:00Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "solved_at": "solved_at"}}})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> found = exposure(agreement, result, facts, period="2026-03")
        >>> str(found.effects), str(found.at_risk), [str(one.next_breach) for one in found.stakes]
        ('EUR 0.00', 'EUR -100.00', ['EUR -100.00'])
    """
    refuse_wrong(
        "exposure", agreement=agreement, evaluation=evaluation, facts=facts, period=period, before=before, told=told
    )
    asked = agreement.period(period, made_of="months")
    scales = _Scales(agreement, evaluation, facts, asked, before, told)
    now = scales.sums({})
    worst, best, ends = scales.ends()
    if_claimed = None
    if asks_for_claims(agreement, asked):
        claimed, *_ = _Scales(agreement, evaluation, facts, asked, before, all_claimed(told, asked)).ends()
        if_claimed = _sum(one.malus for one in claimed)
    return Exposure(
        period=asked,
        charges=_sum(one.charges for one in now),
        effects=_sum(one.malus + one.bonus for one in now),
        at_risk=_sum(one.malus for one in worst),
        to_win=_sum(one.bonus for one in best),
        exact_ends=ends,
        stakes=tuple(stake for target in scales.paying() if (stake := scales.stake(target)) is not None),
        if_claimed=if_claimed,
        claims=len(claims_in(told, asked)),
        open=tuple(dict.fromkeys(one.period.label for one in (*now, *worst) if not one.is_known)),
    )


@attrs.define(eq=False, slots=False)
class _Scales:
    agreement: Agreement
    evaluation: Attained | None
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
        if self.evaluation is None:
            self._figure, self._plan = lambda _, own: Figure(own), None
            return
        self._figure = Counted(self.evaluation, self.facts).figures(self.evaluation.agreement)
        self._plan = self._quick.plan(self.agreement) if alone else None
        if self._plan is not None:
            quick = self._quick.settle(self._plan, self._figure)
            if quick != self._in_full({}):
                self._plan = None

    def sums(self, counts: Mapping[Key, Figure]) -> tuple[PeriodSum, ...]:
        """Return the sums with other counts in some places."""
        if self._plan is not None:
            return self._quick.settle(
                self._plan,
                lambda target, own: counts.get((target, own.start, own.end)) or self._figure(target, own),
            )
        return self._in_full(counts)

    def _in_full(self, counts: Mapping[Key, Figure]) -> tuple[PeriodSum, ...]:
        return tuple(sum_of_worked(one) for one in self._worked(counts, self.told))

    def _worked(self, counts: Mapping[Key, Figure], told: SettlementFacts) -> tuple[Worked, ...]:
        evaluation: Any = Shifted(self.evaluation, counts) if counts and self.evaluation else self.evaluation
        repaying = Repaying(self.facts, self.period, self.before, told)
        return repaying.worked(self.agreement, evaluation)

    def paying(self) -> tuple[Target, ...]:
        """Return the targets that pay by their share, or give points that cost."""
        version = self.agreement.at(self.period.end - _DAY)
        found = [target for target in version.targets if target.per in MONTHS_PER]
        known = {scene.target.id for scene in self._scenes if scene.target is not None}
        return tuple(target for target in found if target.effects or target.id in known)

    @cached_property
    def _happened(self) -> tuple[Worked, ...]:
        return self._worked({}, self.told)

    @cached_property
    def _scenes(self) -> tuple[Scene, ...]:
        """Return what each effect on a figure looked at."""
        return tuple(
            scene_of(one.matter, paid.occasion, paid.figure)
            for one in self._happened
            for paid in one.paid
            if paid.occasion is not None and paid.figure is not None
        )

    def own_periods(self, target: Target) -> tuple[Period, ...]:
        """Return the own periods of a target that end in the period, or what an amendment makes of them, in order."""
        own = (scene.period for scene in self._scenes if scene.target is not None and scene.target.id == target.id)
        return tuple(dict.fromkeys(own))

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
        worst, best, sure = extremes_of(self._happened)
        return self._at(worst), self._at(best), sure

    def _at(self, end: Extreme) -> tuple[PeriodSum, ...]:
        return tuple(sum_of_worked(one) for one in self._worked(end.counts, end.told(self.told)))

    def stake(self, target: Target) -> Stake | None:
        """Return what hangs on a target in its last own period with items; None where it has none."""
        with_items = [own for own in self.own_periods(target) if self._figure(target.id, own).count]
        if not with_items:
            return None
        own = with_items[-1]
        figure = self._figure(target.id, own)
        here = [
            scene
            for scene in self._scenes
            if scene.target is not None and scene.target.id == target.id and scene.period == own
        ]
        even = [share for scene in here if (share := break_even(scene)) is not None]
        now = _sum(one.total for one in self.sums({}))
        more = self._total(target, own, figure, figure.breached + 1) if figure.met else None
        return Stake(
            target=target.id,
            name=target.name,
            period=own,
            met=figure.met,
            breached=figure.breached,
            break_even=max(even, default=None),
            next_breach=None if more is None else more - now,
            used_up_at=self._used_up(target, own, figure) if is_steady(here) else None,
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


def _sum(amounts: Any) -> Money:
    every = list(amounts)
    return Money(sum((amount.amount for amount in every), Decimal(0)), every[0].currency)
