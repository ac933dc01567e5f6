"""What a clock has used, by the two readings, and where a change of target leaves it.

The sums of a clock grow by pieces of time in which nothing changes. Business days tick at marks; a mark exactly at the
end of a piece belongs to it, and is paused or relieved as the instant itself is. Under *keep* the time used stays as
measured and the new limit holds for the total. When a verdict falls is decided in `judging`.
"""

from __future__ import annotations

from typing import Final

from contractkit.clocks.scalar.frames import Frame
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.units import Unit
from contractkit.errors import CalendarHorizonError, NeverOpenError

__all__ = ["Meter", "Sums"]

_LONG_AGO: Final = -(2**40)  # a day number before all dates


class Meter:
    """What one reading of a clock has used, and when its limit was used up.

    Attributes:
        used: Microseconds or ticks.
        limit: The limit that judges: the last one that was not used up when it came.
        pinned: The change by which a new limit was used up already; None where that is not so.
        due: When `limit` was used up; None as long as it is not.
        until: The last instant in time; None as long as that lies ahead.
        landed: Where the last tick that counted lands; None for time, and before the first tick.
    """

    __slots__ = ("due", "landed", "limit", "pinned", "until", "used")

    def __init__(self, limit: int) -> None:
        self.used = 0
        self.limit = limit
        self.pinned: int | None = None
        self.due: int | None = None
        self.until: int | None = None
        self.landed: int | None = None

    def copy(self) -> Meter:
        """Return a copy to go on with."""
        new = object.__new__(Meter)
        new.used, new.limit, new.pinned = self.used, self.limit, self.pinned
        new.due, new.until, new.landed = self.due, self.until, self.landed
        return new

    def add_time(self, ruler: Ruler, allowed: int, start: int, amount: int) -> None:
        """Add an amount that was used from `start` on."""
        before = self.used
        self.used = used = before + amount
        if used < allowed or self.until is not None:
            return
        if before < allowed and self.due is None:
            self.due = ruler.due(start, allowed - before)
        if used > allowed:
            self.until = ruler.until(start, allowed - before)
            if allowed == 0:
                self.due = ruler.due(start, 0)

    def add_days(self, frame: Frame, limit: int, low: int, count: int) -> None:
        """Add ticks of a limit, the first of which comes after `low` others."""
        allowed = frame.plan.rulers[self.limit].amount
        before = self.used
        self.used = before + count
        if before < allowed <= self.used and self.due is None:
            self.due = self.until = frame.day_due(limit, low + allowed - before)
        if frame.lands(limit):
            self.landed = frame.day_due(limit, low + count)
        else:
            self.landed = None

    def keep(self, frame: Frame, new: int, at: int, left: int) -> None:
        """Let a new limit hold for the total: it, or the change itself, or a breach of before judges from now on.

        Args:
            frame: The start of the clock.
            new: The limit that holds from `at` on.
            at: When it changes; all before it has been added.
            left: Up to when the old limit was measured.

        Source: clocks.md rules 8 and 11.
        """
        ruler = frame.plan.rulers[new]
        if ruler.unit is Unit.MOMENT:
            moment = frame.moment(new)
            used_up = moment is not None and moment <= at
        elif ruler.unit is Unit.DAYS and ruler.amount == 0:
            used_up = frame.day_due(new, 0) <= at
        else:
            used_up = self.used >= max(ruler.amount, 1)  # of none, nothing is used up before something counts
        lands_later = ruler.unit is Unit.DAYS and self.used == ruler.amount > 0 and (self.landed or at) > at
        if used_up and not lands_later:
            if not self.is_late(frame, left):
                self.pinned = frame.landing(new, at)
            return
        self.limit, self.pinned, self.due, self.until = new, None, None, None
        if lands_later:
            self.due = self.until = self.landed

    def is_late(self, frame: Frame, at: int) -> bool:
        """Return whether the clock was late at an instant up to which all has been added, or may have been."""
        ruler = frame.plan.rulers[self.limit]
        if self.pinned is not None:
            return at > self.pinned
        if ruler.unit is Unit.MOMENT:
            moment = frame.moment(self.limit)
            return moment is None or at > moment
        if ruler.unit is Unit.DAYS:
            due = frame.day_due(self.limit, 0) if ruler.amount == 0 else self.due
            return due is not None and at > due
        return self.used > ruler.amount


