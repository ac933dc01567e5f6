"""The settlement clause as it computes: the period, and the steps in the written order."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.quantities.money import Money
from contractkit.records.clauses import Assumption
from contractkit.terms.effects import CapStep, RoundStep, SettlementTerms, Share, Step
from contractkit.terms.targets import ClockLine

__all__ = ["check_effect_periods", "compile_settlement"]

_PERIODS = ("month", "quarter", "half-year", "year")


def compile_settlement(draft: Draft) -> SettlementTerms:
    """Return the settlement terms; without a settlement clause a quarter is settled, without caps."""
    desk = draft.desk
    clauses = list(desk.clauses("settlement"))
    if not clauses:
        desk.assume(
            Assumption("settlement", "per quarter, without caps", ("another period",), None, "no clause settles")
        )
        return SettlementTerms("quarter", ())
    place, clause = clauses[0]
    for other, _ in clauses[1:]:
        says = f"the clauses {place.ref()} and {other.ref()} both say how effects become money"
        desk.report(other, "contradiction", says, "one settlement clause, with all its steps in order")
    per = str(clause.per)
    if per not in _PERIODS:
        desk.not_computed(
            place.at("per"),
            "settling",
            f"a settlement per {per} is not computed by this version",
            f"computed: {', '.join(_PERIODS)}",
        )
        per = "quarter"
    steps = [_step(draft, place.at("order", number), step) for number, step in enumerate(clause.order)]
    return SettlementTerms(per, tuple(step for step in steps if step is not None), place.ref())


def _step(draft: Draft, place: Place, step: Any) -> Step | None:
    desk = draft.desk
    if step.step == "cap":
        return _cap(draft, place, step)
    if step.step == "round":
        if desk.reading(place, step, "scope") != "once":
            desk.not_computed(
                place.at("scope"), "settling", "a rounding scope other than once is not computed by this version"
            )
        unit = step.to.value.number
        if unit <= 0:
            desk.report(place.at("to"), "quantity", f"nothing can be rounded to {step.to.text}", "for example to: 0.01")
            return None
        return RoundStep(unit, desk.reading(place, step, "mode"))
    if step.step == "allocate":
        if desk.reading(place, step, "ties") != "first-line":
            desk.not_computed(
                place.at("ties"), "settling", "ties other than first-line are not computed by this version"
            )
        return None
    desk.not_computed(
        place, "settling", f"the step '{step.step}' is not computed by this version", "computed: cap, round, allocate"
    )
    return None


def _cap(draft: Draft, place: Place, step: Any) -> CapStep | None:
    desk = draft.desk
    if step.scope not in (None, "contract"):
        desk.not_computed(
            place.at("scope"),
            "settling",
            f"a cap with scope {step.scope} is not computed by this version",
            "computed: contract",
        )
    if desk.reading(place, step, "adds_up") != "at-end":
        desk.not_computed(place.at("adds_up"), "settling", "a running cap is not computed by this version")
    per = str(step.per.value)
    if per not in _PERIODS:
        desk.not_computed(
            place.at("per"),
            "settling",
            f"a cap per {per} is not computed by this version",
            f"computed: {', '.join(_PERIODS)}",
        )
        return None
    caps: Any = step.caps
    if caps is None:
        caps = "both"
        says = "which sums the cap cuts"
        desk.assume(Assumption("caps", "both", ("malus", "bonus"), place.ref(), says))
    limit = _limit(draft, place.at("limit"), step.limit)
    return None if limit is None else CapStep(limit, per, caps)


def _limit(draft: Draft, place: Place, limit: Any) -> Share | Money | None:
    desk = draft.desk
    value = getattr(limit, "value", None)
    if value is None:
        desk.not_computed(
            place,
            "settling",
            "the lowest or highest of several limits is not computed by this version",
            "give one limit",
        )
        return None
    if limit.text.lstrip().startswith("-"):
        says = f"'{limit.text}' is a negative limit"
        desk.report(place, "quantity", says, "a limit has no sign; caps: malus or bonus says what it cuts")
        return None
    if value.share is not None:
        if value.share.per is not None:
            desk.not_computed(
                place,
                "settling",
                f"'{limit.text}': a period inside the limit is not computed by this version",
                "the step's per says it",
            )
        return draft.share(place, value.share)
    if value.amount is not None:
        return draft.money(place, value.amount)
    if value.percent is not None:
        desk.report(place, "quantity", f"'{limit.text}' of what?", f"for example {limit.text} of charges")
        return None
    return None


def check_effect_periods(desk: Desk, lines: tuple[ClockLine, ...], settlement: SettlementTerms) -> None:
    """Add paying targets whose period does not fit into the settlement's to the desk's problems."""
    for target in (target for line in lines for target in line.targets if target.effects):
        fits = target.per in _PERIODS and _PERIODS.index(target.per) <= _PERIODS.index(settlement.per)
        if not fits:
            paper = next(paper for paper in desk.papers if paper.model.id == target.clause.document)
            says = f"the target is judged per {target.per}, and settled per {settlement.per}"
            hint = f"a paying target is judged per {' or '.join(_PERIODS[: _PERIODS.index(settlement.per) + 1])}"
            desk.not_computed(Place(paper, target.clause.clause, ("per",)), "settling", says, hint)
