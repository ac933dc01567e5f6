"""Finding a place inside a clause by its dotted name, and trees that differ in that place. Nothing is edited."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from contractkit.documents.tree import Entry, ListNode, MapNode, Node, Scalar, Step

__all__ = ["Found", "find", "remove", "same_node", "write"]


@attrs.frozen(eq=False)
class Found:
    """How far a dotted name leads into a clause.

    Attributes:
        steps: The steps that exist.
        missing: The words for which nothing is there.
        last: What stands at the last step that exists.
    """

    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    last: Node

    @property
    def node(self) -> Node | None:
        """Return what stands at the name; None where nothing does."""
        return None if self.missing else self.last

    @property
    def can_be_written(self) -> bool:
        """Return whether something could be put there: into a map at any depth, into a list as a new row."""
        if not self.missing:
            return True
        if isinstance(self.last, ListNode):
            return len(self.missing) == 1 and all(isinstance(item, MapNode) for item in self.last.items)
        return isinstance(self.last, MapNode)

    def names_there(self) -> tuple[str, ...]:
        """Return the keys, or the names of the rows, that stand where the name ends."""
        if isinstance(self.last, MapNode):
            return tuple(entry.key.text for entry in self.last.entries)
        if isinstance(self.last, ListNode):
            names = [item.text("name") for item in self.last.items if isinstance(item, MapNode)]
            return tuple(name for name in names if name)
        return ()


def find(clause: Node, name: str) -> Found:
    """Return where a dotted name leads: ``outside_band.below``, ``rows.gold-p1.reach``.

    A word is a key of a map, or the ``name`` of a map in a list. Keys and names may have dots themselves.
    """
    words = name.split(".")
    here, steps, at = clause, [], 0
    while at < len(words):
        for end in range(at + 1, len(words) + 1):
            inner = _inside(here, ".".join(words[at:end]))
            if inner is not None:
                step, here = inner
                steps.append(step)
                at = end
                break
        else:
            break
    return Found(tuple(steps), tuple(words[at:]), here)


def _inside(node: Node, word: str) -> tuple[Step, Node] | None:
    if isinstance(node, MapNode):
        entry = node.get(word)
        return None if entry is None else (word, entry.value)
    if isinstance(node, ListNode):
        for number, item in enumerate(node.items):
            if isinstance(item, MapNode) and item.text("name") == word:
                return number, item
    return None


def write(clause: MapNode, found: Found, key: Scalar | None, value: Node) -> MapNode:
    """Return the clause with `value` at a place, which need not exist yet.

    Args:
        clause: The clause.
        found: The place in it.
        key: Where the name of the place is written; its words become the keys that are missing.
        value: What stands there from then on. A new row that has no name gets it from the place.
    """
    place = value.place if key is None else key.place
    if isinstance(found.last, ListNode) and found.missing:
        row = value
        if isinstance(row, MapNode) and row.get("name") is None:
            row = MapNode((Entry(Scalar("name", place), Scalar(found.missing[0], place)), *row.entries), row.place)
        return _with(clause, found.steps, ListNode((*found.last.items, row), found.last.place))
    inner = value
    for word in reversed(found.missing[1:]):
        inner = MapNode((Entry(Scalar(word, place), inner),), place)
    if not found.missing:
        return _with(clause, found.steps, inner)
    if not isinstance(found.last, MapNode):
        return clause
    entry = Entry(Scalar(found.missing[0], place), inner)
    return _with(clause, found.steps, MapNode((*found.last.entries, entry), found.last.place))


def remove(clause: MapNode, found: Found) -> MapNode:
    """Return the clause without what stands at a place."""
    *before, last = found.steps
    parent: Node = clause
    for step in before:
        inner = _at(parent, step)
        parent = parent if inner is None else inner
    if isinstance(parent, MapNode):
        kept: Node = MapNode(tuple(entry for entry in parent.entries if entry.key.text != last), parent.place)
    elif isinstance(parent, ListNode):
        kept = ListNode(tuple(item for number, item in enumerate(parent.items) if number != last), parent.place)
    else:
        kept = parent
    return _with(clause, before, kept)


def _with(node: MapNode, steps: Sequence[Step], value: Node) -> MapNode:
    changed = _put(node, steps, value)
    return changed if isinstance(changed, MapNode) else node


def _put(node: Node, steps: Sequence[Step], value: Node) -> Node:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(node, MapNode):
        entries = (Entry(e.key, _put(e.value, rest, value)) if e.key.text == step else e for e in node.entries)
        return MapNode(tuple(entries), node.place)
    if isinstance(node, ListNode):
        items = (_put(item, rest, value) if number == step else item for number, item in enumerate(node.items))
        return ListNode(tuple(items), node.place)
    return node


def _at(node: Node, step: Step) -> Node | None:
    if isinstance(node, MapNode) and isinstance(step, str):
        entry = node.get(step)
        return None if entry is None else entry.value
    if isinstance(node, ListNode) and isinstance(step, int):
        return node.items[step]
    return None


def same_node(one: Node, other: Node) -> bool:
    """Return whether two nodes say the same; neither the order of a map's keys nor blanks at the ends say anything."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.text.strip() == other.text.strip()
    if isinstance(one, ListNode) and isinstance(other, ListNode):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(same_node(a, b) for a, b in pairs)
    if isinstance(one, MapNode) and isinstance(other, MapNode):
        if len(one.entries) != len(other.entries):
            return False
        for entry in one.entries:
            match = other.get(entry.key.text)
            if match is None or not same_node(entry.value, match.value):
                return False
        return True
    return False
