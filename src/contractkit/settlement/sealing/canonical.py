"""One way to write plain data as bytes, so that equal data has equal digests on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from contractkit.errors import UsageError

__all__ = ["canonical", "digest_of"]


def canonical(data: Any) -> bytes:
    """Return plain data as JSON in one form: keys sorted, no spaces, UTF-8.

    Numbers are whole, or stand as text: a float is refused, because two machines may write it differently.

    Args:
        data: Mappings with keys of text, lists, text, whole numbers, truth values and None.

    Raises:
        UsageError: Something else is in it.

    Source: The canonical form is that of RFC 8785, for the values that are allowed here.

    Example:
        >>> canonical({"b": [1, None], "a": "€"}).decode()
        '{"a":"€","b":[1,null]}'
    """
    _check(data, "")
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=dict)
    return text.encode()


def digest_of(data: Any) -> str:
    """Return the SHA-256 of plain data in its canonical form, in hexadecimal."""
    return sha256(canonical(data)).hexdigest()


def _check(data: Any, path: str) -> None:
    if data is None or isinstance(data, str | bool | int):
        return
    if isinstance(data, Mapping):
        for key, part in data.items():
            if not isinstance(key, str):
                raise UsageError(f"the key {key!r} in {path or 'the record'} is no text; a sealed record has only such")
            _check(part, f"{path}/{key}")
        return
    if isinstance(data, list | tuple):
        for number, part in enumerate(data):
            _check(part, f"{path}/{number}")
        return
    raise UsageError(f"{data!r} at {path or 'the record'} has no canonical form; write it as text")
