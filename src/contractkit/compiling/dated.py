"""Clauses that hold between two dates only: what computes them has to know, or to refuse.

Effects and the steps of a settlement hold their dates themselves.
"""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

__all__ = ["note_dated"]

_JUDGED = ("calendar", "measure", "pause", "result", "target-table", "time-target")
_SETTLED = ("fee", "service", "settlement")


def note_dated(draft: Draft) -> None:
    """Record the dated parts of what is judged and settled: their dates are read and checked, and not computed yet."""
    for place, clause in draft.desk.clauses(*_JUDGED, *_SETTLED):
        if clause.holds is not None:
            draft.holding(place, clause)
            stage: Any = "judging" if clause.kind in _JUDGED else "settling"
            _note(draft, place, stage)


def _note(draft: Draft, place: Place, stage: Any) -> None:
    draft.not_computed(place.at("holds"), stage, "a part that holds between dates is not computed by this version")
