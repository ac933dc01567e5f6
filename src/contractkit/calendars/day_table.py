"""The business dates of the compiled years: which they are, and when each of them opens and closes.

A business date is one with an exception that opens, or one for which weekday hours are written and which is not
closed; what spills over from the date before makes none. Close of business is the end of the last hours written for
the date, over midnight too, but no further than 24:00 where the next date is closed or has an exception.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import DAY, Ints
from contractkit.calendars.rules import CLOSED, EXCEPTION, NORMAL, Rules, weekday_of_days
from contractkit.calendars.timeline import Timeline, as_arrays, difference, instants_of
from contractkit.calendars.zones import Offsets, year_start

__all__ = ["DayTable"]


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
        opening_times: The times of day written for that, in microseconds since midnight.
        closings: Their closes of business, as instants.
    """

    __slots__ = (
        "_lists",
        "base",
        "before",
        "closings",
        "dates",
        "first_day",
        "next_day",
        "opening_times",
        "openings",
    )

    def __init__(self, rules: Rules, timeline: Timeline, offsets: Offsets, anchor: int) -> None:
        self.first_day = year_start(timeline.years[0])
        self.next_day = year_start(timeline.years[1] + 1)
        days = np.arange(self.first_day, self.next_day, dtype=np.int64)
        status = rules.statuses(self.first_day, self.next_day)
        weekdays = weekday_of_days(days)
        written = np.array([bool(pieces) for pieces in rules.week], np.bool_)
        business = (status[:-1] == NORMAL) & written[weekdays]
        own = [(day, pieces) for day, pieces in rules.exceptions if pieces and self.first_day <= day < self.next_day]
        for day, _ in own:
            business[day - self.first_day] = True
        self.before: Ints = np.concatenate(([0], np.cumsum(business))).astype(np.int64)
        self.before -= self.before[anchor - self.first_day]
        self.base = int(self.before[0])
        self.dates: Ints = days[business]
        first = np.array([pieces[0][0] if pieces else 0 for pieces in rules.week], np.int64)[weekdays]
        last = np.array([pieces[-1][1] if pieces else 0 for pieces in rules.week], np.int64)[weekdays]
        for day, pieces in own:
            first[day - self.first_day] = pieces[0][0]
            last[day - self.first_day] = pieces[-1][1]
        last = np.where(status[1:] == NORMAL, last, np.minimum(last, DAY))
        self.opening_times: Ints = first[business]
        self.openings: Ints = offsets.firsts(self.dates * DAY + self.opening_times)
        self.closings: Ints = offsets.ends(self.dates * DAY + last[business])
        if rules.closures:
            self._close(rules, offsets, status)
        self._lists: tuple[list[int], list[int], list[int], list[int]] | None = None

    @property
    def lists(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """`before`, `dates`, `openings` and `closings` as plain lists, for single look-ups."""
        lists = self._lists
        if lists is None:
            self._lists = lists = (
                self.before.tolist(),
                self.dates.tolist(),
                self.openings.tolist(),
                self.closings.tolist(),
            )
        return lists

    def ranks(self, days: Ints) -> Ints:
        """Return the ranks of day numbers, all between `first_day` and `next_day`, both included."""
        return self.before[days - self.first_day]

    def is_business(self, days: Ints) -> npt.NDArray[np.bool_]:
        """Return which day numbers, all within the table, are business dates."""
        i = days - self.first_day
        return self.before[i + 1] > self.before[i]

    def _close(self, rules: Rules, offsets: Offsets, status: npt.NDArray[np.int8]) -> None:
        """Move openings and closings to what timed closures leave open of the hours written for a date."""
        closures = difference(as_arrays(rules.closures), as_arrays(rules.openings))
        exceptions = dict(rules.exceptions)
        touched = sorted(
            {
                day
                for start, end in rules.closures
                for day in range(offsets.reading_at(start) // DAY - 1, offsets.reading_at(end) // DAY + 1)
                if self.first_day <= day < self.next_day
            }
        )
        for day in touched:
            i = day - self.first_day
            if self.before[i + 1] == self.before[i]:
                continue
            pieces = exceptions[day] if status[i] == EXCEPTION else rules.week[int((day + 3) % 7)]
            stop = DAY if status[i + 1] in (CLOSED, EXCEPTION) else 2 * DAY
            left = [
                _left_open(offsets, day * DAY + start, day * DAY + min(end, stop), closures) for start, end in pieces
            ]
            row = int(self.before[i]) - self.base
            openings = [piece for piece in left if piece]
            if openings:
                self.openings[row] = openings[0][0]
                self.closings[row] = openings[-1][1]


def _left_open(offsets: Offsets, start: int, end: int, closures: tuple[Ints, Ints]) -> tuple[int, int] | None:
    """Return the first and the last open instant (its end) among those that show readings, after closures."""
    readings = np.array([start], np.int64), np.array([end], np.int64)
    starts, ends = difference(instants_of(offsets, readings), closures)
    return (int(starts[0]), int(ends[-1])) if len(starts) else None
