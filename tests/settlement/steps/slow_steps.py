"""The steps of a settlement once more: slow, exact, on lists of months, without a line of the library's arithmetic.

Only the terms (`CapStep` and the others) are read from the library. What is paid is counted in whole months, written as
``year * 12 + month - 1``; a window is the set of its months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep

NOTHING = Fraction(0)


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


@attrs.define
class Owed:
    """One amount as it goes through the steps; `side` is fixed for what is won back."""

    value: Fraction
    month: int
    target: str
    level: str
    service: str
    origin: tuple[str, int]
    side: str | None = None
    carried: str = "no"
    passed: dict[int, int] = attrs.field(factory=dict)

    def under(self, number: int) -> int:
        """Return the month in which a step had it before it: that in which it passed it, and did not wait before it."""
        return self.passed.get(number, self.month)

    def kept(self, value: Fraction, number: int) -> Owed:
        """Return what a step keeps of it: all steps before that had it now, unless they had it before."""
        passed = {place: self.passed.get(place, self.month) for place in range(number)}
        return attrs.evolve(self, value=value, passed=passed)

    def on(self, side: str) -> bool:
        if not self.value:
            return False
        return (self.side or ("malus" if self.value < 0 else "bonus")) == side


@attrs.define
class Past:
    """What was paid before: amounts after all steps, what came back of them, and what waits at each step."""

    paid: list[Owed] = attrs.field(factory=list)
    back: list[tuple[tuple[str, int], int, Fraction]] = attrs.field(factory=list)
    waiting: dict[int, list[Owed]] = attrs.field(factory=dict)


def window_months(per: Any, month: int) -> set[int]:
    """Return the months of the window in which something counts that is settled in a month; years are calendar years."""
    if per.n is not None:
        return set(range(month - per.n + 1, month + 1))
    length = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12, "term": 10**6}[per.word]
    if length == 10**6:
        return set(range(10**5))
    first = month // length * length
    return set(range(first, first + length))


class SlowSteps:
    """Follows steps over one period of some months."""

    def __init__(self, steps: Iterable[Any], limits: Callable[[Any, set[int]], Fraction | None]) -> None:
        self.steps = tuple(steps)
        self.limits = limits

    def follow(
        self, effects: Iterable[Owed], past: Past, months: list[int], holds: Callable[[int], bool]
    ) -> tuple[list[Owed], dict[int, list[Owed]], list[tuple[tuple[str, int], int, Fraction]]]:
        """Return what is left of every amount, in order, what waits at each step, and what was won back."""
        owed = [attrs.evolve(one) for one in effects]
        waits: dict[int, list[Owed]] = {}
        back: list[tuple[tuple[str, int], int, Fraction]] = []
        for number, step in enumerate(self.steps):
            for one in past.waiting.get(number, []):
                owed.append(attrs.evolve(one, month=months[-1], carried="yes"))
            if isinstance(step, CapStep):
                self._cap(number, step, owed, past, waits)
            elif isinstance(step, MinimumIssueStep):
                self._minimum(number, step, owed, waits)
            elif isinstance(step, EarnBackStep):
                for month in months:
                    if holds(month):
                        self._earn_back(number, step, owed, past, month, back)
        return owed, waits, back

    # caps ---------------------------------------------------------------------------------------------------------

    def _cap(self, number: int, step: Any, owed: list[Owed], past: Past, waits: dict[int, list[Owed]]) -> None:
        def key(one: Owed) -> str:
            return {"contract": "", "target": one.target, "level": one.level, "service": one.service}[step.scope]

        sides = {"malus": ["malus"], "bonus": ["bonus"], "both": ["malus", "bonus"], "net": ["net"]}[step.caps]
        for side in sides:
            mine = [one for one in owed if (one.value and side == "net") or one.on(side)]
            done: list[Owed] = []
            for which in sorted({key(one) for one in mine}):
                for month in sorted({one.month for one in mine}):
                    window = window_months(step.per, month)
                    group = [one for one in mine if key(one) == which and one.month in window]
                    if step.per.n is not None:
                        group = [one for one in group if one.month == month]
                    group = [one for one in group if not any(one is other for other in done)]
                    done += group
                    limit = self.limits(step, window)
                    if not group or limit is None:
                        continue
                    earlier = [o for o in past.paid if key(o) == which and o.under(number) in window]
                    behind = (o for place, kept in past.waiting.items() if place > number for o in kept)
                    earlier += [o for o in behind if key(o) == which and o.under(number) in window]
                    if step.per.n is not None:
                        earlier += [o for o in mine if key(o) == which and o.month in window and o.month < month]
                    before = [one.value for one in group]
                    self._limit(number, step, side, group, earlier, past, window, limit)
                    if step.on_excess == "carry-forward":
                        for one, was in zip(group, before, strict=True):
                            if one.value != was and one.side is None:
                                waits.setdefault(number, []).append(one.kept(was - one.value, number))

    def _limit(
        self,
        number: int,
        step: Any,
        side: str,
        group: list[Owed],
        earlier: list[Owed],
        past: Past,
        window: set[int],
        limit: Fraction,
    ) -> None:
        if side == "net":
            stands = sum((one.value for one in earlier), NOTHING)
            stands += self._came_back(number, step, group, past, window)
            if step.adds_up == "running":
                for one in sorted(group, key=lambda o: o.month):
                    reached = stands + one.value
                    kept = max(min(reached, max(stands, limit)), min(stands, -limit))
                    one.value = kept - stands
                    stands = kept
                return
            whole = stands + sum((one.value for one in group), NOTHING)
            if abs(whole) <= limit:
                return
            sign = 1 if whole > 0 else -1
            of_side = [one for one in group if one.value * sign > 0]
            sum_side = sum((abs(one.value) for one in of_side), NOTHING)
            keep = max(NOTHING, sum_side - (abs(whole) - limit))
            for one in of_side:
                one.value = one.value * keep / sum_side
            return
        sign = -1 if side == "malus" else 1
        used = sum((one.value * sign for one in earlier if one.on(side)), NOTHING)
        if side == "malus":
            used -= self._came_back(number, step, group, past, window)
        room = max(NOTHING, limit - used) + sum((abs(o.value) for o in group if o.value * sign < 0), NOTHING)
        taking = [one for one in group if one.value * sign > 0]
        whole = sum((abs(one.value) for one in taking), NOTHING)
        if whole <= room:
            return
        if step.adds_up == "running":
            for one in sorted(taking, key=lambda o: o.month):
                kept = min(abs(one.value), room)
                room -= kept
                one.value = sign * kept
        else:
            for one in taking:
                one.value = one.value * room / whole

    def _came_back(self, number: int, step: Any, group: list[Owed], past: Past, window: set[int]) -> Fraction:
        """Return what earlier settlements won back of the same limit, where an earn-back stands before the cap."""
        if not any(isinstance(one, EarnBackStep) for one in self.steps[:number]):
            return NOTHING
        found = NOTHING
        for origin, month, part in past.back:
            credit = next(one for one in past.paid if one.origin == origin)
            same = step.scope == "contract" or getattr(credit, step.scope) == getattr(group[0], step.scope)
            found += part if month in window and same else NOTHING
        return found

    # the other steps ----------------------------------------------------------------------------------------------

    def _minimum(self, number: int, step: Any, owed: list[Owed], waits: dict[int, list[Owed]]) -> None:
        terms = step.minimum
        least = Fraction(terms.more_than.amount)
        for side in ("malus", "bonus"):
            mine = [one for one in owed if one.on(side) and one.side is None]
            groups = [mine]
            if terms.scope == "line":
                fresh = sorted((o for o in mine if o.carried == "no" and o.side is None), key=lambda o: o.month)
                kept = [one for one in mine if one.carried == "yes"]
                groups, joined = [], []
                for one in fresh:
                    same = [k for k in kept if k.target == one.target and not any(k is j for j in joined)]
                    joined += same
                    groups.append([one, *same])
                alone = [k for k in kept if not any(k is j for j in joined)]
                groups += [[k for k in alone if k.target == name] for name in sorted({k.target for k in alone})]
            for group in groups:
                whole = abs(sum((one.value for one in group), NOTHING))
                signed = sum((one.value for one in group), NOTHING) * (-1 if side == "malus" else 1)
                if signed <= 0 or whole > least:
                    continue
                if terms.otherwise == "lift":
                    for one in group:
                        one.value = one.value * least / whole
                    continue
                for one in group:
                    if terms.otherwise == "carry-forward" and one.side is None:
                        waits.setdefault(number, []).append(one.kept(one.value, number))
                    one.value = NOTHING

    def _earn_back(
        self,
        number: int,
        step: Any,
        owed: list[Owed],
        past: Past,
        month: int,
        back: list[tuple[tuple[str, int], int, Fraction]],
    ) -> None:
        open_credits: list[tuple[Owed, Fraction]] = []
        for one in past.paid:
            if one.value < 0 and one.side is None:
                gone = sum((part for origin, _, part in past.back if origin == one.origin), NOTHING)
                open_credits.append((one, -one.value - gone))
        if not any(isinstance(one, CapStep | MinimumIssueStep) for one in self.steps[number + 1 :]):
            open_credits += [(one, -one.value) for one in owed if one.value < 0 and one.month < month]
        for credit, left in sorted(open_credits, key=lambda pair: pair[0].month):
            left -= sum((one.value for one in owed if one.side is not None and one.origin == credit.origin), NOTHING)
            if step.basis != "pool" and credit.target != "t0":
                continue
            if step.expires is not None and month > credit.month + step.expires.n:
                continue
            part = left * Fraction(step.returns.value) / 100
            if part > 0:
                back.append((credit.origin, month, part))
                owed.append(attrs.evolve(credit, value=part, month=month, side="malus"))
