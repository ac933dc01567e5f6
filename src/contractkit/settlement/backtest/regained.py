"""What is won back of earlier maluses in drawn histories: a share of what is open of each, in proportion.

Floats and numpy: a column for each history, and a row for each variant where variants differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.columns import column, rows
from contractkit.settlement.backtest.drawn_parts import Part
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.backtest.truths import Drawn, Judge
from contractkit.settlement.cap_asked import cap_on
from contractkit.settlement.matter import Matter
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.remembered import Carried, LedgerEntry
from contractkit.settlement.stepping import setting_of
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.earning_back import lasts_until, names_of
from contractkit.settlement.steps.periods_asked import periods_asked
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep

__all__ = ["Regaining"]

_NOTHING = Fraction(0)
_Effect = tuple[str, str, str | None, str | None]


@attrs.define(eq=False)
class _Credit:
    """What is open of the maluses of one effect that were settled on one date.

    Attributes:
        effect: Which effect it is: target, clause, level and service.
        settled_on: When they were settled.
        open: How much of them can still be won back.
        waited: What a step had kept, where they were paid of that.
        part: The malus, where it is one of the settlement at hand; None for earlier ones.
        taken: The share of `open` that this settlement wins back, as far as the steps up to now left it; None before
            it does.
    """

    effect: _Effect
    settled_on: date
    open: Floats
    waited: Carried | None = None
    part: Part | None = None
    taken: Floats | None = None


@attrs.frozen(eq=False)
class _Return:
    """What comes back of some maluses of one effect, as an amount that later steps may cut.

    Attributes:
        shares: The maluses, each with the share of what is open of it that comes back.
        part: The amount.
        whole: What it came to before later steps.
    """

    shares: tuple[tuple[_Credit, Floats], ...]
    part: Part
    whole: Floats


@attrs.define(eq=False)
class Regaining:
    """Wins back maluses, period after period.

    Attributes:
        judge: Says in which histories conditions hold.
        since: The period that is tested; what was settled before it stays as it is.
    """

    judge: Judge
    since: Period
    _open: dict[tuple[_Effect, date, Carried | None], _Credit] | None = attrs.field(default=None, init=False)
    _own: dict[int, _Credit] = attrs.field(factory=dict, init=False)
    _returns: list[_Return] = attrs.field(factory=list, init=False)

    def win_back(
        self, settings: Sequence[Setting], matters: Sequence[Matter], number: int, parts: Sequence[Part]
    ) -> Iterator[Part]:
        """Yield what comes back in a settlement: for each effect, and each of its own periods, together.

        Args:
            settings: What the steps look at, of each variant; they differ in how much comes back only.
            matters: What is settled, of each variant.
            number: The place of the step.
            parts: The amounts that the steps before it left.
        """
        setting, step = settings[0], _step(settings[0], number)
        names = names_of(setting, step.when)
        returns = column([float(_step(one, number).returns.value) / 100 for one in settings])
        known = self._known(setting)
        self._cut_off()
        for period in periods_asked(setting, [part.of for part in parts], names):
            if step.holds is not None and not step.holds.on(period.last):
                continue
            eligible = [
                credit
                for credit in (*known.values(), *self._of_settlement(setting, number, period, parts))
                if (step.basis != "same-target" or credit.effect[0] in names)
                and period.last <= lasts_until(credit.settled_on, step.expires)
            ]
            eligible.sort(
                key=lambda credit: credit.settled_on
            )  # the oldest first, as a running cap takes them in order
            if eligible:
                held = rows([self._held(step, matter, period) for matter in matters])
                yield from self._returned(setting, number, period, eligible, held * returns)

    def _held(self, step: EarnBackStep, matter: Matter, period: Period) -> Any:
        scene = Scene(
            agreement=matter.version, effect=None, period=period, told=matter.told,  # type: ignore[arg-type]
            ledger=matter.ledger, book=matter.book_of(matter.version), cap_on=partial(cap_on, setting_of(matter)),
        )  # fmt: skip
        return self.judge.of(step.when, Drawn(matter, scene))

    def _returned(
        self, setting: Setting, number: int, period: Period, eligible: Sequence[_Credit], share: Floats
    ) -> Iterator[Part]:
        # A running cap cuts the latest of them first, and one that holds between dates counts only some of them: there
        # each has to be an amount of its own.
        caps = [one for one in setting.terms.steps[number + 1 :] if isinstance(one, CapStep)]
        dated = any(one.holds is not None for one in caps)
        apart = dated or any(one.adds_up == "running" for one in caps)
        together: dict[Any, list[_Credit]] = {}
        for credit in eligible:
            key = (credit.effect, credit.settled_on if apart else None, credit.waited if dated else None)
            together.setdefault(key, []).append(credit)
        for (effect, returns, waited), several in together.items():
            target, clause, level, service = effect
            amount = Amount(
                exact=_NOTHING, settled_on=period.last, id=f"earn-back {number}", period=period, target=target,
                clause=clause, level=level, service=service, side="malus", brought="earn-back", returns=returns,
                waited=waited,
            )  # fmt: skip
            taken = [(credit, share if credit.taken is None else share * (1.0 - credit.taken)) for credit in several]
            if all(part is share for _, part in taken):
                whole = sum((credit.open for credit in several[1:]), several[0].open) * share
            else:
                whole = np.asarray(sum(credit.open * part for credit, part in taken), np.float64)
            for credit, part in taken:
                credit.taken = part if credit.taken is None else credit.taken + part
            back = Part(amount, whole)
            self._returns.append(_Return(tuple(taken), back, whole))
            yield back

    def keep(self, setting: Setting, parts: Sequence[Part]) -> None:
        """Keep what is open after a settlement, of earlier maluses and of its own.

        Args:
            setting: What the steps look at.
            parts: The amounts as all steps left them, without what was won back.
        """
        known, gone = self._known(setting), self._came_back()
        for part in parts:
            if part.of.settled_on is None or part.left.min(initial=0.0) >= 0:
                continue
            left = np.maximum(-part.left, 0.0)
            if id(part) in gone:
                left = np.maximum(-part.left - gone[id(part)], 0.0)
            effect = _effect(part.of)
            key = (effect, part.of.settled_on, part.origin)
            if key in known:
                known[key].open = known[key].open + left
            else:
                known[key] = _Credit(effect, part.of.settled_on, left, part.origin)

    def _cut_off(self) -> None:
        """Leave out of what came back of each malus what steps since then cut off: it can come back by a later one."""
        if self._returns:
            shares, every = self._kept_shares()
            for number, credit in every.items():
                credit.taken = shares[number]

    def _kept_shares(self) -> tuple[dict[int, Floats], dict[int, _Credit]]:
        """Return the share of each malus that came back and that steps left, and the maluses."""
        shares: dict[int, Floats] = {}
        every: dict[int, _Credit] = {}
        for one in self._returns:
            paid = one.whole > 0
            kept = np.where(paid, np.maximum(one.part.left, 0.0) / np.where(paid, one.whole, 1.0), 0.0)
            of: dict[int, Floats] = {}
            for credit, part in one.shares:
                if id(part) not in of:
                    of[id(part)] = part * kept
                every[id(credit)] = credit
                known = shares.get(id(credit))
                shares[id(credit)] = of[id(part)] if known is None else known + of[id(part)]
        return shares, every

    def _came_back(self) -> dict[int, Floats]:
        """Take off each malus what came back of it after all steps; of those of this settlement, return it."""
        shares, every = self._kept_shares()
        gone: dict[int, Floats] = {}
        left: dict[int, Floats] = {}
        for number, credit in every.items():
            share = shares[number]
            credit.taken = None
            if credit.part is not None:
                back = credit.open * share
                gone[id(credit.part)] = back
                continue
            if id(share) not in left:
                left[id(share)] = 1.0 - share
            credit.open = credit.open * left[id(share)]
        self._returns, self._own = [], {}
        return gone

    def _known(self, setting: Setting) -> dict[tuple[_Effect, date, Carried | None], _Credit]:
        """Return the maluses that can be won back: those of before, and those of drawn periods."""
        if self._open is None:
            self._open = {}
            for one in setting.ledger.open_credits(self.since.start):
                entry = one.entry
                if setting.settles(entry.target, entry.clause):
                    effect, on = _effect(entry), entry.settled_on
                    nothing = _Credit(effect, on, self.judge.luck.same(0), entry.waited)
                    found = self._open.setdefault((effect, on, entry.waited), nothing)
                    found.open = found.open + float(one.open)
        return self._open

    def _of_settlement(self, setting: Setting, number: int, period: Period, parts: Sequence[Part]) -> Iterator[_Credit]:
        """Yield the maluses of this very settlement that can be won back: where no later step takes from them."""
        if any(isinstance(one, CapStep | MinimumIssueStep) for one in setting.terms.steps[number + 1 :]):
            return
        for part in parts:
            on = part.of.settled_on
            if on is not None and on < period.start and part.of.brought != "earn-back":
                if id(part) not in self._own:
                    self._own[id(part)] = _Credit(_effect(part.of), on, np.maximum(-part.left, 0.0), part=part)
                yield self._own[id(part)]


def _step(setting: Setting, number: int) -> EarnBackStep:
    step = setting.terms.steps[number]
    assert isinstance(step, EarnBackStep)
    return step


def _effect(one: Amount | LedgerEntry) -> _Effect:
    return (one.target, one.clause, one.level, one.service)
