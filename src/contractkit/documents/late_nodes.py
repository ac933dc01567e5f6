"""Maps and lists whose data are known before where they stand: that is worked out when somebody asks.

A quick reader says, for its own format, what their entries and items are.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from contractkit.documents.tree import ListNode, MapNode, Place

__all__ = ["LateList", "LateMap"]


class LateMap(MapNode):
    """A map by its data and where it begins; written away it is a map like any other."""

    _page: Any
    _offset: int
    _data: dict[str, Any]

    def __reduce__(self) -> tuple[Any, ...]:
        return MapNode, (self.entries, self.place)

    def data(self) -> dict[str, Any]:
        """Return its values by their keys, as plain data."""
        return self._data

    @cached_property
    def place(self) -> Place:
        """Return where it begins."""
        found: Place = self._page.place(self._offset)
        return found


class LateList(ListNode):
    """A list by its data and where it begins; written away it is a list like any other."""

    _page: Any
    _offset: int
    _data: list[Any]

    def __init__(self, page: Any, offset: int, data: list[Any]) -> None:
        self.__dict__.update(_page=page, _offset=offset, _data=data)

    def __reduce__(self) -> tuple[Any, ...]:
        return ListNode, (self.items, self.place)

    def data(self) -> list[Any]:
        """Return its values in order, as plain data."""
        return self._data

    @cached_property
    def place(self) -> Place:
        """Return where it begins."""
        found: Place = self._page.place(self._offset)
        return found
