"""Quotes, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.quote import Quote

__all__ = ["quote"]

WORDS = {
    "en": {
        "quote": "The provider quotes for {items}{within}{prices}.",
        "outside": "work outside the agreement",
        "prices": ", at the prices of {names}",
        "accepted": " The quote can be accepted{by}{how}{valid}.",
        "by": " by {roles}",
        "how": " {how}",
        "valid": " for {span}",
        "refused": " No answer means no.",
        "silence.accepted": " No answer means yes.",
    },
    "nl": {
        "quote": "De dienstverlener brengt voor {items}{within}{prices} een offerte uit.",
        "outside": "werk buiten de overeenkomst",
        "prices": ", tegen de prijzen van {names},",
        "accepted": " De offerte kan{by}{valid}{how} worden aanvaard.",
        "by": " door {roles}",
        "how": " {how}",
        "valid": " gedurende {span}",
        "refused": " Geen antwoord betekent nee.",
        "silence.accepted": " Geen antwoord betekent ja.",
    },
}


@tells(Quote, WORDS)
def quote(term: Quote, tell: Teller) -> str:
    """Return how work outside the agreement is offered and accepted."""
    speaks = tell.speaks
    said = tell(
        "quote",
        items=tell("outside") if term.condition == EVERYTHING else items(term.condition, speaks),
        within="" if term.allowance is None else f" {moments.allowed(term.allowance, speaks)}",
        prices=tell("prices", names=moments.roles(term.priced_from, speaks)) if term.priced_from else "",
    )
    said += tell(
        "accepted",
        by=tell("by", roles=moments.the_roles(term.accepted_by, speaks, "or")) if term.accepted_by else "",
        how="" if term.how is None else tell("how", how=named(term.how, speaks)),
        valid="" if term.valid_for is None else tell("valid", span=moments.how_long(term.valid_for, speaks)),
    )
    return said + tell("refused" if term.silence == "refused" else "silence.accepted")
