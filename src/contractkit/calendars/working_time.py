"""Working time on a calendar: how much is open between instants, and when an amount of it is used up.

`due` takes the earliest instant by which a positive amount has been used, so that it lands on a closing rather than on
the opening after it; for zero and negative amounts it takes the last instant, which is the next opening for zero and
lands on openings when counting back. `until` always takes the last instant: the last one that is still in time.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN, OK, Errors, Statuses, settle_rows
from contractkit.calendars.timeline import Timeline
from contractkit.errors import UsageError

__all__ = ["WorkingAxis"]

_ENOUGH: Final = 2**61  # more open time than any calendar has, and far from the ends of int64


class WorkingAxis:
    """Working time on the compiled years of one calendar; all instants and amounts are whole microseconds."""

    def __init__(self, timelines: Timelines) -> None:
        self.timelines = timelines

    # -- one instant ---------------------------------------------------------------------------------------------

    def covering(self, us: int) -> Timeline:
        """Return a timeline that covers an instant."""
        now = self.timelines.current
        if now is not None and now.low <= us < now.high:
            return now
        return self.timelines.covering(us, us)

    def elapsed_one(self, start: int, end: int) -> int:
        """Return the open time in `[start, end)`, negative when `end` lies before `start`."""
        timeline = self.timelines.covering(min(start, end), max(start, end))
        return timeline.cum_at(end) - timeline.cum_at(start)

    def due_one(self, start: int, amount: int) -> int:
        """Return the instant at which an amount of working time is due."""
        timeline = self.covering(start)
        used = timeline.cum_at(start)
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
        if self.timelines.rules.never_closes():
            self.timelines.refuse_never(us, "closing after")
        while True:
            closes = timeline.lists[1]
            closing = closes[min(bisect_right(closes, us), len(closes) - 1)]
            if closing < timeline.high:
                return closing
            wider = self.timelines.later(timeline)
            if wider is None:
                self.timelines.refuse_never(us, "closing after")
            timeline = wider

    def previous_close_one(self, us: int) -> int:
        """Return the last closing not after an instant."""
        timeline = self.covering(us)
        if self.timelines.rules.never_closes():
            self.timelines.refuse_never(us, "closing before")
        while True:
            closes = timeline.lists[1]
            row = bisect_right(closes, us) - 1
            if row > 0:
                return closes[row]
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
            if used == timeline.before_all or self.timelines.rules.opening_years() is not None:
                self.timelines.refuse_never(start, "opening before")
            self.timelines.refuse(self.timelines.bounds[0])
        return wider

    def _status_at_the_end(self, timeline: Timeline, used: int) -> int:
        """Return why a calendar that cannot be compiled further does not open long enough."""
        never = used == timeline.total or self.timelines.rules.opening_years() is not None
        return NEVER_OPEN if never else BEYOND_HORIZON

    # -- many instants -------------------------------------------------------------------------------------------

    def is_open(self, us: Ints) -> npt.NDArray[np.bool_]:
        """Return which instants are open; a missing one is not."""
        rows = settle_rows(self.timelines, us)
        rows.finish(rows.us, self.timelines, "raise")
        if rows.timeline is None:
            return np.zeros(us.shape, np.bool_)
        found = rows.timeline.is_open(rows.us)
        return found & (rows.status == OK) if rows.any_bad else found

    def cum(self, us: Ints, errors: Errors) -> Ints:
        """Return the open time from the origin to each instant; missing stays missing."""
        rows = settle_rows(self.timelines, us)
        timeline = rows.timeline
        if timeline is None:
            return rows.finish(np.full(us.shape, MISSING, np.int64), self.timelines, errors)
        return rows.finish(timeline.cum(rows.us), self.timelines, errors)

    def elapsed(self, start: Ints, end: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return the open time in each `[start, end)`, and why a row has none."""
        start, end = np.broadcast_arrays(start, end)
        rows = settle_rows(self.timelines, start, end)
        if rows.timeline is None:
            return rows.finish(np.full(start.shape, MISSING, np.int64), self.timelines, errors), rows.status
        ends = np.where(rows.status == OK, end, rows.us) if rows.any_bad else end
        found = rows.timeline.cum(ends) - rows.timeline.cum(rows.us)
        return rows.finish(found, self.timelines, errors), rows.status

    def due(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return when each amount of working time is due, and why a row has no answer."""
        return self._used_up(start, amount, errors, "due")

    def until(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return the last instants that are still in time, and why a row has no answer."""
        return self._used_up(start, amount, errors, "until")

    def _used_up(
        self, start: Ints, amount: Ints, errors: Errors, which: Literal["due", "until"]
    ) -> tuple[Ints, Statuses]:
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        rows = settle_rows(self.timelines, start, valid=amount != MISSING)
        timeline = rows.timeline
        if timeline is None:
            return rows.finish(np.full(start.shape, MISSING, np.int64), self.timelines, errors), rows.status
        if rows.any_bad:
            amount = np.where(rows.status == OK, amount, 0)
        used = timeline.cum(rows.us)
        values = used + np.clip(amount, -_ENOUGH, _ENOUGH)
        from_right = np.ones(start.shape, np.bool_) if which == "until" else amount <= 0
        found, timeline = self._inverse(values, from_right, timeline)
        short, early = values > timeline.total, values < timeline.before_all
        at_end = from_right & (found == timeline.high) & ~short
        if at_end.any():
            if which == "until":
                found = np.where(at_end, self.timelines.bounds[1], found)
            else:
                rows.set(at_end, NEVER_OPEN)
        if short.any():
            rows.set(short, BEYOND_HORIZON)
            endless = self.timelines.rules.opening_years() is None
            rows.set(short & (used == timeline.total) if endless else short, NEVER_OPEN)
        if early.any():
            rows.set(early, BEYOND_HORIZON)
            endless = self.timelines.rules.opening_years() is None
            rows.set(early & (used == timeline.before_all) if endless else early, NEVER_OPEN)
        return rows.finish(found, self.timelines, errors), rows.status

    def inverse(self, values: Ints, side: Literal["left", "right"], errors: Errors) -> Ints:
        """Return the instants at which the open time since the origin reaches values."""
        timeline = self.timelines.current
        if timeline is None:
            raise UsageError("ask for open time with cum first: only then can it be turned back into instants")
        valid = values != MISSING
        clean = np.where(valid, values, timeline.before_all)
        from_right = np.full(values.shape, side == "right")
        found, timeline = self._inverse(clean, from_right, timeline)
        short, early = clean > timeline.total, clean < timeline.before_all
        if side == "right":
            found = np.where((found == timeline.high) & ~short, self.timelines.bounds[1], found)
        bad = short | early
        if errors == "raise" and bool((bad & valid).any()):
            self.timelines.refuse(self.timelines.bounds[1 if bool((short & valid).any()) else 0])
        return np.where(bad | ~valid, MISSING, found)

    def _inverse(self, values: Ints, from_right: npt.NDArray[np.bool_], timeline: Timeline) -> tuple[Ints, Timeline]:
        """Return the instants of values, from the left or the right, on a timeline wide enough if there is one."""
        if values.size == 0:
            return values, timeline
        all_right, any_right = bool(from_right.all()), bool(from_right.any())
        largest, smallest = int(values.max()), int(values.min())
        largest_right = int(values[from_right].max()) if any_right else -_ENOUGH
        while largest > timeline.total or largest_right >= timeline.total:
            wider = self.timelines.later(timeline)
            if wider is None:
                break
            timeline = wider
        while smallest < timeline.before_all:
            wider = self.timelines.earlier(timeline)
            if wider is None:
                break
            timeline = wider
        if all_right:
            return timeline.right(np.maximum(values, timeline.before_all)), timeline
        found = timeline.left(np.maximum(values, timeline.before_all + 1))
        if any_right:
            found[from_right] = timeline.right(np.maximum(values[from_right], timeline.before_all))
        return found, timeline
