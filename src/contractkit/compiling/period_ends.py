"""Ends of periods to which notice can be given."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.quantities.period_ends import PeriodEnds

__all__ = ["period_ends_of"]


def period_ends_of(draft: Draft, place: Place, clause: Any) -> PeriodEnds | None:
    """Return the ends that a clause names in `to_end_of`; None where it names none, or a problem was reported."""
    word = clause.to_end_of
    if word != "contract-year":
        return None if word is None else PeriodEnds(word)
    if draft.term is None:
        says = "a contract year begins on the day of the start, and no term clause says when that is"
        draft.report(place.at("to_end_of"), "holds", says, "add a clause kind: term, or write to_end_of: year")
        return None
    return PeriodEnds(word, draft.term.start)
