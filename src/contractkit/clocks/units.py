"""What time limits count: working time, elapsed time, business days, or nothing but an instant."""

from __future__ import annotations

from enum import IntEnum

from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime
from contractkit.terms.targets import Limit

__all__ = ["Unit", "unit_of"]


class Unit(IntEnum):
    """What a limit counts; only amounts of one unit add up.

    Attributes:
        WORKING: Microseconds in which the calendar is open.
        ELAPSED: Microseconds.
        DAYS: Business days, one for each mark of the calendar.
        MOMENT: Nothing: the limit names an instant, as calendar days, months and published deadlines do.
    """

    WORKING = 0
    ELAPSED = 1
    DAYS = 2
    MOMENT = 3


def unit_of(limit: Limit) -> Unit:
    """Return what a limit counts."""
    match limit.within:
        case WorkingTime():
            return Unit.WORKING
        case ElapsedTime():
            return Unit.ELAPSED
        case BusinessDays():
            return Unit.DAYS
        case _:
            return Unit.MOMENT
