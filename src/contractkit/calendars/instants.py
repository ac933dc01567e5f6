"""The door of time: aware datetimes in, integer microseconds since the epoch inside, fixed offsets out.

Inside the library an instant is an integer. Nothing here reads a clock or the system's zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from contractkit.errors import NaiveDatetimeError, UsageError

__all__ = [
    "DAY",
    "MISSING",
    "Ints",
    "date_of",
    "day_number",
    "epoch_at",
    "from_datetime",
    "single",
    "to_datetime",
    "to_timedelta",
]

Ints = npt.NDArray[np.int64]
"""An array of whole numbers: instants in microseconds since the epoch, amounts in microseconds, or day numbers."""

DAY: Final = 86_400_000_000
"""The microseconds of 24 hours."""

MISSING: Final = -(2**63)
"""The number that stands for a missing instant in arrays; numpy's NaT."""

_LISTED: Final = 1 << 18
"""How many numbers may stand in a list; each takes 40 bytes there, and ten thousand years have millions of them."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - the spelling that every reader knows
_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
_US: Final = timedelta(microseconds=1)
_subtract: Final = datetime.__sub__  # subclasses of other libraries return their own differences
_epochs: dict[int, datetime] = {}


def from_datetime(instant: datetime, name: str = "the instant") -> int:
    """Return an aware datetime as microseconds since the epoch.

    Args:
        instant: A timezone-aware datetime; in a repeated hour its `fold` says which of the two is meant.
        name: What the value is, for the message of an error.

    Returns:
        Microseconds since 1970-01-01T00:00:00Z.

    Raises:
        NaiveDatetimeError: The datetime has no zone.
        UsageError: The value is no datetime.
    """
    if type(instant) is datetime and instant.tzinfo is not None:
        try:
            return (instant - _EPOCH) // _US
        except TypeError:  # a tzinfo that knows no offset
            pass
    if not isinstance(instant, datetime):
        raise UsageError(_no_instant(instant, name), value=instant)
    if instant != instant:
        raise UsageError(f"{name} is missing (NaT)", value=instant)
    zone = instant.tzinfo
    if zone is None or instant.utcoffset() is None:
        raise NaiveDatetimeError(
            f"{name} {instant!s} has no zone, so nobody knows which instant is meant; "
            "give it one, such as datetime(..., tzinfo=ZoneInfo('Europe/Amsterdam'))",
            value=instant,
        )
    if getattr(instant, "nanosecond", 0):
        raise UsageError(
            f"{name} {instant!s} has nanoseconds, and instants are whole microseconds; round it first, such as with "
            "floor('us')",
            value=instant,
        )
    difference: Any = _subtract(instant, _EPOCH)
    return (difference.days * 86_400 + difference.seconds) * 1_000_000 + difference.microseconds  # type: ignore[no-any-return]


def _no_instant(given: Any, name: str) -> str:
    """Return why something is no instant; a column is not written out, and is told where columns belong."""
    if not hasattr(given, "__len__") or isinstance(given, str | bytes) or getattr(given, "ndim", 1) == 0:
        return f"{name} must be an aware datetime, not {given!r}"
    says = f"{name} must be one aware datetime, not a {type(given).__name__} of {len(given)}"
    return f"{says}; for columns each question has a form of its own, such as due_at_array"


def to_datetime(us: int, offset: int) -> datetime:
    """Return microseconds since the epoch as a datetime with a fixed offset.

    Args:
        us: Microseconds since the epoch.
        offset: Microseconds east of UTC.
    """
    return epoch_at(offset) + us * _US


def epoch_at(offset: int) -> datetime:
    """Return the epoch on the wall clock of a fixed offset, given in microseconds east of UTC."""
    found = _epochs.get(offset)
    if found is None:
        fixed = timezone(timedelta(microseconds=offset))
        found = _epochs.setdefault(offset, _EPOCH.astimezone(fixed))
    return found


def to_timedelta(us: int) -> timedelta:
    """Return microseconds as a timedelta."""
    return us * _US


def single(values: Ints) -> Sequence[int]:
    """Return numbers for look-ups one by one: a list, and of very many a view, which is slower but takes no memory."""
    return values.tolist() if values.size <= _LISTED else values.data


def day_number(day: date, where: str = "the date") -> int:
    """Return a date as days since 1970-01-01.

    Raises:
        UsageError: The value is no plain date; a datetime is a date only in a zone, which the caller has to choose.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise UsageError(f"{where}: a plain date is needed here, not {day!r}", value=day)
    return day.toordinal() - _EPOCH_ORDINAL


def date_of(number: int) -> date:
    """Return the date that is so many days after 1970-01-01."""
    return date.fromordinal(number + _EPOCH_ORDINAL)


def offset_us(zone: tzinfo, seconds: int) -> int:
    """Return the offset of a zone at so many seconds after the epoch, in microseconds east of UTC."""
    offset = datetime.fromtimestamp(seconds, zone).utcoffset()
    return 0 if offset is None else offset // _US
