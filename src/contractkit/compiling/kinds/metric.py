"""Metric clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.conditions import declared
from contractkit.compiling.desk import Place
from contractkit.compiling.directions import better_of, unit_of
from contractkit.compiling.draft import Draft
from contractkit.compiling.figure_conditions import cited
from contractkit.compiling.figures import precision_of
from contractkit.compiling.kinds.registry import compiles
from contractkit.quantities.spans import CalendarDays, ElapsedTime, WorkingTime
from contractkit.terms.provisions.metric import Metric, MetricRow, Scale, Weight

__all__ = ["metric"]


@compiles("metric")
def metric(draft: Draft, place: Place, clause: Any) -> Metric:
    """Return what is measured, and how."""
    for number, field in enumerate(clause.each):
        declared(draft.desk, place.at("each", *((number,) if len(clause.each) > 1 else ())), field, draft.names.fields)
    return Metric(
        place.ref(),
        str(clause.name),
        clause.measures,
        better_of(clause),
        unit_of(clause),
        of=tuple(cited(place, word) for word in clause.of),
        when=draft.figures_condition(place.at("when"), clause.when),
        each=tuple(str(field) for field in clause.each),
        good_when=_state(draft, place, clause, "good_when"),
        down_when=_state(draft, place, clause, "down_when"),
        calendar=draft.calendar(place.at("calendar"), clause.calendar),
        calendar_name=None if clause.calendar is None else str(clause.calendar),
        ignore_shorter_than=_length(draft, place, clause),
        rows=tuple(_row(draft, place.at("rows", number), row) for number, row in enumerate(clause.rows)),
        asked=tuple(str(who) for who in clause.asked),
        every=None if clause.every is None else clause.every.value,
        scale=_scale(clause),
        aggregate=_aggregate(draft, place, clause),
        interval=_span(clause.interval),
        empty_interval="counts-as-good" if clause.interval is None else draft.reading(place, clause, "empty_interval"),
        weights=tuple(Weight(str(one.part), one.weight.value) for one in clause.weights),
        precision=_precision(draft, place, clause),
        relief=_relief(place, clause),
        relief_taken_from=_taken_from(draft, place, clause),
        minimum_sample=None if clause.minimum_sample is None else clause.minimum_sample.value,
        no_data=draft.reading(place, clause, "no_data"),
        no_volume=draft.reading(place, clause, "no_volume"),
    )


def _state(draft: Draft, place: Place, clause: Any, field: str) -> Any:
    written = getattr(clause, field)
    return None if written is None else draft.figures_condition(place.at(field), written)


def _span(written: Any) -> Any:
    return None if written is None else written.value


def _length(draft: Draft, place: Place, written: Any) -> Any:
    """Return how long an outage has to be to count, reporting what is no length of time."""
    span = _span(written.ignore_shorter_than)
    if span is not None and not isinstance(span, WorkingTime | ElapsedTime):
        says = f"an outage lasts minutes or hours, and '{written.ignore_shorter_than.text}' is a number of dates"
        hours = (
            f"write '{24 * span.n} hours' if every hour counts; " if isinstance(span, CalendarDays) and span.n else ""
        )
        draft.report(place.at("ignore_shorter_than"), "quantity", says, f"{hours}for example 5 minutes")
    return span


def _row(draft: Draft, place: Place, row: Any) -> MetricRow:
    return MetricRow(
        None if row.name is None else str(row.name),
        draft.figures_condition(place.at("when"), row.when),
        _length(draft, place, row),
        draft.calendar(place.at("calendar"), row.calendar),
        None if row.calendar is None else str(row.calendar),
    )


def _scale(clause: Any) -> Scale | None:
    satisfied = None if clause.satisfied_from is None else clause.satisfied_from.value
    if clause.scale is None:
        return None
    return Scale(clause.scale.from_.value, clause.scale.through.value, satisfied)


def _aggregate(draft: Draft, place: Place, clause: Any) -> str:
    if clause.aggregate is None and clause.weights:
        return "weighted-mean"
    if clause.aggregate is None and clause.interval is not None:
        return "mean-of-intervals"
    return draft.reading(place, clause, "aggregate") if clause.matters("aggregate") else clause.aggregate or "pooled"


def _precision(draft: Draft, place: Place, clause: Any) -> Any:
    written = clause.precision
    if written is None:
        written = draft.reading(place, clause, "precision")
    return precision_of(draft, place.at("precision"), written)


def _relief(place: Place, clause: Any) -> tuple[str, ...] | None:
    if "all" in clause.relief:
        return None
    return () if "none" in clause.relief else tuple(cited(place, word) for word in clause.relief)


def _taken_from(draft: Draft, place: Place, clause: Any) -> str:
    if not clause.matters("relief_taken_from"):
        return clause.relief_taken_from or "downtime"
    said = _said_by_relief(draft, place, clause)
    if clause.relief_taken_from is None and len(said) == 1 and None not in said:
        draft.desk.asked.add((id(place.paper), place.number, "relief_taken_from"))
        return str(said.pop())
    return draft.reading(place, clause, "relief_taken_from")


def _said_by_relief(draft: Draft, place: Place, clause: Any) -> set[str | None]:
    """Return from what the relief of a metric is taken by its own clauses; None among them where one is silent."""
    by_name, by_metric = draft.once("bases of relief", lambda: _bases_of_relief(draft))
    said: set[str | None] = set()
    for word in map(str, clause.relief):
        said |= by_name.get(word, set())
        if word == "all":
            for own in ("all", str(clause.name), str(place.number), f"{place.paper.model.id}/{place.number}"):
                said |= by_metric.get(own, set())
    return said


def _bases_of_relief(draft: Draft) -> tuple[dict[str, set[str | None]], dict[str, set[str | None]]]:
    """Return from what relief is taken: by the names and numbers of relief clauses, and by what they are for."""
    by_name: dict[str, set[str | None]] = {}
    by_metric: dict[str, set[str | None]] = {}
    for at, relief in draft.desk.clauses("relief"):
        words = (str(at.number), f"{at.paper.model.id}/{at.number}", *((str(relief.name),) if relief.name else ()))
        for word in words:
            by_name.setdefault(word, set()).add(relief.relief_taken_from)
        for word in map(str, relief.for_ or ("all",)):
            by_metric.setdefault(word, set()).add(relief.relief_taken_from)
    return by_name, by_metric
