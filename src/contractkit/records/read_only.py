"""A mapping that nobody can change, for values that are frozen; a proxy would do, could it be copied and pickled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar

__all__ = ["ReadOnly", "read_only"]

K = TypeVar("K")
V = TypeVar("V")


class ReadOnly(Mapping[K, V]):
    """What stands under each key, in the order in which it was given; it equals a dict with the same entries.

    Example:
        >>> hours = ReadOnly({"office": 8})
        >>> hours == {"office": 8}, hours["office"], hours.get("night")
        (True, 8, None)
        >>> hours["night"] = 24
        Traceback (most recent call last):
        ...
        TypeError: 'ReadOnly' object does not support item assignment
    """

    __slots__ = ("_entries",)

    _entries: dict[K, V]

    def __init__(self, entries: Mapping[K, V]) -> None:
        object.__setattr__(self, "_entries", dict(entries))

    def __getitem__(self, key: K) -> V:
        """Return what stands under a key."""
        return self._entries[key]

    def __iter__(self) -> Iterator[K]:
        """Iterate over the keys, in their order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        """Return whether something stands under a key."""
        return key in self._entries

    def __repr__(self) -> str:
        """Return the entries as a dict writes them."""
        return repr(self._entries)

    def __setattr__(self, name: str, _value: Any) -> NoReturn:
        """Refuse: it is read only."""
        raise AttributeError(f"{type(self).__name__} is read only, and {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: it is read only."""
        raise AttributeError(f"{type(self).__name__} is read only, and {name!r} cannot be taken away")

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a copy is made of."""
        return type(self), (self._entries,)


def read_only(entries: Mapping[Any, Any]) -> ReadOnly[Any, Any]:
    """Return the entries as a mapping that nobody can change: the same object where they are one already."""
    return entries if isinstance(entries, ReadOnly) else ReadOnly(entries)
