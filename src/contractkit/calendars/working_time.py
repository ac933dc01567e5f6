"""Working time on a calendar: how much is open between instants, and when an amount of it is used up.

`due` takes the earliest instant by which a positive amount has been used, so that it lands on a closing rather than on
the opening after it; for zero and negative amounts it takes the last instant, which is the next opening for zero and
lands on openings when counting back. `until` always takes the last instant: the last one that is still in time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN
from contractkit.calendars.timeline import Timeline
from contractkit.calendars.working_arrays import WorkingArrays

__all__ = ["WorkingAxis"]


class WorkingAxis(WorkingArrays):
    """Working time on the compiled years of one calendar; all instants and amounts are whole microseconds."""

    __slots__ = ()

    @property
    def plain(self) -> WorkingAxis:
        """The same calendar under our own conventions."""
        return self

    @property
    def on_closings(self) -> WorkingAxis:
        """The same calendar, where time used up at a closing is due there."""
        return self

    def covering(self, us: int) -> Timeline:
        """Return a timeline that covers an instant."""
        now = self.timelines.current
        if now is not None and now.low <= us < now.high:
            return now
        return self.timelines.covering(us, us)

    def is_open_one(self, us: int) -> bool:
        """Return whether an instant is open."""
        return self.covering(us).is_open_at(us)

    def elapsed_one(self, start: int, end: int) -> int:
        """Return the open time in `[start, end)`, negative when `end` lies before `start`."""
        now = self.timelines.current
        if now is None or not (now.low <= start < now.high and now.low <= end < now.high):
            now = self.timelines.covering_between(start, end)
        opens, closes, _, shut = now.quick or now.made_quick()
        i = bisect_right(opens, start) - 1
        before = (start if start < closes[i] else closes[i]) - shut[i]  # noqa: FURB136 - min() costs a call
        i = bisect_right(opens, end) - 1
        return (end if end < closes[i] else closes[i]) - shut[i] - before  # noqa: FURB136

    def due_one(self, start: int, amount: int) -> int:
        """Return the instant at which an amount of working time is due."""
        now = self.timelines.current
        if now is None or not now.low <= start < now.high:
            now = self.covering(start)
        opens, closes, before, shut = now.quick or now.made_quick()
        i = bisect_right(opens, start) - 1
        used = (start if start < closes[i] else closes[i]) - shut[i]  # noqa: FURB136 - min() costs a call
        value = used + amount
        if amount > 0 and value <= now.total:
            return value + shut[bisect_left(before, value) - 1]
        return self._due_beyond(now, start, amount, used)

    def _due_beyond(self, timeline: Timeline, start: int, amount: int, used: int) -> int:
        """Return the due instant where the compiled years may end first, or where the amount is not positive."""
        value = used + amount
        if amount > 0:
            while value > timeline.total:
                timeline = self._later(timeline, start, used)
            return timeline.left_at(value)
        while value < timeline.before_all:
            timeline = self._earlier(timeline, start, used)
        due = timeline.right_at(value)
        while due == timeline.high:
            timeline = self._later(timeline, start, used)
            due = timeline.right_at(value)
        return due

    def until_one(self, start: int, amount: int) -> int:
        """Return the last instant by which no more than an amount of working time has been used."""
        timeline = self.covering(start)
        used = timeline.cum_at(start)
        value = used + amount
        while value < timeline.before_all:
            timeline = self._earlier(timeline, start, used)
        while value > timeline.total:
            timeline = self._later(timeline, start, used)
        last = timeline.right_at(value)
        while last == timeline.high:
            wider = self.timelines.later(timeline)
            if wider is None:
                return self.timelines.bounds[1]
            timeline, last = wider, wider.right_at(value)
        return last

    def next_open_one(self, us: int) -> int:
        """Return the instant if open, else the next opening."""
        timeline = self.covering(us)
        found = timeline.next_open_at(us)
        while found == timeline.high:
            timeline = self._later(timeline, us, timeline.total)
            found = timeline.next_open_at(us)
        return found

    def next_close_one(self, us: int) -> int:
        """Return the first closing strictly after an instant."""
        timeline = self.covering(us)
        while True:
            closes = timeline.lists[1]
            closing = closes[min(bisect_right(closes, us), len(closes) - 1)]
            if closing < timeline.high:
                return closing
            wider = None if self.timelines.closes_no_more(timeline) else self.timelines.later(timeline)
            if wider is None:
                self.timelines.refuse_never(us, "closing after")
            timeline = wider

    def previous_close_one(self, us: int) -> int:
        """Return the last closing not after an instant."""
        timeline = self.covering(us)
        while True:
            closes = timeline.lists[1]
            row = bisect_right(closes, us) - 1
            if row > 0:
                return closes[row]
            if self.timelines.closed_not_before(timeline):
                self.timelines.refuse_never(us, "closing before")
            timeline = self._earlier(timeline, us, timeline.before_all)

    def previous_open_one(self, us: int) -> int:
        """Return the latest instant, not after the one given, that is open or a closing."""
        timeline = self.covering(us)
        while True:
            opens, closes, _ = timeline.lists
            row = bisect_right(opens, us) - 1
            if row > 0:
                return min(us, closes[row])
            timeline = self._earlier(timeline, us, timeline.before_all)

    def _later(self, timeline: Timeline, start: int, used: int) -> Timeline:
        wider = self.timelines.later(timeline)
        if wider is None:
            if self._status_at_the_end(timeline, used) == NEVER_OPEN:
                self.timelines.refuse_never(start)
            self.timelines.refuse(self.timelines.bounds[1])
        return wider

    def _earlier(self, timeline: Timeline, start: int, used: int) -> Timeline:
        wider = self.timelines.earlier(timeline)
        if wider is None:
            if used == timeline.before_all or self.timelines.opened_not_before(timeline):
                self.timelines.refuse_never(start, "opening before")
            self.timelines.refuse(self.timelines.bounds[0])
        return wider

    def _status_at_the_end(self, timeline: Timeline, used: int) -> int:
        """Return why a calendar that cannot be compiled further does not open long enough."""
        never = used == timeline.total or self.timelines.opens_no_more(timeline)
        return NEVER_OPEN if never else BEYOND_HORIZON
