"""Time limits, spans and times of day as sentences say them, and what was agreed about how they are counted."""

from __future__ import annotations

from datetime import time

from contractkit.quantities.span_texts import time_text
from contractkit.quantities.spans import (
    BusinessDays,
    CalendarDays,
    ElapsedTime,
    Moment,
    Months,
    Span,
    Within,
    WorkingTime,
)
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language

__all__ = ["amount", "clock_time", "counted", "every", "readings", "span", "within"]

WORDS = {
    "en": {
        "hour": "{n} hour|{n} hours",
        "minute": "{n} minute|{n} minutes",
        "second": "{n} second|{n} seconds",
        "millisecond": "{n} millisecond|{n} milliseconds",
        "microsecond": "{n} microsecond|{n} microseconds",
        "day": "{n} day|{n} days",
        "business-day": "{n} business day|{n} business days",
        "calendar-day": "{n} calendar day|{n} calendar days",
        "week": "{n} week|{n} weeks",
        "every": "every {span}",
        "every.day": "every day",
        "every.business-day": "every business day",
        "every.calendar-day": "every calendar day",
        "every.week": "every week",
        "every.month": "every month",
        "every.year": "every year",
        "in-weeks": "{days} ({weeks})",
        "month": "{n} month|{n} months",
        "year": "{n} year|{n} years",
        "within": "within {limit}",
        "within.by": "within {limit}, by {time}",
        "moment": "by the moment in {field}",
        "join": " ",
        "counting.after-start": "the day of the start does not count",
        "counting.from-start": "the day of the start counts as the first",
        "outside.next-opening": "a start outside opening hours counts from the next opening",
        "outside.keep-time": (
            "a start on a day that is no business day counts from the same time on the next business day"
        ),
        "cut-off": "a start after {time} counts as the next business day's",
        "cut-off.late": "a start at or after {time} counts as the next business day's",
        "cut-off.restart": "a start after {time} counts from {restart} on the next business day",
        "cut-off.late.restart": "a start at or after {time} counts from {restart} on the next business day",
        "cut-off.none": "there is no cut-off time",
        "ends.close-of-business": "the last day runs until closing time",
        "ends.same-time": "the last day runs until the time of day of the start",
        "ends.end-of-day": "the last day runs until 24:00",
        "landing.next-opening": "a limit that falls in closed hours moves to the next opening",
    },
    "nl": {
        "hour": "{n} uur|{n} uur",
        "minute": "{n} minuut|{n} minuten",
        "second": "{n} seconde|{n} seconden",
        "millisecond": "{n} milliseconde|{n} milliseconden",
        "microsecond": "{n} microseconde|{n} microseconden",
        "day": "{n} dag|{n} dagen",
        "business-day": "{n} werkdag|{n} werkdagen",
        "calendar-day": "{n} kalenderdag|{n} kalenderdagen",
        "week": "{n} week|{n} weken",
        "every": "elke {span}",
        "every.day": "elke dag",
        "every.business-day": "elke werkdag",
        "every.calendar-day": "elke kalenderdag",
        "every.week": "elke week",
        "every.month": "elke maand",
        "every.year": "elk jaar",
        "in-weeks": "{days} ({weeks})",
        "month": "{n} maand|{n} maanden",
        "year": "{n} jaar|{n} jaar",
        "within": "binnen {limit}",
        "within.by": "binnen {limit}, uiterlijk om {time}",
        "moment": "uiterlijk op het tijdstip in {field}",
        "join": " en ",
        "counting.after-start": "de dag van de start telt niet mee",
        "counting.from-start": "de dag van de start telt als eerste dag",
        "outside.next-opening": "een start buiten de openingstijden telt vanaf de eerstvolgende opening",
        "outside.keep-time": (
            "een start op een dag die geen werkdag is, telt vanaf hetzelfde uur op de eerstvolgende werkdag"
        ),
        "cut-off": "een start na {time} telt als een start op de volgende werkdag",
        "cut-off.late": "een start om of na {time} telt als een start op de volgende werkdag",
        "cut-off.restart": "een start na {time} telt vanaf {restart} op de volgende werkdag",
        "cut-off.late.restart": "een start om of na {time} telt vanaf {restart} op de volgende werkdag",
        "cut-off.none": "er is geen uiterste tijdstip op de dag",
        "ends.close-of-business": "de laatste dag loopt tot sluitingstijd",
        "ends.same-time": "de laatste dag loopt tot het tijdstip van de start",
        "ends.end-of-day": "de laatste dag loopt tot 24:00 uur",
        "landing.next-opening": "een termijn die in gesloten uren valt, schuift door naar de eerstvolgende opening",
    },
}

