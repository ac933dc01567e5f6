"""Starts and stops that are happenings: what the last of them did to the clock, at every row of the states.

A happening is seen in the events, whatever the state is. What a clock then does is worked out in `stretches`.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.history import History
from contractkit.clocks.kinds import column_of
from contractkit.clocks.truth import YES, Columns, fields_of
from contractkit.facts import Coded
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import AtField, ClockLine, Happens, WhenState

__all__ = ["Happened", "happened", "truth_by_row"]

Effects = Mapping[str, NDArray[np.int8] | None]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Happened:
    """What happenings did to the clocks of a line.

    Attributes:
        done: int8, for each row what the last one did: 0 nothing that still holds, 1 it started the clock, or asked
            for it while it was reset, 2 it stopped the clock. None where no happening stops the clock.
        starts: The rows at which a start happens.
        stops: The rows at which a stop happens.
        turns: The rows at which a stop happens, and a start after it in the same instant.
    """

    done: NDArray[np.int8] | None
    starts: Rows
    stops: Rows
    turns: Rows


def happened(line: ClockLine, history: History, effects: Effects) -> Happened:
    """Return what the starts and stops of `line` that are happenings did.

    Args:
        line: The line.
        history: The states of the items.
        effects: For fields that decide more than themselves how strong each of their words is.

    Source: docs/decisions/0115-cycles.md, part B.
    """
    item, at, first = history.rows
    start, stop = line.measure.starts, line.measure.stops
    begins: Rows = np.zeros(0, np.intp)
    if isinstance(start, Happens):
        begins = history.saying(start.field, start.values)
    if not isinstance(stop, Happens):
        return Happened(None, begins, begins[:0], begins[:0])
    ends = history.saying(stop.field, stop.values)
    reset = np.zeros(len(item), np.bool_)
    if line.measure.resets is not None:
        reset = truth_by_row(line.measure.resets, history, effects) == YES
    if isinstance(start, WhenState):
        holds = truth_by_row(start.condition, history, effects) == YES
        begins = _comes_to_hold(holds, first)
        begins = begins[~reset[begins]]  # a state asks for nothing in a reset; happenings do
        return Happened(_by_state(holds, first, begins, ends, reset), begins, ends, begins[:0])
    if isinstance(start, Happens):
        turns = _turns(history, start, stop, np.intersect1d(begins, ends, assume_unique=True))
        done = _by_turns(len(item), first, begins, ends, turns, reset)
        return Happened(done, begins, ends, turns[~reset[turns]])
    done = np.zeros(len(item), np.int8)  # a start in a column is none that happens: the first stop is for good
    counts = ~reset[ends]
    if isinstance(start, AtField) and (begun := column_of(start, history)) is not None:
        counts &= at[ends] >= begun[item[ends]]
    done[ends[counts]] = 2
    return Happened(_carried(done, done > 0, first), begins, ends, begins[:0])


def truth_by_row(condition: Condition, history: History, effects: Effects) -> NDArray[np.int8]:
    """Return for each row of the states whether a condition holds."""
    item = history.rows[0]
    moving = history.events.categories
    fields = frozenset(fields_of(condition)) & moving.keys()
    by_row = {field: Coded(history.codes(field, effects.get(field)), moving[field]) for field in fields}
    return Columns(len(item), by_row, history.facts.items, item).truth(condition)


def _by_state(holds: Flags, first: Rows, begins: Rows, ends: Rows, reset: Flags) -> NDArray[np.int8]:
    """Return what was done where a state starts what a happening stops.

    A state that holds when a reset is left starts anew what the reset forgot, but not what a happening had stopped:
    that stays so up to the next instant at which the state comes to hold. Of a start and a stop in one instant both
    count.
    """
    count, free = len(holds), _comes_to_hold(holds & ~reset, first)
    rows = np.zeros(count, np.bool_)
    was_reset = np.append(False, reset[:-1])[:count]
    was_reset[first] = False
    asked, spoken = rows.astype(np.int8), reset & ~was_reset
    asked[free] = 1
    spoken[free] = True
    is_open = _carried(asked, spoken, first) > 0  # were there no stops
    was_open = np.append(False, is_open[:-1])[:count]
    was_open[first] = False
    stops = rows.copy()
    stops[ends] = was_open[ends] & ~reset[ends]
    stops[np.intersect1d(free, ends, assume_unique=True)] = True
    said = stops.copy()
    said[begins] = True
    ended = _carried(stops.astype(np.int8), said, first) > 0
    return np.where(ended, np.int8(2), is_open.astype(np.int8))


def _by_turns(count: int, first: Rows, begins: Rows, ends: Rows, turns: Rows, reset: Flags) -> NDArray[np.int8]:
    """Return what was done where starts and stops take turns, and a reset forgets what was open when it began."""
    rows = np.zeros(count, np.bool_)
    resets = rows.copy()
    resets[1:] = reset[1:] & ~reset[:-1]
    resets[first] = reset[first]
    asked, spoken = rows.astype(np.int8), resets.copy()
    asked[begins] = 1
    asked[ends] = 0
    asked[turns] = 1
    spoken[begins] = spoken[ends] = True
    is_open = _carried(asked, spoken, first) > 0
    was_open, was_reset = np.append(False, is_open[:-1])[:count], np.append(False, reset[:-1])[:count]
    was_open[first] = was_reset[first] = False
    stopped = rows.copy()
    stopped[ends] = was_open[ends] & ~was_reset[ends] & ~reset[ends]  # of one instant a reset is stronger than a stop
    forgotten = resets & was_open & ~stopped
    ended = _carried(stopped.astype(np.int8), stopped | forgotten, first) > 0
    begun = is_open & ~(reset & ended)  # what has stopped stays so until a reset is left
    return np.where(begun, np.int8(1), np.where(ended, np.int8(2), np.int8(0)))


def _carried(values: NDArray[np.int8], spoken: Flags, first: Rows) -> NDArray[np.int8]:
    """Return for each row the value of the last row of its item that spoke, 0 where none did."""
    said = np.where(spoken, np.arange(len(values)), 0)
    said[first] = first
    return values[np.maximum.accumulate(said)]


def _comes_to_hold(holds: Flags, first: Rows) -> Rows:
    begins = holds.copy()
    begins[1:] &= ~holds[:-1]
    begins[first] = holds[first]
    return np.flatnonzero(begins)


def _turns(history: History, start: Happens, stop: Happens, both: Rows) -> Rows:
    """Return of the rows at which both happen those whose last start comes after the last stop in sequence."""
    if not len(both):
        return both
    last_start = history.last_in_sequence(start.field, start.values, both)
    last_stop = history.last_in_sequence(stop.field, stop.values, both)
    return both[(last_start >= 0) & (last_start > last_stop)]
