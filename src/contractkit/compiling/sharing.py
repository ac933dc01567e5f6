"""Equal terms are one object in all versions of an agreement, so that a version costs what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from contractkit.calendars import BusinessCalendar

__all__ = ["shared"]


def shared(before: Any, after: Any) -> Any:
    """Return `after`, in which everything that is equal to what stands in `before` is that very object.

    Args:
        before: The version that is there already.
        after: Another version.
    """
    if before is after or type(before) is not type(after):
        return after
    if isinstance(after, BusinessCalendar):
        return before if before == after else after
    if isinstance(after, tuple):
        return _tuple(before, after)
    if isinstance(after, Mapping):
        found = {key: shared(before.get(key), value) for key, value in after.items()}
        same = len(found) == len(before) and all(found[key] is before.get(key) for key in found)
        return before if same and list(found) == list(before) else found
    if attrs.has(type(after)):
        return _value(before, after)
    return before if before == after else after


def _value(before: Any, after: Any) -> Any:
    if attrs.fields(type(after)) and before == after:
        return before
    fields = [field for field in attrs.fields(type(after)) if field.init and field.eq]
    changes = {field.alias: shared(getattr(before, field.name), getattr(after, field.name)) for field in fields}
    return attrs.evolve(after, **changes)


def _tuple(before: tuple[Any, ...], after: tuple[Any, ...]) -> Any:
    if before == after:
        return before
    called = {_called(value): value for value in before}
    return tuple(shared(called.get(_called(value)), value) for value in after)


def _called(value: Any) -> Any:
    """Return what a value is known by, so that it is compared with its own former self."""
    for name in ("id", "name", "clause", "ref", "measure"):
        found = getattr(value, name, None)
        if found is not None:
            return (type(value).__name__, str(getattr(found, "name", found)))
    return repr(value)
