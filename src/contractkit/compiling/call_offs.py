"""Call-offs: all clauses of the framework hold, unless a clause of the call-off says that it replaces one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.frame import later
from contractkit.documents import DocumentSource
from contractkit.documents.overlays import without_clause
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption

__all__ = ["own_head_wins", "under_framework"]


def under_framework(
    papers: Sequence[DocumentSource], above: frozenset[str]
) -> tuple[tuple[DocumentSource, ...], tuple[Problem, ...]]:
    """Return the papers of an agreement without what the call-off replaces, and what is wrong with that.

    Args:
        papers: The papers, those of the framework last.
        above: The ids of the framework's papers; none where the agreement is no call-off.
    """
    framework = {paper.model.id: paper for paper in papers if paper.model.id in above}
    left = dict(framework)
    problems: list[Problem] = []
    for paper in papers:
        for number, clause in paper.model.clauses.items():
            ref = getattr(clause, "replaces", None)
            if ref is None:
                continue
            place = Place(paper, number, ("replaces",))
            wrong = _wrong(place, clause.kind, str(ref), framework if paper.model.id not in above else {})
            if wrong is None:
                document, _, word = str(ref).rpartition("/")
                left[document] = without_clause(left[document], word)
            else:
                problems.append(wrong)
    problems += _terms(papers, framework)
    return tuple(left.get(paper.model.id, paper) for paper in papers), tuple(problems)


def _wrong(place: Place, kind: str, ref: str, framework: dict[str, DocumentSource]) -> Problem | None:
    if not framework:
        says = "there is no framework here of which a clause could be replaced"
        return place.problem("contradiction", says, "only a contract with form: call-off replaces clauses")
    document, _, number = ref.rpartition("/")
    paper = framework.get(document)
    known = [f"{one.model.id}/{other}" for one in framework.values() for other in one.model.clauses]
    if paper is None or number not in paper.model.clauses:
        if paper is not None and number in paper.broken:
            return None
        return place.problem("unknown-reference", f"there is no clause '{ref}' in the framework", nearest(ref, known))
    before = paper.model.clauses[number].kind
    if before != kind:
        says = f"{ref} is a {before}, and a {kind} takes its place"
        return place.problem("kind-changes", says, f"replace it by a {before}, or leave replaces out")
    return None


def _terms(papers: Sequence[DocumentSource], framework: dict[str, DocumentSource]) -> Iterator[Problem]:
    """Yield what is wrong where the call-off does not begin while the framework holds."""
    own = next(((p, n, c) for p, n, c in _term_clauses(papers) if p.model.id not in framework), None)
    above = next(((p, n, c) for p, n, c in _term_clauses(papers) if p.model.id in framework), None)
    if own is None or above is None:
        return
    start = own[2].start.value
    first, end = _dates(above[2])
    if start < first or (end is not None and start >= end):
        until = "" if end is None else f" to {end}"
        says = f"the call-off begins on {start}, but the framework holds from {first}{until}"
        yield Place(own[0], own[1], ("start",)).problem("term", says, f"see {Place(above[0], above[1]).ref()}")


def _term_clauses(papers: Sequence[DocumentSource]) -> Iterator[tuple[DocumentSource, str, Any]]:
    for paper in papers:
        for number, clause in paper.model.clauses.items():
            if clause.kind == "term":
                yield paper, number, clause


def _dates(clause: Any) -> tuple[date, date | None]:
    start: date = clause.start.value
    if clause.until is not None:
        return start, clause.until.value
    return start, None if clause.initial is None else later(start, clause.initial.value)


def own_head_wins(papers: Sequence[DocumentSource], above: frozenset[str]) -> Iterator[Assumption]:
    """Yield the readings that a call-off leaves open where its head says something else than its framework's."""
    own = papers[0]
    for paper in papers:
        if paper.model.id not in above:
            continue
        for name in ("currency", "zone"):
            mine, theirs = getattr(own.model, name), getattr(paper.model, name)
            if mine is not None and theirs is not None and mine != theirs:
                says = f"the {name} of the call-off, where {paper.model.id} has another"
                yield Assumption(name, str(mine), (str(theirs),), Place(own, None, (name,)).ref(), says)
