"""What kinds of clauses are called: in English by their own word without hyphens, elsewhere by a word there."""

from __future__ import annotations

from contractkit.statements.clauses.names import words
from contractkit.statements.wording import Language

__all__ = ["WORDS", "kind_called"]

WORDS = {
    "nl": {
        "award-fee": "beoordelingsbeloning",
        "band-effect": "staffel",
        "calendar": "kalender",
        "catalogue-item": "dienst in de catalogus",
        "change-path": "wijzigingsroute",
        "claim": "claim",
        "contacts": "contactpersonen",
        "curve": "curve",
        "deposit": "waarborgsom",
        "duty": "plicht",
        "effort": "inspanningsverplichting",
        "escalation": "escalatie",
        "favours": "coulance",
        "fee": "vergoeding",
        "figure-target": "norm voor een cijfer",
        "gap-credit": "korting per tekort",
        "indexation": "indexatie",
        "insurance": "verzekering",
        "interest": "rente",
        "late-penalty": "boete voor te late levering",
        "level": "serviceniveau",
        "liability": "aansprakelijkheid",
        "liquidated-damages": "vaste schadevergoeding",
        "maintenance": "onderhoud",
        "measure": "meting",
        "metric": "maatstaf",
        "milestone": "mijlpaal",
        "minimum-commitment": "minimumafname",
        "no-charge": "zonder kosten",
        "order-change": "wijziging van een bestelling",
        "orders": "bestellingen",
        "pass-through": "doorgegeven korting",
        "pause": "pauze",
        "payment": "betaling",
        "per-item": "bedrag per melding",
        "points-credit": "korting per punt",
        "pool-credit": "korting uit een pot",
        "precedence": "rangorde",
        "prepaid": "vooraf betaald tegoed",
        "process": "proces",
        "proration": "verdeling naar tijd",
        "quote": "offerte",
        "ratchet": "oplopende inhouding",
        "rate": "tarief",
        "relief": "ontheffing",
        "remedy": "rechtsmiddel",
        "renewal": "verlenging",
        "result": "resultaat",
        "revenue-share": "deel van de omzet",
        "right": "recht",
        "scope": "reikwijdte",
        "service": "dienst",
        "settlement": "afrekening",
        "share-line": "gedeelde meer- of minderkosten",
        "sole-remedy": "enig rechtsmiddel",
        "step": "stap",
        "step-credit": "korting per stap",
        "tax": "belasting",
        "term": "looptijd",
        "termination": "beëindiging",
        "text": "tekst",
        "tier-credit": "korting per trede",
        "time-target": "norm voor een termijn",
        "target-table": "tabel met normen",
    }
}


def kind_called(kind: str, speaks: Language) -> str:
    """Return what a kind of clause is called: ``time target``, in Dutch *norm voor een termijn*."""
    return WORDS.get(speaks.code, {}).get(kind) or words(kind)
