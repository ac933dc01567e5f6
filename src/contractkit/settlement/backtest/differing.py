"""What a variant needs: its verdicts as they are, some of them judged again, or all of them evaluated anew."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime
from contractkit.terms import Agreement
from contractkit.terms.stopwatch import Limit
from contractkit.terms.targets import ClockLine, Target

__all__ = ["Anew", "anew", "common_part", "judged_part"]

Anew = Literal["settled", "judged", "evaluated"]
"""``settled``: every verdict stands, only money is worked out anew; ``judged``: other allowed times, so that items are
judged again; ``evaluated``: another calendar, pause, priority or population, so that everything is."""


def anew(signed: Agreement, variant: Agreement) -> Anew:
    """Return what has to be done anew for a variant of an agreement that was evaluated."""
    if len(signed.versions) > 1 or len(variant.versions) > 1:
        return _of_versions(signed, variant)
    if common_part(signed) != common_part(variant) or len(signed.lines) != len(variant.lines):
        return "evaluated"
    pairs = [
        (judged_part(one), judged_part(other))
        for one, other in zip(signed.lines, variant.lines, strict=True)
        if one is not other
    ]
    if all(one == other for one, other in pairs):
        return "settled"
    return "judged" if all(_untimed(one) == _untimed(other) for one, other in pairs) else "evaluated"


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


def judged_part(line: ClockLine) -> ClockLine:
    """Return a line without what only money, or the verdict on a share, looks at."""
    return attrs.evolve(line, targets=tuple(_judged_target(target) for target in line.targets))


def _judged_target(target: Target) -> Target:
    return attrs.evolve(
        target,
        title=None,
        reach=None,
        per="month",
        effects=(),
        no_volume="no-verdict",
        no_data="undetermined",
        precision=None,
        minimum=None,
    )


def _untimed(line: ClockLine) -> ClockLine:
    """Return a line as if every target had the same time; limits in other units stay apart."""
    return attrs.evolve(line, targets=tuple(_untimed_target(target) for target in line.targets))


def _untimed_target(target: Target) -> Target:
    table = target.table
    if table is not None:
        rows = tuple(attrs.evolve(row, limit=_untimed_limit(row.limit)) for row in table.rows)
        table = attrs.evolve(table, rows=rows)
    limit = None if target.limit is None else _untimed_limit(target.limit)
    return attrs.evolve(target, limit=limit, table=table)


def _untimed_limit(limit: Limit) -> Limit:
    within = limit.within
    if isinstance(within, WorkingTime | ElapsedTime):
        return attrs.evolve(limit, within=attrs.evolve(within, us=1))
    if isinstance(within, BusinessDays | CalendarDays | Months):
        return attrs.evolve(limit, within=attrs.evolve(within, n=1))
    return limit
