"""Claims, told: how credits have to be asked for."""

from __future__ import annotations

from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.spans import span
from contractkit.terms.provisions.claim import Claim

__all__ = ["claim"]

WORDS = {
    "en": {
        "claim": "The customer has to claim {what} within {within} {counted}{through}{needs}. {late} {paid}",
        "all": "every credit",
        "of": "the credits of {names}",
        "period-end": "from the end of the period",
        "incident": "from the incident",
        "invoice": "from the invoice",
        "through": ", through {channels}",
        "needs": ", with {things}",
        "lost": "A later claim is lost.",
        "considered": "A later claim may be considered.",
        "next-invoice": "The credit is paid with the next invoice",
        "same-service-only": "The credit is paid only with an invoice for the same service",
        "paid-out": "The credit is paid out",
        "within": "{paid}, within {span}.",
        "whenever": "{paid}.",
    },
    "nl": {
        "claim": "De klant moet {what} claimen binnen {within} {counted}{through}{needs}. {late} {paid}",
        "all": "elke korting",
        "of": "de kortingen van {names}",
        "period-end": "na het einde van de periode",
        "incident": "na het incident",
        "invoice": "na de factuur",
        "through": ", via {channels}",
        "needs": ", met {things}",
        "lost": "Een latere claim vervalt.",
        "considered": "Een latere claim kan worden behandeld.",
        "next-invoice": "De korting wordt met de volgende factuur verrekend",
        "same-service-only": "De korting wordt alleen met een factuur voor dezelfde dienst verrekend",
        "paid-out": "De korting wordt uitbetaald",
        "within": "{paid}, binnen {span}.",
        "whenever": "{paid}.",
    },
}


@tells(Claim, WORDS)
def claim(term: Claim, tell: Teller) -> str:
    """Return how credits have to be claimed."""
    speaks = tell.speaks
    paid = tell(term.paid)
    what = tell("all") if "all" in term.covers else tell("of", names=all_of(term.covers, speaks))
    channels, things = (
        all_of([named(word, speaks) for word in words], speaks) if words else "" for words in (term.through, term.needs)
    )
    return tell(
        "claim",
        what=what,
        within=span(term.within, speaks),
        counted=tell(term.counted_from),
        through=tell("through", channels=channels) if channels else "",
        needs=tell("needs", things=things) if things else "",
        late=tell(term.late),
        paid=tell("whenever", paid=paid)
        if term.paid_within is None
        else tell("within", paid=paid, span=span(term.paid_within, speaks)),
    )
