"""Which target holds in which stretch of a clock: changes in mid-flight, clocks that start anew, and stretches as a whole.

The rows come from `lives`. What an amount of time then means for a verdict is decided in `judging`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.limits import NONE, UNSURE
from contractkit.clocks.lives import Life, lives
from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading
from contractkit.clocks.steps import lasts
from contractkit.clocks.stretches import Doubtful, Ended, State, Stretches, Taken
from contractkit.clocks.updating import updates

__all__ = ["stretches"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


def stretches(reading: Reading, taken: Taken = "possible") -> Stretches:
    """Return the stretches of all clocks that have started and to which a target applied at some time.

    Args:
        reading: What the states mean.
        taken: How to take what is unknown of a result agreement's conditions.

    Source: clocks.md rules 6 to 9 and 13 to 18; decisions/0115.
    """
    life = lives(reading, taken)
    limit = _limits(reading, life)
    updated = None
    if any(target.again is not None for target in reading.line.targets):
        limit, updated = updates(reading, life, limit)
    kept = _anew(life, reading)
    if kept is not None:
        life.keep(kept)
        limit = limit[kept]
        updated = None if updated is None else updated[kept]
    return _with_targets(life, reading, limit, updated)


def _limits(reading: Reading, life: Life) -> Places:
    """Return the limits of the rows: of dated ones in a table those that had begun when a target first applied.

    A target comes to apply at the beginning of a cycle, or where what decides it changes; not by the date alone.
    """
    if len(reading.tables.limit) == 1 or not len(life.row):
        return reading.limit(life.row, life.at[:0])
    applies = reading.limit(life.row, life.at) != NONE
    meaning = reading.meaning[life.row]
    together = np.stack([table[meaning] for table in reading.tables.limit])
    changed = life.begins.copy()
    changed[1:] |= (together[:, 1:] != together[:, :-1]).any(axis=0)
    first, clock = np.flatnonzero(life.begins), np.cumsum(life.begins) - 1
    far = np.iinfo(np.int64).max
    started = np.minimum.reduceat(np.where(applies & changed, life.at, far), first)[clock]
    limit = reading.limit(life.row, started)
    return np.where(life.at < started, np.int32(NONE), limit)


def _anew(life: Life, reading: Reading) -> Rows | None:
    """Return the rows that are left of each cycle after the last time that it started anew; None where all are.

    Of a clock that is reset in the end one row is left, which resets it.
    """
    resets = life.kind == Kind.RESET
    if life.anew is None and not resets.any():
        return None
    place = np.arange(len(life.row))
    first, clock = np.flatnonzero(life.begins), np.cumsum(life.begins) - 1
    last = lasts(first, len(place))
    start = first.copy()
    if life.anew is not None:
        start = np.maximum(start, np.maximum.reduceat(np.where(life.anew, place, -1), first))
    start = np.maximum(start, np.maximum.reduceat(np.where(resets, place, -1), first) + 1)
    never = np.maximum.reduceat(np.where(resets, -1, place), first) < 0  # asked for in a reset, and never begun
    never &= ~life.first_of_item[first]
    start = np.where(never, last + 1, np.minimum(start, last))
    kept = np.flatnonzero(place >= start[clock])
    begins = np.zeros(len(place), np.bool_)
    begins[start[~never]] = True
    life.begins = begins
    return kept


def _with_targets(life: Life, reading: Reading, limit: Places, updated: Flags | None) -> Stretches:
    """Leave out what lies before the first target, let changes restart, and say what cannot be judged."""
    line = reading.line
    first = np.flatnonzero(life.begins)
    items = life.item[first]
    cycle = _numbers(items)
    if len(first) > len(reading.steps.first) or line.on_reopen == "new-cycle" or updated is not None:
        later = reading.limits.later
        if len(later) and (later != np.arange(len(later))).any():
            second = np.repeat(cycle > 1, lasts(first, len(life.row)) - first + 1)
            limit = np.where(second & (limit >= 0), later[np.maximum(limit, 0)], limit)
    start = first
    place = None
    if (limit[first] == NONE).any():
        place = np.arange(len(limit))
        never = len(limit)
        start = np.minimum.reduceat(np.where(limit != NONE, place, never), first)
        last = lasts(first, len(limit))
        start = np.where(start == never, last, np.minimum(start, last))
    if line.on_change == "restart" and len(limit):
        limit, change = _restarts(life, limit, first)
        start = np.maximum(start, change)
    if start is not first:
        clock = np.cumsum(life.begins) - 1
        kept = np.flatnonzero(np.arange(len(limit)) >= start[clock])
        life.keep(kept)
        limit = limit[kept]
        updated = None if updated is None else updated[kept]
        first = np.searchsorted(kept, start)
    return _together(life, reading, (first, items, cycle), limit, updated)


def _numbers(items: NDArray[np.integer[Any]]) -> Places:
    """Return for each clock its number among those of its item."""
    begins = np.ones(len(items), np.bool_)
    np.not_equal(items[1:], items[:-1], out=begins[1:])
    if begins.all():
        return np.ones(len(items), np.int32)
    place = np.arange(len(items))
    return (place - np.maximum.accumulate(np.where(begins, place, 0)) + 1).astype(np.int32)


def _restarts(life: Life, limit: Places, first: Rows) -> tuple[Places, Rows]:
    """Return the limits as a restarting clock sees them, and for each clock the row of its last change.

    A change in the instant of a stop is one made while stopped: the old target judges.
    """
    place, stopped = np.arange(len(limit)), life.kind == Kind.STOPPED
    stopped[first] = False
    limit = limit[np.maximum.accumulate(np.where(stopped, 0, place))]
    changes = limit != NONE
    changes[1:] &= limit[1:] != limit[:-1]
    changes[first] = False
    return limit, np.maximum.reduceat(np.where(changes, place, -1), first)


def _together(
    life: Life, reading: Reading, clocks: tuple[Rows, NDArray[np.int32], Places], limit: Places, updated: Flags | None
) -> Stretches:
    first, items, cycle = clocks
    line, count = reading.line, len(life.row)
    last = lasts(first, count)
    kind = life.kind
    ended = np.where(kind[last] == Kind.STOPPED, np.int8(Ended.STOPPED), np.int8(Ended.NOT))
    end = np.where(ended == Ended.STOPPED, life.at[last], life.end[items])
    if updated is not None:
        ended[(ended == Ended.STOPPED) & ~updated[last]] = Ended.CLOSED
    final = np.ones(len(first), np.bool_)
    np.not_equal(items[1:], items[:-1], out=final[:-1])
    if not final.all():  # every cycle but the last has its own stop
        end[~final] = life.at[last[~final]]
    reset = kind[last] == Kind.RESET
    if reset.any():
        ended[reset] = Ended.RESET
        end[reset] = life.at[last[reset]]
    if life.cancelled.any():
        cancelled = life.cancelled[items] & final
        over = ended == Ended.STOPPED
        over |= ended == Ended.CLOSED
        ended[cancelled] = np.where(over, np.int8(Ended.CANCELLED_LATER), np.int8(Ended.CANCELLED))[cancelled]
        ended[cancelled & reset] = Ended.NEVER
    clock = np.repeat(np.arange(len(first)), last - first + 1)
    at = life.at
    until = np.append(at[1:], 0)[:count]
    until[last] = end
    state = np.minimum(kind, np.int8(State.STOPPED))
    doubt = np.zeros(len(first), np.int8)
    lived_doubt = np.zeros(len(first), np.bool_)
    unknown = limit == UNSURE
    if unknown.any():
        matters = until > at
        matters[last] = True
        unsure = unknown & matters & (state == State.RUNS)
        unsure[last] = unknown[last]
        doubt[clock[unsure]] = Doubtful.TARGET
        lived_doubt[clock[unknown & matters & (state == State.PAUSED)]] = True
    if line.on_change == "retroactive" and len(first):
        final = limit[last][clock]
        limit = np.where(final >= 0, final, limit)
    if life.unsure is not None and life.unsure.any():
        matters = until > at
        matters[last] = True
        doubt[clock[life.unsure & matters]] = Doubtful.STATE
    contradicted = life.contradicted[items]
    if contradicted.any():
        doubt[contradicted] = Doubtful.STOP_BEFORE_START
    return Stretches(
        item=items,
        cycle=cycle,
        started=at[first],
        end=end,
        ended=ended,
        doubt=doubt,
        lived_doubt=lived_doubt,
        first=first,
        clock=clock,
        at=at,
        until=until,
        state=state,
        limit=limit,
        row=life.row,
    )
