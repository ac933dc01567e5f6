"""The primitive of lateness: days late by the clock on the wall, and how many steps they are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.months import add_months
from contractkit.quantities.spans import Span
from contractkit.settlement.ladders import steps_in

__all__ = ["after", "days_late", "steps_late", "wall_clock"]

_DAY = timedelta(days=1)
_NONE = timedelta(0)
_Parts = Literal["ignored", "full-step", "pro-rata"]


def days_late(
    agreed: datetime, delivered: datetime, zone: str, part_days: str = "ignored", excused: timedelta = _NONE
) -> int:
    """Return by how many days something came late; nought where it did not.

    A day runs from a time of day to the same time on the next date, as the clock on the wall shows it: the day on which
    the clock is put forward is one of them.

    Args:
        agreed: When it was due; aware.
        delivered: When it came; aware.
        zone: The zone of the clock on the wall.
        part_days: Whether a part of a day counts for nothing (``ignored``), or as a full day (``full-day``).
        excused: How much of that time is not held against whoever delivered.

    Example:
        >>> from datetime import UTC
        >>> agreed, came = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 4, 10, tzinfo=UTC)
        >>> days_late(agreed, came, "UTC"), days_late(agreed, came, "UTC", "full-day")
        (2, 3)
    """
    late = _wall(delivered, zone) - _wall(agreed, zone) - excused
    if late <= timedelta(0):
        return 0
    days, rest = divmod(late, _DAY)
    return days + (1 if rest and part_days == "full-day" else 0)


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def wall_clock(at: datetime, zone: str) -> str:
    """Return an instant as the clock on the wall shows it: date, and time of day to the minute, or to the second.

    Example:
        >>> from datetime import UTC
        >>> wall_clock(datetime(2026, 3, 2, 8, tzinfo=UTC), "Europe/Amsterdam")
        '2026-03-02 09:00'
    """
    wall = _wall(at, zone)
    exact = wall.second or wall.microsecond
    return wall.isoformat(" ", "auto" if exact else "minutes")


def after(agreed: datetime, span: Span, zone: str, calendar: BusinessCalendar | None = None) -> datetime:
    """Return the instant that lies a span after another one, at the same time of day.

    Args:
        agreed: The instant; aware.
        span: How long.
        zone: The zone of the clock on the wall.
        calendar: For business days.
    """
    wall = _wall(agreed, zone)
    day = _later(wall.date(), span, calendar)
    return datetime.combine(day, wall.time(), ZoneInfo(zone))


def _later(day: date, span: Span, calendar: BusinessCalendar | None) -> date:
    if span.unit == "business-day":
        if calendar is None:
            raise ValueError(f"{span} needs a calendar")
        return calendar.add_days(day, span.n)
    if span.unit in ("month", "year"):
        return add_months(day, span.n * (12 if span.unit == "year" else 1))
    return day + timedelta(days=span.n * (7 if span.unit == "week" else 1))


def steps_late(
    days: int, step: Span, agreed: date, parts: _Parts, calendar: BusinessCalendar | None = None
) -> Fraction:
    """Return how many steps a number of days late has.

    Months and years are counted from the agreed date on; of one that is not over, the days that have passed count over
    those that it has.

    Args:
        days: How many days late; at least nought.
        step: How long a step is.
        agreed: The agreed date.
        parts: Whether a part of a step counts for nothing, as a whole one, or as that part.
        calendar: For steps in business days.

    Example:
        >>> steps_late(5, Span(2, "day"), date(2026, 3, 2), "pro-rata")
        Fraction(5, 2)
    """
    if step.unit in ("day", "calendar-day", "week"):
        return steps_in(Fraction(days), Fraction(step.n * (7 if step.unit == "week" else 1)), parts)
    end, begun = agreed + timedelta(days=days), agreed
    if step.unit == "business-day":
        if calendar is None:
            raise ValueError(f"{step} needs a calendar")
        return steps_in(Fraction(calendar.count_days(agreed + _DAY, end + _DAY)), Fraction(step.n), parts)
    whole = 0
    while (turn := _later(agreed, Span(step.n * (whole + 1), step.unit), None)) <= end:
        whole, begun = whole + 1, turn
    after_that = _later(agreed, Span(step.n * (whole + 1), step.unit), None)
    return steps_in(whole + Fraction((end - begun).days, (after_that - begun).days), Fraction(1), parts)
