"""What a text may not be: cut off, empty, or something else to another reader."""

from __future__ import annotations

import re

from contractkit.documents.faults import fault

__all__ = ["RESERVED", "not_empty", "read_otherwise", "slug", "unquoted", "whole"]

_LIKE_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_]*)?\.?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9]+\.|0[xob][0-9a-fA-F_]+|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"
)


_LIKE_TRUTH = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}


def read_otherwise(text: str) -> bool:
    """Return whether other YAML readers take the plain `text` for something else than a text."""
    return text.lower() in _LIKE_TRUTH or _LIKE_NUMBER.fullmatch(text) is not None


def unquoted(text: str) -> None:
    """Refuse a plain text that other readers take for a number or a truth value."""
    if getattr(text, "plain", False) and read_otherwise(text):
        raise fault(
            "quote-me",
            f"{text} is a name here and needs quotes",
            f'write "{text}": other readers take it for a number or a truth value',
        )


def whole(text: str) -> None:
    """Refuse a plain text that a comment cuts off."""
    if getattr(text, "cut", False):
        raise fault(
            "quote-me",
            "a comment follows this text, which cuts it off",
            "put the whole text between double quotes, or the comment on a line of its own",
        )


def not_empty(text: str) -> None:
    """Refuse a text without a single visible character."""
    if not text.strip():
        raise fault("empty-value", "is left empty", "leave the line out, or write the text")


def slug(text: str) -> str:
    """Return `text` as a name: lower case, with hyphens."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-") or "a-name"


RESERVED = ("all_of", "any_of", "not", "field", "within", "target", "counted", "metric")
"""The words of conditions, which no field of an item may have as its name."""
