"""Clauses on precedence, told."""

from __future__ import annotations

from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.precedence import Precedence

__all__ = ["precedence"]

WORDS = {
    "en": {
        "order": "Where documents contradict each other, {order} decides.",
        "then": ", then ",
    },
    "nl": {
        "order": "Waar documenten elkaar tegenspreken, beslist {order}.",
        "then": ", daarna ",
    },
}


@tells(Precedence, WORDS)
def precedence(term: Precedence, tell: Teller) -> str:
    """Return which document decides."""
    return tell("order", order=tell("then").join(term.order))
