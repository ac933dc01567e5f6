"""The first instant of a local date: its midnight, or the end of a gap that skips it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from contractkit.errors import PeriodError

__all__ = ["midnight_us"]

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall clocks are compared with wall clocks
_US = timedelta(microseconds=1)


def midnight_us(day: date, zone: str | tzinfo) -> int:
    """Return the first instant of a local date.

    Args:
        day: The date.
        zone: The IANA name of a zone, or the zone.

    Returns:
        Microseconds since the epoch; where midnight is skipped the first instant after the gap, where it is repeated
        the first of the two.

    Raises:
        PeriodError: There is no such zone.

    Example:
        >>> midnight_us(date(1970, 1, 2), "UTC")
        86400000000
    """
    place = _zone(zone)
    wall = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone is applied below, exactly
    reading = (wall - _EPOCH) // _US
    before, after = _offset(wall, place, 0), _offset(wall, place, 1)
    if after <= before:
        return reading - before
    low, high = reading - after, reading - before
    while low < high:
        middle = (low + high) // 2
        if _reading(middle, place) >= reading:
            high = middle
        else:
            low = middle + 1
    return low


def _offset(wall: datetime, place: tzinfo, fold: int) -> int:
    offset = wall.replace(tzinfo=place, fold=fold).utcoffset()
    return 0 if offset is None else offset // _US


def _reading(us: int, place: tzinfo) -> int:
    instant = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(microseconds=us)
    return (instant.astimezone(place).replace(tzinfo=None) - _EPOCH) // _US


def _zone(zone: str | tzinfo) -> tzinfo:
    if isinstance(zone, tzinfo):
        return zone
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise PeriodError(
            f"{zone!r} is not a time zone; zones have their IANA name, such as Europe/Amsterdam"
        ) from None
