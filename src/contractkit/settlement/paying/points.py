"""The points that came up in a period: told, or given by the bands of the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.paying.scene import Book, NotKnownError, Scene
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Giver", "Points", "givers_of", "points_of", "told_points"]


@attrs.frozen
class Points:
    """How many points came up.

    Attributes:
        low: At least so many.
        high: At most so many.
        told: What they are made of, behind their number; empty where one giver gave them.
    """

    low: Fraction
    high: Fraction
    told: str = ""


@attrs.frozen
class Giver:
    """An effect that gives points, and what it is for.

    Attributes:
        effect: The effect.
        target: The target under which it stands; None for one that stands alone.
        names: What it is called by.
        figure: The name of the figure that it looks at.
    """

    effect: BandEffect
    target: Target | FigureTarget | None
    names: tuple[str, ...]
    figure: str


def givers_of(scene: Scene, names: Sequence[str]) -> tuple[Giver, ...]:
    """Return the effects that give points and are called by one of the names; all of them for no names.

    Args:
        scene: Whose agreement is looked at.
        names: Names of effects or targets, or clauses.
    """
    found = [giver for giver in _givers(scene) if not names or set(giver.names) & set(names)]
    return tuple(found)


def _givers(scene: Scene) -> Iterator[Giver]:
    targets: list[Target | FigureTarget] = [
        *scene.agreement.targets,
        *(p for p in scene.agreement.provisions if isinstance(p, FigureTarget)),
    ]
    for target in targets:
        for effect in target.effects:
            if isinstance(effect, BandEffect) and effect.gives == "points":
                yield Giver(effect, target, _names(effect, target), target.name)
    under = [effect for target in targets for effect in target.effects]
    for provision in scene.agreement.provisions:
        if isinstance(provision, BandEffect) and provision not in under and provision.gives == "points":
            known = {target.name: target for target in targets}
            for figure in provision.figures:
                yield Giver(provision, known.get(figure), (*_names(provision, None), figure), figure)


def _names(effect: Effect, target: Target | FigureTarget | None) -> tuple[str, ...]:
    own = (
        *((effect.name,) if effect.name else ()),
        str(effect.clause),
        said("{document}/{clause}", document=effect.clause.document, clause=effect.clause.clause),
    )
    return own if target is None else (*own, target.name, str(target.clause))


def points_of(scene: Scene, names: Sequence[str]) -> Points:
    """Return the points of a period: those that were told, and for the rest what the bands give.

    Args:
        scene: Its period is the one that is asked for; figures are judged in their own periods that end in it.
        names: The effects or targets whose points count; none for all.

    Raises:
        NotKnownError: Points are neither told, nor can they be worked out.
    """
    parts: list[tuple[str, Fraction, Fraction]] = []
    givers = givers_of(scene, names)
    if not givers and not names:
        raise NotKnownError("nothing gives points")
    if not givers:
        parts += [(name, number, number) for name in names if (number := told_points(scene, (name,))) is not None]
        if len(parts) < len(names):
            raise NotKnownError(said("the points of {names} are not known", names=joined(", ", names)))
    for giver in givers:
        number = told_points(scene, giver.names)
        low, high = (number, number) if number is not None else _worked_out(scene, giver)
        parts.append((giver.figure, low, high))
    made = joined(
        " + ",
        (
            said("{name} {low}", name=name, low=low)
            if low == high
            else said("{name} {low} to {high}", name=name, low=low, high=high)
            for name, low, high in parts
        ),
    )
    told = said(" ({made})", made=made) if len(parts) > 1 else ""
    return Points(sum((low for _, low, _ in parts), Fraction(0)), sum((high for *_, high in parts), Fraction(0)), told)


def told_points(scene: Scene, names: Sequence[str]) -> Fraction | None:
    """Return the points that were told under one of some names in the period; None where nobody tells them."""
    for name in names:
        number = scene.told.points_of(name, scene.period)
        if number is not None:
            return Fraction(number)
    return None


def _worked_out(scene: Scene, giver: Giver) -> tuple[Fraction, Fraction]:
    from contractkit.settlement.paying.registry import compute

    if scene.book is None:
        raise NotKnownError(said("the points of {figure} are not known", figure=giver.figure))
    low = high = Fraction(0)
    for period in _periods(scene, giver.target):
        parts = [compute(own.effect, own) for own in _scenes(scene, scene.book, giver, period)]
        missing = next((found.missing[0] for found in parts if found.missing), None)
        if missing is not None:
            raise NotKnownError(missing)
        part = scene.part if giver.target is None else 1  # a target gives its points once, where its own period ends
        low += max(found.low for found in parts) * part
        high += max(found.high for found in parts) * part
    return low, high


def _scenes(scene: Scene, book: Book, giver: Giver, period: Period) -> Iterator[Scene]:
    """Yield what a giver looks at in a period; of one that an amendment split each part, as it is then worded."""
    target = giver.target
    if target is None or giver.figure != target.name:
        figure = book.of(giver.figure, period)
        yield attrs.evolve(scene, effect=giver.effect, target=target, figure=figure, period=period)
        return
    place = target.effects.index(giver.effect) if giver.effect in target.effects else None
    for worded in book.worded(target, period):
        then = worded.target.effects
        effect = giver.effect if place is None or place >= len(then) else then[place]
        own = worded.figure.period
        yield attrs.evolve(
            scene, agreement=worded.version, effect=effect, target=worded.target, figure=worded.figure, period=own
        )


def _periods(scene: Scene, target: Target | FigureTarget | None) -> tuple[Period, ...]:
    """Return the periods in which a target is judged and that end in the period of the scene."""
    return (scene.period,) if target is None else own_periods(scene.agreement, target.per, scene.period)
