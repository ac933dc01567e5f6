"""All-day events of a calendar file, with every occurrence of those that repeat (RFC 5545).

What a rule cannot say about whole dates is refused with the event's name: it would be a silent wrong holiday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import attrs

from contractkit.errors import UsageError

__all__ = ["AllDay", "all_day_events"]

_FREQUENCIES: Final = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_SELDOM: Final = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_LONGEST: Final = 9999
_READ: Final = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")


@attrs.frozen
class AllDay:
    """One occurrence of an all-day event.

    Attributes:
        start: Its first date.
        days: How many dates it takes.
        name: What it is called.
    """

    start: date
    days: int
    name: str


def all_day_events(
    components: Iterable[Any], years: tuple[int, int], file: str
) -> tuple[tuple[AllDay, ...], tuple[str, ...]]:
    """Return the occurrences that touch the years, in the order of the file, and the timed events in words.

    Args:
        components: The events as icalendar reads them.
        years: The first and the last year, both included.
        file: What the file is called in messages.

    Raises:
        UsageError: An event cannot be read, or repeats in a way that is not known here.
    """
    events = [_Event(component, file) for component in components]
    moved = {(event.uid, event.moves) for event in events if event.moves is not None}
    found: list[AllDay] = []
    timed: list[str] = []
    for event in events:
        if event.cancelled:
            continue
        if event.timed:
            timed.append(f"{event.name} ({event.start.isoformat()})")
            continue
        found += [
            AllDay(start, event.days, event.name)
            for start in event.starts(years)
            if event.moves is not None or (event.uid, start) not in moved
        ]
    return tuple(found), tuple(timed)


class _Event:
    """An event of a file, with what is needed of it."""

    def __init__(self, component: Any, file: str) -> None:
        self.component = component
        self.file = file
        self.name = " ".join(str(_first(component.get("SUMMARY")) or "").split()) or "holiday"
        self.uid = str(component.get("UID") or id(component))
        self.cancelled = str(component.get("STATUS") or "").upper() == "CANCELLED"
        for field, why in component.errors:
            if field in _READ:
                raise self._refused(f"has a {field} that cannot be read: {why}")
        start = self._value("DTSTART")
        if start is None:
            raise self._refused("has no date that can be read")
        self.start: date = start
        self.timed = isinstance(start, datetime)
        self.moves = self._moves()

    def starts(self, years: tuple[int, int]) -> list[date]:
        """Return the dates on which the event starts and that touch the years."""
        low = date.fromordinal(max(date(years[0], 1, 1).toordinal() - self.days, 1))
        high = date(years[1], 12, 31)
        rules = _listed(self.component.get("RRULE"))
        if self.component.get("EXRULE") is not None:
            raise self._refused("has an EXRULE, which is not followed; write EXDATE")
        starts = {self.start, *self._dates("RDATE")}
        for rule in rules:
            dates = self._repeated(rule, low, high)
            if low <= self.start <= high and self.start not in dates:
                raise self._refused(f"starts on {self.start}, a date that its own rule does not have")
            starts |= dates
        return sorted(day for day in starts - set(self._dates("EXDATE")) if low <= day <= high)

    @property
    def days(self) -> int:
        """How many dates the event takes; its end is not one of them, and where there is none it is one date."""
        end, lasts = self._value("DTEND"), self._value("DURATION")
        if isinstance(end, datetime):
            raise self._refused("starts on a date and ends at a time of day")
        days: int
        if end is not None:
            days = (end - self.start).days
        else:
            days = lasts.days if isinstance(lasts, timedelta) else 1
            if isinstance(lasts, timedelta) and lasts != timedelta(days=days):
                raise self._refused(f"lasts {lasts}, which is no whole number of days")
        if days < 0:
            raise self._refused(f"ends on {end}, before it starts on {self.start}")
        return max(days, 1)

    def _repeated(self, rule: Any, low: date, high: date) -> set[date]:
        from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # comes with icalendar

        parts = {key.upper(): list(_listed(value)) for key, value in rule.items()}
        frequency = str(parts.get("FREQ", [""])[0]).upper()
        if frequency not in _FREQUENCIES:
            raise self._refused(f"repeats {frequency or 'without FREQ'}, not yearly, monthly, weekly or daily")
        if any(not 1 <= int(interval) <= _LONGEST for interval in parts.get("INTERVAL", [1])):
            raise self._refused(f"repeats with an INTERVAL that is none of 1 to {_LONGEST}")
        if frequency in ("WEEKLY", "DAILY") and any(part in parts for part in _SELDOM):
            raise self._refused(f"repeats {frequency.lower()} on days of the month or year; write the rule as YEARLY")
        if any(not 1 <= int(month) <= 12 for month in parts.get("BYMONTH", ())):
            raise self._refused("repeats in a month that is none of 1 to 12")
        text = rule.to_ical().decode()
        until = parts.get("UNTIL")
        if until:
            kept = [part for part in text.split(";") if not part.upper().startswith("UNTIL=")]
            text = ";".join([*kept, f"UNTIL={_day_of(until[0]):%Y%m%d}"])
        try:
            repeats = rrulestr(text, dtstart=datetime.combine(self.start, time()))
        except ValueError as error:
            raise self._refused(f"has a rule that cannot be read: {text} ({error})") from error
        within = repeats.between(datetime.combine(low, time()), datetime.combine(high, time()), inc=True)
        return {found.date() for found in within}

    def _dates(self, field: str) -> Iterator[date]:
        for listed in _listed(self.component.get(field)):
            for entry in listed.dts:
                if isinstance(entry.dt, datetime) or not isinstance(entry.dt, date):
                    raise self._refused(f"has a time of day in {field}")
                yield entry.dt

    def _moves(self) -> date | None:
        """Return the occurrence in whose place this event stands; None where it stands in no other's place."""
        if self.component.get("RECURRENCE-ID") is None:
            return None
        if "RANGE" in getattr(self.component["RECURRENCE-ID"], "params", {}):
            raise self._refused("moves all later occurrences too (RANGE), which is not followed")
        value = self._value("RECURRENCE-ID")
        if not isinstance(value, date):
            raise self._refused("has a RECURRENCE-ID that cannot be read")
        return _day_of(value)

    def _value(self, field: str) -> Any:
        entry = _first(self.component.get(field))
        return None if entry is None else entry.dt

    def _refused(self, says: str) -> UsageError:
        return UsageError(f"{self.file}: the event {self.name!r} {says}", value=self.name)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
