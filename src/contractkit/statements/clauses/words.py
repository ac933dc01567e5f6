"""Clauses that are words, told as they stand."""

from __future__ import annotations

from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.words import Effort, Text

__all__ = ["effort", "text"]

EFFORT = {
    "en": {
        "effort": "A promise of effort, with nothing to measure: {text}",
        "provider": "The provider promises effort, with nothing to measure: {text}",
        "customer": "The customer promises effort, with nothing to measure: {text}",
        "both": "Both parties promise effort, with nothing to measure: {text}",
    },
    "nl": {
        "effort": "Een inspanningsverplichting, waaraan niets te meten is: {text}",
        "provider": "De dienstverlener belooft inspanning, waaraan niets te meten is: {text}",
        "customer": "De klant belooft inspanning, waaraan niets te meten is: {text}",
        "both": "Beide partijen beloven inspanning, waaraan niets te meten is: {text}",
    },
}
TEXT = {
    "en": {"text": "In words only: {text}", "titled": "In words only ({title}): {text}"},
    "nl": {"text": "Alleen in woorden: {text}", "titled": "Alleen in woorden ({title}): {text}"},
}


@tells(Effort, EFFORT)
def effort(term: Effort, tell: Teller) -> str:
    """Return a promise of effort."""
    return tell(term.owner or "effort", text=tell.speaks.written(term.text))


@tells(Text, TEXT)
def text(term: Text, tell: Teller) -> str:
    """Return words as they stand."""
    if term.title is None:
        return tell("text", text=tell.speaks.written(term.text))
    written = tell.speaks.written
    return tell("titled", text=written(term.text), title=written(term.title))
