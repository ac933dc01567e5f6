"""How a party may end the agreement before its term does."""

from __future__ import annotations

from datetime import date
from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.frame import later
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.period_ends import period_ends_of
from contractkit.quantities.spans import Span
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.termination import Termination

__all__ = ["termination"]


@compiles("termination")
def termination(draft: Draft, place: Place, clause: Any) -> Termination:
    """Return who may end the agreement, on which ground, from when, on what notice and at what price."""
    for field, says in (("notice", "how long before it has to be said"), ("pays", "what the party that ends it pays")):
        if getattr(clause, field) is None and clause.ground == "convenience":
            draft.desk.assume(Assumption(field, "none", ("an agreed one",), place.ref(), says))
    held_back, not_before = _not_before(draft, place, clause)
    condition = None if clause.when is None else draft.figures_condition(place.at("when"), clause.when)
    return Termination(
        place.ref(),
        clause.who,
        clause.ground,
        allowance_of(draft, place.at("cure"), clause.cure, (place, clause)),
        condition,
        not_before,
        held_back,
        allowance_of(draft, place.at("notice"), clause.notice, (place, clause)),
        None if clause.pays is None else draft.limit(place.at("pays"), clause.pays),
        allowance_of(draft, place.at("use_within"), clause.use_within, (place, clause)),
        period_ends_of(draft, place, clause),
    )


def _not_before(draft: Draft, place: Place, clause: Any) -> tuple[Span | None, date | None]:
    written = None if clause.not_before is None else clause.not_before.value
    if not isinstance(written, Span):
        return None, written
    first = None if draft.term is None else later(draft.term.start, written)
    if draft.term is None:
        says = "a date is counted from the start of the agreement, and no term clause says when that is"
        draft.report(place.at("not_before"), "holds", says, "add a clause kind: term, or write a date")
    elif first is not None and draft.term.end is not None and first >= draft.term.end:
        says = f"it may end on {first} at the earliest, and its term ends on {draft.term.end} by itself"
        draft.report(place.at("not_before"), "term", says, "a date within the term")
    return written, first
