"""Whether a credit was claimed in time, where the customer has to claim it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

import attrs

from contractkit.quantities.months import add_months
from contractkit.quantities.spans import Span
from contractkit.records.said import said
from contractkit.settlement.paying.cases import local_date
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.claims import claim_names, claim_rule
from contractkit.terms.effects import Effect

__all__ = ["Claimed", "claimed"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Claimed:
    """What became of the claim for a credit.

    Attributes:
        state: ``in-time``, ``late`` and lost, ``not-claimed`` in time, or ``open``: it may still be claimed, or nobody
            says whether it was.
        says: The same in words.
    """

    state: Literal["in-time", "late", "not-claimed", "open"]
    says: str


def claimed(scene: Scene) -> Claimed | None:
    """Return what became of the claim for the credit of an effect; None where it is given without one.

    Source: published service level agreements of cloud providers: a credit that is not requested within so many days
    or billing months is lost.
    """
    effect = scene.effect
    assert isinstance(effect, Effect)
    rule = claim_rule(scene.agreement, effect, scene.target)
    if rule is None:
        return None
    deadline = _deadline(scene, rule.within, rule.counted_from)
    names = {*claim_names(effect, scene.target), "all"}
    made = sorted(one.on for one in scene.told.claims if one.of in names and _same(one.period, scene))
    known_at = scene.told.known_at
    made = [day for day in made if known_at is None or day <= known_at]
    if made:
        if deadline is not None and made[0] > deadline:
            if rule.late == "considered":
                return Claimed(
                    "open",
                    said(
                        "claimed on {made}, after {deadline}: whether it is granted is not known",
                        made=made[0],
                        deadline=deadline,
                    ),
                )
            return Claimed("late", said("claimed on {made}, after {deadline}: lost", made=made[0], deadline=deadline))
        if deadline is None:
            return Claimed("open", said("claimed on {made}; until when it could be is not known", made=made[0]))
        return Claimed("in-time", said("claimed on {made}, by {deadline}", made=made[0], deadline=deadline))
    seen = _today(scene)
    if deadline is not None and seen is not None and seen > deadline:
        return Claimed("not-claimed", said("not claimed by {deadline}: lost", deadline=deadline))
    return Claimed(
        "open",
        said("it has to be claimed{by}", by="" if deadline is None else said(" by {deadline}", deadline=deadline)),
    )


def _same(period: object, scene: Scene) -> bool:
    start, end = getattr(period, "start", None), getattr(period, "end", None)
    return start is not None and end is not None and start <= scene.period.start and scene.period.end <= end


def _deadline(scene: Scene, span: Span, counted_from: str) -> date | None:
    """Return the last date on which a credit can be claimed; None where it is not known from when that counts."""
    start = scene.period.last if counted_from == "period-end" else scene.told.dates.get(counted_from)
    if start is None:
        return None
    if span.unit == "business-day":
        return scene.calendar(said("the {span} for a claim", span=span)).add_days(start, span.n)
    if span.unit in ("month", "year"):
        return add_months(start, span.n * (12 if span.unit == "year" else 1))
    return start + timedelta(days=span.n * (7 if span.unit == "week" else 1))


def _today(scene: Scene) -> date | None:
    """Return up to which date facts are known; None where nobody says."""
    if scene.told.known_at is not None:
        return scene.told.known_at
    if scene.evaluation is None:
        return None
    return local_date(_EPOCH + timedelta(microseconds=int(scene.evaluation.as_of)), scene.agreement.zone)
