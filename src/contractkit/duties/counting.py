"""By which date something is due that is counted from another: calendar arithmetic in one direction, exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.errors import ContractKitError
from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, Span, WorkingTime
from contractkit.records.said import said
from contractkit.terms.notice_counting import notice_by, notice_says
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.renewal import NoticePeriod
from contractkit.terms.turns import FormerNotice, last_in_time

__all__ = ["AT_ONCE", "BackForNotice", "Counting", "Counts", "NoDate"]

_DAYS: Final = {"day": 1.0, "calendar-day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "business-day": 1.4}


class NoDate(ContractKitError):  # noqa: N818 - whoever lists obligations makes a gap of it
    """Nobody can say the date; the message says why.

    Attributes:
        why: In one word, such as ``no-calendar`` or ``calendar-horizon``.
    """

    code = "no-date"
    why: str

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message, why=why)


@attrs.frozen
class Counting:
    """A span that is counted forward or back from a date.

    Attributes:
        span: How long; None for that date itself.
        sign: 1 for after it, -1 for before it.
        calendar: Which days count, for business days; None where none is named, or needed.
        hours: A length of time that runs from an instant instead; None for a span of dates.
    """

    span: Span | None = None
    sign: int = 1
    calendar: BusinessCalendar | None = None
    hours: WorkingTime | ElapsedTime | BusinessDays | None = None

    @classmethod
    def of(cls, allowed: Allowance | None, sign: int = 1) -> Counting:
        """Return how an allowance is counted."""
        if allowed is None:
            return AT_ONCE
        time, calendar = allowed.time, allowed.calendar
        match time:
            case Span():
                return cls(time, sign, calendar)
            case CalendarDays():
                return cls(Span(time.n, "day"), sign)
            case Months():
                return cls(Span(time.n, "month"), sign)
            case BusinessDays():
                return cls(Span(time.n, "business-day"), sign, calendar, time)
            case WorkingTime() | ElapsedTime():
                return cls(None, sign, calendar, time)
        return AT_ONCE

    @property
    def business_days(self) -> BusinessCalendar | None:
        """Return the calendar on which business days are counted; None where other days are."""
        return self.calendar if self.span is not None and self.span.unit == "business-day" else None

    def date_from(self, base: date) -> date:
        """Return the date: the base itself, or so much after or before it.

        Raises:
            NoDate: Hours need an instant, business days need a calendar, and the calendar has to know these years.
        """
        if self.span is None:
            if self.hours is not None:
                says = said(
                    "{hours} run from an instant, and only the date {base} is known", hours=self.hours, base=base
                )
                raise NoDate("needs-instant", says)
            return base
        if self.span.unit != "business-day":
            return shifted(base, self.span if self.sign > 0 else Span(-self.span.n, self.span.unit))
        if self.calendar is None:
            says = said("{span} are counted on a calendar, and none is named", span=self.span)
            raise NoDate("no-calendar", says)
        try:
            return self.calendar.add_days(base, self.sign * self.span.n)
        except ContractKitError as error:
            raise NoDate(error.code, error.message) from None

    def instant_from(self, start: datetime) -> datetime | None:
        """Return the instant by which it is used up, from an aware instant; None where only dates count.

        Raises:
            NoDate: A length of working time needs a calendar, and the calendar has to know these years.
        """
        if self.hours is None:
            return None
        if isinstance(self.hours, ElapsedTime):
            return (start.astimezone(UTC) + timedelta(microseconds=self.sign * self.hours.us)).astimezone(start.tzinfo)
        if self.calendar is None:
            says = said("{hours} is counted on a calendar, and none is named", hours=self.hours)
            raise NoDate("no-calendar", says)
        try:
            return self.calendar.due_at(start, self.hours)
        except ContractKitError as error:
            raise NoDate(error.code, error.message) from None

    def base_near(self, due: date) -> date:
        """Return about the date that a due date was counted from."""
        return _about(due, self.span, -self.sign)

    def date_near(self, base: date) -> date:
        """Return about the date that is counted from a base."""
        return _about(base, self.span, self.sign)

    def __str__(self) -> str:
        """Return it in words: ``10 business days after``; empty for the date itself."""
        length = self.hours if self.span is None else self.span
        if length is None:
            return ""
        return said("{length} after", length=length) if self.sign > 0 else said("{length} before", length=length)


AT_ONCE: Final = Counting()
"""On the date itself."""


@attrs.frozen
class BackForNotice:
    """How the last date of notice is counted back from the last date of a term.

    Attributes:
        notice: How long before, from which of the two dates, and what becomes of closed days and month ends.
        former: What earlier wordings said about it.
    """

    notice: NoticePeriod
    former: tuple[FormerNotice, ...] = ()

    def date_from(self, base: date) -> date:
        """Return the last date on which notice is in time for a term whose last date is `base`.

        Raises:
            NoDate: The clause refuses the date, or no calendar says it.
        """
        end = base + timedelta(days=1)
        try:
            last = last_in_time(end, self.notice, self.former)[1]
        except ContractKitError as error:
            raise NoDate(error.code, error.message) from None
        if last is None:
            raise NoDate(
                "no-calendar" if self.notice.calendar is None else "no-such-day", notice_says(end, self.notice)
            )
        return last

    def remark(self, base: date) -> str | None:
        """Return what is to be said of a last date that an earlier wording gives; None where this one does."""
        own = notice_by(base + timedelta(days=1), self.notice)[1]
        if own is None or own == self.date_from(base):
            return None
        until = max(one.until for one in self.former) - timedelta(days=1)
        return said("as it was agreed until {day}; since then it would be {own}", day=until, own=own)

    def base_near(self, due: date) -> date:
        """Return about the last date of the term that a date of notice belongs to."""
        return _about(due, self.notice.span, 1)

    def date_near(self, base: date) -> date:
        """Return about the last date of notice."""
        return _about(base, self.notice.span, -1)

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.notice.span} before"


Counts = Counting | BackForNotice
"""How a date is counted from another."""


def _about(day: date, span: Span | None, sign: int) -> date:
    days = 0.0 if span is None else span.n * _DAYS[span.unit] * sign
    try:
        return day + timedelta(days=round(days))
    except OverflowError:
        return date.max if days > 0 else date.min
