"""The settlement clause as it computes: the period, and the steps in the written order."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.amounts import note_amounts
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.pooling import is_known, pooled
from contractkit.compiling.steps import PERIODS, step_of
from contractkit.records.clauses import Assumption
from contractkit.terms.amounts import Share
from contractkit.terms.settling import CapStep, SettlementTerms
from contractkit.terms.targets import ClockLine

__all__ = ["check_effect_periods", "check_settlement", "compile_settlement", "settlement_of"]


def compile_settlement(draft: Draft) -> SettlementTerms:
    """Return the settlement terms; without a settlement clause a quarter is settled, without caps.

    Of several clauses at most one is for everything: the others name what they are for, each something else.
    """
    general = _general(draft)
    if general is None:
        several = any(True for _ in draft.desk.clauses("settlement"))
        says = "no clause settles what none of them names" if several else "no clause settles"
        draft.desk.assume(Assumption("settlement", "per quarter, without caps", ("another period",), None, says))
        return SettlementTerms("quarter", ())
    return pooled(draft, *general, settlement_of)  # type: ignore[no-any-return]


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
    per = str(clause.per)
    if per not in PERIODS:
        says = f"a settlement per {per} is not computed by this version"
        draft.not_computed(place.at("per"), "settling", says, f"computed: {', '.join(PERIODS)}")
        per = "quarter"
    steps = [step_of(draft, place.at("order", number), step) for number, step in enumerate(clause.order)]
    for number, step in enumerate(steps):
        if isinstance(step, CapStep) and isinstance(step.limit, Share):
            note_amounts(draft.desk, place.at("order", number, "limit"), step.limit, draft.fees)
    return SettlementTerms(
        per=per,
        steps=tuple(step for step in steps if step is not None),
        clause=place.ref(),
        figures=tuple(str(word) for word in clause.for_),
        amended_mid_period=draft.reading(place, clause, "amended_mid_period"),
    )


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


def check_effect_periods(desk: Desk, lines: tuple[ClockLine, ...], settlement: SettlementTerms) -> None:
    """Add paying targets whose period does not fit into the settlement's to the desk's problems."""
    for target in (target for line in lines for target in line.targets if target.effects):
        fits = target.per in PERIODS and PERIODS.index(target.per) <= PERIODS.index(settlement.per)
        if not fits:
            paper = next(paper for paper in desk.papers if paper.model.id == target.clause.document)
            says = f"the target is judged per {target.per}, and settled per {settlement.per}"
            hint = f"a paying target is judged per {' or '.join(PERIODS[: PERIODS.index(settlement.per) + 1])}"
            desk.not_computed(Place(paper, target.clause.clause, ("per",)), "settling", says, hint)
