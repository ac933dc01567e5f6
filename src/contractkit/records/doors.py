"""What a public function takes under each of its names, and what is said where something else was passed.

Misuse raises at the door, with what to pass. The tables of names stand beside the functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from contractkit.errors import UsageError

__all__ = ["Door", "refuse_others", "several"]


@attrs.frozen
class Door:
    """What one argument takes.

    Attributes:
        kinds: Its classes; the value is an instance of one.
        hint: What to pass, in the imperative.
        nothing: Whether None means that there is none of it.
        has: Names that the value has to have, where a class would say too much.
        each: The class of every one of several; None where there is one.
    """

    kinds: tuple[type, ...]
    hint: str
    nothing: Literal["allowed", "refused"] = "refused"
    has: tuple[str, ...] = ()
    each: type | None = None

    def takes(self, value: Any) -> bool:
        """Return whether a value fits."""
        if value is None:
            return self.nothing == "allowed"
        if self.has:
            return not isinstance(value, type) and all(hasattr(value, name) for name in self.has)
        if self.each is not None:
            return isinstance(value, list | tuple) and all(isinstance(one, self.each) for one in value)
        return isinstance(value, self.kinds)


def refuse_others(function: str, doors: Mapping[str, Door], /, **given: Any) -> None:
    """Refuse arguments of another kind than a function takes.

    Args:
        function: The name of the function, for the message.
        doors: What is taken under each name.
        given: The arguments by name.

    Raises:
        UsageError: One does not fit; the message says what was passed, and what to pass.

    Example:
        >>> refuse_others("settle", {"period": Door((str,), "pass a period such as '2026-03'")}, period=2026)
        Traceback (most recent call last):
            ...
        contractkit.errors.UsageError: settle: period is 2026, an int; pass a period such as '2026-03'
    """
    for name, value in given.items():
        door = doors[name]
        if not door.takes(value):
            raise UsageError(f"{function}: {name} is {_called(value)}; {door.hint}", argument=name, value=value)


def several(value: Any) -> Any:
    """Return the members of a collection as a tuple; what is none, such as a text or None, as it is."""
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return tuple(value)
    return value


def _called(value: Any) -> str:
    if value is None:
        return "None"
    kind = type(value).__name__
    article = "an" if kind[0].lower() in "aeiou" else "a"
    if isinstance(value, str | int | float) and not isinstance(value, bool) and len(repr(value)) <= 40:
        return f"{value!r}, {article} {kind}"
    return f"the class {value.__name__}" if isinstance(value, type) else f"{article} {kind}"
