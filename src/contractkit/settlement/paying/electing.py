"""Effects that do not stand beside each other: one instead of another, and of several of one incident the largest.

Everything is computed before; here some of it does not count. The order of the effects changes nothing, but that of two
that come to the same the first one on the page counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from contractkit.records.said import joined, said
from contractkit.settlement.paying.computed import Computed, State
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.targets import Target

__all__ = ["elected", "names_of"]

_ZERO = Fraction(0)


def elected(found: Sequence[tuple[Scene, Computed]]) -> tuple[Computed, ...]:
    """Return what effects come to beside each other.

    Args:
        found: Every effect of a settlement with what it comes to alone, in the order of the page.
    """
    computed = [one for _, one in found]
    scenes = [scene for scene, _ in found]
    for place, others in _from_the_first(scenes):
        for other in others:
            computed[other] = _beside(computed[other], computed[place], scenes[place])
    for group in _incidents(scenes, computed):
        words = {_word(scenes[place]) for place in group}
        if "customers-choice" in words:
            _chosen(scenes, computed, group)
        else:
            _largest(scenes, computed, group)
    return tuple(computed)


# -- one instead of another ------------------------------------------------------------------------------------------


def _from_the_first(scenes: Sequence[Scene]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each effect that stands in the place of others, with those; what takes the place of one comes before it.

    Of a chain A, B, C the effect A so displaces B before B could displace C. Effects that displace each other come in
    the order of the page.
    """
    waiting = {
        place: tuple(_displaced(scenes, place))
        for place, scene in enumerate(scenes)
        if isinstance(scene.effect, Effect) and scene.effect.modifiers.instead_of
    }
    while waiting:
        behind = {other for others in waiting.values() for other in others}
        place = next((one for one in waiting if one not in behind), next(iter(waiting)))
        yield place, waiting.pop(place)


def _displaced(scenes: Sequence[Scene], place: int) -> Iterator[int]:
    scene = scenes[place]
    assert isinstance(scene.effect, Effect)
    words, document = set(scene.effect.modifiers.instead_of), scene.effect.clause.document
    for number, other in enumerate(scenes):
        same = other.period.start < scene.period.end and scene.period.start < other.period.end
        if number != place and same and words & set(names_of(other.effect, document)):
            yield number


def names_of(effect: Effect | Provision, document: str) -> tuple[str, ...]:
    """Return what a clause may call an effect: its name, its clause, or either behind its document.

    Args:
        effect: The effect.
        document: The document in which the clause stands that calls it: the number of a clause is of the same one.
    """
    ref, name = effect.clause, getattr(effect, "name", None)
    named = () if name is None else (name, f"{ref.document}/{name}")
    near = (ref.clause,) if ref.clause and ref.document == document else ()
    return (f"{ref.document}/{ref.clause}", str(ref), *named, *near)


def _beside(other: Computed, first: Computed, scene: Scene) -> Computed:
    """Return an effect that does not accrue where another one pays."""
    if first.state == "settled" and not first.now:
        return other
    says = said("{clause} stands in its place", clause=scene.effect.clause)
    if first.state == "settled":
        return _gone(other, says)
    return _perhaps(other, said("{says} where that pays", says=says)) if first.state == "undetermined" else other


def _gone(computed: Computed, says: str) -> Computed:
    """Return an effect that does not count."""
    found = attrs.evolve(computed, now=_ZERO, low=_ZERO, high=_ZERO, percent=None, carried=_ZERO, conversion=None)
    state: State = "no-volume" if computed.state == "no-volume" else "settled"
    return attrs.evolve(
        found,
        state=state,
        says=said("{says}; {why}: nothing", says=computed.says, why=says),
        formula=said("{formula}; {why}: nothing", formula=computed.formula, why=says),
    )


def _perhaps(computed: Computed, says: str) -> Computed:
    """Return an effect of which nobody knows whether it counts."""
    low, high = min(computed.low, _ZERO), max(computed.high, _ZERO)
    if low == high:
        return computed
    return attrs.evolve(
        computed, now=_ZERO, low=low, high=high, state="undetermined", percent=None, says=f"{computed.says}; {says}"
    )


# -- several of one incident -----------------------------------------------------------------------------------------


