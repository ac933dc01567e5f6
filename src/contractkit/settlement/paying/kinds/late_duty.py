"""What a duty costs that was not done in time: its sum for each time that fell due in the period."""

from __future__ import annotations

from fractions import Fraction

from contractkit.records.said import joined, said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.duty_times import DutyTime, fallen_due
from contractkit.settlement.paying.limits import limit_of
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import Style, came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome
from contractkit.terms.amounts import Limit, PerPeriod
from contractkit.terms.provisions.duty import Duty

__all__ = ["late_duty"]


@computes(Duty)
def late_duty(scene: Scene) -> Computed:
    """Return the sum for every time that fell due in the period and was not done by then.

    What the provider owed is deducted, what the customer owed is added. Of a time of which nothing was told nobody
    knows; what was waived or discharged costs nothing.
    """
    duty = scene.effect
    assert isinstance(duty, Duty)
    pays = None if duty.otherwise is None else duty.otherwise.pays
    if pays is None:
        return nothing_at_all("due", "nothing is paid for it")
    times = [*fallen_due(scene, duty)]
    if not times:
        return nothing_at_all("due", "it did not fall due")
    if duty.owner == "both":
        raise NotKnownError(said("who pays where '{does}' is late is not said: both parties owe it", does=duty.does))
    sign = -1 if duty.owner == "provider" else 1
    late = [one for one in times if one.late]
    untold = [one for one in times if one.late is None]
    least = sum((_sum(scene, pays, one) for one in late), Fraction(0))
    most = least + sum((_sum(scene, pays, one) for one in untold), Fraction(0))
    told = (
        said("; whether {which} was in time is not told", which=joined(", ", (one.name for one in untold)))
        if untold
        else ""
    )
    about = said("{does}: {late} of {times} late{told}", does=duty.does, late=len(late), times=len(times), told=told)
    working = said("{late} × {pays}", late=len(late), pays=pays)
    found = [Outcome(sign * amount, working=working) for amount in dict.fromkeys((least, most))]
    inputs = {"due": str(len(times)), "late": str(len(late))}
    style: Style = "deduction" if sign < 0 else "due"
    return came_to(scene, style, found, about, inputs, failed=True if late else None if untold else False)


def _sum(scene: Scene, pays: Limit, one: DutyTime) -> Fraction:
    if not isinstance(pays, PerPeriod):
        found = limit_of(scene, pays, {})
        return Fraction(0) if found is None else found[0]
    if pays.per.word != "day" or pays.per.n is not None:
        raise NotKnownError(
            said("how often {amount} per {per} is paid for what is late is not said", amount=pays.amount, per=pays.per)
        )
    if one.on is None:
        raise NotKnownError(said("how many days late {name} was is not told", name=one.name))
    each = limit_of(scene, pays.amount, {})
    return (Fraction(0) if each is None else each[0]) * max(0, (one.on - one.due).days)
