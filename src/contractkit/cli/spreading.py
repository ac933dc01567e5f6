"""Options that go together, declared once: of a command that takes them as one value, each is an option of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, signature
from typing import Any, get_type_hints

import attrs

__all__ = ["spread"]


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command as it is typed: in the place of each parameter of an attrs class stand the fields of that class.

    Args:
        command: A function with the arguments and options of a command; those of an attrs class are keywords.
    """
    declared = signature(command, eval_str=True)
    groups = {one.name: one.annotation for one in declared.parameters.values() if _is_group(one.annotation)}
    parameters = [typed for one in declared.parameters.values() for typed in _typed(one)]

    @wraps(command)
    def run(**given: Any) -> None:
        made = {
            name: group(**{field.name: given.pop(field.name) for field in attrs.fields(group)})
            for name, group in groups.items()
        }
        command(**given, **made)

    run.__signature__ = declared.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and attrs.has(annotation)


def _typed(one: Parameter) -> Iterator[Parameter]:
    """Yield the parameters of the command line that a parameter of the function stands for."""
    if not _is_group(one.annotation):
        yield one
        return
    hints = get_type_hints(one.annotation, include_extras=True)
    for field in attrs.fields(one.annotation):
        default = Parameter.empty if field.default is attrs.NOTHING else field.default
        yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=hints[field.name])
