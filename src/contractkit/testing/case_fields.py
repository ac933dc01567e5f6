"""What the fields of a case may hold: each reader returns the value, or says what is wrong and what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final

from contractkit.quantities.notation import nearest

__all__ = [
    "Stretches",
    "Wrong",
    "answer_of",
    "by_date",
    "dates",
    "instant",
    "kind",
    "number",
    "one_of",
    "pauses",
    "plain_date",
    "text",
    "truth",
    "week",
    "whole",
]

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Stretches = tuple[tuple[str, str], ...]
"""Pieces `[from, to]` of a date, as times of day."""


class Wrong(ValueError):  # noqa: N818 - it says what is wrong
    """A value cannot stand where it stands."""

    def __init__(self, says: str, hint: str | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.hint = hint


def text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise Wrong(f"{kind(value)} is no text")
    return value


def truth(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise Wrong(f"{value!r} is neither true nor false")
    return value


def number(value: object) -> int | float:
    """Return a number of seconds; fractions are taken."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e12:
        raise Wrong(f"{value!r} is no number of seconds")
    return value


def whole(value: object) -> int:
    """Return a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(f"{value!r} is no whole number")
    return value


def one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    """Return the reader of a field that holds one of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise Wrong(f"{value!r} is none of the words that can stand here", nearest(str(value), words))
        return str(value)

    return read


def plain_date(value: object) -> date:
    """Return a date."""
    try:
        if isinstance(value, str) and "T" not in value:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Wrong(f"{value!r} is no date", "write 2026-01-31")


def instant(value: object) -> datetime:
    """Return an instant, which has its offset."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.utcoffset() is None:
        raise Wrong(f"{value!r} is no instant with its offset", "write 2026-01-31T09:00:00+01:00")
    return found


def _list(value: object) -> Iterator[Any]:
    if not isinstance(value, list):
        raise Wrong(f"{kind(value)} is no list")
    return iter(value)


def dates(value: object) -> tuple[date, ...]:
    """Return dates."""
    return tuple(plain_date(item) for item in _list(value))


def _pairs(value: object, what: str) -> list[tuple[Any, Any]]:
    found = []
    for item in _list(value):
        if not isinstance(item, list) or len(item) != 2:
            raise Wrong(f"{item!r} is no {what}", "write ['from', 'to']")
        found.append((item[0], item[1]))
    return found


def pauses(value: object) -> tuple[tuple[datetime, datetime], ...]:
    """Return stretches from one instant to another."""
    found = tuple((instant(start), instant(end)) for start, end in _pairs(value, "stretch from one instant to another"))
    for start, end in found:
        if end < start:
            raise Wrong(f"the pause from {start} to {end} ends before it starts")
    return found


def _hours(value: object) -> Stretches:
    return tuple((text(start), text(end)) for start, end in _pairs(value, "piece of opening hours"))


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(f"{kind(value)} is no object")
    return value


def week(value: object) -> dict[str, Stretches]:
    """Return the hours of days of the week."""
    found = _object(value)
    for day in found:
        if day not in _DAYS:
            raise Wrong(f"{day!r} is no day of the week", nearest(day, _DAYS))
    return {day: _hours(hours) for day, hours in found.items()}


def by_date(value: object) -> dict[date, Stretches]:
    """Return the hours of dates."""
    return {plain_date(day): _hours(hours) for day, hours in _object(value).items()}


def answer_of(op: str) -> Callable[[object], Any]:
    """Return the reader of the answers to a question."""
    match op:
        case "is_open":
            return truth
        case "between" | "elapsed":
            return number
        case "count_days":
            return whole
        case "add_days":
            return plain_date
        case _:
            return instant


def kind(value: object) -> str:
    """Return what a value is, in words."""
    match value:
        case None:
            return "null"
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "a text"
        case bool():
            return "a truth value"
        case _:
            return "a number"
