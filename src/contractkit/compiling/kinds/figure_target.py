"""Figure targets: a figure that has to be reached in each period, one for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.directions import checked_bound
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects import effects_of
from contractkit.compiling.figures import figure_of_metric, metric_called
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.shared_lines import level_is_used
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import AllHold
from contractkit.terms.provisions.figure_target import FigureTarget

__all__ = ["figure_target"]


@compiles("figure-target")
def figure_target(draft: Draft, place: Place, clause: Any) -> Iterator[FigureTarget | Effect]:
    """Return the figures that have to be reached, one for each row, each with its effects behind it."""
    if not level_is_used(draft.names, place, clause):
        return
    when = draft.figures_condition(place.at("when"), clause.when)
    rows = [(place.at("rows", number), row) for number, row in enumerate(clause.rows)]
    for at, row in rows or [(place, clause)]:
        found = _target(draft, place, clause, at, row, when)
        if found is not None:
            yield found
            yield from found.effects


def _target(draft: Draft, place: Place, clause: Any, at: Place, row: Any, when: Any) -> FigureTarget | None:
    word, metric_at = _own(row, clause, "metric", at, place)
    found = metric_called(draft, place, str(word))
    if found is None:
        known = [str(metric.name) for _, metric in draft.desk.clauses("metric")]
        draft.unknown(metric_at, "metric", str(word), known)
        return None
    written, reach_at = _own(row, clause, "reach", at, place)
    where, metric = found
    reach = checked_bound(draft, reach_at, metric, written)
    if reach is None:
        return None
    alone = row is clause
    number = None if alone else at.path[-1]
    name = row.name or (None if alone else f"row {int(number or 0) + 1}")
    ref = place.ref() if alone else place.ref().at_row(str(name), at.line, at.file)
    figure = attrs.evolve(
        figure_of_metric(draft, where, metric, reach), name=str(row.name or ref), clause=ref, reach=reach
    )
    pays, pays_at = (row.pays, at) if row.pays else (clause.pays, place)
    own = EVERYTHING if alone else draft.figures_condition(at.at("when"), row.when)
    return FigureTarget(
        ref,
        str(row.name or ref),
        str(metric.name),
        reach,
        "lower" if reach.relation in ("at most", "less than") else "higher",
        clause.per.value,
        title=draft.text(at, row.title if row.title is not None else clause.title),
        services=tuple(str(service) for service in clause.service),
        levels=tuple(str(level) for level in clause.level),
        when=when if own == EVERYTHING else own if when == EVERYTHING else AllHold((when, own)),
        no_volume=clause.no_volume or draft.reading(where, metric, "no_volume"),
        no_data=clause.no_data or draft.reading(where, metric, "no_data"),
        effects=effects_of(draft, pays_at, pays, figure),
    )


def _own(row: Any, clause: Any, field: str, at: Place, place: Place) -> tuple[Any, Place]:
    own = getattr(row, field)
    return (own, at.at(field)) if own is not None else (getattr(clause, field), place.at(field))
