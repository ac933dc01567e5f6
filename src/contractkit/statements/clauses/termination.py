"""Terminations, told."""

from __future__ import annotations

from contractkit.statements.clauses import gates, moments, spans
from contractkit.statements.clauses.amounts import day, limit
from contractkit.statements.clauses.period_ends import period_word
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.termination import Termination

__all__ = ["termination"]

WORDS = {
    "en": {
        "provider": "The provider may end the agreement {ground}{cure}{from}{notice}.",
        "customer": "The customer may end the agreement {ground}{cure}{from}{notice}.",
        "both": "Each party may end the agreement {ground}{cure}{from}{notice}.",
        "convenience": "without giving a reason",
        "breach": "if the other does not keep it",
        "repeated-failure": "if {condition}",
        "insolvency": "if the other is insolvent",
        "force-majeure": "if force majeure goes on",
        "change-of-control": "if others come to control the other",
        "cure": " and does not put that right {within}",
        "cure.failure": ", and that was not put right {within}",
        "from": ", from {day} at the earliest",
        "from.span": ", from {day} at the earliest ({span} after the start)",
        "notice": ", with a notice of {span}",
        "at-once": ", at once",
        "to-end": " to the end of {period}",
        "pays": " It then pays {amount}.",
        "free": " Nothing is paid for it.",
        "use-within": " The right has to be used {within}.",
    },
    "nl": {
        "provider": "De dienstverlener mag de overeenkomst beëindigen {ground}{cure}{from}{notice}.",
        "customer": "De klant mag de overeenkomst beëindigen {ground}{cure}{from}{notice}.",
        "both": "Elke partij mag de overeenkomst beëindigen {ground}{cure}{from}{notice}.",
        "convenience": "zonder een reden te geven",
        "breach": "als de andere partij haar niet nakomt",
        "repeated-failure": "als {condition}",
        "insolvency": "als de andere partij insolvent is",
        "force-majeure": "als overmacht voortduurt",
        "change-of-control": "als anderen zeggenschap over de andere partij krijgen",
        "cure": " en dat niet {within} herstelt",
        "cure.failure": ", en dat niet {within} is hersteld",
        "from": ", op zijn vroegst met ingang van {day}",
        "from.span": ", op zijn vroegst met ingang van {day} ({span} na het begin)",
        "notice": ", met een opzegtermijn van {span}",
        "at-once": ", per direct",
        "to-end": " tegen het einde van {period}",
        "pays": " Daarvoor wordt {amount} betaald.",
        "free": " Daar wordt niets voor betaald.",
        "use-within": " Het recht moet {within} worden gebruikt.",
    },
}


@tells(Termination, WORDS)
def termination(term: Termination, tell: Teller) -> str:
    """Return who may end the agreement, on which ground, from when, on what notice and at what price."""
    speaks = tell.speaks
    failure = term.ground == "repeated-failure"
    condition = gates.after_if(term.condition, speaks) if failure else ""
    cure = "" if term.cure is None else moments.allowed(term.cure, speaks)
    notice = tell("at-once") if term.notice is None else tell("notice", span=moments.how_long(term.notice, speaks))
    if term.to_end_of is not None:
        ends = tell("to-end", period=period_word(term.to_end_of, speaks))
        notice = f",{ends}" if term.notice is None else f"{notice}{ends}"
    said = tell(
        term.who,
        ground=tell(term.ground, condition=condition),
        cure="" if not cure else tell("cure.failure" if failure else "cure", within=cure),
        **{"from": _from(term, tell)},
        notice=notice,
    )
    said += tell("free") if term.pays is None else tell("pays", amount=limit(term.pays, speaks))
    if term.use_within is not None:
        said += tell("use-within", within=moments.allowed(term.use_within, speaks))
    return said


def _from(term: Termination, tell: Teller) -> str:
    if term.not_before is None:
        return ""
    first = day(term.not_before, tell.speaks)
    if term.held_back is None:
        return tell("from", day=first)
    return tell("from.span", day=first, span=spans.span(term.held_back, tell.speaks))
