"""The door for arrays: which numbers mean which instants, and in which form the answers go back.

Arrays of int64 are microseconds since the epoch, in and out. `datetime64` says nothing about its zone, so it needs
`zone=`; its answers are `datetime64[us]` in UTC and `timedelta64[us]`.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.zones import zone_clock, zone_named
from contractkit.errors import UsageError

__all__ = ["AnyArray", "amounts_in", "instants_in", "like_amounts", "like_instants"]

AnyArray = npt.NDArray[Any]


def instants_in(values: object, zone: str | ZoneInfo | None, name: str) -> tuple[Ints, str]:
    """Return an array of instants as microseconds since the epoch, and the kind it came as.

    Args:
        values: int64 microseconds since the epoch, or datetime64 with `zone`.
        zone: The zone of datetime64 readings. Of a repeated reading the first is meant; a skipped one is missing.
        name: What the array is, for the message of an error.

    Raises:
        UsageError: The array is of another type, or has no zone, or has one that it does not need.
    """
    array = np.asarray(values)
    if array.dtype.kind == "M":
        if zone is None:
            raise UsageError(
                f"{name}: datetime64 has no zone, so nobody knows which instants are meant; pass zone='UTC' or the "
                "zone "
                "on whose clocks the values were read"
            )
        return _readings(array.astype("datetime64[us]").astype(np.int64), zone_named(zone)), "datetime64"
    if array.dtype.kind in "iu":
        if zone is not None:
            raise UsageError(
                f"{name}: whole numbers are microseconds since the epoch, which have no zone; leave zone= out"
            )
        return array.astype(np.int64, copy=False), "int64"
    if array.size == 0:
        return array.astype(np.int64), "int64"
    raise UsageError(
        f"{name}: an array of int64 microseconds since the epoch or of datetime64 is needed, not {array.dtype}; "
        "floats lose microseconds, and objects are no array of instants"
    )


def amounts_in(values: object) -> Ints:
    """Return an array of amounts of time as whole microseconds.

    Raises:
        UsageError: The array is neither int64 nor timedelta64.
    """
    array = np.asarray(values)
    if array.dtype.kind == "m":
        return array.astype("timedelta64[us]").astype(np.int64)
    if array.dtype.kind in "iu":
        return array.astype(np.int64, copy=False)
    raise UsageError(f"amounts are int64 microseconds or timedelta64, not {array.dtype}")


def like_instants(us: Ints, kind: str) -> AnyArray:
    """Return instants in the form in which the question came."""
    return us if kind == "int64" else us.astype("datetime64[us]")


def like_amounts(us: Ints, kind: str) -> AnyArray:
    """Return amounts of time in the form in which the question came."""
    return us if kind == "int64" else us.astype("timedelta64[us]")


def _readings(readings: Ints, zone: ZoneInfo) -> Ints:
    valid = readings != MISSING
    if not valid.any():
        return readings
    safe = np.where(valid, readings, int(readings[valid][0]))
    offsets = zone_clock(zone.key).around(int(safe.min()), int(safe.max()))
    return np.where(valid & ~offsets.skipped(safe), offsets.firsts(safe), MISSING)
