"""Stretches over which a contract counts money: calendar months, quarters and half-years, and contract years.

All stretches are whole dates, `start` included and `end` not. Which instants they are is not decided here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["MONTHS_PER", "add_months", "in_force", "months_between", "window_of"]

MONTHS_PER = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months each period word has."""

_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, clipped back to that month's last day.

    Example:
        >>> add_months(date(2026, 1, 31), 1)
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int | None:
    """Return how many whole months lie between two dates; None where months and days do.

    Example:
        >>> months_between(date(2026, 8, 3), date(2027, 8, 3)), months_between(date(2026, 1, 1), date(2026, 2, 15))
        (12, None)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months >= 0 and add_months(start, months) == end else None


def in_force(agreement: Agreement, period: Period) -> Period | None:
    """Return the part of `period` in which the agreement holds; None where it holds on no day of it."""
    term = agreement.term
    if term is None:
        return period
    start = max(period.start, term.start)
    end = period.end if term.end is None else min(period.end, term.end)
    if start >= end:
        return None
    return period if (start, end) == (period.start, period.end) else _stretch(start, end)


def window_of(agreement: Agreement, per: str, day: date) -> Period:
    """Return the stretch of kind `per` that counts for something that is settled on `day`.

    Args:
        agreement: The agreement, whose years begin on the anniversary of its start.
        per: ``month``, ``quarter`` or ``half-year`` of the calendar, or ``year``: of the contract, or of the calendar
            where it has no term.
        day: The last day of what is counted.

    Raises:
        UsageError: `per` is none of these.
    """
    if per not in MONTHS_PER:
        raise UsageError(f"{per!r} is no stretch over which money is counted; it is one of {', '.join(MONTHS_PER)}")
    if per != "year":
        return Period.containing(day, per)
    if agreement.term is None or (agreement.term.start.month, agreement.term.start.day) == (1, 1):
        return Period.containing(day, "year")
    start = agreement.term.start
    years = day.year - start.year
    if add_months(start, 12 * years) > day:
        years -= 1
    return _stretch(add_months(start, 12 * years), add_months(start, 12 * (years + 1)))


def _stretch(start: date, end: date) -> Period:
    return Period(start, end, f"{start.isoformat()}..{(end - _DAY).isoformat()}")
