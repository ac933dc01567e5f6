"""Papers as text: plain data as the YAML that documents are written in, nothing quoted that needs no quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["as_yaml"]

_PLAIN = re.compile(r"(?:[A-Za-z]|[0-9]+(?:\.[0-9]+)? [%A-Za-z])[\w ./%+()'-]*", re.ASCII)
"""What every reader takes for a text: a word first, or a number with its unit."""
_READ_OTHERWISE = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_yaml(data: Mapping[str, Any]) -> str:
    """Return plain data as YAML, block by block: maps, lists, texts and whole numbers.

    Args:
        data: Maps and lists of texts; a date is given as text, and so is a number with a unit.

    Example:
        >>> print(as_yaml({"rows": [{"name": "rest", "otherwise": "in"}], "for": "4.1"}), end="")
        rows:
          - name: rest
            otherwise: in
        for: "4.1"
    """
    return "".join(f"{line}\n" for line in _map(data))


def _map(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        name = _key(str(key))
        if isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"  {line}" for line in _map(value))
        elif isinstance(value, int):
            yield f"{name}: {value}"
        elif isinstance(value, str) or not isinstance(value, Sequence):
            yield f"{name}: {_scalar(str(value))}"
        elif all(isinstance(one, str) for one in value):
            yield f"{name}: [{', '.join(_scalar(one) for one in value)}]"
        else:
            yield f"{name}:"
            yield from (f"  {line}" for one in value for line in _entry(one))


def _entry(value: Any) -> Iterator[str]:
    lines = list(_map(value)) if isinstance(value, Mapping) else [_scalar(str(value))]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def _key(text: str) -> str:
    return (
        text if re.fullmatch(r"[A-Za-z][\w-]*(?:\.[\w-]+)*", text, re.ASCII) and not _strange(text) else _quoted(text)
    )


def _scalar(text: str) -> str:
    if _DATE.fullmatch(text):
        return text
    return text if _PLAIN.fullmatch(text) and not _strange(text) and not text.endswith(" ") else _quoted(text)


def _strange(text: str) -> bool:
    return _READ_OTHERWISE.fullmatch(text) is not None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
