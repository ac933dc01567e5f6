"""One limit on one clock: what it counts, how much of it lies between instants, and when an amount of it is used up.

Amounts are whole microseconds, or ticks of business days. A limit that names a moment counts nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from contractkit.clocks.units import Unit, unit_of
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
from contractkit.terms.stopwatch import Limit
from contractkit.terms.targets import Target

__all__ = ["Ruler"]


class Ruler:
    """A limit, ready to measure; the same for all clocks.

    Attributes:
        limit: The limit.
        target: The place of its target in the line.
        owner: Its target.
        unit: What it counts.
        amount: How much is allowed: microseconds, days or months; zero for an instant in a column.
        days: How its days are counted, the number left out; None for one that counts no days.
        policy: Limits with one number here have the same marks; the number of days is not looked at. -1: no days.
        measure: The amount in `[a, b)`; not for days and moments.
        due: The earliest instant by which an amount after an instant is used; the next that would use some for zero.
        until: The last instant by which no more than an amount after an instant is used.
    """

    __slots__ = ("_counted", "amount", "days", "due", "limit", "measure", "owner", "policy", "target", "unit", "until")

    measure: Callable[[int, int], int]
    due: Callable[[int, int], int]
    until: Callable[[int, int], int]

    def __init__(self, limit: Limit, target: int, owner: Target) -> None:
        self.limit = limit
        self.target = target
        self.owner = owner
        self.unit = unit_of(limit)
        self.policy = -1
        self._counted: dict[int, BusinessDays] = {}
        self.days = attrs.evolve(limit.within, n=1) if isinstance(limit.within, BusinessDays) else None
        match limit.within:
            case WorkingTime(us) | ElapsedTime(us):
                self.amount = us
            case BusinessDays(n) | CalendarDays(n) | Months(n):
                self.amount = n
            case Moment():
                self.amount = 0
        if self.unit is Unit.ELAPSED:
            self.measure, self.due, self.until = _between, _after, _after
        else:
            axis = limit.calendar.axis_us
            self.measure, self.due, self.until = axis.plain.elapsed_one, axis.due_one, axis.until_one

    def counted(self, days: int) -> BusinessDays:
        """Return a number of days, counted as those of the limit are."""
        found = self._counted.get(days)
        if found is None:
            assert self.days is not None
            found = self._counted[days] = attrs.evolve(self.days, n=days)
        return found

    def opens(self, start: int, end: int) -> bool:
        """Return whether `[start, end)` holds an instant that is open for the limit.

        The hours of a calendar play no part for elapsed time.
        """
        if self.unit is Unit.ELAPSED:
            return start < end
        return self.limit.calendar.axis_us.plain.elapsed_one(start, end) > 0


def _between(start: int, end: int) -> int:
    return end - start


def _after(start: int, amount: int) -> int:
    return start + amount
