"""Right JSON, read at the speed of the standard library; where things stand is worked out when somebody asks.

The tree gives its data at once. Its keys, values and places are those that the careful reader finds, made map by map
and list by list on the way to what was asked for. Whatever is wrong or unusual is left to the careful reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NoReturn
from weakref import ref

from contractkit.documents.late_nodes import LateList, LateMap
from contractkit.documents.limits import MAX_DEPTH, MAX_NODES
from contractkit.documents.tree import Entry, Lines, MapNode, Node, Place, PlainLeaf, Scalar, Written

__all__ = ["read_quickly"]

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_BRACKET = re.compile(r'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+([{}\[\]])')
_ENTRY = re.compile(rf"[ \t\n\r]*({_STRING})[ \t\n\r]*:[ \t\n\r]*")
_BLANK = re.compile(r"[ \t\n\r]*")
_SIMPLE = re.compile(rf"{_STRING}|[^,\]}} \t\n\r]+")
_AFTER = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_NO_TEXT = re.compile(r"[:\[,][ \t\n\r]*(?:true|false|null)\b")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))


class _Unusual(Exception):  # noqa: N818 - it ends the quick reading, it is no error
    pass


def _refuse(_word: str) -> NoReturn:
    raise _Unusual


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unusual
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=PlainLeaf, parse_float=PlainLeaf, parse_constant=_refuse)


class _Page:
    """A text that is known to be right JSON, and where its brackets close."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def closing(self) -> dict[int, int]:
        """Return the offset behind each closing bracket by the offset of the opening one."""
        closing, opened = {}, []
        for found in _BRACKET.finditer(self.text):
            at = found.start(1)
            if found[1] in "{[":
                opened.append(at)
            else:
                closing[opened.pop()] = at + 1
        return closing

    @cached_property
    def only_line(self) -> int | None:
        """Return 1 where the text is one line, as most programs write it."""
        return None if len(self._lines) > 1 else 1

    def place(self, offset: int) -> Place:
        return self._lines.at(offset)

    def node(self, offset: int, data: Any) -> tuple[Node, int]:
        """Return the node that begins at `offset`, and where it ends."""
        end = self.end(offset, data)
        if isinstance(data, dict):
            return _LateMap(self, offset, data), end
        if isinstance(data, list):
            return _LateList(self, offset, data), end
        return Scalar(str(data), self.place(offset), plain=isinstance(data, PlainLeaf)), end

    def end(self, offset: int, data: Any) -> int:
        """Return where what begins at `offset` ends."""
        if isinstance(data, dict | list):
            return self.closing[offset]
        found = _SIMPLE.match(self.text, offset)
        return found.end() if found is not None else offset

    def after(self, offset: int) -> int:
        """Return where the next entry begins, or the bracket that closes."""
        found = _AFTER.match(self.text, offset)
        return found.end() if found is not None else offset


class _LateMap(LateMap):
    _page: _Page
    _above: tuple[_LateMap, str] | None

    def __init__(
        self, page: _Page, offset: int | None, data: dict[str, Any], above: tuple[_LateMap, str] | None = None
    ) -> None:
        self.__dict__.update(_page=page, _data=data, _above=above)
        if offset is not None:
            self.__dict__["_offset"] = offset

    @cached_property
    def _offset(self) -> int:  # type: ignore[override]
        """Return where the map begins, which nobody may ever ask."""
        page, (above, key) = self._page, self._above or (self, "")
        at = above._offset + 1
        for name, value in above._data.items():
            found = _ENTRY.match(page.text, at)
            start = found.end() if found is not None else at
            if name == key:
                return start
            at = page.after(page.end(start, value))
        return at

    def inside(self, key: str) -> Node | None:
        value = self._data.get(key)
        if not isinstance(value, dict):
            return super().inside(key)
        known = self._inside.get(key)
        found = None if known is None else known()
        if found is None:
            found = _LateMap(self._page, None, value, (self, key))
            self._inside[key] = ref(found)
        return found

    @cached_property
    def _inside(self) -> dict[str, ref[MapNode]]:
        """Return maps inside, which know this one: it does not keep them, so that no circle waits for the collector."""
        return {}

    def text(self, key: str) -> str | None:
        value = self._data.get(key)
        return str(value) if isinstance(value, str) else None

    def written(self) -> Iterator[Written]:
        for name, value in self._data.items():
            yield Written(name, value)

    @property
    def only_line(self) -> int | None:
        return self._page.only_line

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        page = self._page
        entries, at = [], self._offset + 1
        for name, value in self._data.items():
            found = _ENTRY.match(page.text, at)
            start, key = (found.end(), found.start(1)) if found is not None else (at, at)
            node, end = page.node(start, value)
            entries.append(Entry(Scalar(name, page.place(key)), node))
            at = page.after(end)
        return tuple(entries)


class _LateList(LateList):
    _page: _Page

    @cached_property
    def items(self) -> tuple[Node, ...]:
        page = self._page
        items = []
        at = page.after(self._offset + 1)
        for value in self._data:
            node, end = page.node(at, value)
            items.append(node)
            at = page.after(end)
        return tuple(items)


def read_quickly(text: str) -> MapNode | None:
    """Return the tree that `text` writes in JSON, or None where the careful reader has to look.

    Args:
        text: The whole file, decoded.
    """
    if not _plainly(text):
        return None
    try:
        data = _DECODER.decode(text)
    except (_Unusual, ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    found = _BLANK.match(text)
    return _LateMap(_Page(text), found.end() if found is not None else 0, data)


def _plainly(text: str) -> bool:
    """Return whether nothing stands in `text` that the standard library takes and a document does not."""
    if "\\u" in text and ("\\ud" in text or "\\uD" in text):  # half a character, perhaps
        return False
    if ("true" in text or "false" in text or "null" in text) and _NO_TEXT.search(text) is not None:
        return False
    if len(text) >= MAX_NODES and text.count(",") + text.count("[") + text.count("{") >= MAX_NODES:
        return False
    return _is_shallow(text)


def _is_shallow(text: str) -> bool:
    """Return whether the brackets of `text` close before they are too deep; those inside texts may make it doubt."""
    brackets = text.encode("utf-8", "surrogatepass").translate(None, _NOT_BRACKETS)
    for _ in range(MAX_DEPTH - 1):
        if not brackets:
            return True
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets
