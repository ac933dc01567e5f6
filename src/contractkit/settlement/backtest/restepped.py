"""The steps of a settlement over drawn histories: caps, earn-back, minimum issue and rounding in their written order.

Floats and numpy: a column for each history, and a row for each variant where variants differ, which they may in limits,
in what comes back and in what is too little. What a step takes back is in proportion, as in a settlement. No lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.backtest.columns import column
from contractkit.settlement.backtest.drawn_parts import Part, Waits, waiting
from contractkit.settlement.backtest.luck import Floats, Truths, minor, to_unit
from contractkit.settlement.backtest.recapped import Capping, Kept
from contractkit.settlement.backtest.regained import Regaining
from contractkit.settlement.backtest.sharing import versions_of
from contractkit.settlement.backtest.truths import Judge
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.parting import parts_of
from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.steps.following import due_in
from contractkit.settlement.steps.minimums import effect_of, same_effect
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep, RoundStep

__all__ = ["Restepped"]

_DUST = 1e-7
"""What floats leave of nothing, and how near a bound is at it: an exact tie falls as in a settlement."""


@attrs.define(eq=False)
class Restepped:
    """Follows the steps of one settlement clause, period after period.

    Attributes:
        judge: Says in which histories conditions hold.
        since: The period that is tested; what was settled before it stays as it is.
        looks_back: Whether caps of effects' own count what was settled before, by when each of it came up.
        settled: What the last settlement came to: what was given, what waited for it, and what came back.
    """

    judge: Judge
    since: Period
    looks_back: bool = False
    settled: Sequence[Part] = attrs.field(default=(), init=False)
    _kept: Kept = attrs.field(factory=Kept, init=False)
    _capping: Capping = attrs.field(init=False)
    _regaining: Regaining = attrs.field(init=False)
    _regains: bool | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with nothing settled in the tested period."""
        self._capping = Capping(self.judge.luck.resamples, self.since, self._kept)
        self._regaining = Regaining(self.judge, self.since)

    @property
    def waiting(self) -> Sequence[Part]:
        """Return what waits for the next settlement."""
        return () if self._kept.waits is None else self._kept.waits.kept

    def follow(
        self,
        settings: Sequence[Setting],
        matters: Sequence[Matter],
        given: Sequence[Part],
        owed: Sequence[tuple[int, Part]] = (),
    ) -> Floats:
        """Return what amounts come to together after all steps, in each history.

        Args:
            settings: What the steps look at, of each variant; all of them have the same steps, with other numbers.
            matters: What is settled, of each variant.
            given: The effects; charges are not among them.
            owed: What waited of effects or clauses that are gone, each with a place behind all steps.
        """
        setting = settings[0]
        if self._regains is None:
            self._regains = _regains(matters[0].agreement)
        parts, waits = list(given), [*self._waits(setting, given), *owed]
        self._kept.waits = Waits()
        for number, step in enumerate(setting.terms.steps):
            parts += [part for place, part in waits if place == number]
            waits = [pair for pair in waits if pair[0] != number]
            if isinstance(step, CapStep):
                self._capping.apply(settings, number, parts, [part for _, part in waits])
            elif isinstance(step, EarnBackStep):
                parts += list(self._regaining.win_back(settings, matters, number, parts))
            elif isinstance(step, MinimumIssueStep):
                self._smallest(settings, number, step, parts)
            elif isinstance(step, RoundStep):
                _round(setting, step, parts)
        parts += [part for _, part in waits]
        self._keep(setting, parts)
        self.settled = parts
        return np.asarray(sum((part.left for part in parts), np.zeros(self.judge.luck.resamples)), np.float64)

    def _waits(self, setting: Setting, given: Sequence[Part]) -> list[tuple[int, Part]]:
        """Return what waits for this period, with the place of the step that kept it."""
        if self._kept.waits is not None:
            return self._kept.waits.come_in(setting)
        due = due_in(setting, [part.of for part in given])
        return [(place, waiting(setting, one, self.judge.luck.same(one.amount))) for place, one in due]

    def left_to(self, setting: Setting) -> list[tuple[int, Part]]:
        """Return what waits here and another clause has now, because this one is gone; it no longer waits here.

        Args:
            setting: What the steps of the other clause look at.
        """
        left = [] if self._kept.waits is None else self._kept.waits.come_in(setting)
        if left:
            self._kept.waits = Waits()
        return left

    def _keep(self, setting: Setting, parts: Sequence[Part]) -> None:
        """Keep what later periods count: what is left of each amount, and what came back."""
        for part in parts:
            if part.of.brought == "earn-back":
                self._kept.won.append((part, part.of.settled_on or setting.period.last))
            else:
                self._kept.keep(part)
        if self._regains:
            self._regaining.keep(setting, [part for part in parts if part.of.brought != "earn-back"])

    # -- what is too little --------------------------------------------------------------------------------------------

    def _smallest(
        self, settings: Sequence[Setting], number: int, step: MinimumIssueStep, parts: Sequence[Part]
    ) -> None:
        least = column([_least(setting, number) for setting in settings])
        counted = [
            part
            for part in parts
            if part.of.settled_on is not None
            and part.of.brought != "earn-back"
            and (step.holds is None or step.holds.on(part.of.settled_on))
        ]
        for side in ("malus", "bonus"):
            testing = _Testing(settings[0], number, step, side, least)
            if step.minimum.scope != "line":
                self._too_little(testing, [(part, None) for part in counted])
                continue
            for lines, waits in _lines(counted):
                # What waited is tested with the first line that comes to anything, another one in each history.
                alone: dict[tuple[str, ...], Truths] = {effect_of(one.of): self.judge.luck.all(True) for one in waits}  # noqa: FBT003
                for line in lines:
                    mine = [effect for effect in alone if same_effect(effect, effect_of(line.of))]
                    if not mine:
                        self._too_little(testing, [(line, None)])
                        continue
                    comes = line.on(side) > _DUST
                    joining = [(one, alone[effect] & comes) for one in waits if (effect := effect_of(one.of)) in mine]
                    self._too_little(testing, [(line, None), *joining])
                    for effect in mine:
                        alone[effect] = alone[effect] & ~comes
                for effect, left in alone.items():
                    self._too_little(testing, [(one, left) for one in waits if effect_of(one.of) == effect])

    def _too_little(self, testing: _Testing, parts: Sequence[tuple[Part, Truths | None]]) -> None:
        """Test some amounts together: each in the histories in which it belongs to them, or in all."""
        terms, least = testing.step.minimum, testing.least
        on = [(part.on(testing.side), mine) for part, mine in parts]
        amounts = [amount if mine is None else np.where(mine, amount, 0.0) for amount, mine in on]
        whole = sum(amounts[1:], amounts[0]) if amounts else np.zeros(1)
        tested = to_unit(whole, testing.rounding) if terms.tested == "after-rounding" else whole
        passed = tested >= least - _DUST if terms.otherwise == "lift" else tested > least + _DUST
        small = (whole > _DUST) & ~passed
        if not small.any():
            return
        sign = -1.0 if testing.side == "malus" else 1.0
        times = least / np.where(small, whole, 1.0) - 1.0 if terms.otherwise == "lift" else -1.0
        change_by = np.where(small, sign * times, 0.0)
        for (part, _), amount in zip(parts, amounts, strict=True):
            change = amount * change_by
            part.left = part.left + change
            if terms.otherwise == "carry-forward" and change.any():
                self._wait(testing, part, -change)

    def _wait(self, testing: _Testing, part: Part, waits: Floats) -> None:
        """Keep what is too little for the next period: of one effect and side together, unless a step parts them."""
        assert self._kept.waits is not None
        steps, of = testing.setting.terms.steps, part.of
        rounds = any(isinstance(step, RoundStep) and step.scope != "once" for step in steps)
        in_order = any(isinstance(step, CapStep) and step.adds_up == "running" for step in steps[testing.number + 1 :])
        caps = any(isinstance(step, CapStep) for step in steps[: testing.number])
        counted = caps or self.looks_back  # by when each came up
        together = None if rounds or in_order or counted else (testing.side, *effect_of(of), of.level, of.service)
        self._kept.waits.keep(testing.setting, testing.number, part, waits, together)


