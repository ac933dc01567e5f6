"""Opening hours as a week and as single dates: from what people write to wall-clock pieces.

A piece is `(start, end)` in microseconds since the midnight of the date it is written for; an end past 24 hours lies
in the next date. Instants and zones do not appear here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise
from operator import itemgetter
from typing import Final

from contractkit.calendars.instants import DAY, date_of, day_number
from contractkit.errors import QuantityError, UsageError

__all__ = ["DAYS", "Hours", "Pieces", "Week", "merged", "pieces_of", "pieces_on_dates", "pieces_text", "week_of"]

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LAST_SECOND: Final = DAY - 1_000_000

Pieces = tuple[tuple[int, int], ...]
"""Wall-clock pieces of one date, in order and apart from each other."""

Week = tuple[Pieces, Pieces, Pieces, Pieces, Pieces, Pieces, Pieces]
"""The pieces written for Monday to Sunday."""

Hours = str | Iterable[tuple[str | time, str | time]]
"""Opening hours as people write them: ``09:00-12:00 and 13:00-17:30``, or pairs of times."""


def pieces_of(hours: Hours, where: str = "opening hours") -> Pieces:
    """Return the pieces of written opening hours.

    Args:
        hours: A text such as ``09:00-12:00 and 13:00-17:30``, ``22:00-06:00`` (over midnight), ``closed`` or
            ``all day``; or pairs of times of day, as text or as `datetime.time`.
        where: What the hours are for, for the message of an error.

    Raises:
        UsageError: The hours cannot be read, or overlap each other.
    """
    if isinstance(hours, str):
        pairs = _read(hours, where)
    else:
        try:
            pairs = [(_time(start, where), _time(end, where)) for start, end in hours]
        except (TypeError, ValueError) as error:
            if isinstance(error, UsageError):
                raise
            raise UsageError(f"{where}: {hours!r} are no opening hours; write '09:00-17:00'", value=hours) from None
    for start, end in pairs:
        if start == end or start >= DAY:
            says = f"{where}: {hours!r} has a piece without length; write 'all day' for 24 hours, or 'closed'"
            raise UsageError(says, value=hours)
        if _LAST_SECOND <= end < DAY:
            says = f"{where}: {hours!r} leaves the end of the day closed; write '24:00' for its end"
            raise UsageError(says, value=hours)
    found = sorted((start, end if end > start else end + DAY) for start, end in pairs)
    for (_, end), (start, _) in pairwise(found):
        if start < end:
            raise UsageError(f"{where}: the hours {hours!r} overlap", value=hours)
    return tuple(found)


def week_of(week: object, where: str = "week") -> Week:
    """Return the pieces of a week, from days or ranges of days to hours.

    Args:
        week: Hours by day or range of days; days that are left out are closed.
        where: What the week is, for the message of an error.

    Raises:
        UsageError: A day is unknown, or two entries speak of one day.
    """
    if not isinstance(week, Mapping):
        says = f"{where}: hours by day are needed, such as {{'mon-fri': '09:00-17:00'}}, not {week!r}"
        raise UsageError(says, value=week)
    found: dict[int, tuple[Pieces, str]] = {}
    for words, hours in week.items():
        pieces = pieces_of(hours, f"{where}, {words}")
        for day in _days(words, where):
            if day in found:
                says = f"{where}: {DAYS[day]} stands in {found[day][1]!r} and again in {words!r}"
                raise UsageError(says, value=words)
            found[day] = (pieces, words)
    none: tuple[Pieces, str] = ((), "")
    return tuple(found.get(day, none)[0] for day in range(7))  # type: ignore[return-value]


def pieces_on_dates(hours: Mapping[date, Hours], where: str) -> dict[int, Pieces]:
    """Return the pieces of single dates, keyed by day number."""
    numbers = [(day_number(day, where), day, text) for day, text in hours.items()]
    return {number: pieces_of(text, f"{where}, {day}") for number, day, text in sorted(numbers, key=itemgetter(0))}


def merged(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pieces in order, those that touch or overlap made one, empty ones left out."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if end <= start:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def pieces_text(pieces: Pieces) -> str:
    """Return pieces as people write them; `pieces_of` reads the text back."""
    from contractkit.quantities.notation import hours_text

    return hours_text(pieces)


def _read(hours: str, where: str) -> list[tuple[int, int]]:
    from contractkit.quantities.notation import parse_hours

    try:
        return list(parse_hours(hours))
    except QuantityError as error:
        raise UsageError(f"{where}: {error}", value=hours) from None


def _time(value: str | time, where: str) -> int:
    if isinstance(value, str):
        if value == "24:00":
            return DAY
        from contractkit.quantities.notation import parse_time

        try:
            value = parse_time(value)
        except QuantityError as error:
            raise UsageError(f"{where}: {error}", value=value) from None
    if isinstance(value, time) and value.tzinfo is None:
        return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    says = f"{where}: {value!r} is no time of day on the calendar's clocks; write '09:00' or time(9)"
    raise UsageError(says, value=value)


def _days(words: str, where: str) -> tuple[int, ...]:
    from contractkit.quantities.notation import parse_weekdays

    try:
        return parse_weekdays(words.lower() if isinstance(words, str) else words)
    except QuantityError as error:
        raise UsageError(f"{where}: {error}", value=words) from None


def date_text(number: int) -> str:
    """Return a day number as its date with the weekday, for messages."""
    return f"{DAYS[(number + 3) % 7]} {date_of(number).isoformat()}"
