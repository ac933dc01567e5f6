"""When something is due that has so much time from a date or an instant on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contractkit.calendars import ALWAYS
from contractkit.errors import CalendarHorizonError, NeverOpenError, UsageError
from contractkit.quantities.months import add_months
from contractkit.quantities.spans import BusinessDays, CalendarDays, Months, Span
from contractkit.terms.provisions.allowances import Allowance

__all__ = ["due_at", "due_on", "known_due_at", "known_due_on"]

_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "calendar-day": 1, "week": 7}


def due_on(start: date, allowance: Allowance) -> date:
    """Return the last date that is in time, counted from a date; that date itself is day nought.

    Args:
        start: The date.
        allowance: How much time there is; hours count from the first instant of the date.

    Raises:
        UsageError: Business days are allowed, and no clause says on which calendar they count.
        CalendarHorizonError: The years that the calendar knows end before.
    """
    allowed = allowance.time
    if isinstance(allowed, Span) and allowed.unit != "business-day":
        return _span(start, allowed)
    if isinstance(allowed, CalendarDays):
        return start + timedelta(days=allowed.n)
    if isinstance(allowed, Months):
        return add_months(start, allowed.n)
    if isinstance(allowed, BusinessDays | Span):
        if allowance.calendar is None:
            raise UsageError(f"{allowed}: no clause says on which calendar they count")
        return allowance.calendar.add_days(start, allowed.n)
    zone = ZoneInfo("UTC") if allowance.calendar is None else allowance.calendar.tz
    return due_at(datetime.combine(start, time(), zone), allowance).date()


def due_at(start: datetime, allowance: Allowance) -> datetime:
    """Return the last instant that is in time, counted from an instant; of a span of dates, the end of the last one.

    Args:
        start: The instant, aware; its zone is that of the dates.
        allowance: How much time there is.

    Raises:
        UsageError: Business days are allowed, and no clause says on which calendar they count.
        CalendarHorizonError: The years that the calendar knows end before.
    """
    allowed = allowance.time
    if isinstance(allowed, Span):
        last = due_on(start.date(), allowance)
        return datetime.combine(last + timedelta(days=1), time(), start.tzinfo)
    if allowance.calendar is None and isinstance(allowed, BusinessDays):
        raise UsageError(f"{allowed}: no clause says on which calendar they count")
    calendar = ALWAYS if allowance.calendar is None else allowance.calendar
    if isinstance(allowed, CalendarDays | Months) and allowance.calendar is None:
        local = start.replace(tzinfo=None)
        day = due_on(start.date(), allowance)
        return datetime.combine(day, local.time(), start.tzinfo)
    return calendar.due_at(start, allowed)


def known_due_on(start: date, allowance: Allowance) -> date | None:
    """Return what `due_on` does; None where no calendar is named, or its years end before."""
    try:
        return due_on(start, allowance)
    except (CalendarHorizonError, NeverOpenError, UsageError):
        return None


def known_due_at(start: datetime, allowance: Allowance) -> datetime | None:
    """Return what `due_at` does; None where no calendar is named, or its years end before."""
    try:
        return due_at(start, allowance)
    except (CalendarHorizonError, NeverOpenError, UsageError):
        return None


def _span(start: date, span: Span) -> date:
    if span.unit in _MONTHS:
        return add_months(start, span.n * _MONTHS[span.unit])
    return start + timedelta(days=span.n * _DAYS[span.unit])
