"""Raw cells of a table, column by column, before anybody has said what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.text_places import TextPlaces
from contractkit.facts.texts import Texts

__all__ = ["RawColumn", "RawInstants", "RawItems", "RawTable", "RawTexts", "RawWords"]


@attrs.frozen
class RawWords:
    """Raw cells as text.

    Attributes:
        codes: int8, int16 or int32, the place of the row's text in `distinct`; -1 is the last place.
        distinct: The texts, None for a cell that holds nothing; each is worked on once.
        dated: Whether some of them were datetimes, which are written as ISO 8601 here whatever the mapping says.
    """

    codes: NDArray[np.signedinteger]
    distinct: tuple[str | None, ...]
    dated: bool = False

    def take(self, rows: NDArray[Any]) -> RawWords:
        """Return the cells of `rows` alone."""
        return attrs.evolve(self, codes=self.codes[rows])


@attrs.frozen
class RawInstants:
    """Raw cells that were timestamps in their source.

    Attributes:
        us: int64, microseconds since the epoch; `NAT` where there is none.
        aware: Whether they are UTC; else they are readings of a wall clock.
    """

    us: NDArray[np.int64]
    aware: bool

    def take(self, rows: NDArray[Any]) -> RawInstants:
        """Return the cells of `rows` alone."""
        return attrs.evolve(self, us=self.us[rows])


@attrs.frozen
class RawTexts:
    """Raw cells as text, most of them different: ids.

    Attributes:
        texts: The text of each row; any text where there is none.
        missing: For each row whether there is none; None where no row lacks one.
    """

    texts: Texts
    missing: NDArray[np.bool_] | None = None

    def take(self, rows: NDArray[Any]) -> RawTexts:
        """Return the cells of `rows` alone."""
        return RawTexts(self.texts.take(rows), None if self.missing is None else self.missing[rows])

    def encoded(self) -> RawWords:
        """Return the cells with each different text once."""
        first = TextPlaces.of(self.texts).first
        begins = first == np.arange(len(first), dtype=np.int32)
        codes = (np.cumsum(begins, dtype=np.int32) - np.int32(1))[first]
        if self.missing is not None:
            codes[self.missing] = -1
        return RawWords(codes, (*self.texts.take(begins), None))


@attrs.frozen
class RawItems:
    """Raw cells that name items, found among those that are known.

    Attributes:
        item: int32, for each row the place of its item; -1 where it names none that is known.
        names: The ids of the known items.
        nobody: int64, the places of the rows that name no item at all, in order.
        unknown: int64, the places of the rows whose item is -1, in order.
        spelled: What stands in those.
    """

    item: NDArray[np.int32]
    names: Texts
    nobody: NDArray[np.int64]
    unknown: NDArray[np.int64]
    spelled: RawWords

    def take(self, rows: NDArray[Any]) -> RawWords:
        """Return the cells of `rows` alone, as words."""
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        item = self.item[places]
        used, code = np.unique(item, return_inverse=True)
        known = used >= 0
        distinct = (*self.names.take(used[known]), *self.spelled.distinct)
        codes = code - int(np.count_nonzero(~known))
        strange = np.flatnonzero(item < 0)
        spelled = self.spelled.codes[np.searchsorted(self.unknown, places[strange])].astype(np.int64)
        codes[strange] = np.where(spelled < 0, len(distinct) + spelled, int(known.sum()) + spelled)
        return RawWords(codes.astype(np.int32), distinct)

    def encoded(self) -> RawWords:
        """Return all cells as words."""
        return self.take(np.arange(len(self.item)))


RawColumn = RawWords | RawInstants | RawTexts | RawItems


@attrs.frozen
class RawTable:
    """The mapped columns of a table.

    Attributes:
        file: The file as the caller named it; None for frames.
        rows: int32 or int64, the row numbers as a text editor counts them; where there are only so many rows, that
            number: they are counted from 1.
        columns: The mapped columns by name.
        ragged: int64, the places of rows with too many or too few cells.
        blank: int64, the rows that held nothing at all; they are no rows of the table.
    """

    file: str | None
    rows: NDArray[np.signedinteger] | int
    columns: Mapping[str, RawColumn]
    ragged: NDArray[np.int64] = attrs.field(factory=lambda: np.zeros(0, np.int64))
    blank: NDArray[np.int64] = attrs.field(factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.rows if isinstance(self.rows, int) else len(self.rows)

    def numbers(self, places: NDArray[Any] | slice = slice(None)) -> NDArray[np.signedinteger]:
        """Return the row numbers at some places."""
        numbers: NDArray[np.signedinteger]
        if not isinstance(self.rows, int):
            return self.rows[places]
        kind = np.int32 if self.rows < 1 << 31 else np.int64
        if isinstance(places, slice):
            return np.arange(1, self.rows + 1)[places].astype(kind)
        numbers = places.astype(kind)
        numbers += 1
        return numbers
