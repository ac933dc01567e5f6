"""The events: what happened to the items, one row each, in no particular order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import UsageError
from contractkit.facts.columns import ARRAY, Coded, read_only, same

__all__ = ["Events"]


def _int32(values: Any) -> NDArray[np.int32]:
    return read_only(values, np.int32)


def _int64(values: Any) -> NDArray[np.int64]:
    return read_only(values, np.int64)


def _optional_int64(values: Any) -> NDArray[np.int64] | None:
    return None if values is None else read_only(values, np.int64)


def _flags(values: Any) -> NDArray[np.bool_]:
    return read_only(values, np.bool_)


def _frozen_codes(values: Mapping[str, Any]) -> Mapping[str, NDArray[np.int32]]:
    return {name: read_only(codes, np.int32) for name, codes in values.items()}


def _frozen_words(values: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in values.items()}


def _same_codes(left: Mapping[str, NDArray[Any]], right: Mapping[str, NDArray[Any]]) -> bool:
    return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)


def _first_rows(events: Events) -> NDArray[np.int64]:
    return np.arange(1, len(events.at) + 1, dtype=np.int64)


def _none_made(events: Events) -> NDArray[np.bool_]:
    return np.zeros(len(events.at), dtype=np.bool_)


@attrs.frozen
class Events:
    """The events of the items.

    Attributes:
        item: int32, the place in `Items` of the item to which it happened.
        at: int64, when it happened, in microseconds since the epoch; never missing.
        values: For each field that events carry, int32 codes into `categories`: the value from this event on, -1
            (`MISSING`) where it became empty, -2 (`UNMENTIONED`) where the event says nothing of the field.
        categories: For each of those fields its words, in code-point order; the column of the same name in `Items` has
            the same words with the same codes.
        seq: int64, the order among events of one instant; the smallest int64 (`NAT`) where an event has none. None
            where no sequence was declared.
        rows: int64, the row in the source as a text editor counts it; in frames the first row is 1.
        made: Whether the event was made from a column of the item; `rows` is then the row of the item.
        file: The file as the caller named it; None for frames.
    """

    item: NDArray[np.int32] = attrs.field(converter=_int32, eq=ARRAY)
    at: NDArray[np.int64] = attrs.field(converter=_int64, eq=ARRAY)
    values: Mapping[str, NDArray[np.int32]] = attrs.field(
        converter=_frozen_codes, eq=attrs.cmp_using(eq=_same_codes), factory=dict
    )
    categories: Mapping[str, tuple[str, ...]] = attrs.field(converter=_frozen_words, factory=dict)
    seq: NDArray[np.int64] | None = attrs.field(converter=_optional_int64, eq=ARRAY, default=None)
    rows: NDArray[np.int64] = attrs.field(
        converter=_int64, eq=ARRAY, default=attrs.Factory(_first_rows, takes_self=True)
    )
    made: NDArray[np.bool_] = attrs.field(
        converter=_flags, eq=ARRAY, default=attrs.Factory(_none_made, takes_self=True)
    )
    file: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check that every column has a row for each event."""
        arrays: dict[str, NDArray[Any]] = {"item": self.item, "rows": self.rows, "made": self.made, **self.values}
        if self.seq is not None:
            arrays["seq"] = self.seq
        for name, array in arrays.items():
            if array.shape != self.at.shape:
                raise UsageError(f"{name} has {len(array)} rows for {len(self.at)} events")
        if self.values.keys() != self.categories.keys():
            raise UsageError("values and categories must name the same fields")

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.at)

    def words(self, field: str) -> Coded:
        """Return the values of `field` as a column of words; an event that says nothing of it counts as missing."""
        return Coded(np.maximum(self.values[field], -1), self.categories[field])

    def take(self, rows: NDArray[Any], item: NDArray[np.int32] | None = None) -> Events:
        """Return the events of `rows` alone (places or a mask), whose items now have the places `item`."""
        return attrs.evolve(
            self,
            item=self.item[rows] if item is None else item,
            at=self.at[rows],
            values={name: codes[rows] for name, codes in self.values.items()},
            seq=None if self.seq is None else self.seq[rows],
            rows=self.rows[rows],
            made=self.made[rows],
        )
