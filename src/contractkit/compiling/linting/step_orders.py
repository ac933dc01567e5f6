"""Steps of a settlement in an order by which more malus can become less: what one cuts gives another room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.linting.directions import Directions

__all__ = ["lint_orders"]

_SCOPES = {"line": 0, "target": 1, "level": 2, "service": 2, "contract": 3}
_HINT = "put the narrow step first; is this order meant, leave it"


def lint_orders(draft: Draft, directions: Directions, advise: Callable[[Draft, Place, str, str], None]) -> None:
    """Advise on steps that are not nested, and on malus that comes back because things went worse.

    A cap over several amounts cuts each in proportion. What one of them has more is then cut off the others, and a
    narrower step behind it leaves less of the sum. That a cap lies inside the one before it has its own code too.

    Args:
        draft: The papers.
        directions: What worse means for what a condition looks at.
        advise: Tells one thing, at its place: what it is, and what to do.
    """
    for place, clause in draft.desk.clauses("settlement"):
        steps = [(place.at("order", number), step) for number, step in enumerate(clause.order)]
        for number, (at, step) in enumerate(steps):
            before = [one for _, one in steps[:number]]
            if step.step == "earn-back":
                if "worse" in directions.turns(step.when):
                    advise(draft, at.at("when"), "a malus comes back because something went wrong", _HINT)
                elif step.basis != "pool" and any(_spreads(one) for one in before):
                    says = "a cap before this spreads its cut: another target's failure changes how much can come back"
                    advise(draft, at, says, _HINT)
            elif step.step in ("cap", "minimum-issue") and any(_crosses(one, step) for one in before):
                advise(draft, at, "a failure more can leave less malus behind these two steps", _HINT)


def _spreads(step: Any) -> bool:
    return step.step in ("cap", "minimum-issue") and _scope(step) != "target"


def _scope(step: Any) -> str:
    return str(getattr(step, "scope", None) or "contract")


def _crosses(first: Any, second: Any) -> bool:
    """Return whether what the first one counts together is more than the second one does."""
    if first.step not in ("cap", "minimum-issue"):
        return False
    if getattr(first, "caps", None) == "net":
        return True
    one, other = _scope(first), _scope(second)
    return _SCOPES[one] > _SCOPES[other] or {one, other} == {"level", "service"}
