"""The items: tickets, requests, incidents. One row each, with what is known of them apart from their events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import UsageError
from contractkit.facts.columns import ARRAY, CODES, Coded, Column, Instants, Numbers, read_only
from contractkit.facts.texts import Texts
from contractkit.quantities.notation import nearest

__all__ = ["Items"]


def _ids(values: Iterable[str]) -> Texts:
    return Texts.of(values)


def _rows(values: Any) -> NDArray[np.int64]:
    array = np.asarray(values)
    return read_only(array, np.int32 if array.dtype == np.int32 else np.int64)


def _doubt(values: Any) -> NDArray[np.int16]:
    return read_only(values, np.int16)


def _frozen(columns: Mapping[str, Column]) -> Mapping[str, Column]:
    return dict(columns)


def _first_rows(items: Items) -> NDArray[np.int64]:
    return np.arange(1, len(items.ids) + 1, dtype=np.int64)


def _no_doubt(items: Items) -> NDArray[np.int16]:
    return np.zeros(len(items.ids), dtype=np.int16)


@attrs.frozen
class Items:
    """The items and their fields.

    Attributes:
        ids: The id of each item, all different: a sequence of str that is stored as bytes.
        columns: The fields by name. A field that events carry too holds here the value at the opening of the item,
            unless `latest` names it; where nothing is known of the opening, the field is not here or is missing.
        latest: The fields whose column holds the latest value: for a field that events carry, it says something of
            items without events only.
        rows: int32 or int64, the row in the source as a text editor counts it; in frames the first row is 1.
        doubt: int16, why nothing can be decided about the item, as a place in `doubts`; 0 where there is no doubt.
        doubts: The words for it, such as ``duplicate-id``; the first is empty.
        file: The file as the caller named it; None for frames.
    """

    ids: Texts = attrs.field(converter=_ids)
    columns: Mapping[str, Column] = attrs.field(converter=_frozen, factory=dict)
    latest: frozenset[str] = frozenset()
    rows: NDArray[np.int64] = attrs.field(
        converter=_rows, eq=CODES, default=attrs.Factory(_first_rows, takes_self=True)
    )
    doubt: NDArray[np.int16] = attrs.field(
        converter=_doubt, eq=ARRAY, default=attrs.Factory(_no_doubt, takes_self=True)
    )
    doubts: tuple[str, ...] = ("",)
    file: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check that every column has a row for each item."""
        lengths = {**{name: len(column) for name, column in self.columns.items()}, "rows": len(self.rows)}
        for name, length in {**lengths, "doubt": len(self.doubt)}.items():
            if length != len(self.ids):
                raise UsageError(f"{name} has {length} rows for {len(self.ids)} items")

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.ids)

    def column(self, name: str) -> Column:
        """Return the field `name`.

        Raises:
            UsageError: The items have no such field.
        """
        try:
            return self.columns[name]
        except KeyError:
            raise UsageError(f"items have no field {name!r}; {nearest(name, self.columns)}", field=name) from None

    def words(self, name: str) -> Coded:
        """Return the field `name`, which must hold words.

        Raises:
            UsageError: There is no such field, or it holds instants or numbers.
        """
        column = self.column(name)
        if not isinstance(column, Coded):
            raise UsageError(f"field {name!r} does not hold words", field=name)
        return column

    def instants(self, name: str) -> Instants:
        """Return the field `name`, which must hold instants.

        Raises:
            UsageError: There is no such field, or it holds words or numbers.
        """
        column = self.column(name)
        if not isinstance(column, Instants):
            hint = "the mapping makes it one with `type: instant`"
            raise UsageError(f"field {name!r} does not hold instants; {hint}", field=name)
        return column

    def numbers(self, name: str) -> Numbers:
        """Return the field `name`, which must hold numbers.

        Raises:
            UsageError: There is no such field, or it holds words or instants.
        """
        column = self.column(name)
        if not isinstance(column, Numbers):
            hint = "the mapping makes it one with `type: number`"
            raise UsageError(f"field {name!r} does not hold numbers; {hint}", field=name)
        return column

    def take(self, rows: NDArray[Any] | slice) -> Items:
        """Return the items of `rows` alone: places, a slice, or a mask of as many flags as there are items."""
        columns = {name: column.take(rows) for name, column in self.columns.items()}
        return attrs.evolve(self, ids=self.ids[rows], columns=columns, rows=self.rows[rows], doubt=self.doubt[rows])
