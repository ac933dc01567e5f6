"""Typed columns of what happened: words, instants and numbers, each with its own way to say that a value is missing.

Here are the columns alone. What a table does with several of them stands in `table`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import NaiveDatetimeError, UsageError
from contractkit.facts.texts import Texts

__all__ = ["MISSING", "NAT", "UNMENTIONED", "Coded", "Column", "Instants", "Integers", "Numbers"]

MISSING = -1
"""The code of a word that is not there."""
UNMENTIONED = -2
"""The code, in events alone, of a field about which the event says nothing."""
NAT = int(np.iinfo(np.int64).min)
"""The int64 microseconds of an instant that is not there."""

_IN_INT8, _IN_INT16 = 1 << 7, 1 << 15
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_only(values: Any, dtype: Any) -> NDArray[Any]:
    """Return `values` as a read-only array of `dtype`; an array of that type is not copied."""
    array = np.asarray(values, dtype=dtype).view()
    array.flags.writeable = False
    return array


def taken(values: NDArray[Any], rows: NDArray[Any] | slice) -> NDArray[Any]:
    """Return the values at places, of a mask or of a slice; at places this is faster than by brackets."""
    return values[rows] if isinstance(rows, slice) or rows.dtype == np.bool_ else values.take(rows)


def same(left: NDArray[Any] | None, right: NDArray[Any] | None) -> bool:
    """Return whether two arrays hold the same; two missing numbers are the same."""
    if left is None or right is None:
        return left is right
    if left.dtype != right.dtype:
        return False
    if left.dtype.kind in "mM":
        return np.array_equal(left.view(np.int64), right.view(np.int64))
    return np.array_equal(left, right, equal_nan=left.dtype.kind == "f")


ARRAY = attrs.cmp_using(eq=same)


def codes_of(values: Any) -> NDArray[np.signedinteger]:
    """Return `values` as read-only codes: int8, int16 and int32 as they are, others as int32."""
    array = np.asarray(values)
    return read_only(array, array.dtype if array.dtype in (np.int8, np.int16) else np.int32)


def narrowest(count: int) -> type[np.signedinteger]:
    """Return the smallest type of whole numbers that holds the places of `count` things, and negative codes."""
    return np.int8 if count <= _IN_INT8 else np.int16 if count <= _IN_INT16 else np.int32


def _int64(values: Any) -> NDArray[np.int64]:
    return read_only(values, np.int64)


def _float64(values: Any) -> NDArray[np.float64]:
    return read_only(values, np.float64)


def _words(values: Iterable[str]) -> tuple[str, ...] | Texts:
    return values if isinstance(values, Texts) else tuple(values)


CODES = attrs.cmp_using(eq=np.array_equal)


def _flags(values: Any) -> NDArray[np.bool_]:
    return read_only(values, np.bool_)


@attrs.frozen
class Coded:
    """Words, each stored once: a code for each row into the list of different words.

    Attributes:
        codes: int8, int16 or int32, the place of the row's word in `categories`; -1 where the word is missing.
        categories: The different words, a tuple, or `Texts` where there are very many. Columns of facts keep them in
            code-point order, so that a smaller code is a smaller word and a missing one is smallest.

    Example:
        >>> Coded.from_words(["P2", None, "P1", "P2"])
        Coded(codes=array([ 1, -1,  0,  1], dtype=int32), categories=('P1', 'P2'))
    """

    codes: NDArray[np.signedinteger] = attrs.field(converter=codes_of, eq=CODES)
    categories: tuple[str, ...] | Texts = attrs.field(converter=_words)

    @classmethod
    def from_words(cls, words: Iterable[str | None]) -> Coded:
        """Return the column of `words`, None where one is missing."""
        rows = list(words)
        categories = tuple(sorted({word for word in rows if word is not None}))
        place: dict[str | None, int] = {word: code for code, word in enumerate(categories)}
        place[None] = MISSING
        return cls(np.fromiter((place[word] for word in rows), np.int32, len(rows)), categories)

    @classmethod
    def constant(cls, word: str | None, length: int) -> Coded:
        """Return a column of `length` rows that all hold `word`, or that are all missing where it is None."""
        if word is None:
            return cls(np.full(length, MISSING, np.int32), ())
        return cls(np.zeros(length, np.int32), (word,))

    def code_of(self, word: str) -> int | None:
        """Return the code of `word`; None where no row can hold it."""
        try:
            return self.categories.index(word)
        except ValueError:
            return None

    def words(self) -> list[str | None]:
        """Return the word of each row, None where it is missing; of a few rows only their own words are read."""
        if len(self.codes) < len(self.categories):
            found = {code: self.categories[code] for code in np.unique(self.codes).tolist() if code >= 0}
            return [found.get(code) for code in self.codes.tolist()]
        table: list[str | None] = [*self.categories, None]
        return [table[code] for code in self.codes.tolist()]

    def recoded(self, categories: tuple[str, ...]) -> Coded:
        """Return the same words with their places in `categories`, which must hold all of them."""
        place = {word: code for code, word in enumerate(categories)}
        if categories == self.categories:
            return self
        table = np.array([*(place[word] for word in self.categories), UNMENTIONED, MISSING], narrowest(len(place)))
        return Coded(table[self.codes], categories)

    def take(self, rows: NDArray[Any] | slice) -> Coded:
        """Return the column of `rows` alone: places, a slice, or a mask of as many flags as there are rows."""
        return Coded(taken(self.codes, rows), self.categories)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.codes)


@attrs.frozen
class Instants:
    """Instants in time.

    Attributes:
        us: int64, microseconds since 1970-01-01 00:00 UTC; the smallest int64 (`NAT`) where the instant is missing.
    """

    us: NDArray[np.int64] = attrs.field(converter=_int64, eq=ARRAY)

    @classmethod
    def from_datetimes(cls, instants: Iterable[datetime | None]) -> Instants:
        """Return the column of aware datetimes, None where one is missing.

        Raises:
            NaiveDatetimeError: One of them has no zone.
        """
        rows = list(instants)
        return cls(np.fromiter((_microseconds(row) for row in rows), np.int64, len(rows)))

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Return for each row whether the instant is missing."""
        missing: NDArray[np.bool_] = self.us == NAT
        return missing

    def datetimes(self) -> list[datetime | None]:
        """Return the instants as aware datetimes in UTC, None where one is missing."""
        naive = self.us.view("datetime64[us]").tolist()
        return [None if row is None else row.replace(tzinfo=UTC) for row in naive]

    def take(self, rows: NDArray[Any] | slice) -> Instants:
        """Return the column of `rows` alone: places, a slice, or a mask of as many flags as there are rows."""
        return Instants(taken(self.us, rows))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.us)


