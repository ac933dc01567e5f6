"""The events: what happened to the items, one row each; those that were read stand in the order of item and time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import UsageError
from contractkit.facts.columns import ARRAY, CODES, Coded, codes_of, read_only, taken
from contractkit.facts.ordering import in_order

__all__ = ["Events"]


def _int32(values: Any) -> NDArray[np.int32]:
    return read_only(values, np.int32)


def _int64(values: Any) -> NDArray[np.int64]:
    return read_only(values, np.int64)


def _row_numbers(values: Any) -> NDArray[np.int64]:
    array = np.asarray(values)
    return read_only(array, np.int32 if array.dtype == np.int32 else np.int64)


def _optional_int64(values: Any) -> NDArray[np.int64] | None:
    return None if values is None else read_only(values, np.int64)


def _flags(values: Any) -> NDArray[np.bool_]:
    return read_only(values, np.bool_)


def _frozen_codes(values: Mapping[str, Any]) -> Mapping[str, NDArray[np.int32]]:
    return {name: codes_of(codes) for name, codes in values.items()}


def _frozen_words(values: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in values.items()}


def _same_codes(left: Mapping[str, NDArray[Any]], right: Mapping[str, NDArray[Any]]) -> bool:
    return left.keys() == right.keys() and all(np.array_equal(left[name], right[name]) for name in left)


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
        values: For each field that events carry, codes (int8, int16 or int32) into `categories`: the value from this
            event on, -1 (`MISSING`) where it became empty, -2 (`UNMENTIONED`) where it says nothing of the field.
        categories: For each of those fields its words, in code-point order; the column of the same name in `Items` has
            the same words with the same codes.
        seq: int64, the order among events of one instant; the smallest int64 (`NAT`) where an event has none. None
            where no sequence was declared.
        rows: int32 or int64, the row in the source as a text editor counts it; in frames the first row is 1.
        made: Whether the event was made from a column of the item; `rows` is then the row of the item.
        file: The file as the caller named it; None for frames.
        recorded_at: int64, when it was recorded, in microseconds since the epoch; the smallest int64 (`NAT`) where
            nobody says so. None where no column was declared.
    """

    item: NDArray[np.int32] = attrs.field(converter=_int32, eq=ARRAY)
    at: NDArray[np.int64] = attrs.field(converter=_int64, eq=ARRAY)
    values: Mapping[str, NDArray[np.int32]] = attrs.field(
        converter=_frozen_codes, eq=attrs.cmp_using(eq=_same_codes), factory=dict
    )
    categories: Mapping[str, tuple[str, ...]] = attrs.field(converter=_frozen_words, factory=dict)
    seq: NDArray[np.int64] | None = attrs.field(converter=_optional_int64, eq=ARRAY, default=None)
    rows: NDArray[np.int64] = attrs.field(
        converter=_row_numbers, eq=CODES, default=attrs.Factory(_first_rows, takes_self=True)
    )
    made: NDArray[np.bool_] = attrs.field(
        converter=_flags, eq=ARRAY, default=attrs.Factory(_none_made, takes_self=True)
    )
    file: str | None = None
    recorded_at: NDArray[np.int64] | None = attrs.field(converter=_optional_int64, eq=ARRAY, default=None)

    def __attrs_post_init__(self) -> None:
        """Check that every column has a row for each event."""
        arrays: dict[str, NDArray[Any]] = {"item": self.item, "rows": self.rows, "made": self.made, **self.values}
        if self.seq is not None:
            arrays["seq"] = self.seq
        if self.recorded_at is not None:
            arrays["recorded_at"] = self.recorded_at
        for name, array in arrays.items():
            if array.shape != self.at.shape:
                raise UsageError(f"{name} has {len(array)} rows for {len(self.at)} events")
        if self.values.keys() != self.categories.keys():
            raise UsageError("values and categories must name the same fields")

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.at)

    @cached_property
    def ordered(self) -> bool:
        """Return whether the events stand in the order of item, then of time, as those that were read do."""
        return in_order(self.item, self.at)

    def known_by(self, instant: int) -> NDArray[np.bool_] | None:
        """Return for each event whether it was recorded by an instant (microseconds); None where all were.

        An event of which nobody says when it was recorded was always known.
        """
        recorded = self.recorded_at
        if recorded is None or not len(recorded) or int(recorded.max()) <= instant:  # NAT is smaller than all others
            return None
        return recorded <= instant

    def words(self, field: str) -> Coded:
        """Return the values of `field` as a column of words; an event that says nothing of it counts as missing."""
        return Coded(np.maximum(self.values[field], -1), self.categories[field])

    def take(self, rows: NDArray[Any] | slice, item: NDArray[np.int32] | None = None) -> Events:
        """Return the events of `rows` alone (places, a mask or a slice), whose items now have the places `item`."""
        return attrs.evolve(
            self,
            item=taken(self.item, rows) if item is None else item,
            at=taken(self.at, rows),
            values={name: taken(codes, rows) for name, codes in self.values.items()},
            seq=None if self.seq is None else taken(self.seq, rows),
            recorded_at=None if self.recorded_at is None else taken(self.recorded_at, rows),
            rows=taken(self.rows, rows),
            made=taken(self.made, rows),
        )
