"""A document as a tree of maps, lists and texts, where every key and value knows its line.

Every format becomes the same tree: a text stays a text until the field that it stands in gives it a type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

__all__ = ["NOWHERE", "Entry", "Leaf", "Lines", "ListNode", "MapNode", "Node", "Place", "Scalar", "Step", "plain"]

Step = str | int
"""One step from a node to what is inside: the key of a map, or the number of an item counted from 0."""


@attrs.frozen
class Place:
    """Line and column, both counted from 1; None where the format does not tell them."""

    line: int | None = None
    column: int | None = None


NOWHERE = Place()


class Lines:
    """Turns an offset in a text into line and column, as a text editor counts them."""

    def __init__(self, text: str) -> None:
        starts = [0]
        at = 0
        for line in text.splitlines(keepends=True):
            at += len(line)
            if line.endswith(("\n", "\r")):
                starts.append(at)
        self._starts = starts

    def at(self, offset: int) -> Place:
        """Return the place of the character at `offset`."""
        row = bisect_right(self._starts, offset) - 1
        return Place(row + 1, offset - self._starts[row] + 1)


@attrs.frozen(eq=False)
class Scalar:
    """One text.

    Attributes:
        text: What it says, without quotes.
        place: Where it begins.
        plain: Whether it stands without quotes, so that other readers may take it for a number or a truth value.
        cut: Whether a comment follows it on its line, which in prose is a lost half of a sentence.
        empty: Whether nothing stands there at all.
    """

    text: str
    place: Place = NOWHERE
    plain: bool = False
    cut: bool = False
    empty: bool = False


@attrs.frozen(eq=False)
class Entry:
    """A key of a map and its value."""

    key: Scalar
    value: Node


@attrs.frozen(eq=False, slots=False)
class MapNode:
    """A map, in the order of the page; keys are unique."""

    entries: tuple[Entry, ...]
    place: Place = NOWHERE

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key.text: entry for entry in self.entries}

    def get(self, key: str) -> Entry | None:
        """Return the entry of `key`, or None."""
        return self._by_key.get(key)

    def text(self, key: str) -> str | None:
        """Return the text that stands at `key`; None where none does."""
        entry = self.get(key)
        return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else None


@attrs.frozen(eq=False)
class ListNode:
    """A list, in the order of the page."""

    items: tuple[Node, ...]
    place: Place = NOWHERE


Node = Scalar | MapNode | ListNode


class Leaf(str):  # noqa: SLOT000 - a str with slots cannot be pickled by old protocols
    """A text on its way into a model, which still knows how it was written."""

    plain: bool = False
    cut: bool = False

    @classmethod
    def of(cls, scalar: Scalar) -> Leaf:
        """Return the text of `scalar`."""
        leaf = cls(scalar.text)
        leaf.plain, leaf.cut = scalar.plain, scalar.cut
        return leaf


def plain(node: Node) -> Any:
    """Return `node` as dicts, lists and `Leaf` texts, ready for a model."""
    if isinstance(node, MapNode):
        return {Leaf.of(entry.key): plain(entry.value) for entry in node.entries}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return Leaf.of(node)


def walk(node: Node, path: tuple[Step, ...]) -> Iterator[tuple[Step, Entry | Node]]:
    """Yield each step of `path` that can be walked from `node`, with what is there; other steps are left out."""
    here: Node = node
    for step in path:
        if isinstance(here, MapNode) and isinstance(step, str):
            entry = here.get(step)
            if entry is not None:
                yield step, entry
                here = entry.value
        elif isinstance(here, ListNode) and isinstance(step, int) and 0 <= step < len(here.items):
            here = here.items[step]
            yield step, here
