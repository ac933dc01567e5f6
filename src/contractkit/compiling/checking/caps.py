"""Caps one after the other: from narrow to wide, each inside the next, or the order decides more than it says.

Where neither of two caps contains the other, their order has to be agreed in so many words.
"""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

__all__ = ["check_caps"]

_SCOPES = {"target": 0, "level": 1, "service": 1, "contract": 2}
_WINDOWS = {
    "day": 1,
    "week": 7,
    "month": 30,
    "quarter": 91,
    "half-year": 182,
    "year": 365,
    "contract-year": 365,
    "term": 10_000,
    "once": 10_000,
}
_UNITS = {"days": 1, "weeks": 7, "months": 30.4}
_DECLARE = "where the parties agreed on that, the clause says crossing_caps: in-this-order"
_ORDER = "put the narrow cap first: that of a target or a month before that of the contract or the year"


def check_caps(draft: Draft) -> None:
    """Report caps that follow one which they do not contain: what both cut off then depends on their order.

    One that lies inside the one before it is warned of. Two of which neither contains the other are refused, unless the
    clause says that they are applied in this order.
    """
    for place, clause in draft.desk.clauses("settlement"):
        caps = [(place.at("order", i), step) for i, step in enumerate(clause.order) if step.step == "cap"]
        for number in range(1, len(caps)):
            for first in caps[:number]:
                if _compare(draft, first, caps[number], clause.crossing_caps):
                    break


def _compare(draft: Draft, first: tuple[Place, Any], second: tuple[Place, Any], declared: str | None) -> bool:
    """Report two caps that are not nested, and return whether they were reported."""
    (before, narrow), (place, wide) = first, second
    if narrow.holds is not None or wide.holds is not None or not _same_side(narrow.caps, wide.caps):
        return False
    by_scope = _rank(wide.scope) - _rank(narrow.scope)
    by_window = _days(wide.per.value) - _days(narrow.per.value)
    apart = {narrow.scope, wide.scope} == {"level", "service"}
    if by_scope >= 0 and by_window >= 0 and not apart:
        return False
    which = f"that of step {before.path[-1] + 1}" if isinstance(before.path[-1], int) else "the one before it"
    if by_scope <= 0 and by_window <= 0 and not apart:
        says = f"this cap is narrower than {which}: what is cut off depends on their order"
        draft.desk.warn(place, "caps-order", says, _ORDER)
        return True
    if declared is None:
        says = f"this cap neither contains {which} nor lies inside it: what is cut off depends on their order"
        draft.report(place, "caps-cross", says, _DECLARE)
        return True
    return False


def _same_side(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other or "both" in (one, other) or "net" in (one, other)


def _rank(scope: str | None) -> int:
    return _SCOPES.get(scope or "contract", 2)


def _days(cycle: Any) -> float:
    if cycle.n is not None:
        return float(cycle.n * _UNITS.get(cycle.unit or "days", 1))
    return float(_WINDOWS.get(cycle.word, 365))
