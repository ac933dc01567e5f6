"""The times at which something comes up: ends of periods, ends of terms, days of the year, moments that were told.

A schedule numbers its occasions by date, so that those of a stretch of dates are found without going through all.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, Protocol

import attrs

from contractkit.errors import PeriodError
from contractkit.quantities.months import add_months
from contractkit.quantities.periods import Period
from contractkit.quantities.recurring import Recurring
from contractkit.terms.turns import Frame, Stretch

__all__ = [
    "DayOfYear",
    "Listed",
    "Occasion",
    "PeriodEnds",
    "Provided",
    "Schedule",
    "TermEnds",
    "once",
]

_DAY = timedelta(days=1)

Provided = Literal["if-renewed", "if-ended", "too-late", "ended"]
"""What an occasion waits for: that the agreement is renewed until then, or that it ends there; ``too-late``: it waited
for an end that does not come, as nobody gave notice for it in time, or the term was prolonged; ``ended``: the agreement
was ended before it."""


@attrs.frozen
class Occasion:
    """One time at which something comes up.

    Attributes:
        label: What it is called: a period, a date, the number of an invoice.
        base: The date that its due date is counted from.
        since: From which date it is owed, or can be used; None from the start of the agreement.
        provided: What it waits for, or None.
        start: The instant that hours are counted from; None where only dates count.
        says: What else is to be said of it; None for nothing.
        lapses: The date on which it became too late, or ended with the agreement; None where it did not.
        known: The day of the notice that brings the end which it is counted from; None where no notice does.
    """

    label: str
    base: date
    since: date | None = None
    provided: Provided | None = None
    start: datetime | None = None
    says: str | None = None
    lapses: date | None = None
    known: date | None = None


class Schedule(Protocol):
    """Occasions in the order of their dates, each with a number."""

    def number_of(self, day: date) -> int:
        """Return the number of an occasion near a date."""

    def at(self, number: int) -> Occasion | None:
        """Return one occasion; None where there is none of that number."""


@attrs.frozen
class Listed:
    """Occasions that are given, in the order of their dates."""

    occasions: tuple[Occasion, ...]

    def number_of(self, day: date) -> int:
        """Return the number of the last one up to a date."""
        before = [number for number, one in enumerate(self.occasions) if one.base <= day]
        return before[-1] if before else 0

    def at(self, number: int) -> Occasion | None:
        """Return one of them; None where there is none of that number."""
        return self.occasions[number] if 0 <= number < len(self.occasions) else None


def once(base: date, since: date | None = None, ended: date | None = None) -> Listed:
    """Return the schedule of one date.

    Args:
        base: The date.
        since: From which date it is owed; None from the start of the agreement.
        ended: The first date after the agreement, where that ended it; None where it did not.
    """
    provided: Provided | None = None if ended is None else "ended"
    return Listed((Occasion(base.isoformat(), base, since, provided, lapses=ended),))


@attrs.frozen
class PeriodEnds:
    """The last dates of periods that have a date in common with the agreement.

    Attributes:
        periods: The periods.
        word: The word of their length, by which they are called; None: by their dates.
        start: The first date of the agreement; None where nobody says.
        over: The first date after it; None where it goes on.
        moment: ``end`` for the last date of each, also where the agreement ends before it; ``end-or-over`` for the last
            date on which the agreement still holds.
    """

    periods: Recurring
    word: str | None
    start: date | None
    over: date | None
    moment: Literal["end", "end-or-over"] = "end"

    def number_of(self, day: date) -> int:
        """Return the number of the period in which a date lies, or of the nearest that counts."""
        first = day if self.start is None else max(day, self.start)
        return self.periods.number_of(first if self.over is None else min(first, self.over - _DAY))

    def at(self, number: int) -> Occasion | None:
        """Return the end of one period; None where it lies outside the agreement."""
        try:
            period = self.periods.numbered(number)
        except PeriodError:
            return None
        if self.start is not None and period.end <= self.start:
            return None
        if self.over is not None and period.start >= self.over:
            return None
        base = period.last
        if self.moment == "end-or-over" and self.over is not None:
            base = min(base, self.over - _DAY)
        since = period.start if self.start is None else max(period.start, self.start)
        return Occasion(self._label(period), base, since)

    def _label(self, period: Period) -> str:
        if self.word in (None, "contract-year") or (self.word == "month" and period.start.day != 1):
            first = period.start
            return str(first.year) if (first.month, first.day) == (1, 1) and self.word else period.label
        return Period.containing(period.start, str(self.word)).label


@attrs.frozen
class TermEnds:
    """The ends of terms: of the first, and of every renewal.

    Attributes:
        frame: The terms.
        today: The day on which it is asked: it decides which renewals have come.
        moment: ``notice``: the last date on which something can be said about the end; ``renewal``: the first date of
            the next term; ``end``: the last date of a term that no other follows; ``maybe-end``: the last date of each
            term, for what is owed if the agreement ends there.
    """

    frame: Frame
    today: date
    moment: Literal["notice", "renewal", "end", "maybe-end"]

    def number_of(self, day: date) -> int:
        """Return the number of the term in which a date lies."""
        return self.frame.number_of(day)

    def at(self, number: int) -> Occasion | None:
        """Return the end of one term; None where there is none, or nothing of the kind is then to be said."""
        stretch = self.frame.stretch(number)
        if stretch is None:
            return None
        goes_on = self.frame.goes_on(stretch)
        base = self.frame.base
        any_day = self.frame.renews == "until-notice" and self.frame.to_end_of is None
        if self.moment == "notice" and any_day and base is not None:
            stretch = base if base.end < stretch.end else stretch  # after the first term any day will do
        if (self.moment == "renewal") != goes_on and self.moment in ("renewal", "end"):
            return _nothing(stretch)
        if self.moment == "notice" and not self.frame.asks(stretch):
            return _nothing(stretch)
        current = self.frame.number_of(self.today)
        settled = number <= current or self.frame.renews == "expressly"  # what is there was prolonged already
        asked_ahead = self.moment == "notice" and self.frame.to_end_of is not None
        provided: Provided | None = None if settled or asked_ahead else "if-renewed"
        since, lapses = stretch.start, None
        if asked_ahead:
            last, since = self.frame.notice(stretch)[1], self._asked_from(stretch)
            if last is not None and self.frame.start is not None and last < self.frame.start:
                return _nothing(stretch)  # too soon for any notice after the start
        if self.moment == "maybe-end" and provided is None and goes_on:
            last = self.frame.notice(stretch)[1]
            lapses = stretch.end if last is None else last + _DAY
            prolonged = [one.on for one in self.frame.said if one.says == "prolongs" and one.end == stretch.end]
            lapses = min([lapses, *prolonged])
            provided = "too-late" if self.today >= lapses else "if-ended"
        if self.moment == "renewal":
            return Occasion(stretch.end.isoformat(), stretch.end, since, provided)
        lapsed = lapses if provided == "too-late" else None
        told = [one.on for one in self.frame.said if one.says == "ends" and one.end == stretch.end]
        known = min(told) if told and self.moment == "maybe-end" else None
        return Occasion(stretch.label, stretch.end - _DAY, since, provided, lapses=lapsed, known=known)

    def _asked_from(self, stretch: Stretch) -> date:
        """Return the day from which notice for the end of a period is the next that there can be."""
        before = self.frame.stretch(stretch.number - 1)
        last = None if before is None else self.frame.notice(before)[1]
        return stretch.start if last is None else last + _DAY


def _nothing(stretch: Stretch) -> Occasion:
    """Return a place in the order of terms at which nothing of the kind comes up."""
    return Occasion("", stretch.end, None)


@attrs.frozen
class DayOfYear:
    """One day of each year, from a first date on; 29 February only in years that have it.

    Attributes:
        month: The month.
        day: The day.
        first: The first date that counts; None where nobody says.
        over: The first date on which it does not come any more; None where it goes on.
    """

    month: int
    day: int
    first: date | None
    over: date | None

    def number_of(self, day: date) -> int:
        """Return the year of a date, kept within those that count."""
        low = 1 if self.first is None else self.first.year
        high = 9999 if self.over is None else self.over.year
        return max(low, min(day.year, high))

    def at(self, number: int) -> Occasion | None:
        """Return the day in one year; None in a year that does not count."""
        low = 1 if self.first is None else self.first.year
        high = 9999 if self.over is None else self.over.year
        if not low <= number <= high:
            return None
        try:
            found = date(number, self.month, self.day)
        except ValueError:
            return Occasion("", add_months(date(number, self.month, 1), 1) - _DAY)
        if (self.first is not None and found < self.first) or (self.over is not None and found >= self.over):
            return Occasion("", found)
        return Occasion(found.isoformat(), found, found)
