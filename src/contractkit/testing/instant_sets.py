"""Explicit sets of instants, and every question about working time answered by looking at their pieces in turn.

Nothing clever lives here, on purpose: it is what fast calendars are checked against, and it shares no code with them.
No calendar, no zone and no date appears; an instant is a whole number of microseconds since the epoch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Literal

import attrs

__all__ = ["BeyondWindow", "InstantSet"]


class BeyondWindow(Exception):  # noqa: N818 - it says where the answer lies, and is no mistake
    """The answer lies outside the window of instants that are known.

    Attributes:
        side: On which side of the window.
    """

    def __init__(self, side: Literal["before", "after"] = "after") -> None:
        super().__init__(side)
        self.side = side


@attrs.frozen
class InstantSet:
    """A set of open instants, known from `low` to `high`, that one included as a border only.

    Attributes:
        low: The first instant of which it is known whether it belongs to the set.
        high: The first instant of which it is not known any more.
        pieces: The set: stretches `[from, to)` in order, none of which touches the next.

    Example:
        >>> from contractkit.testing import InstantSet
        >>> shift = InstantSet.of([(0, 10), (10, 20), (50, 60)], low=-100, high=100)
        >>> shift.pieces, shift.elapsed(5, 55), shift.due(5, 15), shift.until(5, 15)
        (((0, 20), (50, 60)), 20, 20, 50)
    """

    low: int
    high: int
    pieces: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...] = attrs.field(eq=False, repr=False)

    @classmethod
    def of(cls, pieces: Iterable[tuple[int, int]], low: int, high: int) -> InstantSet:
        """Return the instants of any stretches, in any order, as far as they lie in `[low, high)`."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted((max(start, low), min(end, high)) for start, end in pieces):
            if start >= end:
                continue
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            else:
                joined.append((start, end))
        return cls(low, high, tuple(joined), tuple(start for start, _ in joined))

    @classmethod
    def where(cls, holds: Callable[[int], bool], cuts: Iterable[int], low: int, high: int) -> InstantSet:
        """Return the instants for which something holds.

        Args:
            holds: Whether an instant belongs to the set.
            cuts: Instants among which are all those at which `holds` changes.
            low: The first instant that is looked at.
            high: The first that is not.
        """
        edges = [low, *sorted({cut for cut in cuts if low < cut < high}), high]
        return cls.of(((start, end) for start, end in pairwise(edges) if holds(start)), low, high)

    # -- sets --------------------------------------------------------------------------------------------------------

    def __or__(self, other: InstantSet) -> InstantSet:
        """Return the instants of either, where both are known."""
        return InstantSet.of(self.pieces + other.pieces, max(self.low, other.low), min(self.high, other.high))

    def __and__(self, other: InstantSet) -> InstantSet:
        """Return the instants of both."""
        return self._both(other, lambda left, right: left and right)

    def __sub__(self, other: InstantSet) -> InstantSet:
        """Return the instants of this set that are not in the other."""
        return self._both(other, lambda left, right: left and not right)

    def _both(self, other: InstantSet, holds: Callable[[bool, bool], bool]) -> InstantSet:
        cuts = [edge for piece in self.pieces + other.pieces for edge in piece]
        low, high = max(self.low, other.low), min(self.high, other.high)
        return InstantSet.where(lambda us: holds(us in self, us in other), cuts, low, high)

    def within(self, low: int, high: int) -> InstantSet:
        """Return what is known of the set between two instants."""
        return InstantSet.of(self.pieces, max(self.low, low), min(self.high, high))

    def joined(self, later: InstantSet, at: int) -> InstantSet:
        """Return this set before an instant, and another from that instant on."""
        if self.high < at:
            return self
        if later.low > at:
            return later
        pieces = [(start, min(end, at)) for start, end in self.pieces]
        pieces += [(max(start, at), end) for start, end in later.pieces]
        return InstantSet.of(pieces, min(self.low, at), later.high)

    def __contains__(self, us: int) -> bool:
        """Return whether an instant belongs to the set."""
        row = bisect_right(self._starts, us) - 1
        return row >= 0 and us < self.pieces[row][1]

    # -- questions ---------------------------------------------------------------------------------------------------

    @property
    def openings(self) -> list[int]:
        """The instants at which the set begins to be open."""
        return [start for start, _ in self.pieces if start > self.low]

    @property
    def closings(self) -> list[int]:
        """The instants at which it stops; none of them belongs to it."""
        return [end for _, end in self.pieces if end < self.high]

    def is_open(self, us: int) -> bool:
        """Return whether an instant is open."""
        self._inside(us)
        return us in self

    def elapsed(self, start: int, end: int) -> int:
        """Return the open microseconds in `[start, end)`; negative when `end` lies before `start`."""
        if end < start:
            return -self.elapsed(end, start)
        if start < end:
            self._inside(start, end - 1)  # nothing is asked of the end itself
        else:
            self._inside(start)
        return sum(min(last, end) - max(first, start) for first, last in self._from(start, end))

    def due(self, start: int, amount: int) -> int:
        """Return the earliest instant by which an amount has been used; the mirror of that for a negative amount.

        An amount of zero is due at the next open instant. A negative one is due at the latest instant from which as
        much is used until `start`.
        """
        self._inside(start)
        if amount == 0:
            return self.next_open(start)
        left = abs(amount)
        if amount > 0:
            for first, last in self._from(start, self.high):
                begin = max(first, start)
                if left <= last - begin:
                    return begin + left
                left -= last - begin
            raise BeyondWindow("after")
        for first, last in self._back(start):
            end = min(last, start)
            if left <= end - first:
                return end - left
            left -= end - first
        raise BeyondWindow("before")

    def until(self, start: int, amount: int) -> int:
        """Return the last instant by which no more than `amount` has been used."""
        due = self.due(start, amount)
        return due if due < self.high and due in self else self.next_open(due)

    def next_open(self, us: int) -> int:
        """Return the instant if it is open, else the next opening."""
        if us != self.high:
            self._inside(us)
            for first, _ in self._from(us, self.high):
                return max(first, us)
        raise BeyondWindow("after")

    def previous_open(self, us: int) -> int:
        """Return the latest instant, not after `us`, that is open or a closing."""
        self._inside(us)
        if us in self:
            return us
        return self.previous_close(us)

    def next_close(self, us: int) -> int:
        """Return the first closing strictly after an instant."""
        self._inside(us)
        for _, last in self._from(us, self.high):
            if last < self.high:
                return last
        raise BeyondWindow("after")

    def previous_close(self, us: int) -> int:
        """Return the last closing not after an instant."""
        self._inside(us)
        for _, last in self._back(us):
            if last <= us:
                return last
        raise BeyondWindow("before")

    def _from(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Return, in order, the pieces that hold an instant of `[start, end)`."""
        for row in range(max(bisect_right(self._starts, start) - 1, 0), len(self.pieces)):
            first, last = self.pieces[row]
            if first >= end:
                return
            if last > start:
                yield first, last

    def _back(self, end: int) -> Iterable[tuple[int, int]]:
        """Return, the latest first, the pieces that hold an instant before `end`."""
        for row in range(bisect_right(self._starts, end) - 1, -1, -1):
            if self.pieces[row][0] < end:
                yield self.pieces[row]

    def _inside(self, *instants: int) -> None:
        for us in instants:
            if us < self.low:
                raise BeyondWindow("before")
            if us >= self.high:
                raise BeyondWindow("after")
