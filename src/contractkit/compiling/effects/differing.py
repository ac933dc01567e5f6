"""A ladder that begins at another figure than its target's reach: an error, or the trace of an amendment."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.paying import Paying
from contractkit.compiling.packages import origin_of

__all__ = ["differs"]


def differs(paying: Paying, place: Place, says: str, hint: str) -> None:
    """Tell that a ladder and the reach of its target are not the same.

    Where an amendment changed the reach and the ladder stayed, both are signed: it is a warning. Elsewhere it is an
    error, which whoever writes the paper can mend.

    Args:
        paying: The effect with the ladder.
        place: Where the ladder says its figure.
        says: What differs.
        hint: What to write.
    """
    amended = _amended_reach(paying)
    if amended is None or amended == place.file:
        paying.draft.report(place, "reach-differs", says, hint)
        return
    says = f"{says}: an amendment changed the reach, and the ladder stayed"
    paying.draft.desk.warn(place, "reach-differs", says, hint)


def _amended_reach(paying: Paying) -> str | None:
    """Return the file of the amendment that wrote the reach; None where the target's own paper, or a package, did."""
    ref = None if paying.figure is None else paying.figure.clause
    if ref is None or ref.clause is None or origin_of(ref)[1] != ref.clause:
        return None
    paper = next((paper for paper in paying.draft.desk.papers if paper.model.id == ref.document), None)
    clause: Any = None if paper is None else paper.model.clauses.get(ref.clause)
    if paper is None or clause is None:
        return None
    rows = [row.name for row in getattr(clause, "rows", ())]
    row = ("rows", rows.index(ref.row)) if ref.row in rows else ()
    inside = row if not row or clause.rows[row[1]].reach is not None else ()
    file = paper.place("clauses", ref.clause, *inside, "reach").file
    return None if file == paper.file else file
