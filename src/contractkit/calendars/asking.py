"""What arrays ask of one calendar: for each question, what answers to a block of rows and what to one row.

Blocks are asked to mark rows without an answer; the question about the one row then raises what the scalar method
raises, so that an array and a scalar fail alike.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Literal, Protocol

import attrs
import numpy as np

from contractkit.calendars.answering import FINE, Answer, Ask, One, no_status
from contractkit.calendars.arrays import BEYOND, FIRST, LAST
from contractkit.calendars.columns import missing_rows, nothing_missing
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_axis import DayAxis
from contractkit.calendars.instants import MISSING, Ints, to_datetime
from contractkit.calendars.rows import BEYOND_HORIZON, NO_VALUE, OK
from contractkit.calendars.time_limits import dates_only
from contractkit.calendars.wall_time import wall_due
from contractkit.calendars.working_time import WorkingAxis
from contractkit.errors import CalendarHorizonError
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, Within, WorkingTime

__all__ = ["Question", "Which", "asking_elapsed", "asking_limit", "asking_limits", "asking_open"]

Which = Literal["due", "until"]
"""When a limit is used up, or until when one is in time."""

Question = tuple[Ask, One, int]
"""What answers to a block, what to one row, and how many rows make a block; 0 where nothing of their size is made."""

_MOST_DATES: Final = 4_000_001  # days or months: more than datetime knows


class _Face(Protocol):
    @property
    def _timelines(self) -> Timelines: ...
    @property
    def _axis(self) -> WorkingAxis: ...
    def day_axis(self, start_us: Ints, days: BusinessDays) -> DayAxis: ...


def asking_open(face: _Face) -> Question:
    """Return what tells which instants are open."""
    axis, scalar = face._axis, _scalar(face, "is_open")

    def ask(us: Ints) -> Answer:
        status = None
        low, high = face._timelines.bounds
        if us.size and (int(us.min()) < low or int(us.max()) >= high):
            missing = missing_rows(us)
            beyond = ((us < low) | (us >= high)) & ~missing
            status = np.where(missing, NO_VALUE, np.where(beyond, BEYOND_HORIZON, OK)).astype(np.int8)
            us = np.where(beyond, MISSING, us)
        return axis.is_open(us), no_status(us.shape) if status is None else status

    return ask, lambda us: scalar(us), 0


def asking_elapsed(face: _Face) -> Question:
    """Return what tells the working time between instants."""
    axis, scalar = face._axis, _scalar(face, "elapsed")
    return lambda start, end: axis.elapsed(start, end, "mark"), scalar, 0


def asking_limits(face: _Face, which: Which) -> Question:
    """Return what tells when amounts of working time, one for each row, are used up."""
    axis = face._axis
    many = axis.due if which == "due" else axis.until
    scalar = _scalar(face, "due_at" if which == "due" else "in_time_until")
    return lambda us, amount: many(us, amount, "mark"), lambda us, amount: scalar(us, within=WorkingTime(amount)), 0


def asking_limit(face: _Face, span: Within, which: Which) -> Question:
    """Return what tells when one time limit is used up.

    Raises:
        UsageError: The limit is a moment that only the item tells.
    """
    scalar = _scalar(face, "due_at" if which == "due" else "in_time_until")

    def one(us: int) -> object:
        return scalar(us, within=span)

    if isinstance(span, WorkingTime):
        axis = face._axis
        many = axis.due if which == "due" else axis.until
        amount = np.asarray(max(-BEYOND, min(span.us, BEYOND)), np.int64)
        return lambda us: many(us, amount, "mark"), one, 0
    if isinstance(span, BusinessDays):
        days = attrs.evolve(span, n=_few(span.n))
        return lambda us: face.day_axis(us, days).due(days.n, "mark"), one, FINE
    if isinstance(span, ElapsedTime):
        return lambda us: _elapsed(us, span.us), one, FINE
    dates = dates_only(span)
    return lambda us: _dates(face, us, attrs.evolve(dates, n=_few(dates.n))), one, FINE


def _elapsed(us: Ints, amount: int) -> Answer:
    amount = max(-(LAST - FIRST), min(amount, LAST - FIRST))
    missing = missing_rows(us)
    found = np.clip(us, FIRST - 1, LAST) + amount
    good = (found >= FIRST) & (found < LAST) & (us >= FIRST) & (us < LAST)
    status = np.where(missing, NO_VALUE, np.where(good, OK, BEYOND_HORIZON)).astype(np.int8)
    return np.where(good, found, MISSING), status


def _dates(face: _Face, us: Ints, within: CalendarDays | Months) -> Answer:
    inside = (us >= FIRST) & (us < LAST)
    found = wall_due(face._timelines.day_clock, np.where(inside, us, MISSING), within, None, "mark")
    if nothing_missing(found):
        return found, no_status(us.shape)
    return found, np.where(missing_rows(us), NO_VALUE, np.where(missing_rows(found), BEYOND_HORIZON, OK)).astype(
        np.int8
    )


def _scalar(face: _Face, method: str) -> Callable[..., object]:
    """Return the scalar method for instants as microseconds; those that no datetime can hold are past the horizon."""

    def one(*instants: int, **rest: Any) -> object:
        for us in instants:
            if not FIRST <= us < LAST:
                face._timelines.refuse(us)
        found = getattr(face, method)(*(to_datetime(us, 0) for us in instants), **rest)
        if isinstance(found, datetime):
            raise CalendarHorizonError(f"the answer {found} lies past the years that are known")
        return found

    return one


def _few(n: int) -> int:
    return max(-_MOST_DATES, min(n, _MOST_DATES))
