"""The text of a mapping file as nested blocks of words, each with its line. What the words mean stands in `mapping`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from contractkit.errors import FactsRejected, Problem, UsageError
from contractkit.facts.extras import need

__all__ = ["Block", "Entry", "Listing", "Node", "Scalar", "from_data", "from_file"]

_LARGEST = 1_000_000
_DEEPEST = 20
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")}
_SPACE = re.compile(r"[ \t\r\n]*")


@attrs.frozen
class Scalar:
    """One word as it is written; None where nothing or ``null`` is written."""

    text: str | None
    line: int | None = None


@attrs.frozen
class Listing:
    """Several values in an order."""

    parts: tuple[Node, ...]
    line: int | None = None


@attrs.frozen
class Entry:
    """A key and its value."""

    key: str
    value: Node
    line: int | None = None


@attrs.frozen
class Block:
    """Values by key, duplicate keys included."""

    entries: tuple[Entry, ...]
    line: int | None = None


Node = Scalar | Listing | Block


def from_file(path: str) -> Node:
    """Return what stands in the file `path`: JSON where it ends in ``.json``, else YAML.

    Raises:
        FactsRejected: It is no such text.
        UsageError: It is not there.
        MissingExtraError: It is YAML, and ruamel.yaml is not installed.
    """
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"the mapping {path!r} cannot be read: {reason}", path=path) from None
    if len(content) > _LARGEST:
        raise _rejected(path, None, "yaml", f"the mapping has {len(content)} bytes; at most {_LARGEST} are read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _rejected(path, line, "encoding", "the mapping is not UTF-8", "save it as UTF-8") from None
    if not text.strip():
        raise _empty(path)
    try:
        return _json(text, path) if path.lower().endswith(".json") else _yaml(text, path)
    except RecursionError:
        raise _rejected(path, None, "too-deep", f"the mapping is nested deeper than {_DEEPEST}") from None


def from_data(data: Any, depth: int = 0) -> Node:
    """Return plain data (dicts, lists, words) as blocks without lines.

    Raises:
        FactsRejected: It is nested too deep.
    """
    if depth > _DEEPEST:
        raise _rejected(None, None, "too-deep", f"the mapping is nested deeper than {_DEEPEST}")
    if isinstance(data, Mapping):
        entries = (
            Entry("null" if key is None else str(_written(key)), from_data(value, depth + 1))
            for key, value in data.items()
        )
        return Block(tuple(entries))
    if isinstance(data, Sequence | set | frozenset) and not isinstance(data, str | bytes):
        return Listing(tuple(from_data(part, depth + 1) for part in data))
    return Scalar(_written(data))


def _written(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _rejected(file: str | None, line: int | None, code: str, says: str, hint: str | None = None) -> FactsRejected:
    return FactsRejected([Problem(code, says, file, line, hint=hint)])


def _empty(file: str) -> FactsRejected:
    hint = "a mapping begins with `contractkit: 1` and `document: mapping`"
    return _rejected(file, None, "empty-file", "nothing stands in the mapping", hint)


def _yaml(text: str, file: str) -> Node:
    ruamel: Any = need("ruamel.yaml", "yaml")
    try:
        root = ruamel.YAML(typ="safe", pure=True).compose(text)
    except ruamel.error.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        says = f"this is not YAML: {error.problem or error.context}"
        raise _rejected(file, mark.line + 1 if mark else None, "yaml", says) from None
    except (ruamel.error.YAMLError, ValueError) as error:
        line = text[: getattr(error, "position", 0) or 0].count("\n") + 1
        raise _rejected(file, line, "yaml", f"this is not YAML: {str(error).splitlines()[0]}") from None
    if root is None:  # comments are all that stands there
        raise _empty(file)
    return _yaml_node(ruamel.nodes, root, file, 0)


def _yaml_node(nodes: Any, node: Any, file: str, depth: int) -> Node:
    line = int(node.start_mark.line) + 1
    if depth > _DEEPEST:
        raise _rejected(file, line, "too-deep", f"the mapping is nested deeper than {_DEEPEST}")
    if node.anchor is not None:
        raise _rejected(file, line, "alias", f"the anchor `&{node.anchor}`: write the value out where it is needed")
    if str(node.tag) not in _TAGS:
        raise _rejected(file, line, "tag", f"the tag `{node.tag}` means nothing here", "leave it out")
    if isinstance(node, nodes.MappingNode):
        entries = []
        for key, value in node.value:
            if not isinstance(key, nodes.ScalarNode):
                raise _rejected(file, int(key.start_mark.line) + 1, "yaml", "a key must be a word")
            name = _yaml_node(nodes, key, file, depth + 1)
            found = _yaml_node(nodes, value, file, depth + 1)
            if isinstance(found, Scalar) and not found.text:  # nothing stands on the line of its key
                found = Scalar(found.text, name.line)
            entries.append(Entry(str(key.value), found, name.line))
        return Block(tuple(entries), line)
    if isinstance(node, nodes.SequenceNode):
        return Listing(tuple(_yaml_node(nodes, part, file, depth + 1) for part in node.value), line)
    return Scalar(None if str(node.tag).endswith(":null") else str(node.value), line)


def _json(text: str, file: str) -> Node:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise _rejected(file, error.lineno, "json", f"this is not JSON: {error.msg}") from None
    except ValueError as error:
        raise _rejected(file, None, "json", f"this is not JSON: {error}") from None
    return _JsonWalk(text, file).value(_after_space(text, 0), 0)[0]


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


@attrs.frozen
class _JsonWalk:
    """A walk through text that is known to be JSON, for the sake of the line numbers."""

    text: str
    file: str
    _decoder: json.JSONDecoder = attrs.field(factory=lambda: json.JSONDecoder(parse_float=str, parse_int=str))

    def value(self, place: int, depth: int) -> tuple[Node, int]:
        line = self.text.count("\n", 0, place) + 1
        if depth > _DEEPEST:
            raise _rejected(self.file, line, "too-deep", f"the mapping is nested deeper than {_DEEPEST}")
        if self.text[place] == "{":
            entries: list[Entry] = []
            place = self._next(place + 1)
            while self.text[place] != "}":
                key_line = self.text.count("\n", 0, place) + 1
                key, place = self._decoder.raw_decode(self.text, place)
                value, place = self.value(self._next(self._next(place) + 1), depth + 1)
                entries.append(Entry(key, value, key_line))
                place = self._next_part(place)
            return Block(tuple(entries), line), place + 1
        if self.text[place] == "[":
            parts: list[Node] = []
            place = self._next(place + 1)
            while self.text[place] != "]":
                part, place = self.value(place, depth + 1)
                parts.append(part)
                place = self._next_part(place)
            return Listing(tuple(parts), line), place + 1
        word, place = self._decoder.raw_decode(self.text, place)
        return Scalar(_written(word), line), place

    def _next(self, place: int) -> int:
        return _after_space(self.text, place)

    def _next_part(self, place: int) -> int:
        place = self._next(place)
        return self._next(place + 1) if self.text[place] == "," else place
