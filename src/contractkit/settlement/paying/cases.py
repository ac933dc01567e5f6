"""What single things an effect is about: the one that the facts tell of a period, or the items with their fields.

A case has the values that its fields held in the end. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import NAT, Coded, Facts, Instants, Integers, Numbers
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only
from contractkit.records.said import joined, said
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.terms.conditions import Condition, Is
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["Case", "cases_of", "local_date", "moment_field"]

_OPENED = "opened_at"


@attrs.frozen
class Case:
    """One thing that an effect is about.

    Attributes:
        id: The item's id; None for what the facts tell of the period as a whole.
        fields: The values of its fields; a field without a value is not here.
    """

    id: str | None
    fields: Mapping[str, Any] = attrs.field(converter=read_only)

    def number(self, field: str) -> Decimal | None:
        """Return the number in a field; None where it is not known."""
        value = self.fields.get(field)
        if value is None or isinstance(value, bool):
            return None
        return value if isinstance(value, Decimal) else Decimal(str(value))

    def moment(self, written: AtField | WhenState | None) -> datetime | None:
        """Return the instant that a clause names; None where it is not known, or has not come."""
        value = self.fields.get(moment_field(written))
        return value if isinstance(value, datetime) else None


def moment_field(written: AtField | WhenState | None) -> str:
    """Return the field under which a case holds an instant."""
    if written is None:
        return ""
    return written.field if isinstance(written, AtField) else said("when {condition}", condition=written.condition)


def local_date(instant: datetime, zone: str) -> date:
    """Return the date of an instant in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def cases_of(
    scene: Scene,
    fields: Iterable[str] = (),
    moments: Iterable[AtField | WhenState | None] = (),
    *,
    by: AtField | WhenState | None = None,
    overdue: AtField | WhenState | None = None,
    period: Period | None = None,
) -> tuple[Case, ...]:
    """Return what an effect is about in a period.

    Where the facts tell fields of the whole period, that is the one case. Else it is the items in scope whose deciding
    instant lies in the period.

    Args:
        scene: Whose facts are read.
        fields: The fields that the effect looks at.
        moments: The instants that it looks at.
        by: The instant that decides to which period an item belongs; None: its opening.
        overdue: One of the instants: items of which it lies before the end of the period, and whose deciding instant
            has not come by then, are taken too. None: they are not.
        period: The period; None: that of the scene.

    Raises:
        NotKnownError: One of the fields is told nowhere.
    """
    named = [moment for moment in moments if moment is not None]
    wanted = [*fields, *(moment.field for moment in named if isinstance(moment, AtField))]
    told = scene.told.fields
    carried = frozenset() if scene.facts is None else scene.facts.fields
    if any(name in told for name in wanted):
        return (Case(None, dict(told)),)
    missing = [name for name in wanted if name not in carried]
    if missing or scene.facts is None:
        names = joined(", ", dict.fromkeys(missing)) or said("what it is about")
        raise NotKnownError(said("{names} is not told|{names} are not told", n=max(1, len(missing)), names=names))
    deciding = by or AtField(_OPENED)
    return _of_items(scene, scene.facts, wanted, named, deciding, overdue, period or scene.period)


def _of_items(
    scene: Scene,
    facts: Facts,
    fields: Iterable[str],
    moments: Iterable[AtField | WhenState],
    by: AtField | WhenState,
    overdue: AtField | WhenState | None,
    period: Period,
) -> tuple[Case, ...]:
    """Return the items whose instants put them into a period; only of those their other values are read."""
    as_of = None if scene.evaluation is None else int(scene.evaluation.as_of)
    start, end = period.bounds_us(scene.agreement.zone)
    deciding = _instants(facts, by, as_of)
    inside = (deciding != NAT) & (deciding >= start) & (deciding < end)
    if overdue is not None:
        begun = _instants(facts, overdue, as_of)
        inside |= (begun != NAT) & (begun < end) & ((deciding == NAT) | (deciding >= end))
    rows = np.flatnonzero(inside & _in_scope(scene, len(facts.items)))
    columns = {name: _values(facts, name, as_of, rows) for name in dict.fromkeys(fields)}
    for moment in (*moments, by):
        columns[moment_field(moment)] = Instants(_instants(facts, moment, as_of)[rows]).datetimes()
    ids = facts.items.ids
    found = []
    for place, row in enumerate(rows.tolist()):
        values = {name: column[place] for name, column in columns.items() if column[place] is not None}
        found.append(Case(str(ids[row]), values))
    return tuple(found)


