"""Escalation, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.escalation import Escalation, Warn

__all__ = ["escalation"]

WORDS = {
    "en": {
        "used": "When {share} of the time of {of} is used up, {roles} must be told{how}.",
        "due": "At the due instant of {of}, {roles} must be told{how}.",
        "after": "When {span} have passed since the due instant of {of}, {roles} must be told{how}.",
        "every": "every time limit",
        "how": " by {how}",
    },
    "nl": {
        "used": "Is {share} van de tijd van {of} verbruikt, dan moet dat{how} aan {roles} worden gemeld.",
        "due": "Op het uiterste tijdstip van {of} moet het{how} aan {roles} worden gemeld.",
        "after": "Is het uiterste tijdstip van {of} {span} voorbij, dan moet dat{how} aan {roles} worden gemeld.",
        "every": "elke termijn",
        "how": " per {how}",
    },
}


@tells(Escalation, WORDS)
def escalation(term: Escalation, tell: Teller) -> str:
    """Return who is told when a promise is at risk, or broken."""
    return " ".join(_warn(one, tell) for one in term.warnings)


def _warn(one: Warn, tell: Teller) -> str:
    facts = {
        "of": tell("every") if one.of is None else str(one.of),
        "roles": moments.the_roles(one.tell, tell.speaks),
        "how": "" if one.how is None else tell("how", how=named(one.how, tell.speaks)),
    }
    if one.after_due is not None:
        return tell("after", span=moments.how_long(one.after_due, tell.speaks), **facts)
    if one.used is None or one.used.value == 100:
        return tell("due", **facts)
    return tell("used", share=tell.speaks.percent(one.used.value), **facts)
