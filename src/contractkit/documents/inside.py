"""In which fields of a model something may stand, at any depth, so that nobody looks where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from contractkit.documents.unions import Forms, Kinds

__all__ = ["fields_with"]

Wanted = Callable[[type], bool]


def fields_with(model: type[BaseModel], wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Return the fields of a model in which something that is wanted may stand.

    Args:
        model: The class of a clause, an effect, a step or a row.
        wanted: Says of a class whether it is wanted.

    Returns:
        The attribute of each, and its key on the page.
    """
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if _holds(_with_marks(field), wanted, {model})
    )


def _with_marks(field: Any) -> Any:
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _holds(form: Any, wanted: Wanted, seen: set[type]) -> bool:
    if get_origin(form) is Annotated:
        inner, *marks = get_args(form)
        several = next((mark for mark in marks if isinstance(mark, Forms | Kinds)), None)
        if isinstance(several, Kinds):
            return any(_holds(model, wanted, seen) for model in several.known().values())
        if isinstance(several, Forms):
            return any(_holds(one, wanted, seen) for one in several.forms.values())
        return _holds(inner, wanted, seen)
    bare = get_origin(form) or form
    if not isinstance(bare, type):
        return any(_holds(inner, wanted, seen) for inner in get_args(form))
    if wanted(bare):
        return True
    if issubclass(bare, BaseModel):
        if bare in seen:
            return False
        seen.add(bare)
        return any(_holds(_with_marks(field), wanted, seen) for field in bare.model_fields.values())
    return any(_holds(inner, wanted, seen) for inner in get_args(form))
