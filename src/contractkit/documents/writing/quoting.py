"""How a text is written so that every reader of YAML takes it for that text: bare where it can be, quoted where not."""

from __future__ import annotations

import re
from typing import Literal

import attrs

from contractkit.documents.texts import read_otherwise

__all__ = ["Block", "block_of", "quoted", "written"]

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt ]\s*[0-9]")
_FIRST = re.compile(r"-(?: |$)|[?:,\[\]{}#&*!|>'\"%@`=~]|---|\.\.\.|<<$")
_INSIDE = re.compile(r": | #|:$|[\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]")
_BRACKETS = re.compile(r"[,\[\]{}]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_ODD_LINE = re.compile(r"(?:^|\n)[ \t]|[ \t](?:\n|$)")


def written(text: str, was: Literal["plain", "quoted"], place: Literal["block", "flow"]) -> str:
    """Return a text on one line.

    Args:
        text: What it says.
        was: How it stood; a number that stood without quotes keeps standing so, for its field takes it for a number.
        place: Between lines, or between brackets, where a comma ends a text.
    """
    return text if _bare(text, was, place) else quoted(text)


def _bare(text: str, was: str, place: str) -> bool:
    if not text or text != text.strip() or _FIRST.match(text) or _INSIDE.search(text):
        return False
    if place == "flow" and (_BRACKETS.search(text) or ":" in text[-1:]):
        return False
    if not read_otherwise(text):
        return _INSTANT.match(text) is None
    return was == "plain" and _NUMBER.fullmatch(text) is not None


def quoted(text: str) -> str:
    """Return a text between double quotes, as a comment behind it needs it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNSEEN.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _NAMED.get(found[0]) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")


@attrs.frozen
class Block:
    """A text over several lines.

    Attributes:
        header: What stands behind the key.
        lines: The lines below it.
    """

    header: str
    lines: tuple[str, ...]


def block_of(text: str, width: int) -> Block | None:
    """Return a text as a block of lines, or None where it cannot be one and stands in quotes.

    Args:
        text: What it says; its own line ends are kept.
        width: How long a line becomes at most where the text has no line ends.
    """
    if not text.strip() or _UNSEEN.search(text.replace("\n", "")) or _ODD_LINE.search(text):
        return None
    if "\n" not in text:
        return None if "  " in text else Block(">-", tuple(_folded(text, width)))
    body = text.rstrip("\n")
    if body.startswith("\n") or len(text) - len(body) > 1:
        return None
    return Block("|" if text.endswith("\n") else "|-", tuple(body.split("\n")))


def _folded(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
