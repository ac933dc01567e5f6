"""What the papers of one agreement define by name: fields, calendars, levels, services, measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from contractkit.calendars import BusinessCalendar, always
from contractkit.calendars.holidays import days_of_choice
from contractkit.compiling.desk import Desk, Place
from contractkit.errors import ContractKitError
from contractkit.records.clauses import Assumption

__all__ = ["Names", "collect_names"]

_REMEMBERED = 512
"""So many different calendars are kept, those that were met last."""

_IMPLICIT = {"service": "text", "customer": "text", "opened_at": "instant"}


@attrs.frozen
class Names:
    """What can be referred to by name.

    Attributes:
        zone: The zone of the agreement.
        currency: Its currency.
        fields: What an item has, and which values.
        calendars: The business calendars; ``always`` is one of them.
        levels: The service levels with the calendar that each names, or None.
        services: The service clauses with their places.
        measures: The measure clauses with their places.
    """

    zone: str
    currency: str
    fields: dict[str, tuple[str, ...] | str]
    calendars: dict[str, BusinessCalendar]
    levels: dict[str, str | None]
    services: dict[str, tuple[Place, Any]]
    measures: dict[str, tuple[Place, Any]]


def collect_names(desk: Desk) -> Names:
    """Return what the papers define, adding what is defined twice or cannot be to the desk's problems."""
    zone = _head_value(desk, "zone", "Etc/UTC", "the zone of dates, periods and calendars")
    currency = _head_value(desk, "currency", "EUR", "the currency of amounts")
    return Names(
        zone,
        currency,
        _fields(desk),
        _calendars(desk, zone),
        {clause.name: clause.calendar for _, clause in _once(desk, "level")},
        {clause.name: (place, clause) for place, clause in _once(desk, "service")},
        {clause.name: (place, clause) for place, clause in _once(desk, "measure")},
    )


def _head_value(desk: Desk, name: str, default: str, says: str) -> str:
    for paper in desk.papers:
        value = getattr(paper.model, name, None)
        if value is not None:
            return str(value)
    where = Place(desk.head, None).ref()
    desk.assume(Assumption(name, default, (f"another {name}",), where, f"{says}: no document says it"))
    return default


def _fields(desk: Desk) -> dict[str, tuple[str, ...] | str]:
    found: dict[str, tuple[str, ...] | str] = {}
    where: dict[str, Place] = {}
    for paper in desk.papers:
        for name, declared in (getattr(paper.model, "fields", None) or {}).items():
            kind = str(declared) if isinstance(declared, str) else tuple(str(value) for value in declared)
            place = Place(paper, None, ("fields", name))
            if name in found and found[name] != kind:
                says = f"the field {name} is declared otherwise in {where[name].file}:{where[name].line}"
                desk.report(place, "contradiction", says, "declare it the same, or in one document only")
                continue
            found[name], where[name] = kind, place
    return {**_IMPLICIT, **found}


def _once(desk: Desk, kind: str) -> Iterator[tuple[Place, Any]]:
    seen: dict[str, Place] = {}
    for place, clause in desk.clauses(kind):
        if clause.name in seen:
            first = seen[clause.name]
            says = f"the {kind} '{clause.name}' stands in clause {first.ref()} already (line {first.line})"
            desk.report(place.at("name"), "duplicate-name", says, "a name is given once in an agreement")
            continue
        seen[clause.name] = place
        yield place, clause


def _calendars(desk: Desk, zone: str) -> dict[str, BusinessCalendar]:
    calendars = {"always": always(zone)}
    for place, clause in _once(desk, "calendar"):
        if clause.name == "always":
            desk.report(
                place.at("name"), "duplicate-name", "'always' is the calendar that never closes", "choose another name"
            )
            continue
        own = clause.zone or getattr(place.paper.model, "zone", None) or zone
        if clause.holidays is None:
            desk.assume(
                Assumption("holidays", "none", ("the public holidays of a country",), place.ref(), "public holidays")
            )
        named = (*clause.without, *clause.with_)
        for day in (day for code in clause.holidays or () for day in days_of_choice(code, named)):
            says = f"whether {day} is a holiday of this calendar: contracts differ in it"
            desk.assume(Assumption(f"holidays {day}", "closed", ("open",), place.ref(), says))
        try:
            calendars[clause.name] = _calendar(
                own,
                tuple((day, hours.text) for day, hours in clause.hours.items()),
                tuple(clause.holidays or ()),
                tuple(day.value for day in clause.closed),
                tuple((day, hours.text) for day, hours in clause.days.items()),
                tuple(clause.without),
                tuple(clause.with_),
                str(clause.name),
            )
        except ContractKitError as error:
            desk.report(_place_of(place, clause, error), "calendar", error.message)
            calendars[clause.name] = calendars["always"]
        if not any(hours.value for hours in (*clause.hours.values(), *clause.days.values())):
            says = f"the calendar '{clause.name}' never opens"
            desk.report(place.at("week"), "calendar", says, "for example week: {mon-fri: 09:00-17:00}")
    return calendars


@lru_cache(maxsize=_REMEMBERED)
def _calendar(
    zone: str,
    week: tuple[tuple[str, str], ...],
    holidays: tuple[Any, ...],
    closed: tuple[date, ...],
    days: tuple[tuple[Any, str], ...],
    without: tuple[str, ...],
    with_: tuple[str, ...],
    name: str,
) -> BusinessCalendar:
    """Return a calendar; contracts that write the same one share it, with all that it has worked out by then."""
    return BusinessCalendar(
        tz=zone,
        week=dict(week),
        holidays=holidays,
        closed=closed,
        exceptions=dict(days),
        without=without,
        with_=with_,
        name=name,
    )


def _place_of(place: Place, clause: Any, error: ContractKitError) -> Place:
    """Return the field of a calendar that an error is about: holidays where it names one of them, else the clause."""
    value = error.facts.get("value")
    for field, name in (("holidays", "holidays"), ("without", "without"), ("with_", "with")):
        if value is not None and value in (getattr(clause, field, None) or ()):
            return place.at(name)
    return place
