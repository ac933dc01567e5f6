"""What one party told the other: read, checked and kept; and the term that ends, or goes on, because of it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from contractkit.documents import DocumentSource
from contractkit.documents.source import NoticeSource
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import ClauseRef, NotComputed
from contractkit.terms.agreement import Agreement
from contractkit.terms.amendments import Notice
from contractkit.terms.notices_given import Unheeded, frame_of
from contractkit.terms.turns import Frame

__all__ = ["notices_of"]

_TERMS = ("renewal", "term", "termination")
_ENDS = (*_TERMS, "effort", "text")
"""Clauses under which an agreement can end or go on; where it is said in words only, nobody can know."""


def notices_of(
    papers: Sequence[DocumentSource], notices: Sequence[NoticeSource]
) -> tuple[tuple[Notice, ...], tuple[Problem, ...]]:
    """Return the notices about an agreement, and what they refer to and is not there.

    Args:
        papers: The papers of the agreement.
        notices: The notices about one of its papers.
    """
    by_id = {paper.model.id: paper for paper in papers}
    found, problems = [], []
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
    return tuple(found), tuple(problems)


def heeding(agreement: Agreement) -> Agreement:
    """Return a version with the end of its term as its notices leave it.

    A notice in time ends the term, or prolongs it. One that does nothing is a warning. Where nobody can say what one
    does, nothing is judged: it is listed in `not_computed`.

    Args:
        agreement: The version, with its notices.
    """
    frame, unheeded = frame_of(agreement)
    waiting = [NotComputed(one.notice.clause, "judging", one.says) for one in unheeded if one.why in _UNKNOWN]
    idle = [_idle(one) for one in unheeded if one.why not in _UNKNOWN]
    term = agreement.term
    if term is not None and frame.said:
        term = attrs.evolve(term, end=frame.over)
    return attrs.evolve(
        agreement,
        term=term,
        not_computed=(*agreement.not_computed, *waiting),
        warnings=(*agreement.warnings, *idle),
    )


def heeding_anew(agreement: Agreement) -> Agreement:
    """Return a version whose term has changed with the end that its notices then leave, and what they then do.

    Args:
        agreement: The version, with what `heeding` found before.
    """
    if not agreement.notices:
        return agreement
    told = {one.clause for one in agreement.notices}
    plain = attrs.evolve(
        agreement,
        not_computed=tuple(one for one in agreement.not_computed if one.clause not in told),
        warnings=tuple(one for one in agreement.warnings if one.code != "notice"),
    )
    if plain.term is not None:
        plain = attrs.evolve(plain, term=attrs.evolve(plain.term, end=Frame.of(plain).over))
    return heeding(plain)


_UNKNOWN = ("not-told", "no-notice")


def _idle(one: Unheeded) -> Problem:
    ref = one.notice.clause
    hint = "give it in time for another end, or correct its dates"
    return Problem("notice", one.says, ref.file, ref.line, None, None, hint, severity="warning", path=("says",))
