"""Versions of the language: what turns a document of an older version into one of the next, step by step.

Version 1 is the first, so there is no step yet. A changed meaning or default makes a new version; a new field that may
be left out does not. A step works on trees: what it takes over keeps its place, so that a problem still points into the
file as it was written. Each step is a module of its own here, named for its versions, and one line in `STEPS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from contractkit.documents.tree import MapNode, place_of
from contractkit.errors import Problem

__all__ = ["LANGUAGE", "STEPS", "Step", "brought_up"]

Step: TypeAlias = Callable[[MapNode], MapNode]
"""Turns the tree of a document into that of the next version; its word ``contractkit`` says the next version then."""

STEPS: Mapping[int, Step] = {}
"""The steps by the version from which they lead to the next."""

LANGUAGE = 1 + len(STEPS)
"""The version of the language that this library reads and writes."""

_WHOLE = re.compile(r"[0-9]{1,9}")


def brought_up(tree: MapNode, file: str | None, steps: Mapping[int, Step] = STEPS) -> tuple[MapNode, Problem | None]:
    """Return a document in the present version of the language, or the problem that it is in none that is known.

    Args:
        tree: The document as it was read.
        file: Its name, for the problem.
        steps: The steps that there are.

    Returns:
        The tree, changed where the document is of an older version. A document that does not say its version, or says
        it in no whole number, is returned as it is: the judge of its head says what is wrong.
    """
    latest = 1 + len(steps)
    text = tree.text("contractkit")
    if text is None or _WHOLE.fullmatch(text) is None:
        return tree, None
    version = int(text)
    if not 1 <= version <= latest:
        place = place_of(tree, ("contractkit",))
        says = f"this document is in version {text} of the language, and this library reads up to version {latest}"
        hint = "install a newer contractkit" if version > latest else "version 1 is the first: write contractkit: 1"
        key = "contractkit"
        return tree, Problem("version", says, file, place.line, place.column, key, hint, path=(key,))
    for number in range(version, latest):
        tree = steps[number](tree)
    return tree, None
