"""What stands between braces and brackets in YAML: rows of a table, lists of words, maps on one line.

The data of a row are read in one loop over its tokens. Its keys, values and places are made when somebody asks for it,
by a second reading of the row. What the loop does not take (an escape, a remark behind a word) is read node by node at
once, and what is unusual there is left to the full parser.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from contractkit.documents.late_nodes import LateList, LateMap
from contractkit.documents.limits import MAX_DEPTH, MAX_NODES
from contractkit.documents.tree import Entry, Leaf, ListNode, MapNode, Node, PlainLeaf, Scalar
from contractkit.documents.yaml_quick_texts import FLOW_PLAIN, LONGEST_KEY, NO_TEXTS, Texts, Unusual

__all__ = ["Flow"]

_GAP = r"(?:[ \n]|\r\n|(?<=[ \n])#[^\n]*+)*+"
_COLON = re.compile(r" *:(?=[ \r\n])")
_FLOW_GAP = re.compile(_GAP)
_TOKEN = re.compile(
    rf"""{_GAP}(?:([{{}}\[\],])|(?:(?>({FLOW_PLAIN}))(?! +#)|"([^"\\\r\n]*+)"|'([^'\r\n]*+)')( *:(?=[ \r\n]))?)"""
)


class Flow(Texts):
    """Reads maps and lists between braces and brackets, by where they begin.

    Attributes:
        depth: How many maps and lists are open.
        nodes: How many keys and values were read.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.nodes = 0

    def deeper(self) -> None:
        """Open a map or a list."""
        self.depth += 1
        self.nodes += 1
        if self.depth >= MAX_DEPTH or self.nodes > MAX_NODES:
            raise Unusual

    def late(self, start: int) -> tuple[Node, int]:
        """Return a map or a list whose nodes are made when they are asked for, and where it ends."""
        found = self.row(start)
        if found is None:
            return self.flow(start)
        data, end = found
        if isinstance(data, dict):
            return _LateMap(self._page, start, data), end
        return _LateList(self._page, start, data), end

    @cached_property
    def _page(self) -> _Page:
        return _Page(self)

    def row(self, start: int) -> tuple[Any, int] | None:
        """Return the data of a map or a list, and where it ends; None where it has to be read node by node."""
        text, token = self.text, _TOKEN.match
        nodes, deepest = self.nodes, MAX_DEPTH - self.depth - 1
        stack: list[tuple[Any, Leaf | None]] = []
        here: Any = None
        key: Leaf | None = None
        whole = False  # whether a value has just ended
        at = start
        while found := token(text, at):
            at = found.end()
            mark, bare, double, single, colon = found.groups()
            if mark is None:
                leaf = PlainLeaf(bare) if bare is not None else Leaf(double if double is not None else single)
                if whole or here is None or bare in NO_TEXTS:
                    return None
                nodes += 1
                if key is None and isinstance(here, dict):
                    if colon is None or leaf in here or len(leaf) > LONGEST_KEY:
                        return None
                    key = leaf
                    continue
                if colon is not None:
                    return None
                _put(here, key, leaf)
                key, whole = None, True
            elif mark == ",":
                if not whole:
                    return None
                whole = False
            elif mark in "{[":
                if whole or len(stack) >= deepest or (key is None and isinstance(here, dict)):
                    return None
                nodes += 1
                stack.append((here, key))
                here, key = {} if mark == "{" else [], None
            else:
                if isinstance(here, dict) is not (mark == "}") or key is not None:
                    return None
                ended = here
                here, key = stack.pop()
                if here is None:
                    self.nodes = nodes
                    return (ended, at) if nodes <= MAX_NODES else None
                _put(here, key, ended)
                key, whole = None, True
        return None

    # -- node by node ---------------------------------------------------------------------------------------------

    def flow(self, start: int) -> tuple[Node, int]:
        """Return what begins at `start`, and where it ends."""
        first = self.text[start]
        if first == "{":
            return self._map(start)
        if first == "[":
            return self._list(start)
        self.nodes += 1
        return self.quoted(start) if first in "\"'" else self.flow_plain(start)

    def _gap(self, at: int) -> int:
        found = _FLOW_GAP.match(self.text, at)
        return found.end() if found else at

    def _map(self, start: int) -> tuple[MapNode, int]:
        self.deeper()
        text = self.text
        entries: dict[str, Entry] = {}
        at = self._gap(start + 1)
        while text[at] != "}":
            key, end = self.flow(at)
            if not isinstance(key, Scalar) or key.text in entries or end - at > LONGEST_KEY or "\n" in text[at:end]:
                raise Unusual
            colon = _COLON.match(text, end)
            if colon is None:
                raise Unusual
            value, at = self.flow(self._gap(colon.end()))
            entries[key.text] = Entry(key, value)
            at = self._following(at, "}")
        self.depth -= 1
        return MapNode(tuple(entries.values()), self.place(start)), at + 1

    def _list(self, start: int) -> tuple[ListNode, int]:
        self.deeper()
        items: list[Node] = []
        at = self._gap(start + 1)
        while self.text[at] != "]":
            item, at = self.flow(at)
            items.append(item)
            at = self._following(at, "]")
        self.depth -= 1
        return ListNode(tuple(items), self.place(start)), at + 1

    def _following(self, at: int, closing: str) -> int:
        at = self._gap(at)
        if self.text[at] == closing:
            return at
        if self.text[at] != ",":
            raise Unusual
        return self._gap(at + 1)


def _put(here: Any, key: Leaf | None, value: Any) -> None:
    if key is None:
        here.append(value)
    else:
        here[key] = value


class _Page(Flow):
    """A text of which it is known that its rows can be read, however many there are."""

    def __init__(self, read: Texts) -> None:
        self.__dict__.update(vars(read))

    def deeper(self) -> None:
        pass


class _LateMap(LateMap):
    _page: _Page

    def __init__(self, page: _Page, offset: int, data: dict[str, Any]) -> None:
        self.__dict__.update(_page=page, _offset=offset, _data=data)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return self._page._map(self._offset)[0].entries


class _LateList(LateList):
    _page: _Page

    @cached_property
    def items(self) -> tuple[Node, ...]:
        return self._page._list(self._offset)[0].items
