"""The compiled form of a calendar: open intervals as sorted integers, and how much is open before each of them.

From here on all is free of zones, dates and rules. A `Timeline` covers a stretch of instants and is never changed;
a wider one takes its place. `cum(t)` is the open time from the calendar's origin to *t*; it is the same in every
timeline of one calendar, so that its differences are working time and its inverses are due instants.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import Ints, single
from contractkit.calendars.kernels import BLOCK, Ladder, Scratch

__all__ = ["Timeline"]

_Bools = npt.NDArray[np.bool_]

_FEW: Final = 4096  # rows for which a binary search costs less than building the ladders

Quick = tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
"""Openings, closings, the open time before each opening, and the closed time before it."""


class Timeline:
    """Open intervals `[opens[i], closes[i])` between `low` and `high`, apart from each other.

    An interval of no length stands at `low` and one at `high`, so that every look-up finds one. `before[i]` is the open
    time between the origin and `opens[i]`. Arrays find their intervals on ladders, which are built when the first large
    array comes.
    """

    __slots__ = (
        "_ladders",
        "_lists",
        "_shut",
        "before",
        "before_all",
        "closes",
        "high",
        "low",
        "opens",
        "quick",
        "total",
        "years",
    )

    def __init__(
        self, years: tuple[int, int], bounds: tuple[int, int], intervals: tuple[Ints, Ints], origin: int | None
    ) -> None:
        low, high = bounds
        starts, ends = intervals
        self.years = years
        self.low = low
        self.high = high
        self.opens: Ints = np.concatenate(([low], starts, [high])).astype(np.int64)
        self.closes: Ints = np.concatenate(([low], ends, [high])).astype(np.int64)
        self.before: Ints = np.zeros(len(self.opens), np.int64)
        np.cumsum(self.closes[:-1] - self.opens[:-1], out=self.before[1:])
        self._ladders: tuple[Ladder, Ladder] | None = None
        self._lists: tuple[Sequence[int], Sequence[int], Sequence[int]] | None = None
        self.quick: Quick | None = None
        self.before_all = 0
        self.total = int(self.before[-1])
        if origin is not None:
            i = int(np.searchsorted(self.opens, origin, "right")) - 1
            shift = int(self.before[i] + min(origin, self.closes[i]) - self.opens[i])
            self.before -= shift
            self.before_all = -shift
            self.total -= shift
        self._shut: Ints = self.opens - self.before  # an instant in the interval less its open time

    @property
    def lists(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The openings, closings and the open time before, as plain numbers for single look-ups."""
        lists = self._lists
        if lists is None:
            self._lists = lists = (single(self.opens), single(self.closes), single(self.before))
        return lists

    def made_quick(self) -> Quick:
        """Return what single look-ups read, once made; `quick` has it from then on."""
        opens, closes, before = self.lists
        self.quick = quick = (opens, closes, before, single(self._shut))
        return quick

    @property
    def ladders(self) -> tuple[Ladder, Ladder]:
        """The ladder of instants, whose knots are the openings, and that of open time, whose knots are `before`."""
        ladders = self._ladders
        if ladders is None:
            self._ladders = ladders = (Ladder(self.opens, self.high), Ladder(self.before, self.total))
        return ladders

    # -- one instant ---------------------------------------------------------------------------------------------

    def cum_at(self, us: int) -> int:
        """Return the open time from the origin to an instant in `[low, high]`."""
        opens, closes, before = self.lists
        i = bisect_right(opens, us) - 1
        close = closes[i]
        return before[i] + (us if us < close else close) - opens[i]  # noqa: FURB136 - min() costs a call

    def left_at(self, value: int) -> int:
        """Return the earliest instant by which `value` of open time has passed; `before[0] < value <= total`."""
        opens, _, before = self.lists
        i = bisect_left(before, value) - 1
        return opens[i] + value - before[i]

    def right_at(self, value: int) -> int:
        """Return the last instant by which no more than `value` has passed; `before[0] <= value <= total`."""
        opens, _, before = self.lists
        i = bisect_right(before, value) - 1
        return opens[i] + value - before[i]

    def is_open_at(self, us: int) -> bool:
        """Return whether an instant is open."""
        opens, closes, _ = self.lists
        return us < closes[bisect_right(opens, us) - 1]

    def next_open_at(self, us: int) -> int:
        """Return the instant if open, else the next opening; `high` where there is none."""
        opens, closes, _ = self.lists
        i = bisect_right(opens, us)
        return us if us < closes[i - 1] else opens[i]

    # -- one block of instants -----------------------------------------------------------------------------------

    def covers(self, us: Ints) -> bool:
        """Return whether all instants of an array that is not empty lie in `[low, high)`; a missing one does not."""
        return bool(us.min() >= self.low) and bool(us.max() < self.high)

    def cum_into(self, us: Ints, out: Ints, scratch: Scratch) -> None:
        """Write the open time from the origin to the instants of a block, all in `[low, high]`."""
        places, spare, flags = scratch.take(us.size)
        self.ladders[0].place(us, places, spare, flags)
        self.closes.take(places, out=spare, mode="wrap")
        np.minimum(us, spare, out=spare)
        self._shut.take(places, out=out, mode="wrap")
        np.subtract(spare, out, out=out)

    def inverse_into(self, values: Ints, knots: Ints, out: Ints, scratch: Scratch) -> None:
        """Write the instants of a block at which the open time reaches `values`.

        Args:
            values: Open time since the origin.
            knots: What to look for among the openings: `values` for the last instant by which no more has passed,
                `values - 1` for the earliest instant by which so much has. All in `[before_all, total]`.
            out: The instants; `knots` or `values` may be given again.
            scratch: The buffers of the call.
        """
        places, spare, flags = scratch.take(values.size)
        self.ladders[1].place(knots, places, spare, flags)
        self._shut.take(places, out=spare, mode="wrap")
        np.add(values, spare, out=out)

    def open_into(self, us: Ints, out: _Bools, scratch: Scratch) -> None:
        """Write which instants of a block, all in `[low, high)`, are open."""
        places, spare, flags = scratch.take(us.size)
        self.ladders[0].place(us, places, spare, flags)
        self.closes.take(places, out=spare, mode="wrap")
        np.less(us, spare, out=out)

    # -- many instants -------------------------------------------------------------------------------------------

    def cum(self, us: Ints) -> Ints:
        """Return the open time from the origin to instants in `[low, high]`."""
        i = self._places(us)
        return np.minimum(us, self.closes[i]) - self._shut[i]

    def left(self, values: Ints) -> Ints:
        """Return the earliest instants by which `values` of open time have passed."""
        return values + self._shut[self._places(values - 1, of=1)]

    def right(self, values: Ints) -> Ints:
        """Return the last instants by which no more than `values` have passed."""
        return values + self._shut[self._places(values, of=1)]

    def is_open(self, us: Ints) -> _Bools:
        """Return which instants are open."""
        return us < self.closes[self._places(us)]

    def next_open(self, us: Ints) -> Ints:
        """Return each instant if open, else the next opening; `high` where there is none."""
        i = self._places(us)
        return np.where(us < self.closes[i], us, self.opens[np.minimum(i + 1, len(self.opens) - 1)])

    def is_closed_strictly(self, us: Ints) -> _Bools:
        """Return which instants are neither open nor a closing."""
        return us > self.closes[self._places(us)]

    def _places(self, values: Ints, of: int = 0) -> Ints:
        """Return the places of instants among the openings, or (`of` 1) of open time among `before`."""
        if self._ladders is None and values.size < _FEW:
            return np.searchsorted(self.before if of else self.opens, values, "right") - 1
        ladder, flat = self.ladders[of], np.ravel(values)
        places, scratch = np.empty(flat.size, np.int64), Scratch(flat.size)
        for start in range(0, flat.size, BLOCK):
            block = flat[start : start + BLOCK]
            _, spare, flags = scratch.take(block.size)
            ladder.place(block, places[start : start + BLOCK], spare, flags)
        return places.reshape(values.shape)
