"""Which side of a figure is better, and in which unit it is: what a metric says about the levels of its targets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.quantities.notation import Bound, Level

__all__ = ["UNTOLD", "as_bound", "better_of", "checked_bound", "unit_of"]

UNTOLD = ""
"""The unit of a figure that only its levels tell."""

_LOWER = ("error-rate", "duration")
_EITHER = ("score", "count", "volume")
_IN_PERCENT = ("availability", "in-time", "share", "success-rate", "error-rate")


def better_of(metric: Any) -> Literal["higher", "lower"] | None:
    """Return which figures of a metric clause are better; None where only a target can say."""
    measures = str(metric.measures)
    if measures in _EITHER:
        return None
    return "lower" if measures in _LOWER else "higher"


def unit_of(metric: Any) -> str | None:
    """Return the unit of a metric clause: ``%``, None for a mark on a scale, `UNTOLD` where only a level says it."""
    if str(metric.measures) in _IN_PERCENT or metric.satisfied_from is not None:
        return "%"
    return None if metric.scale is not None else UNTOLD


def as_bound(metric: Any, reach: Bound | Level | None) -> Bound | None:
    """Return what a target wants, with its side: a level alone has the one that is better for its metric.

    Returns:
        The bound; None where nothing was promised, or nothing says which side is better.
    """
    if not isinstance(reach, Level):
        return reach
    better = better_of(metric)
    if better is None:
        return None
    return Bound("at least" if better == "higher" else "at most", reach)


def checked_bound(draft: Draft, place: Place, metric: Any, written: Any) -> Bound | None:
    """Return what a target wants of a metric, reporting a side, a unit or a number that cannot be meant.

    Args:
        draft: Where problems go.
        place: Where the level stands.
        metric: The metric clause as it was read.
        written: The level as it was read, with its side or without.
    """
    bound = as_bound(metric, written.value)
    if bound is None:
        says = f"which side of {written.text} is better? The metric '{metric.name}' does not say it"
        draft.report(place, "direction", says, f"write at least {written.text}, or at most {written.text}")
        return None
    better = better_of(metric)
    wants = "lower" if bound.relation in ("at most", "less than") else "higher"
    if better is not None and better != wants:
        measured = str(metric.measures).replace("-", " ")
        says = f"of '{metric.name}' ({measured}) {_BETTER[better]} is better, and this wants {bound}"
        draft.report(place, "direction", says, _turned(metric, bound))
    unit = unit_of(metric)
    if unit != UNTOLD and bound.level.unit != unit and not (unit is None and bound.level.unit == "points"):
        told = "a percentage" if unit == "%" else "a mark, a number without a unit"
        says = f"'{written.text}' does not fit '{metric.name}', whose figure is {told}"
        draft.report(place, "unit", says, f"for example at least {'99.5 %' if unit == '%' else '7.0'}")
    elif not _within(metric, unit, bound.level.number):
        draft.report(place, "quantity", f"'{written.text}' is no figure that '{metric.name}' can have", None)
    return bound


_BETTER = {"higher": "more", "lower": "less"}


def _turned(metric: Any, bound: Bound) -> str:
    sides = {"at least": "at most", "more than": "less than", "at most": "at least", "less than": "more than"}
    if str(metric.measures) == "error-rate" and bound.level.unit == "%":
        rest = Level(Decimal(100) - bound.level.number, "%")
        return f"write {sides[bound.relation]} {rest}, or measures: success-rate"
    return f"write {sides[bound.relation]} {bound.level}"


def _within(metric: Any, unit: str | None, number: Decimal) -> bool:
    if unit == "%":
        return Decimal(0) <= number <= Decimal(100)
    if metric.scale is None:
        return True
    return bool(metric.scale.from_.value <= number <= metric.scale.through.value)
