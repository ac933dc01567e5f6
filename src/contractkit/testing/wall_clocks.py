"""What the clocks of a zone show, asked of `zoneinfo` instant by instant. Slow and obvious, for tests only.

It shares no code with `contractkit.calendars`. Instants are microseconds since the epoch; a reading is a date and the
microseconds that its clock shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from contractkit.testing.instant_sets import BeyondWindow

__all__ = ["DAY", "WallClock", "at_time", "clock_changes"]

DAY = 24 * 3600 * 1_000_000
"""The microseconds of 24 hours."""

_LOOK = 3600 * 1_000_000
_US = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
_MIDNIGHT = datetime(1970, 1, 1)  # noqa: DTZ001 - a reading


def at_time(hour: int, minute: int = 0, second: int = 0, microsecond: int = 0) -> int:
    """Return a time of day in microseconds that the clock shows."""
    return ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond


def _offset(tz: ZoneInfo, us: int) -> int:
    offset = (_EPOCH + us * _US).astimezone(tz).utcoffset()
    assert offset is not None
    return offset // _US


@lru_cache(maxsize=4096)
def _changes(zone: str, year: int) -> tuple[int, ...]:
    tz, found = ZoneInfo(zone), []
    at = (datetime(year, 1, 1, tzinfo=_EPOCH.tzinfo) - _EPOCH) // _US
    end = (datetime(year + 1, 1, 1, tzinfo=_EPOCH.tzinfo) - _EPOCH) // _US
    before = _offset(tz, at)
    while at < end:
        after = _offset(tz, at + _LOOK)
        if after != before:
            low, high = at, at + _LOOK
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(tz, middle) == before else (low, middle)
            found.append(high)
        at, before = at + _LOOK, after
    return tuple(found)


def clock_changes(zone: str, first: date, last: date) -> tuple[int, ...]:
    """Return the instants from which a zone's clocks run at another offset, in the years of two dates.

    The offset is looked at once an hour; where two looks differ, the change is searched for in between.
    """
    return tuple(us for year in range(first.year, last.year + 1) for us in _changes(zone, year))


class WallClock:
    """The wall clock of a zone over a window of dates.

    Args:
        zone: An IANA zone.
        first: The first date that is looked at.
        last: The first date that is not.
    """

    def __init__(self, zone: str, first: date, last: date) -> None:
        self.zone = ZoneInfo(zone)
        self.first, self.last = first, last
        wide = first - timedelta(days=8), last + timedelta(days=8)
        start, end = (self._midnight_of(day) for day in wide)
        self.changes = [us for us in clock_changes(zone, *wide) if start <= us <= end]
        self._offsets = [_offset(self.zone, start), *(_offset(self.zone, us) for us in self.changes)]

    def shown(self, us: int) -> tuple[date, int]:
        """Return the date and the microseconds since midnight that the clock shows at an instant."""
        reading = (_EPOCH + us * _US).astimezone(self.zone)
        return reading.date(), at_time(reading.hour, reading.minute, reading.second, reading.microsecond)

    def candidates(self, day: date, at: int) -> set[int]:
        """Return the instants that may show a reading: those of each offset in force within two days of it."""
        reading = self._midnight_of(day) + at
        offsets = {self._offsets[0]} if not self.changes else set()
        for row, change in enumerate(self.changes):
            if change >= reading - 2 * DAY:
                offsets.add(self._offsets[row])
            if change > reading + 2 * DAY:
                break
        else:
            offsets.add(self._offsets[-1])
        return {reading - offset for offset in offsets}

    def first_shown(self, day: date, at: int) -> int:
        """Return the first instant that shows a reading; for a skipped one the first instant after the gap."""
        day, at = day + timedelta(days=at // DAY), at % DAY
        if not self.first <= day < self.last:
            raise BeyondWindow("before" if day < self.first else "after")
        found = [us for us in self.candidates(day, at) if self.shown(us) == (day, at)]
        if not found:
            found = [us for us in self.changes if self.shown(us - 1) < (day, at) < self.shown(us)]
        return min(found)

    def between(self, first: date, last: date) -> list[int]:
        """Return the changes of the clock that lie anywhere near two dates."""
        start, end = self._midnight_of(first) - 2 * DAY, self._midnight_of(last) + 2 * DAY
        return [us for us in self.changes if start <= us <= end]

    def cuts(self, day: date, edges: Iterable[int]) -> set[int]:
        """Return instants among which are all that show one of some readings of a date."""
        return {us for at in edges for us in self.candidates(day, at)}

    @staticmethod
    def _midnight_of(day: date) -> int:
        """Return the microseconds of a date's midnight, were the clock that of UTC."""
        return (datetime(day.year, day.month, day.day) - _MIDNIGHT) // _US  # noqa: DTZ001
