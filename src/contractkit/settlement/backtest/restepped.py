"""The steps of a settlement over drawn histories: caps, earn-back, minimum issue and rounding in their written order.

Floats and numpy, one column for each history; what a step takes back is in proportion, as in a settlement. No lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.backtest.luck import Floats, Truths, to_unit
from contractkit.settlement.backtest.recapped import Capping, Kept, Part, here
from contractkit.settlement.backtest.truths import Drawn, Judge
from contractkit.settlement.matter import Matter
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.remembered import LedgerEntry
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.earning_back import lasts_until, names_of
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep, RoundStep

__all__ = ["Part", "Restepped"]

_NOTHING = Fraction(0)
_DUST = 1e-7
"""What floats leave of nothing."""


@attrs.define(eq=False)
class _Credit:
    """A malus of an earlier period that can be won back."""

    entry: LedgerEntry | Amount
    target: str
    settled_on: date
    open: Floats
    part: Part | None = None
    taken: Floats | float = 0.0


@attrs.frozen(eq=False)
class _Return:
    """What comes back of one malus, as a share of an amount that later steps may cut."""

    credit: _Credit
    back: Floats
    within: Part
    whole: Floats


@attrs.define(eq=False)
class Restepped:
    """Follows the steps of one settlement clause, period after period.

    Attributes:
        judge: Says in which histories conditions hold.
        since: The period that is tested; what was settled before it stays as it is.
    """

    judge: Judge
    since: Period
    _credits: list[_Credit] | None = attrs.field(default=None, init=False)
    _gone: dict[int, Floats] = attrs.field(factory=dict, init=False)
    _returns: list[_Return] = attrs.field(factory=list, init=False)
    _kept: Kept = attrs.field(factory=Kept, init=False)
    _capping: Capping = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with nothing settled in the tested period."""
        self._capping = Capping(self.judge.luck.resamples, self.since, self._kept)

    def follow(self, setting: Setting, matter: Matter, given: Sequence[Part]) -> Floats:
        """Return what amounts come to together after all steps, in each history.

        Args:
            setting: What the steps look at.
            matter: What is settled.
            given: The effects; charges are not among them.
        """
        parts, waits = list(given), self._waits(setting)
        self._kept.waiting = []
        for number, step in enumerate(setting.terms.steps):
            parts += [part for place, part in waits if place == number]
            waits = [pair for pair in waits if pair[0] != number]
            if isinstance(step, CapStep):
                self._capping.apply(setting, number, step, parts)
            elif isinstance(step, EarnBackStep):
                parts += list(self._win_back(setting, matter, number, step, parts))
            elif isinstance(step, MinimumIssueStep):
                self._smallest(setting, number, step, parts)
            elif isinstance(step, RoundStep):
                _round(setting, step, parts)
        parts += [part for _, part in waits]
        self._keep(setting, parts)
        return np.asarray(sum((part.left for part in parts), np.zeros(self.judge.luck.resamples)), np.float64)

    def _waits(self, setting: Setting) -> list[tuple[int, Part]]:
        """Return what waits for this period, with the place of the step that kept it."""
        if self._kept.waiting is not None:
            return [(place, Part(here(setting, part.of), part.left)) for place, part in self._kept.waiting]
        found = []
        for one in setting.ledger.carried(setting.period.start):
            if one.step != OWN and one.by == str(setting.part or ""):
                amount = Amount(
                    exact=one.amount, settled_on=setting.period.last, id=one.effect, target=one.target,
                    clause=one.clause, level=one.level, service=one.service, brought="carried",
                )  # fmt: skip
                found.append((one.step, Part(amount, self.judge.luck.same(one.amount))))
        return found

    def _keep(self, setting: Setting, parts: Sequence[Part]) -> None:
        """Keep what later periods count: what is left of each amount, and what came back."""
        known, gone = self._open(setting), self._came_back()
        for part in parts:
            if part.of.brought == "earn-back":
                self._kept.won.append((part, part.of.settled_on or setting.period.last))
                continue
            self._kept.past.append(part)
            if part.of.settled_on is not None and part.left.min(initial=0.0) < 0:
                left = np.maximum(-part.left - gone.get(id(part), 0.0), 0.0)
                known.append(_Credit(part.of, part.of.target, part.of.settled_on, left))
        self._gone = {}

    def _came_back(self) -> dict[int, Floats]:
        """Take off each malus what came back of it after all steps; of those of this settlement, return it."""
        gone: dict[int, Floats] = {}
        for one in self._returns:
            share = np.where(
                one.whole > 0, np.maximum(one.within.left, 0.0) / np.where(one.whole > 0, one.whole, 1.0), 0.0
            )
            credit, back = one.credit, one.back * share
            credit.taken = 0.0
            if credit.part is None:
                credit.open = credit.open - back
            else:
                gone[id(credit.part)] = gone.get(id(credit.part), 0.0) + back
        self._returns = []
        return gone

    # -- winning back --------------------------------------------------------------------------------------------------

    def _open(self, setting: Setting) -> list[_Credit]:
        """Return the maluses that can be won back: those of before, and those of drawn periods."""
        if self._credits is None:
            self._credits = [
                _Credit(one.entry, one.entry.target, one.entry.settled_on, self.judge.luck.same(one.open))
                for one in setting.ledger.open_credits(self.since.start)
                if setting.settles(one.entry.target, one.entry.clause)
            ]
        return self._credits

    def _win_back(
        self, setting: Setting, matter: Matter, number: int, step: EarnBackStep, parts: Sequence[Part]
    ) -> Iterator[Part]:
        names = names_of(setting, step.when)
        same = step.basis == "same-target"
        own = {
            (part.of.period.start, part.of.period.end): part.of.period
            for part in parts
            if part.of.period is not None and part.of.brought is None and part.of.target in names
        }
        for period in tuple(own[dates] for dates in sorted(own)) or (setting.period,):
            if step.holds is not None and not step.holds.on(period.last):
                continue
            scene = Scene(
                agreement=matter.version, effect=None, period=period, told=matter.told,  # type: ignore[arg-type]
                ledger=matter.ledger, book=matter.book_of(matter.version),
            )  # fmt: skip
            held = self.judge.of(step.when, Drawn(matter, scene))
            eligible = [
                credit
                for credit in (*self._open(setting), *self._own(setting, number, period, parts))
                if (not same or credit.target in names) and period.last <= lasts_until(credit.settled_on, step.expires)
            ]
            if eligible:
                yield from self._returned(step, period, eligible, held, number)

    def _returned(
        self, step: EarnBackStep, period: Period, open_ones: Sequence[_Credit], held: Truths, number: int
    ) -> Iterator[Part]:
        """Yield what comes back: together of all maluses of one effect."""
        still = np.array([credit.open - credit.taken for credit in open_ones])
        every = still * (held * (float(step.returns.value) / 100))
        together: dict[Any, list[int]] = {}
        for place, credit in enumerate(open_ones):
            credit.taken = credit.taken + every[place]
            if credit.part is not None:
                self._gone[id(credit.part)] = self._gone.get(id(credit.part), 0.0) + every[place]
            entry = credit.entry
            together.setdefault((credit.target, entry.clause, entry.level, entry.service), []).append(place)
        for (target, clause, level, service), places in together.items():
            amount = Amount(
                exact=_NOTHING, settled_on=period.last, id=f"earn-back {number}", period=period, target=target,
                clause=clause, level=level, service=service, side="malus", brought="earn-back",
            )  # fmt: skip
            whole = every[places].sum(axis=0)
            part = Part(amount, whole)
            self._returns += [_Return(open_ones[place], every[place], part, whole) for place in places]
            yield part

    def _own(self, setting: Setting, number: int, period: Period, parts: Sequence[Part]) -> Iterator[_Credit]:
        """Yield the maluses of this very settlement that can be won back: where no later step takes from them."""
        if any(isinstance(one, CapStep | MinimumIssueStep) for one in setting.terms.steps[number + 1 :]):
            return
        for part in parts:
            on = part.of.settled_on
            if on is not None and on < period.start and part.of.brought != "earn-back":
                left = np.maximum(-part.left - self._gone.get(id(part), 0.0), 0.0)
                yield _Credit(part.of, part.of.target, on, left, part)

    # -- what is too little --------------------------------------------------------------------------------------------

    def _smallest(self, setting: Setting, number: int, step: MinimumIssueStep, parts: Sequence[Part]) -> None:
        for side in ("malus", "bonus"):
            counted = [
                part
                for part in parts
                if part.of.settled_on is not None
                and part.of.brought != "earn-back"
                and (step.holds is None or step.holds.on(part.of.settled_on))
            ]
            every = self.judge.luck.all(True)  # noqa: FBT003
            if step.minimum.scope != "line":
                self._too_little(setting, number, step, side, [(part, every) for part in counted])
                continue
            for lines, waiting in _lines(counted):
                # What waited is tested with the first line that comes to anything, another one in each history.
                alone = every
                for line in lines:
                    comes = line.on(side) > 0
                    first = alone & comes
                    self._too_little(setting, number, step, side, [(line, every), *((one, first) for one in waiting)])
                    alone = alone & ~comes
                self._too_little(setting, number, step, side, [(one, alone) for one in waiting])

    def _too_little(
        self, setting: Setting, number: int, step: MinimumIssueStep, side: str, parts: Sequence[tuple[Part, Truths]]
    ) -> None:
        """Test some amounts together: each in the histories in which it belongs to them."""
        terms = step.minimum
        least = float(terms.more_than.amount)
        amounts = [np.where(mine, part.on(side), 0.0) for part, mine in parts]
        whole = sum(amounts, np.zeros(self.judge.luck.resamples))
        tested = whole
        if terms.tested == "after-rounding":
            later = (one for one in setting.terms.steps[number + 1 :] if isinstance(one, RoundStep))
            following = next(later, None)
            tested = whole if following is None else to_unit(whole, Rounding(following.to, following.mode))
        passed = tested >= least - 1e-9 if terms.otherwise == "lift" else tested > least + 1e-9
        small = (whole > _DUST) & ~passed
        if not small.any():
            return
        times = np.where(small, least / np.where(small, whole, 1.0) if terms.otherwise == "lift" else 0.0, 1.0)
        sign = -1.0 if side == "malus" else 1.0
        for (part, _), amount in zip(parts, amounts, strict=True):
            change = sign * amount * (times - 1.0)
            part.left = part.left + change
            if terms.otherwise == "carry-forward" and self._kept.waiting is not None and change.any():
                later_on = attrs.evolve(here(setting, part.of), brought="carried")
                self._kept.waiting.append((number, Part(later_on, -change)))


def _lines(parts: Sequence[Part]) -> list[tuple[list[Part], list[Part]]]:
    """Return the lines of each effect by date, with what waited of it."""
    found: dict[tuple[str, str], tuple[list[Part], list[Part]]] = {}
    for part in sorted(parts, key=lambda one: one.of.settled_on or date.min):
        lines, waiting = found.setdefault((part.of.target, part.of.clause), ([], []))
        (waiting if part.of.brought == "carried" else lines).append(part)
    return list(found.values())


def _round(setting: Setting, step: RoundStep, parts: Sequence[Part]) -> None:
    """Round each amount where lines or periods are rounded; what is rounded once in the end changes no interval."""
    if step.scope != "once" and (step.holds is None or step.holds.on(setting.period.last)):
        for part in parts:
            part.left = to_unit(part.left, Rounding(step.to, step.mode))
