"""Clauses that pay more for worse by what they ask for: signs, gates, repeats, clauses in the place of others, steps.

Each is looked at for itself. Another clause may cost more than this one gives; that is for whoever reads the advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.linting.directions import Directions, Turn
from contractkit.compiling.linting.signs import displaces_safely, signs_of
from contractkit.compiling.linting.step_orders import lint_orders
from contractkit.documents.clauses import Effect
from contractkit.documents.silences import parts_in

__all__ = ["advise_worse", "lint_gates"]

_MEANT = "is that meant? else exchange the two"
_WRONG = "is that meant? then leave it; else turn the condition"


def advise_worse(draft: Draft, place: Place, says: str, hint: str = _MEANT) -> None:
    """Advise that a place pays more for worse."""
    draft.desk.advise(place, "pays-more-for-worse", says, hint)


def lint_gates(draft: Draft, directions: Directions) -> None:
    """Advise on conditions, signs and repeats of effects, and on the steps of settlement clauses."""
    effects = list(_effects(draft))
    for place, effect in effects:
        for inside, says in _wrong(effect, directions):
            advise_worse(draft, place.at(*inside), says, _WRONG)
        others = list(_displaced(effect, effects))
        if not others:
            continue
        own, *theirs = (_period(directions, at, one) for at, one in ((place, effect), *others))
        displaced = [(other, per) for (_, other), per in zip(others, theirs, strict=True)]
        if not displaces_safely(effect, own, displaced):
            named = " and ".join(dict.fromkeys(_called(other) for _, other in others))
            says = f"it stands in the place of {named}, which may be worth less to the provider than this is"
            advise_worse(draft, place.at("instead_of"), says, "compare what they come to")
    _incidents(draft, effects, directions)
    lint_orders(draft, directions, effects, advise_worse)


def _effects(draft: Draft) -> Iterator[tuple[Place, Any]]:
    for place, clause in draft.desk.clauses():
        for path, part in parts_in(clause):
            if isinstance(part, Effect):
                yield place.at(*path), part


def _wrong(effect: Any, directions: Directions) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each place of an effect that pays more for worse, and why."""
    signs = signs_of(effect)
    gate = directions.turns(getattr(effect, "only_if", None))
    if "malus" in signs and "better" in gate:
        yield ("only_if",), "the malus is due only where something went well"
    if "bonus" in signs and "worse" in gate:
        yield ("only_if",), "the bonus is paid only where something went wrong"
    if "bonus" in signs and "worse" in directions.turns(getattr(effect, "bonus_only_if", None)):
        yield ("bonus_only_if",), "the bonus is paid only where something went wrong"
    yield from _of_items(effect, directions)
    repeat = getattr(effect, "repeat", None)
    if repeat is not None and "malus" in signs and repeat.multiply_by.value < 1:
        yield ("repeat", "multiply_by"), "a failure costs less after another one"


def _of_items(effect: Any, directions: Directions) -> Iterator[tuple[tuple[str | int, ...], str]]:
    kind = effect.kind
    if kind == "per-item":
        if (signs_of(effect) == {"bonus"}) == (effect.verdict == "breached"):
            yield (
                ("pays",),
                f"it {'pays' if effect.verdict == 'breached' else 'costs'} for items that are {effect.verdict}",
            )
    elif kind == "liquidated-damages":
        for number, item in enumerate(effect.items):
            if "better" in directions.turns(item.when):
                yield ("items", number, "when"), "damages are due where something went well"
    elif kind in ("milestone", "ratchet", "late-penalty"):
        wrong: Turn = "worse" if kind == "milestone" else "better"
        if wrong in directions.turns(getattr(effect, "when", None)):
            found = "a sum is due where something went wrong" if kind == "milestone" else "it costs where all went well"
            yield ("when",), found


def _period(directions: Directions, place: Place, effect: Any) -> str | None:
    return directions.own_period(place.paper.model.id, str(place.number), effect)


def _displaced(effect: Any, effects: list[tuple[Place, Any]]) -> Iterator[tuple[Place, Any]]:
    """Yield the effects in whose place another one stands."""
    words = {str(word) for word in getattr(effect, "instead_of", None) or ()}
    for place, other in effects:
        names = {str(place.number), f"{place.paper.model.id}/{place.number}", str(getattr(other, "name", None))}
        if other is not effect and words & names:
            yield place, other


def _called(effect: Any) -> str:
    return str(getattr(effect, "name", None) or effect.kind)


def _incidents(draft: Draft, effects: list[tuple[Place, Any]], directions: Directions) -> None:
    """Advise where one incident costs once: an item that is missed under a second target makes two of them one.

    What looks at no target belongs to each incident of its dates. Where the largest counts, it takes the place of
    smaller ones and frees none, so it makes no second target; what a customer chooses may be the smallest.
    """
    words = ("largest", "customers-choice")
    elected = [(place, effect) for place, effect in effects if getattr(effect, "one_incident", None) in words]
    chosen = any(str(effect.one_incident) == "customers-choice" for _, effect in elected)
    last: Place | None = None
    several: set[int] = set()
    for place, effect in elected:
        free = directions.targets.get(f"{place.paper.model.id}/{place.number}") is effect and not _names_figures(effect)
        if "malus" not in signs_of(effect) or (free and not chosen):
            continue
        target = directions.target_of(place.paper.model.id, str(place.number), effect)
        if target is None or getattr(target, "metric", None) is None:
            several.add(id(effect if target is None or bool(getattr(target, "rows", None)) else target))
            last = place
    if last is not None and len(several) > 1:
        says = "an item that is missed under two targets costs less than two items that are missed under one each"
        advise_worse(draft, last.at("one_incident"), says, "is that meant? then leave it; else write sum")


def _names_figures(effect: Any) -> bool:
    return bool(getattr(effect, "for_", ())) or effect.kind not in ("liquidated-damages", "pool-credit")
