"""Remedies, told: what a party may ask for where figures stay bad."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.remedy import Remedy

__all__ = ["remedy"]

WORDS = {
    "en": {
        "remedy": "If {condition}, {who} may ask for {grants}{of}.",
        "of": " for {names}",
        "customer": "the customer",
        "provider": "the provider",
        "both": "each party",
        "within": "It is done within {span}.",
        "notice": "It is announced {span} before.",
        "use_within": "The right has to be used within {span}.",
        "rectification-plan": "a rectification plan",
        "step-in": "the right to step in",
        "report": "a report",
        "review-meeting": "a review meeting",
        "audit": "an audit",
        "re-performance": "the work to be done again",
        "withholding": "payment to be withheld",
        "damages": "the damage that credits do not cover",
    },
    "nl": {
        "remedy": "Als {condition}, mag {who} vragen om {grants}{of}.",
        "of": " voor {names}",
        "customer": "de klant",
        "provider": "de dienstverlener",
        "both": "elke partij",
        "within": "Dat gebeurt binnen {span}.",
        "notice": "Dat wordt {span} van tevoren aangekondigd.",
        "use_within": "Het recht moet binnen {span} worden gebruikt.",
        "rectification-plan": "een verbeterplan",
        "step-in": "overname van de dienst",
        "report": "een rapport",
        "review-meeting": "een evaluatiegesprek",
        "audit": "een audit",
        "re-performance": "nieuwe uitvoering van het werk",
        "withholding": "opschorting van de betaling",
        "damages": "vergoeding van de schade die kortingen niet dekken",
    },
}


@tells(Remedy, WORDS)
def remedy(term: Remedy, tell: Teller) -> str:
    """Return what a party may ask for, and when."""
    speaks = tell.speaks
    said = [
        tell(
            "remedy",
            condition=after_if(term.when, speaks),
            of=tell("of", names=all_of(term.figures, speaks)) if term.figures else "",
            who=tell(term.who),
            grants=all_of([tell(word) for word in term.grants], speaks),
        )
    ]
    said += [
        tell(word, span=moments.how_long(found, speaks))
        for word in ("within", "notice", "use_within")
        if (found := getattr(term, word)) is not None
    ]
    return " ".join(said)
