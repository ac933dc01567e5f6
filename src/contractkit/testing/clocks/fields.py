"""The fields of objects in a file of questions: each is read, or it is noted with its place what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from contractkit.quantities.notation import nearest
from contractkit.testing import case_fields as fields
from contractkit.testing.case_fields import Wrong

__all__ = [
    "Fields",
    "count",
    "hours_of_dates",
    "microseconds",
    "or_none",
    "span",
    "texts",
    "time_of_day",
    "week",
    "zone",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)
Reader = Callable[[Any], Any]


def microseconds(value: object) -> int:
    """Return an instant as microseconds since the epoch."""
    return (fields.instant(value) - _EPOCH) // _US


def or_none(read: Reader) -> Reader:
    """Return the reader of a field that may be null."""
    return lambda value: None if value is None else read(value)


def span(value: object) -> int:
    """Return seconds as microseconds."""
    found = fields.number(value)
    if found < 0:
        raise Wrong(f"{value!r} is less than nothing")
    return round(found * 1_000_000)


def count(value: object) -> int:
    """Return a whole number that is not negative."""
    found = fields.whole(value)
    if found < 0:
        raise Wrong(f"{value!r} is less than nothing; days are not counted back here")
    return found


def time_of_day(value: object) -> time:
    """Return a time of day."""
    try:
        return time.fromisoformat(fields.text(value))
    except ValueError:
        raise Wrong(f"{value!r} is no time of day", "write 17:00") from None


def zone(value: object) -> str:
    """Return the name of a zone."""
    name = fields.text(value)
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise Wrong(f"{name!r} is no IANA zone", "write Europe/Amsterdam") from None
    return name


def texts(value: object) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(value, list):
        raise Wrong(f"{fields.kind(value)} is no list")
    return tuple(fields.text(item) for item in value)


def _span_of_day(value: tuple[str, str]) -> tuple[str, str]:
    for edge in value:
        hour, _, rest = edge.partition(":")
        known = edge == "24:00" or (len(hour) == 2 and len(rest) == 2 and edge.replace(":", "").isdigit())
        if not known or (edge != "24:00" and (int(hour) > 23 or int(rest) > 59)):
            raise Wrong(f"{edge!r} is no time of day", "write 09:00; 24:00 is the end of a date")
    if value[0] == "24:00" or value[0] == value[1]:
        raise Wrong(f"{value[0]}-{value[1]} are no hours")
    return value


def week(value: object) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the hours of days of the week."""
    return {day: tuple(map(_span_of_day, spans)) for day, spans in fields.week(value).items()}


def hours_of_dates(value: object) -> dict[date, tuple[tuple[str, str], ...]]:
    """Return the hours of dates."""
    return {day: tuple(map(_span_of_day, spans)) for day, spans in fields.by_date(value).items()}


class Fields:
    """Reads the fields of an object, and notes what is wrong in them."""

    def __init__(self, value: object, path: str, noted: list[tuple[str, str, str | None]]) -> None:
        self.path, self.noted = path, noted
        self.data: Mapping[str, Any] = value if isinstance(value, dict) else {}
        self.read: set[str] = set()
        self.there = self.good = isinstance(value, dict)
        if not self.good:
            self.flag("", f"{fields.kind(value)} is no object")

    def flag(self, name: str, says: str, hint: str | None = None) -> None:
        """Note what is wrong with a field."""
        self.good = False
        self.noted.append((" > ".join(part for part in (self.path, name) if part), says, hint))

    def __call__(self, name: str, read: Reader, otherwise: Any = ...) -> Any:
        """Return what stands in a field; without `otherwise` it has to be there."""
        self.read.add(name)
        if name not in self.data:
            if otherwise is ... and self.there:
                self.flag(name, "is missing")
            return None if otherwise is ... else otherwise
        try:
            return read(self.data[name])
        except Wrong as wrong:
            self.flag(name, wrong.says, wrong.hint)
            return None

    def inner(self, name: str, read: Callable[[Fields], Any], otherwise: Any = ...) -> Any:
        """Return what an object in a field is."""
        self.read.add(name)
        if name not in self.data:
            return self(name, lambda value: value, otherwise)
        return read(Fields(self.data[name], self._at(name), self.noted))

    def named(self, name: str, read: Callable[[Fields], Any], empty: Callable[[], Any] | None = None) -> dict[str, Any]:
        """Return the objects in a field by their names; null stands for what `empty` makes, where that may be."""
        self.read.add(name)
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.flag(name, f"{fields.kind(value)} is no object")
            return {}
        found = {}
        for key, item in value.items():
            if item is None and empty is not None:
                found[key] = empty()
            else:
                found[key] = read(Fields(item, f"{self._at(name)} > {key}", self.noted))
        return found

    def listed(self, name: str, read: Callable[[Fields], Any]) -> tuple[Any, ...]:
        """Return the objects in a list in a field."""
        self.read.add(name)
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.flag(name, f"{fields.kind(value)} is no list")
            return ()
        at = self._at(name)
        return tuple(read(Fields(item, f"{at} {place}", self.noted)) for place, item in enumerate(value, 1))

    def done(self) -> bool:
        """Note fields that nobody knows, and return whether all is well."""
        for name in self.data:
            if name not in self.read:
                self.flag(name, "there is no such field", nearest(name, sorted(self.read)))
        return self.good

    def _at(self, name: str) -> str:
        return f"{self.path} > {name}" if self.path else name
