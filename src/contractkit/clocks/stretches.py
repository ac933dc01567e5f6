"""The stretches of clocks: pieces of an item's time in which nothing changes for one clock line.

From when to when a clock ran, stood still and was stopped is worked out in `lives`; how much of each stretch counts is
measured in `axis`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.steps import lasts

__all__ = ["FAR", "Doubtful", "Ended", "State", "Stretches", "Taken"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

Taken = Literal["possible", "certain"]
"""Whether what is unknown of a result agreement's conditions is taken as met, or as not met."""

FAR: Final = 2**62
"""Later than everything, in microseconds."""


class State(IntEnum):
    """What a clock does in a stretch."""

    RUNS = 0
    PAUSED = 1
    STOPPED = 2


class Ended(IntEnum):
    """How a clock ended.

    Attributes:
        NOT: It has not: it runs or is paused at the moment of judging.
        STOPPED: By its stop, or by what had to happen again.
        CLOSED: By the stop of a stopwatch on which something has to happen again and again: nothing is due any more.
        RESET: It has not started: it is reset at the moment of judging, or waits for its start.
        CANCELLED: It was cancelled while it ran.
        CANCELLED_LATER: It was cancelled after its stop.
        NEVER: It was cancelled while it was reset.
    """

    NOT = 0
    STOPPED = 1
    CLOSED = 2
    RESET = 3
    CANCELLED = 4
    CANCELLED_LATER = 5
    NEVER = 6


class Doubtful(IntEnum):
    """Why a clock cannot be judged; zero where it can."""

    NO = 0
    STATE = 1
    TARGET = 2
    STOP_BEFORE_START = 3


@attrs.frozen(eq=False)
class Stretches:
    """The stretches of all clocks of a line that have started, in the order of item, cycle and time.

    Attributes:
        item: int32, for each clock the place of its item.
        cycle: int32, for each clock its number, counted from 1 for each item.
        started: int64, for each clock when it started: the first instant, from the measure's start on, with a target.
        end: int64, for each clock its last stop; else when it was cancelled, or the moment of judging.
        ended: int8, for each clock how it ended (`Ended`).
        doubt: int8, for each clock why it cannot be judged (`Doubtful`).
        lived_doubt: For each clock whether its target is unknown in a pause, so that it cannot be judged as lived.
        first: For each clock the place of its first stretch.
        clock: For each stretch the place of its clock.
        at: int64, where each stretch begins.
        until: int64, where it ends; a final stop is a stretch of no length.
        state: int8, for each stretch what the clock does (`State`).
        limit: int32, for each stretch the limit that holds, `NONE` or `UNSURE`.
        row: For each stretch the row of the reading from which it comes.
        relieved: For each stretch whether it is relief; None where no clock has any.
        begun: int64, for each clock when its cycle began, which lies before `started` where a reset, a change or a
            reopening made it start anew; None where nothing did.
    """

    item: Places
    cycle: Places
    started: Ints
    end: Ints
    ended: NDArray[np.int8]
    doubt: NDArray[np.int8]
    lived_doubt: Flags
    first: Rows
    clock: Rows
    at: Ints
    until: Ints
    state: NDArray[np.int8]
    limit: Places
    row: Rows
    relieved: Flags | None = None
    begun: Ints | None = None

    @property
    def last(self) -> Rows:
        """Return for each clock the place of its last stretch."""
        return lasts(self.first, len(self.clock))

    @property
    def stopped(self) -> Flags:
        """Return for each clock whether it is stopped at its end."""
        flags: Flags = (
            (self.ended == Ended.STOPPED) | (self.ended == Ended.CLOSED) | (self.ended == Ended.CANCELLED_LATER)
        )
        return flags

    def of_clocks(self, some: Rows) -> Stretches:
        """Return the stretches of some clocks alone, in the order of their places."""
        counts = (lasts(self.first, len(self.clock)) - self.first + 1)[some]
        begins = np.cumsum(counts) - counts
        rows = np.repeat(self.first[some] - begins, counts) + np.arange(int(counts.sum()))
        values: dict[str, Any] = {name: getattr(self, name)[some] for name in _OF_CLOCKS}
        values |= {name: getattr(self, name)[rows] for name in _OF_STRETCHES}
        relieved = None if self.relieved is None else self.relieved[rows]
        begun = None if self.begun is None else self.begun[some]
        clock = np.repeat(np.arange(len(some)), counts)
        return Stretches(first=begins, clock=clock, relieved=relieved, begun=begun, **values)


_OF_CLOCKS: Final = ("item", "cycle", "started", "end", "ended", "doubt", "lived_doubt")
_OF_STRETCHES: Final = ("at", "until", "state", "limit", "row")
