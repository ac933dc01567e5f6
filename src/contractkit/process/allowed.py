"""How long one step may take, from one start: due, and the last instant that is in time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars import BusinessCalendar, always
from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.process.limits import why_not_counted
from contractkit.process.told import ItemTold
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, Span, WorkingTime
from contractkit.terms.provisions.anchors import Anchor
from contractkit.terms.provisions.step import Step
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["Allowed"]

Counts = WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months


@attrs.frozen
class Allowed:
    """The time of a step.

    Attributes:
        within: How long it may take; None where it is done by a moment.
        calendar: On which calendar; the one that is always open where none is needed.
        by: The instant by which it has to be done, in microseconds, where it counts back from a moment, or names one.
    """

    within: Counts | None
    calendar: BusinessCalendar
    by: int | None = None

    @classmethod
    def of(cls, step: Step, zone: str, told: ItemTold) -> Allowed | None:
        """Return the time of a step of an item; None where it has none that can be counted."""
        allowance = step.allowance
        within: Any = None if allowance is None else allowance.time
        named = None if allowance is None else allowance.calendar
        calendar = always(zone) if named is None else named
        if step.at is not None:
            by = _at_time(_instant(step.at, told), step.at_time, zone)
            return None if by is None else cls(None, calendar, by)
        if step.before is not None:
            moment = _instant(step.before, told)
            by = None if moment is None else _back(moment, within, calendar)
            return None if by is None else cls(None, calendar, by)
        within = _in_days(within)
        if within is None or isinstance(within, Span) or why_not_counted(within, named) is not None:
            return None
        return cls(within, calendar)

    def of_start(self, start: int | None) -> tuple[int, int] | None:
        """Return when the time is used up, and the last instant in time; None without a start that it counts from."""
        if self.by is not None:
            return self.by, self.by
        if self.within is None or start is None:
            return None
        begins = to_datetime(start, 0)
        due = self.calendar.due_at(begins, self.within)
        until = self.calendar.in_time_until(begins, self.within)
        return from_datetime(due), from_datetime(until)


def _instant(anchor: Anchor, told: ItemTold) -> int | None:
    if isinstance(anchor, AtField):
        return told.ahead(anchor.field)
    return told.since(anchor.condition) if isinstance(anchor, WhenState) else None


def _at_time(moment: int | None, at: time | None, zone: str) -> int | None:
    """Return a time of day on the date of a moment; the end of that date where none is named."""
    if moment is None:
        return None
    day = to_datetime(moment, 0).astimezone(ZoneInfo(zone)).date()
    named = day if at is not None else day + timedelta(days=1)
    return from_datetime(datetime.combine(named, at or time(0), ZoneInfo(zone)))


def _in_days(within: Any) -> Any:
    """Return a span of days or weeks as calendar days, one of months or years as months; all else as it is."""
    if not isinstance(within, Span):
        return within
    match within.unit:
        case "day" | "calendar-day":
            return CalendarDays(within.n)
        case "week":
            return CalendarDays(7 * within.n)
        case "month" | "year":
            return Months(within.n * (12 if within.unit == "year" else 1))
    return within


def _back(moment: int, within: Any, calendar: BusinessCalendar) -> int | None:
    """Return the instant so long before a moment; the moment itself where no time is named."""
    at = to_datetime(moment, 0)
    within = _in_days(within)
    if within is None:
        return moment
    if isinstance(within, WorkingTime | ElapsedTime):
        return from_datetime(calendar.due_at(at, attrs.evolve(within, us=-within.us)))
    if isinstance(within, BusinessDays | CalendarDays | Months):
        return from_datetime(calendar.due_at(at, attrs.evolve(within, n=-within.n)))
    assert isinstance(within, Moment | Span)
    return None
