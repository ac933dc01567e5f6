"""Clauses, effects and steps that hold between two dates only: what computes them has to know, or to refuse."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

__all__ = ["note_dated"]

_JUDGED = ("calendar", "measure", "pause", "result", "target-table", "time-target")
_SETTLED = ("curve", "fee", "service", "settlement", "tier-credit")


def note_dated(draft: Draft) -> None:
    """Record the dated parts of what is judged and settled: their dates are read and checked, and not computed yet."""
    for place, clause in draft.desk.clauses(*_JUDGED, *_SETTLED):
        if clause.holds is not None:
            draft.holding(place, clause)
            stage: Any = "judging" if clause.kind in _JUDGED else "settling"
            _note(draft, place, stage)
        for field, part in _parts(clause):
            at = place.at(*field)
            if part.holds is not None:
                draft.holding(at, part)
                _note(draft, at, "settling")


def _note(draft: Draft, place: Place, stage: Any) -> None:
    draft.not_computed(place.at("holds"), stage, "a part that holds between dates is not computed by this version")


def _parts(clause: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return the effects and steps inside a clause, with their paths."""
    found: list[tuple[tuple[str | int, ...], Any]] = []
    for field in ("pays", "order"):
        found += [((field, i), part) for i, part in enumerate(getattr(clause, field, ()))]
    for number, row in enumerate(getattr(clause, "rows", ()) or ()):
        found += [(("rows", number, "pays", i), part) for i, part in enumerate(getattr(row, "pays", ()))]
    return found
