"""Promises that nobody can hold anybody to: without measure, without a figure, without consequence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses import Effect
from contractkit.documents.marks import marked_in
from contractkit.documents.references import Names
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Bound

__all__ = ["lint_promises"]

_TARGETS = ("figure-target", "result", "target-table", "time-target")
_CONSEQUENCES = ("claim", "remedy", "right", "settlement", "termination")


def lint_promises(draft: Draft) -> None:
    """Advise on efforts, on targets without a share to reach, and on targets of which nothing follows."""
    for place, _ in draft.desk.clauses("effort"):
        says = "an effort has no measurable result: nobody can say whether it was kept"
        draft.desk.advise(place, "effort-unmeasured", says, "promise a result: kind: result, or a target")
    spoken = _spoken_of(draft)
    for place, clause in draft.desk.clauses(*_TARGETS):
        _reach(draft, place, clause)
        _hardly_any(draft, place, clause)
        if not _pays(clause) and not spoken & ({"all"} | _words(place, clause)):
            says = "nothing follows where this is missed"
            draft.desk.advise(place, "no-consequence", says, "write pays:, or a remedy or termination that names it")


def _reach(draft: Draft, place: Place, clause: Any) -> None:
    if clause.kind == "figure-target" or clause.reach is not None:
        return
    rows = [] if clause.kind == "target-table" else getattr(clause, "rows", ())
    without = [number for number, row in enumerate(rows) if getattr(row, "reach", None) is None]
    if rows and not without:
        return
    at = place.at("rows", without[0]) if rows and len(without) < len(rows) else place
    says = "the target does not say how many of the items have to be in time"
    draft.desk.advise(at, "no-reach", says, "for example reach: 95 %, per: month")


def _hardly_any(draft: Draft, place: Place, clause: Any) -> None:
    """Advise on a reach below one per cent, as comes of a ratio that was written as a percentage."""
    rows = enumerate(getattr(clause, "rows", ()) or ())
    for at, part in ((place, clause), *((place.at("rows", number), row) for number, row in rows)):
        written: Any = getattr(part, "reach", None)
        share = None if written is None else _share(written.value)
        if share is None or not 0 < share < 1:
            continue
        says = f"{written.text} is kept by one in a hundred: hardly anything ever misses it"
        draft.desk.advise(
            at.at("reach"), "low-reach", says, f"if a ratio was meant, write {(share * 100).normalize():f} %"
        )


def _share(reach: Any) -> Decimal | None:
    """Return the least share that is promised; None for a level, or where less is better."""
    if isinstance(reach, Percent):
        return reach.value
    if isinstance(reach, Bound):
        lower = reach.relation in ("at most", "less than")
        return None if lower or reach.level.unit != "%" else reach.level.number
    return None


def _pays(clause: Any) -> bool:
    return bool(clause.pays) or any(getattr(row, "pays", ()) for row in getattr(clause, "rows", ()) or ())


def _words(place: Place, clause: Any) -> set[str]:
    document, number = place.paper.model.id, str(place.number)
    rows = (str(row.name) for row in getattr(clause, "rows", ()) or () if getattr(row, "name", None) is not None)
    named = {str(name) for field in ("name", "metric") if (name := getattr(clause, field, None)) is not None}
    named |= {str(row.metric) for row in getattr(clause, "rows", ()) or () if getattr(row, "metric", None) is not None}
    return {f"{document}/{number}", *rows, *named, *(f"{document}/{name}" for name in named)}


def _spoken_of(draft: Draft) -> set[str]:
    """Return what clauses with consequences speak of: targets and metrics, by the words that they use."""
    found: set[str] = set()
    for place, clause in draft.desk.clauses():
        if not isinstance(clause, Effect) and clause.kind not in _CONSEQUENCES:
            continue
        words = {str(word) for word in getattr(clause, "for_", None) or ()}
        for marked in marked_in(clause):
            if isinstance(marked.mark, Names) and {"target", "metric"} & set(marked.mark.kinds):
                words.add(marked.text)
        found |= words | {f"{place.paper.model.id}/{word}" for word in words}
    return found
