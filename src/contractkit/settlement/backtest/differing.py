"""What a variant needs: its verdicts as they are, some of them judged again, or all of them evaluated anew."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Literal

import attrs

from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime
from contractkit.terms import Agreement
from contractkit.terms.stopwatch import Limit
from contractkit.terms.targets import ClockLine, TableRow, Target, TargetTable

__all__ = ["Anew", "anew", "common_part", "judges_alike"]

Anew = Literal["settled", "judged", "evaluated"]
"""``settled``: every verdict stands, only money is worked out anew; ``judged``: other allowed times, so that items are
judged again; ``evaluated``: another calendar, pause, priority or population, so that everything is."""


def anew(signed: Agreement, variant: Agreement) -> Anew:
    """Return what has to be done anew for a variant of an agreement that was evaluated."""
    if len(signed.versions) > 1 or len(variant.versions) > 1:
        return _of_versions(signed, variant)
    if common_part(signed) != common_part(variant) or len(signed.lines) != len(variant.lines):
        return "evaluated"
    pairs = [pair for pair in zip(signed.lines, variant.lines, strict=True) if pair[0] is not pair[1]]
    if all(judges_alike(one, other) for one, other in pairs):
        return "settled"
    return "judged" if all(_alike_but_for_time(one, other) for one, other in pairs) else "evaluated"


def _of_versions(signed: Agreement, variant: Agreement) -> Anew:
    """Return the same for amended agreements: of two histories with the same dates the most that any version needs."""
    one, other = signed.versions.spans(), variant.versions.spans()
    if [(span.start, span.end) for span in one] != [(span.start, span.end) for span in other]:
        return "evaluated"
    found = {anew(_alone(a.value), _alone(b.value)) for a, b in zip(one, other, strict=True) if a.value is not b.value}
    return "evaluated" if "evaluated" in found else "judged" if "judged" in found else "settled"


def _alone(version: Agreement) -> Agreement:
    return attrs.evolve(version, versions=None)


def common_part(agreement: Agreement) -> tuple[Any, ...]:
    """Return what decides on verdicts, and is no clock line."""
    return (
        agreement.zone,
        agreement.term,
        agreement.scope,
        tuple(agreement.services),
        dict(agreement.fields),
        dict(agreement.calendars),
    )


def judges_alike(one: ClockLine, other: ClockLine) -> bool:
    """Return whether two lines differ only in what money, or the verdict on a share, looks at."""
    return _lines_alike(one, other, _judged)


def _alike_but_for_time(one: ClockLine, other: ClockLine) -> bool:
    """Return whether two lines judge alike if every target has the same time; limits in other units stay apart."""
    return _lines_alike(one, other, _untimed)


def _lines_alike(one: ClockLine, other: ClockLine, part: Callable[[Target], Any]) -> bool:
    if len(one.targets) != len(other.targets) or _shared(one) != _shared(other):
        return False
    return all(part(mine) == part(theirs) for mine, theirs in zip(one.targets, other.targets, strict=True))


def _untimed(target: Target) -> tuple[Any, ...]:
    table = target.table
    rows = None if table is None else tuple((_row(row), _untimed_limit(row.limit)) for row in table.rows)
    limit = None if target.limit is None else _untimed_limit(target.limit)
    return (_without_time(target), limit, None if table is None else _table(table), rows)


def _untimed_limit(limit: Limit) -> tuple[Any, ...]:
    within = limit.within
    if isinstance(within, WorkingTime | ElapsedTime | BusinessDays | CalendarDays | Months):
        own = attrs.fields(type(within))
        kept = tuple(getattr(within, field.name) for field in own if field.name not in ("us", "n"))
        return (type(within), kept, *_around(limit))
    return (within, *_around(limit))


def _all_but(kind: type[Any], *names: str) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads all fields of a class that its comparison reads, but for some."""
    return attrgetter(*(field.name for field in attrs.fields(kind) if field.eq and field.name not in names))


_MONEY = ("title", "reach", "per", "effects", "no_volume", "no_data", "precision", "minimum")
"""The fields of a target that decide on no verdict on an item."""
_judged = _all_but(Target, *_MONEY)
_without_time = _all_but(Target, *_MONEY, "limit", "table")
_shared = _all_but(ClockLine, "targets")
_around = _all_but(Limit, "within")
_row = _all_but(TableRow, "limit")
_table = _all_but(TargetTable, "rows")
