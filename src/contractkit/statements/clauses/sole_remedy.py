"""Sole remedies, told: what a failure entitles to besides its credits."""

from __future__ import annotations

from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.sole_remedy import SoleRemedy

__all__ = ["sole_remedy"]

WORDS = {
    "en": {
        "all": "Where a target is missed",
        "of": "Where {names} is missed",
        "other-money": "{where}, the credits are all the money that the customer can ask for; its other rights stand.",
        "everything-else": "{where}, the credits are all that the customer can ask for.",
        "unless": "That does not hold if {condition}.",
        "not_for": "It does not hold for {things}.",
        "or": " or ",
    },
    "nl": {
        "all": "Als een norm niet wordt gehaald",
        "of": "Als {names} niet wordt gehaald",
        "other-money": "{where}, kan de klant geen ander geld vragen dan de kortingen; zijn andere rechten blijven.",
        "everything-else": "{where}, kan de klant niets anders vragen dan de kortingen.",
        "unless": "Dat geldt niet als {condition}.",
        "not_for": "Het geldt niet voor {things}.",
        "or": " of ",
    },
}


@tells(SoleRemedy, WORDS)
def sole_remedy(term: SoleRemedy, tell: Teller) -> str:
    """Return what the credits exclude, and where they do not."""
    where = tell("all") if "all" in term.covers else tell("of", names=tell("or").join(term.covers))
    said = [tell(term.excludes, where=where)]
    if term.unless is not None:
        said.append(tell("unless", condition=after_if(term.unless, tell.speaks)))
    if term.not_for:
        things = all_of([named(word, tell.speaks) for word in term.not_for], tell.speaks)
        said.append(tell("not_for", things=things))
    return " ".join(said)
