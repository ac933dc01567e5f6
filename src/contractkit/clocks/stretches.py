"""From when to when a clock ran, stood still and was stopped: the rules of starting, stopping and reopening.

A stretch is a piece of an item's time in which nothing changes for one clock line. How much of it counts on a calendar
is measured in `axis`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.limits import NONE, UNSURE
from contractkit.clocks.reading import Reading, Start
from contractkit.clocks.truth import UNKNOWN, YES
from contractkit.facts import NAT
from contractkit.terms.targets import AtField

__all__ = ["Doubtful", "State", "Stretches", "Taken", "stretches"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

Taken = Literal["possible", "certain"]
"""Whether what is unknown of a result agreement's conditions is taken as met, or as not met."""

_FAR: Final = 2**62


class State(IntEnum):
    """What a clock does in a stretch."""

    RUNS = 0
    PAUSED = 1
    STOPPED = 2


class Doubtful(IntEnum):
    """Why a clock cannot be judged; zero where it can."""

    NO = 0
    STATE = 1
    TARGET = 2
    STOP_BEFORE_START = 3


@attrs.frozen(eq=False)
class Stretches:
    """The stretches of all clocks of a line that have started, in the order of item and time.

    Attributes:
        item: int32, for each clock the place of its item.
        started: int64, for each clock when it started: the first instant, from the measure's start on, with a target.
        end: int64, for each clock its last stop, or the moment of judging where it is not stopped.
        stopped: For each clock whether it is stopped at its end.
        doubt: int8, for each clock why it cannot be judged (`Doubtful`).
        lived_doubt: For each clock whether its target is unknown in a pause, so that it cannot be judged as lived.
        first: For each clock the place of its first stretch.
        clock: For each stretch the place of its clock.
        at: int64, where each stretch begins.
        until: int64, where it ends; a final stop is a stretch of no length.
        state: int8, for each stretch what the clock does (`State`).
        limit: int32, for each stretch the limit that holds, `NONE` or `UNSURE`.
        row: For each stretch the row of the states from which it comes.
    """

    item: Places
    started: Ints
    end: Ints
    stopped: Flags
    doubt: NDArray[np.int8]
    lived_doubt: Flags
    first: Rows
    clock: Rows
    at: Ints
    until: Ints
    state: NDArray[np.int8]
    limit: Places
    row: Rows

    @property
    def last(self) -> Rows:
        """Return for each clock the place of its last stretch."""
        return np.append(self.first[1:], len(self.clock))[: len(self.first)] - 1


@attrs.define(eq=False)
class _Draft:
    """Rows on their way to becoming stretches; each step of the rules leaves some out or gives them a state."""

    row: Rows
    clock: Rows
    first: Rows
    at: Ints
    until: Ints  # where the row's state ends, not yet cut at the last stop
    begun: Ints
    end: Ints
    stopped: Flags
    contradicted: Flags
    state: NDArray[np.int8]
    unknown: Flags

    @property
    def is_first(self) -> Flags:
        flags = np.zeros(len(self.row), np.bool_)
        flags[self.first] = True
        return flags

    @property
    def is_last(self) -> Flags:
        return np.append(self.is_first[1:], True)[: len(self.row)]


def stretches(reading: Reading, taken: Taken = "possible") -> Stretches:
    """Return the stretches of all clocks that have started and to which a target applied at some time.

    Args:
        reading: What the states mean.
        taken: How to take what is unknown of a result agreement's conditions.

    Source: clocks.md rules 8, 9 and 14 to 18.
    """
    draft = _from_start(reading)
    reached = reading.reached[draft.row] >= (UNKNOWN if taken == "possible" else YES)
    if isinstance(reading.line.measure.stops, AtField):
        _stop_by_column(draft, reading, reached)
    else:
        _stop_by_state(draft, reading, reached)
    return _with_targets(draft, reading)


