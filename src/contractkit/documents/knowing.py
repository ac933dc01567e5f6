"""Which model stands at a place that pydantic names, so that a wrong field can be compared with the right ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import RootModel

from contractkit.documents.faults import TAG
from contractkit.documents.scalars import Part
from contractkit.documents.unions import Forms, Kinds

__all__ = ["known_fields", "model_at"]


def known_fields(model: type[Part]) -> tuple[str, ...]:
    """Return the names of a model's fields as documents write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def model_at(form: Any, loc: Sequence[str | int]) -> type[Part] | None:
    """Return the model at `loc` below `form`, or None where there is none.

    Args:
        form: A model, or the type of a field.
        loc: The place as pydantic tells it, with the tags of unions.
    """
    for step in loc:
        form = _inside(form, step)
        if form is None:
            return None
    found = _unwrapped(form)
    return found if isinstance(found, type) and issubclass(found, Part) else None


def _unwrapped(form: Any) -> Any:
    while get_origin(form) is Annotated:
        form = get_args(form)[0]
    inner = [part for part in get_args(form) if part is not type(None)]
    if inner and type(None) in get_args(form) and len(inner) == 1:
        return _unwrapped(inner[0])
    return form


def _union(form: Any) -> Kinds | Forms | None:
    while True:
        if get_origin(form) is Annotated:
            for mark in get_args(form)[1:]:
                if isinstance(mark, Kinds | Forms):
                    return mark
            form = get_args(form)[0]
            continue
        inner = [part for part in get_args(form) if part is not type(None)]
        if len(inner) == 1 and type(None) in get_args(form):
            form = inner[0]
            continue
        return None


def _inside(form: Any, step: str | int) -> Any:
    if isinstance(step, str) and step.startswith(TAG):
        union = _union(form)
        if isinstance(union, Kinds):
            return union.known().get(step[len(TAG) :])
        return None if union is None else union.forms.get(step[len(TAG) :])
    model = _unwrapped(form)
    if isinstance(model, type) and issubclass(model, Part):
        return next(
            (_with_marks(field) for name, field in model.model_fields.items() if (field.alias or name) == step), None
        )
    if isinstance(model, type) and issubclass(model, RootModel):
        return _inside(model.model_fields["root"].annotation, step)
    parts = get_args(model)
    if isinstance(step, int):
        return parts[0] if parts else None
    return parts[1] if len(parts) == 2 else None


def _with_marks(field: Any) -> Any:
    form = field.annotation
    for mark in field.metadata:
        if isinstance(mark, Kinds | Forms):
            form = Annotated[form, mark]
    return form
