"""What was counted and what was skipped between a start and a deadline, as data; how it reads stands in `count_text`.

A count is what settles a dispute about a due time: each piece of the calendar with the reason why it did or did not
count, and the total after it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.quantities.spans import (
    BusinessDays,
    CalendarDays,
    ElapsedTime,
    Moment,
    Months,
    Within,
    WorkingTime,
)

__all__ = ["Count", "CountStep", "CountedDate", "CountedPiece"]

_US = timedelta(microseconds=1)
_KINDS = {
    WorkingTime: "working-time",
    ElapsedTime: "elapsed-time",
    BusinessDays: "business-days",
    CalendarDays: "calendar-days",
    Months: "months",
    Moment: "moment",
}


@attrs.frozen
class CountedPiece:
    """A piece of time that counted throughout, or was skipped throughout for one reason.

    Attributes:
        start: Its first instant, on the calendar's wall clock with the offset then in force.
        end: The first instant after it.
        state: ``counted`` or ``skipped``.
        why: ``open`` for what counted on a calendar, ``day and night`` for elapsed time; for what was skipped the
            reason: a holiday's name, ``closed date``, ``exception``, ``closure``, ``outside hours`` and the like.
        amount: The time that it added: nothing where it was skipped, negative where the count goes back.
        total: The time counted from the start of the count to the end of this piece.
    """

    start: datetime
    end: datetime
    state: Literal["counted", "skipped"]
    why: str
    amount: timedelta
    total: timedelta

    def to_dict(self) -> dict[str, Any]:
        """Return the piece as plain data; amounts in microseconds."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "state": self.state,
            "why": self.why,
            "amount_us": self.amount // _US,
            "total_us": self.total // _US,
        }


@attrs.frozen
class CountedDate:
    """A date on the way from the start of a count in business days to its last day.

    Attributes:
        day: The date, on the calendar's clocks.
        state: ``counted`` or ``skipped``.
        why: ``business day``; or why it was skipped: ``day 0, the day of the start``, a holiday's name, and the like.
        number: Which day it is: 1, 2, ..., or -1, -2, ... where the count goes back; None where it was skipped.
        mark: When that day ends; None where it was skipped.
    """

    day: date
    state: Literal["counted", "skipped"]
    why: str
    number: int | None
    mark: datetime | None

    def to_dict(self) -> dict[str, Any]:
        """Return the date as plain data."""
        return {
            "day": self.day.isoformat(),
            "state": self.state,
            "why": self.why,
            "number": self.number,
            "mark": None if self.mark is None else self.mark.isoformat(),
        }


@attrs.frozen
class CountStep:
    """A convention that was applied, in the order in which they are applied.

    Attributes:
        convention: Which: ``outside``, ``cut-off``, ``counting``, ``ends`` or ``landing`` of business days; ``dates``
            for calendar days and months, ``clock-change`` where their reading is skipped or shown twice; ``boundary``
            for working time that is used up at a closing; ``dst`` where hours are differences of clock readings.
        value: What it was set to.
        before: The instant to which it was applied.
        after: The instant that came out; the same where it changed nothing.
        says: What it did, in one sentence.
    """

    convention: str
    value: str
    before: datetime
    after: datetime
    says: str

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain data."""
        return {
            "convention": self.convention,
            "value": self.value,
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
            "says": self.says,
        }


@attrs.frozen(str=False)
class Count:
    """How a deadline, or an amount of working time, came about.

    Its text (`str`) is a table to read to somebody who disputes it: one line for each date, for each run of equal dates
    where there are many, for each month or year where there are very many. `pieces` and `dates` always have all.

    Attributes:
        calendar: What the calendar is called.
        edition: The fingerprint of everything that decides the calendar.
        zone: The IANA zone on whose clocks it runs.
        start: Where the count starts.
        within: The time limit; None for a count between two instants.
        end: When the limit is due; or the other instant.
        in_time_until: The last instant that is still in time; None for a count between two instants.
        steps: The conventions that were applied, in order.
        pieces: What counted and what did not, in the order of the count (later pieces first where it goes back). They
            leave nothing out between `start` and `end`. Empty for limits in dates.
        dates: The dates of a limit in business days, in the order of the count; empty for others.
    """

    calendar: str
    edition: str
    zone: str
    start: datetime
    within: Within | None
    end: datetime
    in_time_until: datetime | None
    steps: tuple[CountStep, ...] = ()
    pieces: tuple[CountedPiece, ...] = ()
    dates: tuple[CountedDate, ...] = ()

    @property
    def due(self) -> datetime | None:
        """When the limit is due; None for a count between two instants."""
        return None if self.within is None else self.end

    @property
    def total(self) -> timedelta:
        """The time that counted; nothing for limits in dates."""
        return self.pieces[-1].total if self.pieces else timedelta()

    @property
    def days(self) -> int:
        """The business days that counted, negative where the count goes back; 0 for limits in time."""
        return next((day.number for day in reversed(self.dates) if day.number is not None), 0)

    def __str__(self) -> str:
        """Return the count as a table that can be read aloud."""
        from contractkit.calendars.count_text import told

        return told(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the count as plain data, ready for JSON: instants in ISO 8601 with their offset, microseconds."""
        return {
            "contractkit": 1,
            "document": "count",
            "calendar": self.calendar,
            "edition": self.edition,
            "zone": self.zone,
            "kind": "working-time" if self.within is None else _KINDS[type(self.within)],
            "within": None if self.within is None else str(self.within),
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "in_time_until": None if self.in_time_until is None else self.in_time_until.isoformat(),
            "total_us": self.total // _US,
            "days": self.days,
            "steps": [step.to_dict() for step in self.steps],
            "pieces": [piece.to_dict() for piece in self.pieces],
            "dates": [day.to_dict() for day in self.dates],
        }
