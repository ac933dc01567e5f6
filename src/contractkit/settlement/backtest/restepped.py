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
from contractkit.settlement.backtest.luck import Floats, to_unit
from contractkit.settlement.backtest.truths import Drawn, Judge
from contractkit.settlement.matter import Matter
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.remembered import LedgerEntry, Side
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.caps import key_of, sides_of
from contractkit.settlement.steps.earning_back import lasts_until, names_of
from contractkit.settlement.steps.limits import limit_of, window_for
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep, RoundStep

__all__ = ["Part", "Restepped"]

_NOTHING = Fraction(0)


@attrs.define(eq=False)
class Part:
    """An amount on its way through the steps.

    Attributes:
        of: What it is: when it is settled, of which target, level and service.
        left: What is left of it in each history.
    """

    of: Amount
    left: Floats

    def on(self, side: str) -> Floats:
        """Return how much of it counts on a side, as a magnitude; what was won back counts against the maluses."""
        if self.of.side is not None:
            sign = -1 if side == "malus" else 1
            return self.left * sign if self.of.side == side else np.zeros_like(self.left)
        return np.maximum(-self.left if side == "malus" else self.left, 0.0)


@attrs.define(eq=False)
class _Credit:
    """A malus of an earlier period that can be won back."""

    entry: LedgerEntry | Amount
    target: str
    settled_on: date
    open: Floats
    part: Part | None = None


