"""YAML, strictly: texts, maps and lists; nothing that another reader would understand differently passes.

Read from the event stream of ruamel's pure parser, so that every node has its place, aliases are seen where they
stand, and limits hold before anything is built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import attrs

from contractkit.documents.limits import MAX_DEPTH, MAX_NODES
from contractkit.documents.sentences import brief, words_of
from contractkit.documents.tree import Entry, Lines, ListNode, MapNode, Node, Place, Scalar, Step
from contractkit.documents.yaml_faults import syntax_problem
from contractkit.errors import MissingExtraError, Problem

__all__ = ["Reading", "read_yaml"]

_NO_ALIAS = "anchors (&) and aliases (*) are not part of the language"
_MOST_TABS = 20
_NULLS = {"~", "null", "Null", "NULL"}
EMPTY_HINT = (
    "leave the line out (the documented default then holds and is listed as an assumption), "
    "or write none if the parties agreed that there is none"
)


@attrs.frozen
class Reading:
    """What was read.

    Attributes:
        tree: The document; None where nothing could be read.
        problems: What is wrong with its form.
        spoilt: The paths that have been judged already and are not judged again.
    """

    tree: Node | None
    problems: tuple[Problem, ...]
    spoilt: frozenset[tuple[Step, ...]] = frozenset()


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


class _Stop(Exception):  # noqa: N818 - it ends the reading, it is no error
    pass


class _Builder:
    def __init__(self, text: str, file: str | None) -> None:
        self.text = text
        self.file = file
        self.lines = Lines(text)
        self.problems: list[Problem] = []
        self.spoilt: set[tuple[Step, ...]] = set()
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.nodes = 0
        self.quoted: list[tuple[int, int]] = []

    def fault(self, code: str, says: str, place: Place, hint: str | None = None) -> None:
        where = words_of(self.path())
        self.problems.append(Problem(code, brief(says), self.file, place.line, place.column, where, hint))

    def path(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        for frame in self.stack:
            if frame.kind == "list":
                steps.append(len(frame.items))
            elif frame.key is not None:
                steps.append(frame.key.text)
        return tuple(steps)

    def spoil(self) -> None:
        self.spoilt.add(self.path())

    def count(self, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.fault("too-many", f"more than {MAX_NODES} keys and values", place, "split it into several documents")
            raise _Stop
        if len(self.stack) > MAX_DEPTH:
            self.fault(
                "too-deep", f"nested more than {MAX_DEPTH} levels deep", place, "no clause needs that many levels"
            )
            raise _Stop

    def decorated(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self.fault("alias", _NO_ALIAS, place, "write the value out, or give the clause a name and refer to it")
            self.spoil()
        tag = event.tag
        implicit = event.implicit
        explicit = not any(implicit) if isinstance(implicit, tuple) else not implicit
        if tag is not None and explicit:
            self.fault("tag", f"the tag {tag} is not part of the language", place, "leave it out")
            self.spoil()

    # -- what the parser tells ------------------------------------------------------------------------------------

    def alias(self, event: Any) -> None:
        place = self.lines.at(event.start_mark.index)
        self.count(place)
        self.fault("alias", _NO_ALIAS, place, "write the value out, or give the clause a name and refer to it")
        self.spoil()
        self.put(Scalar("", place), event.end_mark.index)

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        place = self.lines.at(start)
        self.count(place)
        text = event.value
        plain = event.style is None or event.style == ""
        nothing = plain and text == "" and event.anchor is None and event.tag is None
        if not plain:
            self.quoted.append((start, end))
        self.decorated(event, place)
        cut = plain and text != "" and re.compile(r"[ \t]+#").match(self.text, end) is not None
        if nothing or (plain and text in _NULLS):
            self.empty(place)
            return
        self.put(Scalar(text, place, plain, cut), end)

    def empty(self, place: Place) -> None:
        frame = self.stack[-1] if self.stack else None
        if frame is None:
            self.root = Scalar("", place, plain=True, empty=True)
            return
        if frame.kind == "map" and frame.key is None:
            self.put(Scalar("", place, plain=True, empty=True), 0)
            return
        at = frame.key.place if frame.key is not None else place
        if frame.flow and frame.key is not None and not self._colon_follows(frame.key_end):
            self.fault(
                "quote-me",
                f"'{frame.key.text}' stands alone between commas, so the text before it was cut",
                at,
                "put quotes around a text that has a comma in it",
            )
            self.spoil()
        else:
            at = _where_it_should_stand(at, place)
            self.fault("empty-value", "is left empty", at, EMPTY_HINT)
        self.put(Scalar("", at, plain=True, empty=True), 0)

    def _colon_follows(self, offset: int) -> bool:
        rest = re.compile(r"(?:\s|#.*)*(.)").match(self.text, offset)
        return rest is not None and rest[1] == ":"

    def begin(self, kind: str, event: Any) -> None:
        place = self.lines.at(event.start_mark.index)
        self.count(place)
        self.decorated(event, place)
        self.stack.append(_Frame(kind, place, bool(event.flow_style)))

    def end(self, event: Any) -> None:
        frame = self.stack.pop()
        node: Node
        if frame.kind == "map":
            node = MapNode(tuple(frame.entries.values()), frame.place)
        else:
            node = ListNode(tuple(frame.items), frame.place)
        self.put(node, event.end_mark.index)

    def put(self, node: Node, end: int) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.kind == "list":
            frame.items.append(node)
        elif frame.key is None:
            self.new_key(frame, node, end)
        else:
            if not frame.skip:
                frame.entries[frame.key.text] = Entry(frame.key, node)
            frame.key = None

    def new_key(self, frame: _Frame, node: Node, end: int) -> None:
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
                self.spoil()
                frame.skip = True
            elif first is not None:
                self.fault(*_second_time(self.path(), first.key, node))
                frame.skip = True
        frame.key_end = end

    def tabs(self) -> None:
        starts = [start for start, _ in self.quoted]
        lines = set()
        for match in re.compile("\t").finditer(self.text):
            at = match.start()
            place = self.lines.at(at)
            before = bisect_right(starts, at) - 1
            if place.line in lines or (before >= 0 and at < self.quoted[before][1]):
                continue
            lines.add(place.line)
            if not self._in_comment(at):
                self.fault("tab", "a tab stands here, which every editor shows differently", place, "use spaces")
            if len(lines) >= _MOST_TABS:
                return

    def _in_comment(self, at: int) -> bool:
        begin = max(self.text.rfind("\n", 0, at) + 1, at - 1000)
        return re.match(r"\s*#|.*\s#", self.text[begin:at]) is not None


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


def read_yaml(text: str, file: str | None = None) -> Reading:
    """Return the tree that `text` writes in YAML, with all problems of form.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.

    Raises:
        MissingExtraError: ruamel.yaml is not installed.
    """
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
    except ImportError:
        raise MissingExtraError("reading YAML needs ruamel.yaml: pip install 'contractkit[yaml]'") from None
    build = _Builder(text, file)
    documents = 0
    parser = YAML(typ="safe", pure=True)
    try:
        for event in parser.parse(text):
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    place = build.lines.at(event.start_mark.index)
                    build.fault("several-documents", "a second document begins here", place, "one file, one document")
                    break
                if event.version or event.tags:
                    place = build.lines.at(event.start_mark.index)
                    build.fault("directive", "directives (%) are not part of the language", place, "leave the line out")
            elif name == "ScalarEvent":
                build.scalar(event)
            elif name == "AliasEvent":
                build.alias(event)
            elif name in ("MappingStartEvent", "SequenceStartEvent"):
                build.begin("map" if name.startswith("M") else "list", event)
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                build.end(event)
    except _Stop:
        return Reading(None, tuple(build.problems))
    except YAMLError as error:
        build.problems.append(syntax_problem(error, text, build.lines, file))
        return Reading(None, tuple(build.problems))
    except Exception as error:
        says = f"this cannot be read as YAML ({type(error).__name__})"
        build.problems.append(Problem("yaml", says, file, hint="look for an unusual character or escape"))
        return Reading(None, tuple(build.problems))
    build.tabs()
    if build.root is None or (isinstance(build.root, Scalar) and build.root.empty):
        build.problems.append(Problem("empty-file", "nothing stands in this file", file, 1, 1))
        return Reading(None, tuple(build.problems))
    return Reading(build.root, tuple(build.problems), frozenset(build.spoilt))