def _from_start(reading: Reading) -> _Draft:
    """Return the rows of started clocks, cut at the start."""
    states = reading.states
    begun = (reading.start == Start.MADE) | (reading.start == Start.NEEDLESS)
    begun &= reading.live
    until = np.append(states.at[1:], _FAR)[: len(states.at)]
    until[states.last] = _FAR
    row = np.flatnonzero(begun[states.item] & (until > reading.start_us[states.item]))
    items = states.item[row]
    begins = _begins(items)
    first, clock = np.flatnonzero(begins), np.cumsum(begins) - 1
    start = reading.start_us[items[first]]
    at = states.at[row]
    stops = reading.stops[row]
    before = np.where(at[first] < start, row[first], row[first] - 1)  # the row in force just before the start
    stopped_before = (before >= states.first[items[first]]) & (stops[first] == YES) & (reading.stops[before] == YES)
    at[first] = start
    paused = reading.pauses[row] == YES
    return _Draft(
        row=row,
        clock=clock,
        first=first,
        at=at,
        until=until[row],
        begun=start,
        end=np.full(len(first), reading.history.as_of, np.int64),
        stopped=np.zeros(len(first), np.bool_),
        contradicted=stopped_before,
        state=np.where(paused, np.int8(State.PAUSED), np.int8(State.RUNS)),
        unknown=(stops == UNKNOWN) | ((stops != YES) & (reading.pauses[row] == UNKNOWN)),
    )


def _stop_by_column(draft: _Draft, reading: Reading, reached: Flags) -> None:
    """Stop each clock at the instant in its column, or where the rest of a result is first reached after it."""
    stop = reading.stop_us[reading.states.item[draft.row[draft.first]]]
    named = stop != NAT
    draft.contradicted |= named & (stop < draft.begun)
    stop = np.where(named, np.maximum(stop, draft.begun), _FAR)
    reach = np.maximum(draft.at, stop[draft.clock])
    reach[~reached | (draft.until <= reach)] = _FAR
    end = np.minimum.reduceat(reach, draft.first) if len(draft.first) else reach
    draft.stopped = end < _FAR
    draft.end = np.where(draft.stopped, end, draft.end)
    _keep(draft, np.flatnonzero(draft.at <= draft.end[draft.clock]))
    runs_into_stop = draft.is_last & draft.stopped[draft.clock] & (draft.at < draft.end[draft.clock])
    _keep(draft, np.repeat(np.arange(len(draft.row)), 1 + runs_into_stop))
    last = np.flatnonzero(draft.is_last & draft.stopped[draft.clock])
    draft.at[last] = draft.end[draft.clock[last]]
    draft.state[last] = State.STOPPED
    draft.unknown[last] = False


def _stop_by_state(draft: _Draft, reading: Reading, reached: Flags) -> None:
    """Stop each clock where its state says so, by the line's rules of second stops and of reopening."""
    line, place = reading.line, np.arange(len(draft.row))
    stops = reading.stops[draft.row] == YES
    is_first, is_last = draft.is_first, draft.is_last
    begins = stops & (is_first | ~_before(stops))
    latest_reached = np.maximum.accumulate(np.where(stops & reached, place, -1))
    stops &= latest_reached >= np.maximum.accumulate(np.where(begins, place, -1))

    begins = stops & (is_first | ~_before(stops))
    ends = np.flatnonzero(stops & (is_last | ~_after(stops)))
    group = np.cumsum(begins) - 1
    counts = np.flatnonzero(begins)
    if line.stops == "last":
        changed = begins | (stops & reading.states.changed(reading.stop_fields)[draft.row])
        counts = np.maximum.accumulate(np.where(changed, place, -1))[ends]
        starts = np.flatnonzero(begins)
        went_on = np.where(is_first[starts], np.int8(State.RUNS), draft.state[starts - 1])
        early = np.flatnonzero(stops)
        early = early[early < counts[group[early]]]
        draft.state[early] = went_on[group[early]]
        draft.unknown[early] = False
    stands = np.flatnonzero(stops)
    stands = stands[stands >= counts[group[stands]]]
    final = is_last[ends]
    draft.unknown[stands] = False
    if line.on_reopen == "undo-stop":
        undone = ~final[group[stands]]
        draft.state[stands[undone]] = State.RUNS
        stands = stands[~undone]
    draft.state[stands] = State.STOPPED
    stopped = draft.clock[ends[final]]
    draft.stopped[stopped] = True
    draft.end[stopped] = draft.at[counts[final]]
    kept = np.ones(len(place), np.bool_)
    kept[stands] = stands == counts[group[stands]]  # a change while stopped waits for the reopening
    _keep(draft, np.flatnonzero(kept))


