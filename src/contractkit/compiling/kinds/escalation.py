"""Who is told when a promise is at risk."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.promises import promise_of
from contractkit.quantities.money import Percent
from contractkit.quantities.spans import BusinessDays, WorkingTime
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.escalation import Escalation, Warn

__all__ = ["escalation"]

_ALL_OF_IT = Percent(Decimal(100))


@compiles("escalation")
def escalation(draft: Draft, place: Place, clause: Any) -> Escalation:
    """Return who is told when a promise is at risk."""
    if clause.of is None and any(step.of is None for step in clause.steps):
        says = "of which promise somebody is told"
        draft.desk.assume(Assumption("of", "every time limit", ("one promise",), place.ref(), says))
    return Escalation(place.ref(), tuple(_warn(draft, place, clause, number) for number in range(len(clause.steps))))


def _warn(draft: Draft, place: Place, clause: Any, number: int) -> Warn:
    step, at = clause.steps[number], place.at("steps", number)
    used = step.when or step.at
    own = promise_of(draft, at.at("of"), step.of)
    return Warn(
        None if used is None else _ALL_OF_IT if used == "due" else used.value,
        _after_due(draft, place, clause, at, step),
        own if step.of is not None else promise_of(draft, place.at("of"), clause.of),
        tuple(map(str, step.tell)),
        None if step.how is None else str(step.how),
    )


def _after_due(draft: Draft, place: Place, clause: Any, at: Place, step: Any) -> Allowance | None:
    """Return how long after the due instant; without a calendar of its own on that of the promise."""
    if step.after_due is None:
        return None
    if clause.calendar is None and isinstance(step.after_due.value, WorkingTime | BusinessDays):
        return Allowance(step.after_due.value)
    return allowance_of(draft, at.at("after_due"), step.after_due, (place, clause))
