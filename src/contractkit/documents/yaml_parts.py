"""A long YAML document of which little is unusual: the quick pass reads the rest, the full parser those entries alone.

An entry of a block map, or an item of a block list, ends where the next line stands no deeper than it. So it means the
same by itself as in its document, if the parser comes to its end: what it does not close, the entry around it may.
"""

from __future__ import annotations

import re

from contractkit.documents.limits import MAX_ALIASES, MAX_NODES, MAX_PROBLEMS
from contractkit.documents.reading import Reading
from contractkit.documents.tree import Entry, Lines, ListNode, MapNode, Node, Place, Step
from contractkit.documents.yaml_building import Builder, Stop
from contractkit.documents.yaml_events import yaml_events
from contractkit.documents.yaml_quick import FOREIGN, Pass, beginning_of
from contractkit.documents.yaml_quick_texts import Unusual
from contractkit.errors import Problem

__all__ = ["read_in_parts"]

_LONGEST = 5_000
"""So many characters an entry may have; a longer one is left to the entries inside it, or to the parser."""
_SHARE = 20
"""At most every so-manieth character is read a second time."""
_INDENT = re.compile("( *)([^ \r\n]?)")
_NEXT = "next entry"
_NO_KEY = "?:{[]}&*!|>%@`,#"


class _TooMuch(Exception):  # noqa: N818 - the whole document is read then
    pass


class _Shifted(Lines):
    """Tells the places in a part of a text as those in the text."""

    def __init__(self, part: str, line: int) -> None:
        super().__init__(part)
        self._above = line - 1

    def at(self, offset: int) -> Place:
        place = super().at(offset)
        return Place((place.line or 0) + self._above, place.column)


class _Parts(Pass):
    """A quick pass that gives what it cannot read to the full parser, entry by entry."""

    def __init__(self, text: str, file: str | None) -> None:
        super().__init__(text)
        self.file = file
        self.path: list[Step] = []
        self.problems: list[Problem] = []
        self.spoilt: list[tuple[Step, ...]] = []
        self.aliases = 0
        self.room = len(text) // _SHARE + _LONGEST

    def map(self, column: int) -> MapNode:
        self.deeper()
        place, above, depth = self.place(self.at), len(self.path), self.depth
        entries: dict[str, Entry] = {}
        while self.column == column:
            start, told = self.at, (len(self.problems), len(self.spoilt))
            try:
                key = self.key()
                self.path.append(key.text)
                found = [Entry(key, self.value(column))]
            except (Unusual, IndexError):
                del self.path[above:], self.problems[told[0] :], self.spoilt[told[1] :]
                self.depth = depth
                root = self.part("map", start, column, 0)
                found = list(root.entries) if isinstance(root, MapNode) else []
            del self.path[above:]
            for entry in found:
                if entry.key.text in entries:
                    raise Unusual
                entries[entry.key.text] = entry
        if self.column > column:
            raise Unusual
        self.depth -= 1
        return MapNode(tuple(entries.values()), place)

    def list(self, column: int) -> ListNode:
        self.deeper()
        place, above, depth = self.place(self.at), len(self.path), self.depth
        items: list[Node] = []
        while self.column == column and self.dash():
            start, told = self.at, (len(self.problems), len(self.spoilt))
            try:
                self.path.append(len(items))
                found = [self.item(column)]
            except (Unusual, IndexError):
                del self.path[above:], self.problems[told[0] :], self.spoilt[told[1] :]
                self.depth = depth
                root = self.part("list", start, column, len(items))
                found = list(root.items) if isinstance(root, ListNode) else []
            del self.path[above:]
            items += found
        if self.column > column:
            raise Unusual
        self.depth -= 1
        return ListNode(tuple(items), place)

    def part(self, kind: str, start: int, column: int, first: int) -> Node:
        """Return a map with the entry, or a list with the item, that begins at `start`, from the full parser."""
        begin = self.text.rfind("\n", 0, start) + 1
        if begin + column != start or self.text[start] in _NO_KEY:  # it begins behind a dash, or is no usual entry
            raise Unusual
        end, following = self._end_of(kind, start, column)
        self.room -= end - begin
        if self.room < 0:
            raise _TooMuch
        part = self.text[begin:end] if following >= 0 or self.ended else self.text[begin : end - 1]
        if _NEXT in part:
            raise Unusual
        if following >= 0:
            part += " " * following + (f"- {_NEXT}\n" if kind == "list" else f"{_NEXT}: 1\n")
        line = self.place(begin).line or 1
        build = Builder(part, self.file, _Shifted(part, line), tuple(self.path), first)
        root = _root_of(build, part)
        self._take_over(build)
        self.next_line(end)
        ends = self.place(end).line or line
        if isinstance(root, MapNode) and kind == "map":
            return MapNode(tuple(entry for entry in root.entries if (entry.key.place.line or 0) < ends), root.place)
        if isinstance(root, ListNode) and kind == "list":
            return ListNode(tuple(item for item in root.items if (item.place.line or 0) < ends), root.place)
        raise Unusual

    def _end_of(self, kind: str, start: int, column: int) -> tuple[int, int]:
        """Return where the line begins that ends an entry, and the column of what stands there; -1 for nothing."""
        text, at = self.text, self.text.index("\n", start) + 1
        while at < len(text):
            if at - start > _LONGEST:
                raise Unusual
            found = _INDENT.match(text, at)
            deep, first = (len(found[1]), found[2]) if found is not None else (0, "")
            inside = deep > column or (
                kind == "map" and deep == column and text.startswith(("- ", "-\n", "-\r"), at + deep)
            )
            if first and first != "#" and not inside:
                if first == ":":
                    raise Unusual
                return at, deep
            at = text.index("\n", at) + 1
        return len(text), -1

    def _take_over(self, build: Builder) -> None:
        self.problems += build.problems
        self.spoilt += build.spoilt
        self.nodes += build.nodes
        self.aliases += build.aliases
        if self.nodes > MAX_NODES or self.aliases > MAX_ALIASES or len(self.problems) > MAX_PROBLEMS:
            raise _TooMuch


def _root_of(build: Builder, part: str) -> Node:
    """Return what the full parser reads in a part of a document; it has to come to its end."""
    try:
        for event in yaml_events(part):
            build.take(event)
            if build.root is not None:
                return build.root
    except Stop:
        pass
    except Exception:  # the parser meets texts that nobody meant as YAML
        pass
    raise Unusual


def read_in_parts(text: str, file: str | None = None) -> Reading | None:
    """Return what the full parser reads in a document, or None where it has to read the whole of it.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.
    """
    start = beginning_of(text)
    if FOREIGN.search(text, start) is not None:
        return None
    parts = _Parts(text, file)
    try:
        root = parts.document(start)
    except (Unusual, IndexError, _TooMuch):
        return None
    return Reading(root, tuple(parts.problems), frozenset(parts.spoilt))
