"""Favours, told."""

from __future__ import annotations

from contractkit.quantities.notation import Quota
from contractkit.statements.clauses import moments
from contractkit.statements.clauses.amounts import number, periods
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.spans import counted
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.favours import Favours

__all__ = ["favours", "quota"]

WORDS = {
    "en": {
        "favours": "For {items} the provider may do favours, for nothing{at-most}.",
        "outside": "what is not in scope",
        "at-most": ": at most {quota}",
        "valued": " A statement shows them at the price of {name}.",
        "told": " The customer is told {within}.",
        "above.quote": " What goes beyond that gets a quote.",
        "above.refuse": " What goes beyond that is refused.",
        "above.ask": " What goes beyond that is asked of the customer.",
        "quota": "{amount} per {period}",
        "pieces": "{number} {unit}",
    },
    "nl": {
        "favours": "Voor {items} mag de dienstverlener coulance betrachten, kosteloos{at-most}.",
        "outside": "wat buiten de afspraken valt",
        "at-most": ": ten hoogste {quota}",
        "valued": " Een rapportage toont dit tegen de prijs van {name}.",
        "told": " De klant hoort het {within}.",
        "above.quote": " Voor wat daarboven komt, volgt een offerte.",
        "above.refuse": " Wat daarboven komt, wordt geweigerd.",
        "above.ask": " Wat daarboven komt, wordt de klant gevraagd.",
        "quota": "{amount} per {period}",
        "pieces": "{number} {unit}",
    },
}


@tells(Favours, WORDS)
def favours(term: Favours, tell: Teller) -> str:
    """Return how much is done for nothing, what it is worth, and when it is told."""
    speaks = tell.speaks
    whole = tell("outside") if term.condition == EVERYTHING else items(term.condition, speaks)
    limit = "" if term.at_most is None else tell("at-most", quota=quota(term.at_most, tell))
    said = tell("favours", items=whole, **{"at-most": limit})
    if term.valued_at is not None:
        said += tell("valued", name=moments.words(term.valued_at))
    if term.told_within is not None:
        said += tell("told", within=moments.allowed(term.told_within, speaks))
    return said if term.above is None else said + tell(f"above.{term.above}")


def quota(value: Quota, tell: Teller) -> str:
    """Return how much in each period: ``2 hours per month``."""
    unit = value.unit.removesuffix("s")
    if value.time is not None and value.number == int(value.number):
        amount = counted(int(value.number), unit, tell.speaks)
    else:
        amount = tell("pieces", number=number(value.number, tell.speaks), unit=named(value.unit, tell.speaks))
    return Teller(tell.speaks, WORDS)("quota", amount=amount, period=periods(value.per, tell.speaks))
