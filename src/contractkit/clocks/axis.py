"""How much of each stretch counts: working time, elapsed time, or the ticks of business days.

Every stretch is measured on the axis of the limit that holds in it, once with pauses left out and once as lived, with
pauses counted. How ticks are counted stands in `ticks`; what an amount means for a verdict is decided in `judging`.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.limits import Limits, Unit
from contractkit.clocks.stretches import State, Stretches
from contractkit.clocks.ticks import Ticks, count_ticks
from contractkit.facts import NAT

__all__ = ["Axis", "Counted", "measure"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Counted:
    """What counts of each stretch, in one of the two readings: with pauses left out, or as lived.

    Attributes:
        amount: int64, for each stretch the microseconds or ticks that count.
        before: int64, for each stretch what its clock had used when it began.
        at_once: int64, for each stretch the ticks that stand exactly where it begins and count.
        low: int64, for each stretch how many marks come before the first one that may count in it.
    """

    amount: Ints
    before: Ints
    at_once: Ints
    low: Ints

    @property
    def after(self) -> Ints:
        """Return for each stretch what its clock had used when it ended."""
        return self.before + self.amount


@attrs.frozen(eq=False)
class Axis:
    """The stretches of a line, measured.

    Attributes:
        limits: The limits of the line.
        limit: int32, for each stretch the limit in force, or the last one before where none applies.
        contractual: What counts with pauses left out.
        lived: What counts with pauses in.
        high: int64, for each stretch that counts days how many marks lie before its end, or were passed over.
        beyond: For each clock whether an instant lies outside what its calendar knows.
    """

    limits: Limits
    limit: Places
    contractual: Counted
    lived: Counted
    high: Ints
    beyond: Flags


def measure(stretches: Stretches, limits: Limits) -> Axis:
    """Return the stretches measured on the axes of their limits."""
    count = len(stretches.clock)
    limit = _carried(stretches)
    active = stretches.limit >= 0
    unit = limits.unit[limit] if len(limits.unit) else np.zeros(count, np.int8)
    moving = active & (stretches.state != State.STOPPED)
    lived = np.zeros(count, np.int64)
    beyond = np.zeros(len(stretches.item), np.bool_)

    elapsed = moving & (unit == Unit.ELAPSED)
    lived[elapsed] = stretches.until[elapsed] - stretches.at[elapsed]
    working = np.flatnonzero(moving & (unit == Unit.WORKING))
    for calendar, rows in limits.by_calendar(limit[working]):
        places = working[rows]
        start = calendar.cum(stretches.at[places], "mark")
        end = np.append(start[1:], 0)[: len(start)]  # most stretches end where the next one begins
        apart = np.append((places[1:] != places[:-1] + 1), True)[: len(places)]
        apart[:-1] |= stretches.clock[places[1:]] != stretches.clock[places[:-1]]
        end[apart] = calendar.cum(stretches.until[places[apart]], "mark")
        lived[places] = end - start
        beyond[stretches.clock[places[(start == NAT) | (end == NAT)]]] = True
    runs = np.where(stretches.state == State.PAUSED, 0, lived)

    days = np.flatnonzero(active & (unit == Unit.DAYS))
    ticks = Ticks.none(count)
    if len(days):
        ticks = count_ticks(stretches, limits, limit, days, beyond)
        runs, lived = runs + ticks.runs, lived + ticks.lived
    return Axis(
        limits,
        limit,
        _summed(stretches, runs, ticks.runs_at_once, ticks.low_runs),
        _summed(stretches, lived, ticks.lived_at_once, ticks.low),
        ticks.high,
        beyond,
    )


def _carried(stretches: Stretches) -> Places:
    """Return for each stretch the limit in force, or the last one that was; the first one where none was yet."""
    place, known = np.arange(len(stretches.limit)), stretches.limit >= 0
    last = np.maximum.accumulate(np.where(known, place, -1))
    following = np.minimum.accumulate(np.where(known, place, len(place) - 1)[::-1])[::-1]
    found = np.where(last >= stretches.first[stretches.clock], last, following)
    return np.maximum(stretches.limit[found], 0)


def _summed(stretches: Stretches, amount: Ints, at_once: Ints, low: Ints) -> Counted:
    before = np.cumsum(amount) - amount
    return Counted(amount, before - before[stretches.first][stretches.clock], at_once, low)
