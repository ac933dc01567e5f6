"""Where a clause leaves a convention open: in itself, and in the effects, steps and rows that stand inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from contractkit.documents.changes import Change
from contractkit.documents.conventions import ConventionField, convention_fields, silent
from contractkit.documents.inside import fields_with
from contractkit.documents.remembering import once_for_each
from contractkit.documents.scalars import Part

__all__ = ["parts_in", "silences_in"]

Path = tuple[str | int, ...]
Fields = Callable[[type[Part]], tuple[tuple[str, str], ...]]


@once_for_each
def silences_in(clause: Part) -> Iterator[tuple[Path, Part, ConventionField]]:
    """Yield every convention that a clause leaves open and that decides something in it.

    Args:
        clause: A clause as it was read.

    Returns:
        Where the text is silent, from the clause; the clause or the part of it that is; and the convention.
    """
    for path, part in _parts(clause, (), _quiet_fields):
        for entry in silent(part):
            yield path, part, entry


def parts_in(part: Part) -> Iterator[tuple[Path, Part]]:
    """Yield a clause and every part inside it, each with its path from the clause; changes of a package are left out.

    Args:
        part: A clause as it was read.
    """
    yield from _parts(part, (), _fields)


def _parts(part: Part, path: Path, fields: Fields) -> Iterator[tuple[Path, Part]]:
    yield path, part
    for attribute, key in fields(type(part)):
        value = getattr(part, attribute)
        if value is not None and value != ():
            yield from _inside(value, (*path, key), fields)


def _inside(value: Any, path: Path, fields: Fields) -> Iterator[tuple[Path, Part]]:
    if isinstance(value, Part):
        if not isinstance(value, Change):
            yield from _parts(value, path, fields)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _inside(item, (*path, number), fields)


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    return fields_with(model, lambda form: issubclass(form, Part) and form is not Change)


@cache
def _quiet_fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    return fields_with(model, lambda form: issubclass(form, Part) and bool(convention_fields(form)))
