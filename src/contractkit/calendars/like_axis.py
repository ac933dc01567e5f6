"""Working time under the conventions of another system.

What is open is never moved; conventions decide where an answer lands, what zero and a reversed pair mean, and whether
time is what passed or what the clocks show. Under our own conventions a calendar does without this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs
import numpy as np
import numpy.typing as npt

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.rows import NEVER_OPEN, NO_VALUE, OK, Errors, Statuses, check_errors
from contractkit.calendars.wall_axis import WallAxis
from contractkit.calendars.working_time import WorkingAxis

__all__ = ["LikeAxis"]

_Bools = npt.NDArray[np.bool_]


class LikeAxis(WorkingAxis):
    """Working time of one calendar as another system answers it; every array answer is that of the scalar method."""

    __slots__ = ("_closing", "_like", "_plain", "_us")

    def __init__(self, timelines: Timelines, conventions: Conventions) -> None:
        super().__init__(timelines)
        self._like = conventions
        self._plain = WorkingAxis(timelines)
        self._closing: WorkingAxis | None = None
        self._us = WallAxis(timelines) if conventions.dst == "wall-clock" else self._plain

    @property
    def plain(self) -> WorkingAxis:
        """The same calendar under our own conventions."""
        return self._plain

    @property
    def on_closings(self) -> WorkingAxis:
        """The same calendar, where time used up at a closing is due there."""
        if self._closing is None:
            same = self._like.boundary == "closing"
            self._closing = self if same else LikeAxis(self.timelines, attrs.evolve(self._like, boundary="closing"))
        return self._closing

    # -- one instant ---------------------------------------------------------------------------------------------

    def is_open_one(self, us: int) -> bool:
        """Return whether an instant is open, or a closing where that counts as open."""
        return self._plain.is_open_one(us) or (self._like.closing_instant == "open" and self._is_closing(us))

    def next_open_one(self, us: int) -> int:
        """Return the instant if open, else the next opening; a closing may stay."""
        if self._like.at_closing == "stays" and self._is_closing(us):
            return us
        return self._plain.next_open_one(us)

    def previous_open_one(self, us: int) -> int:
        """Return the latest instant that is open or a closing; an opening may go back to the closing before."""
        if self._like.at_opening == "previous-closing" and us > self.timelines.bounds[0] and self._is_opening(us):
            return self._plain.previous_open_one(us - 1)
        return self._plain.previous_open_one(us)

    def elapsed_one(self, start: int, end: int) -> int:
        """Return the working time from start to end."""
        found = self._us.elapsed_one(start, end)
        if found < 0 and self._like.reversed != "negative":
            found = 0 if self._like.reversed == "zero" else -found
        return found or self._least

    def due_one(self, start: int, amount: int) -> int:
        """Return the instant at which an amount of working time is due."""
        like = self._like
        if amount == 0 and like.zero == "keep":
            self.covering(start)
            return start
        due = self._us.due_one(start, amount)
        if amount > 0 and like.boundary != "closing":
            return self._after_closing_one(due)
        if amount < 0 and like.backward != "opening":
            return self._us.due_one(due, -1) + 1  # the closing before, where it is an opening
        return due

    def until_one(self, start: int, amount: int) -> int:
        """Return the last instant by which no more than an amount of working time has been used."""
        return self._us.until_one(start, amount)

    @property
    def _least(self) -> int:
        amount = self._like.least_elapsed
        return (amount.days * 86_400 + amount.seconds) * 1_000_000 + amount.microseconds

    def _is_closing(self, us: int) -> bool:
        return us > self.timelines.bounds[0] and not self._plain.is_open_one(us) and self._plain.is_open_one(us - 1)

    def _is_opening(self, us: int) -> bool:
        return self._plain.is_open_one(us) and not self._plain.is_open_one(us - 1)

    def _after_closing_one(self, due: int) -> int:
        opening = self._us.due_one(due, 0)
        if self._like.boundary == "next-day" and self._date(due - 1) == self._date(opening):
            return due
        return opening

    def _date(self, us: int) -> int:
        return self.timelines.clock.around(us, us).reading_at(us) // DAY

    # -- many instants -------------------------------------------------------------------------------------------

    def is_open(self, us: Ints) -> _Bools:
        """Return which instants are open; a missing one is not."""
        found = self._plain.is_open(us)
        if self._like.closing_instant == "closed":
            return found
        before = np.where(us == MISSING, MISSING, np.maximum(us, self.timelines.bounds[0] + 1) - 1)
        return found | self._plain.is_open(before)

    def elapsed(self, start: Ints, end: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return the working time from each start to its end, and why a row has none."""
        start, end = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(end, np.int64))
        found, status = self._us.elapsed(start, end, "mark")
        good = status == OK
        if self._like.reversed != "negative":
            instead = 0 if self._like.reversed == "zero" else -found
            found = np.where(good & (found < 0), instead, found)
        if self._least:
            found = np.where(good & (found == 0), self._least, found)
        self._settle(errors, status, lambda row: self.elapsed_one(int(start.flat[row]), int(end.flat[row])))
        return found, status

    def due(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return when each amount of working time is due, and why a row has no answer."""
        like = self._like
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        found, status = self._us.due(start, amount, "mark")
        if like.zero == "keep":
            found, status = self._kept(found, status, start, amount)
        if like.boundary != "closing":
            found, status = self._landed(found, status, amount > 0, "forward")
        if like.backward != "opening":
            found, status = self._landed(found, status, amount < 0, "back")
        self._settle(errors, status, lambda row: self.due_one(int(start.flat[row]), int(amount.flat[row])))
        return found, status

    def until(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return the last instants that are still in time, and why a row has no answer."""
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        found, status = self._us.until(start, amount, "mark")
        self._settle(errors, status, lambda row: self.until_one(int(start.flat[row]), int(amount.flat[row])))
        return found, status

    def _kept(self, found: Ints, status: Statuses, start: Ints, amount: Ints) -> tuple[Ints, Statuses]:
        rows = (amount == 0) & ((status == OK) | (status == NEVER_OPEN))
        if not rows.any():
            return found, status
        return np.where(rows, start, found), np.where(rows, np.int8(OK), status)

    def _landed(
        self, found: Ints, status: Statuses, rows: _Bools, way: Literal["forward", "back"]
    ) -> tuple[Ints, Statuses]:
        """Return answers moved off closings, or off openings where they were counted back."""
        rows = rows & (status == OK)
        if not rows.any():
            return found, status
        due = found[rows]
        step = 0 if way == "forward" else 1
        landed, why = self._us.due(due, np.asarray(-step, np.int64), "mark")
        good = why == OK
        landed = np.where(good, landed + step, due)
        if way == "forward" and self._like.boundary == "next-day":
            landed = np.where(self._dates(due - 1) == self._dates(landed), due, landed)
        found, status = found.copy(), status.copy()
        found[rows] = np.where(good, landed, MISSING)
        status[rows] = why
        return found, status

    def _dates(self, us: Ints) -> Ints:
        readings = self.timelines.clock.around(int(us.min()), int(us.max())).readings(us)
        return readings // DAY

    def _settle(self, errors: Errors, status: Statuses, one: Callable[[int], object]) -> None:
        """Raise what the scalar method raises for the first row without an answer, where that is asked for."""
        check_errors(errors)
        if errors == "raise" and status.size:
            wrong = np.flatnonzero(status > NO_VALUE)
            if wrong.size:
                one(int(wrong[0]))
