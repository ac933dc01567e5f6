"""The YAML that people write, read in one pass: block maps and lists, one-line texts, rows in braces.

Three times as fast as a full parser and more, and never cleverer: whatever is unusual (an escape, an anchor, a tab, an
empty value, a line that stands too deep) ends the pass, and the full parser reads the text from its beginning. So what
is read here has no problem of form, and is the tree that the full parser gives.
"""

from __future__ import annotations

import re

from contractkit.documents.limits import MAX_DEPTH, MAX_NODES
from contractkit.documents.tree import Entry, ListNode, MapNode, Node, Scalar
from contractkit.documents.yaml_quick_texts import Texts, Unusual

__all__ = ["read_quickly"]

_FOREIGN = re.compile("[\t\x85\u2028\u2029\ufeff]|\r(?!\n)|^(?:---|\\.\\.\\.|%)", re.MULTILINE)
_BETWEEN = re.compile(r"(?: *(?:#[^\n]*)?\r?\n)*( *)")
_KEY = re.compile(
    r'(?:"([^"\\\r\n]{0,200})"|\'([^\'\r\n]{0,200})\'|([^\W_][\w./+-]{0,100}(?: [\w./+-]{1,100}){0,8})):(?=[ \r\n])'
)
_END = re.compile(r" *(?:(?<= )#[^\n]*)?\r?\n")
_NOTHING = re.compile(r" *(?:(?<= )#[^\n]*)?\r?\n")
_SPACES = re.compile(" *")
_FLOW_GAP = re.compile(r"(?:[ \n]|\r\n|(?<=[ \n])#[^\n]*)*")


class _Pass(Texts):
    """One pass: `at` and `column` are where the next thing stands, the column counted from 0; it is -1 at the end."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.at = 0
        self.column = 0
        self.depth = 0
        self.nodes = 0

    def document(self) -> MapNode:
        self.next_line(0)
        if self.column != 0:
            raise Unusual
        root = self.map(0)
        if self.column >= 0:
            raise Unusual
        return root

    def next_line(self, start: int) -> None:
        found = _BETWEEN.match(self.text, start)
        if found is None:
            raise Unusual
        self.at = found.end()
        self.column = -1 if self.at >= len(self.text) else found.end() - found.start(1)

    def deeper(self) -> None:
        self.depth += 1
        self.nodes += 1
        if self.depth >= MAX_DEPTH or self.nodes > MAX_NODES:
            raise Unusual

    def dash(self) -> bool:
        return self.text[self.at] == "-" and self.text[self.at + 1] in " \r\n"

    # -- blocks ---------------------------------------------------------------------------------------------------

    def block(self) -> Node:
        return self.list(self.column) if self.dash() else self.map(self.column)

    def map(self, column: int) -> MapNode:
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
        found = _KEY.match(self.text, self.at)
        if found is None:
            raise Unusual
        self.nodes += 1
        plain = found[3]
        key = self.plain_text(plain, self.at) if plain is not None else self.quoted_key(found)
        self.at = found.end()
        return key

    def quoted_key(self, found: re.Match[str]) -> Scalar:
        return Scalar(found[1] if found[1] is not None else found[2], self.place(self.at))

    def value(self, column: int) -> Node:
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
        first = self.text[start]
        if first in "|>":
            text, line = self.block_text(start, column)
            self.nodes += 1
            self.next_line(line)
            return text
        node: Node
        if first in "{[":
            node, at = self.flow(start)
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

    # -- braces and brackets --------------------------------------------------------------------------------------

    def flow(self, start: int) -> tuple[Node, int]:
        first = self.text[start]
        if first == "{":
            return self.flow_map(start)
        if first == "[":
            return self.flow_list(start)
        self.nodes += 1
        return self.quoted(start) if first in "\"'" else self.flow_plain(start)

    def gap(self, at: int) -> int:
        found = _FLOW_GAP.match(self.text, at)
        return found.end() if found else at

    def flow_map(self, start: int) -> tuple[Node, int]:
        self.deeper()
        text = self.text
        entries: dict[str, Entry] = {}
        at = self.gap(start + 1)
        while text[at] != "}":
            key, at = self.flow(at)
            if not isinstance(key, Scalar) or key.text in entries or text[at] != ":" or text[at + 1] not in " \r\n":
                raise Unusual
            at = self.gap(at + 1)
            value, at = self.flow(at)
            entries[key.text] = Entry(key, value)
            at = self.following(at, "}")
        self.depth -= 1
        return MapNode(tuple(entries.values()), self.place(start)), at + 1

    def flow_list(self, start: int) -> tuple[Node, int]:
        self.deeper()
        items: list[Node] = []
        at = self.gap(start + 1)
        while self.text[at] != "]":
            item, at = self.flow(at)
            items.append(item)
            at = self.following(at, "]")
        self.depth -= 1
        return ListNode(tuple(items), self.place(start)), at + 1

    def following(self, at: int, closing: str) -> int:
        at = self.gap(at)
        if self.text[at] == closing:
            return at
        if self.text[at] != ",":
            raise Unusual
        at = self.gap(at + 1)
        if self.text[at] == closing:
            raise Unusual
        return at


def read_quickly(text: str) -> MapNode | None:
    """Return the tree that `text` writes in YAML, or None where the full parser has to look.

    Args:
        text: The whole file, decoded.
    """
    if _FOREIGN.search(text) is not None:
        return None
    try:
        return _Pass(text).document()
    except (Unusual, IndexError):
        return None
