"""A large value that keeps a few of its parts at hand, and asks for all others where it is kept packed.

In a portfolio of ten thousand agreements most are never looked at. One that is kept packed is the same value as one
that is not: it has the same type, compares equal, and answers every question; only the first answer takes longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["Kept", "kept_packed", "kept_parts"]

T = TypeVar("T", bound="Kept")


class Kept:
    """A frozen value whose parts may be kept packed; `kept_packed` makes one."""

    __slots__ = ("_opens",)

    if not TYPE_CHECKING:  # else every name would count as known

        def __getattr__(self, name: str) -> Any:
            """Return a part that is not at hand; it is asked for only where nothing else answers to the name."""
            try:
                opens = object.__getattribute__(self, "_opens")
            except AttributeError:
                opens = None
            if opens is None or name.startswith("__"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            return getattr(opens(), name)


def kept_packed(value: T, at_hand: Iterable[str], opens: Callable[[], T]) -> T:
    """Return a value equal to `value` that holds only some of its parts.

    Args:
        value: The value with all its parts.
        at_hand: The parts that are asked often and are small.
        opens: Returns the value with all its parts, each time equal; may be asked from several threads.
    """
    return kept_parts(type(value), {name: getattr(value, name) for name in at_hand}, opens)


def kept_parts(form: type[T], parts: Mapping[str, Any], opens: Callable[[], T]) -> T:
    """Return a value that holds only some of its parts.

    Args:
        form: Its type.
        parts: The parts that are asked often and are small, by their names.
        opens: Returns the value with all its parts, as for `kept_packed`.
    """
    kept = object.__new__(form)
    for name, part in parts.items():
        object.__setattr__(kept, name, part)
    object.__setattr__(kept, "_opens", opens)
    return kept
