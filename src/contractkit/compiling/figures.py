"""What an effect is for: a figure with its unit, its direction, its precision, and the level that was promised."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.directions import as_bound
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses.effects import Precision
from contractkit.quantities.notation import Bound, Level
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.targets import Target

__all__ = [
    "UNTOLD",
    "Figure",
    "figure_of_metric",
    "figure_of_target",
    "figures_called",
    "precision_of",
]

UNTOLD = "untold"
"""The unit of a figure that no clause names: whatever its levels are written in."""

_IN_PERCENT = ("availability", "in-time", "share", "success-rate", "error-rate")


@attrs.frozen
class Figure:
    """What an effect is for.

    Attributes:
        name: What the parties call it.
        clause: Where it stands.
        reach: The level that was promised; None for a metric alone.
        unit: ``%``, another word, None for a bare number such as a mark, or `UNTOLD`.
        better: Whether a higher or a lower figure is better.
        precision: How the measured value is brought to a unit before it is compared; None: compared exactly.
        metric: The metric that it is measured by; None for a target about time.
        lowest: The lowest value that it can have; None where nobody says.
        highest: The highest value that it can have.
        applies: For which items it is.
        computed: Whether a settlement of this version works out what it pays.
    """

    name: str
    clause: ClauseRef
    reach: Bound | None = None
    unit: str | None = "%"
    better: Literal["higher", "lower"] = "higher"
    precision: Rounding | None = None
    metric: str | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    applies: Condition = EVERYTHING
    computed: Literal["yes", "no"] = "no"

    @property
    def id(self) -> str:
        """Return how it is cited."""
        return str(self.clause)


def figure_of_target(target: Target) -> Figure:
    """Return the figure of a target about time: the share of items that keep it."""
    reach = None if target.reach is None else Bound("at least", Level(target.reach.value, "%"))
    ends = (Decimal(0), Decimal(100))
    name, applies = target.name, target.applies
    return Figure(name, target.clause, reach, "%", "higher", None, None, *ends, applies, "yes")


def figure_of_metric(draft: Draft, place: Place, metric: Any, reach: Any = None) -> Figure:
    """Return the figure of a metric clause.

    Args:
        draft: The agreement.
        place: Where the metric stands.
        metric: The clause as it was read.
        reach: The level that a target promises, as it was read or as a bound; None for the metric alone.
    """
    bound = as_bound(metric, getattr(reach, "value", reach))
    unit, lowest, highest = _scale(metric, bound)
    return Figure(
        name=str(metric.name),
        clause=place.ref(),
        reach=bound,
        unit=unit,
        better=_better(metric, bound),
        precision=precision_of(draft, place.at("precision"), getattr(metric, "precision", None)),
        metric=str(metric.name),
        lowest=lowest,
        highest=highest,
    )


def _scale(metric: Any, bound: Bound | None) -> tuple[str | None, Decimal | None, Decimal | None]:
    measures, scale = str(metric.measures), getattr(metric, "scale", None)
    if measures in _IN_PERCENT or getattr(metric, "satisfied_from", None) is not None:
        return "%", Decimal(0), Decimal(100)
    if scale is not None:
        ends = (getattr(scale, name, None) for name in ("from_", "through"))
        low, high = (None if end is None else _number(end) for end in ends)
        return None, low, high
    if bound is None:
        return UNTOLD, None, None
    percent = bound.level.unit == "%"
    return bound.level.unit, Decimal(0) if percent else None, Decimal(100) if percent else None


def _number(end: Any) -> Decimal:
    value = getattr(end, "value", end)
    return Decimal(getattr(value, "number", value))


def _better(metric: Any, bound: Bound | None) -> Literal["higher", "lower"]:
    if bound is not None:
        return "lower" if bound.relation in ("at most", "less than") else "higher"
    return "lower" if str(metric.measures) == "error-rate" else "higher"


def precision_of(draft: Draft, place: Place, written: Any) -> Rounding | None:
    """Return how a measured value is brought to a unit before it is compared; None: it is compared exactly.

    Args:
        draft: The agreement.
        place: Where it stands.
        written: ``exact``, a unit such as ``0.1 %``, or a map with to and mode; None where the text is silent.
    """
    if written is None or str(written) == "exact":
        return None
    if isinstance(written, Precision) or hasattr(written, "to"):
        step = written.to.value.number
        if step <= 0:
            draft.report(
                place.at("to"), "quantity", f"nothing can be rounded to {written.to.text}", "for example 0.1 %"
            )
            return None
        return Rounding(step, draft.reading(place, written, "mode"))
    text = str(written).removesuffix("%").strip()
    step = Decimal(text.replace(" ", ""))
    return Rounding(step) if step > 0 else None


def figures_called(draft: Draft, place: Place, word: str) -> tuple[Figure, ...]:
    """Return the figures that a word names: targets by name, clause or row, figure targets, metrics; ``all`` targets.

    Args:
        draft: The agreement; its time targets are compiled already.
        place: Where the word stands.
        word: The word.
    """
    found = [
        figure_of_target(target) for target in draft.targets if word == "all" or _means_target(word, place, target)
    ]
    found += [figure for at, names, figure in _figures(draft) if word == "all" or _means(word, place, at, names)]
    if word != "all" and not found:
        found = [figure_of_metric(draft, *at) for at in _metrics(draft) if _means(word, place, at[0], (at[1].name,))]
    return tuple(found)


def _metrics(draft: Draft) -> Iterator[tuple[Place, Any]]:
    return iter(draft.desk.clauses("metric"))


def _figures(draft: Draft) -> Iterator[tuple[Place, tuple[str, ...], Figure]]:
    """Yield every figure target with its place and its names, one for each row of a table."""
    metrics = {str(clause.name): (place, clause) for place, clause in _metrics(draft)}
    for place, clause in draft.desk.clauses("figure-target"):
        rows = tuple(getattr(clause, "rows", ()) or ())
        for number, row in enumerate(rows or (None,)):
            metric, reach = (_of(row, clause, word) for word in ("metric", "reach"))
            known = metrics.get(str(metric).rpartition("/")[2]) or _at_number(draft, place, str(metric))
            if known is None:
                continue
            figure = figure_of_metric(draft, *known, reach)
            name = getattr(row, "name", None) or (None if rows else clause.name)
            ref = place.ref() if row is None else place.at("rows", number).ref(str(name or f"row {number + 1}"))
            names = tuple(str(word) for word in (name, clause.name) if word is not None)
            yield place, names, attrs.evolve(figure, name=str(name or ref), clause=ref)


def _of(row: Any, clause: Any, word: str) -> Any:
    own = getattr(row, word, None)
    return own if own is not None else getattr(clause, word, None)


def _at_number(draft: Draft, place: Place, word: str) -> tuple[Place, Any] | None:
    return next(((at, clause) for at, clause in _metrics(draft) if _means(word, place, at, ())), None)


def _means(word: str, place: Place, at: Place, names: tuple[Any, ...]) -> bool:
    document, _, number = word.rpartition("/")
    return word in {str(name) for name in names} or (
        number == at.number and at.paper.model.id == (document or place.paper.model.id)
    )


def _means_target(word: str, place: Place, target: Target) -> bool:
    document, _, number = word.rpartition("/")
    in_clause = target.clause.clause == number and target.clause.document == (document or place.paper.model.id)
    return in_clause or word in (target.name, target.id)
