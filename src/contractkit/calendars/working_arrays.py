"""Working time for many instants at once: block by block, each in constant time a row.

A block whose rows all lie in the compiled years goes straight through the kernels of the timeline. One with missing
rows goes through them too, with harmless instants in place of the missing ones. Only a block that reaches past the
compiled years, or finds no opening, is looked at row by row; it widens the timeline, and settles which rows have no
answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

from contractkit.calendars import block_kernels as kernels
from contractkit.calendars.block_kernels import ENOUGH
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.kernels import BLOCK, Scratch
from contractkit.calendars.rows import (
    BEYOND_HORIZON,
    NEVER_OPEN,
    NO_VALUE,
    OK,
    Errors,
    Statuses,
    check_errors,
    settle_rows,
)
from contractkit.calendars.timeline import Timeline
from contractkit.errors import UsageError

__all__ = ["WorkingArrays"]

_Bools = npt.NDArray[np.bool_]
_Kernel = Callable[[Timeline, Ints, Ints, Ints, Scratch], bool]
_Careful = Callable[[Ints, Ints, Errors, int], tuple[Ints, Statuses]]


class WorkingArrays:
    """What arrays ask of the compiled years of one calendar; instants and amounts are whole microseconds.

    Answers come with a status a row, which is not to be written to: it may be one zero seen from all rows.
    """

    __slots__ = ("timelines",)

    def __init__(self, timelines: Timelines) -> None:
        self.timelines = timelines

    def is_open(self, us: Ints) -> _Bools:
        """Return which instants are open; a missing one is not."""
        flat = np.ravel(us)
        out = np.empty(flat.size, np.bool_)
        scratch = Scratch(flat.size)
        for start in range(0, flat.size, BLOCK):
            block = flat[start : start + BLOCK]
            timeline = self.timelines.current
            if timeline is not None and timeline.covers(block):
                timeline.open_into(block, out[start : start + BLOCK], scratch)
                continue
            rows = settle_rows(self.timelines, block)
            rows.finish(rows.us, self.timelines, "raise", start)
            found = rows.timeline.is_open(rows.us) if rows.timeline is not None else np.zeros(block.size, np.bool_)
            out[start : start + BLOCK] = found & (rows.status == OK)
        return out.reshape(us.shape)

    def cum(self, us: Ints, errors: Errors) -> Ints:
        """Return the open time from the origin to each instant; missing stays missing."""
        return self._by_blocks(us, us, us.shape, errors, (kernels.cum, self._cum), 0)[0]

    def elapsed(self, start: Ints, end: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return the open time in each `[start, end)`, and why a row has none."""
        start, end = np.broadcast_arrays(start, end)
        return self._by_blocks(start, end, start.shape, errors, (kernels.elapsed, self._elapsed), 0)

    def due(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return when each amount of working time is due, and why a row has no answer."""
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        return self._by_blocks(start, amount, start.shape, errors, (kernels.due, self._due), 1)

    def until(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:
        """Return the last instants that are still in time, and why a row has no answer."""
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        return self._by_blocks(start, amount, start.shape, errors, (kernels.until, self._until), 1)

    def _by_blocks(
        self,
        first: Ints,
        second: Ints,
        shape: tuple[int, ...],
        errors: Errors,
        ways: tuple[_Kernel, _Careful],
        harmless: int,
    ) -> tuple[Ints, Statuses]:
        """Return the answers to two columns; `harmless` is the amount that stands in for a missing one."""
        check_errors(errors)
        kernel, careful = ways
        alone = first is second
        first = np.ravel(first) if first.ndim != 1 else first
        second = first if alone else np.ravel(second) if second.ndim != 1 else second
        size = first.size
        out, scratch = np.empty(size, np.int64), Scratch(size)
        status: Statuses | None = None
        for start in range(0, size, BLOCK):
            rows = slice(start, start + BLOCK)
            a, b, target = first[rows], second[rows], out[rows]
            timeline = self.timelines.current
            if timeline is not None and kernel(timeline, a, b, target, scratch):
                continue
            missing = a == MISSING if alone else (a == MISSING) | (b == MISSING)
            some = bool(missing.any())
            if timeline is not None and some:
                instead = harmless or timeline.low
                a, b = np.where(missing, timeline.low, a), np.where(missing, instead, b)
                if kernel(timeline, a, b, target, scratch):
                    target[missing] = MISSING
                    status = np.zeros(size, np.int8) if status is None else status
                    status[rows] = missing  # NO_VALUE is 1
                    continue
                a, b = first[rows], second[rows]
            found, why = careful(a, b, errors, start)
            target[:] = found
            if why.any():
                status = np.zeros(size, np.int8) if status is None else status
                status[rows] = why
        statuses = np.broadcast_to(np.int8(OK), shape) if status is None else status.reshape(shape)
        return out.reshape(shape), statuses

    # -- row by row ----------------------------------------------------------------------------------------------

    def _cum(self, us: Ints, _again: Ints, errors: Errors, offset: int) -> tuple[Ints, Statuses]:
        rows = settle_rows(self.timelines, us)
        timeline = rows.timeline
        found = np.full(us.shape, MISSING, np.int64) if timeline is None else timeline.cum(rows.us)
        return rows.finish(found, self.timelines, errors, offset), rows.status

    def _elapsed(self, start: Ints, end: Ints, errors: Errors, offset: int) -> tuple[Ints, Statuses]:
        rows = settle_rows(self.timelines, start, end)
        if rows.timeline is None:
            return rows.finish(np.full(start.shape, MISSING, np.int64), self.timelines, errors, offset), rows.status
        ends = np.where(rows.status == OK, end, rows.us) if rows.any_bad else end
        found = rows.timeline.cum(ends) - rows.timeline.cum(rows.us)
        return rows.finish(found, self.timelines, errors, offset), rows.status

    def _due(self, start: Ints, amount: Ints, errors: Errors, offset: int) -> tuple[Ints, Statuses]:
        return self._used_up(start, amount, errors, offset, "due")

    def _until(self, start: Ints, amount: Ints, errors: Errors, offset: int) -> tuple[Ints, Statuses]:
        return self._used_up(start, amount, errors, offset, "until")

    def _used_up(
        self, start: Ints, amount: Ints, errors: Errors, offset: int, which: Literal["due", "until"]
    ) -> tuple[Ints, Statuses]:
        rows = settle_rows(self.timelines, start, valid=amount != MISSING)
        timeline = rows.timeline
        if timeline is None:
            return rows.finish(np.full(start.shape, MISSING, np.int64), self.timelines, errors, offset), rows.status
        if rows.any_bad:
            amount = np.where(rows.status == OK, amount, 0)
        used = timeline.cum(rows.us)
        values = used + np.clip(amount, -ENOUGH, ENOUGH)
        from_right = np.ones(start.shape, np.bool_) if which == "until" else amount <= 0
        found, timeline = self._inverse(values, from_right, timeline)
        answered = rows.status == OK
        short, early = (values > timeline.total) & answered, (values < timeline.before_all) & answered
        at_end = from_right & (found == timeline.high) & ~short & answered
        if at_end.any():
            if which == "until":
                found = np.where(at_end, self.timelines.bounds[1], found)
            else:
                rows.set(at_end, NEVER_OPEN)
        if short.any():
            rows.set(short, BEYOND_HORIZON)
            endless = not self.timelines.opens_no_more(timeline)
            rows.set(short & (used == timeline.total) if endless else short, NEVER_OPEN)
        if early.any():
            rows.set(early, BEYOND_HORIZON)
            endless = not self.timelines.opened_not_before(timeline)
            rows.set(early & (used == timeline.before_all) if endless else early, NEVER_OPEN)
        return rows.finish(found, self.timelines, errors, offset), rows.status

    # -- open time back to instants ------------------------------------------------------------------------------

    def inverse(self, values: Ints, side: Literal["left", "right"], errors: Errors) -> Ints:
        """Return the instants at which the open time since the origin reaches values."""
        if self.timelines.current is None:
            raise UsageError("ask for open time with cum first: only then can it be turned back into instants")
        ways = (kernels.left, self._from_left) if side == "left" else (kernels.right, self._from_right)
        return self._by_blocks(values, values, values.shape, errors, ways, 0)[0]

    def _from_left(self, values: Ints, _again: Ints, errors: Errors, offset: int) -> tuple[Ints, Statuses]:
        return self._back(values, errors, offset, from_right=False)

    def _from_right(self, values: Ints, _again: Ints, errors: Errors, offset: int) -> tuple[Ints, Statuses]:
        return self._back(values, errors, offset, from_right=True)

    def _back(self, values: Ints, errors: Errors, offset: int, *, from_right: bool) -> tuple[Ints, Statuses]:
        timeline = self.timelines.current
        assert timeline is not None
        valid = values != MISSING
        clean = np.where(valid, values, timeline.before_all)
        found, timeline = self._inverse(clean, np.full(values.shape, from_right), timeline)
        short, early = clean > timeline.total, clean < timeline.before_all
        if from_right:
            found = np.where((found == timeline.high) & ~short, self.timelines.bounds[1], found)
        bad = short | early
        if errors == "raise" and bool((bad & valid).any()):
            row = offset + int(np.flatnonzero(bad & valid)[0])
            self.timelines.refuse(self.timelines.bounds[1 if bool((short & valid).any()) else 0], row)
        status = np.where(valid, np.where(bad, BEYOND_HORIZON, OK), NO_VALUE).astype(np.int8)
        return np.where(bad | ~valid, MISSING, found), status

    def _inverse(self, values: Ints, from_right: _Bools, timeline: Timeline) -> tuple[Ints, Timeline]:
        """Return the instants of values, from the left or the right, on a timeline wide enough if there is one."""
        if values.size == 0:
            return values, timeline
        all_right, any_right = bool(from_right.all()), bool(from_right.any())
        largest, smallest = int(values.max()), int(values.min())
        largest_right = int(values[from_right].max()) if any_right else -ENOUGH
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
        least, most = timeline.before_all, timeline.total
        if all_right:
            return timeline.right(np.clip(values, least, most)), timeline
        found = timeline.left(np.clip(values, least + 1, most) if most > least else np.full_like(values, least + 1))
        if any_right:
            found[from_right] = timeline.right(np.clip(values[from_right], least, most))
        return found, timeline
