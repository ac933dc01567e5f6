"""How much time is allowed: one type for each meaning of time.

Working time, elapsed time, business days, calendar days and months share no base class and do not add up: an hour of
opening time is not an hour, and a business day is not a number of hours. Here stand spans of days and months, and the
name for all of them; amounts on a clock stand in `times`.
"""

from __future__ import annotations

from datetime import time
from typing import Literal, get_args

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.span_checks import checked_word, time_or_none, whole
from contractkit.quantities.span_texts import counted, days_iso, time_text
from contractkit.quantities.times import ElapsedTime, WorkingTime

__all__ = ["BusinessDays", "CalendarDays", "ElapsedTime", "Moment", "Months", "Span", "Within", "WorkingTime"]

Outside = Literal["next-opening", "keep-time"]
AtCutOff = Literal["in-time", "late"]
Counting = Literal["after-start", "from-start"]
DayEnds = Literal["close-of-business", "same-time", "end-of-day"]
Landing = Literal["keep", "next-opening"]
CalendarDayEnds = Literal["same-time", "end-of-day"]


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

    Example:
        >>> str(BusinessDays(2, ends=time(17)))
        '2 business days by 17:00'
    """

    n: int = attrs.field(converter=whole)
    outside: Outside = attrs.field(default="next-opening", validator=checked_word(get_args(Outside)))
    cut_off: time | None = attrs.field(default=None, validator=time_or_none)
    at_cut_off: AtCutOff = attrs.field(default="in-time", validator=checked_word(get_args(AtCutOff)))
    restart: time | None = attrs.field(default=None, validator=time_or_none)
    counting: Counting = attrs.field(default="after-start", validator=checked_word(get_args(Counting)))
    ends: DayEnds | time = attrs.field(
        default="close-of-business", validator=checked_word(get_args(DayEnds), or_time="yes")
    )
    landing: Landing = attrs.field(default="keep", validator=checked_word(get_args(Landing)))

    @classmethod
    def from_iso(cls, text: str) -> BusinessDays:
        """Return business days, with every policy at its default, from an ISO 8601 duration of days: ``P2D``.

        Raises:
            QuantityError: It is no duration, or has other units than days.
        """
        from contractkit.quantities.notation.durations import iso_business_days

        return cls(iso_business_days(text))

    def to_iso(self) -> str:
        """Return the number of days as an ISO 8601 duration, which cannot say the policies."""
        return days_iso(self.n, "D")

    def __str__(self) -> str:
        """Return the amount as a clause says it; the other policies stand in fields of the clause."""
        text = counted(self.n, "business day")
        return f"{text} by {time_text(self.ends)}" if isinstance(self.ends, time) else text


@attrs.frozen
class CalendarDays:
    """A number of dates later at the same wall clock, or at the end of that date.

    Attributes:
        n: How many dates; negative counts back.
        ends: ``same-time`` or ``end-of-day``.

    Example:
        >>> CalendarDays.from_iso("P2W")
        CalendarDays(n=14, ends='same-time')
    """

    n: int = attrs.field(converter=whole)
    ends: CalendarDayEnds = attrs.field(default="same-time", validator=checked_word(get_args(CalendarDayEnds)))

    @classmethod
    def from_iso(cls, text: str) -> CalendarDays:
        """Return calendar days from an ISO 8601 duration of days or weeks: ``P5D``, ``P2W``.

        Raises:
            QuantityError: It is no duration, or has hours or months.
        """
        from contractkit.quantities.notation.durations import iso_calendar_days

        return cls(iso_calendar_days(text))

    def to_iso(self) -> str:
        """Return the number of dates as an ISO 8601 duration, which cannot say how the last one ends."""
        return days_iso(self.n, "D")

    def __str__(self) -> str:
        """Return the amount as a clause says it; how the last date ends stands in a field of the clause."""
        return counted(self.n, "calendar day")


@attrs.frozen
class Months:
    """A number of months later at the same wall clock, clipped at month ends.

    Attributes:
        n: How many months; negative counts back.

    Example:
        >>> str(Months.from_iso("P1Y"))
        '12 months'
    """

    n: int = attrs.field(converter=whole)

    @classmethod
    def from_iso(cls, text: str) -> Months:
        """Return months from an ISO 8601 duration of months or years: ``P3M``, ``P1Y6M``.

        Raises:
            QuantityError: It is no duration, or has days or hours.
        """
        from contractkit.quantities.notation.durations import iso_months

        return cls(iso_months(text))

    def to_iso(self) -> str:
        """Return the number of months as an ISO 8601 duration."""
        return days_iso(self.n, "M")

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return counted(self.n, "month")


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
        unit: What: ``day`` is a day of the calendar, and so is ``calendar-day``, which says it; ``business-day`` is
            a day on which a calendar opens.
    """

    n: int
    unit: Literal["day", "calendar-day", "business-day", "week", "month", "year"]

    def __str__(self) -> str:
        """Return the span as a clause says it."""
        return counted(self.n, self.unit.replace("-", " "))
