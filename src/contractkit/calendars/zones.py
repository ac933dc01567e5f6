"""Wall clocks and instants: which reading a zone's clocks show at an instant, and at which instant a reading is shown.

A zone is a sequence of stretches with one offset each. A reading that is skipped in a gap moves to the first instant
after the gap; of a reading that is shown twice the first is meant. The offsets are asked of `zoneinfo` itself, so
that they are the ones that the rest of the program sees.
"""

from __future__ import annotations

import difflib
import threading
from bisect import bisect_right
from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np

from contractkit.calendars.instants import DAY, Ints, offset_us
from contractkit.errors import CalendarHorizonError, UsageError

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Offsets", "ZoneClock", "year_start", "zone_clock", "zone_named"]

FIRST_YEAR: Final = 2
LAST_YEAR: Final = 9997
_FAR: Final = 4 * 10**17  # beyond every year that datetime knows, in microseconds
_SECONDS_OF_A_DAY: Final = 86_400
_STEP: Final = 6 * 86_400  # seconds between two looks at the offset: no zone ever changed it twice within six days
_QUARTER: Final = 900  # seconds
_FIRST_READ: Final = (2009, 2040)  # what is read at once; other years are read when they are asked about


def zone_named(zone: str | ZoneInfo) -> ZoneInfo:
    """Return the zone of an IANA name, such as ``Europe/Amsterdam``.

    Raises:
        UsageError: There is no such zone, or the zone has no name.
    """
    if isinstance(zone, ZoneInfo):
        if zone.key is None:
            raise UsageError("a zone is stored by its name, and this ZoneInfo has none")
        return zone
    if not isinstance(zone, str):
        raise UsageError(f"a zone is named, such as 'Europe/Amsterdam', not {zone!r}", value=zone)
    try:
        if zone in ("localtime", "posixrules"):  # what they mean depends on the machine
            raise ValueError
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = _near(zone)
        meant = f"did you mean {near!r}?" if near is not None else "write an IANA name such as 'Europe/Amsterdam'"
        raise UsageError(f"there is no zone {zone!r}; {meant}", value=zone, near=near) from None


def _near(zone: str) -> str | None:
    """Return the zone whose name, or whose city, is nearest to what was written."""
    known = {name for name in available_timezones() if "/" in name}  # an abbreviation is never what another meant
    written = zone.strip().replace(" ", "_").casefold()
    by_name = {name.casefold(): name for name in known}
    by_city = {name.rpartition("/")[2].casefold(): name for name in sorted(known)}
    for names in (by_name, by_city):
        for found in difflib.get_close_matches(written, names, n=1, cutoff=0.8):
            return names[found]
    city = difflib.get_close_matches(written.rpartition("/")[2], by_city, n=1, cutoff=0.8)
    return by_city[city[0]] if city else None


