"""The face of a calendar for computing code: whole microseconds in arrays, in and out, no Python loop over rows.

What computes with one instant at a time takes `axis_us`, `single_start` and `wall_due_us` instead.

Every array is int64 microseconds since the epoch; a missing instant is the least int64 (numpy's NaT) and stays missing.
`errors="raise"` raises for the first row that has no answer; `errors="mark"` gives that row a missing instant.
"""

from __future__ import annotations

import numpy as np

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.day_axis import DayAxis
from contractkit.calendars.instants import Ints
from contractkit.calendars.rows import Errors
from contractkit.calendars.single_day import SingleStart
from contractkit.calendars.wall_time import wall_due, wall_due_one
from contractkit.calendars.working_time import WorkingAxis
from contractkit.errors import UsageError
from contractkit.quantities.spans import BusinessDays, CalendarDays, Months

__all__ = ["MicrosecondFace"]


class MicrosecondFace:
    """What a calendar answers to arrays of microseconds."""

    __slots__ = ()

    _timelines: Timelines
    _axis: WorkingAxis

    @property
    def axis_us(self) -> WorkingAxis:
        """Working time from one instant to another, in whole microseconds; `axis_us.plain` knows no other system."""
        return self._axis

    def single_start(self, start_us: int, days: BusinessDays) -> SingleStart:
        """Return the business days that run from one start: effective start, marks, ticks and due for any number.

        Raises:
            CalendarHorizonError: The start, or its effective start, lies outside the years that are known.
            NeverOpenError: The calendar does not open again, and the effective start would be an opening.
        """
        return SingleStart(self._axis.plain, start_us, days)

    def wall_due_us(self, start_us: int, within: CalendarDays | Months) -> int:
        """Return the instant so many dates or months after one start on the wall clock of the calendar's zone."""
        return wall_due_one(self._timelines.day_clock, start_us, within)

    def edges_us(self, first_us: int, last_us: int) -> tuple[Ints, Ints]:
        """Return the openings and the closings of years that cover two instants, in order; more may come with them.

        Raises:
            CalendarHorizonError: One of the two lies outside the years that are known.
        """
        timeline = self._timelines.covering(first_us, last_us)
        return timeline.opens[1:-1], timeline.closes[1:-1]

    def cum(self, us: Ints, errors: Errors = "raise") -> Ints:
        """Return the open time between the calendar's origin and each instant.

        The origin is the same for all calls on this calendar in this process, and means nothing outside of it:
        differences are working time, sums go back to instants through `inverse_left` and `inverse_right`.
        """
        return self._axis.cum(_whole(us), errors)

    def due_us(self, start_us: Ints, amount_us: Ints | int, errors: Errors = "raise") -> Ints:
        """Return when each amount of working time is due: the earliest instant by which it has been used.

        An amount of zero is due at the next opening, or at the start where that is open; negative amounts count back
        and land on openings.
        """
        return self._axis.due(_whole(start_us), _whole(amount_us), errors)[0]

    def until_us(self, start_us: Ints, amount_us: Ints | int, errors: Errors = "raise") -> Ints:
        """Return the last instants at which no more than each amount has been used: still in time, inclusive.

        That is the next opening where the amount is used up at a closing, the horizon where no opening follows, and
        the due instant elsewhere.
        """
        return self._axis.until(_whole(start_us), _whole(amount_us), errors)[0]

    def inverse_left(self, cum_values: Ints, errors: Errors = "raise") -> Ints:
        """Return the earliest instants at which `cum` reaches values; at a closing, that closing."""
        return self._axis.inverse(_whole(cum_values), "left", errors)

    def inverse_right(self, cum_values: Ints, errors: Errors = "raise") -> Ints:
        """Return the last instants at which `cum` is at values; at a closing, the next opening or the horizon."""
        return self._axis.inverse(_whole(cum_values), "right", errors)

    def day_axis(self, start_us: Ints, days: BusinessDays) -> DayAxis:
        """Return the business-day axis of each start: effective start, marks, ticks and due for any number of days.

        Rows that have no effective start carry a status instead of an error.
        """
        return DayAxis(self._timelines, _whole(start_us), days)

    def business_days_due_us(
        self, start_us: Ints, days: BusinessDays, n: Ints | int | None = None, errors: Errors = "raise"
    ) -> Ints:
        """Return when business days are used up, after landing.

        Args:
            start_us: The starts.
            days: The policy, and the number of days where `n` is left out.
            n: A number of days for each row.
            errors: What a row without an answer does.
        """
        return self.day_axis(start_us, days).due(days.n if n is None else n, errors)[0]

    def marks_before(self, us: Ints, start_us: Ints, days: BusinessDays) -> Ints:
        """Return how many day marks of a target that starts at `start_us` lie strictly before `us`."""
        return self.day_axis(start_us, days).marks_before(us)

    def mark_at(self, index: Ints | int, start_us: Ints, days: BusinessDays, errors: Errors = "raise") -> Ints:
        """Return the mark of day `index` before landing: 1 is the first tick, 0 the effective start."""
        return self.day_axis(start_us, days).mark_at(index, errors)

    def calendar_days_due_us(
        self, start_us: Ints, within: CalendarDays | Months, n: Ints | int | None = None, errors: Errors = "raise"
    ) -> Ints:
        """Return the instants so many dates or months later on the wall clock of the calendar's zone."""
        return wall_due(self._timelines.day_clock, _whole(start_us), within, n, errors)


def _whole(values: Ints | int) -> Ints:
    """Return whole microseconds; floats would be cut in silence."""
    array = np.asarray(values)
    if array.dtype.kind not in "iu" and array.size:
        raise UsageError(f"whole microseconds are needed, int64, not {array.dtype}", value=array.dtype)
    return array.astype(np.int64, copy=False)
