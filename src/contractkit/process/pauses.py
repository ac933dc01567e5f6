"""Stretches in which time stands still for a step, and when a time limit that stands still in them is used up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime

__all__ = ["FOREVER", "NEVER", "Counts", "Pauses", "time_left", "used_up"]

FOREVER: Final = 2**62
"""Where a stretch ends that has no end yet, in microseconds."""

Counts = WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months


@attrs.frozen
class Pauses:
    """Stretches ``[begin, end)`` in which time stands still, in order; they do not touch.

    Attributes:
        spans: Begin and end of each, in microseconds; `FOREVER` for one that has no end yet.
    """

    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Pauses:
        """Return stretches in any order as they are needed here: in order, and what touches in one.

        Example:
            >>> Pauses.of([(5, 7), (1, 3), (3, 4), (9, 9)]).spans
            ((1, 4), (5, 7))
        """
        found: list[tuple[int, int]] = []
        for begin, end in sorted(spans):
            if found and begin <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            elif begin < end:
                found.append((begin, end))
        return cls(tuple(found))

    def and_also(self, other: Pauses) -> Pauses:
        """Return the stretches in which both stand still.

        Example:
            >>> Pauses(((1, 5), (8, FOREVER))).and_also(Pauses(((3, 9),))).spans
            ((3, 5), (8, 9))
        """
        both = ((max(a, c), min(b, d)) for a, b in self.spans for c, d in other.spans)
        return Pauses.of((begin, end) for begin, end in both if begin < end)

    def before(self, until: int) -> Pauses:
        """Return what of them lies before an instant."""
        return Pauses(tuple((begin, min(end, until)) for begin, end in self.spans if begin < until))

    def ending_by(self, now: int) -> Pauses:
        """Return them as if those without an end ended at an instant, at best."""
        return Pauses.of((begin, min(end, now) if end >= FOREVER else end) for begin, end in self.spans)

    def between(self, start: int, until: int) -> int:
        """Return how much time they take of ``[start, until)``, in microseconds."""
        return sum(max(0, min(end, until) - max(begin, start)) for begin, end in self.spans)

    def at(self, instant: int) -> int | None:
        """Return since when time stands still at an instant; None where it does not."""
        return next((begin for begin, end in self.spans if begin <= instant < end), None)


NEVER: Final = Pauses()
"""No stretch at all."""


def used_up(within: Counts, calendar: BusinessCalendar, start: int, pauses: Pauses) -> tuple[int, int] | None:
    """Return when a time limit is used up, and the last instant that is in time.

    Time in pauses does not count, as on the clock of a promise: working and elapsed time pass outside of them; of
    business days the marks in them are no ticks. Calendar days and months name a moment, which no pause moves.

    Args:
        within: The limit.
        calendar: On which calendar it runs.
        start: When it starts, in microseconds.
        pauses: In which time stands still.

    Returns:
        Both in microseconds; None where a pause without an end comes before it is used up.

    Source: design.md sections 3 and 4; clocks.md rules 20, 25 and 26.
    """
    moved = tuple(one for one in pauses.spans if one[1] > start)
    if not moved or isinstance(within, CalendarDays | Months):
        begins = to_datetime(start, 0)
        due, until = calendar.due_at(begins, within), calendar.in_time_until(begins, within)
        return from_datetime(due), from_datetime(until)
    if isinstance(within, BusinessDays):
        due_us = _days_used_up(within, calendar, start, moved)
        return None if due_us is None else (due_us, due_us)
    until_us = _time_used_up(within, calendar, start, moved, "until")
    due_us = None if until_us is None else _time_used_up(within, calendar, start, moved, "due")
    return None if until_us is None or due_us is None else (due_us, until_us)


def time_left(within: Counts, calendar: BusinessCalendar, start: int, now: int, pauses: Pauses) -> int | None:
    """Return how much of a time limit is left at an instant, in microseconds; None where it does not count time.

    Args:
        within: The limit.
        calendar: On which calendar it runs.
        start: When it started, in microseconds.
        now: The instant.
        pauses: In which time stands still.
    """
    if not isinstance(within, WorkingTime | ElapsedTime):
        return None
    used = _between(within, calendar, start, now)
    for begin, end in pauses.spans:
        low, high = max(begin, start), min(end, now)
        used -= _between(within, calendar, low, high) if low < high else 0
    return max(within.us - used, 0)


def _time_used_up(
    within: WorkingTime | ElapsedTime,
    calendar: BusinessCalendar,
    start: int,
    pauses: Sequence[tuple[int, int]],
    which: str,
) -> int | None:
    """Return when time is used up, or the last instant at which no more of it is used (`which`: due, until)."""
    at, rest = start, within.us

    def ask() -> int:
        left = attrs.evolve(within, us=rest)
        begins = to_datetime(at, 0)
        found = calendar.due_at(begins, left) if which == "due" else calendar.in_time_until(begins, left)
        return from_datetime(found)

    for begin, end in pauses:
        if begin > at:
            found = ask()
            if found < begin or (found == begin and which == "due" and rest > 0):
                return found
            rest -= _between(within, calendar, at, begin)
        if end >= FOREVER:
            return None
        at = max(at, end)
    return ask()


def _between(within: WorkingTime | ElapsedTime, calendar: BusinessCalendar, start: int, end: int) -> int:
    if isinstance(within, ElapsedTime):
        return end - start
    return calendar.elapsed(to_datetime(start, 0), to_datetime(end, 0)) // timedelta(microseconds=1)


def _days_used_up(
    within: BusinessDays, calendar: BusinessCalendar, start: int, pauses: Sequence[tuple[int, int]]
) -> int | None:
    """Return where the last of so many marks outside of pauses lands."""
    marks = calendar.single_start(start, attrs.evolve(within, n=1))
    passed, count = 0, within.n
    for begin, end in pauses if count else ():
        before = max(marks.marks_before(begin), passed)
        if passed + count <= before:
            break
        if end >= FOREVER:
            return None
        count -= before - passed
        passed = max(passed, marks.marks_before(end))
    return marks.due(passed + count)
