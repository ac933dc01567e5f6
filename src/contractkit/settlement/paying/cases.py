"""What single things an effect is about: the one that the facts tell of a period, or the items with their fields.

A case has the values that its fields held in the end. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from contractkit.facts import NAT, Coded, Facts, Instants, Integers, Numbers
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only
from contractkit.records.said import joined, said
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.terms.conditions import Condition, Is
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["Case", "cases_of", "local_date", "moment_field"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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
    every = [*named, *((by,) if by is not None else ())]
    deciding = by or AtField(_OPENED)
    return _of_items(scene, scene.facts, wanted, every, deciding, overdue, period or scene.period)


def _of_items(
    scene: Scene,
    facts: Facts,
    fields: Iterable[str],
    moments: Iterable[AtField | WhenState],
    by: AtField | WhenState,
    overdue: AtField | WhenState | None,
    period: Period,
) -> tuple[Case, ...]:
    as_of = None if scene.evaluation is None else int(scene.evaluation.as_of)
    columns = {name: _values(facts, name, as_of) for name in dict.fromkeys(fields)}
    for moment in moments:
        name = moment_field(moment)
        if name not in columns:
            if isinstance(moment, WhenState):
                columns[name] = _begins(facts, moment.condition, as_of)
            else:
                columns[name] = _values(facts, name, as_of)
        if isinstance(moment, AtField) and isinstance(facts.items.columns.get(name), Coded):
            raise NotKnownError(
                said("{name} holds words and no instants (the mapping makes it one with `type: instant`)", name=name)
            )
    deciding = moment_field(by)
    if deciding not in columns:
        columns[deciding] = _values(facts, deciding, as_of)
    start, end = period.bounds_us(scene.agreement.zone)
    inside = [at is not None and start <= _us(at) < end for at in columns[deciding]]
    if overdue is not None:
        begun = [at is not None and _us(at) < end for at in columns[moment_field(overdue)]]
        open_still = [at is None or _us(at) >= end for at in columns[deciding]]
        inside = [one or (due and still) for one, due, still in zip(inside, begun, open_still, strict=True)]
    scope = _in_scope(scene)
    found = []
    for place, taken in enumerate(inside):
        if taken and (scope is None or scope[place]):
            values = {name: column[place] for name, column in columns.items() if column[place] is not None}
            found.append(Case(str(facts.items.ids[place]), values))
    return tuple(found)


def _in_scope(scene: Scene) -> list[bool] | None:
    """Return for each item whether it was agreed; of what an effect is about there need be no other promise."""
    items = getattr(scene.evaluation, "items", None)
    return None if items is None else [word in ("in", "no-target") for word in items.values("scope")]


def _us(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _values(facts: Facts, name: str, as_of: int | None) -> list[Any]:
    """Return the values of a field in the end, None where one is missing."""
    column = facts.items.columns.get(name)
    values: list[Any] = [None] * len(facts.items)
    if isinstance(column, Coded):
        values = list(column.words())
    elif isinstance(column, Instants):
        values = column.datetimes()
    elif isinstance(column, Numbers):
        values = [None if number != number else Decimal(str(number)) for number in column.values.tolist()]
    elif isinstance(column, Integers):
        pairs = zip(column.values.tolist(), column.missing.tolist(), strict=True)
        values = [None if missing else Decimal(number) for number, missing in pairs]
    events = facts.in_order().events
    if events is None or name not in events.values:
        return values
    words = (*events.categories[name], None)
    rows = zip(events.item.tolist(), events.at.tolist(), events.values[name].tolist(), strict=True)
    for item, at, code in rows:
        if code >= -1 and at != NAT and (as_of is None or at <= as_of):
            values[item] = words[code]
    return values


def _begins(facts: Facts, condition: Condition, as_of: int | None) -> list[datetime | None]:
    """Return when the state of each item first met a condition on one field."""
    if not isinstance(condition, Is):
        raise NotKnownError(
            said("when {condition} is not read from items; give the instant as a field", condition=condition)
        )
    found: list[datetime | None] = [None] * len(facts.items)
    column = facts.items.columns.get(condition.field)
    opened = facts.items.columns.get(_OPENED)
    if isinstance(column, Coded) and isinstance(opened, Instants) and condition.field not in facts.items.latest:
        pairs = enumerate(zip(column.words(), opened.datetimes(), strict=True))
        for item, (word, at) in pairs:
            found[item] = at if word in condition.values else None
    events = facts.in_order().events
    if events is None or condition.field not in events.values:
        return found
    wanted = {code for code, word in enumerate(events.categories[condition.field]) if word in condition.values}
    rows = zip(events.item.tolist(), events.at.tolist(), events.values[condition.field].tolist(), strict=True)
    for item, us, code in rows:
        if found[item] is None and code in wanted and us != NAT and (as_of is None or us <= as_of):
            found[item] = _EPOCH + timedelta(microseconds=us)
    return found
