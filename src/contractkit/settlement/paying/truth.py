"""Whether a condition holds of one case: on its fields, its times, and what was found about the period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from contractkit.quantities.spans import WorkingTime
from contractkit.settlement.measuring.on_fields import all_known, any_known, on_fields
from contractkit.settlement.paying.cases import Case
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.terms.conditions import AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.figure_conditions import (
    AllHold,
    AnyHolds,
    Counted,
    FiguresCondition,
    Found,
    InTime,
    IsKnown,
    Lasts,
    Measured,
    NotHolds,
)
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["about_items", "fields_in", "holds_of", "moments_in"]


def about_items(condition: FiguresCondition) -> bool:
    """Return whether a condition asks something of single items."""
    return any(isinstance(part, Is | Compares | InTime | IsKnown | Lasts) for part in _parts(condition))


def fields_in(condition: FiguresCondition) -> tuple[str, ...]:
    """Return the fields that a condition looks at, but for its instants."""
    named = (part.field for part in _parts(condition) if isinstance(part, Is | Compares | IsKnown | Lasts))
    return tuple(dict.fromkeys(named))


def moments_in(condition: FiguresCondition) -> tuple[AtField | WhenState, ...]:
    """Return the instants that a condition looks at."""
    limits = [part for part in _parts(condition) if isinstance(part, InTime)]
    return tuple(one for part in limits for one in (part.starts, part.stops) if one is not None)


def _parts(condition: FiguresCondition) -> Iterator[FiguresCondition]:
    if isinstance(condition, AllOf | AnyOf | AllHold | AnyHolds):
        for part in condition.parts:
            yield from _parts(part)
    elif isinstance(condition, Not | NotHolds):
        yield from _parts(condition.part)
    else:
        yield condition


def holds_of(scene: Scene, condition: FiguresCondition, case: Case) -> bool | None:
    """Return whether a condition holds of a case; None where that is not known (Kleene).

    Args:
        scene: Where figures and verdicts are looked up.
        condition: The condition.
        case: The case, on whose fields it is read.
    """
    if isinstance(condition, AllOf | AllHold):
        return all_known(holds_of(scene, part, case) for part in condition.parts)
    if isinstance(condition, AnyOf | AnyHolds):
        return any_known(holds_of(scene, part, case) for part in condition.parts)
    if isinstance(condition, Not | NotHolds):
        held = holds_of(scene, condition.part, case)
        return None if held is None else not held
    if isinstance(condition, Found | Counted | Measured):
        return of_figures(scene, condition)
    if isinstance(condition, InTime):
        return _in_time(condition, case)
    return on_fields(condition, case.fields)


def of_figures(scene: Scene, condition: FiguresCondition) -> bool | None:
    """Return whether a condition on what was found about a period holds; None where that is not known."""
    from contractkit.settlement.measuring.conditions import holds

    return holds(condition, scene).value


def _in_time(condition: InTime, case: Case) -> bool | None:
    if condition.starts is None or condition.stops is None:
        raise NotKnownError("what starts and what stops the clock of its condition is not said")
    start, stop = case.moment(condition.starts), case.moment(condition.stops)
    if start is None or stop is None:
        return None
    limit = condition.limit
    if isinstance(limit.within, WorkingTime):
        return limit.calendar.elapsed(start, stop) <= limit.within.to_timedelta()
    due: datetime = limit.calendar.due_at(start, limit.within)
    return stop <= due
