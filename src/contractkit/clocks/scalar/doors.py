"""What callers may give a clock as an instant or a value, and what is refused, with the way out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.errors import UsageError

__all__ = ["Value", "instant_us", "said", "word_of"]

Value = str | int | float | Decimal | bool | datetime | None
"""What an item or an event may say in a field."""

_LEAST: Final = -62_000_000_000_000_000  # just after the first and before the last year that a datetime knows
_MOST: Final = 253_000_000_000_000_000


def instant_us(value: object, name: str) -> int:
    """Return an instant as microseconds since the epoch.

    Args:
        value: An aware datetime, ISO 8601 with its offset, or microseconds since the epoch.
        name: What it is, for the message of an error.

    Raises:
        NaiveDatetimeError: It has no zone.
        UsageError: It is no instant.
    """
    if isinstance(value, datetime):
        return from_datetime(value, name)
    if isinstance(value, str):
        try:
            return from_datetime(datetime.fromisoformat(value), name)
        except ValueError as error:
            if isinstance(error, UsageError):
                raise
            says = f"{name} is an instant such as '2026-03-02T09:00:00+01:00', not {value!r}"
            raise UsageError(says, value=value) from None
    if isinstance(value, int) and not isinstance(value, bool):
        if _LEAST < value < _MOST:
            return value
        says = f"{name}: {value} microseconds since the epoch lie in no year; are they nanoseconds?"
        raise UsageError(says, value=value)
    if value is None:
        raise UsageError(f"{name} is missing; an aware datetime is needed", value=value)
    raise UsageError(f"{name} is an aware datetime, or microseconds since the epoch, not {value!r}", value=value)


def said(us: int) -> str:
    """Return an instant for a message, in UTC."""
    return to_datetime(us, 0).isoformat()


def word_of(value: object, field: str) -> str | None:
    """Return what a field says as a word, None where it is missing.

    Numbers are written as a document writes them, and yes-no values as ``yes`` and ``no``.

    Raises:
        UsageError: The value is none that a condition could read.
    """
    if value is None or type(value) is str:
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, (float, Decimal)):
        number = Decimal(str(value))
        if not number.is_finite():
            return None
        return str(int(number)) if number == number.to_integral_value() else format(number.normalize(), "f")
    if isinstance(value, str):
        return str.__str__(value)
    raise UsageError(f"{field} is a word, a number, or None where it is not known, not {value!r}", value=value)
