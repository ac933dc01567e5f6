"""The parts of a weighted score: figures of the agreement, or marks that somebody gives and the facts bring."""

from __future__ import annotations

from contractkit.compiling.draft import Draft

__all__ = ["check_parts"]

_FIGURES = ("figure-target", "metric", "result", "target-table", "time-target")


def check_parts(draft: Draft) -> None:
    """Report a part that names no figure where another part of the same score does.

    Where none of them does, they are marks of an assessment, and come with the facts under their names.
    """
    weighted = [(place, clause) for place, clause in draft.desk.clauses("metric") if clause.weights]
    if not weighted:
        return
    known = set()
    for _, clause in draft.desk.clauses(*_FIGURES):
        named = (clause, *(getattr(clause, "rows", ()) or ()))
        known |= {str(part.name) for part in named if getattr(part, "name", None) is not None}
    for place, clause in weighted:
        parts = [str(weight.part) for weight in clause.weights]
        if not known.intersection(parts):
            continue
        for number, part in enumerate(parts):
            if part not in known and part not in draft.desk.lost:
                draft.unknown(place.at("weights", number, "part"), "metric or target", part, sorted(known))
