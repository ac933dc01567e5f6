"""When the clocks of a line start, and when a column stops them."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.happenings import Happened
from contractkit.clocks.history import BEGINNING, OPENED, History
from contractkit.clocks.kinds import column_of
from contractkit.clocks.steps import Steps
from contractkit.clocks.truth import UNKNOWN, YES, Truths
from contractkit.facts import NAT
from contractkit.terms.targets import AtField, ClockLine, Happens, WhenState

__all__ = ["Start", "column_stops", "lost_starts", "starts_of"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Start(IntEnum):
    """Whether the clock of an item has started by the moment of judging.

    Attributes:
        MADE: It has.
        NOT_YET: It has not.
        UNKNOWN: The instant is missing.
        NEEDLESS: The line names moments only, which need no start.
    """

    MADE = 0
    NOT_YET = 1
    UNKNOWN = 2
    NEEDLESS = 3


def lost_starts(truths: Truths, resets: Flags, forgets: Flags, steps: Steps) -> Flags:
    """Return the rows in which nobody knows whether a clock has started that a state starts.

    Those are the rows after a gap that may have started it, where nothing had started it before, up to the next reset:
    what was before that is forgotten. A gap from the opening on holds nothing up.

    Args:
        truths: For each row whether it starts the clock.
        resets: For each row whether it resets the clock.
        forgets: For each row whether what was before it is forgotten.
        steps: The rows.

    Source: design.md section 5, undetermined; clocks.md rules 6 and 34; decisions/0173.
    """
    rows = np.arange(len(truths))
    unknown = truths == UNKNOWN
    decides = ((truths == YES) | (unknown & ~steps.leading(unknown))) & ~resets
    begin = np.maximum(np.maximum.accumulate(np.where(forgets, rows, -1)), steps.first[steps.item])
    latest = np.append(-1, np.maximum.accumulate(np.where(decides, rows, -1)))[:-1]
    leads = decides & (latest < begin)  # the first row of its stretch between resets that decides anything
    place = np.maximum.accumulate(np.where(leads, rows, -1))
    lost: Flags = (place >= begin) & unknown[place] & ~resets
    return lost


def starts_of(
    line: ClockLine,
    history: History,
    steps: Steps,
    truths: Truths,
    resets: Flags,
    lost: Flags | None,
    happened: Happened | None,
) -> tuple[NDArray[np.int8], Ints, int]:
    """Return whether the clock of each item has started, when, and how many starts in a column lie ahead.

    Args:
        line: The line.
        history: The states of the items.
        steps: The rows that mean something to the line.
        truths: For each of them whether it starts the clock; of a line that starts by a state.
        resets: For each of them whether it resets the clock, so that nothing starts it.
        lost: For each row whether nobody knows if the clock has started; None where that is known.
        happened: What starts that are happenings did, or None.
    """
    count = len(history.facts.items)
    starts = line.measure.starts
    if starts is None:
        return np.full(count, Start.NEEDLESS, np.int8), history.base, 0
    if isinstance(starts, WhenState):
        return *_starts_at_state(truths, resets, lost, count, steps), 0
    if isinstance(starts, Happens):
        assert happened is not None
        return *_starts_at_happening(starts, count, history, happened), 0
    us = column_of(starts, history)
    if us is None:
        return np.full(count, Start.UNKNOWN, np.int8), np.full(count, NAT, np.int64), 0
    state = np.full(count, Start.MADE, np.int8)
    missing = us == NAT
    if missing.any():
        state[missing] = Start.UNKNOWN if starts.field == OPENED else Start.NOT_YET
    late = us > history.as_of
    state[late] = Start.NOT_YET
    return state, us, 0 if starts.field == OPENED else int(np.count_nonzero(late))


def _starts_at_state(
    truths: Truths, resets: Flags, lost: Flags | None, count: int, steps: Steps
) -> tuple[NDArray[np.int8], Ints]:
    """Return which clocks have started by a state, and when: in the first row that is known to start it.

    A gap before that row, or instead of it, may have started the clock already, unless a reset forgot that. One from
    the opening on has not, as long as anything was recorded later.
    """
    state = np.full(count, Start.NOT_YET, np.int8)
    start = np.full(count, NAT, np.int64)
    made = (truths == YES) & ~resets
    if lost is not None:
        made &= ~lost
    places = np.flatnonzero(made)[::-1]  # the first row of an item is written last
    state[steps.item[places]] = Start.MADE
    start[steps.item[places]] = steps.at[places]
    if lost is not None:
        unknown = truths == UNKNOWN
        leading = steps.leading(unknown)[steps.last]
        state[(lost[steps.last] & (state == Start.NOT_YET)) | leading] = Start.UNKNOWN
    state[start == BEGINNING] = Start.UNKNOWN
    return state, start


def _starts_at_happening(
    starts: Happens, count: int, history: History, happened: Happened
) -> tuple[NDArray[np.int8], Ints]:
    """Return which clocks have started by a happening, and when."""
    item, at, _ = history.rows
    start = np.full(count, NAT, np.int64)
    if starts.field not in history.events.categories:
        return np.full(count, Start.UNKNOWN, np.int8), start
    begins = happened.starts
    if happened.done is not None:  # a stop of the same instant wins
        begins = begins[happened.done[begins] == 1]
    begins = begins[::-1]  # the first one of an item is written last
    start[item[begins]] = at[begins]
    return np.where(start == NAT, np.int8(Start.NOT_YET), np.int8(Start.MADE)), start


def column_stops(line: ClockLine, history: History) -> tuple[Ints, int]:
    """Return for each item when a column stops its clock, `NAT` where none does, and how many of them lie ahead."""
    none = np.full(len(history.facts.items), NAT, np.int64)
    if not isinstance(line.measure.stops, AtField):
        return none, 0
    us = column_of(line.measure.stops, history)
    if us is None:
        return none, 0
    late = us > history.as_of
    return np.where(late, NAT, us), int(np.count_nonzero(late))
