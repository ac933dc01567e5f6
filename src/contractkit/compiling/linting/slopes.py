"""Money that runs backwards: a worse figure that pays more, or costs less, than a better one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses import Effect
from contractkit.documents.silences import parts_in

__all__ = ["lint_slopes"]

Better = Literal["higher", "lower"]

_LOWER = ("error-rate",)
"""What metrics measure of which less is better."""


def lint_slopes(draft: Draft) -> None:
    """Advise on curves and bands in which a worse figure is worth more than a better one."""
    metrics = {str(clause.name): clause for _, clause in draft.desk.clauses("metric")}
    figures = {str(clause.name): clause for _, clause in draft.desk.clauses("figure-target") if clause.name is not None}
    numbers = {f"{place.paper.model.id}/{place.number}": clause for place, clause in draft.desk.clauses()}
    for place, clause in draft.desk.clauses():
        for path, part in parts_in(clause):
            if isinstance(part, Effect) and (ladders := list(_ladders(part))):
                better = _better(place, clause, part, metrics, figures | numbers)
                for inside, steps in ladders:
                    _runs(draft, place.at(*path, *inside), steps, better)


def _better(place: Place, clause: Any, effect: Any, metrics: dict[str, Any], others: dict[str, Any]) -> Better:
    """Return in which direction the figure of an effect is better; higher where nothing says otherwise."""
    target: Any = clause
    if clause is effect:
        word = next((str(name) for name in getattr(effect, "for_", None) or ()), "")
        target = others.get(word) or others.get(f"{place.paper.model.id}/{word}") or metrics.get(word)
    reach = getattr(getattr(target, "reach", None), "value", None)
    relation = getattr(reach, "relation", None)
    if relation in ("at most", "less than", "at_most", "less_than"):
        return "lower"
    metric = metrics.get(str(getattr(target, "metric", ""))) or (target if getattr(target, "measures", None) else None)
    return "lower" if metric is not None and str(metric.measures) in _LOWER else "higher"


def _ladders(effect: Any) -> Iterator[tuple[tuple[str | int, ...], list[tuple[Decimal, Decimal, int]]]]:
    """Yield each ladder of an effect: where it stands, and of each step the figure, what it is worth and its number."""
    points = getattr(effect, "points", None)
    if isinstance(points, tuple):
        found = [(_figure(point.at), _worth(point.pays), i) for i, point in enumerate(points)]
        yield (
            ("points",),
            [(figure, worth, i) for figure, worth, i in found if figure is not None and worth is not None],
        )
    ladders: list[tuple[tuple[str | int, ...], Any]] = [(("bands",), getattr(effect, "bands", ()))]
    ladders += [(("rows", i, "bands"), row.bands) for i, row in enumerate(getattr(effect, "rows", ())) if _bands(row)]
    shortfall = getattr(effect, "compares", None) == "shortfall"
    for path, bands in ladders:
        steps = [(_start(band), _band_worth(band), i) for i, band in enumerate(bands or ())]
        kept = [(figure, worth, i) for figure, worth, i in steps if figure is not None and worth is not None]
        yield path, [(-figure if shortfall else figure, worth, i) for figure, worth, i in kept]


def _bands(row: Any) -> bool:
    return isinstance(getattr(row, "bands", None), tuple)


def _runs(draft: Draft, place: Place, steps: Sequence[tuple[Decimal, Decimal, int]], better: Better) -> None:
    ordered = sorted(steps, reverse=better == "lower")
    for (_, worse, _), (_, good, number) in pairwise(ordered):
        if good < worse:
            says = "a better figure is worth less here than a worse one"
            draft.desk.advise(place.at(number), "pays-more-for-worse", says, "is that meant? else exchange the two")
            return


def _figure(level: Any) -> Decimal | None:
    return getattr(getattr(level, "value", None), "number", None)


def _start(band: Any) -> Decimal | None:
    """Return where a band begins; of one without a beginning a figure below all others."""
    for field in ("from_", "above"):
        end = getattr(band, field, None)
        if end is not None:
            return _figure(end)
    return Decimal("-Infinity") if getattr(band, "below", None) or getattr(band, "through", None) else None


def _band_worth(band: Any) -> Decimal | None:
    for field, sign in (("pays", 1), ("credit", -1), ("points", -1)):
        written = getattr(band, field, None)
        if written is not None:
            worth = _worth(written)
            return None if worth is None else sign * worth
    return None


def _worth(written: Any) -> Decimal | None:
    value = written.value
    if isinstance(value, Decimal):
        return value
    percent = getattr(value, "percent", None)
    if percent is not None:
        return Decimal(percent.value)
    amount = getattr(value, "amount", None)
    if amount is not None:
        return Decimal(amount.number)
    number = getattr(value, "value", None)
    return number if isinstance(number, Decimal) else None
