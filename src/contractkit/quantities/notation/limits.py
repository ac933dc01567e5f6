"""Time limits and spans: how long, as a clause writes it."""

from __future__ import annotations

import re
from datetime import time

from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.moments import TIME_TEXT
from contractkit.quantities.notation.repairs import clock_repair, within_hint
from contractkit.quantities.spans import BusinessDays, CalendarDays, Months, Span, Within, WorkingTime

__all__ = ["SPAN", "WITHIN", "parse_span", "parse_within"]

_CLOCK = (
    r"(?:(?:([0-9]{1,6}) hours?)(?: ([0-9]{1,6}) minutes?)?(?: ([0-9]{1,6}) seconds?)?"
    r"|([0-9]{1,7}) minutes?(?: ([0-9]{1,6}) seconds?)?|([0-9]{1,9}) seconds?)"
)


def _within(match: re.Match[str]) -> Within:
    hours, minutes, seconds, minutes_alone, seconds_after, seconds_alone = (
        int(n) if n else 0 for n in match.groups()[:6]
    )
    days, by_hour, by_minute, calendar_days, weeks, months = match.groups()[6:]
    if days is not None:
        return (
            BusinessDays(int(days))
            if by_hour is None
            else BusinessDays(int(days), ends=time(int(by_hour), int(by_minute)))
        )
    if calendar_days is not None:
        return CalendarDays(int(calendar_days))
    if weeks is not None:
        return CalendarDays(7 * int(weeks))
    if months is not None:
        return Months(int(months))
    return WorkingTime.of(hours=hours, minutes=minutes + minutes_alone, seconds=seconds + seconds_after + seconds_alone)


def _span(match: re.Match[str]) -> Span:
    unit = match[2].replace(" ", "-")
    return Span(int(match[1]), unit)  # type: ignore[arg-type]


def _span_hint(text: str) -> str | None:
    lower = text.lower()
    calendar = re.fullmatch(r"([0-9]+) (?:calendar|kalender)[ -]?(?:days?|dagen|tage)", lower)
    if calendar:
        return f"write '{calendar[1]} days': here days are days of the calendar"
    named = re.fullmatch(r"([0-9]+) (?:working|work)[ -]?days?", lower)
    if named:
        return f"write '{named[1]} business days'"
    years = re.fullmatch(r"([0-9]+)[ -]?(?:half-years?|quarters?)", lower)
    if years:
        return f"write '{int(years[1]) * (6 if 'half' in lower else 3)} months'"
    found = clock_repair(lower)
    if found is None or found == text or not SPAN.matches(found):
        return None
    return f"write '{found}'"


WITHIN: Notation[Within] = Notation(
    what="a time limit",
    pattern=rf"^(?:{_CLOCK}|([0-9]{{1,4}}) business days?(?: by {TIME_TEXT})?|([0-9]{{1,5}}) calendar days?"
    r"|([0-9]{1,3}) weeks?|([0-9]{1,4}) months?)$",
    examples=("4 hours", "1 hour 30 minutes", "3 business days", "1 business day by 17:00", "5 calendar days"),
    read=_within,
    hint=within_hint,
)
SPAN: Notation[Span] = Notation(
    what="a span of the calendar",
    pattern=r"^([0-9]{1,5}) (business day|day|week|month|year)s?$",
    examples=("3 months", "30 days", "5 business days"),
    read=_span,
    hint=_span_hint,
)


def parse_within(text: str) -> Within:
    """Return the time limit that `text` writes.

    Hours, minutes and seconds are working time; ``2 weeks`` are 14 calendar days. Days alone are refused: business days
    and calendar days are two things.

    Args:
        text: Such as ``1 hour 30 minutes``, ``3 business days``, ``1 business day by 17:00``, ``5 calendar days``.

    Returns:
        Working time, business days, calendar days or months.

    Raises:
        QuantityError: The text is no time limit; the hint has the nearest right form.

    Example:
        >>> str(parse_within("90 minutes"))
        '1 hour 30 minutes'
    """
    return WITHIN.parse(text)


def parse_span(text: str) -> Span:
    """Return the span of the calendar that `text` writes: ``3 months``, ``30 days``, ``5 business days``.

    Raises:
        QuantityError: The text is no span.

    Example:
        >>> parse_span("3 months")
        Span(n=3, unit='month')
    """
    return SPAN.parse(text)
