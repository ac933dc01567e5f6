"""Finds the marked fields of a clause: which names it gives, what it refers to, and which amounts it speaks of.

How a model is marked is worked out once for each class; a clause is then walked along its marked fields only.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
from pydantic import BaseModel, RootModel

from contractkit.documents.changes import Change
from contractkit.documents.references import Defines, Names
from contractkit.documents.remembering import once_for_each
from contractkit.documents.scalars import Part, Written
from contractkit.documents.unions import Forms, Kinds

__all__ = ["Marked", "marked_in"]

Path = tuple[str | int, ...]
Mark = Names | Defines

_AMOUNT = Names(("amount",), ("price", "cap"))


@attrs.frozen
class Marked:
    """A text in a clause that is a name, or names something.

    Attributes:
        path: Where it stands, from the clause.
        text: The text.
        mark: What it gives or names.
    """

    path: Path
    text: str
    mark: Mark


@attrs.frozen(eq=False)
class _Shape:
    """What may stand in a field: texts with marks, models, lists, maps, or one of several forms."""

    marks: tuple[Mark, ...] = ()
    item: _Shape | None = None
    key: _Shape | None = None
    value: _Shape | None = None
    forms: dict[str, _Shape | None] | None = None
    choose: Callable[[Any], str] | None = None


def marked_in(part: BaseModel, leave_out: tuple[str, ...] = ()) -> Iterable[Marked]:
    """Return every marked text of a clause, in the order of its fields, and every amount that a quantity names.

    Args:
        part: A clause, a part of one, or the head of a paper, as it was read.
        leave_out: Fields that are not looked into.
    """
    return _in_model(part, (), leave_out) if leave_out else _everything_in(part)


@once_for_each
def _everything_in(part: BaseModel) -> Iterator[Marked]:
    return _in_model(part, ())


def _in_model(part: BaseModel, path: Path, leave_out: tuple[str, ...] = ()) -> Iterator[Marked]:
    if isinstance(part, Change):
        return
    for attribute, key, shape in _plan(type(part)):
        value = getattr(part, attribute)
        if value is not None and value != () and key not in leave_out:
            yield from _in_value(value, shape, path if key is None else (*path, key))


def _in_value(value: Any, shape: _Shape, path: Path) -> Iterator[Marked]:
    if isinstance(value, str):
        here = _chosen(value, shape)
        for mark in () if here is None else here.marks:
            yield Marked(path, str(value), mark)
    elif isinstance(value, Written):
        of = _amount_of(value.value)
        if of is not None:
            yield Marked(path, of, _AMOUNT)
    elif isinstance(value, BaseModel):
        yield from _in_model(value, path)
    elif isinstance(value, tuple | list):
        here = _chosen(value, shape)
        inner = shape if here is None else here.item or here
        for number, item in enumerate(value):
            yield from _in_value(item, inner, (*path, number))
    elif isinstance(value, dict):
        here = _chosen(value, shape) or shape
        for key, item in value.items():
            if here.key is not None and isinstance(key, str):
                yield from _in_value(key, here.key, (*path, key))
            if here.value is not None:
                yield from _in_value(item, here.value, (*path, str(key)))


def _chosen(value: Any, shape: _Shape) -> _Shape | None:
    if shape.forms is None or shape.choose is None:
        return shape
    return shape.forms.get(shape.choose(value))


def _amount_of(quantity: Any) -> str | None:
    """Return the amount of which a share, or a limit, is taken: ``yearly-fees`` of ``100 % of yearly-fees``."""
    share = getattr(quantity, "share", None)
    of = getattr(quantity if share is None else share, "of", None)
    return of if isinstance(of, str) else None


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str | None, _Shape], ...]:
    """Return the fields that may hold something marked: the attribute, the key on the page, and the shape."""
    found = []
    for name, field in model.model_fields.items():
        shape = _shape(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)
        if shape is not None:
            key = None if issubclass(model, RootModel) else field.alias or name
            found.append((name, key, shape))
    return tuple(found)


def _shape(form: Any) -> _Shape | None:
    """Return what may stand where a type belongs; None where nothing of it can be marked."""
    origin = get_origin(form)
    if origin is Annotated:
        inner, *metadata = get_args(form)
        marks = tuple(mark for mark in metadata if isinstance(mark, Names | Defines))
        several = next((mark for mark in metadata if isinstance(mark, Forms)), None)
        if any(isinstance(mark, Kinds) for mark in metadata):
            return _Shape()
        if several is not None:
            return _forms(several, marks)
        return _with(_shape(inner), marks)
    if origin in (Union, types.UnionType):
        shapes = [_shape(part) for part in get_args(form) if part is not type(None)]
        found = [shape for shape in shapes if shape is not None]
        return _merged(found)
    if origin is tuple:
        return _listed(_shape(get_args(form)[0]))
    if origin is list:
        return _listed(_shape(get_args(form)[0]))
    if origin is dict:
        key, value = (_shape(part) for part in get_args(form))
        return None if key is None and value is None else _Shape(key=key, value=value)
    bare = origin or form
    if isinstance(bare, type) and issubclass(bare, Part | RootModel | Written):
        return _Shape()
    return None


def _listed(item: _Shape | None) -> _Shape | None:
    return None if item is None else _Shape(item=item, marks=item.marks)


def _with(shape: _Shape | None, marks: tuple[Mark, ...]) -> _Shape | None:
    if not marks:
        return shape
    if shape is None:
        return _Shape(marks=marks)
    return attrs.evolve(shape, marks=(*shape.marks, *marks), item=_with(shape.item, marks))


def _forms(several: Forms, marks: tuple[Mark, ...]) -> _Shape | None:
    forms = {name: _with(_shape(form), marks) for name, form in several.forms.items()}
    if all(shape is None for shape in forms.values()):
        return None
    return _Shape(forms=forms, choose=several.choose)


def _merged(shapes: list[_Shape]) -> _Shape | None:
    """Return the shape of a union that no word tells apart: of a text, a list or a map only one can be meant."""
    if len(shapes) < 2:
        return shapes[0] if shapes else None
    marks = tuple(dict.fromkeys(mark for shape in shapes for mark in shape.marks))
    first: dict[str, Any] = {}
    for shape in shapes:
        for name in ("item", "key", "value", "forms", "choose"):
            if getattr(shape, name) is not None:
                first.setdefault(name, getattr(shape, name))
    return _Shape(marks=marks, **first)
