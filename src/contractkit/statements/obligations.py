"""What an obligation is called on a page or a screen: its state in a word or two, and what it is, in en and nl.

What a clause says in its own words stays in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contractkit.duties import Obligation
from contractkit.errors import UsageError

__all__ = ["LOCALES", "state_word", "waits_word", "what_word"]

LOCALES: Final = ("en", "nl")
"""The languages."""

_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "created": ("to come", "komt nog"),
    "in-effect": ("open", "open"),
    "suspended": ("suspended", "opgeschort"),
    "violated": ("MISSED", "GEMIST"),
    "fulfilled": ("done", "gedaan"),
    "fulfilled-late": ("done late", "te laat gedaan"),
    "discharged": ("discharged", "niet meer verschuldigd"),
    "terminated": ("ended", "geëindigd"),
    "expired": ("lapsed", "verlopen"),
    "waived": ("waived", "kwijtgescholden"),
}
_HAPPENED: Final = ("happened", "gebeurd")
_DISPUTED: Final = ("disputed", "betwist")
_WAITS: Final[Mapping[str, tuple[str, str]]] = {
    "if-renewed": ("if it is renewed until then", "als er dan is verlengd"),
    "if-ended": ("if it ends with this term", "als de overeenkomst dan eindigt"),
    "too-late": ("nobody gave notice in time, or it was prolonged", "niet op tijd opgezegd, of verlengd"),
    "ended": ("the agreement was ended before", "de overeenkomst is eerder geëindigd"),
}
_IMPOSSIBLE: Final = ("its date had passed when notice came", "de datum was al voorbij bij de opzegging")
_DUTCH: Final[Mapping[str, str]] = {
    "notice": "Opzeggen, of laten verlengen",
    "prolongation": "Zeggen dat de overeenkomst doorgaat",
    "renewal": "De overeenkomst wordt verlengd, tenzij op tijd is opgezegd",
    "end": "De overeenkomst eindigt",
    "indexation": "De jaarlijkse prijswijziging doorvoeren",
    "payment": "De factuur betalen",
    "claim": "Om de korting vragen, of die verliezen",
    "deposit": "Teruggeven wat van de waarborgsom over is",
}


def state_word(one: Obligation, locale: str = "en") -> str:
    """Return the state of an obligation in a word or two; what is disputed says so.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    place = _place(locale)
    word = _STATES[one.state][place]
    if one.nature == "event" and one.state == "fulfilled":
        word = _HAPPENED[place]
    return f"{word}, {_DISPUTED[place]}" if one.overlay is not None else word


def what_word(one: Obligation, locale: str = "en") -> str:
    """Return what an obligation is: in the words of its clause where it has any, else in our own.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    return one.does if _place(locale) == 0 else _DUTCH.get(one.kind, one.does)


def waits_word(one: Obligation, locale: str = "en") -> str:
    """Return what an obligation waits for, or that it could not be done in time; empty where it waits for nothing.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    place = _place(locale)
    if one.impossible is not None and one.open is not None:
        return _IMPOSSIBLE[place]
    return "" if one.provided is None else _WAITS[one.provided][place]


def _place(locale: str) -> int:
    if locale not in LOCALES:
        raise UsageError(f"obligations are told in {' and '.join(LOCALES)}, and not in {locale!r}", locale=locale)
    return LOCALES.index(locale)
