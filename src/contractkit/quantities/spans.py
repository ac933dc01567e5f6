"""How much time is allowed: one type for each meaning of time.

Working time, elapsed time, business days, calendar days and months share no base class and do not add up: an hour of
opening time is not an hour, and a business day is not a number of hours.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Literal

import attrs

from contractkit.errors import UsageError

__all__ = ["BusinessDays", "CalendarDays", "ElapsedTime", "Moment", "Months", "Span", "Within", "WorkingTime"]

_US = timedelta(microseconds=1)


def _clock_text(us: int) -> str:
    sign, us = ("-", -us) if us < 0 else ("", us)
    parts = []
    for name, size in (("hour", 3_600_000_000), ("minute", 60_000_000), ("second", 1_000_000)):
        count, us = divmod(us, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    if us:
        parts.append(f"{us} microsecond{'' if us == 1 else 's'}")
    return sign + (" ".join(parts) or "0 minutes")


def _microseconds(hours: int, minutes: int, seconds: int, microseconds: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + microseconds


@attrs.frozen(order=True)
class WorkingTime:
    """Time that counts only while a business calendar is open.

    Attributes:
        us: The amount in microseconds; negative amounts count back.

    Example:
        >>> str(WorkingTime.of(hours=1, minutes=30))
        '1 hour 30 minutes'
    """

    us: int

    @classmethod
    def of(cls, *, hours: int = 0, minutes: int = 0, seconds: int = 0, microseconds: int = 0) -> WorkingTime:
        """Return working time from whole units; the units add up."""
        return cls(_microseconds(hours, minutes, seconds, microseconds))

    @classmethod
    def from_timedelta(cls, amount: timedelta) -> WorkingTime:
        """Return `amount` as working time: its 24 hours are 24 opening hours, not a day."""
        return cls(amount // _US)

    def to_timedelta(self) -> timedelta:
        """Return the amount as a plain timedelta."""
        return timedelta(microseconds=self.us)

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return _clock_text(self.us)


@attrs.frozen(order=True)
class ElapsedTime:
    """Time that always counts, day and night.

    Attributes:
        us: The amount in microseconds; negative amounts count back.
    """

    us: int

    @classmethod
    def of(cls, *, hours: int = 0, minutes: int = 0, seconds: int = 0, microseconds: int = 0) -> ElapsedTime:
        """Return elapsed time from whole units; the units add up."""
        return cls(_microseconds(hours, minutes, seconds, microseconds))

    def to_timedelta(self) -> timedelta:
        """Return the amount as a plain timedelta."""
        return timedelta(microseconds=self.us)

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return _clock_text(self.us)


@attrs.frozen
class BusinessDays:
    """A number of business days, with everything that decides where the last one ends.

    The meaning is applied in this order: `outside`, the cut-off, `counting`, `ends`, `landing`.

    Attributes:
        n: How many days; zero is the effective start, negative counts mirror.
        outside: What happens to a start that is not open: ``next-opening`` moves it there; ``keep-time`` moves a start
            on a date that is no business date to the next business date at the same time of day.
        cut_off: The time of day after which a start counts as the next business day's; None for no cut-off.
        at_cut_off: Whether a start exactly at the cut-off is still ``in-time`` or already ``late``.
        restart: The time of day from which a late start counts on the next business date; None for that date's opening.
        counting: ``after-start``: the effective start's date is day 0; ``from-start``: it is day 1.
        ends: When the last day ends: ``close-of-business``, ``same-time``, ``end-of-day`` or a time of day.
        landing: Where that mark is closed: ``keep`` it, or move it to the ``next-opening``.
    """

    n: int
    outside: Literal["next-opening", "keep-time"] = "next-opening"
    cut_off: time | None = None
    at_cut_off: Literal["in-time", "late"] = "in-time"
    restart: time | None = None
    counting: Literal["after-start", "from-start"] = "after-start"
    ends: Literal["close-of-business", "same-time", "end-of-day"] | time = "close-of-business"
    landing: Literal["keep", "next-opening"] = "keep"

    def __str__(self) -> str:
        """Return the amount as a clause says it; the policies are conventions of the clause."""
        text = f"{self.n} business day{'' if self.n == 1 else 's'}"
        return f"{text} by {self.ends:%H:%M}" if isinstance(self.ends, time) else text


@attrs.frozen
class CalendarDays:
    """A number of dates later at the same wall clock, or at the end of that date.

    Attributes:
        n: How many dates; negative counts back.
        ends: ``same-time`` or ``end-of-day``.
    """

    n: int
    ends: Literal["same-time", "end-of-day"] = "same-time"

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return f"{self.n} calendar day{'' if self.n == 1 else 's'}"


@attrs.frozen
class Months:
    """A number of months later at the same wall clock, clipped at month ends.

    Attributes:
        n: How many months; negative counts back.
    """

    n: int

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return f"{self.n} month{'' if self.n == 1 else 's'}"


@attrs.frozen
class Moment:
    """An instant that stands in a column of the item, such as an agreed delivery.

    Attributes:
        field: The item's field that holds the instant.
    """

    field: str = attrs.field()

    @field.validator
    def _named(self, _attribute: object, value: str) -> None:
        if not value:
            raise UsageError("a moment names the field of the item that holds it, and the name is empty")

    def __str__(self) -> str:
        """Return the limit as a clause says it."""
        return f"the moment in {self.field}"


Within = WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months | Moment
"""Any time limit."""


@attrs.frozen
class Span:
    """A span of the calendar, for terms and notice: dates are counted, never hours.

    Attributes:
        n: How many.
        unit: What: ``day`` is a day of the calendar, ``business-day`` a day on which a calendar opens.
    """

    n: int
    unit: Literal["day", "business-day", "week", "month", "year"]

    def __str__(self) -> str:
        """Return the span as a clause says it."""
        return f"{self.n} {self.unit.replace('-', ' ')}{'' if self.n == 1 else 's'}"
