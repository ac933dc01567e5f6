"""Clocks as plain data, versioned, ready for JSON; read back only by the terms and calendars they were written by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.instants import to_datetime
from contractkit.clocks.scalar.doors import instant_us
from contractkit.clocks.scalar.groups import UNREAD
from contractkit.clocks.scalar.known import FOREVER, ClockRelief
from contractkit.clocks.scalar.parts import Parts
from contractkit.clocks.scalar.plan import OPENED, Plan
from contractkit.errors import StoredClockError, UsageError
from contractkit.records.clauses import ClauseRef
from contractkit.terms.targets import ClockLine

__all__ = ["VERSION", "read", "terms_of", "written"]

VERSION: Final = 1
_LENGTH: Final = 16
_DECIDES: Final = frozenset({"id", "measure", "applies", "limit", "table", "also", "every", "again"})
"""What of a target decides its clock; the share agreed, effects and titles do not."""


def written(plan: Plan, parts: Parts) -> dict[str, Any]:
    """Return what a clock was told as plain data."""
    names = plan.names
    item: dict[str, Any] = dict(zip(plan.fields, parts.state, strict=True))
    item |= {field: _said(us) for field, us in parts.columns.items() if field != OPENED}
    return {
        "contractkit": VERSION,
        "document": "clock",
        "terms": terms_of(plan.line),
        "calendars": [{"name": name, "edition": calendar.edition} for name, calendar in _calendars(plan)],
        "opened": _said(parts.opened),
        "item": item,
        "had": sorted(parts.declared),
        "events": [
            {
                "at": _said(at),
                "fields": {names[place]: _value(value) for place, value in fields if place != UNREAD},
                **({} if seq is None else {"seq": seq}),
            }
            for at, fields, seq in parts.told
        ],
        "relief": [_relief(one) for one in parts.relief],
    }


def _said(us: int | None) -> str | None:
    return None if us is None else to_datetime(us, 0).isoformat()


def _value(value: str | int | None) -> Any:
    return {"instant": _said(value)} if isinstance(value, int) else value


def _relief(one: ClockRelief) -> dict[str, Any]:
    end = None if one.end_us >= FOREVER else _said(one.end_us)
    return {"from": _said(one.begin_us), "to": end, "extent": one.extent, "cause": one.cause}


def _calendars(plan: Plan) -> list[tuple[str, BusinessCalendar]]:
    found: list[tuple[str, BusinessCalendar]] = []
    for ruler in plan.rulers:
        pair = (ruler.limit.calendar_name, ruler.limit.calendar)
        if pair not in found:
            found.append(pair)
    return found


# -- terms -----------------------------------------------------------------------------------------------------------


def terms_of(line: ClockLine) -> str:
    """Return the fingerprint of all that decides a clock of a line, but for what its calendars say."""
    decides = {
        "measure": [_plain(part) for part in (line.measure.starts, line.measure.stops)],
        "resets": _plain(line.measure.resets),
        "cancels": _plain(line.measure.cancels),
        "targets": [{name: _plain(getattr(target, name)) for name in sorted(_DECIDES)} for target in line.targets],
        "pauses": [_plain(pause.condition) for pause in line.pauses],
        "rules": [line.on_change, line.on_reopen, line.stops],
    }
    text = json.dumps(decides, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _plain(value: Any) -> Any:
    """Return a term as plain data; where it stands on the page decides nothing."""
    if isinstance(value, BusinessCalendar):
        return value.tz.key
    if isinstance(value, ClauseRef):
        return None
    if attrs.has(type(value)):
        fields = {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
        return {"kind": type(value).__name__, **fields}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, (Decimal, date)) or hasattr(value, "isoformat") else value


# -- reading back ----------------------------------------------------------------------------------------------------


def read(plan: Plan, data: object, edition: Literal["same", "any"]) -> Parts:
    """Return what a stored clock was told.

    Raises:
        StoredClockError: It cannot be gone on with.
    """
    if edition not in ("same", "any"):
        raise UsageError(f"edition is 'same' or 'any', not {edition!r}", value=edition)
    if isinstance(data, (str, bytes)):
        raise StoredClockError("the data is no clock, but a text; json.loads it first", differs="document")
    if not isinstance(data, Mapping):
        raise StoredClockError(f"the data is no clock, but {type(data).__name__}", differs="document")
    if data.get("document") != "clock":
        found = f"says document: {data['document']!r}" if "document" in data else "has no 'document'"
        raise StoredClockError(f"the data is no clock: it {found}; give what to_dict gave", differs="document")
    if data.get("contractkit") != VERSION:
        says = f"the clock is stored in version {data.get('contractkit')!r}, and this contractkit reads {VERSION}"
        raise StoredClockError(f"{says}; start it anew from its log", differs="version")
    terms = terms_of(plan.line)
    if data.get("terms") != terms:
        says = f"the clock was started under other terms ({data.get('terms')}) than these ({terms})"
        way = "give the line by which it was started, or start it anew under this one and tell it its log"
        raise StoredClockError(f"{says}; {way}", differs="terms")
    if edition == "same":
        _same_editions(plan, data.get("calendars"))
    try:
        return _parts(plan, data)
    except KeyError as error:
        says = f"the stored clock cannot be read: {error.args[0]!r} is missing, or no field of these terms"
        raise StoredClockError(f"{says}; give what to_dict gave", differs="data") from None
    except (TypeError, ValueError, AttributeError) as error:
        says = f"the stored clock cannot be read: {error}"
        raise StoredClockError(f"{says}; give what to_dict gave", differs="data") from None


def _same_editions(plan: Plan, stored: object) -> None:
    found = [{"name": name, "edition": calendar.edition} for name, calendar in _calendars(plan)]
    if stored == found:
        return
    before = {entry.get("name"): entry.get("edition") for entry in stored} if isinstance(stored, list) else {}
    changed = [entry["name"] for entry in found if before.get(entry["name"]) != entry["edition"]]
    raise StoredClockError(
        f"the clock was stored by other editions of its calendars ({', '.join(changed) or 'in another order'}): their "
        "hours, holidays or zones have changed; read it with edition='any' to reckon all of it by those known now",
        differs="edition",
        calendars=tuple(changed),
    )


def _parts(plan: Plan, data: Mapping[str, Any]) -> Parts:
    item = data["item"]
    columns = {field: _instant(item[field]) for field in plan.columns}
    opened = instant_us(data["opened"], "opened")
    told = []
    for event in data["events"]:
        fields = tuple((plan.place[field], _stored(value)) for field, value in event["fields"].items())
        at = instant_us(event["at"], "at")
        told.append((at, fields or ((UNREAD, None),), event.get("seq")))
    if any(one[0] > other[0] for one, other in pairwise(told)) or (told and told[0][0] < opened):
        raise ValueError("its events are not in the order of time")
    return Parts(
        opened,
        tuple(_word(item[field]) for field in plan.fields),
        {OPENED: opened, **columns},
        frozenset(data["had"]),
        tuple(ClockRelief.of(one["from"], one["to"], one["extent"], one["cause"]) for one in data["relief"]),
        tuple(told),
    )


def _instant(value: Any) -> int | None:
    return None if value is None else instant_us(value, "a column")


def _word(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{value!r} is no word")
    return value


def _stored(value: Any) -> str | int | None:
    return instant_us(value["instant"], "a column") if isinstance(value, Mapping) else _word(value)
