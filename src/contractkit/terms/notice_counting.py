"""How a notice period is counted: back from the end of a term, or ahead from the notice of what goes on until notice.

Ahead, the last date of notice for an end is the other side of the same count: the latest day from which the period is
over by then. Counting back would lose days: a month from 31 August is over on 30 September, a month back from there is
30 August.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import Span
from contractkit.records.said import said
from contractkit.terms.provisions.renewal import NoticePeriod

__all__ = ["first_end_of", "latest_day_for", "notice_by", "notice_says"]

_DAY = timedelta(days=1)


def notice_by(end: date, notice: NoticePeriod) -> tuple[date | None, date | None]:
    """Return the last date of notice by the calendar, and the one that holds, for the end of one term.

    Args:
        end: The first date after the term.
        notice: How long before.

    Returns:
        The date before a closed day moves it, and the date on which notice is in time; None where nobody can say.

    Raises:
        CalendarHorizonError: The notice is in business days, or moves to one, beyond what the calendar knows.

    Source: design.md section 6 (notice), money.md M23.

    Example:
        >>> notice_by(date(2027, 1, 1), NoticePeriod(Span(60, "day"), "last-day", "received", "clip-back", "none"))[1]
        datetime.date(2026, 11, 1)
    """
    base = end - _DAY if notice.counts_from == "last-day" else end
    calendar, span = notice.calendar, notice.span
    if notice.month_end == "reject" and not _has_day(base, span):
        plain = None
    elif notice.runs == "ahead":
        plain = latest_day_for(notice, base)
    elif span.unit == "business-day":
        plain = None if calendar is None else calendar.add_days(base, -span.n)
    else:
        plain = shifted(base, Span(-span.n, span.unit))
    if plain is None or notice.closed_day != "preceding":
        return plain, plain
    return plain, None if calendar is None else calendar.roll(plain, "preceding")


def notice_says(end: date, notice: NoticePeriod) -> str:
    """Return in a clause how the last date of notice for the end of one term comes about, or why there is none.

    Args:
        end: The first date after the term.
        notice: How long before.
    """
    plain, last = notice_by(end, notice)
    base = end - _DAY if notice.counts_from == "last-day" else end
    back = said("{span} before {base}", span=notice.span, base=base)
    if plain is not None and notice.runs == "ahead" and plain != _back(base, notice):
        back = said("the latest day that leaves {span} until {base}", span=notice.span, base=base)
    if plain is None:
        if notice.span.unit == "business-day":
            return said("{back} on no calendar that is named", back=back)
        return said("{back} would be a day that its month does not have, which the clause refuses", back=back)
    if last is None:
        return said("{back} is {plain}, and no calendar says whether that day is closed", back=back, plain=plain)
    if last == plain:
        return said("{back} is {plain}", back=back, plain=plain)
    return said(
        "{back} is {plain}, which is closed, and the open day before is {last}", back=back, plain=plain, last=last
    )


def first_end_of(agreed: NoticePeriod, day: date) -> date | None:
    """Return the first date on which it no longer holds, if notice is given on a day; None where nobody can count it.

    Where notice has to be given on an open day, one that is given on a closed day counts like one of the next open
    day. Where it is to the end of a month, quarter or year, it is the first such end that leaves the notice period.

    Args:
        agreed: The notice period.
        day: The day on which notice counts.

    Raises:
        CalendarHorizonError: The calendar does not know the days that have to be counted.

    Source: docs/decisions/0257.

    Example:
        >>> from contractkit.quantities.period_ends import PeriodEnds
        >>> quarter = NoticePeriod(
        ...     Span(3, "month"), "last-day", "received", "clip-back", "none", runs="ahead",
        ...     to_end_of=PeriodEnds("quarter"))
        >>> first_end_of(quarter, date(2026, 3, 31)).isoformat(), first_end_of(quarter, date(2026, 4, 1)).isoformat()
        ('2026-07-01', '2026-10-01')
    """
    counts = day
    if agreed.closed_day == "preceding" and agreed.calendar is not None:
        counts = agreed.calendar.roll(day, "following")
    over = _over(agreed, counts)
    if over is None:
        return None
    return over + _DAY if agreed.to_end_of is None else agreed.to_end_of.on_or_after(over + _DAY)


def latest_day_for(agreed: NoticePeriod, last_day: date) -> date | None:
    """Return the latest day from which a notice period is over by a date; None where nobody can count it.

    Args:
        agreed: The notice period.
        last_day: The last date on which the agreement still holds.

    Raises:
        CalendarHorizonError: The calendar does not know the days that have to be counted.

    Source: docs/decisions/0257.

    Example:
        >>> month = NoticePeriod(Span(1, "month"), "last-day", "received", "clip-back", "none", runs="ahead")
        >>> latest_day_for(month, date(2026, 9, 30)).isoformat()
        '2026-08-31'
    """
    span = agreed.span
    if span.unit != "business-day":
        found = shifted(last_day, Span(-span.n, span.unit))
    elif agreed.calendar is not None:
        found = agreed.calendar.add_days(last_day, -span.n)
    else:
        return None
    while found > date.min and (over := _over(agreed, found)) is not None and over > last_day:
        found -= _DAY
    while found < last_day and (over := _over(agreed, found + _DAY)) is not None and over <= last_day:
        found += _DAY
    return found


def _over(agreed: NoticePeriod, day: date) -> date | None:
    """Return the last date of a notice period that begins on a day."""
    if agreed.span.unit != "business-day":
        return shifted(day, agreed.span)
    return None if agreed.calendar is None else agreed.calendar.add_days(day, agreed.span.n)


def _back(base: date, notice: NoticePeriod) -> date | None:
    return None if notice.span.unit == "business-day" else shifted(base, Span(-notice.span.n, notice.span.unit))


def _has_day(base: date, span: Span) -> bool:
    """Return whether the same day exists in the month that a span of months or years leads to."""
    if span.unit not in ("month", "year"):
        return True
    found = shifted(base, Span(-span.n, span.unit))
    return base.day <= monthrange(found.year, found.month)[1]
