"""A document as a tree of maps, lists and texts, where every key and value knows its line.

Every format becomes the same tree: a text stays a text until the field that it stands in gives it a type. A tree that
an amendment changed holds nodes of two papers; those of the amendment know the amendment's file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

__all__ = [
    "NOWHERE",
    "Entry",
    "Leaf",
    "Lines",
    "ListNode",
    "MapNode",
    "Node",
    "Place",
    "PlainLeaf",
    "Scalar",
    "Step",
    "Written",
    "in_file",
    "place_of",
    "plain",
    "walk",
]

Step = str | int
"""One step from a node to what is inside: the key of a map, or the number of an item counted from 0."""


@attrs.frozen
class Place:
    """Where something stands.

    Attributes:
        line: Counted from 1; None where the format does not tell it.
        column: Counted from 1; None where the format does not tell it.
        file: The file, where it is another than that of the document: the amendment that wrote it. Else None.
    """

    line: int | None = None
    column: int | None = None
    file: str | None = None


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

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self._starts)

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


@attrs.frozen(eq=False)
class Written:
    """An entry of a map on its way into a model, which does not say where it stands.

    Attributes:
        key: Its key.
        data: What stands there.
        plain: Whether the key stands without quotes.
        empty: Whether nothing stands there at all.
    """

    key: str
    data: Any
    plain: bool = False
    empty: bool = False


@attrs.frozen(eq=False, slots=False)
class MapNode:
    """A map, in the order of the page; keys are unique."""

    entries: tuple[Entry, ...]
    place: Place = NOWHERE

    def data(self) -> dict[str, Any]:
        """Return the map as a dict, ready for a model."""
        return {Leaf.of(entry.key): plain(entry.value) for entry in self.entries}

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key.text: entry for entry in self.entries}

    @cached_property
    def known_places(self) -> dict[tuple[tuple[Step, ...], str], Place]:
        """Return the places that were asked for, by path and side: a compiler asks for the same ones often."""
        return {}

    @cached_property
    def known_in(self) -> dict[str | None, MapNode]:
        """Return the map with places that name a file, by the file: an amendment may be folded into many papers."""
        return {}

    @property
    def only_line(self) -> int | None:
        """Return the line on which the whole map stands, where that is known at once; else None."""
        return None

    def get(self, key: str) -> Entry | None:
        """Return the entry of `key`, or None."""
        return self._by_key.get(key)

    def inside(self, key: str) -> Node | None:
        """Return what stands at `key`, or None."""
        entry = self.get(key)
        return None if entry is None else entry.value

    def text(self, key: str) -> str | None:
        """Return the text that stands at `key`; None where none does."""
        found = self.inside(key)
        return found.text if isinstance(found, Scalar) else None

    def written(self) -> Iterator[Written]:
        """Yield what stands at each key, ready for a model, in the order of the page."""
        for entry in self.entries:
            empty = isinstance(entry.value, Scalar) and entry.value.empty
            yield Written(entry.key.text, plain(entry.value), entry.key.plain, empty)


@attrs.frozen(eq=False)
class ListNode:
    """A list, in the order of the page."""

    items: tuple[Node, ...]
    place: Place = NOWHERE

    def data(self) -> list[Any]:
        """Return the list with what is in it ready for a model."""
        return [plain(item) for item in self.items]


Node = Scalar | MapNode | ListNode


class Leaf(str):  # noqa: SLOT000 - a str with slots cannot be pickled by old protocols
    """A text on its way into a model, which still knows how it was written."""

    plain: bool = False
    cut: bool = False

    @classmethod
    def of(cls, scalar: Scalar) -> Leaf:
        """Return the text of `scalar`."""
        leaf = PlainLeaf(scalar.text) if scalar.plain else Leaf(scalar.text)
        if scalar.cut:
            leaf.cut = True
        return leaf


class PlainLeaf(Leaf):
    """A text without quotes on its way into a model."""

    plain = True


def plain(node: Node) -> Any:
    """Return `node` as dicts, lists and `Leaf` texts, ready for a model."""
    return Leaf.of(node) if isinstance(node, Scalar) else node.data()


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


def place_of(tree: Node, path: tuple[Step, ...], side: str = "value") -> Place:
    """Return where a path ends; of a path that does not exist, where what exists of it ends.

    Args:
        tree: Where the path begins.
        path: Keys of maps, and numbers of items counted from 0.
        side: ``value``, or ``key`` for the key in front of it.
    """
    known = tree.known_places if isinstance(tree, MapNode) else {}
    place = known.get((path, side))
    if place is None:
        place = tree.place
        for _, found in walk(tree, path):
            here = found if not isinstance(found, Entry) else found.key if side == "key" else found.value
            place = here.place
        known[path, side] = place
    return place


def in_file(node: Node, file: str | None) -> Node:
    """Return `node` with places that name `file`, ready to stand in the tree of another paper; a map always as one."""
    if isinstance(node, MapNode):
        if file not in node.known_in:
            place = attrs.evolve(node.place, file=node.place.file or file)
            node.known_in[file] = MapNode(tuple(_entry_in_file(entry, file) for entry in node.entries), place)
        return node.known_in[file]
    place = attrs.evolve(node.place, file=node.place.file or file)
    if isinstance(node, ListNode):
        return ListNode(tuple(in_file(item, file) for item in node.items), place)
    return attrs.evolve(node, place=place)


def _entry_in_file(entry: Entry, file: str | None) -> Entry:
    key = attrs.evolve(entry.key, place=attrs.evolve(entry.key.place, file=entry.key.place.file or file))
    return Entry(key, in_file(entry.value, file))
