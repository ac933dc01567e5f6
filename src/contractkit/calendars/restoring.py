"""Calendars read back from plain data: what is missing, unknown or of another version is refused with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Literal

from contractkit.calendars.calendar import BusinessCalendar
from contractkit.calendars.combining import Combined
from contractkit.calendars.conventions import OURS, Conventions
from contractkit.calendars.holidays.stored import source_of
from contractkit.calendars.interval_sets import How
from contractkit.calendars.seasons import Season
from contractkit.calendars.storing import VERSION
from contractkit.calendars.weekly import AlternatingWeeks, WeeklyHours
from contractkit.errors import ContractKitError, UsageError

__all__ = ["restored"]

_DEEPEST: Final = 40  # combinations of combinations; nobody has so many, and a hostile document gets no further
_HEAD: Final = frozenset({"contractkit", "document", "edition", "like"})
_Data = Mapping[str, Any]


def restored(data: object, edition: Literal["same", "any"]) -> BusinessCalendar:
    """Return the calendar that plain data stands for.

    Raises:
        UsageError: The data cannot be read, or has another edition here.
    """
    if edition not in ("same", "any"):
        raise UsageError(f"edition is 'same' or 'any', not {edition!r}", value=edition)
    head = _mapping(data, "calendar")
    if head.get("document") != "calendar":
        says = f"the data is no calendar: its document is {head.get('document')!r}, not 'calendar'"
        raise UsageError(says, value=head.get("document"))
    if head.get("contractkit") != VERSION:
        says = f"the calendar is written in version {head.get('contractkit')!r}; this contractkit reads {VERSION}"
        raise UsageError(says, value=head.get("contractkit"))
    like = _at("calendar > like", lambda: Conventions.from_dict(dict(head["like"]))) if "like" in head else OURS
    made = _calendar({key: value for key, value in head.items() if key not in _HEAD}, "calendar", like, 0)
    stored = head.get("edition")
    if edition == "same" and stored is not None and made.edition != stored:
        raise UsageError(
            f"the calendar was stored as edition {stored} and is {made.edition} here: its holidays, its zone or this "
            "version of contractkit say something else; read it with edition='any' to take what is known here",
            stored=stored,
            found=made.edition,
        )
    return made


def _calendar(data: object, place: str, like: Conventions, depth: int) -> BusinessCalendar:
    node = _mapping(data, place)
    if depth > _DEEPEST:
        raise UsageError(f"{place}: a calendar is made of calendars at most {_DEEPEST} times over")
    kind = node.get("kind")
    read = _KINDS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise UsageError(f"{place} > kind: {kind!r} is none; write {', '.join(sorted(_KINDS))}", value=kind)
    fields = {key: value for key, value in node.items() if key not in ("kind", "name")}
    name = node.get("name")
    if name is not None and not isinstance(name, str):
        raise UsageError(f"{place} > name: a text is needed, not {name!r}", value=name)
    return read(_Node(fields, place, like, depth, kind or "", name))


class _Node:
    """One calendar in the data: its fields, and where it stands."""

    def __init__(
        self, fields: dict[str, Any], place: str, like: Conventions, depth: int, kind: str, name: str | None
    ) -> None:
        self.fields = fields
        self.place = place
        self.like = like
        self.depth = depth
        self.kind = kind
        self.name = name

    def take(self, key: str) -> Any:
        if key not in self.fields:
            raise UsageError(f"{self.place}: {key} is missing", value=key)
        return self.fields.pop(key)

    def part(self, data: object, where: str) -> BusinessCalendar:
        return _calendar(data, f"{self.place} > {where}", self.like, self.depth + 1)

    def done(self, known: str) -> None:
        for key in self.fields:
            raise UsageError(f"{self.place}: {key!r} is not known; there are {known}", value=key)

    def called(self, made: BusinessCalendar) -> BusinessCalendar:
        self.done("kind, name and the fields of its kind")
        return made.named(self.name) if self.name else made


def _written(node: _Node) -> BusinessCalendar:
    at, place = _at, node.place
    made: dict[str, Any] = {"tz": node.take("tz"), "week": _weekly(node.take("week"), f"{place} > week")}
    fields = node.fields
    readers: dict[str, Callable[[Any], Any]] = {
        "holidays": lambda value: [source_of(_mapping(source, "holidays")) for source in value],
        "without": lambda value: [_text(name) for name in value],
        "closed": lambda value: [date.fromisoformat(day) for day in value],
        "exceptions": lambda value: {date.fromisoformat(day): _text(hours) for day, hours in value.items()},
        "closures": _spans,
        "openings": _spans,
        "seasons": lambda value: [_season(season, f"{place} > seasons") for season in value],
        "changes": lambda value: {
            date.fromisoformat(day): _weekly(week, f"{place} > changes > {day}") for day, week in value.items()
        },
    }
    for key, read in readers.items():
        if key in fields:
            value = fields.pop(key)
            made[key] = at(f"{place} > {key}", partial(read, value))
    node.done(f"tz, week, {', '.join(readers)}")
    return at(place, lambda: BusinessCalendar(**made, name=node.name, like=node.like))  # type: ignore[no-any-return]


def _combined(node: _Node) -> BusinessCalendar:
    parts = node.take("parts")
    if not isinstance(parts, list) or len(parts) < 2:
        raise UsageError(f"{node.place} > parts: two calendars or more are needed, not {parts!r}", value=parts)
    calendars = [node.part(part, f"parts > {number}") for number, part in enumerate(parts, 1)]
    how: How = node.kind  # type: ignore[assignment]
    timelines = tuple(calendar._timelines for calendar in calendars)
    return node.called(_at(node.place, lambda: calendars[0]._made(Combined.made(how, timelines))))


def _with_days(node: _Node) -> BusinessCalendar:
    of, days = node.part(node.take("of"), "of"), node.part(node.take("days_from"), "days_from")
    zone = node.take("tz")
    return node.called(_at(node.place, lambda: of.with_days(tz=zone, days_from=days)))


def _history(node: _Node) -> BusinessCalendar:
    made, zone, changes = node.part(node.take("until"), "until"), node.take("tz"), node.take("changes")
    if not isinstance(changes, list) or not changes:
        raise UsageError(f"{node.place} > changes: one change or more is needed, not {changes!r}", value=changes)
    for number, entry in enumerate(changes, 1):
        where = f"changes > {number}"
        change = _mapping(entry, f"{node.place} > {where}")
        if set(change) != {"on", "to"}:
            raise UsageError(f"{node.place} > {where}: on and to are needed, not {', '.join(change)}", value=entry)
        on = _at(f"{node.place} > {where} > on", partial(date.fromisoformat, change["on"]))
        made = _at(f"{node.place} > {where}", partial(made.changed, on, node.part(change["to"], where), tz=zone))
    return node.called(made)


_KINDS: Final[Mapping[str, Callable[[_Node], BusinessCalendar]]] = {
    "written": _written,
    "union": _combined,
    "intersection": _combined,
    "difference": _combined,
    "with-days": _with_days,
    "history": _history,
}


def _weekly(data: object, place: str) -> WeeklyHours:
    week = _mapping(data, place)
    if "weeks" not in week:
        return dict(week)
    return _at(place, lambda: AlternatingWeeks(date.fromisoformat(week["starting"]), week["weeks"]))  # type: ignore[no-any-return]


def _season(data: object, place: str) -> Season:
    season = _mapping(data, place)
    days = {}
    for key in ("first", "last"):
        text = _text(season[key])
        days[key] = date.fromisoformat(text) if text[:4].isdigit() else text
    return Season(week=_weekly(season["week"], place), first=days["first"], last=days["last"], name=season.get("name"))


def _spans(value: Any) -> list[tuple[datetime, datetime]]:
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in value]


def _mapping(data: object, place: str) -> _Data:
    if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
        raise UsageError(f"{place}: fields by name are needed, not {data!r}", value=data)
    return data


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"a text is needed, not {value!r}", value=value)
    return value


def _at(place: str, read: Callable[[], Any]) -> Any:
    """Return what is read, with the place in front of whatever is wrong with it."""
    try:
        return read()
    except ContractKitError as error:
        raise UsageError(f"{place}: {error}", value=getattr(error, "value", None)) from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UsageError(f"{place}: cannot be read: {error!r}") from error
