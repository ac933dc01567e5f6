"""The steps of a settlement as they compute: caps, earn-back, minimum issue, rounding, allocation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contractkit.compiling.amounts import declared_amounts
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.idle_limits import warn_of_idle_cap
from contractkit.quantities.notation import Cycle
from contractkit.records.clauses import Assumption
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod, Share
from contractkit.terms.conditions import AllOf, AnyOf, Not
from contractkit.terms.figure_conditions import (
    AllHold,
    AnyHolds,
    Counted,
    FiguresCondition,
    Found,
    Measured,
    NotHolds,
)
from contractkit.terms.modifiers import MinimumIssue
from contractkit.terms.settling import AllocateStep, CapStep, EarnBackStep, MinimumIssueStep, RoundStep, Step

__all__ = ["PERIODS", "step_of"]

PERIODS = ("month", "quarter", "half-year", "year")
"""The periods that a settlement of this version works out, from short to long."""

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}
"""How many months the windows have of which others are made."""


def step_of(draft: Draft, place: Place, step: Any) -> Step | None:
    """Return one step as it computes; None where it does nothing, or is wrong, which is reported."""
    return _MAKERS[step.step](draft, place, step)


def _assumed(
    draft: Draft, place: Place, step: Any, field: str, default: str, others: tuple[str, ...], says: str
) -> Any:
    written = getattr(step, field)
    if written is None:
        draft.desk.assume(Assumption(field, default, others, place.ref(), says))
    return str(written or default)


def _cap(draft: Draft, place: Place, step: Any) -> CapStep | None:
    limit = _limit(draft, place.at("limit"), step.limit)
    if limit is None:
        return None
    scope: Any = step.scope or "contract"
    caps = _assumed(draft, place, step, "caps", "both", ("malus", "bonus", "net"), "which sums the cap cuts")
    adds_up: Any = draft.reading(place, step, "adds_up")
    wide = step.per.value.n is not None or step.per.value.word == "contract-year"
    charges_of: Any = step.charges_of or "same"
    if wide and isinstance(limit, Share) and limit.of not in declared_amounts(draft.desk):
        says = "whether the charges are those of the window itself"
        charges_of = _assumed(draft, place, step, "charges_of", "same", ("preceding",), says)
    on_excess = draft.reading(place, step, "on_excess")
    _check_periods(draft, place, step, limit)
    warn_of_idle_cap(draft, place.at("limit"), limit, step.per.value)
    holds = draft.holding(place, step)
    return CapStep(limit, step.per.value, caps, scope, adds_up, charges_of, on_excess, holds)


def _check_periods(draft: Draft, place: Place, step: Any, limit: Limit) -> None:
    """Report a limit that counts periods of which the cap's own window is not made."""
    window = MONTHS.get(step.per.value.word) if step.per.value.n is None else _rolling_months(step.per.value)
    for part in limit.parts if isinstance(limit, LimitOf) else (limit,):
        if not isinstance(part, PerPeriod):
            continue
        each = None if part.per.n is not None else MONTHS.get(part.per.word)
        if window is None or each is None or window % each:
            says = f"the limit counts per {part.per}, and the cap's window, {step.per.value}, is not made of those"
            draft.report(place.at("limit"), "quantity", says, "write the limit of the window itself; per says which")


def _rolling_months(cycle: Cycle) -> int | None:
    return cycle.n if cycle.unit == "months" else None


def _limit(draft: Draft, place: Place, limit: Any) -> Limit:
    parts = getattr(limit, "lowest_of", None) or getattr(limit, "highest_of", None) or (limit,)
    for part in parts:
        if part.text.lstrip().startswith("-"):
            says = f"'{part.text}' is a negative limit"
            draft.report(place, "quantity", says, "a limit has no sign; caps: malus or bonus says what it cuts")
            return None
    return draft.limit(place, limit)


def _round(draft: Draft, place: Place, step: Any) -> RoundStep | None:
    scope = draft.reading(place, step, "scope")
    unit = step.to.value.number
    if unit <= 0:
        draft.report(place.at("to"), "quantity", f"nothing can be rounded to {step.to.text}", "for example to: 0.01")
        return None
    return RoundStep(unit, draft.reading(place, step, "mode"), scope, draft.holding(place, step))


def _allocate(draft: Draft, place: Place, step: Any) -> AllocateStep:
    return AllocateStep(draft.reading(place, step, "ties"), draft.holding(place, step))


def _earn_back(draft: Draft, place: Place, step: Any) -> EarnBackStep | None:
    returns = step.returns.value
    if not 0 < returns.value <= 100:
        says = f"'{step.returns.text}' cannot come back"
        draft.report(place.at("returns"), "quantity", says, "at most 100 %: nothing is won back that was not lost")
        return None
    when = draft.figures_condition(place.at("when"), step.when)
    if _looks_back(when):
        says = "whether good periods that brought a malus back bring one back again with the next period"
        draft.desk.assume(Assumption("good-periods", "every time", ("once",), place.ref(), says))
    return EarnBackStep(
        when,
        returns,
        None if step.expires is None else step.expires.value,
        draft.reading(place, step, "basis"),
        draft.holding(place, step),
    )


def _looks_back(condition: FiguresCondition) -> bool:
    """Return whether a condition is about more periods than the one at hand."""
    match condition:
        case AllOf() | AnyOf() | AllHold() | AnyHolds():
            return any(_looks_back(part) for part in condition.parts)
        case Not() | NotHolds():
            return _looks_back(condition.part)
        case Found():
            return condition.often.of > 1
        case Counted() | Measured():
            return condition.over is not None
    return False


def _minimum(draft: Draft, place: Place, step: Any) -> MinimumIssueStep:
    says = "whether each line is tested, or the total"
    scope = _assumed(draft, place, step, "scope", "contract", ("line",), says)
    tested: Any = draft.reading(place, step, "tested")
    otherwise: Any = str(step.otherwise)
    amount = draft.money(place.at("more_than"), step.more_than.value)
    return MinimumIssueStep(MinimumIssue(amount, otherwise, tested, scope), draft.holding(place, step))


_MAKERS: dict[str, Callable[[Draft, Place, Any], Step | None]] = {
    "cap": _cap,
    "round": _round,
    "allocate": _allocate,
    "earn-back": _earn_back,
    "minimum-issue": _minimum,
}
