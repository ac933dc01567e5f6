"""The door for arrays: which numbers mean which instants, exactly, or a refusal that names the row.

Whole numbers are microseconds since the epoch. `datetime64` says nothing about its zone and needs `zone=`, as do
columns of data frames without a zone. What is microseconds already is looked at where it stands; all else is converted
by blocks. A value that no datetime can hold becomes a number beyond every horizon, and is answered as such.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final, NoReturn

import attrs
import numpy as np

from contractkit.calendars.columns import AnyArray, Column, missing_rows, nothing_missing
from contractkit.calendars.instants import DAY, MISSING, Ints
from contractkit.calendars.readings import instants_of_readings
from contractkit.calendars.rows import Errors
from contractkit.calendars.zones import FIRST_YEAR, LAST_YEAR, ZoneClock, year_start
from contractkit.errors import UsageError

__all__ = ["BEYOND", "FIRST", "LAST", "Argument", "Call", "Dates", "Numbers", "microseconds"]

BEYOND: Final = 2**63 - 1
"""The number that stands for an instant or an amount beyond all that can be told."""

FIRST: Final = year_start(FIRST_YEAR) * DAY
"""The first instant of the first year that is known."""

LAST: Final = year_start(LAST_YEAR + 1) * DAY
"""The end of the last year that is known."""

_US: Final = " microseconds"
_Refuse = Callable[[int, str], NoReturn]

_COARSER: Final = {"W": 7 * DAY, "D": DAY, "h": DAY // 24, "m": 60_000_000, "s": 1_000_000, "ms": 1_000, "us": 1}
_FINER: Final = {"ns": 10**3, "ps": 10**6, "fs": 10**9, "as": 10**12}
_MONTHS: Final = {"M": 400_000, "Y": 33_000}  # more than datetime knows, and no overflow as microseconds


@attrs.frozen
class Call:
    """One call of an array method, as its errors name it.

    Attributes:
        calendar: What the calendar is called in messages.
        method: The method that was called.
        scalar: The method that answers to one value.
        errors: What a row without an answer does.
    """

    calendar: str
    method: str
    scalar: str
    errors: Errors = "raise"

    def error(
        self, name: str, says: str, value: object, row: int | None = None, kind: type[UsageError] = UsageError
    ) -> UsageError:
        """Return the error for an argument that means nothing."""
        place = name if row is None else f"row {row}, {name}"
        return kind(
            f"{self.method} of the calendar {self.calendar}: {place}: {says}",
            calendar=self.calendar,
            argument=name,
            value=value,
            row=row,
        )


class Argument:
    """One argument: its rows as whole microseconds, or as plain numbers, at once or by blocks.

    Attributes:
        column: The column as it was given; it knows the way back.
        name: What the argument is called.
        whole: All rows, where they can be had without a copy.
    """

    __slots__ = ("_call", "_clock", "column", "name", "whole")

    def __init__(self, call: Call, name: str, column: Column, clock: ZoneClock | None = None) -> None:
        self._call = call
        self._clock = clock
        self.column = column
        self.name = name
        self.whole: Ints | None = None
        if column.free and (clock is None or clock.zone.utcoffset(None) == timedelta(0)):
            values, _ = column.part(slice(None))
            if self._is_there(values):
                self.whole = values.view(np.int64)

    def over(self, column: Column) -> Argument:
        """Return the same argument over another column."""
        return type(self)(self._call, self.name, column, self._clock)

    def block(self, rows: slice) -> Ints:
        """Return some rows; a single value stands for all rows.

        Raises:
            UsageError: A row is no whole number of microseconds, or a reading that its zone skips.
        """
        if self.whole is not None:
            return self.whole[rows] if self.whole.ndim else self.whole
        values, missing = self.column.part(rows)
        first = rows.start * _size(self.column.shape[1:])

        def refuse(row: int, says: str) -> NoReturn:
            raise self._call.error(self.name, says, self.said(first + row), first + row)

        numbers = self._numbers(values, refuse)
        return numbers if missing is None else np.where(missing, MISSING, numbers)

    def said(self, row: int) -> str:
        """Return a row as it was given."""
        shape = self.column.shape
        if not shape:
            return _said(self.column.part(slice(None))[0])
        inner = _size(shape[1:])
        values, missing = self.column.part(slice(row // inner, row // inner + 1))
        return "null" if missing is not None else _said(values.ravel()[row % inner])

    def at(self, row: int) -> int:
        """Return one row as microseconds."""
        if self.whole is not None and not self.whole.ndim:
            return int(self.whole)
        inner = _size(self.column.shape[1:])
        block = self.block(slice(row // inner, row // inner + 1))
        return int(block.ravel()[row % inner if block.ndim else 0])

    def _is_there(self, values: AnyArray) -> bool:
        return _is_us(values)

    def _numbers(self, values: AnyArray, refuse: _Refuse) -> Ints:
        us = microseconds(values, refuse)
        return us if self._clock is None else self._instants(us, self._clock, refuse)

    def _instants(self, readings: Ints, clock: ZoneClock, refuse: _Refuse) -> Ints:
        missing = None if nothing_missing(readings) else missing_rows(readings)
        if missing is not None:
            present = readings[~missing]
            if not present.size:
                return readings
            readings = np.where(missing, present.flat[0], readings)
        least, most = int(readings.min()), int(readings.max())
        beyond = None
        if least < FIRST or most >= LAST:
            beyond = (readings < FIRST) | (readings >= LAST)
            inside = readings[~beyond]
            if not inside.size:
                return np.where(beyond if missing is None else ~missing, BEYOND, MISSING)
            readings = np.where(beyond, inside[0], readings)
            least, most = int(inside.min()), int(inside.max())
        us, skipped = instants_of_readings(clock.around(least, most), readings)
        if skipped is not None:
            if self._call.errors == "raise" and (missing is None or bool((skipped & ~missing).any())):
                rows = np.flatnonzero(skipped if missing is None else skipped & ~missing)
                refuse(
                    int(rows[0]),
                    f"the clocks of {clock.zone.key} never show {_reading(int(readings.ravel()[rows[0]]))}, as they "
                    "skip it; move such readings, or give instants",
                )
            us = np.where(skipped, MISSING, us)
        if beyond is not None:
            us = np.where(beyond, BEYOND, us)
        return us if missing is None else np.where(missing, MISSING, us)


class Numbers(Argument):
    """An argument of plain whole numbers."""

    __slots__ = ()

    def said(self, row: int) -> str:
        """Return a row as it was given."""
        return super().said(row).removesuffix(_US)


class Dates(Argument):
    """An argument of dates: its rows as day numbers, counted from 1970-01-01."""

    __slots__ = ()

    def _is_there(self, values: AnyArray) -> bool:
        return values.dtype.isnative and values.dtype == np.dtype("datetime64[D]")

    def _numbers(self, values: AnyArray, refuse: _Refuse) -> Ints:
        if self._is_there(values):
            return values.view(np.int64)
        us = microseconds(values, refuse)
        days: Ints = us // DAY
        missing = missing_rows(us)
        odd = (days * DAY != us) & ~missing & (np.abs(us) < BEYOND - DAY)
        if odd.any():
            row = int(np.flatnonzero(odd)[0])
            refuse(row, f"{_said(values.ravel()[row])} is a time of day, and a date is needed; a zone makes one of it")
        return np.where(missing, MISSING, days)


def microseconds(values: AnyArray, refuse: _Refuse) -> Ints:
    """Return numbers, instants or amounts as whole microseconds; without a copy where they are.

    Args:
        values: Whole numbers of any width, datetime64 or timedelta64 of any unit.
        refuse: What to do with a row that is no whole number of microseconds.
    """
    if _is_us(values):
        return values.view(np.int64)
    if values.dtype == np.uint64:
        return np.minimum(values, BEYOND).astype(np.int64)
    if values.dtype.kind in "iu":
        return values.astype(np.int64)
    unit, count = np.datetime_data(values.dtype)
    numbers = values.astype(values.dtype.newbyteorder("=")).view(np.int64)
    if unit in _MONTHS:
        most = _MONTHS[unit] // count
        values = np.clip(numbers, -most, most).view(f"datetime64[{count}{unit}]").astype("datetime64[D]")
        return _times(np.where(missing_rows(numbers), MISSING, values.view(np.int64)), DAY)
    if unit in _COARSER:
        return _times(numbers, _COARSER[unit] * count)
    if unit not in _FINER:
        return numbers  # without a unit: all of them are missing, the door sees to that
    if count > 1:
        numbers = _times(numbers, count)
    size = _FINER[unit]
    us = numbers // size
    odd = us * size != numbers
    if odd.any() or not nothing_missing(numbers):
        missing = missing_rows(numbers)
        odd &= ~missing
        if odd.any():
            row = int(np.flatnonzero(odd)[0])
            says = f"{_said(values.ravel()[row])} is no whole number of microseconds; round it first"
            refuse(row, says)
        us = np.where(missing, MISSING, us)
    return us


def _times(numbers: Ints, factor: int) -> Ints:
    """Return numbers times a factor; what is too large for that stays beyond every horizon."""
    most = BEYOND // factor
    product: Ints = np.clip(numbers, -most, most) * factor
    return product if nothing_missing(numbers) else np.where(missing_rows(numbers), MISSING, product)


def _is_us(values: AnyArray) -> bool:
    dtype = values.dtype
    return dtype.isnative and (dtype == np.int64 or (dtype.kind in "mM" and np.datetime_data(dtype) == ("us", 1)))


def _said(value: np.generic | AnyArray) -> str:
    return f"{value}{_US}" if value.dtype.kind in "iu" else f"{value}"


def _reading(us: int) -> str:
    return f"{np.datetime64(us, 'us').astype('datetime64[s]')}"


def _size(shape: tuple[int, ...]) -> int:
    return int(np.prod(shape, dtype=np.int64))
