"""What the papers leave open and no compiler asks about: every silent convention of every clause, listed once."""

from __future__ import annotations

from contractkit.compiling.desk import Desk
from contractkit.documents.silences import silences_in

__all__ = ["list_silences"]

_ASKED_KINDS = ("measure", "pause", "result", "target-table", "time-target")
"""Kinds whose compilers, with those of the effects inside, ask for what decides something, and for nothing else."""

_ASKED = frozenset(("at_cut_off", "counting", "ends", "landing", "outside_hours"))
"""Readings of business days, asked by whoever works out a time limit."""

_ASKED_BESIDE = frozenset(("counted_towards", "short_units"))
"""Readings that decide something only beside another clause, such as a fee; asked by the compiler that sees both."""


def list_silences(desk: Desk) -> None:
    """Record every reading that the text leaves open; what a compiler asked about stands there already."""
    for place, clause in desk.clauses():
        if clause.kind in _ASKED_KINDS:
            continue
        for path, part, entry in silences_in(clause):
            if entry.convention.name not in _ASKED | _ASKED_BESIDE:
                desk.reading(place.at(*path), part, entry.convention.name, entry.field)
