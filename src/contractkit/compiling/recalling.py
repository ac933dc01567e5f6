"""What papers have in common with others that differ from them in a few clauses: variants of one agreement.

It is kept as long as the variants are made, by the clauses themselves: those that did not change are the same objects,
with the same lines. What is found for other clauses is found anew. Nothing that is wrong is ever kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from contractkit.documents.overlays import node_of
from contractkit.documents.source import DocumentSource

__all__ = ["Recall"]

T = TypeVar("T")


@attrs.define(eq=False)
class Recall:
    """What was found in some clauses.

    Attributes:
        written: What values in some places made of clauses, by `places.changed_by`.
    """

    written: dict[Any, Any] = attrs.field(factory=dict, init=False)
    _found: dict[Any, tuple[Any, Any]] = attrs.field(factory=dict, init=False)
    _latest: dict[Any, tuple[Any, bool]] = attrs.field(factory=dict, init=False)

    def once(
        self,
        what: Any,
        papers: Iterable[DocumentSource],
        clauses: Iterable[tuple[DocumentSource, str | None]],
        find: Callable[[], T],
    ) -> T:
        """Return what is found in some clauses; the same as before where they stand as they did.

        Args:
            what: What it is about; kept with what was found.
            papers: All papers: their ids and files are looked at.
            clauses: The clauses that decide, each with its paper.
            find: Finds it.
        """
        nodes = tuple(node_of(paper, number) for paper, number in clauses)
        key = (id(what), tuple((paper.model.id, paper.file) for paper in papers), tuple(map(id, nodes)))
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = ((what, nodes), find())  # kept, so that their numbers stay their own
        found: T = known[1]
        return found

    def will_come_again(self, what: Any, key: Any) -> bool:
        """Return whether clauses that come up for the first time are likely to come up again, as the last ones did.

        Args:
            what: What is done with them.
            key: What tells them apart.
        """
        _, again = self._latest.get(what, (None, False))
        self._latest[what] = (key, False)
        return again

    def came_again(self, what: Any, key: Any) -> None:
        """Note that clauses came up once more."""
        if self._latest.get(what, (None, True)) == (key, False):
            self._latest[what] = (key, True)
