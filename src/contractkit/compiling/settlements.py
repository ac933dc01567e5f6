"""The settlement clause as it computes: the period, and the steps in the written order."""

from __future__ import annotations

from typing import Any

import attrs

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.idle_limits import warn_of_idle_minimum
from contractkit.compiling.pooling import is_known, pooled
from contractkit.compiling.steps import PERIODS, step_of
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.base import Holding
from contractkit.terms.settling import CapStep, SettlementTerms, Step

__all__ = ["check_settlement", "compile_settlement", "settled_per", "settlement_of"]


def compile_settlement(draft: Draft) -> SettlementTerms:
    """Return the settlement terms; without a settlement clause a quarter is settled, without caps.

    Of several clauses at most one is for everything: the others name what they are for, each something else.
    """
    general = _general(draft)
    if general is None:
        several = any(True for _ in draft.desk.clauses("settlement"))
        says = "no clause settles what none of them names" if several else "no clause settles"
        per = settled_per(draft)
        draft.desk.assume(Assumption("settlement", f"per {per}, without caps", ("another period",), None, says))
        return SettlementTerms(per, ())
    return pooled(draft, *general, settlement_of)  # type: ignore[no-any-return]


def settled_per(draft: Draft) -> str:
    """Return the period that is settled: that of the general clause, else the one that all others agree on."""
    general = _general(draft)
    pers = {_per(clause) for _, clause in draft.desk.clauses("settlement")} if general is None else set()
    found = _per(general[1]) if general is not None else pers.pop() if len(pers) == 1 else "quarter"
    return found if found in PERIODS else "quarter"


def _per(clause: Any) -> str:
    """Return the period of a settlement; its year is that of the contract, whichever of the two words stands there."""
    return "year" if clause.per == "contract-year" else str(clause.per)


def check_settlement(draft: Draft) -> None:
    """Add what is wrong with the settlement clauses to the desk's problems, unless it is known that nothing is."""
    general = _general(draft)
    if general is not None and not is_known(draft, *general, settlement_of):
        settlement_of(draft, *general)


def _general(draft: Draft) -> tuple[Place, Any] | None:
    clauses = list(draft.desk.clauses("settlement"))
    _check_disjoint(draft.desk, clauses)
    return next(((place, clause) for place, clause in clauses if not clause.for_), None)


def settlement_of(draft: Draft, place: Place, clause: Any) -> SettlementTerms:
    """Return one settlement clause as it computes."""
    per = _per(clause)
    if per not in PERIODS:
        says = f"a settlement per {per} is not computed by this version"
        hint = (
            f"computed: {', '.join(PERIODS)}; what a target pays per week or day stands in the month in which that ends"
        )
        draft.not_computed(place.at("per"), "settling", says, hint)
        per = "quarter"
    holds = draft.holding(place, clause)
    whole = None if clause.for_ else holds  # one for some effects is asked for the periods that end on its dates only
    steps = [step_of(draft, place.at("order", number), step) for number, step in enumerate(clause.order)]
    warn_of_idle_minimum(draft, place, steps, per)
    return SettlementTerms(
        per=per,
        steps=tuple(_within(step, holds if isinstance(step, CapStep) else whole) for step in steps if step is not None),
        clause=place.ref(),
        figures=tuple(str(word) for word in clause.for_),
        amended_mid_period=draft.reading(place, clause, "amended_mid_period"),
    )


def _within(step: Step, holds: Holding | None) -> Step:
    """Return a step of a clause that holds between dates: what is settled outside of them is not cut by it."""
    if holds is None:
        return step
    own = step.holds or Holding()
    since = max((one for one in (own.since, holds.since) if one is not None), default=None)
    until = min((one for one in (own.until, holds.until) if one is not None), default=None)
    return attrs.evolve(step, holds=Holding(since, until))


def _check_disjoint(desk: Desk, clauses: list[tuple[Place, Any]]) -> None:
    seen: dict[str, Place] = {}
    for place, clause in clauses:
        for word in clause.for_ or ("everything",):
            if str(word) in seen:
                other = seen[str(word)]
                says = f"the clauses {other.ref()} and {place.ref()} both say how effects become money"
                hint = "one settlement clause with all its steps in order, or for: with the targets of each"
                desk.report(place, "contradiction", says, hint)
                break
            seen[str(word)] = place
