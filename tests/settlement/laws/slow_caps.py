"""A second way to look at caps: every line of every settlement, laid beside every other that counts with it.

Nothing is shared with what settles: windows are counted in months by hand, limits are read from the text of the step.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs
from drawn_cases import Case

import contractkit as ck

__all__ = ["Counted", "above", "counted_lines"]

PER = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}
MONTHS_OF_FEE = {"month": 1, "quarter": 3, "year": 12}


@attrs.frozen
class Counted:
    """What is left of an effect; months count from January 2026, at 0.

    Attributes:
        month: The month in which its own period ends; of what waited that in which it came in.
        side: What it is, `malus` or `bonus`.
        amount: What is left of it.
        target: What it is for.
        came_up: Of what waited, the month in which it came up; else that in which its own period ends.
        waited_at: The place of the step at which it waited, from 0; -1 where it did not.
        came_in: Where it waited before that, and in which month it came in there.
    """

    month: int
    side: str
    amount: Fraction
    target: str
    came_up: int
    waited_at: int = -1
    came_in: tuple[tuple[int, int], ...] = ()

    def counts_in(self, place: int) -> int:
        """Return the month in which it counts for a step: the one in which it passed it."""
        passed = [(-1, self.came_up), *self.came_in, (self.waited_at, self.month)]
        return [month for step, month in passed if step <= place][-1]


def counted_lines(settlements: Iterable[ck.Settlement]) -> list[Counted]:
    """Return what is left of every line that a cap can cut; what was won back is less malus."""
    found = []
    for money in settlements:
        for line in money.lines:
            if line.kind in ("malus", "bonus", "carried", "earn-back"):
                left = Fraction(money.net(line).amount)
                side = line.caps or ("malus" if left < 0 else "bonus") if line.kind == "earn-back" else None
                side = side or ("malus" if left < 0 else "bonus")
                last = line.period.last if line.kind in ("malus", "bonus", "earn-back") else money.period.last
                month = _month(last.year, last.month)
                side = "malus" if line.kind == "earn-back" else side
                waited = re.fullmatch(
                    r"carried ([0-9]+) .* ([0-9]+)-([0-9]+)-[0-9]+((?: in [0-9-]+ at [0-9]+)*)", line.id
                )
                if waited is None:
                    found.append(Counted(month, side, left, line.target or "", month))
                else:
                    step, year, number = map(int, waited.groups()[:3])
                    again = re.findall(r" in ([0-9]+)-([0-9]+)-[0-9]+ at ([0-9]+)", waited[4])
                    came_in = tuple((int(at) - 1, _month(int(one), int(other))) for one, other, at in again)
                    found.append(Counted(month, side, left, line.target or "", _month(year, number), step - 1, came_in))
    return found


def _month(year: int, month: int) -> int:
    return (year - 2026) * 12 + month - 1


def windows(step: dict[str, Any], months: Iterable[int]) -> Iterator[set[int]]:
    """Yield the months that count together: all that fit, or those that end with any of them."""
    per = step["per"]
    for month in sorted(set(months)):
        if per == "term":
            yield set(range(120))
        elif per.startswith("rolling"):
            yield set(range(month - int(per.split()[1]) + 1, month + 1))
        else:
            first = month - month % PER[per]
            yield set(range(first, first + PER[per]))


def limit(case: Case, step: dict[str, Any], window: set[int]) -> Fraction | None:
    """Return the limit of a step in a window; None where it is a share of a fee that an index may have changed."""
    fee = case.clauses["2"]
    monthly = Fraction(fee["amount"].removeprefix("EUR ").replace(" ", "")) / MONTHS_OF_FEE[fee["per"]]
    held = {month for month in window if month >= 0}
    if step.get("charges_of") == "preceding":
        held = {month - len(window) for month in window if month - len(window) >= 0}

    def one(text: str) -> Fraction | None:
        if text.startswith("EUR "):
            return Fraction(text.removeprefix("EUR "))
        if "14" in case.clauses:
            return None
        return Fraction(text.split(" %")[0]) / 100 * monthly * len(held)

    text = step["limit"]
    if isinstance(text, dict):
        ((word, parts),) = text.items()
        limits = [one(part) for part in parts]
        if None in limits:
            return None
        return (min if word == "lowest_of" else max)(found for found in limits if found is not None)
    return one(text)


def above(case: Case, place: int, step: dict[str, Any], lines: list[Counted]) -> Fraction:
    """Return by how much a cap is exceeded at most, in any of its windows; nought or less where it holds."""
    worst = Fraction(0)
    for window in windows(step, (line.counts_in(place) for line in lines)):
        most = limit(case, step, window)
        if most is None:
            continue
        groups: dict[str, list[Counted]] = defaultdict(list)
        for line in lines:
            if line.counts_in(place) in window:
                groups[line.target if step.get("scope") == "target" else ""].append(line)
        for group in groups.values():
            sides = {
                side: sum(
                    (
                        abs(one.amount) if one.amount * sign > 0 else -abs(one.amount)
                        for one in group
                        if one.side == side
                    ),
                    Fraction(0),
                )
                for side, sign in (("malus", -1), ("bonus", 1))
            }
            if step["caps"] == "net":
                worst = max(worst, abs(sides["bonus"] - sides["malus"]) - most)
            else:
                asked = ("malus", "bonus") if step["caps"] == "both" else (step["caps"],)
                worst = max(worst, *(sides[side] - most for side in asked))
    return worst
