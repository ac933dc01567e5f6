"""Opening hours as a week and as single dates: from what people write to wall-clock pieces.

A piece is `(start, end)` in microseconds since the midnight of the date it is written for; an end past 24 hours lies
in the next date. Instants and zones do not appear here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise
from typing import Final

from contractkit.calendars.instants import DAY, date_of, day_number
from contractkit.errors import QuantityError, UsageError

__all__ = ["DAYS", "Hours", "Pieces", "Week", "merged", "pieces_of", "pieces_on_dates", "pieces_text", "week_of"]

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

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
    found = sorted((start, end if end > start else end + DAY) for start, end in pairs)
    for (_, end), (start, _) in pairwise(found):
        if start < end:
            raise UsageError(f"{where}: the hours {hours!r} overlap", value=hours)
    return tuple(found)


def week_of(week: Mapping[str, Hours]) -> Week:
    """Return the pieces of a week, from days or ranges of days to hours.

    Raises:
        UsageError: A day is unknown, or two entries speak of one day.
    """
    found: dict[int, tuple[Pieces, str]] = {}
    for words, hours in week.items():
        pieces = pieces_of(hours, f"week, {words}")
        for day in _days(words):
            if day in found:
                raise UsageError(f"week: {DAYS[day]} stands in {found[day][1]!r} and again in {words!r}", value=words)
            found[day] = (pieces, words)
    none: tuple[Pieces, str] = ((), "")
    return tuple(found.get(day, none)[0] for day in range(7))  # type: ignore[return-value]


def pieces_on_dates(hours: Mapping[date, Hours], where: str) -> dict[int, Pieces]:
    """Return the pieces of single dates, keyed by day number."""
    return {day_number(day): pieces_of(text, f"{where}, {day}") for day, text in sorted(hours.items())}


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
    """Return pieces as people write them."""
    if pieces == ((0, DAY),):
        return "all day"
    return (
        " and ".join(f"{_clock(start)}-{_clock(end if end <= DAY else end - DAY)}" for start, end in pieces) or "closed"
    )


def _clock(us: int) -> str:
    seconds, rest = divmod(us, 1_000_000)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    if seconds % 60 or rest:
        text += f":{seconds % 60:02d}"
    return f"{text}.{rest:06d}" if rest else text


def _read(hours: str, where: str) -> list[tuple[int, int]]:
    from contractkit.quantities.notation import parse_hours

    try:
        return list(parse_hours(hours))
    except QuantityError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise UsageError(f"{where}: {error.message}{hint}", value=hours) from None


def _time(value: str | time, where: str) -> int:
    if isinstance(value, time):
        return ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    if isinstance(value, str):
        if value.strip() == "24:00":
            return DAY
        try:
            return _time(time.fromisoformat(value.strip()), where)
        except ValueError:
            pass
    raise UsageError(f"{where}: {value!r} is no time of day; write '09:00'", value=value)


def _days(words: str) -> list[int]:
    ends = [_day(word, words) for word in str(words).lower().split("-")]
    if len(ends) == 1:
        return ends
    if len(ends) != 2:
        raise UsageError(f"week: {words!r} is no day and no range of days; write 'mon' or 'mon-fri'", value=words)
    return [(ends[0] + step) % 7 for step in range((ends[1] - ends[0]) % 7 + 1)]


def _day(word: str, words: str) -> int:
    name = word.strip()
    for names in (DAYS, _FULL):
        if name in names:
            return names.index(name)
    raise UsageError(
        f"week: {word.strip()!r} in {words!r} is no day; write mon, tue, wed, thu, fri, sat or sun", value=words
    )


def date_text(number: int) -> str:
    """Return a day number as its date with the weekday, for messages."""
    return f"{DAYS[(number + 3) % 7]} {date_of(number).isoformat()}"
