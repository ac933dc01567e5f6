"""The business dates of the compiled years: which they are, and when each of them opens and closes.

A business date is one with an exception that opens, or one for which weekday hours are written and which is not
closed; what spills over from the date before makes none. Close of business is the end of the last hours written for
the date, over midnight too, but no further than 24:00 where the next date is closed or has an exception.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence

import numpy as np
import numpy.typing as npt

from contractkit.calendars.dated_hours import DatedHours
from contractkit.calendars.instants import DAY, Ints, single
from contractkit.calendars.interval_sets import Intervals, Spans, as_intervals, combined, instants_of
from contractkit.calendars.kernels import Ladder
from contractkit.calendars.zones import Offsets

__all__ = ["DayTable", "day_table_of"]


class DayTable:
    """Business dates from `first_day` to `next_day`, the latter excluded.

    Attributes:
        first_day: The first day number that the table speaks of.
        next_day: The first day number that it does not speak of.
        before: `before[d - first_day]` is the rank of the date d: the business dates between the calendar's anchor and
            it; one entry more than there are dates. Ranks are the same in every table of one calendar.
        base: The rank of the first date.
        dates: The day numbers of the business dates, in order.
        openings: The instants at which they open.
        opening_times: What the clocks show then, in microseconds since the midnight of the date.
        closings: Their closes of business, as instants.
    """

    __slots__ = (
        "_lists",
        "_marks",
        "base",
        "before",
        "closings",
        "dates",
        "first_day",
        "next_day",
        "opening_times",
        "openings",
    )

    def __init__(
        self,
        first_day: int,
        business: npt.NDArray[np.bool_],
        opening_times: Ints,
        openings: Ints,
        closings: Ints,
        anchor: int | None = None,
    ) -> None:
        """Make a table of dates in a row.

        Args:
            first_day: The first of them.
            business: Which of them are business dates.
            opening_times: What the clocks show when each business date opens, counted from the date's midnight.
            openings: The instants at which they open.
            closings: The instants at which they close.
            anchor: The date whose rank is 0; the first where it is left out.
        """
        self.first_day = first_day
        self.next_day = first_day + len(business)
        self.before: Ints = np.zeros(len(business) + 1, np.int64)
        np.cumsum(business, out=self.before[1:])
        if anchor is not None:
            self.before -= self.before[anchor - first_day]
        self.base = int(self.before[0])
        self.dates: Ints = np.flatnonzero(business) + first_day
        self.opening_times = opening_times
        self.openings = openings
        self.closings = closings
        self._lists: tuple[Sequence[int], ...] | None = None
        self._marks: dict[Hashable, Ladder | None] = {}

    @property
    def lists(self) -> tuple[Sequence[int], ...]:
        """`before`, `dates`, `openings` and `closings` as plain numbers, for single look-ups."""
        lists = self._lists
        if lists is None:
            self._lists = lists = (
                single(self.before),
                single(self.dates),
                single(self.openings),
                single(self.closings),
            )
        return lists

    def marks_by(self, name: Hashable, marks: Callable[[], Ints], top: int) -> Ladder | None:
        """Return the marks of all dates, to be looked up by instants up to `top`; None where they are not in order.

        Args:
            name: By what they are kept, so that they are worked out once.
            marks: What works them out.
            top: The last instant that is looked up.
        """
        if name not in self._marks:
            found = marks()
            in_order = len(found) > 0 and bool((found[1:] >= found[:-1]).all())
            self._marks[name] = Ladder(found, max(top, int(found[-1]))) if in_order else None
        return self._marks[name]

    def ranks(self, days: Ints) -> Ints:
        """Return the ranks of day numbers, all between `first_day` and `next_day`, both included."""
        return self.before[days - self.first_day]

    def is_business(self, days: Ints) -> npt.NDArray[np.bool_]:
        """Return which day numbers, all within the table, are business dates."""
        i = days - self.first_day
        return self.before[i + 1] > self.before[i]

    @property
    def business(self) -> npt.NDArray[np.bool_]:
        """Which of the dates in a row are business dates."""
        return self.before[1:] > self.before[:-1]

    def anchored(self, anchor: int) -> DayTable:
        """Return the same table with ranks counted from a date."""
        return DayTable(self.first_day, self.business, self.opening_times, self.openings, self.closings, anchor)

    def read_by(self, offsets: Offsets) -> DayTable:
        """Return the same table with the opening times that the clocks of a zone show."""
        times = offsets.readings(self.openings) - self.dates * DAY
        return DayTable(self.first_day, self.business, times, self.openings, self.closings)

    def within(self, opened: Intervals, known_until: int) -> DayTable:
        """Return the same dates, each opening and closing as a set of instants does between its opening and closing.

        A date of which nothing is left open keeps its opening and its closing. Opening times are left as they are.

        Args:
            opened: The open instants from before the first opening until after the last closing, or `known_until`.
            known_until: The first instant of which it is not known whether it is open; later closings stay.
        """
        starts, ends = opened
        if not len(starts):
            return self
        row = np.searchsorted(ends, self.openings, "right")
        first = np.maximum(self.openings, starts[np.minimum(row, len(starts) - 1)])
        openings = np.where((row < len(starts)) & (first < self.closings), first, self.openings)
        row = np.searchsorted(starts, self.closings, "left") - 1
        last = np.minimum(self.closings, ends[np.maximum(row, 0)])
        known = (row >= 0) & (last > self.openings) & (self.closings <= known_until)
        closings = np.where(known, last, self.closings)
        return DayTable(self.first_day, self.business, self.opening_times, openings, closings)


def day_table_of(dated: DatedHours, offsets: Offsets, closures: Spans, openings: Spans) -> DayTable:
    """Return the business dates among dates in a row, the last of which is there only as the eve's next date.

    Args:
        dated: The hours of the dates.
        offsets: The offsets of the zone in those years.
        closures: Stretches of instants taken away; they move openings and closings.
        openings: Stretches of instants added; they give back what closures take, and lengthen no date.
    """
    written = np.array([bool(pieces) for pieces in dated.hours], np.bool_)
    business = written[dated.own]
    business[-1] = False
    midnights = (np.flatnonzero(business) + dated.first_day) * DAY
    first, last = dated.first_times()[business], dated.last_times()[business]
    opened, closed = offsets.firsts(midnights + first), offsets.ends(midnights + last)
    shown = (offsets.readings(opened) == midnights + first) & (offsets.readings(closed - 1) + 1 == midnights + last)
    rows = _touched(closures, offsets, midnights) | set(np.flatnonzero(~shown).tolist())
    taken = combined("difference", (as_intervals(closures), as_intervals(openings))) if closures else None
    for row in rows:
        midnight, place = int(midnights[row]), int(midnights[row]) // DAY - dated.first_day
        written_for = [
            (midnight + start, midnight + min(end, int(last[row]))) for start, end in dated.hours[int(dated.own[place])]
        ]
        for away in (taken, None):  # a date that closures leave nothing of keeps the hours that its clocks show
            left = [_left_open(offsets, start, end, away) for start, end in written_for]
            found = [piece for piece in left if piece]
            if found:
                opened[row], closed[row] = found[0][0], found[-1][1]
                break
    return DayTable(dated.first_day, business[:-1], offsets.readings(opened) - midnights, opened, closed)


def _touched(closures: Spans, offsets: Offsets, midnights: Ints) -> set[int]:
    """Return the rows of business dates whose hours, over midnight too, may meet a closure."""
    dates: list[int] = (midnights // DAY).tolist()
    rows: set[int] = set()
    for start, end in closures:
        first = bisect_right(dates, offsets.reading_at(start) // DAY - 2)
        last = bisect_right(dates, offsets.reading_at(end) // DAY + 1)
        rows.update(range(first, last))
    return rows


def _left_open(offsets: Offsets, start: int, end: int, taken: Intervals | None) -> tuple[int, int] | None:
    """Return the first and the last open instant (its end) among those that show readings, less what is taken away."""
    shown = instants_of(offsets, as_intervals([(start, end)]))
    starts, ends = shown if taken is None else combined("difference", (shown, taken))
    return (int(starts[0]), int(ends[-1])) if len(starts) else None
