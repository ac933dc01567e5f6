"""A period paid anew under other terms: the numbers of `settle`, piece by piece, with no line written.

Every piece is worked out by what works out a settlement. What variants have in common is looked up, not worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from contractkit.charging.sparing import decided
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.effects_known import Asking, Effects
from contractkit.settlement.backtest.listing import Wording
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.sharing import Sharing
from contractkit.settlement.backtest.sums import sum_of_worked
from contractkit.settlement.backtest.walking import Outcomes, Stretch, Turn
from contractkit.settlement.backtest.ways import Ways
from contractkit.settlement.billed import as_billed
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.parting import parts_of
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.pieces import matter_of, moves_volumes, pieces_in, refuse, settling_version
from contractkit.settlement.remembered import SettledPeriod
from contractkit.settlement.resting import is_settled_behind
from contractkit.settlement.settled_under import wordings_of
from contractkit.settlement.steps.coming_in import place_among
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told_history import with_told, without_own
from contractkit.settlement.worked import Worked, worked_out
from contractkit.terms import Agreement

__all__ = ["Alone", "Repaying"]


@attrs.frozen(slots=False, eq=False)
class Alone:
    """A settlement period that shares nothing with those of other variants.

    Attributes:
        worked: All that was worked out.
    """

    worked: Worked

    @cached_property
    def sums(self) -> PeriodSum:
        """Return its sums."""
        return sum_of_worked(self.worked)

    @property
    def record(self) -> SettledPeriod:
        """Return what the ledger keeps of it."""
        return self.worked.record


@attrs.frozen(slots=False, eq=False)
class _Past:
    """The settlement periods of a variant so far.

    Attributes:
        agreement: The id of the agreement.
        start: The ledger before the first of them.
        before: Those before the last one; None where there is none yet.
        last: The last one.
    """

    agreement: str
    start: Ledger
    before: _Past | None = None
    last: Turn | Alone | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """Return the ledger after them."""
        if self.before is None or self.last is None:
            return self.start
        return self.before.ledger.with_period(self.agreement, self.last.record)

    def then(self, turn: Turn | Alone) -> _Past:
        """Return the past with one period more."""
        return _Past(self.agreement, self.start, self, turn)


@attrs.frozen(slots=False, eq=False)
class _Variant:
    """What is the same in all settlement periods of a variant."""

    agreement: Agreement
    evaluation: Attained | None
    facts: Facts | None
    asked: Period
    known: dict[Any, Any]
    common: dict[Any, Any]


@attrs.frozen(slots=False, eq=False)
class _Piece:
    """One settlement period of a variant."""

    of: _Variant
    version: Agreement
    period: Period
    told: SettlementFacts
    past: _Past

    def asked(self) -> Matter:
        """Return `matter`, for who may not need it."""
        return self.matter

    @cached_property
    def matter(self) -> Matter:
        """Return what is settled, and what is known about it."""
        known, common = dict(self.of.known), self.of.common
        return matter_of(
            self.of.agreement,
            self.period,
            self.of.evaluation,
            self.of.facts,
            self.told,
            self.past.ledger,
            asked=self.of.asked,
            known=known,
            common=common,
            version=self.version,
        )


@attrs.frozen(eq=False)
class Repaying:
    """Pays a period under any terms.

    Attributes:
        facts: The facts that were evaluated, or None.
        period: The period.
        before: The ledger before it.
        told: What `settle` has to be told besides.
        sharing: What other terms have found already.
    """

    facts: Facts | None
    period: Period
    before: Ledger
    told: SettlementFacts
    sharing: Sharing = attrs.field(factory=Sharing)
    _effects: Effects = attrs.field(init=False)
    _outcomes: Outcomes = attrs.field(init=False)

    @_effects.default
    def _no_effects(self) -> Effects:
        return Effects(self.sharing.kept)

    @_outcomes.default
    def _no_outcomes(self) -> Outcomes:
        number = self.sharing.kept.number
        return Outcomes(self._effects, Ways(number), number)

    def worked(self, agreement: Agreement, evaluation: Attained | None, figures: Any = None) -> tuple[Worked, ...]:
        """Return what each settlement period comes to, in order, with everything that was worked out.

        It takes what `turns` takes.
        """
        return tuple(one.worked for one in self.turns(agreement, evaluation, figures))

    def turns(self, agreement: Agreement, evaluation: Attained | None, figures: Any = None) -> tuple[Turn | Alone, ...]:
        """Return what each settlement period comes to, in order, each with the ledger of those before it.

        Args:
            agreement: The terms.
            evaluation: The verdicts under them; None where no promise is judged on items.
            figures: Its counts by target and period; None where they are asked of `evaluation`.

        Raises:
            PeriodError: As `settle` does.
            UsageError: As `settle` does.
            NotComputedError: As `settle` does.
        """
        return tuple(self._turns(as_billed(agreement), evaluation, figures))

    def _turns(self, agreement: Agreement, evaluation: Attained | None, figures: Any) -> Iterator[Turn | Alone]:
        common = self.sharing.common(agreement)
        pieces, whole = self._pieces(agreement, common)
        refuse(agreement, self.period, evaluation, self.told)
        told = self.told.of_period(self.period)
        known = self.sharing.known(agreement, evaluation, figures, told.known_at)
        shares = self._shares(agreement, told)
        if shares:
            known["charged"] = common  # no condition decides what is charged, so that nobody has to look again
        variant = _Variant(agreement, evaluation, self.facts, self.period, known, common)
        wording: Wording = known["wording"]
        books = self.sharing.books(wording.versions, evaluation)
        body = self.sharing.kept.number((wording.number, id(common), tuple(map(id, books))))
        past, paid, found = _Past(agreement.id, with_told(self.before, told, self.period)), 0, 0
        settled: bool | None = None
        last, under = self._last(agreement)
        for period in pieces:
            version = settling_version(agreement, period, told)
            own = told if period is pieces[-1] else without_own(told)
            piece = _Piece(variant, version, period, own, past)
            listed = self.sharing.listing.listed(wording, period) if shares else None
            if listed is None or listed.apart:
                one: Turn | Alone = Alone(worked_out(piece.matter, whole))
                shares = False
            else:
                if settled is None:
                    self.before.check(agreement.id, period)
                    settled = is_settled_behind(version, period, self.before)
                asking = Asking(wording, piece.asked, id(common), books, body, found)
                stretch = Stretch(version, period, whole, asking, paid, settled, _places(version, last, under))
                one = self._outcomes.turn(stretch, self._effects.of(listed, asking))
                paid, found, settled = one.outcome.number, one.found, one.outcome.settled
                last, under = one.outcome.worked.record, (version,)
                shares = not one.outcome.keeps
            yield one
            past = past.then(one)

    def _pieces(self, agreement: Agreement, common: dict[Any, Any]) -> tuple[tuple[Period, ...], Period | None]:
        """Return the settlement periods; the same ones for all that charge the same by a clause on settlement."""
        key = ("pieces", tuple(span.value.settlement.clause is None for span in agreement.versions.spans()))
        if key not in common:
            common[key] = pieces_in(agreement, self.period, self.period, self.told.known_at)
        found: tuple[tuple[Period, ...], Period | None] = common[key]
        return found

    def _last(self, agreement: Agreement) -> tuple[SettledPeriod | None, tuple[Agreement, ...]]:
        """Return the last settlement before the period, and the wordings that may have settled it if anything waits."""
        last = next(reversed(self.before.before(self.period.start)), None)
        if last is None or not last.carried:
            return last, ()
        return last, wordings_of(agreement, last.period, last.known_at)

    def _shares(self, agreement: Agreement, told: SettlementFacts) -> bool:
        """Return whether variants that ask the same find the same, whatever they come from."""
        if told.past or decided(agreement):
            return False
        if any(record.period.end > self.period.start for record in self.before.governing):
            return False
        if any(one.step == OWN for one in self.before.carried(self.period.start)):
            return False
        versions = [span.value for span in agreement.versions.spans()]
        return not any(parts_of(one) or moves_volumes(one) for one in versions)


def _places(version: Agreement, last: SettledPeriod | None, under: tuple[Agreement, ...]) -> tuple[int, ...]:
    """Return where among the steps comes in what waits after a settlement: variants with the same past may differ."""
    return () if last is None else tuple(place_among(version.settlement.steps, under, one) for one in last.carried)
