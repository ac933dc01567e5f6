"""Clauses that hold between two dates only: what computes them has to know, or to refuse.

Fees, services, effects and settlements hold their dates themselves.
"""

from __future__ import annotations

from contractkit.compiling.desk import Desk
from contractkit.compiling.draft import Draft

__all__ = ["note_dated"]

_JUDGED = ("calendar", "level", "measure", "pause", "result", "scope", "target-table", "time-target")


def note_dated(draft: Draft) -> None:
    """Record the dated parts of what is judged: their dates are read and checked, and not computed yet."""
    levels = _levels_in_use(draft.desk)
    for place, clause in draft.desk.clauses(*_JUDGED):
        if clause.holds is not None and (clause.kind != "level" or clause.name in levels):
            draft.holding(place, clause)
            says = "a part that holds between dates is not computed by this version"
            hint = "let an amendment bring it in, or take it out, from that date on"
            draft.not_computed(place.at("holds"), "judging", says, hint)


def _levels_in_use(desk: Desk) -> set[str]:
    """Return the levels that something is delivered at or judged by; what a catalogue only offers decides nothing."""
    words: set[str] = set()
    for _, clause in desk.clauses("service", "result", "target-table", "time-target"):
        level = clause.level or ()
        words.update(str(word) for word in (level if isinstance(level, tuple) else (level,)))
    return words