@attrs.frozen(eq=False)
class _Testing:
    """A minimum issue on one side.

    Attributes:
        setting: What the steps look at.
        number: The place of the step.
        step: The step.
        side: The side that is tested.
        least: The minimum; of each variant where they differ.
    """

    setting: Setting
    number: int
    step: MinimumIssueStep
    side: str
    least: Floats | float

    @property
    def rounding(self) -> Rounding:
        """Return how the steps that follow round; where none does, the currency's own unit."""
        later = (one for one in self.setting.terms.steps[self.number + 1 :] if isinstance(one, RoundStep))
        following = next(later, None)
        if following is None:
            return minor(self.setting.agreement.currency)
        return Rounding(following.to, following.mode)


def _regains(agreement: Agreement) -> bool:
    """Return whether any wording of an agreement wins something back, so that it is kept what is open."""
    terms = [one for _, _, version in versions_of(agreement) for one in (version.settlement, *parts_of(version))]
    return any(isinstance(step, EarnBackStep) for one in terms for step in one.steps)


def _least(setting: Setting, number: int) -> float:
    step = setting.terms.steps[number]
    assert isinstance(step, MinimumIssueStep)
    return float(step.minimum.more_than.amount)


def _lines(parts: Sequence[Part]) -> list[tuple[list[Part], list[Part]]]:
    """Return the lines of each clause by date, with what waited of it."""
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
