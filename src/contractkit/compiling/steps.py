"""The steps of a settlement as they compute: caps, earn-back, minimum issue, rounding, allocation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contractkit.compiling.amounts import declared_amounts
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.records.clauses import Assumption
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod, Share
from contractkit.terms.modifiers import MinimumIssue
from contractkit.terms.settling import AllocateStep, CapStep, EarnBackStep, MinimumIssueStep, RoundStep, Step

__all__ = ["PERIODS", "step_of"]

PERIODS = ("month", "quarter", "half-year", "year")
"""The periods that a settlement of this version works out, from short to long."""


def step_of(draft: Draft, place: Place, step: Any) -> Step | None:
    """Return one step as it computes; None where it does nothing, or is wrong, which is reported."""
    return _MAKERS[step.step](draft, place, step)


def _later(draft: Draft, place: Place, says: str, hint: str | None = None) -> None:
    draft.not_computed(place, "settling", f"{says} is not computed by this version", hint)


def _holds(draft: Draft, place: Place, step: Any) -> Any:
    if step.holds is not None:
        _later(draft, place.at("holds"), "a part that holds between dates")
    return draft.holding(place, step)


def _assumed(
    draft: Draft, place: Place, step: Any, field: str, default: str, others: tuple[str, ...], says: str
) -> Any:
    written = getattr(step, field)
    if written is None:
        draft.desk.assume(Assumption(field, default, others, place.ref(), says))
    return str(written or default)


def _cap(draft: Draft, place: Place, step: Any) -> CapStep | None:
    limit = _limit(draft, place.at("limit"), step.limit)
    holds = _holds(draft, place, step)
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
    _note_cap(draft, place, step, limit, (scope, caps, adds_up, charges_of, on_excess))
    return CapStep(limit, step.per.value, caps, scope, adds_up, charges_of, on_excess, holds)


def _note_cap(draft: Draft, place: Place, step: Any, limit: Limit, readings: tuple[str, ...]) -> None:
    scope, caps, adds_up, charges_of, on_excess = readings
    if scope != "contract":
        _later(draft, place.at("scope"), f"a cap with scope {scope}", "computed: contract")
    if caps == "net":
        _later(draft, place.at("caps"), "a cap on the net sum", "computed: malus, bonus, both")
    if adds_up != "at-end":
        _later(draft, place.at("adds_up"), "a running cap")
    if charges_of != "same":
        _later(draft, place.at("charges_of"), "a share of the charges before the window")
    if on_excess == "carry-forward":
        _later(draft, place.at("on_excess"), "what a cap carries forward")
    per = str(step.per.value)
    if per not in PERIODS:
        _later(draft, place.at("per"), f"a cap per {per}", f"computed: {', '.join(PERIODS)}")
    if isinstance(limit, LimitOf):
        _later(draft, place.at("limit"), "the lowest or highest of several limits", "give one limit")
    if isinstance(limit, PerPeriod):
        says = f"'{step.limit.text}': a period inside the limit"
        _later(draft, place.at("limit"), says, "the step's per says it")


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
    if scope != "once":
        _later(draft, place.at("scope"), "a rounding scope other than once")
    holds = _holds(draft, place, step)
    unit = step.to.value.number
    if unit <= 0:
        draft.report(place.at("to"), "quantity", f"nothing can be rounded to {step.to.text}", "for example to: 0.01")
        return None
    return RoundStep(unit, draft.reading(place, step, "mode"), scope, holds)


def _allocate(draft: Draft, place: Place, step: Any) -> AllocateStep:
    ties = draft.reading(place, step, "ties")
    if ties != "first-line":
        _later(draft, place.at("ties"), "ties other than first-line")
    return AllocateStep(ties, _holds(draft, place, step))


def _earn_back(draft: Draft, place: Place, step: Any) -> EarnBackStep | None:
    _later(draft, place, "the step 'earn-back'", "computed: cap, round, allocate")
    returns = step.returns.value
    if not 0 < returns.value <= 100:
        says = f"'{step.returns.text}' cannot come back"
        draft.report(place.at("returns"), "quantity", says, "at most 100 %: nothing is won back that was not lost")
        return None
    return EarnBackStep(
        draft.figures_condition(place.at("when"), step.when),
        returns,
        None if step.expires is None else step.expires.value,
        draft.reading(place, step, "basis"),
        draft.holding(place, step),
    )


def _minimum(draft: Draft, place: Place, step: Any) -> MinimumIssueStep:
    _later(draft, place, "the step 'minimum-issue'", "computed: cap, round, allocate")
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
