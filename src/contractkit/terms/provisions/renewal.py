"""Whether and how an agreement goes on after its term."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.period_ends import PeriodEnds
from contractkit.quantities.spans import Span
from contractkit.terms.provisions.base import Provision

__all__ = ["NoticePeriod", "Renewal"]


@attrs.frozen
class NoticePeriod:
    """How long before the end notice is given.

    The last date is the date that it counts from, less the span by the calendar; then the preceding open day, where
    that is agreed. It never moves forward, and days are never rounded to a month end.

    Of an agreement that goes on until notice the span runs ahead, from the day of the notice: the last date for an end
    is the latest one from which the span is over by then. A month from 31 August is over on 30 September.

    Attributes:
        span: How long.
        counts_from: ``last-day`` of the term as it stands, renewed or not, or its ``end``, the date after it.
        counts_when: ``received`` or ``sent``.
        month_end: A day that a shorter month does not have is clipped (``clip-back``) or refused (``reject``).
        closed_day: ``preceding`` where a last date on a closed day moves back, else ``none``.
        calendar: Which days are closed; None where nobody asks.
        calendar_name: What the agreement calls that calendar.
        runs: ``back`` from the end of the term, or ``ahead`` from the notice.
        to_end_of: To the end of which periods it can be given; None for any day, or the end of the term.
    """

    span: Span
    counts_from: str
    counts_when: str
    month_end: str
    closed_day: str
    calendar: BusinessCalendar | None = None
    calendar_name: str | None = None
    runs: Literal["back", "ahead"] = "back"
    to_end_of: PeriodEnds | None = None

    def __str__(self) -> str:
        """Return the notice period as a clause says it: ``3 months before the last day of the term, as received``."""
        counts_from = "the last day of the term" if self.counts_from == "last-day" else "the first day after the term"
        if self.to_end_of is not None:
            counts_from = f"the end of a {self.to_end_of}"
        said = f"{self.span} before {counts_from}, as {self.counts_when}"
        if self.closed_day != "preceding":
            return said
        return f"{said}; the open day before where {self.calendar_name or 'the calendar'} is closed"


@attrs.frozen
class Renewal(Provision):
    """Whether and how an agreement goes on after its term.

    Attributes:
        renews: ``tacitly``, ``expressly``, ``until-notice`` (without another term) or ``not``.
        by: For how long each time; never for the initial term again.
        at_most: How often; None without a limit.
        who: Who may give notice, or prolong it.
        notice: How long before the end; None where nothing is agreed.
    """

    renews: Literal["tacitly", "expressly", "until-notice", "not"]
    by: Span | None = None
    at_most: int | None = None
    who: tuple[str, ...] = ("provider", "customer")
    notice: NoticePeriod | None = None