def year_start(year: int) -> int:
    """Return the day number of 1 January."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 - 719_162


class Offsets:
    """The offsets of a zone over a range of years: `starts[i]` to `starts[i + 1]` has `offsets[i]`.

    The outermost stretches reach without end, so that a look just outside the range does no harm; whoever needs a year
    asks `ZoneClock.covering` for it.
    """

    __slots__ = (
        "first_year",
        "known_from",
        "known_to",
        "last_year",
        "local_ends",
        "local_ends_list",
        "local_starts",
        "local_starts_list",
        "offsets",
        "offsets_list",
        "starts",
        "starts_list",
    )

    def __init__(self, first_year: int, last_year: int, starts: list[int], offsets: list[int]) -> None:
        self.first_year = first_year
        self.last_year = last_year
        self.known_from = year_start(first_year) * DAY
        self.known_to = year_start(last_year) * DAY
        ends = [*starts[1:], _FAR]
        self.starts_list = starts
        self.offsets_list = offsets
        self.local_starts_list = [start + offset for start, offset in zip(starts, offsets, strict=True)]
        self.local_ends_list = [end + offset for end, offset in zip(ends, offsets, strict=True)]
        self.starts: Ints = np.array(starts, np.int64)
        self.offsets: Ints = np.array(offsets, np.int64)
        self.local_starts: Ints = np.array(self.local_starts_list, np.int64)
        self.local_ends: Ints = np.array(self.local_ends_list, np.int64)

    def offset_at(self, us: int) -> int:
        """Return the offset in force at an instant, in microseconds east of UTC."""
        return self.offsets_list[bisect_right(self.starts_list, us) - 1]

    def reading_at(self, us: int) -> int:
        """Return what the wall clock shows at an instant, in microseconds as if it were UTC."""
        return us + self.offset_at(us)

    def end_of_date(self, us: int) -> int:
        """Return the first instant after one at which the clocks show another date: a midnight, or a change."""
        piece = bisect_right(self.starts_list, us)
        offset = self.offsets_list[piece - 1]
        day = (us + offset) // DAY
        while True:
            midnight = (day + 1) * DAY - offset
            if piece == len(self.starts_list) or midnight <= self.starts_list[piece]:
                return midnight
            change, offset = self.starts_list[piece], self.offsets_list[piece]
            if (change + offset) // DAY != day:
                return change
            piece += 1

    def first(self, reading: int) -> int:
        """Return the first instant that shows a reading; for a skipped reading the first instant after the gap."""
        piece = bisect_right(self.local_ends_list, reading)
        return max(reading - self.offsets_list[piece], self.starts_list[piece])

    def readings(self, us: Ints) -> Ints:
        """Return what the wall clock shows at instants."""
        if len(self.starts_list) == 1:
            return us + self.offsets_list[0]
        return us + self.offsets[np.searchsorted(self.starts, us, "right") - 1]

    def firsts(self, readings: Ints) -> Ints:
        """Return the first instants that show readings; for skipped readings the first instants after the gap."""
        if len(self.starts_list) == 1:
            return readings - self.offsets_list[0]
        piece = np.searchsorted(self.local_ends, readings, "right")
        found: Ints = np.maximum(readings - self.offsets[piece], self.starts[piece])
        return found

    def ends(self, readings: Ints) -> Ints:
        """Return the ends of the instants that show what comes just before readings; in a gap, the end of the gap."""
        if len(self.starts_list) == 1:
            return readings - self.offsets_list[0]
        piece = np.searchsorted(self.local_starts, readings, "left") - 1
        stops = np.append(self.starts[1:], _FAR)
        found: Ints = np.minimum(readings - self.offsets[piece], stops[piece])
        return found

    def skipped(self, readings: Ints) -> np.typing.NDArray[np.bool_]:
        """Return which readings no clock of the zone ever shows."""
        piece = np.searchsorted(self.local_ends, readings, "right")
        return readings < self.local_starts[piece]

    def repeated(self, readings: Ints) -> np.typing.NDArray[np.bool_]:
        """Return which readings the clocks of the zone show twice."""
        first = np.searchsorted(self.local_ends, readings, "right")
        last = np.searchsorted(self.local_starts, readings, "right") - 1
        return first < last


class ZoneClock:
    """The wall clock of a zone; knows more years as it is asked about them, and never forgets one."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._lock = threading.Lock()
        fixed = zone.utcoffset(None)
        self._now = self._read(*_FIRST_READ) if fixed is None else self._fixed()

    def _fixed(self) -> Offsets:
        return Offsets(FIRST_YEAR - 1, LAST_YEAR + 1, [-_FAR], [offset_us(self.zone, 0)])

    @property
    def known(self) -> Offsets:
        """The offsets of the years asked about so far."""
        return self._now

    def covering(self, first_year: int, last_year: int) -> Offsets:
        """Return the offsets of a range of years, both included.

        Raises:
            CalendarHorizonError: A year is one that datetime does not know.
        """
        now = self._now
        if now.first_year <= first_year and last_year <= now.last_year:
            return now
        with self._lock:
            now = self._now
            if first_year < now.first_year or last_year > now.last_year:
                if first_year < FIRST_YEAR - 1 or last_year > LAST_YEAR + 1:
                    raise CalendarHorizonError(
                        f"the clocks of {self.zone.key} are known from the year {FIRST_YEAR} to {LAST_YEAR}, "
                        f"not from {first_year} to {last_year}"
                    )
                self._now = now = self._wider(now, first_year, last_year)
            return now

    def offset_at(self, us: int) -> int:
        """Return the offset in force at one instant, in microseconds east of UTC; far years are asked of zoneinfo."""
        now = self._now
        if now.known_from < us < now.known_to:
            return now.offsets_list[bisect_right(now.starts_list, us) - 1]
        try:
            return offset_us(self.zone, us // 1_000_000)
        except (OverflowError, ValueError, OSError):
            says = f"{us} microseconds since the epoch lie outside the years {FIRST_YEAR} to {LAST_YEAR}"
            raise CalendarHorizonError(says) from None

    def new_year(self, year: int) -> int:
        """Return the first instant that shows 1 January of a year, or what follows if that is skipped."""
        second = year_start(year) * _SECONDS_OF_A_DAY
        offset = offset_us(self.zone, second - 2 * _SECONDS_OF_A_DAY)
        if offset == offset_us(self.zone, second + 2 * _SECONDS_OF_A_DAY):
            return second * 1_000_000 - offset
        return self.covering(year - 1, year).first(second * 1_000_000)

    def around(self, first_us: int, last_us: int) -> Offsets:
        """Return offsets that hold for all instants and readings from `first_us` to `last_us`."""
        now = self._now
        days = year_start(now.first_year), year_start(now.last_year + 1)
        if (days[0] + 2) * DAY <= first_us and last_us <= (days[1] - 2) * DAY:
            return now
        return self.covering(_year_of(first_us - 2 * DAY), _year_of(last_us + 2 * DAY))

    def _wider(self, now: Offsets, first_year: int, last_year: int) -> Offsets:
        """Return the offsets of more years: those known, and decades read before and after them."""
        first, last = now.first_year, now.last_year
        starts, offsets = now.starts_list, now.offsets_list
        if first_year < first:
            more = self._read(max(first_year // 10 * 10 - 1, FIRST_YEAR - 1), first - 1)
            first, starts, offsets = more.first_year, more.starts_list + starts[1:], more.offsets_list + offsets[1:]
        if last_year > last:
            more = self._read(last + 1, min(last_year // 10 * 10 + 10, LAST_YEAR + 1))
            last, starts, offsets = more.last_year, starts + more.starts_list[1:], offsets + more.offsets_list[1:]
        return Offsets(first, last, starts, offsets)

    def _read(self, first_year: int, last_year: int) -> Offsets:
        """Return the offsets of years, and of the first days of the year after them."""
        zone = self.zone
        second, stop = year_start(first_year) * _SECONDS_OF_A_DAY, year_start(last_year + 1) * _SECONDS_OF_A_DAY
        was = datetime.fromtimestamp(second, zone).utcoffset()
        starts, offsets = [-_FAR], [offset_us(zone, second)]
        while second < stop:
            following = min(second + _STEP, stop)
            now = datetime.fromtimestamp(following, zone).utcoffset()
            if now != was:
                starts.append(self._change(second, following, offsets[-1]))
                offsets.append(offset_us(zone, following))
                was = now
            second = following
        return Offsets(first_year, last_year, starts, offsets)

    def _change(self, low: int, high: int, offset: int) -> int:
        """Return the instant in `(low, high]` seconds at which an offset gives way, in microseconds."""
        for step in (_QUARTER, 1):  # nearly all changes lie on quarters of an hour
            low, high = low // step * step, -(-high // step) * step
            while high - low > step:
                middle = (low + high) // 2 // step * step
                if offset_us(self.zone, middle) == offset:
                    low = middle
                else:
                    high = middle
            if offset_us(self.zone, high - 1) == offset:
                break
        return high * 1_000_000


def _year_of(us: int) -> int:
    days = max(us // DAY, year_start(FIRST_YEAR - 1))
    if days >= year_start(LAST_YEAR + 2):
        raise CalendarHorizonError(f"{us} microseconds since the epoch lie after the year {LAST_YEAR + 1}")
    return int(np.datetime64(days, "D").astype("datetime64[Y]").astype(np.int64)) + 1970


@cache
def zone_clock(name: str) -> ZoneClock:
    """Return the wall clock of a zone; one for the whole process, so that its offsets are read once."""
    return ZoneClock(zone_named(name))
