"""What an effect is for: a figure with its unit, its direction, its precision, and the level that was promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    "metric_called",
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
    known = draft.once("figures" if draft.targets else "figures without times", lambda: _Called.of(_of_targets(draft)))
    found = known.everything if word == "all" else known.by_word(place, word)
    if word != "all" and not found:
        found = draft.once("figures of metrics", lambda: _Called.of(_of_metrics(draft))).by_word(place, word)
    return found


@attrs.frozen
class _Called:
    """Figures by what they are called.

    Attributes:
        everything: All of them, in the order of the page.
        at: Where in it those stand that have a name, or stand in a clause (``document/number``).
    """

    everything: tuple[Figure, ...]
    at: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, named: Iterable[tuple[tuple[str, ...], Figure]]) -> _Called:
        """Return the figures, each given with what it is called."""
        figures: list[Figure] = []
        at: dict[str, list[int]] = {}
        for words, figure in named:
            for word in dict.fromkeys(words):
                at.setdefault(word, []).append(len(figures))
            figures.append(figure)
        return cls(tuple(figures), {word: tuple(places) for word, places in at.items()})

    def by_word(self, place: Place, word: str) -> tuple[Figure, ...]:
        """Return the figures that a word means, said in the paper of `place`."""
        document, _, number = word.rpartition("/")
        found = {*self.at.get(word, ()), *self.at.get(f"{document or place.paper.model.id}/{number}", ())}
        return tuple(self.everything[one] for one in sorted(found))


def _of_targets(draft: Draft) -> Iterator[tuple[tuple[str, ...], Figure]]:
    for target in draft.targets:
        clause = target.clause
        yield (target.name, target.id, f"{clause.document}/{clause.clause}"), figure_of_target(target)
    for at, names, figure in _figures(draft):
        yield (*names, f"{at.paper.model.id}/{at.number}"), figure


def _of_metrics(draft: Draft) -> Iterator[tuple[tuple[str, ...], Figure]]:
    for at, metric in draft.desk.clauses("metric"):
        yield (str(metric.name), f"{at.paper.model.id}/{at.number}"), figure_of_metric(draft, at, metric)


def metric_called(draft: Draft, place: Place, word: str) -> tuple[Place, Any] | None:
    """Return the metric clause of that name or number, with its place; None where there is none.

    Args:
        draft: The agreement.
        place: Where the word stands.
        word: The word.
    """
    known = draft.once("metrics", lambda: _metrics(draft))
    return known.get(f"{place.paper.model.id}/{word}") or known.get(word)


def _metrics(draft: Draft) -> dict[str, tuple[Place, Any]]:
    found: dict[str, tuple[Place, Any]] = {}
    for place, clause in draft.desk.clauses("metric"):
        paper = place.paper.model.id
        for word in (str(clause.name), f"{paper}/{clause.name}", f"{paper}/{place.number}"):
            found.setdefault(word, (place, clause))
    return found


def _figures(draft: Draft) -> Iterator[tuple[Place, tuple[str, ...], Figure]]:
    """Yield every figure target with its place and its names, one for each row of a table."""
    for place, clause in draft.desk.clauses("figure-target"):
        rows = tuple(getattr(clause, "rows", ()) or ())
        for number, row in enumerate(rows or (None,)):
            metric, reach = (_of(row, clause, word) for word in ("metric", "reach"))
            known = metric_called(draft, place, str(metric))
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
