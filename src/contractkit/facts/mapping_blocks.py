"""Reading one block of a mapping after the other, and collecting what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

import attrs

from contractkit.errors import Problem, QuantityError
from contractkit.facts.date_forms import DateForm
from contractkit.facts.local_times import zone_named
from contractkit.facts.mapping_source import Block, Node, Scalar
from contractkit.quantities.notation import nearest_word

__all__ = ["BlockReading"]

_T = TypeVar("_T")


@attrs.define
class BlockReading:
    """The ways to read one node of a mapping, and the problems found on the way.

    Attributes:
        file: The file as the caller named it; None for plain data.
        problems: What is wrong so far.
    """

    file: str | None
    problems: list[Problem] = attrs.field(factory=list)

    def wrong(self, code: str, says: str, line: int | None, where: str, hint: str | None = None) -> None:
        """Add a problem."""
        self.problems.append(Problem(code, says, self.file, line, None, where or None, hint))

    def block(
        self, node: Node, where: str, known: Sequence[str] | None = None, needed: Sequence[str] = ()
    ) -> dict[str, Node]:
        """Return the values of a block by key; keys that are not `known`, or `needed` and missing, are problems."""
        if not isinstance(node, Block):
            self.wrong("not-a-block", "keys and values are expected here", node.line, where)
            return {}
        found: dict[str, Node] = {}
        for entry in node.entries:
            if entry.key in found:
                self.wrong("duplicate-key", f"`{entry.key}` stands here twice", entry.line, where)
            elif known is not None and entry.key not in known:
                near = nearest_word(entry.key, known)
                hint = f"did you mean `{near}`?" if near else f"known are {', '.join(known)}"
                self.wrong("unknown-field", f"`{entry.key}` means nothing here", entry.line, where, hint)
            else:
                found[entry.key] = entry.value
        for key in needed:
            if key not in found:
                self.wrong("missing-field", f"`{key}` is missing", node.line, where)
        return found

    def text(self, node: Node | None, where: str) -> str | None:
        """Return the word of `node`; None, with a problem unless there is no node, where it is none."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.wrong("not-a-word", "one word is expected here", node.line, where)
        elif node.text is None or not node.text.strip():
            self.wrong("empty-value", "nothing stands here", node.line, where)
        else:
            return node.text.strip()
        return None

    def word(self, node: Node | None, where: str, known: Sequence[str]) -> str | None:
        """Return the word of `node`, which must be one of `known`; None, with a problem, where it is not."""
        text = self.text(node, where)
        if text is None or text in known:
            return text
        near = nearest_word(text, known)
        hint = f"did you mean `{near}`?" if near else f"known are {', '.join(known)}"
        self.wrong("unknown-word", f"`{text}` is not known here", node.line if node else None, where, hint)
        return None

    def quantity(self, node: Node | None, where: str, code: str, read: Callable[[str], _T]) -> _T | None:
        """Return what `read` makes of the word; None, with a problem of `code`, where it refuses."""
        text = self.text(node, where)
        if text is None:
            return None
        try:
            return read(text)
        except QuantityError as error:
            self.wrong(code, error.message, node.line if node else None, where, error.hint)
            return None

    def form(self, node: Node | None, where: str) -> DateForm | None:
        """Return the form of dates that `node` names."""
        return self.quantity(node, where, "date-form", DateForm.of)

    def zone(self, node: Node | None, where: str) -> ZoneInfo | None:
        """Return the zone that `node` names."""
        return self.quantity(node, where, "unknown-zone", zone_named)
