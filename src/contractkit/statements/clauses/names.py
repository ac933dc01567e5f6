"""Names that a paper gives things, as sentences say them: in words, customary ones in the language.

What a paper calls something of its own stays what it is called; only the hyphens that hold a name together go.
"""

from __future__ import annotations

import re

from contractkit.statements.wording import Language

__all__ = ["named", "words"]

WORDS = {
    "en": {
        "named.cpi": "CPI",
        "named.gst": "GST",
        "named.vat": "VAT",
    },
    "nl": {
        "named.chat": "chat",
        "named.cpi": "CPI",
        "named.damages": "schadevergoedingen",
        "named.day": "dag",
        "named.days": "dagen",
        "named.death-or-injury": "overlijden of letsel",
        "named.fraud": "bedrog",
        "named.gross-negligence": "grove nalatigheid",
        "named.gst": "GST",
        "named.hour": "uur",
        "named.hours": "uur",
        "named.in-writing": "schriftelijk",
        "named.indirect-loss": "indirecte schade",
        "named.intent": "opzet",
        "named.item": "melding",
        "named.items": "meldingen",
        "named.letter": "brief",
        "named.minute": "minuut",
        "named.minutes": "minuten",
        "named.month": "maand",
        "named.months": "maanden",
        "named.penalties": "boetes",
        "named.phone": "telefoon",
        "named.point": "punt",
        "named.points": "punten",
        "named.portal": "portaal",
        "named.vat": "btw",
        "named.week": "week",
        "named.weeks": "weken",
    },
}

_HYPHEN = re.compile(r"(?<!\b[a-z])-")
"""A hyphen between words; the one behind a single letter belongs to its word, as in e-mail."""


def words(name: str) -> str:
    """Return a name in words: ``service-delivery-manager`` as *service delivery manager*, ``e-mail`` as *e-mail*."""
    return _HYPHEN.sub(" ", name)


def named(name: str, speaks: Language) -> str:
    """Return a name in words, or the customary word for it in the language: ``vat`` as *VAT*, in Dutch as *btw*."""
    return WORDS.get(speaks.code, {}).get(f"named.{name}") or words(name)
