"""Counting spans of days, weeks, months and years between dates: no clock, no calendar of working days.

Months and years are clipped back at month ends, and days are days: nothing is rounded to a month end.
"""

from __future__ import annotations

from datetime import date, timedelta

from contractkit.errors import UsageError
from contractkit.quantities.months import add_months
from contractkit.quantities.spans import Span

__all__ = ["shifted"]

_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "calendar-day": 1, "week": 7}


def shifted(day: date, span: Span) -> date:
    """Return the date a span later by the calendar; what lies outside the years 1 to 9999 is their last or first date.

    Args:
        day: The date to count from.
        span: How much later; a negative number counts back.

    Raises:
        UsageError: The span is one of business days, which only a calendar can count.

    Source: design.md section 6 (notice), money.md M23.

    Example:
        >>> shifted(date(2026, 12, 31), Span(-3, "month"))
        datetime.date(2026, 9, 30)
    """
    months, days = _MONTHS.get(span.unit), _DAYS.get(span.unit)
    try:
        if months is not None:
            return add_months(day, months * span.n)
        if days is not None:
            return day + timedelta(days=days * span.n)
    except (ValueError, OverflowError):
        return date.max if span.n > 0 else date.min
    raise UsageError(f"a term cannot be counted in {span}; write days, weeks, months or years")
