"""Lists of words as sentences say them."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language

__all__ = ["all_of", "joined"]

WORDS = {"en": {"and": " and "}, "nl": {"and": " en "}}


def all_of(words: Iterable[str], speaks: Language) -> str:
    """Return words that all hold: ``mail, network and hosting``."""
    return joined(words, Teller(speaks, WORDS)("and"))


def joined(words: Iterable[str], last: str) -> str:
    """Return words with commas between them, and `last` in front of the last one."""
    *before, end = tuple(words) or ("",)
    return f"{', '.join(before)}{last}{end}" if before else end
