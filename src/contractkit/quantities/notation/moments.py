"""Times of day, opening hours, dates, months, and the day of the year on which something happens."""

from __future__ import annotations

import re
from datetime import date, time
from itertools import pairwise

from contractkit.errors import QuantityError
from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.nearest import nearest_word
from contractkit.quantities.notation.repairs import time_repair

__all__ = [
    "DATE",
    "HOURS",
    "MONTH",
    "TIME",
    "TIME_TEXT",
    "WEEKDAYS",
    "YEARDAY",
    "Hours",
    "parse_date",
    "parse_hours",
    "parse_month",
    "parse_time",
    "parse_yearday",
]

Hours = tuple[tuple[int, int], ...]
"""Opening hours of a date: from and to in microseconds since its midnight; to at or before from runs over midnight."""

TIME_TEXT = r"([01][0-9]|2[0-3]):([0-5][0-9])"
"""The pattern of a time of day, with its hour and minute as groups."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MINUTE = 60_000_000
_DAY = 24 * 60 * _MINUTE
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
_PIECE = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"


def _time(match: re.Match[str]) -> time:
    return time(int(match[1]), int(match[2]))


def _time_hint(text: str) -> str | None:
    if text == "24:00":
        return "write 00:00, or let it end at the end of the day with ends: end-of-day"
    found = time_repair(text)
    return f"write '{found}'" if found else None


def _us(text: str) -> int:
    hour, minute = text.split(":")
    return (int(hour) * 60 + int(minute)) * _MINUTE


def _hours(match: re.Match[str]) -> Hours:
    text = match[0]
    if text == "closed":
        return ()
    if text == "all day":
        return ((0, _DAY),)
    pieces = []
    for piece in re.split(r" and |, ?", text):
        start, end = (_us(part) for part in piece.split("-"))
        if start == end:
            raise QuantityError(f"'{piece}' is not opening hours", "write 'all day', or 'closed'")
        pieces.append((start, end, piece))
    for (_, end, piece), (start, _, following) in pairwise(pieces):
        if end <= _us(piece.split("-")[0]) or start < end:
            raise QuantityError(
                f"'{text}' is not opening hours: {following} begins before {piece} ends",
                "write the hours of a day in order, without overlap",
            )
    return tuple((start, end) for start, end, _ in pieces)


def _hours_hint(text: str) -> str | None:
    lower = text.lower()
    if re.fullmatch(r"24 ?[x*/] ?7|24 ?h(ours)?|24/7|always|allday|all-day|open|00:00-00:00|0-24|0:00-24:00", lower):
        return "write 'all day'"
    if lower in ("none", "no", "off", "shut", "gesloten", "-", "geschlossen", "stengt", "zárva"):
        return "write 'closed'"
    pieces = []
    for piece in re.split(r"\s*(?:,|;|&|\+| and | en | und | og | és )\s*", lower):
        match = re.fullmatch(r"(?:from |van )?(.+?)\s*(?:-| to | till | until | tot | bis | til )\s*(.+)", piece)
        if match is None:
            return None
        start, end = time_repair(match[1].strip()), time_repair(match[2].strip())
        if match[2].strip() in ("24:00", "24", "24.00", "24u"):
            end = "24:00"
        if start is None or end is None:
            return None
        pieces.append(f"{start}-{end}")
    return f"write '{' and '.join(pieces)}'"


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
    return f"write year-month-day: {right.isoformat()}"


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
)
HOURS: Notation[Hours] = Notation(
    what="opening hours",
    pattern=rf"^(?:closed|all day|{_PIECE}(?:(?: and |, ?){_PIECE})*)$",
    examples=("08:00-18:00", "09:00-12:00 and 13:00-17:30", "all day", "closed"),
    read=_hours,
    hint=_hours_hint,
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
)
YEARDAY = Notation(
    what="a day of the year",
    pattern=rf"^([1-9]|[12][0-9]|3[01]) ({'|'.join(_MONTHS)})$",
    examples=("1 January", "30 June"),
    read=_yearday,
    hint=_yearday_hint,
)


def parse_time(text: str) -> time:
    """Return the time of day that `text` writes as HH:MM.

    Raises:
        QuantityError: The text is no time of day.
    """
    return TIME.parse(text)


def parse_hours(text: str) -> Hours:
    """Return opening hours as pairs of microseconds since the date's midnight.

    Args:
        text: ``09:00-12:00 and 13:00-17:30`` (a comma for "and" is read too), ``closed``, or ``all day``. An end
            may be ``24:00``; an end before its start lies on the next date (``22:00-06:00``).

    Returns:
        ``(from, to)`` pairs in order, half-open; an end at or before its start runs over midnight. Empty for closed.

    Raises:
        QuantityError: The text is no opening hours, or pieces overlap.

    Example:
        >>> parse_hours("00:00-00:01 and 22:00-24:00")
        ((0, 60000000), (79200000000, 86400000000))
    """
    return HOURS.parse(text)


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
