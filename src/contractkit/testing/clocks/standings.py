"""When the limit of a run is used up, and how much of it was used: the same procedure for both readings.

Open instants are sets, business days are lists of ticks. A reading is told what does not count: pauses and relief in
the contractual one, nothing in the one as lived.

Source: design.md sections 3 and 4; clocks.md rules 8, 11, 12, 20 to 22, 25 and 33.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs

from contractkit.testing.clocks import marks
from contractkit.testing.clocks.agreed import Label
from contractkit.testing.clocks.calendars import NeverAgain, Places
from contractkit.testing.clocks.questions import Allowed, AtMoment, Days, Elapsed
from contractkit.testing.clocks.runs import Run, Stretch, stretches
from contractkit.testing.instant_sets import InstantSet

__all__ = ["Due", "MomentMissing", "Reader", "limit_of"]

Pairs = Sequence[tuple[int, int]]
FOREVER = 1 << 62


class MomentMissing(Exception):  # noqa: N818 - it says what is the case
    """A moment that decides is missing."""


@attrs.frozen
class Due:
    """When a limit is used up.

    Attributes:
        due: When; None where that is not known yet, because the clock is paused and in time.
        until: The last instant in time.
        late: Whether the clock was late when it ended, or is.
    """

    due: int | None
    until: int | None
    late: bool


def limit_of(label: Label, number: int) -> Allowed:
    """Return the limit of a target in a cycle."""
    assert label.target is not None
    target = label.target
    if target.every is not None and (number > 1 or target.within is None):
        return target.every
    assert target.within is not None
    return target.within


def unit_of(within: Allowed) -> str:
    """Return the unit of a limit; limits of different units do not add up."""
    return type(within).__name__


class Reader:
    """Reads one run, some stretches of which do not count.

    Args:
        places: The calendars.
        run: The run.
        number: The number of its cycle.
        left_out: The stretches `[from, to)` that do not count.
        waits: Whether the clock stands still from its end on.
    """

    def __init__(self, places: Places, run: Run, number: int, left_out: Pairs, waits: str) -> None:
        self.places, self.run, self.number = places, run, number
        self.left_out = tuple(left_out)
        self.waits = waits == "waits"
        self.stretches = stretches(run)

    def limit(self, stretch: Stretch) -> Allowed:
        """Return the limit that holds in a stretch."""
        return limit_of(stretch.label, self.number)

    def calendar(self, stretch: Stretch) -> str:
        """Return the name of the calendar of a stretch."""
        assert stretch.label.target is not None
        return stretch.label.target.calendar

    @cached_property
    def units(self) -> set[str]:
        """The units of all limits of the run."""
        return {unit_of(self.limit(stretch)) for stretch in self.stretches}

    # -- sets of instants ----------------------------------------------------------------------------------------

    def _open(self, stretch: Stretch) -> InstantSet:
        opened = self.places.calendar(self.calendar(stretch)).open
        if isinstance(self.limit(stretch), Elapsed):
            return InstantSet.of([(opened.low, opened.high)], opened.low, opened.high)
        return opened

    def axis(self, upto: int, *, ahead: bool) -> InstantSet:
        """Return the open instants of the run under its first targets, of the last of them also what lies ahead."""
        pieces: list[tuple[int, int]] = []
        lows, highs = [], []
        for place, stretch in enumerate(self.stretches[: upto + 1]):
            opened = self._open(stretch)
            lows.append(opened.low)
            highs.append(opened.high)
            for piece in stretch.pieces:
                pieces += opened.within(piece.begin, piece.end).pieces
            if ahead and place == upto:
                pieces += opened.within(stretch.end, opened.high).pieces
        return InstantSet.of(pieces, max(lows), min(highs))

    def _left_out(self, place: int) -> Pairs:
        """Return what does not count for the limit of a stretch: what lies after it only where it is the last."""
        stretch = self.stretches[place]
        if place == len(self.stretches) - 1:
            return self.left_out
        return [(begin, min(end, stretch.end)) for begin, end in self.left_out if begin < stretch.end]

    # -- due -----------------------------------------------------------------------------------------------------

    def due(self) -> Due:
        """Return when the limit is used up, one target after the other.

        Raises:
            MomentMissing: It depends on a moment that is missing.
            NeverAgain: Nothing opens any more before that.
        """
        now: Due | None = Due(None, None, late=False)  # None where it depends on a moment that is missing
        for place, stretch in enumerate(self.stretches):
            last = place == len(self.stretches) - 1
            try:
                due, until = self._natural(place)
            except NeverAgain:
                if last:
                    raise
                due = until = None  # never used up under a target that does not judge
            if place and due is not None and due <= stretch.begin:
                if now is None:
                    continue
                if now.late:
                    due, until = now.due, now.until
                else:
                    due = until = self._landed(stretch)
            elif self._is_missing(stretch):
                now = None
                continue
            end = self.run.end if last else stretch.end
            now = Due(due, until, until is not None and end > until)
        if now is None:
            raise MomentMissing
        if self.run.is_paused and self.waits and not now.late and not self._shows():
            return Due(None, None, late=False)
        return now

    def _is_missing(self, stretch: Stretch) -> bool:
        limit = self.limit(stretch)
        return isinstance(limit, AtMoment) and limit.us is None

    def _shows(self) -> bool:
        """Return whether a limit is not moved by pauses."""
        limit = self.limit(self.stretches[-1])
        return isinstance(limit, AtMoment) or (isinstance(limit, Days) and limit.n == 0)

    def _landed(self, stretch: Stretch) -> int:
        limit = self.limit(stretch)
        if isinstance(limit, Days):
            return marks.landed(self.places, limit, self.calendar(stretch), stretch.begin)
        return stretch.begin

    def _natural(self, place: int) -> tuple[int | None, int | None]:
        """Return when the limit of a stretch is used up, by all that was used under it and those before it."""
        stretch = self.stretches[place]
        limit, calendar = self.limit(stretch), self.calendar(stretch)
        if isinstance(limit, AtMoment):
            return limit.us, limit.us
        if isinstance(limit, Days):
            return self._natural_days(place, limit, calendar)
        opened = self.axis(place, ahead=True)
        opened -= InstantSet.of(self._left_out(place), opened.low, opened.high)
        stands = self.waits and place == len(self.stretches) - 1
        started = self.run.started
        if stands:
            used = opened.within(started, self.run.end).elapsed(started, self.run.end) if self.run.end > started else 0
            if used < limit.us or (limit.us == 0 and used == 0):
                return None, None
            due = self.places.due(opened, started, limit.us, calendar)
            if used == limit.us:
                return due, None
        else:
            due = self.places.due(opened, started, limit.us, calendar)
        try:
            return due, self.places.next_open(opened, due, calendar)
        except NeverAgain:
            return due, self.places.horizon(calendar)

    # -- ticks ---------------------------------------------------------------------------------------------------

    def _natural_days(self, place: int, limit: Days, calendar: str) -> tuple[int | None, int | None]:
        if limit.n == 0:
            start = marks.effective_start(self.places, limit, calendar, self.run.started)
            return start, start
        tick = marks.nth(self.ticks(place, limit.n), limit.n)
        if tick is None:
            return None, None
        due = marks.landed(self.places, tick.days, tick.calendar, tick.at)
        return due, due

    def ticks(self, upto: int, needed: int) -> list[marks.Tick]:
        """Return the ticks that count, under the first targets; as many as are needed, and all up to the end."""
        some = self._left_out(upto)
        return [tick for tick in self.all_ticks(upto, needed) if not _within(tick.at, some)]

    def all_ticks(self, upto: int, needed: int) -> list[marks.Tick]:
        """Return the same with those that do not count."""
        parts = []
        for place, stretch in enumerate(self.stretches[: upto + 1]):
            limit = self.limit(stretch)
            assert isinstance(limit, Days)
            ahead = attrs.evolve(stretch, left=None) if place == upto else stretch
            parts.append((ahead, limit, self.calendar(stretch)))
        stands = self.waits and upto == len(self.stretches) - 1
        some = self._left_out(upto)

        def more(found: list[marks.Tick]) -> bool:
            return not stands and sum(not _within(tick.at, some) for tick in found) < needed

        return marks.ticks(self.places, parts, self.run.started, self.run.end, more)

    # -- amounts -------------------------------------------------------------------------------------------------

    def used(self) -> int | None:
        """Return how much counts from the start to the end; None of what names a moment."""
        return self.amount(self.left_out, "outside")

    def amount(self, of: Pairs, side: str) -> int | None:
        """Return how much of the run lies inside or outside of some stretches, in the unit of its limit."""
        limit = self.limit(self.stretches[-1])
        started, end = self.run.started, self.run.end
        if isinstance(limit, AtMoment):
            return None
        if isinstance(limit, Days):
            found = [tick.at for tick in self.all_ticks(len(self.stretches) - 1, 0) if started < tick.at <= end]
            return sum(_within(us, of) == (side == "inside") for us in found)
        opened = self.axis(len(self.stretches) - 1, ahead=False)
        some = InstantSet.of(of, opened.low, opened.high)
        found_set = opened & some if side == "inside" else opened - some
        return sum(to - begin for begin, to in found_set.within(started, max(end, started)).pieces)

    def covers(self, whole: Pairs) -> bool:
        """Return whether some stretches hold an open instant of the run."""
        for stretch in self.stretches:
            opened = self._open(stretch)
            for piece in stretch.pieces:
                if (opened.within(piece.begin, piece.end) & InstantSet.of(whole, opened.low, opened.high)).pieces:
                    return True
        return False


def _within(us: int, pairs: Pairs) -> bool:
    return any(begin <= us < end for begin, end in pairs)
