"""Notice that nobody could give in time: longer than the term that it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.frame import later

__all__ = ["check_notice"]

_ANY_DAY = date(2001, 1, 1)
"""Spans are compared from a first of January where no clause says the start."""


def check_notice(draft: Draft) -> None:
    """Report a notice of renewal that is longer than the initial term or the renewed one; warn of one to terminate."""
    terms = [(place, clause) for place, clause in draft.desk.clauses("term") if clause.initial is not None]
    start = terms[0][1].start.value if terms else _ANY_DAY
    for place, clause in draft.desk.clauses("renewal"):
        if clause.notice is None:
            continue
        known = [(at, "the initial term", one.initial) for at, one in terms[:1]]
        if getattr(clause, "by", None) is not None:
            known.append((place, "the time by which it is renewed", clause.by))
        for at, what, span in known:
            if _longer(start, clause.notice, span):
                says = f"the notice of {clause.notice.text} is longer than {what}, {span.text} ({at.ref()})"
                draft.report(place.at("notice"), "notice", says, "nobody could give it in time")
                break
    for place, clause in draft.desk.clauses("termination"):
        _termination(draft, place, clause, terms, start)


def _termination(draft: Draft, place: Place, clause: Any, terms: list[tuple[Place, Any]], start: date) -> None:
    if clause.notice is None or not terms:
        return
    at, term = terms[0]
    if _longer(start, clause.notice, term.initial):
        says = f"the notice of {clause.notice.text} is longer than the initial term, {term.initial.text} ({at.ref()})"
        draft.desk.warn(place.at("notice"), "notice", says, "within that term nobody could give it in time")


def _longer(start: date, span: Any, other: Any) -> bool:
    try:
        return later(start, span.value) > later(start, other.value)
    except (AttributeError, OverflowError, ValueError):
        return False