def _word(scene: Scene) -> str:
    return scene.effect.modifiers.one_incident if isinstance(scene.effect, Effect) else "sum"


def _incidents(scenes: Sequence[Scene], computed: Sequence[Computed]) -> list[list[int]]:
    """Return the effects that belong to one incident, where more than one of them may pay.

    Effects belong together that are of the same dates and do not add up. Of two targets that are judged on items that
    holds only where one item was missed under both.
    """
    places = [
        place
        for place, scene in enumerate(scenes)
        if _word(scene) != "sum" and computed[place].gives == "money" and (computed[place].low or computed[place].high)
    ]
    groups: list[list[int]] = []
    for place in places:
        joined = [group for group in groups if any(_together(scenes[place], scenes[other]) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append(sorted([*(other for group in joined for other in group), place]))
    return [group for group in groups if len(group) > 1]


def _together(one: Scene, other: Scene) -> bool:
    if (one.period.start, one.period.end) != (other.period.start, other.period.end):
        return False
    missed, also = _missed(one), _missed(other)
    return missed is None or also is None or bool(missed & also)


def _missed(scene: Scene) -> frozenset[str] | None:
    """Return the items that were missed under a time target; None where nobody says which."""
    outcomes = getattr(scene.evaluation, "outcomes", None)
    if outcomes is None or not isinstance(scene.target, Target):
        return None
    inside = scene.evaluation.in_period(scene.period)
    rows = zip(outcomes.values("item"), outcomes.values("target"), outcomes.values("verdict"), inside, strict=True)
    wanted = ("breached", "undetermined")
    return frozenset(
        item for item, target, verdict, own in rows if own and target == scene.target.id and verdict in wanted
    )


def _largest(scenes: Sequence[Scene], computed: list[Computed], group: Sequence[int]) -> None:
    """Let the largest one count; where that is not known, each that may be it."""
    ends = {place: _magnitudes(computed[place]) for place in group}
    surest = max(low for low, _ in ends.values())
    best = next(place for place in group if ends[place][0] == surest)
    rivals = [place for place in group if place != best and ends[place][1] > surest]
    for place in group:
        if place == best:
            if rivals:
                computed[place] = _perhaps(computed[place], "another effect of the incident may be larger")
        elif place in rivals:
            computed[place] = _perhaps(computed[place], "it counts only if it is the largest of the incident")
        else:
            says = said("{other} is larger, and of one incident only the largest counts", other=_called(scenes[best]))
            computed[place] = _gone(computed[place], says)


def _magnitudes(computed: Computed) -> tuple[Fraction, Fraction]:
    low, high = computed.low, computed.high
    least = _ZERO if low <= 0 <= high else min(abs(low), abs(high))
    return least, max(abs(low), abs(high))


def _chosen(scenes: Sequence[Scene], computed: list[Computed], group: Sequence[int]) -> None:
    """Let the one count that the customer chose; all stay open as long as nobody says which one."""
    chosen = [place for place in group if _choice(scenes[place])]
    for place in group:
        if not chosen:
            computed[place] = _perhaps(
                computed[place], "which effect of the incident the customer chooses is not known"
            )
        elif len(chosen) > 1:
            named = joined(" and ", dict.fromkeys(_called(scenes[one]) for one in chosen))
            says = said(
                "what the customer chose, {named}, means {n} effects of one incident; tell one of them by its own name",
                named=named,
                n=len(chosen),
            )
            computed[place] = _perhaps(computed[place], says)
        elif place not in chosen:
            computed[place] = _gone(
                computed[place], said("the customer chose {other}", other=_called(scenes[chosen[0]]))
            )


def _choice(scene: Scene) -> bool:
    target = () if scene.target is None else (scene.target.name, scene.target.id, str(scene.target.clause))
    figures: Iterable[str] = scene.effect.figures if isinstance(scene.effect, Effect) else ()
    names = {*names_of(scene.effect, scene.effect.clause.document), *target, *figures}
    period = scene.period
    return any(
        one.of in names and one.period.start <= period.start and period.end <= one.period.end
        for one in scene.told.choices
    )


def _called(scene: Scene) -> str:
    name = getattr(scene.effect, "name", None)
    return str(name or (scene.target.name if scene.target is not None else scene.effect.clause))