@attrs.define(eq=False)
class Restepped:
    """Follows the steps of one settlement clause, period after period.

    Attributes:
        judge: Says in which histories conditions hold.
        since: The period that is tested; what was settled before it stays as it is.
    """

    judge: Judge
    since: Period
    _past: list[Part] = attrs.field(factory=list, init=False)
    _won: list[tuple[Part, date]] = attrs.field(factory=list, init=False)
    _credits: list[_Credit] | None = attrs.field(default=None, init=False)
    _waiting: list[tuple[int, Part]] | None = attrs.field(default=None, init=False)
    _gone: dict[int, Floats] = attrs.field(factory=dict, init=False)

    def follow(self, setting: Setting, matter: Matter, given: Sequence[Part]) -> Floats:
        """Return what amounts come to together after all steps, in each history.

        Args:
            setting: What the steps look at.
            matter: What is settled.
            given: The effects; charges are not among them.
        """
        parts, waits = list(given), self._waits(setting)
        self._waiting = []
        for number, step in enumerate(setting.terms.steps):
            parts += [part for place, part in waits if place == number]
            waits = [pair for pair in waits if pair[0] != number]
            if isinstance(step, CapStep):
                self._cap(setting, number, step, parts)
            elif isinstance(step, EarnBackStep):
                parts += list(self._win_back(setting, matter, number, step, parts))
            elif isinstance(step, MinimumIssueStep):
                self._smallest(setting, number, step, parts)
            elif isinstance(step, RoundStep) and step.scope != "once":
                if step.holds is None or step.holds.on(setting.period.last):
                    for part in parts:
                        part.left = to_unit(part.left, Rounding(step.to, step.mode))
        parts += [part for _, part in waits]
        self._keep(setting, parts)
        return np.asarray(sum((part.left for part in parts), np.zeros(self.judge.luck.resamples)), np.float64)

    def _waits(self, setting: Setting) -> list[tuple[int, Part]]:
        """Return what waits for this period, with the place of the step that kept it."""
        if self._waiting is not None:
            return [(place, Part(_here(setting, part.of), part.left)) for place, part in self._waiting]
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
        known = self._open(setting)
        for part in parts:
            if part.of.brought == "earn-back":
                self._won.append((part, part.of.settled_on or setting.period.last))
                continue
            self._past.append(part)
            if part.of.settled_on is not None and part.left.min(initial=0.0) < 0:
                left = np.maximum(-part.left - self._gone.get(id(part), 0.0), 0.0)
                known.append(_Credit(part.of, part.of.target, part.of.settled_on, left))
        self._gone = {}

    # -- caps ----------------------------------------------------------------------------------------------------------

    def _cap(self, setting: Setting, number: int, step: CapStep, parts: Sequence[Part]) -> None:
        for window, key, places, earlier in _groups(setting, step, parts):
            most = limit_of(setting, step, window)
            if most.exact is None:
                continue
            limit = 0.0 if most.unknown else float(most.exact)
            if step.caps == "net":
                self._net(setting, step, window, key, places, earlier, limit)
                continue
            for side in sides_of(step):
                self._side(setting, number, step, side, window, key, places, earlier, limit)

    def _side(
        self,
        setting: Setting,
        number: int,
        step: CapStep,
        side: Side,
        window: Period,
        key: str | None,
        places: Sequence[Part],
        earlier: Sequence[Part],
        limit: float,
    ) -> None:
        counted = [part.on(side) for part in places]
        gross = [np.maximum(one, 0.0) for one in counted]
        nothing = np.zeros(self.judge.luck.resamples)
        whole = sum(gross, nothing)
        won = sum((np.minimum(one, 0.0) for one in counted), nothing)
        used = self._used(setting, number, step, side, window, key) + sum((part.on(side) for part in earlier), nothing)
        room = np.maximum(0.0, limit - used) - won
        over = whole > room
        if not over.any():
            return
        sign = 1.0 if side == "malus" else -1.0
        if step.adds_up == "running":
            order = sorted(range(len(places)), key=lambda place: places[place].of.settled_on or date.min)
            left = room
            for place in order:
                kept = np.minimum(gross[place], np.maximum(left, 0.0))
                left = left - kept
                self._cut(setting, number, step, places[place], sign * (gross[place] - kept))
            return
        share = np.where(over, 1.0 - np.maximum(room, 0.0) / np.where(over, whole, 1.0), 0.0)
        for part, amount in zip(places, gross, strict=True):
            self._cut(setting, number, step, part, sign * amount * share)

    def _cut(self, setting: Setting, number: int, step: CapStep, part: Part, back: Floats) -> None:
        part.left = part.left + back
        if step.on_excess == "carry-forward" and self._waiting is not None:
            self._waiting.append((number, Part(attrs.evolve(_here(setting, part.of), brought="carried"), -back)))

    def _net(
        self,
        setting: Setting,
        step: CapStep,
        window: Period,
        key: str | None,
        places: Sequence[Part],
        earlier: Sequence[Part],
        limit: float,
    ) -> None:
        nothing = np.zeros(self.judge.luck.resamples)
        stands = sum((part.left for part in earlier), nothing)
        stands = stands + self._used(setting, 0, step, "bonus", window, key)
        stands = stands - self._used(setting, 0, step, "malus", window, key)
        if step.adds_up == "running":
            for part in sorted(places, key=lambda one: one.of.settled_on or date.min):
                kept = np.clip(stands + part.left, np.minimum(stands, -limit), np.maximum(stands, limit))
                part.left, stands = kept - stands, kept
            return
        whole = sum((part.left for part in places), stands)
        sign = np.where(whole < 0, -1.0, 1.0)
        of_side = sum((np.where(part.left * sign > 0, np.abs(part.left), 0.0) for part in places), nothing)
        above = np.minimum(np.maximum(0.0, np.abs(whole) - limit), of_side)
        share = np.where(above > 0, above / np.where(of_side > 0, of_side, 1.0), 0.0)
        for part in places:
            part.left = part.left * np.where(part.left * sign > 0, 1.0 - share, 1.0)

    def _used(
        self, setting: Setting, number: int, step: CapStep, side: Side, window: Period, key: str | None
    ) -> Floats:
        """Return what earlier periods used of a limit: those that are drawn, and those that were settled before."""
        found = np.zeros(self.judge.luck.resamples)
        if window.start >= setting.period.start:
            return found
        for part in self._past:
            on = part.of.settled_on
            if on is not None and window.start <= on < setting.period.start and key_of(step, part.of) == key:
                found = found + part.on(side)
        if side == "malus" and any(isinstance(one, EarnBackStep) for one in setting.terms.steps[:number]):
            for part, on in self._won:
                if window.start <= on < window.end and key_of(step, part.of) == key:
                    found = found - part.left
        if window.start < self.since.start:

            def counts(entry: LedgerEntry) -> bool:
                return key_of(step, entry) == key and (setting.alone or setting.settles(entry.target, entry.clause))

            found = found + float(setting.ledger.used(side, window, self.since.start, of=counts))
        return found

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
            for credit in (*self._open(setting), *self._own(setting, number, period, parts)):
                if (same and credit.target not in names) or period.last > lasts_until(credit.settled_on, step.expires):
                    continue
                back = np.where(held, credit.open * float(step.returns.value) / 100, 0.0)
                if not back.any():
                    continue
                credit.open = credit.open - back
                if credit.part is not None:
                    self._gone[id(credit.part)] = self._gone.get(id(credit.part), 0.0) + back
                amount = Amount(
                    exact=_NOTHING, settled_on=period.last, id=f"earn-back {number}", period=period,
                    target=credit.target, clause=credit.entry.clause, level=credit.entry.level,
                    service=credit.entry.service, side="malus", brought="earn-back",
                )  # fmt: skip
                yield Part(amount, back)

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
            for together in [counted] if step.minimum.scope != "line" else _lines(counted):
                self._too_little(setting, number, step, side, together)

    def _too_little(
        self, setting: Setting, number: int, step: MinimumIssueStep, side: str, parts: Sequence[Part]
    ) -> None:
        terms = step.minimum
        least = float(terms.more_than.amount)
        whole = sum((part.on(side) for part in parts), np.zeros(self.judge.luck.resamples))
        tested = whole
        if terms.tested == "after-rounding":
            later = (one for one in setting.terms.steps[number + 1 :] if isinstance(one, RoundStep))
            following = next(later, None)
            tested = whole if following is None else to_unit(whole, Rounding(following.to, following.mode))
        passed = tested >= least - 1e-9 if terms.otherwise == "lift" else tested > least + 1e-9
        small = (whole > 0) & ~passed
        if not small.any():
            return
        times = np.where(small, least / np.where(small, whole, 1.0) if terms.otherwise == "lift" else 0.0, 1.0)
        sign = -1.0 if side == "malus" else 1.0
        for part in parts:
            change = sign * part.on(side) * (times - 1.0)
            part.left = part.left + change
            if terms.otherwise == "carry-forward" and self._waiting is not None and change.any():
                self._waiting.append((number, Part(attrs.evolve(_here(setting, part.of), brought="carried"), -change)))


