"""A page as canonical YAML: kinds first, blocks everywhere, the rows of a table each on one line."""

from __future__ import annotations

from copy import deepcopy

from contractkit.documents.writing.pages import Group, Part, Text, comments_of
from contractkit.documents.writing.quoting import block_of, quoted, written

__all__ = ["yaml_text"]

_WIDTH = 120
_STEP = 2
_FIRST = ("kind", "step")
_HEAD = ("contractkit", "document", "id", "title")
_DEEPEST_ROW = 3


def yaml_text(root: Group) -> str:
    """Return a page as YAML, in the one form that the language has for it.

    Args:
        root: The document.
    """
    writer, root = _Writer(), deepcopy(root)
    writer.loose(root.head, 0)
    moved, parts = _ordered(root, _HEAD)
    writer.loose(moved, 0)
    for part in parts:
        writer.part(part, 0)
    writer.loose(root.tail, 0)
    return "\n".join(writer.lines) + "\n"


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def loose(self, lines: list[str], indent: int) -> None:
        """Write comments and blank lines; of blank lines one at a time, and none at the top."""
        for line in lines:
            if line:
                self.lines.append(" " * indent + line)
            elif self.lines and self.lines[-1]:
                self.lines.append("")

    def part(self, part: Part, indent: int) -> None:
        self.loose(part.before, indent)
        if part.key is None and isinstance(part.value, Group):
            self.loose(_taken_from_the_front(part.value), indent)
        lead = " " * indent + ("-" if part.key is None else f"{_text(part.key, 'block')}:")
        value, remarks = part.value, part.remarks
        line = _on_one_line(part, _WIDTH - len(lead) - 1)
        if line is not None and remarks and isinstance(value, Text) and not value.plain:
            line = quoted(value.text)
        if line is None and part.key is None and isinstance(value, Group):
            self.loose(remarks, indent)
            self._item(value, indent)
            return
        self.loose(remarks[1:], indent)
        behind = "".join(f"  {remark}" for remark in remarks[:1])
        if line is not None:
            self.lines.append(f"{lead} {line}{behind}")
        elif isinstance(value, Group):
            self.lines.append(lead + behind)
            self.group(value, indent + _STEP)
        else:
            block = block_of(value.text, _WIDTH - indent - _STEP)
            if block is None:
                self.lines.append(f"{lead} {_text(value, 'block')}{behind}")
                return
            self.lines.append(f"{lead} {block.header}{behind}")
            self.lines += [" " * (indent + _STEP) + words if words else "" for words in block.lines]

    def group(self, group: Group, indent: int) -> None:
        moved, parts = _ordered(group, _FIRST)
        self.loose([*_inner(group.head), *moved], indent)
        for part in parts:
            self.part(part, indent)
        self.loose(group.tail, indent)

    def _item(self, group: Group, indent: int) -> None:
        """Write a map or a list behind a dash: what stands in front of its first line stands in front of the dash."""
        _, parts = _ordered(group, _FIRST)
        self.loose(parts[0].remarks[1:], indent)
        parts[0].remarks = parts[0].remarks[:1]
        first = len(self.lines)
        for part in parts:
            self.part(part, indent + _STEP)
        self.lines[first] = " " * indent + "- " + self.lines[first].lstrip(" ")
        self.loose(group.tail, indent + _STEP)


def _taken_from_the_front(group: Group) -> list[str]:
    """Take the comments away that stand in front of the first part of an item: they belong in front of its dash."""
    moved, parts = _ordered(group, _FIRST)
    taken = [line for line in (*group.head, *moved) if line]
    group.head = []
    if parts:
        taken += [line for line in parts[0].before if line]
        parts[0].before = []
        if parts[0].key is None and isinstance(parts[0].value, Group):
            taken += _taken_from_the_front(parts[0].value)
    return taken


def _inner(lines: list[str]) -> list[str]:
    """Return the lines at the head of a map without the blank ones that begin them."""
    start = next((number for number, line in enumerate(lines) if line), len(lines))
    return lines[start:]


def _ordered(group: Group, first: tuple[str, ...]) -> tuple[list[str], list[Part]]:
    """Return the parts of a map with some keys first, and the lines that then stand in front of all of them."""
    if group.kind == "list":
        return [], group.parts
    ranks = {key: rank for rank, key in enumerate(first)}
    parts = sorted(group.parts, key=lambda part: ranks.get(part.key.text if part.key else "", len(ranks)))
    if not parts or parts[0] is group.parts[0]:
        return [], parts
    moved, parts[0].before = [line for line in parts[0].before if line], []
    return moved, parts


def _text(text: Text, place: str) -> str:
    return written(text.text, "plain" if text.plain else "quoted", "flow" if place == "flow" else "block")


def _on_one_line(part: Part, room: int) -> str | None:
    """Return the value of a part on one line, or None where it takes several."""
    value = part.value
    if isinstance(value, Text):
        line = _text(value, "block")
        fits = len(line) <= room and "\n" not in value.text
        return line if fits or block_of(value.text, _WIDTH) is None else None
    if any(True for _ in comments_of(value)):
        return None
    if not value.parts:
        return "{}" if value.kind == "map" else "[]"
    if part.key is not None and value.kind == "map":
        return None
    if part.key is not None and any(isinstance(inner.value, Group) for inner in value.parts):
        return None
    row = _row(value, _DEEPEST_ROW)
    return row if row is not None and len(row) <= room else None


def _row(group: Group, deepest: int) -> str | None:
    """Return a row between brackets, or None where it is more than a row: a clause, a long text."""
    if not deepest or (group.kind == "map" and any(group.get(key) for key in ("kind",))):
        return None
    words: list[str] = []
    for part in group.parts:
        word: str | None
        if isinstance(part.value, Text):
            word = None if "\n" in part.value.text else _text(part.value, "flow")
        else:
            word = _row(part.value, deepest - 1)
        if word is None:
            return None
        words.append(word if part.key is None else f"{_text(part.key, 'flow')}: {word}")
    inside = ", ".join(words)
    return f"{{{inside}}}" if group.kind == "map" else f"[{inside}]"
