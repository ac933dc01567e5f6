"""Counting calendar months between dates: the same day of another month, clipped back where a month is too short."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

__all__ = ["add_months", "months_between"]


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, clipped back to that month's last day.

    Args:
        day: The date to count from.
        months: How many months later; negative for earlier.

    Raises:
        ValueError: the result lies outside the years 1 to 9999.

    Example:
        >>> add_months(date(2026, 1, 31), 1)
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int | None:
    """Return how many whole months lie between two dates; None where months and days do.

    Args:
        start: The first date.
        end: The first date after the last.

    Example:
        >>> months_between(date(2026, 8, 3), date(2027, 8, 3)), months_between(date(2026, 1, 1), date(2026, 2, 15))
        (12, None)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months >= 0 and add_months(start, months) == end else None
