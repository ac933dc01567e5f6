"""Rights, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.amounts import periods
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.right import Right

__all__ = ["right"]

WORDS = {
    "en": {
        "provider": "The provider may, and need not: {may}.",
        "customer": "The customer may, and need not: {may}.",
        "both": "Each party may, and need not: {may}.",
        "times": " At most once in all.| At most {n} times in all.",
        "times.per": " At most once per {period}.| At most {n} times per {period}.",
        "notice": " It says so {span} before.",
        "use-within": " The right has to be used {within}.",
    },
    "nl": {
        "provider": "De dienstverlener mag, maar hoeft niet: {may}.",
        "customer": "De klant mag, maar hoeft niet: {may}.",
        "both": "Elke partij mag, maar hoeft niet: {may}.",
        "times": " Ten hoogste eenmaal in totaal.| Ten hoogste {n} maal in totaal.",
        "times.per": " Ten hoogste eenmaal per {period}.| Ten hoogste {n} maal per {period}.",
        "notice": " Dat wordt {span} van tevoren gemeld.",
        "use-within": " Het recht moet {within} worden gebruikt.",
    },
}


@tells(Right, WORDS)
def right(term: Right, tell: Teller) -> str:
    """Return what a party may do, how often, and on what notice."""
    said = tell(term.owner, may=tell.speaks.written(term.may).rstrip("."))
    if term.times is not None and term.per is None:
        said += tell("times", n=term.times)
    elif term.times is not None and term.per is not None:
        said += tell("times.per", n=term.times, period=periods(term.per, tell.speaks))
    if term.notice is not None:
        said += tell("notice", span=moments.how_long(term.notice, tell.speaks))
    if term.use_within is not None:
        said += tell("use-within", within=moments.allowed(term.use_within, tell.speaks))
    return said
