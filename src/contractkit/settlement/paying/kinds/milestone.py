"""The milestone: a sum that is due once, when something was done."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.quantities.months import months_between
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.paying.cases import Case, cases_of
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.truth import about_items, fields_in, holds_of, moments_in
from contractkit.settlement.paying.worth import NOTHING, worth_of
from contractkit.terms.provisions.milestone import Milestone

__all__ = ["milestone"]


@computes(Milestone)
def milestone(scene: Scene) -> Computed:
    """Return the sum where the condition holds of the period, or of one of its items; once in the whole term."""
    effect = scene.effect
    assert isinstance(effect, Milestone)
    paid = _paid_before(scene) or _paid_in_part(scene)
    if paid is not None:
        return nothing_at_all("due", said("it was paid in {paid} and is due once", paid=paid))
    cases: tuple[Case, ...] = (Case(None, {}),)
    if about_items(effect.when):
        moments = moments_in(effect.when)
        cases = cases_of(scene, fields_in(effect.when), moments, by=moments[-1] if moments else None)
    found = [holds_of(seen, effect.when, case) for case in cases for seen in _months(scene, effect)]
    worth = worth_of(scene, effect.amount)
    if True in found:
        done = worth.at("", said("{amount}", amount=effect.amount))
        scene.memory.setdefault(("milestone", str(effect.clause)), scene.period)
        return came_to(scene, "due", [done], "it was done", failed=False)
    none = NOTHING if worth.percent is None else worth.times(Fraction(0))
    if None in found:
        return came_to(scene, "due", [none, worth], "whether it was done is not known")
    return came_to(scene, "due", [none.at("", "not done")], "it was not done", failed=False)


def _months(scene: Scene, effect: Milestone) -> list[Scene]:
    """Return the scene of each month, where a figure decides: done in one of them is done.

    Where an amendment splits the period, a month belongs to the wording that holds on its last date.
    """
    period = scene.period if scene.within is None or scene.part == 1 else scene.within
    whole = period.start.day == 1 and months_between(period.start, period.end) is not None
    if about_items(effect.when) or not whole:
        return [scene]
    return [attrs.evolve(scene, period=month) for month in period.months() if month.last in scene.period]


def _paid_in_part(scene: Scene) -> str | None:
    """Return the earlier part of the same period in which it was done, where an amendment splits it."""
    found: Period | None = scene.memory.get(("milestone", str(scene.effect.clause)))
    return None if found is None or found.end > scene.period.start else found.label


def _paid_before(scene: Scene) -> str | None:
    """Return the period in which an earlier settlement paid it; None where none did."""
    for record in scene.ledger.governing:
        if record.period.end <= scene.period.start:
            for entry in record.entries:
                if entry.clause == str(scene.effect.clause) and entry.came_to > 0:
                    return record.period.label
    return None
