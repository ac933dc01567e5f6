"""Every text for people in a clause, so that its languages can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from contractkit.documents.inside import fields_with
from contractkit.documents.remembering import once_for_each
from contractkit.documents.scalars import Part
from contractkit.documents.wordings import Wording

__all__ = ["wordings_in"]

Path = tuple[str | int, ...]


@once_for_each
def wordings_in(part: Part) -> Iterator[tuple[Path, Wording]]:
    """Return every text for people in a clause, each with its path from the clause.

    Args:
        part: A clause, or a part of one, as it was read.
    """
    return _in_part(part, ())


def _in_part(part: Part, path: Path) -> Iterator[tuple[Path, Wording]]:
    for name, key in _fields(type(part)):
        value = getattr(part, name)
        if value is not None and value != ():
            yield from _in_value(value, (*path, key))


def _in_value(value: Any, path: Path) -> Iterator[tuple[Path, Wording]]:
    if isinstance(value, Wording):
        yield path, value
    elif isinstance(value, Part):
        yield from _in_part(value, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in_value(item, (*path, number))


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    return fields_with(model, lambda form: issubclass(form, Wording))
