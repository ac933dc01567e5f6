"""Clauses of which an agreement has one: a second that holds at the same time for the same thing contradicts it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.said_once import SAID_ONCE, apart

__all__ = ["check_once"]

_TOLD_ELSEWHERE = ("settlement", "term")


def check_once(draft: Draft) -> None:
    """Report the second clause of a kind that stands once, unless something tells it apart from the first."""
    found = [one for one in draft.desk.clauses(*SAID_ONCE) if one[1].kind not in _TOLD_ELSEWHERE]
    ordered = sorted(found, key=lambda one: str(one[1].kind))
    for kind, several in groupby(ordered, key=lambda one: str(one[1].kind)):
        for first, second in _together(list(several)):
            says = f"the clauses {first.ref()} and {second.ref()} both say {SAID_ONCE[kind]}"
            draft.report(second, "contradiction", says, _way_out(draft, first, second))


def _way_out(draft: Draft, first: Place, second: Place) -> str:
    papers = [one.paper.model.id for one in (first, second)]
    above = [one for one in (first, second) if one.paper.model.id in draft.desk.above]
    if papers[0] == papers[1]:
        return "keep one of them"
    if len(above) == 1:
        return f"write replaces: {above[0].ref()} in the call-off, where it takes its place"
    return "keep one of them, or let a clause kind: precedence say which document decides"


def _together(clauses: list[tuple[Place, Any]]) -> Iterator[tuple[Place, Place]]:
    """Yield each clause that speaks of what an earlier one has settled, with that one."""
    for number, (place, clause) in enumerate(clauses):
        earlier = next((other for other, one in clauses[:number] if not apart(one, clause)), None)
        if earlier is not None:
            yield earlier, place
