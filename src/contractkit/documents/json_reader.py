"""JSON with the place of every key and value; duplicate keys, NaN and comments are refused."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from contractkit.documents.json_quick import read_quickly
from contractkit.documents.limits import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS
from contractkit.documents.reading import EMPTY_HINT, Reading, enough
from contractkit.documents.sentences import brief, words_of
from contractkit.documents.tree import Entry, Lines, ListNode, MapNode, Node, Scalar, Step
from contractkit.errors import Problem

__all__ = ["read_carefully", "read_json"]

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"true|false|null")


class _Broken(Exception):  # noqa: N818 - becomes a problem, never leaves this module
    def __init__(self, says: str, at: int, code: str = "json", hint: str | None = None) -> None:
        super().__init__(says)
        self.says, self.at, self.code, self.hint = says, at, code, hint


class _Enough(Exception):  # noqa: N818 - it ends the reading, it is no error
    pass


class _Reader:
    def __init__(self, text: str, file: str | None) -> None:
        self.text, self.file = text, file
        self.lines = Lines(text)
        self.at = 0
        self.nodes = 0
        self.path: list[Step] = []
        self.problems: list[Problem] = []

    def blank(self) -> str:
        self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]
        return self.text[self.at : self.at + 1]

    def fault(self, code: str, says: str, at: int, hint: str | None) -> None:
        place = self.lines.at(at)
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(enough(self.file, place))
            raise _Enough
        path = tuple(self.path)
        found = Problem(code, brief(says), self.file, place.line, place.column, words_of(path), hint, path=path)
        self.problems.append(found)

    def document(self) -> Node:
        node = self.value()
        if self.blank():
            raise _Broken("something stands after the end of the document", self.at)
        return node

    def value(self) -> Node:
        char = self.blank()
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Broken(
                f"more than {MAX_NODES} keys and values", self.at, "too-many", "split it into several documents"
            )
        if len(self.path) > MAX_DEPTH:
            raise _Broken(
                f"nested more than {MAX_DEPTH} levels deep", self.at, "too-deep", "no clause needs that many levels"
            )
        if char == "{":
            return self.map()
        if char == "[":
            return self.list()
        return self.scalar(char)

    def scalar(self, char: str) -> Scalar:
        start, place = self.at, self.lines.at(self.at)
        if char == '"':
            return Scalar(self.string(), place)
        for pattern in (_NUMBER, _WORD):
            match = pattern.match(self.text, start)
            if match:
                self.at = match.end()
                if match[0] == "null":
                    self.fault("empty-value", "is left empty", start, EMPTY_HINT)
                    return Scalar("", place, plain=True, empty=True)
                return Scalar(match[0], place, plain=True)
        says = f"'{char}' cannot stand here" if char else "the document ends too early"
        raise _Broken(says, start, hint="texts stand between double quotes; there are no comments in JSON")

    def string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise _Broken("a text is not closed, or has a line break, a tab or a wrong escape in it", self.at)
        self.at = match.end()
        text: str = json.loads(match[0])
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise _Broken("a text has half of a character in it (a lone surrogate)", match.start()) from None
        return text

    def list(self) -> ListNode:
        place = self.lines.at(self.at)
        items: list[Node] = []
        self.at += 1
        if self.blank() == "]":
            self.at += 1
            return ListNode((), place)
        while True:
            self.path.append(len(items))
            items.append(self.value())
            self.path.pop()
            if self.more("]"):
                return ListNode(tuple(items), place)

    def map(self) -> MapNode:
        place = self.lines.at(self.at)
        entries: dict[str, Entry] = {}
        self.at += 1
        if self.blank() == "}":
            self.at += 1
            return MapNode((), place)
        while True:
            if self.blank() != '"':
                raise _Broken("a key between double quotes belongs here", self.at)
            start = self.at
            key = Scalar(self.string(), self.lines.at(start))
            self.path.append(key.text)
            first = entries.get(key.text)
            if first is not None:
                before = f"stands here a second time (first on line {first.key.place.line})"
                self.fault("duplicate-key", before, start, "keep one of the two")
            if self.blank() != ":":
                raise _Broken("a colon belongs after a key", self.at)
            self.at += 1
            node = self.value()
            if first is None:
                entries[key.text] = Entry(key, node)
            self.path.pop()
            if self.more("}"):
                return MapNode(tuple(entries.values()), place)

    def more(self, closing: str) -> bool:
        char = self.blank()
        if char not in (",", closing) or not char:
            raise _Broken(f"a comma or '{closing}' belongs here", self.at)
        self.at += 1
        if char == "," and self.blank() == closing:
            raise _Broken("nothing follows this comma", self.at, hint="leave the last comma out")
        return char == closing


def read_json(text: str, file: str | None = None) -> Reading:
    """Return the tree that `text` writes in JSON, with all problems of form.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.
    """
    tree = read_quickly(text)
    return read_carefully(text, file) if tree is None else Reading(tree, ())


def read_carefully(text: str, file: str | None = None) -> Reading:
    """Return what `read_json` returns, reading character by character.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.
    """
    reader = _Reader(text, file)
    if not text.strip():
        return Reading(None, (Problem("empty-file", "nothing stands in this file", file, 1, 1),))
    try:
        tree = reader.document()
    except _Enough:
        return Reading(None, tuple(reader.problems))
    except _Broken as broken:
        reader.path.clear()
        with suppress(_Enough):
            reader.fault(broken.code, broken.says, broken.at, broken.hint)
        return Reading(None, tuple(reader.problems))
    return Reading(tree, tuple(reader.problems))
