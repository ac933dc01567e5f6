"""A sum for every item with a verdict."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.records.said import said
from contractkit.settlement.measuring.figure import FigureCounts
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome, of_one_order, worth_of
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.targets import Target

__all__ = ["per_item"]


@computes(PerItem)
def per_item(scene: Scene) -> Computed:
    """Return the sum times the items with the verdict; of what is undetermined, each may have it or not."""
    effect = scene.effect
    assert isinstance(effect, PerItem)
    counts = _counts(scene, effect)
    if not counts.volume:
        running = (
            said("no item is judged yet and {running} still run", running=counts.running)
            if counts.running
            else "no items"
        )
        return nothing_at_all("pays", said("{running}, so no effect", running=running), _inputs(counts))
    sure = counts.met if effect.verdict == "met" else counts.breached
    most = sure + counts.undetermined
    of_one_order(scene, effect.pays, most)
    worth = worth_of(attrs.evolve(scene, share=Fraction(1)), effect.pays)  # an item lies in one part of a split period
    found = [_times(worth, count, effect) for count in dict.fromkeys((sure, most))]
    words = {"met": "met", "breached": "missed"}[effect.verdict]
    told = said(", and of {undetermined} nobody knows", undetermined=counts.undetermined) if counts.undetermined else ""
    about = said(f"{{sure}} of {{volume}} items {words} the target{{told}}", sure=sure, volume=counts.volume, told=told)
    failed = True if counts.breached else None if counts.undetermined else False
    return came_to(scene, "pays", found, about, _inputs(counts), failed=failed)


def _times(worth: Outcome, count: int, effect: PerItem) -> Outcome:
    return worth.times(Fraction(count)).at("", said("{count} × {pays}", count=count, pays=effect.pays))


def _inputs(counts: FigureCounts) -> dict[str, str]:
    words = ("met", "breached", "undetermined", "running")
    return {word: str(getattr(counts, word)) for word in words}


def _counts(scene: Scene, effect: PerItem) -> FigureCounts:
    """Return the items of the target in the period, of those that the effect is for."""
    if effect.applies == EVERYTHING:
        if scene.figure is None or scene.figure.counts is None:
            if scene.figure is not None and scene.figure.state == "no-volume":
                return FigureCounts()
            raise NotKnownError("how many items kept the target is not known")
        return scene.figure.counts
    if scene.evaluation is None or not isinstance(scene.target, Target):
        raise NotKnownError("how many of the items that it is for kept the target is not known")
    from contractkit.settlement.measuring.items import Chosen, judged_items

    return judged_items(scene.evaluation, scene.period, Chosen((scene.target.id,), when=effect.applies))