def _keep(draft: _Draft, places: Rows) -> None:
    """Leave the rows at `places`, in order."""
    draft.row, draft.clock, draft.at = draft.row[places], draft.clock[places], draft.at[places]
    draft.until, draft.state, draft.unknown = draft.until[places], draft.state[places], draft.unknown[places]
    draft.first = np.flatnonzero(_begins(draft.clock))


def _with_targets(draft: _Draft, reading: Reading) -> Stretches:
    """Leave out what lies before the first target, and say what cannot be judged."""
    limit = _limits_from_start(draft, reading)
    kept = np.arange(len(limit))
    if (limit[draft.first] == NONE).any():
        applies = np.cumsum(limit != NONE)
        before = (applies - (limit != NONE))[draft.first]
        kept = np.flatnonzero(applies > before[draft.clock])
        _keep(draft, kept)
    first = draft.first
    clocks = draft.clock[first]
    clock = np.cumsum(_begins(draft.clock)) - 1
    at, end = draft.at, draft.end[clocks]
    until = np.append(at[1:], 0)[: len(at)]
    last = np.append(first[1:], len(clock))[: len(first)] - 1
    until[last] = end
    limit, state = limit[kept], draft.state
    matters = until > at
    matters[last] = True
    doubt = np.full(len(clocks), Doubtful.NO, np.int8)
    unsure = (limit == UNSURE) & matters & (state == State.RUNS)
    unsure[last] = limit[last] == UNSURE
    doubt[clock[unsure]] = Doubtful.TARGET
    lived_doubt = np.zeros(len(clocks), np.bool_)
    lived_doubt[clock[(limit == UNSURE) & matters & (state == State.PAUSED)]] = True
    doubt[clock[draft.unknown & matters]] = Doubtful.STATE
    doubt[draft.contradicted[clocks]] = Doubtful.STOP_BEFORE_START
    items = reading.states.item[draft.row[first]]
    return Stretches(
        item=items,
        started=at[first],
        end=end,
        stopped=draft.stopped[clocks],
        doubt=doubt,
        lived_doubt=lived_doubt,
        first=first,
        clock=clock,
        at=at,
        until=until,
        state=state,
        limit=limit,
        row=draft.row,
    )


def _limits_from_start(draft: _Draft, reading: Reading) -> Places:
    """Return the limits of the rows: of dated ones in a table those that had begun when a target first applied.

    A target comes to apply at the measure's start, or where a field that decides it changes; not by the date alone.
    """
    if not reading.limits.dated or not len(draft.row):
        return reading.limit[draft.row]
    columns = reading.classified.take(draft.row)
    applies = reading.limits.in_force(columns, draft.at) != NONE
    changed = draft.is_first
    for field in reading.target_fields & columns.by_row.keys():
        changed[1:] |= _begins(columns.by_row[field].codes)[1:]
    applies &= changed
    started = np.minimum.reduceat(np.where(applies, draft.at, _FAR), draft.first)[draft.clock]
    limit = reading.limits.in_force(columns, started)
    return np.where(draft.at < started, np.int32(NONE), limit)


def _begins(groups: NDArray[np.integer]) -> Flags:
    """Return for each row whether its group differs from that of the row before."""
    flags = np.ones(len(groups), np.bool_)
    flags[1:] = groups[1:] != groups[:-1]
    return flags


def _before(flags: Flags) -> Flags:
    """Return the flag of the row before each row; of the first row False."""
    return np.append(False, flags[:-1])[: len(flags)]


def _after(flags: Flags) -> Flags:
    """Return the flag of the row after each row; of the last row False."""
    return np.append(flags[1:], False)[: len(flags)]
