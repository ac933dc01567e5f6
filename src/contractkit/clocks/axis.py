"""How much of each stretch counts: working time, elapsed time, or the ticks of business days.

Every stretch is measured on the axis of the limit that holds in it, once with pauses and relief left out and once as
lived, with both counted. How ticks are counted stands in `ticks`; what an amount means for a verdict in `judging`.
"""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.day_axis import DayAxis
from contractkit.clocks.limits import Limits
from contractkit.clocks.stretches import State, Stretches
from contractkit.clocks.ticks import Ticks, axis_of_all, count_ticks
from contractkit.clocks.units import Unit
from contractkit.facts import NAT

__all__ = ["Axis", "Counted", "measure"]

_DAYS: Final = int(Unit.DAYS)
_ELAPSED: Final = int(Unit.ELAPSED)
_PAUSED: Final = int(State.PAUSED)
_STOPPED: Final = int(State.STOPPED)
_WORKING: Final = int(Unit.WORKING)  # numpy compares plain numbers faster than members

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Counted:
    """What counts of each stretch, in one of the two readings: with pauses and relief left out, or as lived.

    Attributes:
        amount: int64, for each stretch the microseconds or ticks that count.
        before: int64, for each stretch what its clock had used when it began.
        at_once: int64, for each stretch that begins with a change of limit the ticks exactly there that count;
            None where the line has no ticks.
        low: int64, for each stretch how many marks come before the first one that may count in it; None likewise.
    """

    amount: Ints
    before: Ints
    at_once: Ints | None
    low: Ints | None

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
        contractual: What counts with pauses and relief left out.
        lived: What counts with both in.
        paused: int64, for each stretch what pauses take of it, relief or not; None where there is no relief: it is then
            what the two readings differ by.
        relieved: int64, for each stretch what relief takes of it, paused or not; None where there is no relief.
        high: int64, for each stretch that counts days how many marks lie before its end, or were passed over; None
            where the line has no ticks.
        beyond: For each clock whether an instant lies outside what its calendar knows; None where none does.
        days: The day axis of all clocks, of a line that counts days in one way only; else None.
    """

    limits: Limits
    limit: Places
    contractual: Counted
    lived: Counted
    paused: Ints | None
    relieved: Ints | None
    high: Ints | None
    beyond: Flags | None
    days: DayAxis | None = None


def measure(stretches: Stretches, limits: Limits) -> Axis:
    """Return the stretches measured on the axes of their limits."""
    active = stretches.limit >= 0
    every = bool(active.all())
    limit = stretches.limit if every else _carried(stretches)
    unit = limits.unit[limit]
    units = np.bincount(limits.unit, minlength=4)
    paused = stretches.state == _PAUSED
    lived = np.zeros(len(limit), np.int64)
    beyond: Flags | None = None
    if units[_WORKING]:
        plain = units[_WORKING] == len(limits.unit)
        for calendar, rows in _by_calendar(limits, limit, None if plain else unit == _WORKING):
            amount, outside = _open_time(stretches, calendar, rows)
            if rows is None:
                lived = amount
            else:
                lived[rows] = amount
            if outside is not None:
                beyond = outside if beyond is None else beyond | outside
    if units[_ELAPSED]:
        elapsed = np.flatnonzero(unit == _ELAPSED)
        lived[elapsed] = stretches.until[elapsed] - stretches.at[elapsed]
    lived[stretches.state == _STOPPED] = 0
    if not every:
        lived[~active] = 0
    left_out = paused if stretches.relieved is None else paused | stretches.relieved
    some = bool(left_out.any())
    runs = np.where(left_out, 0, lived) if some else lived
    of_pauses = of_relief = None
    if stretches.relieved is not None:
        of_pauses, of_relief = np.where(paused, lived, 0), np.where(stretches.relieved, lived, 0)
    if not units[_DAYS]:
        contractual = _summed(stretches, runs, None, None)
        as_lived = _summed(stretches, lived, None, None) if some else contractual
        return Axis(limits, limit, contractual, as_lived, of_pauses, of_relief, None, beyond)
    days = np.flatnonzero(active & (unit == _DAYS))
    outside = np.zeros(len(stretches.item), np.bool_)
    one = axis_of_all(stretches, limits) if len(days) else None
    ticks = count_ticks(stretches, limits, limit, days, outside, one) if len(days) else Ticks.none(len(limit))
    if outside.any():
        beyond = outside if beyond is None else beyond | outside
    if of_pauses is not None and of_relief is not None:
        of_pauses, of_relief = of_pauses + ticks.paused, of_relief + ticks.relieved
    return Axis(
        limits,
        limit,
        _summed(stretches, runs + ticks.runs, ticks.runs_at_once, ticks.low_runs),
        _summed(stretches, lived + ticks.lived, ticks.lived_at_once, ticks.low),
        of_pauses,
        of_relief,
        ticks.high,
        beyond,
        one,
    )


def _by_calendar(limits: Limits, limit: Places, some: Flags | None) -> list[tuple[BusinessCalendar, Rows | None]]:
    """Return the calendars with the stretches that are measured on them; None for all stretches."""
    if some is None and len(limits.calendars) == 1:
        return [(limits.calendars[0], None)]
    calendar = limits.calendar[limit]
    if some is not None:
        calendar = np.where(some, calendar, -1)
    found = [(one, np.flatnonzero(calendar == place)) for place, one in enumerate(limits.calendars)]
    return [(one, rows) for one, rows in found if len(rows)]


def _open_time(stretches: Stretches, calendar: BusinessCalendar, rows: Rows | None) -> tuple[Ints, Flags | None]:
    """Return how long the calendar is open in some stretches, and for which clocks it does not know."""
    at = stretches.at if rows is None else stretches.at[rows]
    start = calendar.cum(at, "mark")
    end = np.empty_like(start)  # most stretches end where the next one begins
    end[:-1] = start[1:]
    last = stretches.last
    if rows is None:
        apart = last
        others = apart
    else:
        apart_flags = np.ones(len(rows), np.bool_)
        np.not_equal(rows[1:], rows[:-1] + 1, out=apart_flags[:-1])
        is_last = np.zeros(len(stretches.at), np.bool_)
        is_last[last] = True
        apart_flags |= is_last[rows]
        apart = np.flatnonzero(apart_flags)
        others = rows[apart]
    until = stretches.until[others]
    length = until > stretches.at[others]
    end[apart] = start[apart]
    apart, until = apart[length], until[length]
    if len(apart):
        same = until[0]
        if (until == same).all():
            end[apart] = calendar.cum(until[:1], "mark")[0]
        else:
            end[apart] = calendar.cum(until, "mark")
    amount = end - start
    if int(start.min(initial=0)) != NAT and int(end.min(initial=0)) != NAT:
        return amount, None
    unknown = np.flatnonzero((start == NAT) | (end == NAT))
    beyond = np.zeros(len(stretches.item), np.bool_)
    beyond[stretches.clock[unknown if rows is None else rows[unknown]]] = True
    amount[unknown] = 0
    return amount, beyond


def _carried(stretches: Stretches) -> Places:
    """Return for each stretch the limit in force, or the last one that was; the first one where none was yet."""
    place, known = np.arange(len(stretches.limit)), stretches.limit >= 0
    last = np.maximum.accumulate(np.where(known, place, -1))
    following = np.minimum.accumulate(np.where(known, place, len(place) - 1)[::-1])[::-1]
    found = np.where(last >= stretches.first[stretches.clock], last, following)
    return np.maximum(stretches.limit[found], 0)


def _summed(stretches: Stretches, amount: Ints, at_once: Ints | None, low: Ints | None) -> Counted:
    before = np.cumsum(amount)
    before -= amount
    before -= before[stretches.first][stretches.clock]
    return Counted(amount, before, at_once, low)