class Sums:
    """The two readings of a clock, with what was paused and relieved.

    Attributes:
        counted: With pauses and relief left out.
        lived: With both in.
        paused: What lay in pauses.
        relieved: What lay in relief.
        floor: How many marks of the days in force were passed over.
        done: The last date that has had its tick, or whose mark has passed under an earlier limit.
        beyond: Whether a piece lies outside what its calendar knows.
        excused: Whether relief of extent whole covers an open instant.
        mixed: Whether the limit changed from one unit to another.
    """

    __slots__ = ("beyond", "counted", "done", "excused", "floor", "lived", "mixed", "paused", "relieved")

    def __init__(self, limit: int) -> None:
        self.counted = Meter(limit)
        self.lived = Meter(limit)
        self.paused = 0
        self.relieved = 0
        self.floor = 0
        self.done = _LONG_AGO
        self.beyond = False
        self.excused = False
        self.mixed = False

    def copy(self) -> Sums:
        """Return a copy to go on with."""
        new = object.__new__(Sums)
        new.counted, new.lived = self.counted.copy(), self.lived.copy()
        new.paused, new.relieved, new.floor, new.done = self.paused, self.relieved, self.floor, self.done
        new.beyond, new.excused, new.mixed = self.beyond, self.excused, self.mixed
        return new

    def add(self, frame: Frame, limit: int, start: int, end: int, mode: str) -> None:
        """Add a piece from `start` to `end`, a mark exactly at either left out.

        Args:
            frame: The start of the clock.
            limit: The limit in force.
            start: Where the piece begins.
            end: Where it ends.
            mode: ``running`` or ``paused``.
        """
        if self.mixed:
            return
        known = frame.known
        try:
            if known.wholes and not self.excused:
                self.excused = frame.excuses(limit, start, end)
            if not known.begins:
                self._add(frame, limit, start + 1, start, end, mode)
                return
            first = start + 1
            for begin, until, relieved in known.split(start, end):
                amount = self._add(frame, limit, first, begin, until, "relieved" if relieved else mode)
                if relieved:
                    self.relieved += amount
                    self.paused += amount if mode == "paused" else 0
                first = until
        except (CalendarHorizonError, NeverOpenError):
            self.beyond = True

    def _add(self, frame: Frame, limit: int, first: int, start: int, end: int, mode: str) -> int:
        """Add a piece that is wholly ``running``, ``paused`` or ``relieved``, and return how much lies in it.

        Time is that of `[start, end)`, marks those in `[first, end)`.
        """
        ruler = frame.plan.rulers[limit]
        unit = ruler.unit
        if unit is Unit.MOMENT:
            return 0
        if unit is Unit.DAYS:
            marks = frame.marks(limit)
            low = max(marks.marks_before(first), self.floor)
            amount = max(marks.marks_before(end), self.floor) - low
            if amount > 0:
                self.lived.add_days(frame, limit, low, amount)
                if mode == "running":
                    self.counted.add_days(frame, limit, low, amount)
            amount = max(amount, 0)
        else:
            amount = ruler.measure(start, end)
            if amount:
                rulers = frame.plan.rulers
                self.lived.add_time(ruler, rulers[self.lived.limit].amount, start, amount)
                if mode == "running":
                    self.counted.add_time(ruler, rulers[self.counted.limit].amount, start, amount)
        if mode == "paused":
            self.paused += amount
        return amount

    def add_mark(self, frame: Frame, limit: int, at: int, mode: str) -> None:
        """Add the mark that stands exactly at the end of a piece, if there is one.

        Args:
            frame: The start of the clock.
            limit: The limit that was in force before.
            at: Where the piece ended.
            mode: What the clock does from then on, ``running`` or ``paused``; a stop is no pause.

        Source: clocks.md rule 17; design.md section 3, pauses.
        """
        if self.mixed or frame.plan.rulers[limit].unit is not Unit.DAYS:
            return
        try:
            marks = frame.marks(limit)
            low = max(marks.marks_before(at), self.floor)
            if marks.marks_before(at + 1) <= low:
                return
            relieved = frame.known.covers(at)
            self.lived.add_days(frame, limit, low, 1)
            self.paused += mode == "paused"
            self.relieved += relieved
            if mode != "paused" and not relieved:
                self.counted.add_days(frame, limit, low, 1)
        except (CalendarHorizonError, NeverOpenError):
            self.beyond = True

    def change(self, frame: Frame, old: int, new: int, at: int, left: int) -> None:
        """Let a new limit hold for the total.

        Args:
            frame: The start of the clock.
            old: The limit that held.
            new: The limit that holds from `at` on.
            at: When it changes; all before it has been added, with a mark exactly there.
            left: Up to when the old limit was measured.

        Source: clocks.md rules 8, 10, 11 and 12.
        """
        rulers = frame.plan.rulers
        if rulers[old].unit is not rulers[new].unit:
            self.mixed = True
        if self.mixed:
            return
        try:
            self.counted.keep(frame, new, at, left)
            self.lived.keep(frame, new, at, left)
            if rulers[old].policy != rulers[new].policy:
                self._other_marks(frame, old, new, at)
        except (CalendarHorizonError, NeverOpenError):
            self.beyond = True

    def _other_marks(self, frame: Frame, old: int, new: int, at: int) -> None:
        """Go over to other marks: a date whose old mark has passed is done, and new marks up to the change are late."""
        marks = frame.marks(old)
        passed = marks.marks_before(at + 1)
        if passed:
            self.done = max(self.done, marks.tick(passed)[0])
        marks = frame.marks(new)
        passed = marks.marks_before(at + 1)
        self.floor = max(passed, marks.marks_through(self.done))
