"""Caps over drawn histories: what is above a limit in a window comes back on the amounts that made it.

Floats and numpy, one column for each history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.remembered import LedgerEntry, Side
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.caps import key_of, sides_of
from contractkit.settlement.steps.limits import limit_of, window_for
from contractkit.terms.settling import CapStep, EarnBackStep

__all__ = ["Capping", "Kept", "Part", "here"]


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
class Kept:
    """What later periods look at.

    Attributes:
        past: What was left of the amounts of earlier periods.
        won: What came back of earlier maluses, and when.
        waiting: What waits for the next period, with the place of the step that kept it; None before the first.
    """

    past: list[Part] = attrs.field(factory=list)
    won: list[tuple[Part, date]] = attrs.field(factory=list)
    waiting: list[tuple[int, Part]] | None = None


@attrs.define(eq=False)
class Capping:
    """Applies caps.

    Attributes:
        resamples: How many histories.
        since: The period that is tested; what was settled before it stays as it is.
        kept: What earlier periods left.
    """

    resamples: int
    since: Period
    kept: Kept

    def apply(self, setting: Setting, number: int, step: CapStep, parts: Sequence[Part]) -> None:
        """Cut what is above the limit of a cap.

        Args:
            setting: What the steps look at.
            number: The place of the cap among the steps.
            step: The cap.
            parts: All effects.
        """
        for window, key, places, earlier in _groups(setting, step, parts):
            most = limit_of(setting, step, window)
            if most.exact is None:
                continue
            limit = 0.0 if most.unknown else float(most.exact)
            if step.caps == "net":
                self._net(setting, number, step, window, key, places, earlier, limit)
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
        nothing = np.zeros(self.resamples)
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
        if step.on_excess == "carry-forward" and self.kept.waiting is not None:
            self.kept.waiting.append((number, Part(attrs.evolve(here(setting, part.of), brought="carried"), -back)))

    def _net(
        self,
        setting: Setting,
        number: int,
        step: CapStep,
        window: Period,
        key: str | None,
        places: Sequence[Part],
        earlier: Sequence[Part],
        limit: float,
    ) -> None:
        nothing = np.zeros(self.resamples)
        stands = sum((part.left for part in earlier), nothing)
        stands = stands + self._used(setting, 0, step, "bonus", window, key)
        stands = stands - self._used(setting, 0, step, "malus", window, key)
        if step.adds_up == "running":
            for part in sorted(places, key=lambda one: one.of.settled_on or date.min):
                kept = np.clip(stands + part.left, np.minimum(stands, -limit), np.maximum(stands, limit))
                back = kept - stands - part.left
                self._cut(setting, number, step, part, back)
                stands = kept
            return
        whole = sum((part.left for part in places), stands)
        sign = np.where(whole < 0, -1.0, 1.0)
        of_side = sum((np.where(part.left * sign > 0, np.abs(part.left), 0.0) for part in places), nothing)
        above = np.minimum(np.maximum(0.0, np.abs(whole) - limit), of_side)
        share = np.where(above > 0, above / np.where(of_side > 0, of_side, 1.0), 0.0)
        for part in places:
            self._cut(setting, number, step, part, -part.left * np.where(part.left * sign > 0, share, 0.0))

    def _used(
        self, setting: Setting, number: int, step: CapStep, side: Side, window: Period, key: str | None
    ) -> Floats:
        """Return what earlier periods used of a limit: those that are drawn, and those that were settled before."""
        found = np.zeros(self.resamples)
        if window.start >= setting.period.start:
            return found
        for part in self.kept.past:
            on = part.of.settled_on
            if on is not None and window.start <= on < setting.period.start and key_of(step, part.of) == key:
                found = found + part.on(side)
        if side == "malus" and any(isinstance(one, EarnBackStep) for one in setting.terms.steps[:number]):
            for part, on in self.kept.won:
                if window.start <= on < window.end and key_of(step, part.of) == key:
                    found = found - part.left
        if window.start < self.since.start:

            def counts(entry: LedgerEntry) -> bool:
                return key_of(step, entry) == key and (setting.alone or setting.settles(entry.target, entry.clause))

            found = found + float(setting.ledger.used(side, window, self.since.start, of=counts))
        return found


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


def here(setting: Setting, amount: Amount) -> Amount:
    """Return an amount as one that comes up in the period that is settled."""
    return attrs.evolve(amount, settled_on=setting.period.last, period=setting.period)
