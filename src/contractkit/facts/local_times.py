"""Which instants are meant by readings of a wall clock that stand without an offset.

In the hour that a zone repeats in autumn the first is meant; in the hour that it skips in spring none is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import QuantityError
from contractkit.facts.columns import NAT
from contractkit.quantities.notation import nearest_word

__all__ = ["Resolved", "instants_of", "zone_named"]

_DAY = 86_400_000_000
_US = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock of no zone is meant
_FIRST_DAY = (datetime.min - _EPOCH).days  # noqa: DTZ901
_LAST_DAY = (datetime.max - _EPOCH).days  # noqa: DTZ901
_OF_THE_MACHINE = {"localtime", "posixrules"}


@attrs.frozen
class Resolved:
    """The instants of wall-clock readings, one entry for each reading.

    Attributes:
        us: int64, microseconds since the epoch, UTC; `NAT` where the reading was skipped.
        repeated: Whether the reading occurred twice; the first is taken.
        skipped: Whether the reading never occurred.
    """

    us: NDArray[np.int64]
    repeated: NDArray[np.bool_]
    skipped: NDArray[np.bool_]


def zone_named(key: str) -> ZoneInfo:
    """Return the IANA zone `key`.

    Raises:
        QuantityError: There is no such zone; the hint names the nearest.
    """
    try:
        if key in _OF_THE_MACHINE or key != key.strip():
            raise ValueError(key)
        return ZoneInfo(key)
    except (OSError, ValueError, LookupError):  # ZoneInfo answers odd keys in all of these ways
        known = available_timezones() - _OF_THE_MACHINE
        last = {name.rpartition("/")[2].casefold(): name for name in sorted(known, reverse=True)}
        wanted = key.strip().replace(" ", "_")
        near = last.get(wanted.casefold()) or nearest_word(wanted, sorted(known))
        hint = f"did you mean `{near}`?" if near else "an IANA name such as `Europe/Amsterdam`"
        raise QuantityError(f"there is no zone `{key}`", hint=hint) from None


def instants_of(local: NDArray[np.int64], zone: ZoneInfo) -> Resolved:
    """Return the instants at which the wall clock of `zone` shows the readings `local`.

    Args:
        local: int64, microseconds since 1970-01-01 00:00 of that wall clock, within the years 1 to 9999.
        zone: The zone of the wall clock.
    """
    repeated = np.zeros(len(local), dtype=np.bool_)
    skipped = np.zeros(len(local), dtype=np.bool_)
    if zone.key == "UTC":
        return Resolved(local, repeated, skipped)
    offsets = _offsets_of_days(local // _DAY, zone)
    us = local - offsets
    near = np.flatnonzero(offsets == NAT)  # on days on which the clocks change
    readings, of_row = np.unique(local[near], return_inverse=True)
    pairs = [_offsets(_EPOCH + timedelta(microseconds=reading), zone) for reading in readings.tolist()]
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2)[of_row].T
    us[near] = np.where(first < second, NAT, local[near] - first)
    repeated[near] = first > second
    skipped[near] = first < second
    return Resolved(us, repeated, skipped)


def _offsets_of_days(days: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return for each day what `_offset_all_day` says of it; each different day is asked about once."""
    if not len(days):
        return days
    low = int(days.min())
    here = days - low
    known = np.zeros(int(here.max()) + 1, dtype=np.bool_)
    known[here] = True
    table = np.zeros(len(known), dtype=np.int64)
    table[known] = [_offset_all_day(day + low, zone) for day in np.flatnonzero(known).tolist()]
    return table[here]


def _offsets(reading: datetime, zone: ZoneInfo) -> tuple[int, int]:
    # https://peps.python.org/pep-0495/: of a repeated reading, fold 0 is the first; of a skipped one, fold 0 has the
    # offset from before the gap, which is the smaller.
    first, second = zone.utcoffset(reading), zone.utcoffset(reading.replace(fold=1))
    if first is None or second is None:
        raise QuantityError(f"zone `{zone.key}` has no offset")
    return first // _US, second // _US


def _offset_all_day(day: int, zone: ZoneInfo) -> int:
    """Return the offset that holds for the whole local date, `NAT` where it changes on it or touches a change."""
    if not _FIRST_DAY <= day < _LAST_DAY:
        return NAT
    start = _EPOCH + timedelta(days=day)
    offsets = {*_offsets(start, zone), *_offsets(start + timedelta(days=1), zone)}
    return offsets.pop() if len(offsets) == 1 else NAT
