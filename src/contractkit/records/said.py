"""Text that remembers what it was made of, so that a page can say it in another language.

A result says what happened in English, as text: `Said` is that text, and keeps its wording with holes and what fills
them. What the wording is in another language stands with the pages, in `contractkit.statements.wording`; nothing here
knows a second language. A sentence that is put into an f-string becomes plain text and forgets its parts: compose with
`said` and `joined`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["Figures", "Said", "Worded", "joined", "said"]


class Figures(str):
    """A number, a percentage or an amount written in digits with a decimal point, such as ``EUR 6 166.6666…``."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the digits, which stay digits."""
        return self


class Worded(str):
    """Words of a paper that stand there in several languages; the text is that of its binding language.

    Attributes:
        texts: The words by language; None is the binding language where the paper names none.
    """

    __slots__ = ("texts",)
    texts: Mapping[str | None, str]

    def __str__(self) -> str:
        """Return the words, which forget no language by being asked for their text."""
        return self

    @classmethod
    def of(cls, text: str, texts: Mapping[str | None, str]) -> Worded:
        """Return words with what they are in other languages."""
        made = cls(text)
        made.texts = MappingProxyType(dict(texts))
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Worded.of, (str.__str__(self), dict(self.texts))


class Said(str):
    """English text that keeps its wording and its facts.

    It is equal to the same plain text, and everything that takes text takes it.

    Attributes:
        wording: The English words with a hole in braces for each fact; ``one|many`` are told apart by the fact ``n``.
        facts: What fills the holes: text, other sentences, numbers, dates, clauses.
    """

    __slots__ = ("facts", "wording")
    wording: str
    facts: Mapping[str, Any]

    def __str__(self) -> str:
        """Return the sentence, which forgets nothing by being asked for its text."""
        return self

    def __add__(self, other: str) -> Said:
        """Return both, one behind the other, as a sentence of two."""
        return said("{first}{next}", first=self, next=other)

    def __radd__(self, other: str) -> Said:
        """Return both, one behind the other, as a sentence of two."""
        return said("{first}{next}", first=other, next=self)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.wording, dict(self.facts))


def said(wording: str, /, **facts: Any) -> Said:
    """Return a sentence of a wording and its facts.

    Args:
        wording: The English words, with a hole in braces for each fact; of ``one|many`` the fact ``n`` chooses.
        facts: What fills the holes, each written as `str` writes it.

    Raises:
        KeyError: A hole has no fact.

    Example:
        >>> told = said("{n} item still runs|{n} items still run", n=2)
        >>> told == "2 items still run", told.facts["n"]
        (True, 2)
    """
    shown = wording
    if "|" in wording:
        one, many = wording.split("|", 1)
        shown = one if facts.get("n") == 1 else many
    made = Said(shown.format_map(facts))
    made.wording, made.facts = wording, MappingProxyType(facts)
    return made


def joined(between: str, parts: Iterable[str]) -> str:
    """Return sentences one behind the other; empty text where there is none.

    Args:
        between: What stands between two of them, such as ``; `` or `` and ``.
        parts: The sentences.

    Example:
        >>> joined(" and ", ["mail", "hosting", "backup"])
        'mail and hosting and backup'
    """
    found: str | None = None
    for part in parts:
        found = part if found is None else said(f"{{first}}{between}{{next}}", first=found, next=part)
    return "" if found is None else found


def _again(wording: str, facts: dict[str, Any]) -> Said:
    return said(wording, **facts)
