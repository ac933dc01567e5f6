"""Scope rules, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.scope import ScopeRule

__all__ = ["scope"]

WORDS = {
    "en": {
        "rest": "All other items",
        "in": "{items} are in scope.",
        "grey": "{items} are grey{more}.",
        "out": "{items} are out of scope{more}.",
        "deliver": "they are delivered meanwhile",
        "wait": "they wait meanwhile",
        "quote": "they get a quote",
        "refuse": "they are refused",
        "ask": "the customer is asked",
        "follow-up": "the parties talk about them {within}",
        "more": ": {parts}",
    },
    "nl": {
        "rest": "Alle andere meldingen",
        "in": "{items} horen bij de afspraken.",
        "grey": "{items} zijn een grijs gebied{more}.",
        "out": "{items} vallen buiten de afspraken{more}.",
        "deliver": "er wordt intussen geleverd",
        "wait": "zij wachten intussen",
        "quote": "er komt een offerte",
        "refuse": "zij worden geweigerd",
        "ask": "het wordt de klant gevraagd",
        "follow-up": "de partijen spreken er {within} over",
        "more": ": {parts}",
    },
}


@tells(ScopeRule, WORDS)
def scope(term: ScopeRule, tell: Teller) -> str:
    """Return where some items are, and what then happens."""
    told = tell("rest") if term.condition == EVERYTHING else items(term.condition, tell.speaks)
    parts = [tell(word) for word in (term.meanwhile, term.then) if word is not None]
    if term.follow_up is not None:
        parts.append(tell("follow-up", within=moments.allowed(term.follow_up, tell.speaks)))
    more = tell("more", parts="; ".join(parts)) if parts else ""
    return tell(term.says, items=f"{told[:1].upper()}{told[1:]}", more=more)
