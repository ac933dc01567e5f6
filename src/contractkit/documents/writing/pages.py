"""A document as it lies on a page: its maps, lists and texts with the comments and blank lines between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from contractkit.documents.tree import MapNode, Node, Scalar

__all__ = ["Group", "Part", "Text", "comments_of", "page_of"]


@attrs.frozen
class Text:
    """One text.

    Attributes:
        text: What it says.
        plain: Whether it stands without quotes.
    """

    text: str
    plain: bool = False


@attrs.define
class Part:
    """An entry of a map or an item of a list.

    Attributes:
        key: The key; None for an item.
        value: What stands there.
        before: The lines in front of it: comments, and an empty text for a blank line.
        remarks: The comments behind it, on its line.
    """

    key: Text | None
    value: Text | Group = attrs.field(factory=lambda: Text(""))
    before: list[str] = attrs.field(factory=list)
    remarks: list[str] = attrs.field(factory=list)


@attrs.define
class Group:
    """A map or a list.

    Attributes:
        kind: Which of the two.
        parts: Its entries or items.
        column: Where its parts begin, counted from 0; -1 between brackets.
        head: The lines in front of its first part.
        tail: The lines behind its last part.
    """

    kind: Literal["map", "list"]
    parts: list[Part] = attrs.field(factory=list)
    column: int = -1
    head: list[str] = attrs.field(factory=list)
    tail: list[str] = attrs.field(factory=list)

    def get(self, key: str) -> Part | None:
        """Return the entry of `key`, or None."""
        return next((part for part in self.parts if part.key is not None and part.key.text == key), None)


def page_of(node: Node) -> Text | Group:
    """Return a tree as a page without comments."""
    if isinstance(node, Scalar):
        return Text(node.text, node.plain)
    if isinstance(node, MapNode):
        entries = [Part(Text(entry.key.text, entry.key.plain), page_of(entry.value)) for entry in node.entries]
        return Group("map", entries)
    return Group("list", [Part(None, page_of(item)) for item in node.items])


def comments_of(here: Text | Group | Part) -> Iterator[str]:
    """Yield all comments of a page, in no order that matters."""
    if isinstance(here, Group):
        yield from filter(None, here.head)
        for part in here.parts:
            yield from comments_of(part)
        yield from filter(None, here.tail)
    elif isinstance(here, Part):
        yield from filter(None, here.before)
        yield from here.remarks
        yield from comments_of(here.value)
