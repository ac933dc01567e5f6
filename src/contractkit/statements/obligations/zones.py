"""The rules of a zone as a calendar file says them: each change of its offset in the years that are needed.

Each change is written out, and none as a rule that repeats: a rule would say more about the future than zone data do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

__all__ = ["zone_lines"]

_STEP = timedelta(days=7)
_SECOND = timedelta(seconds=1)


def zone_lines(zone: str, first: datetime, last: datetime) -> Iterator[str]:
    """Yield the lines of a zone for some instants.

    Args:
        zone: Its IANA name.
        first: The first instant that is written in it; aware.
        last: The last one; aware.

    Source: RFC 5545 section 3.6.5.
    """
    place = ZoneInfo(zone)
    start = datetime(first.astimezone(UTC).year, 1, 1, tzinfo=UTC) - timedelta(days=366)
    end = datetime(last.astimezone(UTC).year + 1, 1, 2, tzinfo=UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone}"
    yield from _observance(place, start, start - _SECOND)
    for change in _changes(place, start, end):
        yield from _observance(place, change, change - _SECOND)
    yield "END:VTIMEZONE"


def _changes(place: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the instants at which the offset or the name of the zone changes, to the second."""
    at = start
    while at < end:
        after = at + _STEP
        if _told(place, at) != _told(place, after):
            low, high = at, after
            while high - low > _SECOND:
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if _told(place, middle) == _told(place, at) else (low, middle)
            yield high
        at = after


def _told(place: ZoneInfo, at: datetime) -> tuple[object, ...]:
    local = at.astimezone(place)
    return local.utcoffset(), local.tzname()


def _observance(place: ZoneInfo, at: datetime, before: datetime) -> Iterator[str]:
    local, old = at.astimezone(place), before.astimezone(place)
    offset, was = local.utcoffset() or timedelta(0), old.utcoffset() or timedelta(0)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{(at + was).replace(tzinfo=None):%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset(was)}"
    yield f"TZOFFSETTO:{_offset(offset)}"
    yield f"TZNAME:{local.tzname()}"
    yield f"END:{kind}"


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}{f'{left:02}' if left else ''}"
