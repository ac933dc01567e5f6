"""YAML with its comments: what stands between the texts of a document is structure, blank lines and comments."""

from __future__ import annotations

import re
from typing import Any, Literal

import attrs

from contractkit.documents.writing.pages import Group, Part, Text
from contractkit.documents.yaml_events import yaml_events

__all__ = ["commented_page"]

_COMMENT = re.compile(r"(?:(?<=[ \n\t])|^)#[^\n]*")
_HEADER = re.compile(r"[|>]([0-9+-]*)(?: +(#[^\n]*))?")
_NO_COLUMN = -1


@attrs.frozen
class _Line:
    """A comment that is not behind a text, or a blank line; its column counts from 0."""

    text: str
    column: int


class _Page:
    """Builds a page from what the parser tells, and from what stands between."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Group("map")
        self.open: list[Group] = []
        self.owners: list[Part | None] = []
        self.closed: list[Group] = []
        self.waiting: list[_Line] = []
        self.last: Part | None = None
        self.entry: Part | None = None
        self.at = 0

    # -- what stands between --------------------------------------------------------------------------------------

    def between(self, start: int) -> None:
        """Take the comments and blank lines in front of `start`."""
        at = self.at
        same_line = self.last is not None
        while at < start:
            end = self.text.find("\n", at, start)
            end = start if end < 0 else end
            begin = self.text.rfind("\n", 0, at) + 1
            self._line(
                begin, at, end, "whole" if end < start and begin == at else "part", self.last if same_line else None
            )
            same_line = False
            at = end + 1
        self.at = max(self.at, start)

    def _line(self, begin: int, at: int, end: int, extent: Literal["whole", "part"], owner: Part | None) -> None:
        found = _COMMENT.search(self.text, at, end)
        if found is None:
            if extent == "whole" and not self.text[begin:end].strip():
                self.waiting.append(_Line("", _NO_COLUMN))
            return
        comment = found[0].rstrip()
        if not self.text[begin : found.start()].strip():
            self.waiting.append(_Line(comment, found.start() - begin))
        elif owner is not None:
            self._remark(owner, comment, self.text[at : found.start()])
        else:
            self.waiting.append(_Line(comment, _NO_COLUMN))

    def _remark(self, owner: Part, comment: str, between: str) -> None:
        """Give a comment to the part in front of it; behind a bare text it would cut it, if a comma kept them apart."""
        if isinstance(owner.value, Text) and owner.value.plain and between.strip():
            owner.before.append(comment)
        else:
            owner.remarks.append(comment)

    def _lines_for(self, part: Part) -> None:
        """Give the lines that wait to the part that begins, or to the groups that ended in front of it."""
        group, owner = self.open[-1], self.owners[-1]
        if len(group.parts) == 1 and group.column < 0 and owner is not None and owner.key is None:
            owner.before += _tidy([line for line in self.waiting if line.text])
        elif len(group.parts) == 1:
            group.head = _tidy(self.waiting)
        else:
            part.before = _tidy(self._without_tails(group.column))
        self.waiting, self.closed = [], []

    def _without_tails(self, column: int) -> list[_Line]:
        """Give the comments that stand deeper than `column` to the group they stand under; return the others."""
        rest = self.waiting
        while rest:
            number = next((i for i, line in enumerate(rest) if line.text), None)
            if number is None:
                break
            group = next((g for g in self.closed if column < g.column <= rest[number].column), None)
            if group is None:
                break
            group.tail += _tidy(rest[: number + 1])
            rest = rest[number + 1 :]
        return rest

    # -- what the parser tells ------------------------------------------------------------------------------------

    def take(self, event: Any) -> None:
        """Take one event."""
        name = type(event).__name__
        start, end = event.start_mark.index, event.end_mark.index
        if name == "DocumentStartEvent" and event.explicit:
            self.between(start)
            self.at = end
        elif name == "ScalarEvent":
            self.scalar(event, start, end)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self.begin(Group("map" if name.startswith("M") else "list"), event, start)
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.end(start, end)

    def scalar(self, event: Any, start: int, end: int) -> None:
        plain = not event.style
        text = Text(event.value, plain)
        part = self._part(start, text)
        if part.key is text:
            self.entry = part
        else:
            part.value = text
            part.before += part.remarks
            part.remarks = []
            self.entry = None
        if event.style in ("|", ">"):
            end = self._block_scalar(part, start, end)
        self.last, self.at = part, end

    def _part(self, start: int, key: Text | None) -> Part:
        """Return the part whose value begins at `start`, or whose key does."""
        if self.open[-1].kind == "map" and self.entry is not None:
            self.between(start)
            return self.entry
        self.between(start)
        part = Part(key if self.open[-1].kind == "map" else None)
        self.open[-1].parts.append(part)
        self._lines_for(part)
        return part

    def _block_scalar(self, part: Part, start: int, end: int) -> int:
        header = _HEADER.match(self.text, start)
        if header is not None and header[2]:
            part.remarks.append(header[2].rstrip())
        if header is not None and "+" in header[1]:
            return end
        return start + len(self.text[start:end].rstrip())

    def begin(self, group: Group, event: Any, start: int) -> None:
        if not self.open:
            self.root = group
            owner = None
        else:
            owner = self.entry if self.open[-1].kind == "map" else self._part(start, None)
            if owner is not None:
                owner.value = group
        if event.flow_style:
            self.between(start)
            self.at = start + 1
        else:
            group.column = event.start_mark.column
        self.open.append(group)
        self.owners.append(owner)
        self.entry = None

    def end(self, start: int, end: int) -> None:
        group, owner = self.open.pop(), self.owners.pop()
        self.entry = None
        if group.column >= 0:
            self.closed.append(group)
            return
        self.between(start)
        group.tail += _tidy([line for line in self.waiting if line.text])
        self.waiting = []
        self.last, self.at = owner, end

    def finish(self) -> Group:
        self.between(len(self.text))
        self.closed = [*self.closed, *([] if self.root in self.closed else [self.root])]
        self.root.tail += _tidy(self._without_tails(_NO_COLUMN))
        while self.root.tail and not self.root.tail[-1]:
            self.root.tail.pop()
        return self.root


def _tidy(lines: list[_Line]) -> list[str]:
    """Return the texts of lines, of blank ones at most one after the other."""
    tidy: list[str] = []
    for line in lines:
        if line.text or (not tidy or tidy[-1]):
            tidy.append(line.text)
    return tidy


def commented_page(text: str) -> Group:
    """Return a YAML document that has no problems as a page, with all its comments.

    Args:
        text: The whole file, decoded.
    """
    page = _Page(text.replace("\r\n", "\n"))
    for event in yaml_events(page.text):
        page.take(event)
    return page.finish()
