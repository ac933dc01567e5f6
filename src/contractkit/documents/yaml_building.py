"""Builds the tree of a YAML document from the events of a parser, and sees what is no part of the language."""

from __future__ import annotations

import re
from typing import Any

import attrs

from contractkit.documents.limits import MAX_ALIASES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS
from contractkit.documents.reading import EMPTY_HINT, enough
from contractkit.documents.sentences import brief, words_of
from contractkit.documents.tree import Entry, Lines, ListNode, MapNode, Node, Place, Scalar, Step
from contractkit.errors import Problem

__all__ = ["Builder", "Stop"]

_NO_ALIAS = "anchors (&) and aliases (*) are not part of the language"
_NULLS = {"~", "null", "Null", "NULL"}
_TAG = re.compile(r"![^\s,\[\]{}]{0,100}")
"""A tag as it stands, not as ruamel decodes it: ``!!str``, and no address that nobody wrote."""


@attrs.define
class _Frame:
    kind: str
    place: Place
    flow: bool
    entries: dict[str, Entry] = attrs.field(factory=dict)
    items: list[Node] = attrs.field(factory=list)
    key: Scalar | None = None
    key_end: int = 0
    skip: bool = False


class Stop(Exception):  # noqa: N818 - it ends the reading, it is no error
    """The document is more than a document may be; the problem has been told."""


