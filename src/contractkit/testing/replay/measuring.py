"""Single questions to calendars, in microseconds: how much time lies in a stretch, and when an amount is used up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contractkit.quantities.spans import ElapsedTime, Within, WorkingTime
from contractkit.terms.targets import Limit

__all__ = ["amount_of", "aware", "last_in_time", "time_after", "time_in", "unit_of", "us_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


def unit_of(within: Within) -> str:
    """Return what a limit counts; only amounts of one unit add up."""
    match within:
        case WorkingTime():
            return "working time"
        case ElapsedTime():
            return "elapsed time"
        case _:
            return "a moment"


def amount_of(within: Within | None) -> int:
    """Return how many microseconds a limit allows; nothing for a moment."""
    match within:
        case WorkingTime(us) | ElapsedTime(us):
            return us
        case _:
            return 0


def time_in(limit: Limit, start: int, end: int) -> int:
    """Return how much time of the limit's kind lies between two instants."""
    if isinstance(limit.within, ElapsedTime):
        return end - start
    return limit.calendar.elapsed(aware(start), aware(end)) // _US


def time_after(limit: Limit, start: int, amount: int) -> int:
    """Return the earliest instant by which an amount has been used."""
    if isinstance(limit.within, ElapsedTime):
        return start + amount
    return us_of(limit.calendar.due_at(aware(start), WorkingTime(amount)))


def last_in_time(limit: Limit, start: int, amount: int) -> int:
    """Return the last instant by which no more than an amount has been used."""
    if isinstance(limit.within, ElapsedTime):
        return start + amount
    return us_of(limit.calendar.in_time_until(aware(start), WorkingTime(amount)))


def aware(us: int) -> datetime:
    """Return microseconds since the epoch as a datetime in UTC."""
    return _EPOCH + timedelta(microseconds=us)


def us_of(instant: datetime) -> int:
    """Return a datetime as microseconds since the epoch."""
    return (instant - _EPOCH) // _US