def _in_scope(scene: Scene, count: int) -> NDArray[np.bool_]:
    """Return for each item whether it was agreed; of what an effect is about there need be no other promise."""
    items = getattr(scene.evaluation, "items", None)
    if items is None:
        return np.ones(count, np.bool_)
    scope: Coded = items.words("scope")
    agreed = [code for word in ("in", "no-target") if (code := scope.code_of(word)) is not None]
    found: NDArray[np.bool_] = np.isin(scope.codes, agreed)
    return found


def _instants(facts: Facts, moment: AtField | WhenState, as_of: int | None) -> NDArray[np.int64]:
    """Return when something happened for each item, in microseconds; `NAT` where that is not known, or has not come."""
    if isinstance(moment, WhenState):
        return _begins(facts, moment.condition, as_of)
    column = facts.items.columns.get(moment.field)
    if isinstance(column, Coded):
        says = said(
            "{name} holds words and no instants (the mapping makes it one with `type: instant`)", name=moment.field
        )
        raise NotKnownError(says)
    return column.us if isinstance(column, Instants) else np.full(len(facts.items), NAT, np.int64)


def _values(facts: Facts, name: str, as_of: int | None, rows: NDArray[np.intp]) -> list[Any]:
    """Return the values of a field in the end for some items, None where one is missing."""
    column = facts.items.columns.get(name)
    values: list[Any] = [None] * len(rows)
    if isinstance(column, Coded):
        values = column.take(rows).words()
    elif isinstance(column, Instants):
        values = column.take(rows).datetimes()
    elif isinstance(column, Numbers):
        values = [None if number != number else Decimal(str(number)) for number in column.take(rows).values.tolist()]
    elif isinstance(column, Integers):
        taken = column.take(rows)
        pairs = zip(taken.values.tolist(), taken.missing.tolist(), strict=True)
        values = [None if missing else Decimal(number) for number, missing in pairs]
    events = facts.in_order().events
    if events is None or name not in events.values:
        return values
    places = np.full(len(facts.items), -1, np.int64)
    places[rows] = np.arange(len(rows))
    codes = events.values[name]
    known = (places[events.item] >= 0) & (codes >= -1) & _seen(events.at, as_of)
    words = (*events.categories[name], None)
    for place, code in zip(places[events.item[known]].tolist(), codes[known].tolist(), strict=True):
        values[place] = words[code]
    return values


def _seen(at: NDArray[np.int64], as_of: int | None) -> NDArray[np.bool_]:
    last = np.iinfo(np.int64).max if as_of is None else as_of
    seen: NDArray[np.bool_] = (at != NAT) & (at <= last)
    return seen


def _begins(facts: Facts, condition: Condition, as_of: int | None) -> NDArray[np.int64]:
    """Return when the state of each item first met a condition on one field, in microseconds; `NAT` for never."""
    if not isinstance(condition, Is):
        raise NotKnownError(
            said("when {condition} is not read from items; give the instant as a field", condition=condition)
        )
    found = np.full(len(facts.items), NAT, np.int64)
    column = facts.items.columns.get(condition.field)
    opened = facts.items.columns.get(_OPENED)
    if isinstance(column, Coded) and isinstance(opened, Instants) and condition.field not in facts.items.latest:
        wanted = [code for word in condition.values if (code := column.code_of(word)) is not None]
        found = np.where(np.isin(column.codes, wanted), opened.us, NAT)
    events = facts.in_order().events
    if events is None or condition.field not in events.values:
        return found
    codes = [code for code, word in enumerate(events.categories[condition.field]) if word in condition.values]
    turns = np.flatnonzero(np.isin(events.values[condition.field], codes) & _seen(events.at, as_of))
    items, first = np.unique(events.item[turns], return_index=True)
    later = found[items] == NAT
    found[items[later]] = events.at[turns[first[later]]]
    return found
