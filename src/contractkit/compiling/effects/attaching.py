"""Where effects go: those under a target's ``pays``, and those that are clauses of their own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects.paying import Paying
from contractkit.compiling.effects.registry import made
from contractkit.compiling.figures import Figure, figure_of_target, figures_called
from contractkit.documents.clauses.effects import MoneyEffect
from contractkit.documents.clauses.registry import effects as effect_models
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Curve, Effect, TierCredit
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.step_credit import StepCredit
from contractkit.terms.targets import Target

__all__ = [
    "attach_effect_clauses",
    "compile_effects",
    "effect_clauses",
    "effects_of",
    "free_effects",
    "of_facts",
    "of_points",
    "of_score",
]


def compile_effects(draft: Draft, place: Place, pays: tuple[Any, ...], target: Target) -> Target:
    """Return `target` with the effects that stand under its ``pays``."""
    found = effects_of(draft, place, pays, figure_of_target(target))
    return attrs.evolve(target, effects=(*target.effects, *found))


def effects_of(draft: Draft, place: Place, pays: tuple[Any, ...], figure: Figure) -> tuple[Effect, ...]:
    """Return the effects that stand under the ``pays`` of a figure's target.

    They are provisions: whoever keeps them in a term of its own also returns them beside it, so that they can be told.

    Args:
        draft: The agreement.
        place: Where the target stands; the effects are at ``pays`` below it.
        pays: The effects as they were read.
        figure: What they are for.
    """
    named = () if figure.computed == "yes" else (figure.name,)
    known: dict[Any, tuple[Effect, ...]] = draft.once("effects of rows", dict)
    key = (id(pays), place, attrs.evolve(figure, name="", clause=_NO_CLAUSE, applies=EVERYTHING), named)
    if key in known:
        return tuple(
            attrs.evolve(effect, clause=place.at("pays", number).ref(figure.clause.row))
            for number, effect in enumerate(known[key])
        )
    told = _told(draft)
    found = [
        made(Paying(draft, place.at("pays", number), written, figure, named, figure.clause.row))
        for number, written in enumerate(pays)
    ]
    effects = tuple(effect for effect in found if effect is not None)
    if told == _told(draft) and len(effects) == len(pays) and all(map(_by_figure_alone, effects)):
        known[key] = effects
    return effects


_NO_CLAUSE = ClauseRef("")


def _told(draft: Draft) -> tuple[int, ...]:
    """Return how much was told by now; what is told of a row has to be told of each."""
    desk = draft.desk
    return (len(desk.problems), len(desk.warnings), len(desk.not_computed_yet))


def _by_figure_alone(effect: Effect) -> bool:
    """Return whether an effect says the same of each row of a table whose rows differ in name and items only."""
    if isinstance(effect, BandEffect):
        return len(effect.rows) == 1 and effect.rows[0].condition == EVERYTHING
    return type(effect) in (Curve, TierCredit, GapCredit, StepCredit)


def attach_effect_clauses(draft: Draft) -> dict[str, tuple[Effect, ...]]:
    """Return the effects that stand as clauses of their own, by the id of the time target that each is for."""
    found: dict[str, list[Effect]] = {}
    for place, clause in effect_clauses(draft):
        for figure in _named(draft, place, clause):
            if figure.computed == "yes":
                effect = made(Paying(draft, place, clause, figure, row=figure.clause.row))
                if effect is not None:
                    found.setdefault(figure.id, []).append(effect)
    return {target: tuple(effects) for target, effects in found.items()}


def effect_clauses(draft: Draft) -> tuple[tuple[Place, Any], ...]:
    """Return the effects that are clauses of their own, and for a figure."""
    return tuple(draft.desk.clauses(*_kinds_on_a_figure()))


@cache
def _kinds_on_a_figure() -> tuple[str, ...]:
    return tuple(word for word, model in effect_models().items() if _on_a_figure(model) and word != "points-credit")


def _on_a_figure(model: Any) -> bool:
    return issubclass(model, MoneyEffect) and model.on_a_figure


def free_effects(draft: Draft, place: Place, clause: Any) -> tuple[Effect, ...]:
    """Return an effect that is a clause of its own and not for a time target, once for each figure that it is for.

    Args:
        draft: The agreement.
        place: Where the clause stands.
        clause: The clause as it was read.
    """
    if not clause.for_:
        before = len(draft.desk.problems)
        made(Paying(draft, place, clause))
        if len(draft.desk.problems) == before:
            hint = "write for: with the target's name or clause, or put the effect under the target's pays"
            draft.report(place, "missing-field", "'for' is missing: whose figure does it pay?", hint)
        return ()
    for number, word in enumerate(clause.for_):
        if not figures_called(draft, place, str(word)):
            at = place.at("for", *((number,) if len(clause.for_) > 1 else ()))
            draft.unknown(at, "target", str(word), {target.name for target in draft.targets})
    others = [figure for figure in _named(draft, place, clause) if figure.computed == "no"]
    found = [made(Paying(draft, place, clause, figure, (figure.name,))) for figure in others]
    return tuple(effect for effect in found if effect is not None)


def _named(draft: Draft, place: Place, clause: Any) -> tuple[Figure, ...]:
    found: dict[str, Figure] = {}
    for word in clause.for_:
        for figure in figures_called(draft, place, str(word)):
            found.setdefault(figure.id, figure)
    return tuple(found.values())


def of_facts(draft: Draft, place: Place, clause: Any) -> Effect | None:
    """Return an effect that reads facts only: lateness, damages, costs, results."""
    return made(Paying(draft, place, clause))


def of_points(draft: Draft, place: Place, clause: Any) -> Effect | None:
    """Return what the points of other effects cost: of the effects, targets or clauses that it names, or of all."""
    if not clause.for_:
        says = "'for' is missing: whose points does it credit?"
        draft.report(place, "missing-field", says, "for: all, or the targets and effects that give points")
        return None
    givers = draft.once("givers of points", lambda: tuple(_points_givers(draft)))
    cited: list[str] = []
    for number, word in enumerate(clause.for_):
        found = [ref for names, ref in givers if word in ("all", *names)]
        at = place.at("for", *((number,) if len(clause.for_) > 1 else ()))
        if not found and figures_called(draft, place, str(word)):
            says = f"'{word}' gives no points"
            draft.report(at, "wrong-reference", says, "name a target with a band-effect that gives points")
        elif not found and word != "all":
            draft.unknown(at, "effect that gives points", str(word), {name for names, _ in givers for name in names})
        cited += found
    return made(Paying(draft, place, clause, None, tuple(dict.fromkeys(cited))))


def _points_givers(draft: Draft) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield the words that name a clause that gives points, or a row of one, and the name that it goes by."""
    for place, clause in draft.desk.clauses():
        own = (place.number or "", f"{place.paper.model.id}/{place.number}")
        if clause.kind == "band-effect":
            if _gives_points(clause):
                names: tuple[str, ...] = (str(clause.name),) if clause.name else ()
                yield (*own, *names), (*names, str(place.ref()))[0]
            continue
        for row in getattr(clause, "rows", ()) or (clause,):
            pays = getattr(row, "pays", ()) or getattr(clause, "pays", ())
            inside = pays if isinstance(pays, tuple) else ()
            if any(effect.kind == "band-effect" and _gives_points(effect) for effect in inside):
                names = tuple(str(part.name) for part in (clause, row) if getattr(part, "name", None))
                yield (*own, *names), (*reversed(names), str(place.ref()))[0]


def _gives_points(effect: Any) -> bool:
    return any(band.points is not None for band in effect.every_band)


def of_score(draft: Draft, place: Place, clause: Any) -> Effect | None:
    """Return what a score earns: that of the metric or target that it names, or one that comes with the facts."""
    figure = None
    for word in clause.for_:
        found = figures_called(draft, place, str(word))
        if not found:
            metrics = [str(metric.name) for _, metric in draft.desk.clauses("metric")]
            draft.unknown(place.at("for"), "metric", str(word), metrics)
        figure = found[0] if found else figure
    return made(Paying(draft, place, clause, figure, () if figure is None else (figure.name,)))