class Builder:
    """Takes the events of a parser, one after the other.

    Attributes:
        lines: Tells the places.
        above: The path of the map or list of which the text is a part; empty for a whole document.
        first: The number of the first item, where that is a list.
        root: The tree; None before its end.
        problems: What is wrong, so far.
        spoilt: The paths of what was refused here and is not judged again.
        quoted: Where texts with quotes, and block texts, begin and end.
        documents: How many documents have begun.
        complete: Whether the parser came to its end.
    """

    def __init__(
        self, text: str, file: str | None, lines: Lines | None = None, above: tuple[Step, ...] = (), first: int = 0
    ) -> None:
        self.text = text
        self.file = file
        self.above = above
        self.first = first
        self.lines = Lines(text) if lines is None else lines
        self.problems: list[Problem] = []
        self.spoilt: set[tuple[Step, ...]] = set()
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.nodes = 0
        self.aliases = 0
        self.documents = 0
        self.complete = False
        self.quoted: list[tuple[int, int]] = []

    def fault(self, code: str, says: str, place: Place, hint: str | None = None) -> None:
        """Add a problem at a place; where there are too many of them, the reading ends."""
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(enough(self.file, place))
            raise Stop
        path = self._path()
        found = Problem(code, brief(says), self.file, place.line, place.column, words_of(path), hint, path=path)
        self.problems.append(found)

    def _path(self) -> tuple[Step, ...]:
        steps: list[Step] = [*self.above]
        for number, frame in enumerate(self.stack):
            if frame.kind == "list":
                steps.append(len(frame.items) + (0 if number else self.first))
            elif frame.key is not None:
                steps.append(frame.key.text)
        return tuple(steps)

    def _spoil(self) -> None:
        self.spoilt.add(self._path())

    def _count(self, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault("too-many", f"more than {MAX_NODES} keys and values", place, "split it into several documents")
            raise Stop
        if len(self.above) + len(self.stack) > MAX_DEPTH:
            self.fault(
                "too-deep", f"nested more than {MAX_DEPTH} levels deep", place, "no clause needs that many levels"
            )
            raise Stop

    def _decorated(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._refuse_alias(place)
        implicit = event.implicit
        explicit = not any(implicit) if isinstance(implicit, tuple) else not implicit
        found = _TAG.search(self.text, event.start_mark.index) if explicit else None
        if found is not None:
            self.fault("tag", f"the tag {found[0]} is not part of the language", place, "leave it out")
            self._spoil()

    def _refuse_alias(self, place: Place) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            says = f"{MAX_ALIASES} anchors and aliases are told; what follows is not read"
            self.fault("alias", says, place, "write the values out")
            raise Stop
        self.fault("alias", _NO_ALIAS, place, "write the value out, or give the clause a name and refer to it")
        self._spoil()

    # -- what the parser tells ------------------------------------------------------------------------------------

    def take(self, event: Any) -> bool:
        """Take an event; return whether the reading goes on."""
        name = type(event).__name__
        if name == "DocumentStartEvent":
            place = self.lines.at(event.start_mark.index)
            self.documents += 1
            if self.documents > 1:
                self.fault("several-documents", "a second document begins here", place, "one file, one document")
                return False
            if event.version or event.tags:
                self.fault("directive", "directives (%) are not part of the language", place, "leave the line out")
        elif name == "ScalarEvent":
            self.scalar(event)
        elif name == "AliasEvent":
            self.alias(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self.begin("map" if name.startswith("M") else "list", event)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.end(event)
        return True

    def alias(self, event: Any) -> None:
        """Refuse an alias."""
        place = self.lines.at(event.start_mark.index)
        self._count(place)
        self._refuse_alias(place)
        self._put(Scalar("", place), event.end_mark.index)

    def scalar(self, event: Any) -> None:
        """Take one text."""
        start, end = event.start_mark.index, event.end_mark.index
        place = self.lines.at(start)
        self._count(place)
        text = event.value
        plain = event.style is None or event.style == ""
        nothing = plain and text == "" and event.anchor is None and not self.text.startswith("!", start)
        if not plain:
            self.quoted.append((start, end))
        self._decorated(event, place)
        cut = plain and text != "" and re.compile(r"[ \t]+#").match(self.text, end) is not None
        if nothing or (plain and text in _NULLS):
            self._empty(place)
            return
        self._put(Scalar(text, place, plain, cut), end)

    def _empty(self, place: Place) -> None:
        frame = self.stack[-1] if self.stack else None
        if frame is None:
            self.root = Scalar("", place, plain=True, empty=True)
            return
        if frame.kind == "map" and frame.key is None:
            self._put(Scalar("", place, plain=True, empty=True), 0)
            return
        at = frame.key.place if frame.key is not None else place
        if frame.flow and frame.key is not None and not self._colon_follows(frame.key_end):
            self.fault(
                "quote-me",
                f"'{frame.key.text}' stands alone between commas, so the text before it was cut",
                at,
                "put quotes around a text that has a comma in it",
            )
            self._spoil()
        else:
            at = _where_it_should_stand(at, place)
            self.fault("empty-value", "is left empty", at, EMPTY_HINT)
        self._put(Scalar("", at, plain=True, empty=True), 0)

    def _colon_follows(self, offset: int) -> bool:
        rest = re.compile(r"(?:\s|#.*)*(.)").match(self.text, offset)
        return rest is not None and rest[1] == ":"

    def begin(self, kind: str, event: Any) -> None:
        """Begin a map or a list."""
        place = self.lines.at(event.start_mark.index)
        self._count(place)
        self._decorated(event, place)
        self.stack.append(_Frame(kind, place, bool(event.flow_style)))

    def end(self, event: Any) -> None:
        """End the map or list that was begun last."""
        frame = self.stack.pop()
        node: Node
        if frame.kind == "map":
            node = MapNode(tuple(frame.entries.values()), frame.place)
        else:
            node = ListNode(tuple(frame.items), frame.place)
        self._put(node, event.end_mark.index)

    def _put(self, node: Node, end: int) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.kind == "list":
            frame.items.append(node)
        elif frame.key is None:
            self._new_key(frame, node, end)
        else:
            if not frame.skip:
                frame.entries[frame.key.text] = Entry(frame.key, node)
            frame.key = None

    def _new_key(self, frame: _Frame, node: Node, end: int) -> None:
        frame.skip = False
        if not isinstance(node, Scalar):
            self.fault("key", "a map or a list cannot be a key", node.place, "a key is one word or one number")
            frame.key, frame.skip = Scalar("?", node.place), True
        else:
            frame.key = node
            first = frame.entries.get(node.text)
            if node.empty:
                self.fault("key", "the key is missing in front of the colon", node.place, "write the field's name")
                frame.skip = True
            elif node.text == "<<" and node.plain:
                self.fault("alias", "merge keys (<<) are not part of the language", node.place, "write the values out")
                self._spoil()
                frame.skip = True
            elif first is not None:
                self.fault(*_second_time(self._path(), first.key, node))
                frame.skip = True
        frame.key_end = end


def _where_it_should_stand(key: Place, following: Place) -> Place:
    """Return the place of a value that is not there: where what follows begins, at most one line below its key."""
    if key.line is None or following.line is None or following.line <= key.line + 1:
        return following
    return Place(key.line + 1, 1)


def _second_time(path: tuple[Step, ...], first: Scalar, second: Scalar) -> tuple[str, str, Place, str]:
    before = f"stands here a second time (first on line {first.place.line})"
    if len(path) == 2 and path[0] == "clauses":
        return "duplicate-key", before, second.place, "a clause number is given once; give this one its own number"
    return "duplicate-key", before, second.place, "keep one of the two"
