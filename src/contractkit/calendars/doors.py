"""What callers may pass to the array methods, and what is refused, with the way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import numpy as np

from contractkit.calendars.arrays import Argument, Call, Dates, Numbers
from contractkit.calendars.columns import Column, NumpyColumn
from contractkit.calendars.frames import frame_column
from contractkit.calendars.instants import from_datetime
from contractkit.calendars.zones import zone_clock, zone_named
from contractkit.errors import NaiveDatetimeError, UsageError

__all__ = [
    "Asked",
    "amounts_in",
    "asked",
    "column_in",
    "dates_in",
    "instants_in",
    "is_column",
    "numbers_in",
    "of_one_kind",
]

_NARROW = ("int8", "int16", "int32", "uint8", "uint16", "uint32", "Int8", "Int16", "Int32", "UInt8", "UInt16", "UInt32")
_KINDS = "int64 microseconds since the epoch, datetime64 with zone=, or a column of pandas, polars or Arrow"


class Asked:
    """The arguments of one call, brought to one shape.

    Attributes:
        rows: The arguments; a single value among them has no dimension.
        shape: The shape of the answer.
        like: The column whose kind the answer takes.
    """

    __slots__ = ("like", "rows", "shape")

    def __init__(self, rows: tuple[Argument, ...], shape: tuple[int, ...], like: Column) -> None:
        self.rows = rows
        self.shape = shape
        self.like = like

    @property
    def like_first(self) -> Column:
        """The column whose kind answers about the first argument take, where numpy holds the others."""
        return self.rows[0].column if isinstance(self.like, NumpyColumn) else self.like


def is_column(values: object) -> bool:
    """Return whether a value is meant as numbers of a column, or as one of them."""
    return isinstance(values, (np.ndarray, np.timedelta64, list, tuple)) or frame_column(values) is not None


def column_in(call: Call, name: str, values: object) -> Column:
    """Return what a caller passed as a column; a single value is one without a dimension.

    Raises:
        UsageError: It is nothing of that sort.
    """
    try:
        frame = frame_column(values)
    except UsageError as error:
        raise call.error(name, error.message, type(values).__name__) from None
    if frame is not None:
        return frame
    if isinstance(values, datetime) and values == values:
        if getattr(values, "nanosecond", 0):
            raise call.error(name, f"{values} is no whole number of microseconds; round it first", values)
        return NumpyColumn(np.asarray(from_datetime(values, name), np.int64).view("datetime64[us]"), "UTC")
    if isinstance(values, np.ma.MaskedArray):
        says = "a masked array would lose its mask here; fill it with NaT or the least int64 first"
        raise call.error(name, says, f"{values.dtype}")
    try:
        return NumpyColumn(np.asarray(values))
    except (TypeError, ValueError) as error:
        raise call.error(name, f"it makes no array ({error})", type(values).__name__) from None


def instants_in(call: Call, name: str, values: object, zone: str | ZoneInfo | None) -> Argument:
    """Return an argument of instants.

    Args:
        call: The call, for the message of an error.
        name: What the argument is called.
        values: int64 microseconds since the epoch, datetime64 with `zone`, a column of a data frame, or one of these
            as a single value; an aware datetime too.
        zone: The zone of readings that have none. Of a repeated reading the first is meant.

    Raises:
        NaiveDatetimeError: Readings without a zone.
        UsageError: Another type, or a zone that is not needed.
    """
    column = column_in(call, name, values)
    _has_unit(call, name, column)
    if column.sort == "instants":
        return Argument(call, name, column)
    if column.sort in ("readings", "dates"):
        if zone is None:
            raise call.error(
                name,
                f"{column.described} has no zone, so nobody knows which instants are meant, such as{_first(column)}; "
                "pass zone='UTC', or the zone on whose clocks the values were read",
                _first(column).strip(),
                kind=NaiveDatetimeError,
            )
        return Argument(call, name, column, zone_clock(zone_named(zone).key))
    if column.sort == "numbers":
        if column.described in _NARROW:
            raise call.error(
                name,
                f"{column.described} cannot hold microseconds since the epoch: its largest lie within 1970; give int64 "
                "microseconds, or datetime64 with zone=",
                column.described,
            )
        if zone is not None:
            raise call.error(
                name, "whole numbers are microseconds since the epoch, which have no zone; leave zone= out", zone
            )
        return Argument(call, name, column)
    if 0 in column.shape and column.described == "float64":  # what np.array([]) is
        return Argument(call, name, NumpyColumn(np.empty(column.shape, np.int64)))
    raise call.error(
        name, f"{column.described} is no type of instants{_such_as(column)}; {_way_out(column)}", _value(column)
    )


def amounts_in(call: Call, name: str, values: object) -> Argument:
    """Return an argument of amounts of time: int64 microseconds, timedelta64, or durations of a data frame.

    Raises:
        UsageError: Another type.
    """
    column = column_in(call, name, values)
    _has_unit(call, name, column)
    if column.sort in ("numbers", "amounts"):
        return Argument(call, name, column)
    if 0 in column.shape and column.described == "float64":
        return Argument(call, name, NumpyColumn(np.empty(column.shape, np.int64)))
    raise call.error(
        name,
        f"{column.described} is no type of amounts{_such_as(column)}; amounts are int64 microseconds, timedelta64 or a "
        "column of durations, and a text or a span is one for all rows",
        _value(column),
    )


def dates_in(call: Call, name: str, values: object) -> Dates:
    """Return an argument of dates: datetime64[D], a column of dates, midnights of no zone, or one plain date.

    Raises:
        UsageError: Another type; instants are dates only in a zone, and whole numbers are microseconds elsewhere.
    """
    if isinstance(values, date) and not isinstance(values, datetime):
        return Dates(call, name, NumpyColumn(np.asarray(values, "datetime64[D]")))
    if isinstance(values, datetime):
        raise call.error(name, f"{values} is a date only in a zone; take its .date() there", values)
    column = column_in(call, name, values)
    _has_unit(call, name, column)
    if column.sort in ("dates", "readings"):
        return Dates(call, name, column)
    if 0 in column.shape and column.described == "float64":
        return Dates(call, name, NumpyColumn(np.empty(column.shape, "datetime64[D]")))
    says = f"{column.described} is no type of dates{_such_as(column)}"
    if column.sort == "instants":
        says += "; instants are dates only in a zone: take their dates there first"
    else:
        says += "; give datetime64[D] (array.astype('datetime64[D]')), or a column of dates"
    raise call.error(name, says, _value(column))


def numbers_in(call: Call, name: str, values: object) -> Numbers:
    """Return an argument of whole numbers; the least int64, or a null, is a missing one.

    Raises:
        UsageError: Another type.
    """
    column = column_in(call, name, values)
    if column.sort != "numbers":
        raise call.error(name, f"whole numbers are needed, not {column.described}{_such_as(column)}", _value(column))
    return Numbers(call, name, column)


def asked(call: Call, *rows: Argument, zone: str | ZoneInfo | None = None, codes: Argument | None = None) -> Asked:
    """Return the arguments of a call, brought to one shape.

    Args:
        call: The call, for the message of an error.
        rows: The arguments; one of them at least is an array.
        zone: The zone that was given for readings.
        codes: Which calendar each row is asked of; the last of the arguments then.

    Raises:
        UsageError: They are single values, do not fit each other, or none of them needs the zone.
    """
    columns = [each.column for each in rows]
    like = next((column for column in columns if column.shape), None)
    if like is None:
        raise call.error(rows[0].name, f"one value is no array; {call.scalar} answers to one", rows[0].said(0))
    if codes is not None:
        rows = (*rows, codes)
        columns.append(codes.column)
    if zone is not None and not any(column.sort in ("readings", "dates") for column in columns):
        raise call.error("zone", f"{rows[0].name} says its zone itself; leave zone= out", zone)
    try:
        shape = np.broadcast_shapes(*(column.shape for column in columns))
    except ValueError:
        shape = ()
    wrong = not shape or any(len(c.shape) == 1 and not isinstance(c, NumpyColumn) and c.shape != shape for c in columns)
    if wrong:
        shapes = " and ".join(f"{each.name} has the shape {each.column.shape}" for each in rows)
        raise call.error(rows[-1].name, f"{shapes}; rows are matched by position", columns[-1].shape)
    for first, second in combinations(rows, 2):
        why = first.column.fits(second.column)
        if why:
            raise call.error(second.name, why, first.name)
    return Asked(tuple(_stretched(each, shape) for each in rows), shape, like)


def of_one_kind(call: Call, rows: Sequence[Argument]) -> None:
    """Refuse whole numbers beside instants that say their zone; a single aware datetime goes with both.

    Raises:
        UsageError: The arguments are of two kinds.
    """
    sorts = [each.column.sort == "numbers" for each in rows if each.column.shape or each.column.sort != "instants"]
    if any(sorts) and not all(sorts):
        kinds = " and ".join(f"{each.name} is {each.column.described}" for each in rows)
        raise call.error(rows[-1].name, f"{kinds}; give both as one kind", rows[-1].column.described)


def _stretched(rows: Argument, shape: tuple[int, ...]) -> Argument:
    column = rows.column
    if not isinstance(column, NumpyColumn) or column.shape in ((), shape):
        return rows
    return rows.over(NumpyColumn(np.broadcast_to(column.array, shape), column.zone))


def _has_unit(call: Call, name: str, column: Column) -> None:
    bare = isinstance(column, NumpyColumn) and column.described in ("datetime64", "timedelta64")
    if bare and not np.isnat(column.part(slice(None))[0]).all():
        raise call.error(name, f"{column.described} without a unit counts nothing; give it one", column.described)


def _first(column: Column) -> str:
    """Return the first row that is there for a message, with a blank before it."""
    if 0 in column.shape:
        return ""
    values, _ = column.part(slice(0, 64) if column.shape else slice(None))
    present = values[~np.isnat(values)] if column.shape else values.ravel()
    return f" {present.ravel()[0]}" if present.size else " NaT"


def _value(column: Column) -> object:
    """Return the first row as a Python value, or None where there is none."""
    if 0 in column.shape:
        return None
    value: object = column.words(slice(0, 1)) if column.shape else column.part(slice(None))[0].item()
    while isinstance(value, list) and value:
        value = value[0]
    return value


def _such_as(column: Column) -> str:
    return "" if 0 in column.shape else f", such as {_value(column)!r}"


def _way_out(column: Column) -> str:
    kind = column.described
    if kind.startswith(("float", "Float", "double", "half")):
        return f"floats lose microseconds and have no missing instant; give {_KINDS}"
    if column.sort == "texts" or kind in ("object", "str"):
        return f"texts and Python objects are no instants until they are read; give {_KINDS}"
    return f"give {_KINDS}"
