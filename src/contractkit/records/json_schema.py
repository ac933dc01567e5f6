"""The pieces that every JSON Schema of a result is made of: maps with known keys, lists, and what may be null."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["DRAFT", "closed", "or_none", "several"]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The edition of JSON Schema in which results are described."""


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a map that has all of these keys, and no others.

    Example:
        >>> closed({"says": {"type": "string"}})["required"]
        ['says']
    """
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def several(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list, empty or not."""
    return {"type": "array", "items": items}


def or_none(form: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what is of a form, or null."""
    return {"anyOf": [form, {"type": "null"}]}
