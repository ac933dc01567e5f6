"""The times that a duty fell due in a period, and what was told of each: by events, or in short under `done`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from contractkit.errors import FactsRejected, Problem
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.told.others import ToldDone
from contractkit.terms.provisions.duty import Duty

if TYPE_CHECKING:
    from contractkit.duties import Obligation

__all__ = ["DutyTime", "fallen_due"]

_DONE = ("fulfilled", "fulfilled-late")
_LET_GO = ("waived", "discharged", "terminated")


@attrs.frozen
class DutyTime:
    """One time that a duty was owed.

    Attributes:
        name: Which one it is.
        due: The last date on which it is in time; a suspension has moved it.
        on: The date on which it was done; None where it was not, or nobody tells.
        late: Whether it was done too late, or not at all; None where nobody tells.
    """

    name: str
    due: date
    on: date | None
    late: bool | None


def fallen_due(scene: Scene, duty: Duty) -> Iterator[DutyTime]:
    """Yield the times that fell due in the period of a scene.

    What was waived, discharged or terminated costs nothing, and what is suspended has not fallen due. A duty that
    counts from a moment has a date where an event tells the moment, or `done` the date.

    Args:
        scene: The period, and what was told.
        duty: The duty.

    Raises:
        NotKnownError: Several fell due, and `done` does not say of which it tells.
        FactsRejected: Of one time two different things were recorded on one date.
    """
    told = _told(scene, duty)
    rows = [row for row in _owed(scene) if row.clause == duty.clause]
    for row in rows:
        alone = len(rows) == 1
        own = (one for one in told if one.occasion == row.occasion or (one.occasion is None and alone))
        if row.state != "suspended":
            yield _time(scene, row, next(own, None))
    if not rows:
        for one in told:
            if one.due is not None and one.due in scene.period:
                late = one.on is None or one.on > one.due
                yield DutyTime(one.occasion or one.due.isoformat(), one.due, one.on, late)
    elif len(rows) > 1 and any(one.occasion is None for one in told):
        names = joined(" and ", (row.occasion for row in rows))
        raise NotKnownError(
            said("which time of {clause} was done is not told: {names} are due", clause=duty.clause.clause, names=names)
        )


def _time(scene: Scene, row: Obligation, short: ToldDone | None) -> DutyTime:
    """Return one time as events and `done` tell it; what was recorded later counts."""
    if row.state in _LET_GO:
        return DutyTime(row.occasion, row.due, None, late=False)
    event = next((passed for passed in reversed(row.history) if passed.state in _DONE), None)
    if event is not None and short is not None and short.on != event.on:
        recorded = next((one.recorded_on for one in scene.told.obligations if one.id == event.by), None)
        before, after = recorded or date.min, short.recorded_on or date.min
        if before == after:
            raise FactsRejected([_contradiction(row, event.on, event.by, short)])
        event = None if after > before else event
    if event is not None:
        return DutyTime(row.occasion, row.due, event.on, late=row.state == "fulfilled-late")
    if short is None:
        return DutyTime(row.occasion, row.due, None, late=None)
    return DutyTime(row.occasion, row.due, short.on, late=short.on is None or short.on > row.due)


def _contradiction(row: Obligation, on: date, by: str | None, short: ToldDone) -> Problem:
    other = "not-done" if short.on is None else short.on.isoformat()
    says = f"{row.id} is told twice: `done` says {other}, and the event {by} {on.isoformat()}"
    hint = "tell it once; what was recorded later counts, where both say recorded_on"
    return Problem("contradictory-done", says, where=f"done > {short.of}", hint=hint)


def _owed(scene: Scene) -> tuple[Obligation, ...]:
    """Return everything that falls due in the period; it is worked out once for all duties."""
    from contractkit.duties import obligations

    key = ("owed", scene.period)
    if key not in scene.memory:
        period: Period = scene.period
        events, zone = scene.told.obligations, scene.agreement.zone
        as_of = max([period.last, *(event.day(zone) for event in events)])
        dates = (period.start, period.last)
        every = obligations(scene.agreement, dates, as_of=as_of, events=events, known_at=scene.told.known_at)
        scene.memory[key] = tuple(row for row in every.rows if row.kind == "duty" and row.provided is None)
    found: tuple[Obligation, ...] = scene.memory[key]
    return found


def _told(scene: Scene, duty: Duty) -> list[ToldDone]:
    """Return what `done` tells of a duty and was recorded by then; of several entries of one time the last one."""
    clause = duty.clause
    names = (clause.clause, str(clause))
    known_at = scene.told.known_at
    last: dict[str | None, ToldDone] = {}
    for one in sorted(scene.told.done, key=lambda one: one.recorded_on or date.min):
        if one.of not in names or not (known_at is None or one.recorded_on is None or one.recorded_on <= known_at):
            continue
        before = last.get(one.occasion)
        if before is not None and before.recorded_on == one.recorded_on and before.on != one.on:
            says = f"`done` says two things of {clause} {one.occasion or ''}".rstrip()
            raise FactsRejected([Problem("contradictory-done", says, where=f"done > {one.of}", hint="tell it once")])
        last[one.occasion] = one
    return list(last.values())
