"""Calendars that amendments change, as one calendar with a history: hours hold for every clock, each as it then is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.records.in_force import Span

if TYPE_CHECKING:
    from contractkit.terms.agreement import Agreement

__all__ = ["calendars_through", "with_calendars"]


def calendars_through(spans: Sequence[Span[Agreement]], zone: str) -> Mapping[str, BusinessCalendar]:
    """Return the calendars that are not the same in all versions, each with its history.

    A calendar begins to hold at the local midnight of its date. One that a version has no more goes on as it was; one
    that comes later holds from the beginning, for there is nothing that it takes the place of.

    Args:
        spans: The versions with their dates, in order.
        zone: The zone of those dates.

    Raises:
        UsageError: The holidays of one of the calendars are not known for the dates on which it holds.
    """
    names = dict.fromkeys(name for span in spans for name in span.value.calendars)
    found: dict[str, BusinessCalendar] = {}
    for name in names:
        held: list[tuple[date | None, BusinessCalendar]] = []
        for span in spans:
            calendar = span.value.calendars.get(name)
            if calendar is not None and (not held or held[-1][1] != calendar):
                held.append((span.start, calendar))
        whole = held[0][1]
        for since, calendar in held[1:]:
            assert since is not None  # only the first version has no first date
            whole = whole.changed(since, calendar, zone)
        if len(held) > 1:
            found[name] = whole.named(name)
    return found


def with_calendars(term: Any, calendars: Mapping[str, BusinessCalendar]) -> Any:
    """Return a term in which every limit and allowance runs on those calendars, wherever it names one of them.

    Args:
        term: A clock line, a target, a relief, or whatever stands in them.
        calendars: The calendars by their names.
    """
    if isinstance(term, tuple):
        parts = tuple(with_calendars(part, calendars) for part in term)
        return term if all(one is other for one, other in zip(term, parts, strict=True)) else parts
    if not attrs.has(type(term)) or isinstance(term, BusinessCalendar):
        return term
    name = getattr(term, "calendar_name", None)
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(term)):
        if not field.init:
            continue
        value = getattr(term, field.name)
        own = None if name is None or field.name != "calendar" else calendars.get(name)
        other = with_calendars(value, calendars) if own is None else own
        if other is not value:
            changes[field.alias] = other
    return attrs.evolve(term, **changes) if changes else term
