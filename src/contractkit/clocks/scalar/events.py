"""What happened to an item, as it is told to a clock: one event, checked at the door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from contractkit.clocks.scalar.doors import Value, instant_us, said
from contractkit.errors import UsageError
from contractkit.quantities.notation.nearest import nearest

__all__ = ["ClockEvent", "Event", "parts_of"]

_KEYS: Final = ("at", "seq", "field", "value", "fields")


@attrs.frozen
class ClockEvent:
    """What an item said in one or more fields from an instant on.

    Attributes:
        at_us: When, in microseconds since the epoch.
        fields: What the item said: pairs of a field and its value; None where it is not known any more.
        seq: The place among the events of the same instant; None where nobody numbered them.

    Example:
        >>> from datetime import datetime, timezone
        >>> event = ClockEvent.of(datetime(2026, 3, 2, 9, tzinfo=timezone.utc), status="waiting")
        >>> event.fields
        (('status', 'waiting'),)
    """

    at_us: int
    fields: tuple[tuple[str, Value], ...]
    seq: int | None = None

    @classmethod
    def of(
        cls, at: datetime | int | str, fields: Mapping[str, Value] | None = None, seq: int | None = None, **more: Value
    ) -> ClockEvent:
        """Return the event of an instant.

        Args:
            at: An aware datetime, ISO 8601 with its offset, or microseconds since the epoch.
            fields: What the item said in which field.
            seq: The place among the events of the same instant.
            **more: Further fields whose names are Python words.

        Raises:
            NaiveDatetimeError: `at` has no zone.
            UsageError: `at` is no instant, `seq` no whole number, or no field is told.
        """
        if fields is not None and not isinstance(fields, Mapping):
            says = f"fields is a mapping such as {{'status': 'waiting'}}, not {fields!r}"  # type: ignore[unreachable]
            raise UsageError(says, value=fields)
        return cls(*parts_of({"at": at, "fields": {**(fields or {}), **more}, "seq": seq}))

    def __str__(self) -> str:
        """Return the event in words."""
        told = ", ".join(f"{field} {value}" for field, value in self.fields)
        return f"{said(self.at_us)}: {told}"


Event = ClockEvent | Mapping[str, Any]
"""An event, or plain data for one: ``at``, then ``field`` and ``value``, or ``fields``; and ``seq`` if it has one."""

Parts = tuple[int, tuple[tuple[str, Value], ...], int | None]


def parts_of(event: Event) -> Parts:
    """Return when an event happened, what it says in which field, and its number.

    Raises:
        NaiveDatetimeError: Its instant has no zone.
        UsageError: It has no instant, no field, or something that no event has.
    """
    if type(event) is ClockEvent:
        return event.at_us, event.fields, event.seq
    if not isinstance(event, Mapping):
        says = "an event is a ClockEvent, or a mapping such as {'at': ..., 'field': 'status', 'value': 'waiting'}"
        raise UsageError(f"{says}, not {event!r}", value=event)
    for key in event:
        if key not in _KEYS:
            says = f"an event has no {key!r}; {nearest(str(key), _KEYS)}; fields of the item stand in 'fields'"
            raise UsageError(says, value=key)
    at = event.get("at")
    if type(at) is not int or not 0 <= at < 4_000_000_000_000_000:
        at = instant_us(at, "the instant of an event ('at')")
    seq = event.get("seq")
    if seq is not None and (isinstance(seq, bool) or not isinstance(seq, int)):
        raise UsageError(f"seq is a whole number, or None where events are not numbered, not {seq!r}", value=seq)
    if "fields" in event:
        fields = event["fields"]
        if "field" in event or not isinstance(fields, Mapping) or not fields:
            says = "an event tells one 'field' and its 'value', or in 'fields' what each of several fields says"
            raise UsageError(f"{says}; this one is {dict(event)!r}", value=event)
        return at, tuple(fields.items()), seq
    if "field" not in event or "value" not in event:
        missing = "field" if "field" not in event else "value"
        says = f"the event of {said(at)} has no {missing!r}; write None where the value is not known any more"
        raise UsageError(says, value=event)
    field = event["field"]
    if not isinstance(field, str) or not field:
        raise UsageError(f"the event of {said(at)} names no field, but {field!r}", value=field)
    return at, ((field, event["value"]),), seq
