"""What a figure is called: the target, the figure target or the metric that a name means."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.errors import UsageError
from contractkit.quantities.notation import nearest
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.targets import Target

__all__ = ["Measurable", "called", "measurables", "metric_of", "own_names", "unit_of"]

Measurable = Target | FigureTarget | Metric
"""What has a figure."""


def measurables(agreement: Agreement) -> tuple[Measurable, ...]:
    """Return everything of a version that has a figure: time targets, figure targets, metrics."""
    return (
        *agreement.targets,
        *agreement.provisions_of(FigureTarget),
        *agreement.provisions_of(Metric),
    )


def own_names(one: Measurable) -> tuple[str, ...]:
    """Return what something is called by itself, the most exact name first."""
    clause = one.clause
    bare = "" if clause.clause is None else clause.clause
    names = (str(clause), one.name, clause.row, f"{clause.document}/{bare}", bare)
    ids = (one.id,) if isinstance(one, Target) else ()
    return tuple(dict.fromkeys(name for name in (*ids, *names) if name))


def metric_of(agreement: Agreement, one: Measurable) -> Metric | None:
    """Return the metric by which something is measured; None for a target about time."""
    if not isinstance(one, FigureTarget):
        return one if isinstance(one, Metric) else None
    known = agreement.provisions_of(Metric)
    own = [metric for metric in known if metric.name == one.metric]
    here = [metric for metric in own if metric.clause.document == one.clause.document]
    return next(iter(here or own), None)


def unit_of(one: Measurable, metric: Metric | None) -> str | None:
    """Return the unit of a figure: ``%``, another word, or None for a bare number."""
    if metric is None:
        return "%"
    if metric.unit == "" and isinstance(one, FigureTarget):
        return one.reach.level.unit
    return metric.unit or None


def called(agreement: Agreement, name: str) -> tuple[Measurable, ...]:
    """Return what a name means: one target or metric, or all rows of a clause.

    What is most exact is looked for first: an id, a name, a row, a clause. Targets come before metrics.

    Raises:
        UsageError: Nothing is called so.
    """
    known = measurables(agreement)
    for targets in (True, False):
        for place in range(6):
            found = [one for one in known if isinstance(one, Metric) != targets and _nth(one, place) == name]
            if found:
                return tuple(found)
    words = [word for one in known for word in _told(one)]
    raise UsageError(f"{agreement.id}: nothing is measured that is called {name!r}; {nearest(name, words)}", name=name)


def _nth(one: Measurable, place: int) -> str | None:
    clause = one.clause
    whole = None if clause.clause is None else f"{clause.document}/{clause.clause}"
    own = one.id if isinstance(one, Target) else None
    return (own, str(clause), one.name, clause.row, whole, clause.clause)[place]


def _told(one: Measurable) -> Iterator[str]:
    yield one.name
