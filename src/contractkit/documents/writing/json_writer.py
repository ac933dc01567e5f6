"""A page as canonical JSON: two spaces, kinds first, numbers as they stand."""

from __future__ import annotations

import json
import re

from contractkit.documents.writing.pages import Group, Part, Text

__all__ = ["json_text"]

_BARE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false")
_FIRST = ("kind", "step")
_HEAD = ("contractkit", "document", "id", "title")


def json_text(root: Group) -> str:
    """Return a page as JSON.

    Args:
        root: The document; JSON has no comments, so those of the page are left out.
    """
    return _group(root, 0, _HEAD) + "\n"


def _group(group: Group, indent: int, first: tuple[str, ...] = _FIRST) -> str:
    opening, closing = ("{", "}") if group.kind == "map" else ("[", "]")
    if not group.parts:
        return opening + closing
    ranks = {key: rank for rank, key in enumerate(first)}
    parts = sorted(group.parts, key=lambda part: ranks.get(part.key.text if part.key else "", len(ranks)))
    inside = ",\n".join(" " * (indent + 2) + _part(part, indent + 2) for part in parts)
    return f"{opening}\n{inside}\n{' ' * indent}{closing}"


def _part(part: Part, indent: int) -> str:
    value = _group(part.value, indent) if isinstance(part.value, Group) else _text(part.value)
    return value if part.key is None else f"{json.dumps(part.key.text, ensure_ascii=False)}: {value}"


def _text(text: Text) -> str:
    if text.plain and _BARE.fullmatch(text.text):
        return text.text
    return json.dumps(text.text, ensure_ascii=False)
