"""Columns of rows as callers hold them, and how answers go back in the same form: numpy arrays here.

Columns of data frames stand in `frames`. A column knows what its rows are and hands them out by stretches, so that
nothing is converted as a whole; what the numbers mean is the work of `arrays`.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, Final, Literal, Protocol
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import MISSING, Ints

__all__ = ["AnyArray", "Bools", "Column", "NumpyColumn", "Sort", "Zone", "missing_rows", "nothing_missing", "parts"]

AnyArray = npt.NDArray[Any]
Bools = npt.NDArray[np.bool_]
Zone = str | ZoneInfo | tzinfo
"""A zone as a column names it."""

Sort = Literal["numbers", "instants", "readings", "dates", "amounts", "texts", "other"]
"""What the rows of a column are; readings are of a wall clock that the column does not name."""

_UNIT_OF_DATES: Final = "D"
_UNITS_OF_MONTHS: Final = "MY"  # which have no fixed length


class Column(Protocol):
    """Rows of one kind, and the way back to that kind.

    Attributes:
        sort: What the rows are.
        described: The type as its library calls it, for messages.
        shape: The shape; one dimension for columns of data frames.
        zone: The zone of aware instants.
        free: Whether all rows can be had as numbers at once, without a copy and without a mask.
    """

    @property
    def sort(self) -> Sort: ...  # noqa: D102 - described above
    @property
    def described(self) -> str: ...  # noqa: D102
    @property
    def shape(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def zone(self) -> Zone | None: ...  # noqa: D102
    @property
    def free(self) -> bool: ...  # noqa: D102

    def part(self, rows: slice) -> tuple[AnyArray, Bools | None]:
        """Return some rows as a numpy array, and which of them are missing where the array cannot say it."""
        ...

    def words(self, rows: slice) -> list[Any]:
        """Return some rows as Python values."""
        ...

    def fits(self, other: Column) -> str | None:
        """Return why rows of another column cannot be matched with these by position, or None."""
        ...

    def instants(self, us: Ints, zone: Zone | None) -> Any:
        """Return instants as such a column, in a zone where the kind of column has zones."""
        ...

    def amounts(self, us: Ints) -> Any:
        """Return amounts of time as such a column."""
        ...

    def truths(self, found: Bools, missing: Bools | None) -> Any:
        """Return truth values as such a column; missing where rows are missing and the kind of column knows that."""
        ...

    def days(self, days: Ints) -> Any:
        """Return dates as such a column."""
        ...

    def counts(self, counts: Ints) -> Any:
        """Return whole numbers as such a column."""
        ...


class NumpyColumn:
    """A numpy array; single values are arrays without a dimension."""

    __slots__ = ("array", "sort", "zone")

    def __init__(self, array: AnyArray, zone: Zone | None = None) -> None:
        self.array = array
        self.sort: Sort = _sort(array.dtype) if zone is None else "instants"
        self.zone = zone

    @property
    def described(self) -> str:
        """The dtype."""
        return f"{self.array.dtype}"

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape."""
        return self.array.shape

    @property
    def free(self) -> bool:
        """Always: the array is there."""
        return True

    def part(self, rows: slice) -> tuple[AnyArray, Bools | None]:
        """Return rows along the first axis; a single value stands for all rows."""
        return (self.array[rows] if self.array.ndim else self.array), None

    def words(self, rows: slice) -> list[Any]:
        """Return some rows as Python values."""
        values: list[Any] = self.array[rows].tolist()
        return values

    def fits(self, other: Column) -> str | None:  # noqa: ARG002
        """Arrays have no labels that could contradict their order."""
        return None

    def instants(self, us: Ints, zone: Zone | None) -> AnyArray:  # noqa: ARG002
        """Return int64 for whole numbers, else datetime64[us] in UTC."""
        return us if self.sort == "numbers" else us.view("datetime64[us]")

    def amounts(self, us: Ints) -> AnyArray:
        """Return int64 for whole numbers, else timedelta64[us]."""
        return us if self.sort == "numbers" else us.view("timedelta64[us]")

    def truths(self, found: Bools, missing: Bools | None) -> Bools:  # noqa: ARG002
        """Return the truth values; numpy has no missing one."""
        return found

    def days(self, days: Ints) -> AnyArray:
        """Return datetime64[D]."""
        return days.view("datetime64[D]")

    def counts(self, counts: Ints) -> AnyArray:
        """Return int64; a missing count is the least int64."""
        return counts


def _sort(dtype: np.dtype[Any]) -> Sort:
    kind = dtype.kind
    if kind in "iu":
        return "numbers"
    if kind == "M":
        return "dates" if np.datetime_data(dtype)[0] == _UNIT_OF_DATES else "readings"
    if kind == "m":
        return "other" if np.datetime_data(dtype)[0] in _UNITS_OF_MONTHS else "amounts"
    return "texts" if kind in "UT" else "other"


def parts(length: int, block: int) -> list[slice]:
    """Return the stretches of so many rows each that make up a length."""
    return [slice(start, min(start + block, length)) for start in range(0, length, block)]


def missing_rows(numbers: Ints) -> Bools:
    """Return which numbers stand for a missing row."""
    missing: Bools = numbers == MISSING
    return missing


def nothing_missing(numbers: Ints) -> bool:
    """Return whether no number stands for a missing row: the least number tells."""
    return numbers.size == 0 or int(numbers.min()) != MISSING
