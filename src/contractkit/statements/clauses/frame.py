"""The frame, told: from when to when the agreement holds."""

from __future__ import annotations

from datetime import timedelta

from contractkit.statements.clauses.amounts import day
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.spans import span
from contractkit.terms.agreement import Term

__all__ = ["term"]

TERM = {
    "en": {
        "until": "The agreement holds from {start} up to and including {last}.",
        "endless": "The agreement holds from {start}, without an end that is already known.",
        "prolonged": (
            "The agreement holds from {start}, at first up to and including {first}; renewed as often as is agreed, at "
            "most up to and including {last}."
        ),
        "renewed": "The agreement holds from {start}, at first for {span}, without an end that is already known.",
    },
    "nl": {
        "until": "De overeenkomst geldt van {start} tot en met {last}.",
        "endless": "De overeenkomst geldt vanaf {start}, zonder einde dat al vaststaat.",
        "prolonged": (
            "De overeenkomst geldt vanaf {start}, eerst tot en met {first}; zo vaak verlengd als is afgesproken, "
            "hoogstens tot en met {last}."
        ),
        "renewed": "De overeenkomst geldt vanaf {start}, eerst voor {span}, zonder einde dat al vaststaat.",
    },
}


@tells(Term, TERM)
def term(said: Term, tell: Teller) -> str:
    """Return from when to when an agreement holds, with its last date."""
    start = day(said.start, tell.speaks)
    if said.end is None and said.initial is not None:
        return tell("renewed", start=start, span=span(said.initial, tell.speaks))
    if said.end is None:
        return tell("endless", start=start)
    if said.first_end is not None and said.first_end < said.end:
        first = day(said.first_end - timedelta(days=1), tell.speaks)
        return tell("prolonged", start=start, first=first, last=day(said.end - timedelta(days=1), tell.speaks))
    return tell("until", start=start, last=day(said.end - timedelta(days=1), tell.speaks))
