"""Which target holds in which stretch of a clock: changes in mid-flight, and clocks that start anew.

The rows come from `lives`. What an amount of time then means for a verdict is decided in `judging`.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.life import Life
from contractkit.clocks.limits import NONE, UNSURE
from contractkit.clocks.lives import lives
from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading
from contractkit.clocks.steps import lasts
from contractkit.clocks.stretches import Doubtful, Ended, State, Stretches, Taken
from contractkit.clocks.updating import updates

__all__ = ["stretches"]

_DOUBTFUL_STATE: Final = int(Doubtful.STATE)
_DOUBTFUL_STOP_BEFORE_START: Final = int(Doubtful.STOP_BEFORE_START)
_DOUBTFUL_TARGET: Final = int(Doubtful.TARGET)
_ENDED_CANCELLED: Final = int(Ended.CANCELLED)
_ENDED_CANCELLED_LATER: Final = int(Ended.CANCELLED_LATER)
_ENDED_CLOSED: Final = int(Ended.CLOSED)
_ENDED_NEVER: Final = int(Ended.NEVER)
_ENDED_NOT: Final = int(Ended.NOT)
_ENDED_RESET: Final = int(Ended.RESET)
_ENDED_STOPPED: Final = int(Ended.STOPPED)
_PAUSED: Final = int(State.PAUSED)
_RUNS: Final = int(State.RUNS)
_STOPPED: Final = int(State.STOPPED)  # numpy compares plain numbers faster than members

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
    kept = _anew(life)
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


def _anew(life: Life) -> Rows | None:
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
    life.begins, life.begun = begins, life.at[first[~never]]
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
        life.begun = life.at[start] if life.begun is None else life.begun
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
    ended = np.where(kind[last] == Kind.STOPPED, np.int8(_ENDED_STOPPED), np.int8(_ENDED_NOT))
    end = np.where(ended == _ENDED_STOPPED, life.at[last], life.end[items])
    if updated is not None:
        ended[(ended == _ENDED_STOPPED) & ~updated[last]] = _ENDED_CLOSED
    final = np.ones(len(first), np.bool_)
    np.not_equal(items[1:], items[:-1], out=final[:-1])
    if not final.all():  # every cycle but the last has its own stop
        end[~final] = life.at[last[~final]]
    reset = kind[last] == Kind.RESET
    if reset.any():
        ended[reset] = _ENDED_RESET
        end[reset] = life.at[last[reset]]
    if life.cancelled.any():
        cancelled = life.cancelled[items] & final
        over = ended == _ENDED_STOPPED
        over |= ended == _ENDED_CLOSED
        ended[cancelled] = np.where(over, np.int8(_ENDED_CANCELLED_LATER), np.int8(_ENDED_CANCELLED))[cancelled]
        ended[cancelled & reset] = _ENDED_NEVER
    clock = np.repeat(np.arange(len(first)), last - first + 1)
    at = life.at
    until = np.append(at[1:], 0)[:count]
    until[last] = end
    state = np.minimum(kind, np.int8(_STOPPED))
    doubt = np.zeros(len(first), np.int8)
    lived_doubt = np.zeros(len(first), np.bool_)
    if line.on_change == "retroactive" and len(first):
        place = np.arange(count)
        known = np.maximum.reduceat(np.where(limit >= 0, place, -1), first)[clock]
        limit = np.where(place <= known, limit[known], limit)
    unknown = limit == UNSURE
    if unknown.any():
        matters = until > at
        matters[last] = True
        unsure = unknown & matters & (state == _RUNS)
        unsure[last] = unknown[last]
        doubt[clock[unsure]] = _DOUBTFUL_TARGET
        lived_doubt[clock[unknown & matters & (state == _PAUSED)]] = True
    if life.unsure is not None and life.unsure.any():
        matters = until > at
        matters[last] = True
        doubt[clock[life.unsure & matters]] = _DOUBTFUL_STATE
    contradicted = life.contradicted[items]
    if contradicted.any():
        doubt[contradicted] = _DOUBTFUL_STOP_BEFORE_START
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
        begun=life.begun,
    )
