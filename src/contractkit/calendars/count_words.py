"""The words in which counts are told: English, as error messages are; statements speak every language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from contractkit.quantities.span_texts import clock_text, time_text

__all__ = ["amount_text", "day_text", "instant_text", "month_text", "why_of"]

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_US: Final = timedelta(microseconds=1)
_PLAIN: Final = "outside hours"


def day_text(day: date) -> str:
    """Return a date with its weekday: ``Fri 2 Jan 2026``."""
    return f"{_DAYS[day.weekday()]} {day.day} {month_text(day)}"


def month_text(day: date) -> str:
    """Return the month of a date: ``Jan 2026``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def instant_text(instant: datetime) -> str:
    """Return an instant with its weekday and offset: ``Fri 2 Jan 2026 16:00 (+01:00)``."""
    return f"{day_text(instant)} {time_text(instant.time())} ({instant.isoformat()[-6:]})"


def amount_text(amount: timedelta) -> str:
    """Return an amount of time in words: ``1 hour 30 minutes``."""
    return clock_text(amount // _US)


def why_of(reasons: Iterable[str]) -> str:
    """Return the reasons why time is closed as one text; that it is outside hours says nothing beside a better one."""
    found = list(dict.fromkeys(reasons))
    better = [why for why in found if why != _PLAIN]
    return ", ".join(better or found)
