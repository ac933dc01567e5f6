"""The YAML that people write, read in one pass: block maps and lists, one-line texts, rows in braces.

Three times as fast as a full parser and more, and never cleverer: whatever is unusual (an escape, an anchor, a tab, an
empty value, a line that stands too deep) ends the pass, and the full parser reads the text from its beginning. So what
is read here has no problem of form, and is the tree that the full parser gives.
"""

from __future__ import annotations

import re

from contractkit.documents.tree import Entry, ListNode, MapNode, Node, Scalar
from contractkit.documents.yaml_quick_flow import Flow
from contractkit.documents.yaml_quick_texts import Unusual

__all__ = ["FOREIGN", "Pass", "beginning_of", "read_quickly"]

FOREIGN = re.compile("[\t\x85\u2028\u2029\ufeff]|\r(?!\n)|^(?:---|\\.\\.\\.|%)", re.MULTILINE)
_BEGINNING = re.compile("(?: *(?:#[^\t\r\n\x85\u2028\u2029\ufeff]*)?\r?\n)*---\r?\n")
_BETWEEN = re.compile(r"(?: *(?:#[^\n]*)?\r?\n)*( *)")
_WORDS = r"[^\W_][\w./+-]{0,100}(?: [\w./+-]{1,100}){0,8}"
_KEY = re.compile(rf"(?:\"([^\"\\\r\n]{{0,200}})\"|'([^'\r\n]{{0,200}})'|({_WORDS})) {{0,100}}:(?=[ \r\n])")
_END = re.compile(r" *(?:(?<= )#[^\n]*)?\r?\n")
_NOTHING = re.compile(r" *(?:(?<= )#[^\n]*)?\r?\n")
_SPACES = re.compile(" *")


class Pass(Flow):
    """One pass: `at` and `column` are where the next thing stands, the column counted from 0; it is -1 at the end."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.at = 0
        self.column = 0

    def document(self, start: int) -> MapNode:
        """Return the map that the document is; it begins at `start` or later."""
        self.next_line(start)
        if self.column != 0:
            raise Unusual
        root = self.late_root() if self.text[self.at] == "{" else self.map(0)
        if self.column >= 0:
            raise Unusual
        return root

    def late_root(self) -> MapNode:
        """Return a document that stands between braces."""
        root, at = self.late(self.at)
        end = _END.match(self.text, at)
        if end is None or not isinstance(root, MapNode):
            raise Unusual
        self.next_line(end.end())
        return root

    def next_line(self, start: int) -> None:
        """Go to the next thing that stands at `start`, where a line begins, or further down."""
        found = _BETWEEN.match(self.text, start)
        if found is None:
            raise Unusual
        self.at = found.end()
        self.column = -1 if self.at >= len(self.text) else found.end() - found.start(1)

    def dash(self) -> bool:
        """Return whether an item of a list begins here."""
        return self.text[self.at] == "-" and self.text[self.at + 1] in " \r\n"

    # -- blocks ---------------------------------------------------------------------------------------------------

    def block(self) -> Node:
        """Return the map or the list whose first line is here."""
        return self.list(self.column) if self.dash() else self.map(self.column)

    def map(self, column: int) -> MapNode:
        """Return the map whose keys stand at `column`."""
        self.deeper()
        place = self.place(self.at)
        entries: dict[str, Entry] = {}
        while self.column == column:
            key = self.key()
            if key.text in entries:
                raise Unusual
            entries[key.text] = Entry(key, self.value(column))
        if self.column > column:
            raise Unusual
        self.depth -= 1
        return MapNode(tuple(entries.values()), place)

    def key(self) -> Scalar:
        """Return the key that stands here, and go behind its colon."""
        found = _KEY.match(self.text, self.at)
        if found is None:
            raise Unusual
        self.nodes += 1
        plain = found[3]
        key = self.plain_text(plain, self.at) if plain is not None else self.quoted_key(found)
        self.at = found.end()
        return key

    def quoted_key(self, found: re.Match[str]) -> Scalar:
        """Return a key between quotes."""
        return Scalar(found[1] if found[1] is not None else found[2], self.place(self.at))

    def value(self, column: int) -> Node:
        """Return the value of a key that stands at `column`."""
        end = _NOTHING.match(self.text, self.at)
        if end is None:
            found = _SPACES.match(self.text, self.at)
            return self.inline(found.end() if found else self.at, column)
        self.next_line(end.end())
        if self.column > column:
            return self.block()
        if self.column == column and self.dash():
            return self.list(column)
        raise Unusual

    def list(self, column: int) -> ListNode:
        """Return the list whose dashes stand at `column`."""
        self.deeper()
        place = self.place(self.at)
        items: list[Node] = []
        while self.column == column and self.dash():
            items.append(self.item(column))
        if self.column > column:
            raise Unusual
        self.depth -= 1
        return ListNode(tuple(items), place)

    def item(self, column: int) -> Node:
        """Return the item behind a dash at `column`."""
        dash = self.at
        end = _NOTHING.match(self.text, dash + 1)
        if end is not None:
            self.next_line(end.end())
            if self.column <= column:
                raise Unusual
            return self.block()
        found = _SPACES.match(self.text, dash + 1)
        start = found.end() if found else dash + 1
        self.at, self.column = start, column + start - dash
        if self.dash() or _KEY.match(self.text, start):
            return self.block()
        return self.inline(start, column)

    def inline(self, start: int, column: int) -> Node:
        """Return what begins on a line behind a key or a dash at `column`."""
        first = self.text[start]
        if first in "|>":
            text, line = self.block_text(start, column)
            self.nodes += 1
            self.next_line(line)
            return text
        node: Node
        if first in "{[":
            node, at = self.late(start)
        elif first in "\"'":
            node, at = self.quoted(start)
            self.nodes += 1
        else:
            return self.plain(start, column)
        end = _END.match(self.text, at)
        if end is None:
            raise Unusual
        self.next_line(end.end())
        return node

    def plain(self, start: int, column: int) -> Scalar:
        """Return a text without quotes, with its further lines, which stand deeper than `column`."""
        self.nodes += 1
        text, cut, line = self.plain_line(start)
        self.next_line(line)
        if self.column <= column:
            return self.plain_text(text, start, cut=cut)
        words = [text]
        while self.column > column:
            if cut or self.at - self.column != line:
                raise Unusual
            text, cut, line = self.plain_line(self.at, first=False)
            words.append(text)
            self.next_line(line)
        return self.plain_text(" ".join(words), start, cut=cut)


def beginning_of(text: str) -> int:
    """Return where a document begins: behind the line of dashes, if there is one."""
    begun = _BEGINNING.match(text)
    return begun.end() if begun is not None else 0


def read_quickly(text: str) -> MapNode | None:
    """Return the tree that `text` writes in YAML, or None where the full parser has to look.

    Args:
        text: The whole file, decoded.
    """
    start = beginning_of(text)
    if FOREIGN.search(text, start) is not None:
        return None
    try:
        return Pass(text).document(start)
    except (Unusual, IndexError):
        return None
