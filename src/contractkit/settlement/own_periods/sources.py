"""What pays: targets with their effects, and effects that stand alone, found again in each version of an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from contractkit.quantities.notation import Cycle
from contractkit.records.said import said
from contractkit.settlement.paying.registry import is_computed
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.pool_credit import PoolCredit
from contractkit.terms.provisions.ratchet import Ratchet
from contractkit.terms.targets import Target

__all__ = ["PaysFor", "Source", "called", "promises_of", "sources_of"]

PaysFor = Target | FigureTarget | Metric
"""What an effect may stand under: something with a figure."""


@attrs.frozen
class Source:
    """What pays: a target with its effects, or one effect that stands alone.

    Attributes:
        key: What it is called in every version.
        target: What has the figure; None where there is none.
        effects: The effects, in the order of the page.
        per: Its own periods; None where they are those that are settled.
        same: What decides whether two versions word it alike.
    """

    key: str
    target: PaysFor | None
    effects: tuple[Effect | Provision, ...]
    per: Cycle | str | None
    same: Any


def called(version: Agreement, target: PaysFor) -> str:
    """Return what a target is called in a sentence.

    Its title, with its name where other targets have the same title; its name alone where the title is a sentence.
    """
    title = getattr(target, "title", None)
    if title is None or title.endswith("."):
        return target.name
    others: Iterable[PaysFor] = version.targets if isinstance(target, Target) else version.provisions_of(FigureTarget)
    alone = sum(getattr(other, "title", None) == title for other in others) == 1
    return title if alone else said("{title} ({name})", title=title, name=target.name)


def sources_of(version: Agreement) -> Iterator[Source]:
    """Yield what pays in a version: time targets, figure targets, effects that stand alone, each by the page."""
    yield from (promise for promise in promises_of(version) if promise.effects)
    held = [one for target in version.provisions_of(FigureTarget) for one in target.effects]
    seen: dict[str, int] = {}
    for provision in version.provisions:
        if isinstance(provision, Duty) and (provision.otherwise is None or provision.otherwise.pays is None):
            continue
        if provision in held or not (isinstance(provision, Effect) or is_computed(provision)):
            continue
        found = _figure_for(version, provision)
        key = f"effect {provision.clause} {'' if found is None else found.name}"
        seen[key] = seen.get(key, 0) + 1
        key = key if seen[key] == 1 else f"{key} {seen[key]}"
        metric = found.metric if isinstance(found, FigureTarget) else None
        alike = (provision, found, None if metric is None else _metric(version, metric))
        yield Source(key, found, (provision,), _per(version, provision, found), alike)


def promises_of(version: Agreement) -> Iterator[Source]:
    """Yield every target of a version, whether it pays or not: time targets, then figure targets, each by the page."""
    for target in version.targets:
        yield Source(f"target {target.id}", target, target.effects, target.per, _settled(target))
    for figure in version.provisions_of(FigureTarget):
        same = (attrs.evolve(figure, title=None), _metric(version, figure.metric))
        yield Source(f"target {figure.id}", figure, figure.effects, figure.per, same)


def _settled(target: Target) -> Target:
    """Return a target without its title, and without what its outcomes know already: its limit, and what it is for."""
    return attrs.evolve(
        target,
        title=None,
        applies=EVERYTHING,
        limit=None,
        table=None,
        also=EVERYTHING,
        every=None,
        again=None,
        met_when=None,
    )


def _metric(version: Agreement, name: str) -> Metric | None:
    return next((one for one in version.provisions_of(Metric) if name in (one.name, str(one.clause))), None)


def _called_so(version: Agreement, name: str) -> PaysFor | None:
    """Return the target or metric of that name, row or clause; None where there is none, such as for an effect."""
    every: tuple[PaysFor, ...] = (
        *version.targets,
        *version.provisions_of(FigureTarget),
        *version.provisions_of(Metric),
    )
    known = (one for one in every if name in (one.name, str(one.clause), one.clause.row, getattr(one, "id", None)))
    return next(known, None)


def _figure_for(version: Agreement, provision: Provision) -> PaysFor | None:
    """Return what has the figure that an effect of its own looks at: one alone has one, points and pools have many."""
    if isinstance(provision, PointsCredit | PoolCredit) or not isinstance(provision, Effect):
        return None
    found = (_called_so(version, name) for name in provision.figures)
    return next((one for one in found if one is not None), None)


def _per(version: Agreement, provision: Provision, target: PaysFor | None) -> Cycle | str | None:
    if isinstance(provision, Ratchet):
        return provision.per
    if isinstance(provision, PoolCredit):
        names: Iterable[str] = (one.figure for one in provision.allocations)
    elif isinstance(provision, PointsCredit):
        names = (name for figure in provision.figures for name in (figure, *_givers(version, figure)))
    else:
        return target.per if isinstance(target, Target | FigureTarget) else None
    targets = (_called_so(version, name) for name in names)
    return next((one.per for one in targets if isinstance(one, Target | FigureTarget)), None)


def _givers(version: Agreement, name: str) -> Iterator[str]:
    """Yield the targets under which an effect of that name or clause stands, or that it is for."""
    targets: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
    for target in targets:
        for effect in target.effects:
            if name in (effect.name, str(effect.clause), str(target.clause)):
                yield target.name
    for provision in version.provisions:
        if isinstance(provision, Effect) and name in (provision.name, str(provision.clause)):
            yield from provision.figures
