"""Time limits as courses: what each start becomes when all the time is used, and where the pieces of that begin.

Every instant at which a limit may begin to go another way is named; `course_through` needs no more. They are

- openings and closings of the calendar, and what lies the whole limit before them (working time);
- midnights, cut-offs, restarts and the times of day at which the last day ends (business days, calendar days);
- the changes of the zone's clocks, and the times of day that they skip or repeat, on every date;
- where a time of day is kept on another date that may be open or over by then: the times of day of openings and
  closings, on every date;
- one microsecond behind each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars import BusinessCalendar, always
from contractkit.calendars.conventions import OURS
from contractkit.calendars.instants import DAY
from contractkit.calendars.zones import zone_clock
from contractkit.process.courses import Course, course_through
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, Span, WorkingTime

__all__ = ["Counted", "Ends", "in_days", "why_not_counted"]

Ints = NDArray[np.int64]

Ends = Literal["due", "in-time-until"]
"""What a start becomes: when the time is used up, or the last instant that is still in time."""

_NOTHING = np.empty(0, np.int64)


@attrs.frozen
class Counted:
    """A time limit that can be counted from any start.

    Attributes:
        within: How much time.
        calendar: The calendar on which it runs; the one that is always open where only the zone matters.
    """

    within: WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months
    calendar: BusinessCalendar

    @classmethod
    def of(cls, within: object, calendar: BusinessCalendar | None, zone: str) -> Counted | None:
        """Return a limit as it is counted; None where `why_not_counted` says why it cannot be.

        Args:
            within: A time limit.
            calendar: Its calendar, or None where it needs none.
            zone: The zone of dates where there is no calendar.
        """
        if why_not_counted(within, calendar) is not None:
            return None
        assert isinstance(within, WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months)
        return cls(within, always(zone) if calendar is None else calendar)

    def course(self, low: int, high: int, ends: Ends = "due") -> Course:
        """Return what the starts in `[low, high)` become, in microseconds.

        Raises:
            CalendarHorizonError: The calendar does not know a year that is needed.
            NeverOpenError: The calendar does not open any more.
        """
        array = self.calendar.due_at_array if ends == "due" else self.calendar.in_time_until_array

        def become(starts: Ints) -> Ints:
            return np.asarray(array(starts, self.within), np.int64)

        return course_through(become, self._breaks(low, high, become), low, high)

    def _breaks(self, low: int, high: int, become: Callable[[Ints], Ints]) -> Ints:
        within = self.within
        if isinstance(within, ElapsedTime):
            return _NOTHING
        if isinstance(within, WorkingTime):
            return self._of_working_time(low, high, become)
        return self._of_dates(low, high, become)

    def _of_working_time(self, low: int, high: int, become: Callable[[Ints], Ints]) -> Ints:
        """Return openings, closings, and the starts from which the amount is used up at a closing."""
        assert isinstance(self.within, WorkingTime)
        last = max(high, int(become(np.array([high - 1], np.int64))[0]))
        opens, closes = self._edges(low, last)
        first, most = self.calendar.cum(np.array([low, high - 1], np.int64))
        used = self.calendar.cum(opens) - self.within.us
        used = used[(used >= first) & (used <= most)]
        before = used[used < most]  # behind the last one nothing begins any more before `high`
        return _with_next(opens, closes, self.calendar.inverse_left(used), self.calendar.inverse_right(before))

    def _edges(self, low: int, last: int) -> list[Ints]:
        """Return the openings and the closings from one instant to another, both included."""
        return [some[(some >= low) & (some <= last)] for some in self.calendar.edges_us(low, last)]

    def _of_dates(self, low: int, high: int, become: Callable[[Ints], Ints]) -> Ints:
        """Return the starts on each date at which a limit in dates may go another way."""
        last = max(high, *become(np.array([low, high - 1], np.int64)).tolist()) + 2 * DAY
        offsets = zone_clock(self.calendar.tz.key).around(low, last)
        changes = offsets.starts[1:]
        shown = np.concatenate((changes + offsets.offsets[1:], changes + offsets.offsets[:-1]))
        times = [shown % DAY, np.array(self._times_of_day(), np.int64)]
        edges = []
        if isinstance(self.within, BusinessDays):
            edges = self._edges(low - 2 * DAY, last)
            lands = self.within.landing == "next-opening" and self.within.ends == "same-time"
            moves = self.within.outside == "keep-time" and self.within.counting == "from-start"
            if lands or moves:
                times += [offsets.readings(some) % DAY for some in edges]
        dates = np.arange(low // DAY - 2, high // DAY + 3, dtype=np.int64) * DAY
        readings = (dates[:, None] + np.unique(np.concatenate(times))[None, :]).ravel()
        each = [readings - offset for offset in np.unique(offsets.offsets)]
        found = _with_next(*each, *edges, changes)
        if isinstance(self.within, BusinessDays) and self.within.counting == "from-start":
            found = _with_next(found, self._marks(low, high))
        return found

    def _times_of_day(self) -> list[int]:
        """Return midnight, and the times of day that the limit itself names."""
        within = self.within
        if not isinstance(within, BusinessDays):
            return [0]
        named = (within.cut_off, within.restart, within.ends)
        return [0, *(_micro(one) for one in named if isinstance(one, time))]

    def _marks(self, low: int, high: int) -> Ints:
        """Return the instants at which business days end: a start behind the mark of its date has another day 1."""
        assert isinstance(self.within, BusinessDays)
        day = attrs.evolve(self.within, n=1, counting="after-start", cut_off=None, landing="keep")
        dates = np.arange(low // DAY - 10, high // DAY + 3, dtype=np.int64) * DAY
        found = self.calendar.business_days_due_us(dates, day, errors="mark")
        return np.unique(found)


def in_days(within: Any) -> Any:
    """Return a span of days or weeks as days, one of months or years as months; all else as it is."""
    if not isinstance(within, Span):
        return within
    match within.unit:
        case "day" | "calendar-day":
            return CalendarDays(within.n)
        case "week":
            return CalendarDays(7 * within.n)
        case "month" | "year":
            return Months(within.n * (12 if within.unit == "year" else 1))
        case "business-day":
            return BusinessDays(within.n)


def why_not_counted(within: object, calendar: BusinessCalendar | None) -> str | None:
    """Return why a limit cannot be counted from every start; None where it can."""
    if within is None:
        return "no time is agreed"
    if isinstance(within, Moment):
        return f"{within} is not known before there is an item"
    if not isinstance(within, WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months):
        return f"{within} are counted in dates, not from an instant"
    if within.us < 0 if isinstance(within, WorkingTime | ElapsedTime) else within.n < 0:
        return f"{within} count back"
    if calendar is None and isinstance(within, WorkingTime | BusinessDays):
        return f"no calendar is agreed for {within}"
    if calendar is not None and calendar.conventions != OURS:
        return f"the calendar {calendar.name} counts like another system"
    return None


def _with_next(*instants: Ints) -> Ints:
    found = np.unique(np.concatenate(instants))
    return np.union1d(found, found + 1)


def _micro(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond
