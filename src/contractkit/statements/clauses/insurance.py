"""Insurance clauses, told."""

from __future__ import annotations

from contractkit.statements.clauses import amounts
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.insurance import Insurance

__all__ = ["insurance"]

WORDS = {
    "en": {
        "held": "Insurance for {cover} is held for at least {minimum}.",
        "until": "Insurance for {cover} is held for at least {minimum}; the certificate covers it until {day}.",
    },
    "nl": {
        "held": "Er is een verzekering voor {cover} van ten minste {minimum}.",
        "until": "Er is een verzekering voor {cover} van ten minste {minimum}; het certificaat loopt tot en met {day}.",
    },
}


@tells(Insurance, WORDS)
def insurance(term: Insurance, tell: Teller) -> str:
    """Return an insurance clause in one sentence."""
    facts = {"cover": term.cover.replace("-", " "), "minimum": amounts.limit(term.minimum, tell.speaks)}
    if term.certificate_until is None:
        return tell("held", **facts)
    return tell("until", day=amounts.day(term.certificate_until, tell.speaks), **facts)
