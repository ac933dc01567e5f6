"""Python data and TOML as the same tree; neither tells lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from contractkit.documents.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS
from contractkit.documents.reading import EMPTY_HINT, Reading, enough
from contractkit.documents.sentences import brief, words_of
from contractkit.documents.tree import NOWHERE, Entry, Lines, ListNode, MapNode, Node, Place, Scalar, Step
from contractkit.errors import Problem

__all__ = ["read_data_tree", "read_toml"]

_PIECE = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_TOO_DEEP = re.compile(rf"(?<![\w-]){_PIECE}(?:[ \t]*+\.[ \t]*+{_PIECE}){{{MAX_DEPTH}}}")
"""A key of so many parts that the parser, whose time grows with their square, need not begin."""


class _TooMuch(Exception):  # noqa: N818 - becomes a problem, never leaves this module
    pass


class _Reader:
    def __init__(self, file: str | None) -> None:
        self.file = file
        self.nodes = 0
        self.size = 0
        self.problems: list[Problem] = []

    def fault(self, code: str, says: str, path: tuple[Step, ...], hint: str | None = None) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(enough(self.file, NOWHERE))
            raise _TooMuch
        self.problems.append(Problem(code, brief(says), self.file, where=words_of(path), hint=hint, path=path))

    def node(self, value: Any, path: tuple[Step, ...]) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault("too-many", f"more than {MAX_NODES} keys and values", (), "split it into several documents")
            raise _TooMuch
        if len(path) > MAX_DEPTH:
            self.fault(
                "too-deep", f"nested more than {MAX_DEPTH} levels deep", path[:3], "no clause needs that many levels"
            )
            raise _TooMuch
        if isinstance(value, Mapping):
            return MapNode(tuple(self.entries(value, path)), NOWHERE)
        if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
            return ListNode(tuple(self.node(item, (*path, number)) for number, item in enumerate(value)), NOWHERE)
        return self.scalar(value, path)

    def entries(self, value: Mapping[Any, Any], path: tuple[Step, ...]) -> list[Entry]:
        found: dict[str, Entry] = {}
        for key, inner in value.items():
            text = _text(key)
            word = text or ""
            if text is None or key is None:
                self.fault("key", f"{type(key).__name__} cannot be a key", path, "a key is a text")
            elif _broken(word):
                self.fault("key", "a key has half of a character in it (a lone surrogate)", path, "take it out")
            elif word in found:
                self.fault("duplicate-key", "stands here a second time", (*path, word), "keep one of the two")
            else:
                number = isinstance(key, int | float | Decimal)
                self.weigh(word)
                found[word] = Entry(Scalar(word, NOWHERE, plain=number), self.node(inner, (*path, word)))
        return list(found.values())

    def scalar(self, value: Any, path: tuple[Step, ...]) -> Scalar:
        if value is None:
            self.fault("empty-value", "is left empty", path, EMPTY_HINT)
            return Scalar("", NOWHERE, plain=True, empty=True)
        text = _text(value)
        if text is None:
            self.fault("wrong-shape", f"a {type(value).__name__} cannot stand in a document", path, "give it as a text")
            return Scalar("", NOWHERE, empty=True)
        if len(text) <= MAX_BYTES and _broken(text):
            self.fault("character", "half of a character (a lone surrogate) stands in this text", path, "take it out")
            return Scalar("", NOWHERE, empty=True)
        self.weigh(text)
        return Scalar(text, NOWHERE, plain=not isinstance(value, str))

    def weigh(self, text: str) -> None:
        """Count the characters of a text; a document with more than a file may have is read no further."""
        self.size += len(text)
        if self.size > MAX_BYTES:
            says = f"the texts have more than {MAX_BYTES} characters together"
            self.fault("too-large", says, (), "split it into several documents")
            raise _TooMuch


def _broken(text: str) -> bool:
    """Return whether a text has half of a character in it, which nothing can write down."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        try:
            return str(value)
        except ValueError:  # an int of thousands of digits
            return None
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
    return None


def read_data_tree(data: Mapping[str, Any], file: str | None = None) -> Reading:
    """Return the tree of a document that is given as Python data.

    Args:
        data: Dicts, lists and texts; numbers, dates and times are read as what they would be written.
        file: A name for the problems.
    """
    reader = _Reader(file)
    try:
        tree = reader.node(data, ())
    except (_TooMuch, RecursionError):
        return Reading(None, tuple(reader.problems))
    return Reading(tree, tuple(reader.problems))


def _number(text: str) -> Decimal | str:
    bare = text.replace("_", "")
    return bare if bare.lstrip("+-") in ("inf", "nan") else Decimal(bare)


def read_toml(text: str, file: str | None = None) -> Reading:
    """Return the tree that `text` writes in TOML, with all problems of form.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.
    """
    if not text.strip():
        return Reading(None, (Problem("empty-file", "nothing stands in this file", file, 1, 1),))
    deep = _TOO_DEEP.search(text)
    if deep is not None:
        place = Lines(text).at(deep.start())
        says = f"more than {MAX_DEPTH} words are joined by dots here"
        hint = "no clause needs that many levels"
        return Reading(None, (Problem("too-deep", says, file, place.line, place.column, hint=hint),))
    try:
        data = tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        place = _toml_place(str(error))
        return Reading(None, (Problem("toml", str(error), file, place.line, place.column),))
    except (RecursionError, ValueError, ArithmeticError) as error:
        return Reading(None, (Problem("toml", f"this cannot be read as TOML ({type(error).__name__})", file),))
    return read_data_tree(data, file)


def _toml_place(message: str) -> Place:
    _, _, tail = message.partition("(at line ")
    line, _, column = tail.rstrip(")").partition(", column ")
    return Place(int(line), int(column)) if line.isdigit() and column.isdigit() else NOWHERE