@attrs.frozen
class Numbers:
    """Measured numbers.

    Attributes:
        values: float64; NaN where the number is missing.
    """

    values: NDArray[np.float64] = attrs.field(converter=_float64, eq=ARRAY)

    def take(self, rows: NDArray[Any] | slice) -> Numbers:
        """Return the column of `rows` alone: places, a slice, or a mask of as many flags as there are rows."""
        return Numbers(self.values[rows])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.values)


@attrs.frozen
class Integers:
    """Whole numbers, of which some may be missing.

    Attributes:
        values: int64; without meaning where the number is missing.
        missing: For each row whether the number is missing.
    """

    values: NDArray[np.int64] = attrs.field(converter=_int64, eq=ARRAY)
    missing: NDArray[np.bool_] = attrs.field(converter=_flags, eq=ARRAY)

    @missing.validator
    def _as_long(self, _: attrs.Attribute[Any], missing: NDArray[np.bool_]) -> None:
        if missing.shape != self.values.shape:
            raise UsageError(f"{len(self.values)} numbers need as many flags, not {len(missing)}")

    def take(self, rows: NDArray[Any] | slice) -> Integers:
        """Return the column of `rows` alone: places, a slice, or a mask of as many flags as there are rows."""
        return Integers(self.values[rows], self.missing[rows])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.values)


Column = Coded | Instants | Numbers | Integers
"""A typed column."""


def _microseconds(instant: datetime | None) -> int:
    if instant is None:
        return NAT
    if instant.utcoffset() is None:
        raise NaiveDatetimeError(f"{instant.isoformat()} has no zone: say which one it is in", value=instant)
    since = instant - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
