"""Numbers, times and dates of a delivery, as they are said: a dash where nobody knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from contractkit.calendars.instants import from_datetime
from contractkit.charging.exact import as_decimal
from contractkit.statements.wording import Language

__all__ = ["amount_of", "how_late", "month_of", "number", "percent", "spent", "when"]

_HOURS = {"hour": 3_600_000_000, "minute": 60_000_000}


def number(value: Fraction | Decimal, speaks: Language) -> str:
    """Return a number of units; digits without end are cut to two places."""
    exact = as_decimal(Fraction(value))
    exponent = exact.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    shown = exact if places <= 2 else exact.quantize(Decimal("0.01"))
    return speaks.number(shown) if shown % 1 else speaks.number(int(shown))


def amount_of(value: Fraction, unit: str, speaks: Language) -> str:
    """Return so much of a quota: time in hours and minutes, anything else as a number with its unit."""
    size = _HOURS.get(unit.removesuffix("s"))
    return f"{number(value, speaks)} {unit}" if size is None else speaks.duration(int(value * size))


def percent(share: Fraction, speaks: Language) -> str:
    """Return a share in whole per cent, rounded down: 100 % is said of everything only."""
    return speaks.percent(Decimal(share.numerator * 100 // share.denominator))


def how_late(late: timedelta | None, speaks: Language) -> str:
    """Return how late something is: in whole days, and below a day in hours and minutes; nothing where it is not."""
    if late is None:
        return ""
    return speaks.days(late.days) if late.days else speaks.duration(late // timedelta(seconds=1) * 1_000_000)


def spent(time: timedelta | None, speaks: Language) -> str:
    """Return how long something took; a dash where nobody told."""
    return speaks.duration(None if time is None else time // timedelta(microseconds=1))


def when(value: datetime | date | None, zone: ZoneInfo, speaks: Language) -> str:
    """Return a date or an instant; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return speaks.instant(from_datetime(value), zone)
    return speaks.day(value)


def month_of(day: date, speaks: Language) -> str:
    """Return the month in which a date lies."""
    return f"{speaks.month(day)} {day.year}"
