"""What a reader gives back, whatever the format."""

from __future__ import annotations

import attrs

from contractkit.documents.limits import MAX_PROBLEMS
from contractkit.documents.tree import Node, Place, Step
from contractkit.errors import Problem

__all__ = ["EMPTY_HINT", "Reading", "enough"]

EMPTY_HINT = (
    "leave the line out (the documented default then holds and is listed as an assumption), "
    "or write none if the parties agreed that there is none"
)


@attrs.frozen
class Reading:
    """What was read.

    Attributes:
        tree: The document; None where nothing could be read.
        problems: What is wrong with its form.
        spoilt: The paths that have been judged already and are not judged again.
    """

    tree: Node | None
    problems: tuple[Problem, ...]
    spoilt: frozenset[tuple[Step, ...]] = frozenset()


def enough(file: str | None, place: Place) -> Problem:
    """Return the problem that ends a list of them: so many are told, and the rest of the document is not read."""
    says = f"{MAX_PROBLEMS} problems are told; what follows is not read"
    return Problem("too-many-problems", says, file, place.line, place.column, hint="mend those first, and check again")
