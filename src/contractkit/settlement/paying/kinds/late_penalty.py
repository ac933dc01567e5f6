"""What lateness costs: so much for every step between the agreed instant and the delivery."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.charging.exact import exact_text
from contractkit.records.said import joined, said
from contractkit.settlement.paying.cases import local_date
from contractkit.settlement.paying.computed import Computed, Consequence, Piece
from contractkit.settlement.paying.delays import Excused, excused_from
from contractkit.settlement.paying.deliveries import Delivery, deliveries_of, instants_of, scene_of_each
from contractkit.settlement.paying.lateness import after, days_late, steps_late
from contractkit.settlement.paying.limits import limit_of
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome, worth_of
from contractkit.terms.provisions.late_penalty import LatePenalty

__all__ = ["late_penalty"]

_NONE = Excused(timedelta(0), timedelta(0), ())


@attrs.frozen
class _Late:
    """How late one delivery was, under one reading of what is excused.

    Attributes:
        days: The days by the end of the period.
        before: Those of them that earlier periods counted.
        cost: What all of them cost.
        cost_before: What those before cost.
    """

    days: int
    before: int
    cost: Outcome
    cost_before: Outcome

    @property
    def now(self) -> Outcome:
        """Return what the days of this period cost."""
        if not self.before:
            return self.cost
        working = said("({working}) - ({before})", working=self.cost.working, before=self.cost_before.working)
        percents = self.cost.percent, self.cost_before.percent
        percent = None if percents[0] is None or percents[1] is None else percents[0] - percents[1]
        exact = self.cost.exact - self.cost_before.exact
        return attrs.evolve(self.cost, exact=exact, percent=percent, working=working)


@computes(LatePenalty)
def late_penalty(scene: Scene) -> Computed:
    """Return s × credit for every delivery of the period, s the steps of lateness that no relief excuses.

    Source: design.md section 6; money.md M7: force majeure cuts the interval, and does not take away the whole; the
    cap is that of each delivery.
    """
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    deliveries = deliveries_of(scene)
    rights = _termination(scene, effect, (*deliveries.counted, *deliveries.overdue))
    counted, waiting = deliveries.counted, _waiting(deliveries.overdue)
    if not counted:
        says = said("nothing was delivered{waiting}, so no effect", waiting=waiting)
        return nothing_at_all("deduction", says).with_consequences(*rights)
    if any(one.holds is None for one in counted):
        raise NotKnownError("whether a delivery is one of those that it is for is not known")
    excused = [_excused(scene, one) for one in counted]
    readings = [_read(scene, effect, counted, excused, which) for which in ("sure", "possible")]
    sure, possible = readings
    inputs = _inputs(sure)
    about = _about(counted, sure) + waiting
    causes = tuple(dict.fromkeys(cause for part in excused for cause in part.causes))
    if causes:
        about += said(" without what {causes} excuses", causes=joined(" and ", causes))
        inputs["excused"] = str(sum((part.sure for part in excused), timedelta(0)))
    read = [sure] if sure == possible else readings
    found = [_summed([one.now for one in lates]) for lates in read]
    failed = _is_late(sure) if len(read) == 1 or _is_late(possible) else None
    unsure = "whatever is excused"
    came = came_to(scene, "deduction", found, about, inputs, failed=failed, unsure=unsure, consequences=rights)
    return attrs.evolve(came, pieces=_pieces(scene, effect, counted, read))


def _waiting(overdue: tuple[Delivery, ...]) -> str:
    """Return what has not come yet and costs nothing before it does, behind what was found; empty for nothing."""
    late = sum(1 for one in overdue if one.holds and one.agreed and one.until and one.until > one.agreed)
    if not late:
        return ""
    return said("; {n} is overdue and counts when it comes|; {n} are overdue and count when they come", n=late)


def _is_late(lates: list[_Late]) -> bool:
    return any(one.days > one.before for one in lates)


def _about(counted: tuple[Delivery, ...], lates: list[_Late]) -> str:
    if len(lates) > 1:
        late = sum(1 for one in lates if one.days)
        if all(one.came is not None for one in counted):
            return said("{late} of {days} came late", late=late, days=len(lates))
        return said("{late} of {days} are late", late=late, days=len(lates))
    (one,) = lates
    days = said("{n} day late|{n} days late", n=one.days)
    return days + said(", {before} of them before", before=one.before) if one.before else days


def _inputs(lates: list[_Late]) -> dict[str, str]:
    if len(lates) > 1:
        return {"deliveries": str(len(lates)), "late": str(sum(1 for one in lates if one.days))}
    (one,) = lates
    return {"days": str(one.days)} | ({"days-before": str(one.before)} if one.before else {})


def _excused(scene: Scene, one: Delivery) -> Excused:
    """Return what is excused by the end of the period."""
    return _NONE if one.agreed is None or one.until is None else excused_from(scene, one.case, one.agreed, one.until)


def _read(
    scene: Scene,
    effect: LatePenalty,
    counted: tuple[Delivery, ...],
    excused: list[Excused],
    which: Literal["sure", "possible"],
) -> list[_Late]:
    """Return how late each delivery was and what it costs, with what is surely excused or with all that may be."""
    found = [_late(scene, effect, one, getattr(part, which), which) for one, part in zip(counted, excused, strict=True)]
    if effect.value is None and effect.shares_of_orders:
        late = sum(1 for one in found if one.days)
        if late > 1:
            raise NotKnownError(
                said("{late} came late, and what each order is worth is not told (value: a number field)", late=late)
            )
    return found


def _late(
    scene: Scene, effect: LatePenalty, one: Delivery, excused: timedelta, which: Literal["sure", "possible"]
) -> _Late:
    agreed, until = instants_of(scene, one)
    zone = scene.agreement.zone
    days = days_late(agreed, until, zone, effect.part_days, excused)
    before = 0
    if one.since is not None:
        gone: timedelta = getattr(excused_from(scene, one.case, agreed, one.since), which)
        before = days_late(agreed, one.since, zone, effect.part_days, gone)
    if not days and not before:
        nothing = _cost(attrs.evolve(scene, share=Fraction(1)), effect, agreed, 0)
        if nothing.base is not None and nothing.base.missing is not None:
            nothing = Outcome(Fraction(0), working=nothing.working)  # of what was in time nobody has to know the value
        return _Late(0, 0, nothing, nothing)
    alone = scene_of_each(scene, one)
    return _Late(days, before, _cost(alone, effect, agreed, days), _cost(alone, effect, agreed, before))


def _cost(scene: Scene, effect: LatePenalty, agreed: datetime, days: int) -> Outcome:
    calendar = _calendar(scene, effect)
    on = local_date(agreed, scene.agreement.zone)
    steps = steps_late(days, effect.step, on, effect.part_steps, calendar)
    working = said(
        "{days} days / {step} = {steps} steps × {per_step}",
        days=days,
        step=effect.step,
        steps=exact_text(steps),
        per_step=effect.per_step,
    )
    return worth_of(scene, effect.per_step).times(-steps).at("", working)


def _summed(found: list[Outcome]) -> Outcome:
    if len(found) == 1:
        return found[0]
    exact = sum((one.exact for one in found), Fraction(0))
    costs = [one for one in found if one.exact or one.base is None or one.base.missing] or found
    bases = list(dict.fromkeys(one.base for one in costs))
    percents = [one.percent for one in costs if one.percent is not None]
    of_one = len(bases) == 1 and len(percents) == len(costs)
    missing = next((base for base in bases if base is not None and base.missing is not None), None)
    percent = sum(percents, Fraction(0)) if of_one else None
    working = joined(" + ", (said("({working})", working=one.working) for one in found if one.exact)) or "no step"
    return Outcome(exact, percent, bases[0] if of_one else missing, "", working)


def _pieces(
    scene: Scene, effect: LatePenalty, counted: tuple[Delivery, ...], readings: list[list[_Late]]
) -> tuple[tuple[Piece, ...], ...]:
    """Return each delivery that costs something with its own cap; nothing where the cap is that of a whole period."""
    rules = effect.modifiers
    if rules.cap is None or rules.cap_bounds != "each-delivery":
        return ()
    found = []
    for lates in readings:
        pieces = []
        for one, late in zip(counted, lates, strict=True):
            if late.days or late.before:
                limit = limit_of(scene_of_each(scene, one), rules.cap, {})
                assert limit is not None
                pieces.append(Piece(late.cost.exact, late.cost_before.exact, *limit))
        found.append(tuple(pieces))
    return tuple(found) if any(found) else ()


def _calendar(scene: Scene, effect: LatePenalty) -> BusinessCalendar | None:
    spans = [span for span in (effect.step, effect.termination_after) if span is not None]
    if all(span.unit != "business-day" for span in spans):
        return None
    return scene.calendar(str(effect.step))


def _termination(scene: Scene, effect: LatePenalty, deliveries: tuple[Delivery, ...]) -> tuple[Consequence, ...]:
    """Return whether the other party may terminate: something came, or has not come, longer than the span after."""
    if effect.termination_after is None:
        return ()
    zone, calendar = scene.agreement.zone, _calendar(scene, effect)
    over = []
    for one in deliveries:
        if one.agreed is not None and one.until is not None:
            turn = after(one.agreed, effect.termination_after, zone, calendar)
            turn += excused_from(scene, one.case, one.agreed, one.until).sure
            over.append((one, one.until > turn))
    late = [one.case.id or "the delivery" for one, passed in over if passed]
    says = said("nothing came more than {span} late", span=effect.termination_after)
    if late and all(one.came is not None for one, passed in over if passed):
        says = said("{which} came more than {span} late", which=joined(", ", late), span=effect.termination_after)
    elif late:
        says = said("{which}: more than {span} late", which=joined(", ", late), span=effect.termination_after)
    state: Literal["arises", "does-not-arise"] = "arises" if late else "does-not-arise"
    return (Consequence(effect.clause, "termination-right", "customer", state, says),)
