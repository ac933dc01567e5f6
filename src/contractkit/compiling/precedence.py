"""Which paper decides where two contradict each other: the one that comes first in the written order of precedence.

The clause that loses is taken out before anything is compiled, and the decision is told: both clauses, and which holds.
Within one paper, and where no order is written, nothing decides: the contradiction is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.named import kinds_of
from contractkit.compiling.said_once import SAID_ONCE, apart
from contractkit.documents import DocumentSource
from contractkit.documents.overlays import without_clause
from contractkit.errors import Problem

__all__ = ["by_precedence", "rank_of"]

_BY_NAME = (
    "calendar",
    "fee",
    "figure-target",
    "level",
    "measure",
    "metric",
    "rate",
    "result",
    "service",
    "time-target",
)
"""Kinds of which one name stands for one thing in an agreement."""


def rank_of(papers: Sequence[DocumentSource], document: str) -> int:
    """Return the place of a document in the written order, counted from 0; those that it leaves out come last."""
    order = _order(papers)
    return order[1].index(document) if order is not None and document in order[1] else len(papers)


def by_precedence(papers: Sequence[DocumentSource]) -> tuple[tuple[DocumentSource, ...], tuple[Problem, ...]]:
    """Return the papers without the clauses that another paper overrules, and what was decided, as warnings.

    Args:
        papers: The papers of an agreement, the one at its head first.
    """
    order = _order(papers)
    if order is None:
        return tuple(papers), ()
    place, documents = order
    left = {paper.model.id: paper for paper in papers}
    told = []
    for first, second in _contradictions(papers):
        ranks = [_rank(documents, one.paper.model.id) for one in (first, second)]
        if ranks[0] == ranks[1]:
            continue
        holds, loses = (first, second) if ranks[0] < ranks[1] else (second, first)
        number, document = str(loses.number), loses.paper.model.id
        if number not in left[document].model.clauses:
            continue
        what = _what(loses.paper.model.clauses[number])
        says = f"{holds.ref()} and {loses.ref()} both say {what}: {holds.ref()} holds"
        hint = f"by the order of precedence in {place.ref()}"
        told.append(attrs.evolve(loses.problem("precedence", says, hint), severity="warning"))
        left[document] = without_clause(left[document], number)
    return tuple(left[paper.model.id] for paper in papers), tuple(told)


def _order(papers: Sequence[DocumentSource]) -> tuple[Place, tuple[str, ...]] | None:
    for paper in papers:
        clauses: dict[str, Any] = dict(paper.model.clauses)
        for number, clause in clauses.items():
            if clause.kind == "precedence":
                return Place(paper, number), tuple(map(str, clause.order))
    return None


def _rank(documents: tuple[str, ...], document: str) -> int:
    return documents.index(document) if document in documents else len(documents)


def _what(clause: Any) -> str:
    name = getattr(clause, "name", None)
    return SAID_ONCE.get(clause.kind, f"what the {kinds_of(clause)[-1]} '{name}' is")


def _contradictions(papers: Sequence[DocumentSource]) -> Iterator[tuple[Place, Place]]:
    """Yield clauses of two papers that settle the same thing, each with the one before it."""
    seen: dict[tuple[str, str], list[tuple[Place, Any]]] = {}
    for paper in papers:
        for number, clause in paper.model.clauses.items():
            key = _key(clause)
            if key is None or " as " in number:
                continue
            place = Place(paper, number)
            earlier = seen.setdefault(key, [])
            for other, one in earlier:
                if other.paper is not paper and not (key[0] in SAID_ONCE and apart(one, clause)):
                    yield other, place
            earlier.append((place, clause))


def _key(clause: Any) -> tuple[str, str] | None:
    if clause.kind in SAID_ONCE:
        return clause.kind, ""
    name = getattr(clause, "name", None)
    return (clause.kind, str(name)) if clause.kind in _BY_NAME and name is not None else None
