"""Relief that lies after the end of a clock: known beforehand, it moves the due that is projected from there."""

from __future__ import annotations

from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.limits import Limits
from contractkit.clocks.stretches import Stretches
from contractkit.clocks.units import Unit
from contractkit.facts import NAT
from contractkit.quantities.spans import BusinessDays

__all__ = ["Ahead"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]

_FULL = np.iinfo(np.int64).max


@attrs.frozen(eq=False)
class Ahead:
    """The relief after the ends of clocks, as stretches that do not touch each other.

    Attributes:
        stretches: The stretches of the clocks.
        limits: The limits of the line.
        high: int64, for each clock how many marks lie before its end; None where the line has no ticks.
        first: For each clock the place of its first stretch of relief.
        count: For each clock how many there are.
        begin: int64, from when in microseconds, inclusive; not before the clock's end.
        end: int64, until when, exclusive.
    """

    stretches: Stretches
    limits: Limits
    high: Ints | None
    first: Rows
    count: Rows
    begin: Ints
    end: Ints

    def skipped(self, clocks: Rows, limit: Places, rest: Ints, which: Literal["due", "until"]) -> tuple[Ints, Ints]:
        """Return from when on the rest of an amount is used up without relief, and what is left of it then.

        Args:
            clocks: The clocks, whose amounts are used up after their end.
            limit: For each of them the limit on whose axis time runs.
            rest: int64, for each of them what is left at its end, in microseconds.
            which: Whether the instant is asked at which it is used up, or the last one at which it is not passed.
        """
        start, rest = self.stretches.end[clocks], rest.copy()
        unit = self.limits.unit[limit]
        open_still = np.arange(len(clocks))
        for nth in range(int(self.count[clocks].max(initial=0))):
            open_still = open_still[self.count[clocks[open_still]] > nth]
            place = self.first[clocks[open_still]] + nth
            before = self._between(start[open_still], self.begin[place], limit[open_still], unit[open_still])
            left = rest[open_still]
            nothing = (left == 0) & (before == 0)  # of no time at all, relief where it begins takes out the instant too
            beyond = (left > before) | nothing if which == "due" else left >= before
            open_still, place, before = open_still[beyond], place[beyond], before[beyond]
            rest[open_still] -= before
            start[open_still] = self.end[place]
        return start, rest

    def _between(self, start: Ints, end: Ints, limit: Places, unit: NDArray[np.int8]) -> Ints:
        """Return the time between instants, on the axes of limits; more than any where that is not known."""
        between = end - start
        working = np.flatnonzero(unit == Unit.WORKING)
        for calendar, places in self.limits.by_calendar(limit[working]):
            here = working[places]
            low, high = calendar.cum(start[here], "mark"), calendar.cum(end[here], "mark")
            between[here] = np.where((low == NAT) | (high == NAT), _FULL, high - low)
        return between

    def skipped_ticks(self, clocks: Rows, limit: Places, rest: Ints) -> Ints:
        """Return how many marks relief takes out before the rest of some business days is used up."""
        skipped = np.zeros(len(clocks), np.int64)
        if self.high is None:
            return skipped
        for (calendar, within), places in self.limits.by_policy(limit):
            if not isinstance(within, BusinessDays):
                continue
            here = clocks[places]
            axis = calendar.day_axis(self.stretches.started[here], within)
            passed, left = self.high[here].copy(), rest[places].copy()
            open_still = np.arange(len(here))
            for nth in range(int(self.count[here].max(initial=0))):
                open_still = open_still[self.count[here[open_still]] > nth]
                place = self.first[here[open_still]] + nth
                part = axis.take(open_still)
                low = np.maximum(part.marks_before(self.begin[place]), passed[open_still])
                high = np.maximum(part.marks_before(self.end[place]), low)
                before = low - passed[open_still]
                beyond = left[open_still] > before
                open_still, low, high, before = open_still[beyond], low[beyond], high[beyond], before[beyond]
                left[open_still] -= before
                skipped[places[open_still]] += high - low
                passed[open_still] = high
        return skipped
