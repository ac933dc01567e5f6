"""Caps over drawn histories: what is above a limit in a window comes back on the amounts that made it.

Floats and numpy: a column for each history, and a row for each variant where variants differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf
from typing import Any

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.columns import column
from contractkit.settlement.backtest.drawn_parts import Part, Waits
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.remembered import Carried, LedgerEntry, Side
from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.steps.caps import sides_of
from contractkit.settlement.steps.limits import counted_in, limit_of, window_for
from contractkit.settlement.steps.used_before import counted_on, counts_while, day_of, key_of, passed_on, waits_behind
from contractkit.terms.settling import CapStep, EarnBackStep

__all__ = ["Capping", "Kept"]


@attrs.define(eq=False)
class Kept:
    """What later periods look at.

    Attributes:
        won: What came back of earlier maluses, and when.
        waits: What waits for the next period; None before the first.
    """

    won: list[tuple[Part, date]] = attrs.field(factory=list)
    waits: Waits | None = None
    _past: dict[tuple[date, Carried | None], list[Part]] = attrs.field(factory=dict, init=False)
    _used: dict[Any, Floats | float] = attrs.field(factory=dict, init=False)

    def keep(self, part: Part) -> None:
        """Keep what was left of an amount of a period that is settled now."""
        if part.of.settled_on is not None:
            self._past.setdefault((part.of.settled_on, part.origin), []).append(part)

    def used(self, group: _Group, side: Side, window: Period) -> Floats | float:
        """Return what is left of the amounts of earlier periods that a limit counts.

        Args:
            group: What the cap counts together.
            side: Which side counts.
            window: The dates of the window on which the cap holds.
        """
        step, key, before = group.step, group.key, group.setting.period.start
        found: Floats | float = 0.0
        for (settled_on, waited), parts in self._past.items():
            day = day_of(group.setting, group.number, settled_on, waited)
            if settled_on < before and window.start <= day < window.end:
                asked = (settled_on, waited, side, step.scope, key, len(parts))
                if asked not in self._used:
                    mine = [part.on(side) for part in parts if key_of(step, part.of) == key]
                    self._used[asked] = sum(mine[1:], mine[0]) if mine else 0.0
                found = found + self._used[asked]
        return found


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

    def apply(
        self, settings: Sequence[Setting], number: int, parts: Sequence[Part], waiting: Sequence[Part] = ()
    ) -> None:
        """Cut what is above the limit of a cap.

        Args:
            settings: What the steps look at, of each variant; they differ in limits only.
            number: The place of the cap among the steps.
            parts: All effects.
            waiting: What earlier settlements kept and has not come in yet.
        """
        setting = settings[0]
        for window, key, places, earlier in _groups(setting, number, _cap(setting, number), parts):
            limits = [_limit(one, _cap(one, number), window) for one in settings]
            if all(limit == inf for limit in limits):
                continue
            group = _Group(
                setting, number, _cap(setting, number), window, key, places, earlier, column(limits), waiting
            )
            if group.step.caps == "net":
                self._net(group)
                continue
            for side in sides_of(group.step):
                self._side(group, side)

    def _side(self, group: _Group, side: Side) -> None:
        counted = [part.on(side) for part in group.places]
        back = [part.of.side is not None for part in group.places]  # only what was won back is below nought
        gross = [np.maximum(one, 0.0) if own else one for one, own in zip(counted, back, strict=True)]
        whole = sum(gross[1:], gross[0])
        won = sum((np.minimum(one, 0.0) for one, own in zip(counted, back, strict=True) if own), 0.0)
        room = np.maximum(0.0, group.limit - self._used(group, side) - _sum(group.earlier, side)) - won
        over = whole > room
        if not over.any():
            return
        sign = 1.0 if side == "malus" else -1.0
        if group.step.adds_up == "running":
            left: Floats = room
            for place in group.in_order:
                kept = np.minimum(gross[place], np.maximum(left, 0.0))
                left = left - kept
                self._cut(group, group.places[place], sign * (gross[place] - kept))
            return
        share = np.where(over, 1.0 - np.maximum(room, 0.0) / np.where(over, whole, 1.0), 0.0) * sign
        for part, amount in zip(group.places, gross, strict=True):
            self._cut(group, part, amount * share)

    def _cut(self, group: _Group, part: Part, back: Floats) -> None:
        part.left = part.left + back
        if group.step.on_excess == "carry-forward" and self.kept.waits is not None:
            self.kept.waits.keep(group.setting, group.number, part, -back)

    def _net(self, group: _Group) -> None:
        places, limit = group.places, group.limit
        stands: Floats = sum((part.left for part in group.earlier), np.zeros(self.resamples))
        stands = stands + self._used(group, "bonus")
        stands = stands - self._used(group, "malus")
        if group.step.adds_up == "running":
            for place in group.in_order:
                part = places[place]
                kept = np.clip(stands + part.left, np.minimum(stands, -limit), np.maximum(stands, limit))
                self._cut(group, part, kept - stands - part.left)
                stands = kept
            return
        whole = sum((part.left for part in places), stands)
        sign = np.where(whole < 0, -1.0, 1.0)
        of_side = sum((np.where(part.left * sign > 0, np.abs(part.left), 0.0) for part in places), 0.0)
        above = np.minimum(np.maximum(0.0, np.abs(whole) - limit), of_side)
        share = np.where(above > 0, above / np.where(of_side > 0, of_side, 1.0), 0.0)
        for part in places:
            self._cut(group, part, -part.left * np.where(part.left * sign > 0, share, 0.0))

    def _used(self, group: _Group, side: Side) -> Floats | float:
        """Return what earlier periods used of a limit: those that are drawn, and those that were settled before."""
        setting, step, key = group.setting, group.step, group.key
        window = counted_in(step, group.window)
        if window.start >= setting.period.start:
            return 0.0
        found = self.kept.used(group, side, window)
        for part in group.waiting:
            kept = part.origin
            if kept is None or passed_on(group.number, kept) not in window or key_of(step, part.of) != key:
                continue
            if waits_behind(setting, group.number, step, kept):
                found = found + part.on(side)
        before = setting.terms.steps[: group.number]
        won_first = side == "malus" and any(isinstance(one, EarnBackStep) for one in before)
        if won_first:
            for part, on in self.kept.won:
                if (
                    window.start <= on < window.end
                    and key_of(step, part.of) == key
                    and counts_while(setting, group.number, step, part.of)
                ):
                    found = found - part.left
        if window.start < self.since.start:
            day = counted_on(setting, group.number)

            def counts(entry: LedgerEntry) -> bool:
                held = step.holds is None or step.holds.on(day(entry))
                return (
                    held
                    and key_of(step, entry) == key
                    and (setting.alone or setting.settles(entry.target, entry.clause))
                )

            found = found + float(setting.ledger.used(side, window, self.since.start, of=counts, counted_on=day))
            if won_first:
                found = found - float(setting.ledger.won_back(window, self.since.start, of=counts))
        return found


@attrs.frozen(eq=False)
class _Group:
    """What a cap counts together.

    Attributes:
        setting: What the steps look at.
        number: The place of the cap among the steps.
        step: The cap.
        window: The window.
        key: Whose limit it is; None for one of the contract.
        places: What can be cut.
        earlier: What came before in the window, within the same settlement.
        limit: The limit; of each variant where they differ; infinite for none.
        waiting: What earlier settlements kept and has not come in yet.
    """

    setting: Setting
    number: int
    step: CapStep
    window: Period
    key: str | None
    places: Sequence[Part]
    earlier: Sequence[Part]
    limit: Floats | float
    waiting: Sequence[Part] = ()

    @property
    def in_order(self) -> list[int]:
        """Return the places by date."""
        return sorted(range(len(self.places)), key=lambda place: self.places[place].of.settled_on or date.min)


def _cap(setting: Setting, number: int) -> CapStep:
    step = setting.terms.steps[number]
    assert isinstance(step, CapStep)
    return step


def _limit(setting: Setting, step: CapStep, window: Period) -> float:
    most = limit_of(setting, step, window)
    return inf if most.exact is None else float(most.exact)


def _sum(parts: Sequence[Part], side: str) -> Floats | float:
    return sum((part.on(side) for part in parts), 0.0)


def _groups(
    setting: Setting, number: int, step: CapStep, parts: Sequence[Part]
) -> Iterator[tuple[Period, str | None, list[Part], list[Part]]]:
    """Yield what a cap counts together: the window, whose limit it is, what can be cut, and what came before in it."""
    counted = [
        (part.of.settled_on, part)
        for part in parts
        if part.of.settled_on is not None and counts_while(setting, number, step, part.of)
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
