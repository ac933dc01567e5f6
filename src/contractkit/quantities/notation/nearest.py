"""The nearest right word to a wrong one, for hints."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest", "nearest_word"]


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that `word` was most likely meant to be, or None where nothing is near."""
    words = list(known)
    folded = {_folded(candidate): candidate for candidate in reversed(words)}
    same = folded.get(_folded(word))
    if same is not None:
        return same
    close = difflib.get_close_matches(_folded(word)[:60], folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else None


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
        return f"did you mean '{found}'?"
    if not words:
        return "none is known here"
    listed = ", ".join(words[:20])
    return f"known: {listed}, and {len(words) - 20} more" if len(words) > 20 else f"known: {listed}"


def _folded(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
