"""The deliveries that a late penalty is about in a period, and the time for which each of them is late.

A delivery that came in the period is one of them. What had to come and has not come by the end of the period is looked
at too: it may give a right to terminate, and under `as-it-runs` every period costs what ran in it.

Source: docs/decisions/0190-days-late-and-whose-period.md, docs/decisions/0269-what-each-late-delivery-costs.md.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.exact import exact_text
from contractkit.charging.windows import in_force
from contractkit.records.said import said
from contractkit.settlement.paying.cases import Case, cases_of, moment_field
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.truth import fields_in, holds_of, moments_in
from contractkit.terms.amounts import ORDER_VALUE
from contractkit.terms.provisions.late_penalty import LatePenalty

__all__ = ["Delivery", "Found", "deliveries_of", "late_of", "scene_of_each"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Delivery:
    """One delivery.

    Attributes:
        case: What is known of it.
        agreed: When it had to come; None where that is not known.
        came: When it came; None where it had not come by the end of the period, or where that is not known.
        since: From when on lateness counts in this period, where an earlier one counted what lies before.
        until: Until when it was late at most: when it came, or the end of the period.
        holds: Whether the penalty is for it; None where that is not known.
    """

    case: Case
    agreed: datetime | None
    came: datetime | None
    since: datetime | None
    until: datetime | None
    holds: bool | None

    @property
    def of(self) -> str:
        """Return the words that name it behind something that is missing; empty for one that is told."""
        return "" if self.case.id is None else said(" of {id}", id=self.case.id)


@attrs.frozen
class Found:
    """The deliveries of a period.

    Attributes:
        counted: Those that cost something in this period, if they are late.
        overdue: Those that had to come, have not come, and cost something only when they do.
    """

    counted: tuple[Delivery, ...]
    overdue: tuple[Delivery, ...]


def deliveries_of(scene: Scene) -> Found:
    """Return the deliveries that a late penalty is about in the period of a scene.

    Raises:
        NotKnownError: A field that it looks at is told nowhere.
    """
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    fields = [*fields_in(effect.applies), *([effect.value] if effect.value in _fields(scene) else [])]
    moments = (effect.agreed, effect.delivered, *moments_in(effect.applies))
    cases = cases_of(scene, fields, moments, by=effect.delivered, overdue=effect.agreed)
    dates = _dates(scene)
    found = [one for case in cases if (one := _delivery(scene, effect, case, dates)).holds is not False]
    if effect.counts == "as-it-runs":
        return Found(tuple(found), ())
    return Found(
        tuple(one for one in found if one.came is not None or one.case.id is None),
        tuple(one for one in found if one.came is None and one.case.id is not None),
    )


def _fields(scene: Scene) -> frozenset[str]:
    """Return what the facts tell, of items or of the one delivery."""
    carried = frozenset() if scene.facts is None else frozenset(scene.facts.fields)
    return carried | frozenset(scene.told.fields)


@attrs.frozen
class _Dates:
    """When a period begins and ends, and until when anything is known of it and the agreement holds."""

    start: datetime
    end: datetime
    seen: datetime


def _dates(scene: Scene) -> _Dates:
    zone = scene.agreement.zone
    start, end = scene.period.bounds_us(zone)
    held = in_force(scene.agreement, scene.period)
    seen = start if held is None else held.bounds_us(zone)[1]
    if scene.evaluation is not None:
        seen = max(start, min(seen, int(scene.evaluation.as_of)))
        end = max(start, min(end, int(scene.evaluation.as_of) + 1))
    return _Dates(*(_EPOCH + timedelta(microseconds=us) for us in (start, end, seen)))


def _delivery(scene: Scene, effect: LatePenalty, case: Case, dates: _Dates) -> Delivery:
    agreed, came = case.moment(effect.agreed), case.moment(effect.delivered)
    holds = holds_of(scene, effect.applies, case)
    if case.id is None:
        return Delivery(case, agreed, came, None, came, holds)
    came = came if came is not None and came < dates.end else None
    until = came or dates.seen
    if effect.counts == "when-delivered":
        return Delivery(case, agreed, came, None, until, holds)
    since = dates.start if agreed is not None and agreed < dates.start else None
    return Delivery(case, agreed, came, since, min(until, dates.seen), holds)


def late_of(scene: Scene, one: Delivery) -> tuple[datetime, datetime]:
    """Return when a delivery had to come, and until when it was late.

    Raises:
        NotKnownError: One of the two is not known.
    """
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    if one.agreed is None or one.until is None:
        missing = effect.agreed if one.agreed is None else effect.delivered
        raise NotKnownError(said("{moment}{of} is not known", moment=moment_field(missing), of=one.of))
    return one.agreed, one.until


def scene_of_each(scene: Scene, one: Delivery) -> Scene:
    """Return the scene in which amounts are those of one delivery: `order-value` is the value of its own order.

    Raises:
        NotKnownError: What the order is worth is not known.
    """
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    if effect.value is None or (one.case.id is None and effect.value not in one.case.fields):
        return scene
    worth = one.case.number(effect.value)
    if worth is None:
        raise NotKnownError(said("{moment}{of} is not known", moment=effect.value, of=one.of))
    if worth < 0:
        raise NotKnownError(
            said(
                "{field}{of} is {worth}, and no order is worth that",
                field=effect.value,
                of=one.of,
                worth=exact_text(Fraction(worth)),
            )
        )
    formula = said("{field}{of}", field=effect.value, of=one.of)
    base = Base(ORDER_VALUE, Fraction(worth), scene.agreement.currency, formula, ())
    return attrs.evolve(scene, asks=lambda word, period: base if word == ORDER_VALUE else scene.looked_up(word, period))
