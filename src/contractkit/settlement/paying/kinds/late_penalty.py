"""What lateness costs: so much for every step between the agreed instant and the delivery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.charging.exact import added, amount_text, exact_text
from contractkit.quantities.spans import Span
from contractkit.records.said import joined, said
from contractkit.settlement.paying.cases import local_date
from contractkit.settlement.paying.computed import Computed, Consequence, Single
from contractkit.settlement.paying.delays import Excused, excused_from
from contractkit.settlement.paying.deliveries import Delivery, deliveries_of, late_of, scene_of_each
from contractkit.settlement.paying.lateness import after, days_late, steps_late, wall_clock
from contractkit.settlement.paying.limits import Headroom, limit_of
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import NOTHING, Outcome, worth_of
from contractkit.terms.provisions.late_penalty import LatePenalty

__all__ = ["late_penalty"]

_FEW = 5
"""The most deliveries whose working stands in the formula; that of each stands in the evidence anyway."""
_NONE = Excused(timedelta(0), timedelta(0), ())
_Which = Literal["sure", "possible"]


@attrs.frozen
class _Late:
    """How late one delivery was, under one reading of what is excused.

    Attributes:
        one: The delivery.
        days: The days by the end of the period.
        before: Those of them that earlier periods counted.
        steps: The steps of all these days.
        steps_before: Those of the days before.
        worth: What a step costs.
        most: The cap of this delivery, with how it is said; None where it has none of its own.
    """

    one: Delivery
    days: int
    before: int
    steps: Fraction = Fraction(0)
    steps_before: Fraction = Fraction(0)
    worth: Outcome = NOTHING
    most: Headroom | None = None

    @property
    def now(self) -> Fraction:
        """Return the steps of this period."""
        return self.steps - self.steps_before

    def working(self, effect: LatePenalty) -> str:
        """Return how its steps came about, in numbers."""
        parts = [_steps(effect, self.days, self.steps)]
        if self.before:
            parts.append(_steps(effect, self.before, self.steps_before))
        if len(parts) == 1:
            return parts[0]
        return said("({working}) - ({before})", working=parts[0], before=parts[1])

    def single(self) -> Single | None:
        """Return what it comes to with its own cap; None where it has none."""
        if self.most is None:
            return None
        each = self.worth.exact
        return Single(-self.steps * each, -self.steps_before * each, *self.most)


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
        nothing = nothing_at_all("deduction", says).with_consequences(*rights)
        return attrs.evolve(nothing, evidence=tuple(_still_open(scene, deliveries.overdue)))
    if any(one.holds is None for one in counted):
        raise NotKnownError("whether a delivery is one of those that it is for is not known")
    excused = [_excused(scene, one) for one in counted]
    read = [_read(scene, effect, counted, excused, "sure")]
    if any(part.sure != part.possible for part in excused):
        possible = _read(scene, effect, counted, excused, "possible")
        read += [possible] if possible != read[0] else []
    sure = read[0]
    inputs = _inputs(sure)
    about = _about(sure) + waiting
    causes = tuple(dict.fromkeys(cause for part in excused for cause in part.causes))
    if causes:
        about += said(" without what {causes} excuses", causes=joined(" and ", causes))
        inputs["excused"] = str(sum((part.sure for part in excused), timedelta(0)))
    found = [_summed(effect, lates) for lates in read]
    failed = any(one.now for one in sure) if len(read) == 1 or any(one.now for one in read[1]) else None
    unsure = "whatever is excused"
    came = came_to(scene, "deduction", found, about, inputs, failed=failed, unsure=unsure, consequences=rights)
    singles = tuple(tuple(single for one in lates if (single := one.single()) is not None) for lates in read)
    late = (_told(scene, effect, one) for one in sure if one.days and one.one.case.id is not None)
    evidence = (*late, *_still_open(scene, deliveries.overdue))
    return attrs.evolve(came, singles=singles if any(singles) else (), evidence=evidence)


def _overdue(overdue: tuple[Delivery, ...]) -> Iterator[tuple[Delivery, datetime, datetime]]:
    """Yield what had to come and has not, with the two instants."""
    for one in overdue:
        if one.holds and one.agreed is not None and one.until is not None and one.until > one.agreed:
            yield one, one.agreed, one.until


def _waiting(overdue: tuple[Delivery, ...]) -> str:
    """Return what has not come yet and costs nothing before it does, behind what was found; empty for nothing."""
    late = sum(1 for _ in _overdue(overdue))
    if not late:
        return ""
    return said("; {n} is overdue and counts when it comes|; {n} are overdue and count when they come", n=late)


def _still_open(scene: Scene, overdue: tuple[Delivery, ...]) -> Iterator[str]:
    """Yield each delivery that is overdue and costs nothing yet, in words."""
    zone = scene.agreement.zone
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    for one, agreed, until in _overdue(overdue):
        yield said(
            "{id}: due {due}, not come: {n} day late so far, nothing yet|"
            "{id}: due {due}, not come: {n} days late so far, nothing yet",
            id=one.case.id,
            due=wall_clock(agreed, zone),
            n=days_late(agreed, until, zone, effect.part_days),
        )


def _about(lates: list[_Late]) -> str:
    if len(lates) > 1:
        late = sum(1 for one in lates if one.days)
        if all(one.one.came is not None for one in lates):
            return said("{late} of {deliveries} came late", late=late, deliveries=len(lates))
        return said("{late} of {deliveries} are late", late=late, deliveries=len(lates))
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


# -- how late each is --------------------------------------------------------------------------------------------------


def _read(
    scene: Scene, effect: LatePenalty, counted: tuple[Delivery, ...], excused: list[Excused], which: _Which
) -> list[_Late]:
    """Return how late each delivery was and what it costs, with what is surely excused or with all that may be."""
    whole = attrs.evolve(scene, share=Fraction(1), period=scene.within or scene.period)  # also where it is divided
    calendar, nothing = _calendar(scene, effect), _of_nothing(whole, effect)
    found = []
    for one, part in zip(counted, excused, strict=True):
        days, before = _days(scene, effect, one, getattr(part, which), which)
        steps = _steps_of(scene, effect, calendar, one, days)
        found.append(_Late(one, days, before, steps, _steps_of(scene, effect, calendar, one, before), nothing))
    late = sum(1 for one in found if one.steps or one.steps_before)
    if late > 1 and effect.value is None and effect.shares_of_orders:
        raise NotKnownError(
            said("{late} came late, and what each order is worth is not told (value: a number field)", late=late)
        )
    return [_priced(whole, effect, one) if one.steps or one.steps_before else one for one in found]


def _days(scene: Scene, effect: LatePenalty, one: Delivery, excused: timedelta, which: _Which) -> tuple[int, int]:
    """Return the days late by the end of the period, and those of them that earlier periods counted.

    Raises:
        NotKnownError: What earlier periods counted was counted under another wording, or is excused only now.
    """
    agreed, until = late_of(scene, one)
    zone = scene.agreement.zone
    days = days_late(agreed, until, zone, effect.part_days, excused)
    if days and one.case.id is not None:
        _refuse_other_wordings(scene, effect, one, local_date(agreed, zone))
    if one.since is None:
        return days, 0
    gone: timedelta = getattr(excused_from(scene, one.case, agreed, one.since), which)
    before = days_late(agreed, one.since, zone, effect.part_days, gone)
    if before > days:
        raise NotKnownError(
            said(
                "{before} days of {id} were counted before, of which relief excuses some now",
                before=before,
                id=one.case.id,
            )
        )
    return days, before


def _refuse_other_wordings(scene: Scene, effect: LatePenalty, one: Delivery, since: date) -> None:
    """Refuse a delivery of which earlier periods counted something under another wording, as it ran."""
    if scene.worded_before is None:
        return
    others = scene.worded_before(since)
    ran = [other for other in (effect, *others) if isinstance(other, LatePenalty) and other.counts == "as-it-runs"]
    if others and ran:
        raise NotKnownError(said("{id} was late under another wording too, which counted as it ran", id=one.case.id))


def _steps_of(
    scene: Scene, effect: LatePenalty, calendar: BusinessCalendar | None, one: Delivery, days: int
) -> Fraction:
    if not days or one.agreed is None:
        return Fraction(0)
    return steps_late(days, effect.step, local_date(one.agreed, scene.agreement.zone), effect.part_steps, calendar)


def _priced(scene: Scene, effect: LatePenalty, late: _Late) -> _Late:
    """Return a late delivery with what a step of it costs, and its cap."""
    alone, rules = scene_of_each(scene, late.one), effect.modifiers
    bounded = rules.cap is not None and rules.cap_bounds == "each-delivery"
    most = limit_of(alone, rules.cap, {}) if bounded else None
    return attrs.evolve(late, worth=worth_of(alone, effect.per_step), most=most)


def _of_nothing(scene: Scene, effect: LatePenalty) -> Outcome:
    """Return what a step costs of what was in time, whose value nobody has to know."""
    worth = worth_of(scene, effect.per_step)
    return worth if worth.base is None or worth.base.missing is None else NOTHING


# -- what all of them cost ---------------------------------------------------------------------------------------------


def _summed(effect: LatePenalty, lates: list[_Late]) -> Outcome:
    """Return what they cost together: a percentage where they are shares of one amount."""
    if len(lates) == 1:
        (one,) = lates
        return one.worth.times(-one.now).at("", one.working(effect))
    late = [one for one in lates if one.steps or one.steps_before] or lates
    base = late[0].worth.base
    missing = next((one.worth.base for one in late if one.worth.base is not None and one.worth.base.missing), None)
    of_one = effect.value is None and base is not None and late[0].worth.percent is not None
    percent = added(-one.now * (one.worth.percent or 0) for one in late) if of_one else None
    exact = added(-one.now * one.worth.exact for one in late)
    costs = [one for one in late if one.now]
    working = (
        joined(" + ", (said("({working})", working=one.working(effect)) for one in costs[: _FEW + 1])) or "no step"
    )
    if len(costs) > _FEW:
        working = said("the sum of {late} late deliveries, one by one in the evidence", late=len(costs))
    return Outcome(exact, percent, base if of_one else missing, "", working)


def _steps(effect: LatePenalty, days: int, steps: Fraction) -> str:
    return said(
        "{n} day / {step} = {steps} × {per_step}|{n} days / {step} = {steps} × {per_step}",
        n=days,
        step=effect.step,
        steps=exact_text(steps),
        per_step=effect.per_step,
    )


def _told(scene: Scene, effect: LatePenalty, late: _Late) -> str:
    """Return one late delivery in words, with its instants on the wall clock of the agreement and what it costs."""
    one, currency = late.one, scene.agreement.currency
    assert one.agreed is not None
    cost = -late.now * late.worth.exact
    at_most = ""
    if late.most is not None and late.steps * late.worth.exact > late.most[0]:
        at_most = said(", at most {told}", told=late.most[1])
    return said(
        "{id}: due {due}, {came}: {working}{base} = {cost}{at_most}",
        id=one.case.id,
        due=wall_clock(one.agreed, scene.agreement.zone),
        came="not come" if one.came is None else said("came {at}", at=wall_clock(one.came, scene.agreement.zone)),
        working=late.working(effect),
        base="" if late.worth.base is None else said(" of {base}", base=late.worth.base),
        cost=amount_text(cost, currency),
        at_most=at_most,
    )


def _calendar(scene: Scene, effect: LatePenalty) -> BusinessCalendar | None:
    spans = [span for span in (effect.step, effect.termination_after) if span is not None]
    if all(span.unit != "business-day" for span in spans):
        return None
    return scene.calendar(str(effect.step))


def _termination(scene: Scene, effect: LatePenalty, deliveries: tuple[Delivery, ...]) -> tuple[Consequence, ...]:
    """Return whether the other party may terminate: something came, or has not come, longer than the span after."""
    if effect.termination_after is None:
        return ()
    calendar = _calendar(scene, effect)
    passed = [(one, _passed(scene, effect.termination_after, calendar, one)) for one in deliveries]
    late = [one for one, over in passed if over]
    unsure = [one for one, over in passed if over is None]
    which = joined(", ", (one.case.id or "the delivery" for one in late or unsure))
    span = effect.termination_after
    state: Literal["arises", "does-not-arise", "undetermined"] = "does-not-arise"
    says = said("nothing came more than {span} late", span=span)
    if late:
        state = "arises"
        came = all(one.came is not None for one in late)
        says = (
            said("{which} came more than {span} late", which=which, span=span)
            if came
            else said("{which}: more than {span} late", which=which, span=span)
        )
    elif unsure:
        state = "undetermined"
        says = said("whether {which} is more than {span} late is not known", which=which, span=span)
    return (Consequence(effect.clause, "termination-right", "customer", state, says),)


def _passed(scene: Scene, span: Span, calendar: BusinessCalendar | None, one: Delivery) -> bool | None:
    """Return whether a delivery is later than a span; None where that is not known."""
    if one.agreed is None or one.until is None:
        return False
    turn, excused = after(one.agreed, span, scene.agreement.zone, calendar), _excused(scene, one)
    least, most = one.until > turn + excused.possible, one.until > turn + excused.sure
    return least if least == most and (one.holds or not most) else None