def _groups(
    setting: Setting, step: CapStep, parts: Sequence[Part]
) -> Iterator[tuple[Period, str | None, list[Part], list[Part]]]:
    """Yield what a cap counts together: the window, whose limit it is, what can be cut, and what came before in it."""
    counted = [
        (part.of.settled_on, part)
        for part in parts
        if part.of.settled_on is not None and (step.holds is None or step.holds.on(part.of.settled_on))
    ]
    if step.per.n is None:
        together: dict[Any, tuple[Period, list[Part]]] = {}
        for on, part in counted:
            window, key = window_for(setting, step, on), key_of(step, part.of)
            together.setdefault((key, window.start, window.end), (window, []))[1].append(part)
        for (key, _, _), (window, found) in together.items():
            yield window, key, found, []
        return
    for on in sorted({day for day, _ in counted}):
        window = window_for(setting, step, on)
        for key in dict.fromkeys(key_of(step, part.of) for _, part in counted):
            mine = [(day, part) for day, part in counted if key_of(step, part.of) == key]
            now = [part for day, part in mine if day == on]
            if now:
                yield window, key, now, [part for day, part in mine if window.start <= day < on]


def _lines(parts: Sequence[Part]) -> list[list[Part]]:
    """Return each line with what waited of the same effect."""
    waiting: dict[tuple[str, str], list[Part]] = {}
    lines = []
    for part in parts:
        if part.of.brought == "carried":
            waiting.setdefault((part.of.target, part.of.clause), []).append(part)
        else:
            lines.append(part)
    lines.sort(key=lambda one: one.of.settled_on or date.min)
    found = [[part, *waiting.pop((part.of.target, part.of.clause), [])] for part in lines]
    return [*found, *waiting.values()]


def _here(setting: Setting, amount: Amount) -> Amount:
    """Return an amount as one that comes up in the period that is settled."""
    return attrs.evolve(amount, settled_on=setting.period.last, period=setting.period)
