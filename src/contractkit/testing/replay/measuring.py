"""Single questions to calendars, in microseconds: what an amount comes to, and where the marks of business days are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import attrs

from contractkit.quantities.spans import BusinessDays, ElapsedTime, Within, WorkingTime
from contractkit.terms.targets import Limit

__all__ = ["amount_of", "aware", "last_in_time", "marks_of", "time_after", "time_in", "unit_of", "us_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


def unit_of(within: Within) -> str:
    """Return what a limit counts; only amounts of one unit add up."""
    match within:
        case WorkingTime():
            return "working time"
        case ElapsedTime():
            return "elapsed time"
        case BusinessDays():
            return "business days"
        case _:
            return "a moment"


def amount_of(within: Within | None) -> int:
    """Return how much a limit allows: microseconds or days, nothing for a moment."""
    match within:
        case WorkingTime(us) | ElapsedTime(us):
            return us
        case BusinessDays(n):
            return n
        case _:
            return 0


def marks_of(limit: Limit, start: int) -> Iterator[tuple[date, int, int]]:
    """Return the business dates from a start on, with the mark of each and where it lands."""
    within, calendar, instant = limit.within, limit.calendar, aware(start)
    assert isinstance(within, BusinessDays)
    effective = calendar.due_at(instant, attrs.evolve(within, n=0, landing="keep"))
    day = effective.date()
    count = 0
    first = calendar.due_at(instant, attrs.evolve(within, n=1, landing="keep"))
    offset = 0
    if within.counting == "from-start":
        plain = attrs.evolve(within, counting="after-start", landing="keep")
        later = [calendar.due_at(instant, attrs.evolve(plain, n=n)) for n in (1, 2)]
        offset = 0 if first == later[0] else 1 if first == later[1] else -1
    while True:
        count += 1
        mark = us_of(calendar.due_at(instant, attrs.evolve(within, n=count, landing="keep")))
        lands = us_of(calendar.due_at(instant, attrs.evolve(within, n=count)))
        yield calendar.add_days(day, count + offset) if count + offset else day, mark, lands


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
