"""Times of day, dates, months, and the day of the year on which something happens."""

from __future__ import annotations

import re
from datetime import date, time

from contractkit.errors import QuantityError
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.nearest import nearest_word
from contractkit.quantities.notation.repairs import time_repair
from contractkit.quantities.span_texts import time_text

__all__ = [
    "DATE",
    "MONTH",
    "TIME",
    "TIME_TEXT",
    "YEARDAY",
    "microseconds_of",
    "parse_date",
    "parse_month",
    "parse_time",
    "parse_yearday",
]

TIME_TEXT = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
"""The pattern of a time of day, without groups; seconds and their decimals may be left out."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def microseconds_of(text: str) -> int:
    """Return a right time of day, or ``24:00``, in microseconds since midnight."""
    hour, minute, second, *_ = [*text.split(":"), "0"]
    whole, _, part = second.partition(".")
    return ((int(hour) * 60 + int(minute)) * 60 + int(whole)) * 1_000_000 + int(part.ljust(6, "0"))


def _time(match: re.Match[str]) -> time:
    seconds, us = divmod(microseconds_of(match[0]), 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, us)


def _time_hint(text: str) -> str | None:
    if text == "24:00":
        return "write 00:00, or let it end at the end of the day with ends: end-of-day"
    found = time_repair(text)
    return f"write '{found}'" if found else None


def _date(match: re.Match[str]) -> date:
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise QuantityError(f"'{match[0]}' is not a date", "there is no such day in the calendar") from None


def _month_number(word: str) -> int | None:
    found = nearest_word(word, _MONTHS)
    if found is None and len(word) >= 3:
        found = next((name for name in _MONTHS if name.lower().startswith(word.lower().rstrip("."))), None)
    return _MONTHS.index(found) + 1 if found else None


def _day_month_year(text: str) -> tuple[int, int, int] | None:
    match = re.fullmatch(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})", text)
    if match:
        day, month = int(match[1]), int(match[2])
        if month > 12 >= day:
            day, month = month, day
        return day, month, int(match[3])
    match = re.fullmatch(r"([0-9]{1,2})\.? ([A-Za-z.]+),? ([0-9]{4})", text)
    if match and (found := _month_number(match[2])):
        return int(match[1]), found, int(match[3])
    match = re.fullmatch(r"([A-Za-z.]+) ([0-9]{1,2}),? ([0-9]{4})", text)
    if match and (found := _month_number(match[1])):
        return int(match[2]), found, int(match[3])
    match = re.fullmatch(r"([0-9]{4})[-./]?([0-9]{1,2})[-./]?([0-9]{1,2})(?:[T ].*)?", text)
    return (int(match[3]), int(match[2]), int(match[1])) if match else None


def _date_hint(text: str) -> str | None:
    found = _day_month_year(text)
    if found is None:
        return None
    day, month, year = found
    try:
        right = date(year, month, day)
    except ValueError:
        return None
    if day <= 12 and day != month and re.fullmatch(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{4}", text):
        other = date(year, day, month)
        return (
            f"'{text}' can be read as {_told(right)} and as {_told(other)}: write {right.isoformat()} for the first, "
            f"{other.isoformat()} for the second"
        )
    return f"write year-month-day: {right.isoformat()}"


def _told(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month(match: re.Match[str]) -> tuple[int, int]:
    if int(match[1]) == 0:
        raise QuantityError(f"'{match[0]}' is not a month", "years begin with 0001")
    return int(match[1]), int(match[2])


def _yearday(match: re.Match[str]) -> tuple[int, int]:
    day, month = int(match[1]), _MONTHS.index(match[2]) + 1
    try:
        date(2000, month, day)
    except ValueError:
        raise QuantityError(f"'{match[0]}' is not a day of the year", f"{match[2]} is shorter") from None
    return month, day


def _yearday_hint(text: str) -> str | None:
    match = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([A-Za-zäé.]+)", text)
    found = _month_number(match[2]) if match else None
    if match and found:
        return f"write '{int(match[1])} {_MONTHS[found - 1]}'"
    match = re.fullmatch(r"([A-Za-z]+) ([0-9]{1,2})(?:st|nd|rd|th)?", text)
    found = _month_number(match[1]) if match else None
    if match and found:
        return f"write '{int(match[2])} {_MONTHS[found - 1]}'"
    return None


TIME = Notation(
    what="a time of day",
    pattern=rf"^{TIME_TEXT}$",
    examples=("17:00", "08:30"),
    read=_time,
    hint=_time_hint,
    write=time_text,
)
DATE = Notation(
    what="a date",
    pattern=r"^([0-9]{4})-([0-9]{2})-([0-9]{2})$",
    examples=("2026-07-01",),
    read=_date,
    hint=_date_hint,
)
MONTH = Notation(
    what="a month",
    pattern=r"^([0-9]{4})-(0[1-9]|1[0-2])$",
    examples=("2025-10",),
    read=_month,
    write=lambda month: f"{month[0]:04}-{month[1]:02}",
)
YEARDAY = Notation(
    what="a day of the year",
    pattern=rf"^([1-9]|[12][0-9]|3[01]) ({'|'.join(_MONTHS)})$",
    examples=("1 January", "30 June"),
    read=_yearday,
    hint=_yearday_hint,
    write=lambda day: f"{day[1]} {_MONTHS[day[0] - 1]}",
)


def parse_time(text: str) -> time:
    """Return the time of day that `text` writes as HH:MM, with seconds where they are written.

    Raises:
        QuantityError: The text is no time of day.
    """
    return TIME.parse(text)


def parse_date(text: str) -> date:
    """Return the date that `text` writes as YYYY-MM-DD.

    Raises:
        QuantityError: The text is no date.
    """
    return DATE.parse(text)


def parse_month(text: str) -> tuple[int, int]:
    """Return year and month that `text` writes as YYYY-MM.

    Raises:
        QuantityError: The text is no month.
    """
    return MONTH.parse(text)


def parse_yearday(text: str) -> tuple[int, int]:
    """Return month and day that `text` writes as ``1 January``.

    Raises:
        QuantityError: The text is no day of the year.
    """
    return YEARDAY.parse(text)
