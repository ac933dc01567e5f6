"""Characters that look like others: a word with one of them seems right to everybody who reads it."""

from __future__ import annotations

import unicodedata

__all__ = ["strange_character"]

_CYRILLIC = dict(zip("авекмнорстухіјѕһԁԛԝѵАВЕКМНОРСТУХІЈЅ", "abekmhopctyxijshdqwvABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("αικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aikvoptuxwABEZHIKMNOPTYX", strict=True))
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_OTHERS = {"\u0131": "i", "\u2024": ".", "\u2044": "/", "\u2236": ":", "\u02d0": ":", "\u02bc": "'", "\u2019": "'"}
_LIKE = _CYRILLIC | _GREEK | _DASHES | _OTHERS


def strange_character(text: str) -> str | None:
    """Return what stands in `text` and looks like a plain character, or cannot be seen; None where nothing does.

    Args:
        text: A key, a word or a quantity; not prose, where every alphabet is at home.

    Example:
        >>> strange_character("t\u0435xt")
        "character 2 is CYRILLIC SMALL LETTER IE (U+0435), which looks like 'e'"
        >>> strange_character("réponse")
    """
    for number, character in enumerate(text, 1):
        if character.isascii():
            continue
        named = f"character {number} is {unicodedata.name(character, 'a character')} (U+{ord(character):04X})"
        if unicodedata.category(character) in ("Cf", "Cc"):
            return f"{named}, which cannot be seen"
        if character.isspace():
            return f"{named}, which looks like a blank"
        like = _LIKE.get(character) or _folded(character)
        if like is not None:
            return f"{named}, which looks like '{like}'"
    return None


def _folded(character: str) -> str | None:
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded.isascii() and len(folded) == 1 else None
