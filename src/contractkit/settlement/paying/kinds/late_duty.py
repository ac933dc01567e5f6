"""What a duty costs that was not done in time: its sum for each time that fell due in the period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.limits import limit_of
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import Style, came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome
from contractkit.settlement.told.others import ToldDone
from contractkit.terms.amounts import Limit, PerPeriod
from contractkit.terms.provisions.duty import Duty

if TYPE_CHECKING:
    from contractkit.duties import Obligation

__all__ = ["late_duty"]


@attrs.frozen
class _Time:
    """One time that a duty was owed.

    Attributes:
        name: Which one it is.
        due: The last date on which it is in time.
        told: What was told of it; None where nothing was.
    """

    name: str
    due: date
    told: ToldDone | None


@computes(Duty)
def late_duty(scene: Scene) -> Computed:
    """Return the sum for every time that fell due in the period and was not done by then.

    What the provider owed is deducted, what the customer owed is added. Of a time of which nothing was told nobody
    knows; a duty that counts from a moment is looked at where its due date is told.
    """
    duty = scene.effect
    assert isinstance(duty, Duty)
    pays = None if duty.otherwise is None else duty.otherwise.pays
    if pays is None:
        return nothing_at_all("due", "nothing is paid for it")
    times = [*_fallen_due(scene, duty)]
    if not times:
        return nothing_at_all("due", "it did not fall due")
    if duty.owner == "both":
        raise NotKnownError(f"who pays where {duty.does!r} is late is not said: both parties owe it")
    sign = -1 if duty.owner == "provider" else 1
    late = [one for one in times if one.told is not None and (one.told.on is None or one.told.on > one.due)]
    untold = [one for one in times if one.told is None]
    least = sum((_sum(scene, pays, one) for one in late), Fraction(0))
    most = least + sum((_sum(scene, pays, one) for one in untold), Fraction(0))
    told = f"; whether {', '.join(one.name for one in untold)} was in time is not told" if untold else ""
    about = f"{duty.does}: {len(late)} of {len(times)} late{told}"
    working = f"{len(late)} × {pays}"
    found = [Outcome(sign * amount, working=working) for amount in dict.fromkeys((least, most))]
    inputs = {"due": str(len(times)), "late": str(len(late))}
    style: Style = "deduction" if sign < 0 else "due"
    return came_to(scene, style, found, about, inputs, failed=True if late else None if untold else False)


def _fallen_due(scene: Scene, duty: Duty) -> Iterator[_Time]:
    told = _told(scene, duty)
    rows = [row for row in _owed(scene) if row.clause == duty.clause]
    for row in rows:
        alone = len(rows) == 1
        own = (one for one in told if one.occasion == row.occasion or (one.occasion is None and alone))
        yield _Time(row.occasion, row.due, next(own, None))
    if not rows:
        for one in told:
            if one.due is not None and one.due in scene.period:
                yield _Time(one.occasion or one.due.isoformat(), one.due, one)
    elif len(rows) > 1 and any(one.occasion is None for one in told):
        names = " and ".join(row.occasion for row in rows)
        raise NotKnownError(f"which time of {duty.clause.clause} was done is not told: {names} are due")


def _owed(scene: Scene) -> tuple[Obligation, ...]:
    """Return everything that falls due in the period; it is worked out once for all duties."""
    from contractkit.duties import obligations

    key = ("owed", scene.period)
    if key not in scene.memory:
        period: Period = scene.period
        dates = (period.start, period.last)
        every = obligations(scene.agreement, between=dates, as_of=period.last, known_at=scene.told.known_at)
        scene.memory[key] = tuple(row for row in every.rows if row.kind == "duty" and row.provided is None)
    found: tuple[Obligation, ...] = scene.memory[key]
    return found


def _told(scene: Scene, duty: Duty) -> list[ToldDone]:
    """Return what was told of a duty and recorded by then; of several entries of one time the last one."""
    clause = duty.clause
    names = (clause.clause, str(clause))
    known_at = scene.told.known_at
    last: dict[str | None, ToldDone] = {}
    for one in sorted(scene.told.done, key=lambda one: one.recorded_on or date.min):
        if one.of in names and (known_at is None or one.recorded_on is None or one.recorded_on <= known_at):
            last[one.occasion] = one
    return list(last.values())


def _sum(scene: Scene, pays: Limit, one: _Time) -> Fraction:
    if not isinstance(pays, PerPeriod):
        found = limit_of(scene, pays, {})
        return Fraction(0) if found is None else found[0]
    if pays.per.word != "day" or pays.per.n is not None:
        raise NotKnownError(f"how often {pays.amount} per {pays.per} is paid for what is late is not said")
    if one.told is None or one.told.on is None:
        raise NotKnownError(f"how many days late {one.name} was is not told")
    each = limit_of(scene, pays.amount, {})
    return (Fraction(0) if each is None else each[0]) * max(0, (one.told.on - one.due).days)
