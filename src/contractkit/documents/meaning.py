"""Whether two ways of writing mean the same, and a node as one line of text."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from contractkit.documents.scalars import Written
from contractkit.documents.sentences import brief
from contractkit.documents.tree import ListNode, MapNode, Node

__all__ = ["meaning_of", "shown"]


def meaning_of(value: Any) -> Any:
    """Return what a model means, without how it is written: comparable, and equal where two texts say the same."""
    if isinstance(value, BaseModel):
        fields = ((name, meaning_of(getattr(value, name))) for name in sorted(type(value).model_fields))
        return (type(value).__name__, *fields)
    if isinstance(value, Written):
        return ("written", value.value)
    if isinstance(value, dict):
        return {str(key): meaning_of(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [meaning_of(inner) for inner in value]
    return value


def shown(node: Node) -> str:
    """Return a node on one line, as it would stand in a row of a table."""
    return brief(_shown(node))


def _shown(node: Node) -> str:
    if isinstance(node, MapNode):
        return "{" + ", ".join(f"{entry.key.text}: {_shown(entry.value)}" for entry in node.entries) + "}"
    if isinstance(node, ListNode):
        return "[" + ", ".join(_shown(item) for item in node.items) + "]"
    return node.text
