"""The nearest right name, for messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["nearest", "nearest_name"]


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that is most like `name`, upper and lower case alike; None where none is like it."""
    spelled: dict[str, str] = {}
    for word in known:
        spelled.setdefault(word.casefold(), word)
    found = get_close_matches(name.casefold(), spelled, n=1, cutoff=0.6)
    return spelled[found[0]] if found else None


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a message that names the nearest of `known`, or all of them where there are few."""
    words = [str(word) for word in known]
    found = nearest_name(name, words)
    if found is not None:
        return f"; did you mean {found!r}?"
    return f"; there is {', '.join(repr(word) for word in words[:8])}" if 0 < len(words) <= 8 else ""