_UNITS = (
    ("hour", 3_600_000_000),
    ("minute", 60_000_000),
    ("second", 1_000_000),
    ("millisecond", 1_000),
    ("microsecond", 1),
)


def span(value: Span, speaks: Language) -> str:
    """Return a span of the calendar: ``3 months``, ``10 business days``."""
    return counted(value.n, value.unit, speaks)


def every(value: Span, speaks: Language) -> str:
    """Return a span that comes again and again: ``every day``, ``every 2 days``."""
    tell = Teller(speaks, WORDS)
    return tell(f"every.{value.unit}") if value.n == 1 else tell("every", span=span(value, speaks))


def counted(n: int, unit: str, speaks: Language) -> str:
    """Return a number with its unit of time: hour, day, business-day, calendar-day, week, month, year."""
    return Teller(speaks, WORDS)(unit, n=n)


def amount(limit: Within, speaks: Language) -> str:
    """Return how much time a limit is: ``4 hours``, ``2 business days``."""
    return _amount(limit, Teller(speaks, WORDS))


def clock_time(at: time) -> str:
    """Return a time of day: ``17:00``."""
    return time_text(at)


def within(limit: Within, speaks: Language) -> str:
    """Return a time limit: ``within 4 hours``, ``within 2 business days, by 17:00``, ``by the moment in promised_at``.

    On which calendar it runs is another matter, and `readings` says how business days are counted.
    """
    tell = Teller(speaks, WORDS)
    if isinstance(limit, Moment):
        return tell("moment", field=limit.field)
    amount = _amount(limit, tell)
    if isinstance(limit, BusinessDays) and isinstance(limit.ends, time):
        return tell("within.by", limit=amount, time=clock_time(limit.ends))
    return tell("within", limit=amount)


def readings(limit: Within, speaks: Language) -> tuple[str, ...]:
    """Return how a limit in business days is counted, a phrase for each reading; nothing for other limits."""
    if not isinstance(limit, BusinessDays):
        return ()
    tell = Teller(speaks, WORDS)
    found = [tell(f"counting.{limit.counting}"), tell(f"outside.{limit.outside}")]
    if limit.cut_off is not None:
        late = ".late" if limit.at_cut_off == "late" else ""
        again = "" if limit.restart is None else ".restart"
        restart = "" if limit.restart is None else clock_time(limit.restart)
        found.append(tell(f"cut-off{late}{again}", time=clock_time(limit.cut_off), restart=restart))
    if not isinstance(limit.ends, time):
        found.append(tell(f"ends.{limit.ends}"))
    if limit.landing == "next-opening":
        found.append(tell("landing.next-opening"))
    return tuple(found)


def _amount(limit: Within, tell: Teller) -> str:
    match limit:
        case WorkingTime(us) | ElapsedTime(us):
            return _clock(us, tell)
        case BusinessDays(n):
            return tell("business-day", n=n)
        case CalendarDays(n) if n and n % 7 == 0:
            return tell("in-weeks", days=tell("calendar-day", n=n), weeks=tell("week", n=n // 7))
        case CalendarDays(n):
            return tell("calendar-day", n=n)
        case Months(n):
            return tell("month", n=n)
        case Moment(name):
            return name


def _clock(us: int, tell: Teller) -> str:
    parts, rest = [], us
    for unit, size in _UNITS:
        many, rest = divmod(rest, size)
        if many:
            parts.append(tell(unit, n=many))
    return tell("join").join(parts) or tell("minute", n=0)
