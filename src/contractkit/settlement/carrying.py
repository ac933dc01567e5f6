"""What steps keep for the next settlement: one amount for each line that it is kept of, and in which order they come.

How much a step keeps is its own business; what an effect keeps for itself is that of `recording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from contractkit.charging.charges import Charge
from contractkit.settlement.paid import Paid
from contractkit.settlement.remembered import CameIn, Carried
from contractkit.settlement.steps import Course

__all__ = ["carried_on", "comes_in"]

_NUMBER = re.compile(r"([0-9]+)")
_Numbered = tuple[str | int, ...]


def carried_on(course: Course, charged: Sequence[Charge], paid: Sequence[Paid]) -> tuple[Carried, ...]:
    """Return what waits for the next period: rounded, so that what is paid and what waits is what was earned.

    What one step keeps of one line is one amount, whether the line came up now or waited at this very step. As two
    amounts they would go by one name, and what is won back of the one would be taken off both. What waited at an
    earlier step is another amount, with another name: steps between the two count it when it came in there.

    Args:
        course: Where the steps led.
        charged: The charges that went in.
        paid: The effects that went in.

    Source: docs/decisions/0249 (what waits of one line at one step is one amount); 0281 (when it counts).
    """
    found: dict[tuple[object, ...], Carried] = {}
    for one in _pieces(course, charged, paid):
        key = (one.step, one.by, one.effect, one.since, one.came_in, one.target, one.clause, one.kind)
        known = found.get(key)
        found[key] = one if known is None else attrs.evolve(known, amount=known.amount + one.amount)
    return tuple(sorted(found.values(), key=comes_in))


def comes_in(carried: Carried) -> tuple[int, date, _Numbered, _Numbered, tuple[tuple[date, int], ...]]:
    """Return by what amounts that wait are put in order: the step, then the oldest, then the clause and the line.

    Clauses go by their numbers, so that 10 comes after 9. Of one line what came in earlier comes first.

    Args:
        carried: What waits.

    Source: docs/decisions/0249 (the oldest comes in first, and of one date by the numbers of the clauses).
    """
    before = tuple((one.on, one.step) for one in carried.came_in)
    return carried.step, carried.since, _numbered(carried.clause), _numbered(carried.effect), before


def _numbered(text: str) -> _Numbered:
    """Return a text as words and numbers in turn, so that texts of this kind compare by number."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_NUMBER.split(text)))


def _pieces(course: Course, charged: Sequence[Charge], paid: Sequence[Paid]) -> Iterator[Carried]:
    """Yield what each change keeps of each amount."""
    given = len(charged) + len(paid)
    for change in course.changes:
        why = change.goes_on
        if why is None:
            continue
        for place, part in change.parts:
            if not part:
                continue
            came_in: tuple[CameIn, ...] = ()
            if place < given:
                effect = paid[place - len(charged)]
                since, name = effect.settled_on, effect.id
                target, clause = effect.target or "", str(effect.clause)
                level, service = effect.level, effect.service
            else:
                added = course.added[place - given]
                if added.origin is None:
                    continue
                name, since, target = added.origin.effect, added.origin.since, added.origin.target
                clause, level, service = added.origin.clause, added.origin.level, added.origin.service
                came_in = added.origin.kept_again(change.step, added.amount.settled_on or since)
            by = str(change.by or "")
            yield Carried(name, change.step, why, -part, since, target, clause, level, service, by, came_in)
