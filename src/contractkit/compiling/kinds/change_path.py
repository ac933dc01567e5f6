"""Who decides on a change, and how fast."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.documents.clauses.change_path import PathTimes
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.change_path import ChangePath

__all__ = ["change_path"]


@compiles("change-path")
def change_path(draft: Draft, place: Place, clause: Any) -> ChangePath:
    """Return who decides on a change, and how fast."""
    at, times = place.at("within"), clause.within
    approved_by = tuple(str(role) for role in clause.approved_by if role != "none")
    if isinstance(times, PathTimes):
        deciding = allowance_of(draft, at.at("deciding"), times.deciding, (place, clause))
        doing = allowance_of(draft, at.at("doing"), times.doing, (place, clause))
    else:
        only = allowance_of(draft, at, times, (place, clause))
        deciding, doing = (only, None) if approved_by else (None, only)
        if approved_by:
            says = "what the time limit is for"
            draft.desk.assume(Assumption("within", "deciding", ("doing", "both together"), place.ref(), says))
    silence: Any = draft.reading(place, clause, "silence") if approved_by else None
    name = None if clause.name is None else str(clause.name)
    condition = draft.condition(place.at("when"), clause.when)
    return ChangePath(place.ref(), name, condition, approved_by, deciding, doing, silence)
