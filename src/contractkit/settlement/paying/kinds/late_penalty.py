"""What lateness costs: so much for every step between the agreed instant and the delivery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from contractkit.calendars import BusinessCalendar
from contractkit.charging.exact import exact_text
from contractkit.records.said import joined, said
from contractkit.settlement.paying.cases import Case, cases_of, local_date, moment_field
from contractkit.settlement.paying.computed import Computed, Consequence
from contractkit.settlement.paying.delays import Excused, excused_from
from contractkit.settlement.paying.lateness import after, days_late, steps_late
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.truth import fields_in, holds_of
from contractkit.settlement.paying.worth import Outcome, worth_of
from contractkit.terms.provisions.late_penalty import LatePenalty

__all__ = ["late_penalty"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@computes(LatePenalty)
def late_penalty(scene: Scene) -> Computed:
    """Return s × credit for every delivery of the period, s the steps of lateness that no relief excuses.

    Source: design.md section 6; money.md M7: force majeure cuts the interval, and does not take away the whole.
    """
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    moments, fields = (effect.agreed, effect.delivered), fields_in(effect.applies)
    cases = cases_of(scene, fields, moments, by=effect.delivered)
    judged = [(case, holds_of(scene, effect.applies, case)) for case in cases]
    meant = [case for case, holds in judged if holds is not False]
    rights = _termination(scene, effect, meant)
    if not meant:
        return nothing_at_all("deduction", "nothing was delivered, so no effect").with_consequences(*rights)
    if any(holds is None for _, holds in judged):
        raise NotKnownError("whether a delivery is one of those that it is for is not known")
    excused = [_excused(scene, effect, case) for case in meant]
    readings = [_read(scene, effect, meant, excused, which) for which in ("sure", "possible")]
    days, one = readings[0]
    late = sum(1 for count in days if count)
    about = (
        said("{n} day late|{n} days late", n=days[0])
        if len(days) == 1
        else said("{late} of {days} came late", late=late, days=len(days))
    )
    inputs = {"days": str(days[0])} if len(days) == 1 else {"deliveries": str(len(days)), "late": str(late)}
    causes = tuple(dict.fromkeys(cause for part in excused for cause in part.causes))
    if causes:
        about += said(" without what {causes} excuses", causes=joined(" and ", causes))
        inputs["excused"] = str(sum((part.sure for part in excused), timedelta(0)))
    found = [one] if readings[1][0] == days else [one, readings[1][1]]
    failed = late > 0 if len(found) == 1 or any(readings[1][0]) else None
    unsure = "whatever is excused"
    return came_to(scene, "deduction", found, about, inputs, failed=failed, unsure=unsure, consequences=rights)


def _read(
    scene: Scene, effect: LatePenalty, meant: list[Case], excused: list[Excused], which: str
) -> tuple[list[int], Outcome]:
    """Return the days late and what they cost, with what is surely excused or with all that may be."""
    lengths: list[timedelta] = [getattr(part, which) for part in excused]
    days = [_days(scene, effect, case, length) for case, length in zip(meant, lengths, strict=True)]
    found = [_cost(scene, effect, case, count) for case, count in zip(meant, days, strict=True)]
    return days, found[0] if len(found) == 1 else _summed(found)


def _excused(scene: Scene, effect: LatePenalty, case: Case) -> Excused:
    agreed, delivered = case.moment(effect.agreed), case.moment(effect.delivered)
    if agreed is None or delivered is None:
        return Excused(timedelta(0), timedelta(0), ())
    return excused_from(scene, case, agreed, delivered)


def _days(scene: Scene, effect: LatePenalty, case: Case, excused: timedelta) -> int:
    agreed, delivered = case.moment(effect.agreed), case.moment(effect.delivered)
    for moment, at in ((effect.agreed, agreed), (effect.delivered, delivered)):
        if at is None:
            of = "" if case.id is None else said(" of {id}", id=case.id)
            raise NotKnownError(said("{moment}{of} is not known", moment=moment_field(moment), of=of))
    assert agreed is not None
    assert delivered is not None
    return days_late(agreed, delivered, scene.agreement.zone, effect.part_days, excused)


def _cost(scene: Scene, effect: LatePenalty, case: Case, days: int) -> Outcome:
    agreed = case.moment(effect.agreed)
    assert agreed is not None
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
    exact = sum((one.exact for one in found), Fraction(0))
    percents = [one.percent for one in found if one.percent is not None]
    percent = sum(percents, Fraction(0)) if len(percents) == len(found) else None
    working = joined(" + ", (said("({working})", working=one.working) for one in found if one.exact)) or "no step"
    return Outcome(exact, percent, found[0].base if percent is not None else None, "", working)


def _calendar(scene: Scene, effect: LatePenalty) -> BusinessCalendar | None:
    spans = [span for span in (effect.step, effect.termination_after) if span is not None]
    if all(span.unit != "business-day" for span in spans):
        return None
    return scene.calendar(str(effect.step))


def _termination(scene: Scene, effect: LatePenalty, cases: list[Case]) -> tuple[Consequence, ...]:
    """Return whether the other party may terminate: something came, or has not come, longer than the span after."""
    if effect.termination_after is None:
        return ()
    zone, calendar = scene.agreement.zone, _calendar(scene, effect)
    until = _seen_until(scene)
    over = []
    for case in cases:
        agreed, delivered = case.moment(effect.agreed), case.moment(effect.delivered) or until
        if agreed is not None and delivered is not None:
            turn = after(agreed, effect.termination_after, zone, calendar)
            turn += excused_from(scene, case, agreed, delivered).sure
            over.append((case, delivered > turn))
    late = [case.id or "the delivery" for case, passed in over if passed]
    says = (
        said(
            "{which} came more than {span} late",
            which=joined(", ", late),
            span=effect.termination_after,
        )
        if late
        else ""
    )
    says = says or said("nothing came more than {span} late", span=effect.termination_after)
    state = "arises" if late else "does-not-arise"
    return (Consequence(effect.clause, "termination-right", "customer", state, says),)  # type: ignore[arg-type]


def _seen_until(scene: Scene) -> datetime | None:
    if scene.evaluation is None:
        return None
    _, end = scene.period.bounds_us(scene.agreement.zone)
    return _EPOCH + timedelta(microseconds=min(int(scene.evaluation.as_of), end))
