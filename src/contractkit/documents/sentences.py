"""Places and values in words, short enough to be read."""

from __future__ import annotations

from contractkit.documents.tree import Step

__all__ = ["brief", "words_of"]

_LONGEST = 300


def brief(text: str) -> str:
    """Return `text`, with its middle left out where it is far too long for a message."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 60]} ... {text[-40:]}"


def words_of(path: tuple[Step, ...]) -> str | None:
    """Return a path in words: ``clause 4.2 > rows > [1] > within``; items are counted from 1.

    None stands for the whole document.
    """
    if not path:
        return None
    words = [f"[{step + 1}]" if isinstance(step, int) else step for step in path]
    if path[0] == "clauses" and len(path) > 1:
        words = [f"clause {path[1]}", *words[2:]]
    return brief(" > ".join(words))
