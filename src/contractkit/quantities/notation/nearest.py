"""The nearest right word to a wrong one, for hints."""

from __future__ import annotations

import difflib
from bisect import bisect
from collections.abc import Iterable
from functools import lru_cache

from contractkit.records.said import said

__all__ = ["nearest", "nearest_word"]

_MOST_COMPARED = 700
"""Of more words than these only those are compared that stand beside the wrong one in the alphabet."""
_BESIDE = 25


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that `word` was most likely meant to be, or None where nothing is near."""
    return _nearest(word, tuple(known))


@lru_cache(maxsize=64)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    folded, in_order = _by_folding(known)
    wanted = _folded(word)
    same = folded.get(wanted)
    if same is not None:
        return same
    at = bisect(in_order, wanted) if len(in_order) > _MOST_COMPARED else None
    compared: Iterable[str] = folded if at is None else in_order[max(0, at - _BESIDE) : at + _BESIDE]
    close = difflib.get_close_matches(wanted[:60], compared, n=1, cutoff=0.7)
    return folded[close[0]] if close else None


@lru_cache(maxsize=16)
def _by_folding(words: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    folded = {_folded(candidate): candidate for candidate in reversed(words)}
    return folded, sorted(folded) if len(folded) > _MOST_COMPARED else []


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the word that was most likely meant, or else the known words.

    Args:
        word: What was written.
        known: The right words, in the order in which they should be listed.

    Returns:
        ``did you mean 'x'?``, or ``known: a, b, c``, or a sentence that none is known.

    Example:
        >>> nearest("ofice", ["office", "always"])
        "did you mean 'office'?"
    """
    words = list(dict.fromkeys(known))
    found = nearest_word(word, words)
    if found is not None:
        return said("did you mean '{near}'?", near=found)
    if not words:
        return "none is known here"
    listed = ", ".join(words[:20])
    if len(words) > 20:
        return said("known: {known}, and {more} more", known=listed, more=len(words) - 20)
    return said("known: {known}", known=listed)


def _folded(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
