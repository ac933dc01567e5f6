"""Steps of a settlement in an order by which more malus can become less: what one cuts gives another room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.linting.directions import Directions
from contractkit.compiling.linting.signs import Sign, signs_of

__all__ = ["lint_orders"]

_SCOPES = {"line": 0, "target": 1, "level": 2, "service": 2, "contract": 3}
_SIDES: dict[str, tuple[Sign, ...]] = {"malus": ("malus",), "bonus": ("bonus",)}
_BOTH: tuple[Sign, ...] = ("malus", "bonus")
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half-year": 182, "year": 365, "contract-year": 365}
_HINT = "put the narrow step first; is this order meant, leave it"
_WAITING = "pay what is won back first, or let nothing wait; is this meant, leave it"


def lint_orders(
    draft: Draft,
    directions: Directions,
    effects: Iterable[tuple[Place, Any]],
    advise: Callable[[Draft, Place, str, str], None],
) -> None:
    """Advise on steps that are not nested, and on malus that comes back because things went worse.

    A cap over several amounts cuts each in proportion. What one of them has more is then cut off the others, and a
    narrower step behind it leaves less of the sum. Where there is one amount only, the steps never meet, or the second
    limit is not below the first, nothing is said. That a cap lies inside the one before it has its own code too.

    Args:
        draft: The papers.
        directions: What worse means for what a condition looks at.
        effects: Every effect of the papers.
        advise: Tells one thing, at its place: what it is, and what to do.
    """
    paying = tuple(effects)
    for place, clause in draft.desk.clauses("settlement"):
        steps = [(place.at("order", number), step) for number, step in enumerate(clause.order)]
        waits = any(_waits(step) for _, step in steps)
        many = {side: _several(directions, clause, paying, side) or waits for side in _BOTH}
        for number, (at, step) in enumerate(steps):
            before = [one for _, one in steps[:number]]
            if step.step == "earn-back":
                if "worse" in directions.turns(step.when):
                    advise(draft, at.at("when"), "a malus comes back because something went wrong", _HINT)
                elif step.basis != "pool" and many["malus"] and any(_spreads(one) for one in before):
                    says = "a cap before this spreads its cut: another target's failure changes how much can come back"
                    advise(draft, at, says, _HINT)
                elif waits:
                    says = "a malus that waits for a later period comes back less often than a larger one that does not"
                    advise(draft, at, says, _WAITING)
            elif step.step in ("cap", "minimum-issue") and any(_crosses(one, step, many) for one in before):
                advise(draft, at, "a failure more can leave less malus behind these two steps", _HINT)


def _several(directions: Directions, clause: Any, effects: Iterable[tuple[Place, Any]], side: Sign) -> bool:
    """Return whether a settlement can have more than one amount on a side."""
    found = [(place, effect) for place, effect in effects if side in signs_of(effect)]
    if len(found) != 1:
        return len(found) > 1
    ((place, effect),) = found
    document = place.paper.model.id
    around = directions.targets.get(f"{document}/{place.number}", effect)
    target = directions.looked_at(document, around, effect)
    metric = directions.metrics.get(str(getattr(target, "metric", "")))
    single = target is not None and not getattr(target, "rows", ()) and not getattr(metric or target, "each", ())
    return not (single and str(getattr(target, "per", "")) == str(clause.per))


def _waits(step: Any) -> bool:
    return "carry-forward" in (str(getattr(step, "on_excess", None)), str(getattr(step, "otherwise", None)))


def _spreads(step: Any) -> bool:
    return step.step in ("cap", "minimum-issue") and _scope(step) != "target" and "malus" in _sides(step)


def _scope(step: Any) -> str:
    return str(getattr(step, "scope", None) or "contract")


def _sides(step: Any) -> tuple[Sign, ...]:
    return _SIDES.get(str(getattr(step, "caps", None)), _BOTH)


def _crosses(first: Any, second: Any, many: dict[Sign, bool]) -> bool:
    """Return whether what the first one counts together is more than the second one does."""
    if first.step not in ("cap", "minimum-issue"):
        return False
    if first.step == "minimum-issue" and str(first.otherwise) == "drop":
        return False  # all of it goes, or nothing: it spreads nothing
    if not any(many[side] for side in _sides(first) if side in _sides(second)):
        return False
    if getattr(first, "caps", None) == "net":
        return True
    if _never_binds(first, second):
        return False
    one, other = _scope(first), _scope(second)
    return _SCOPES[one] > _SCOPES[other] or {one, other} == {"level", "service"}


def _never_binds(first: Any, second: Any) -> bool:
    """Return whether a cap lets through all that a wider one before it let through: as much, in no longer a window."""
    if first.step != "cap" or second.step != "cap" or "net" in (first.caps, second.caps):
        return False
    if first.holds is not None or second.holds is not None or _SCOPES[_scope(first)] <= _SCOPES[_scope(second)]:
        return False
    wide, narrow = _days(first.per.value), _days(second.per.value)
    low, high = _money(first.limit), _money(second.limit)
    if wide is None or narrow is None or narrow > wide or low is None or high is None:
        return False
    return bool(low.currency == high.currency and low.number <= high.number)


def _money(limit: Any) -> Any:
    """Return a written limit as an amount; None where it is a share, one for each period, or one of several."""
    amount = getattr(getattr(limit, "value", None), "amount", None)
    return None if amount is None or amount.per is not None else amount


def _days(cycle: Any) -> int | None:
    return _DAYS.get(cycle.word) if cycle.n is None else None
