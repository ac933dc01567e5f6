"""The ticks of business-day targets: one at the mark of each business date, and which of them count in which stretch.

A mark exactly at a stop was still reached; one exactly at a reopening lies in the solved stretch; a pause has its first
instant and not its last. After a change to other marks the new ones count, and no date counts twice: a date is over
once its mark has passed, or that of a later date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars.day_axis import DayAxis
from contractkit.clocks.limits import Limits
from contractkit.clocks.stretches import State, Stretches
from contractkit.clocks.units import Unit
from contractkit.quantities.spans import BusinessDays

__all__ = ["Ticks", "axis_of_all", "count_ticks"]

_DAYS: Final = int(Unit.DAYS)
_PAUSED: Final = int(State.PAUSED)
_STOPPED: Final = int(State.STOPPED)  # numpy compares plain numbers faster than members

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_LONG_AGO: Final = -(2**40)  # a day number before all dates


@attrs.define(eq=False)
class Ticks:
    """The ticks of each stretch; all arrays are int64 with a value for each stretch.

    Attributes:
        runs: How many count with pauses and relief left out.
        lived: How many count with both in.
        paused: How many lie in a pause; without meaning where there is no relief.
        relieved: How many lie in relief.
        runs_at_once: How many of `runs` stand exactly where the stretch begins; where the limit changes there, else 0.
        lived_at_once: The same of `lived`.
        low: How many marks come before the first one that may count in the stretch.
        low_runs: The same for `runs`.
        high: How many marks lie before the end of the stretch, or were passed over.
    """

    runs: Ints
    lived: Ints
    paused: Ints
    relieved: Ints
    runs_at_once: Ints
    lived_at_once: Ints
    low: Ints
    low_runs: Ints
    high: Ints

    @classmethod
    def none(cls, count: int) -> Ticks:
        """Return no ticks for so many stretches."""
        return cls(*(np.zeros(count, np.int64) for _ in range(9)))


def axis_of_all(stretches: Stretches, limits: Limits) -> DayAxis | None:
    """Return the day axis of all clocks, of a line that counts days in one way only; else None."""
    if len(limits.policies) != 1:
        return None
    calendar, within = limits.policies[0]
    return calendar.day_axis(stretches.started, within) if isinstance(within, BusinessDays) else None


def count_ticks(
    stretches: Stretches, limits: Limits, limit: Places, rows: Rows, beyond: Flags, one: DayAxis | None
) -> Ticks:
    """Return the ticks of the stretches at `rows`, whose limits count business days; of all others none.

    Args:
        stretches: The stretches.
        limits: The limits of the line.
        limit: int32, for each stretch the limit in force, or the last one before where none applies.
        rows: The stretches that count business days.
        beyond: For each clock whether it lies outside what its calendar knows; set here where that is found.
        one: The day axis of all clocks, of a line that counts days in one way only; else None.

    Source: clocks.md rules 12, 17, 22, 25 and 26.
    """
    ticks = Ticks.none(len(stretches.clock))
    stands = stretches.state == _STOPPED
    last = stretches.last
    reopened = np.append(False, stands[:-1])[: len(stands)]
    reopened[stretches.first] = False
    end = np.where(stands, stretches.at + 1, stretches.until)
    end[last[~stands[last]]] += 1  # a mark exactly at the moment of judging was reached
    changes = _changes(stretches, limits, limit)
    at_once = np.zeros(len(stretches.clock), np.int64)  # asked of changes alone
    changed = np.append(False, limit[1:] != limit[:-1])
    for axis, places in _axes(stretches, limits, limit, rows, one):
        here = rows[places]
        if axis.status.any():
            beyond[stretches.clock[here[axis.status != 0]]] = True
        low = axis.marks_before(stretches.at[here] + reopened[here])
        high = np.append(low[1:], 0)  # most stretches end where the next one begins
        apart = np.append((here[1:] != here[:-1] + 1) | reopened[here[1:]], True)
        apart[:-1] |= stretches.clock[here[1:]] != stretches.clock[here[:-1]]
        others = np.flatnonzero(apart)
        high[others] = axis.take(others).marks_before(end[here[others]])
        ticks.low[here], ticks.high[here] = low, high
        some = np.flatnonzero(changed[here])
        if len(some):
            at, there = stretches.at[here[some]], axis.take(some)
            at_once[here[some]] = there.marks_before(at + 1) - there.marks_before(at)
    at_once[reopened] = 0

    if changes is not None:
        _pass_over(changes, ticks, at_once)
    paused = stretches.state == _PAUSED
    relieved = paused if stretches.relieved is None else stretches.relieved
    left_out = paused | relieved
    ticks.lived = ticks.high - ticks.low
    ticks.runs = np.where(left_out, 0, ticks.lived)
    if stretches.relieved is not None:
        ticks.paused = np.where(paused, ticks.lived, 0)
        ticks.relieved = np.where(relieved, ticks.lived, 0)
    ticks.lived_at_once = at_once
    ticks.runs_at_once = np.where(left_out, 0, at_once)
    ticks.low_runs = ticks.low.copy()
    if changes is not None:
        extra = changes.extra & ~reopened[changes.row]
        _add_last_old_mark(changes, ticks, left_out, extra)
        if stretches.relieved is not None:
            ticks.paused[changes.row[extra & paused[changes.row]] - 1] += 1
            ticks.relieved[changes.row[extra & relieved[changes.row]] - 1] += 1
    return ticks


def _axes(
    stretches: Stretches, limits: Limits, limit: Places, rows: Rows, one: DayAxis | None = None
) -> Iterator[tuple[DayAxis, Rows]]:
    """Return the day axis of each way of counting, from the starts of the clocks, and its places in `rows`."""
    if one is not None:
        yield one.take(stretches.clock[rows]), np.arange(len(rows))
        return
    for (calendar, within), places in limits.by_policy(limit[rows]):
        if isinstance(within, BusinessDays):
            yield calendar.day_axis(stretches.started[stretches.clock[rows[places]]], within), places


@attrs.frozen(eq=False)
class _Changes:
    """The changes from one way of counting business days to another, in the order of clocks and time.

    Attributes:
        row: The stretches that begin with a change.
        until: Up to where the new marks hold, as the place of the stretch after the last one.
        extra: Whether an old mark stands exactly at the change: it is the last one that counts.
        low: int64, how many old marks come before that one, or were passed over.
        floor: int64, how many of the new marks come too early to count, or are of a date that has had its tick.
    """

    row: Rows
    until: Rows
    extra: Flags
    low: Ints
    floor: Ints


def _changes(stretches: Stretches, limits: Limits, limit: Places) -> _Changes | None:
    """Return the changes from one way of counting business days to another; None where there are none."""
    if len(limits.policies) < 2:
        return None
    days, policy = limits.unit[limit] == _DAYS, limits.policy[limit]
    other = (policy[1:] != policy[:-1]) & days[1:] & days[:-1] & (stretches.clock[1:] == stretches.clock[:-1])
    rows = np.flatnonzero(other & (stretches.limit[1:] >= 0)) + 1
    if not len(rows):
        return None
    clock, at, count = stretches.clock[rows], stretches.at[rows], len(rows)
    again = np.append(False, clock[1:] == clock[:-1])  # not the first one of its clock
    dates, before, passed = np.full(count, _LONG_AGO, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64)
    for axis, places in _axes(stretches, limits, limit, rows - 1):
        passed[places] = done = axis.marks_before(at[places] + 1)
        before[places] = axis.marks_before(at[places])
        dates[places] = np.where(done > 0, axis.dates_at(np.maximum(done, 1)), _LONG_AGO)
    order = np.cumsum(~again) * (2 * -_LONG_AGO)  # dates of one clock after those of all clocks before it
    dates = np.maximum.accumulate(dates + order) - order
    floor = np.zeros(count, np.int64)
    for axis, places in _axes(stretches, limits, limit, rows):
        floor[places] = np.maximum(axis.marks_before(at[places] + 1), axis.marks_through(dates[places]))
    low = np.maximum(before, np.where(again, np.append(0, floor[:-1]), 0))
    until = np.minimum(np.append(rows[1:], len(limit)), stretches.last[clock] + 1)
    return _Changes(rows, until, passed > low, low, floor)


def _pass_over(changes: _Changes, ticks: Ticks, at_once: Ints) -> None:
    counts = changes.until - changes.row
    starts = np.cumsum(counts) - counts
    rows = np.repeat(changes.row - starts, counts) + np.arange(int(counts.sum()))
    floors = np.repeat(changes.floor, counts)
    at_once[rows] = np.where(ticks.low[rows] >= floors, at_once[rows], 0)
    ticks.low[rows] = np.maximum(ticks.low[rows], floors)
    ticks.high[rows] = np.maximum(ticks.high[rows], floors)


def _add_last_old_mark(changes: _Changes, ticks: Ticks, left_out: Flags, extra: Flags) -> None:
    """Count an old mark exactly at the change in the stretch before it, unless a pause or relief begins there."""
    runs = extra & ~left_out[changes.row]
    for flags, amount, low in ((extra, ticks.lived, ticks.low), (runs, ticks.runs, ticks.low_runs)):
        before = changes.row[flags] - 1
        low[before] = np.where(amount[before] == 0, changes.low[flags], low[before])
        amount[before] += 1
