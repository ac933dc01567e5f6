"""What one party told the other: read, checked and kept. What a notice does to the term is not computed yet."""

from __future__ import annotations

from collections.abc import Sequence

from contractkit.documents import DocumentSource
from contractkit.documents.source import NoticeSource
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import ClauseRef, NotComputed
from contractkit.terms.amendments import Notice

__all__ = ["notices_of"]

_TERMS = ("renewal", "term", "termination")
_ENDS = (*_TERMS, "effort", "text")
"""Clauses under which an agreement can end or go on; where it is said in words only, nobody can know."""


def notices_of(
    papers: Sequence[DocumentSource], notices: Sequence[NoticeSource]
) -> tuple[tuple[Notice, ...], tuple[NotComputed, ...], tuple[Problem, ...]]:
    """Return the notices about an agreement, what is not computed of them, and what they refer to and is not there.

    Args:
        papers: The papers of the agreement.
        notices: The notices about one of its papers.
    """
    by_id = {paper.model.id: paper for paper in papers}
    found, waiting, problems = [], [], []
    for notice in notices:
        model = notice.model
        document, _, number = str(model.about).rpartition("/")
        paper = by_id.get(document)
        if paper is None or (number not in paper.model.clauses and number not in paper.broken):
            known = tuple(f"{one.model.id}/{clause}" for one in papers for clause in one.model.clauses)
            says = f"there is no clause '{model.about}'"
            problems.append(notice.problem("unknown-reference", says, "about", hint=nearest(str(model.about), known)))
            continue
        clause = paper.model.clauses.get(number)
        if clause is not None and clause.kind not in _ENDS:
            says = f"{model.about} is a clause of kind {clause.kind}: nothing ends or goes on under it"
            ends = [f"{one.model.id}/{n}" for one in papers for n, c in one.model.clauses.items() if c.kind in _TERMS]
            hint = f"known: {', '.join(ends)}" if ends else "it is about a renewal, a term or a termination"
            problems.append(notice.problem("wrong-reference", says, "about", hint=hint))
            continue
        ref = ClauseRef(str(model.id), None, None, notice.file, notice.place("says").line)
        found.append(
            Notice(
                id=str(model.id),
                about=paper.clause_ref(number),
                given_by=model.given_by,  # type: ignore[arg-type]
                sent_on=model.sent_on.value,
                received_on=None if model.received_on is None else model.received_on.value,
                says=model.says,  # type: ignore[arg-type]
                per=None if model.per is None else model.per.value,
                clause=ref,
            )
        )
        says = f"what the notice of {model.sent_on.text} under {model.about} does to the term"
        waiting.append(NotComputed(ref, "judging", f"{says} is not computed by this version"))
    return tuple(found), tuple(waiting), tuple(problems)
