"""Whether somebody was told early enough, or soon enough: notice, counted in dates where the text counts dates."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from contractkit.calendars.zones import zone_clock
from contractkit.clocks.truth import NO, UNKNOWN, YES, Truths
from contractkit.facts import NAT
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, Span, WorkingTime
from contractkit.terms.provisions.allowances import Allowance

__all__ = ["announced_in_time", "told_in_time"]

Ints = NDArray[np.int64]

_DAY: Final = 86_400_000_000
_DAYS: Final = {"day": 1, "calendar-day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "year": 12}


def announced_in_time(allowance: Allowance, zone: str, announced: Ints, begin: Ints) -> Truths:
    """Return whether each announcement came so long before what it announces.

    Days, weeks and months are counted in dates, back from the date on which it begins: the date of the announcement
    may be the nth before it, at any time of day. Hours are counted as they pass, those of working time on
    their calendar.

    Args:
        allowance: How long before.
        zone: The zone of the dates, where no calendar of business days has one.
        announced: int64, when it was announced; `NAT` where it was not.
        begin: int64, when what was announced begins.

    Returns:
        int8, in three values; unknown where the papers name no calendar, or it does not know the year.
    """
    return _compared(allowance, zone, announced, begin, -1)


def told_in_time(allowance: Allowance, zone: str, begin: Ints, told: Ints, now: int) -> Truths:
    """Return whether the other party was told soon enough after something began.

    Days, weeks and months are counted in dates: the nth date after it began is the last one, up to its end.

    Args:
        allowance: How soon after.
        zone: The zone of the dates, where no calendar of business days has one.
        begin: int64, when it began.
        told: int64, when the other party was told; `NAT` where it was not.
        now: The moment of judging; as long as it may still be told by then in time, it is unknown.

    Returns:
        int8, in three values.
    """
    found = _compared(allowance, zone, told, begin, 1)
    untold = told == NAT
    still = _compared(allowance, zone, np.full(len(begin), now, np.int64), begin, 1) != NO
    found[untold & still] = UNKNOWN
    return found


def _compared(allowance: Allowance, zone: str, said: Ints, begin: Ints, sign: int) -> Truths:
    """Return whether it was said no later than so long before (`sign` -1) or after (1) something begins."""
    time, calendar = allowance.time, allowance.calendar
    match time:
        case ElapsedTime(us):
            latest = np.where(begin == NAT, NAT, begin + sign * us)
        case WorkingTime(us):
            if calendar is None:
                return np.full(len(begin), UNKNOWN, np.int8)
            latest = calendar.until_us(begin, us, "mark") if sign > 0 else calendar.due_us(begin, -us, "mark")
        case Span() | BusinessDays() | CalendarDays() | Months():
            unit, n = _counted(time)
            if unit == "business-day":
                if calendar is None:
                    return np.full(len(begin), UNKNOWN, np.int8)
                days, status = calendar.add_days_array(_dates(begin, calendar.tz), sign * n, errors="mark")
                latest_date = np.where(status == 0, days.astype(np.int64), NAT)
                tz = calendar.tz
            else:
                tz = ZoneInfo(zone)
                latest_date = _shifted(_dates(begin, tz), unit, sign * n)
            return _truths(_dates(said, tz).astype(np.int64), latest_date, said)
        case _:
            return np.full(len(begin), UNKNOWN, np.int8)
    return _truths(said, latest, said)


def _truths(compared: Ints, latest: Ints, said: Ints) -> Truths:
    found = np.where(compared <= latest, np.int8(YES), np.int8(NO))
    found[latest == NAT] = UNKNOWN
    found[said == NAT] = NO
    return found


def _counted(time: Span | BusinessDays | CalendarDays | Months) -> tuple[str, int]:
    match time:
        case Span(n, unit):
            return unit, n
        case BusinessDays(n):
            return "business-day", n
        case CalendarDays(n):
            return "day", n
        case Months(n):
            return "month", n


def _dates(us: Ints, zone: ZoneInfo) -> NDArray[np.datetime64]:
    """Return the local dates of instants; of a missing one any."""
    known = np.where(us == NAT, 0, us)
    if not len(known):
        return np.zeros(0, "datetime64[D]")
    offsets = zone_clock(zone.key).around(int(known.min()), int(known.max()))
    return (offsets.readings(known) // _DAY).astype("datetime64[D]")


def _shifted(dates: NDArray[np.datetime64], unit: str, n: int) -> Ints:
    """Return dates so many days, weeks, months or years later, clipped to the end of a month; as day numbers."""
    if unit in _DAYS:
        return dates.astype(np.int64) + n * _DAYS[unit]
    month = dates.astype("datetime64[M]")
    day = (dates - month).astype(np.int64)
    moved = month + n * _MONTHS[unit]
    length = ((moved + 1).astype("datetime64[D]") - moved.astype("datetime64[D]")).astype(np.int64)
    found: Ints = moved.astype("datetime64[D]").astype(np.int64) + np.minimum(day, length - 1)
    return found
