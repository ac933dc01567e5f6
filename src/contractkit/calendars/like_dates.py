"""Counting in business dates under the conventions of another system, for one date and for many."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, Protocol

import numpy as np

from contractkit.calendars.columns import missing_rows
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.date_rows import DateRows
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.rows import NO_VALUE, OK, Statuses

__all__ = ["LikeDateRows", "days_added", "days_counted"]

_ENDS: Final = {"[a, b)": (1, 0), "(a, b]": (0, 1), "[a, b]": (1, 1)}
"""Whether the first and the second of a pair are counted."""


class _Dates(Protocol):
    """What dates answer under our own conventions."""

    def is_business_day(self, day: date) -> bool: ...

    def _add(self, day: date, n: int) -> date: ...

    def _count(self, start: date, end: date) -> int: ...


def days_added(dates: _Dates, like: Conventions, day: date, n: int) -> date:
    """Return the date n business days later."""
    if n == 0:
        step = 1 if like.zero_days == "roll-forward" else 0
    else:
        step = {"next-date": 0, "roll-forward": 1, "roll-along": 1 if n > 0 else -1}[like.days_start]
    if step and not dates.is_business_day(day):
        day = dates._add(day, step)
    return dates._add(day, n)


def days_counted(dates: _Dates, like: Conventions, start: date, end: date) -> int:
    """Return how many business dates lie between two dates."""
    swapped = end < start
    low, high = (end, start) if swapped else (start, end)
    low_in, high_in = _ends(like, "swapped" if swapped else "in order")
    count = dates._count(low, high)
    if not low_in:
        count -= dates.is_business_day(low)
    if high_in:
        count += dates.is_business_day(high)
    return -count if swapped and like.reversed_dates != "absolute" else count


def _ends(like: Conventions, order: Literal["swapped", "in order"]) -> tuple[int, int]:
    first, second = _ENDS[like.counting_dates]
    return (second, first) if order == "swapped" and like.reversed_dates == "from-start" else (first, second)


class LikeDateRows(DateRows):
    """What the business dates of one calendar answer to blocks of dates, as another system answers."""

    __slots__ = ("_like", "_plain")

    def __init__(self, timelines: Timelines, like: Conventions) -> None:
        super().__init__(timelines)
        self._plain = DateRows(timelines)
        self._like = like

    def add(self, days: Ints, n: Ints) -> tuple[Ints, Statuses]:
        """Return the dates n business days later."""
        days, n = np.broadcast_arrays(days, n)
        way: Any = {"next-date": 0, "roll-forward": 1, "roll-along": np.sign(n)}[self._like.days_start]
        steps = np.where(n == 0, 1 if self._like.zero_days == "roll-forward" else 0, way)
        business, _ = self._plain.is_business(days)
        begin, why = self._plain.add(days, np.where(business, 0, steps).astype(np.int64))
        found, status = self._plain.add(begin, n)
        status = np.where(why == OK, status, why)
        missing = missing_rows(days) | missing_rows(n)
        status = np.where(missing, np.int8(NO_VALUE), status).astype(np.int8)
        return np.where(status == OK, found, MISSING), status

    def count(self, start: Ints, end: Ints) -> tuple[Ints, Statuses]:
        """Return how many business dates lie between dates."""
        start, end = np.broadcast_arrays(start, end)
        swapped = end < start
        low, high = np.where(swapped, end, start), np.where(swapped, start, end)
        found, status = self._plain.count(low, high)
        (low_in, high_in), (swapped_low, swapped_high) = _ends(self._like, "in order"), _ends(self._like, "swapped")
        found = found - np.where(np.where(swapped, swapped_low, low_in), 0, self._plain.is_business(low)[0])
        found = found + np.where(np.where(swapped, swapped_high, high_in), self._plain.is_business(high)[0], 0)
        if self._like.reversed_dates != "absolute":
            found = np.where(swapped, -found, found)
        return np.where(status == OK, found, MISSING), status

    def roll(
        self,
        days: Ints,
        way: Literal["following", "preceding", "modified-following", "modified-preceding", "nearest"],
    ) -> tuple[Ints, Statuses]:
        """Return dates that are business dates as they are, and the others moved to one."""
        return self._plain.roll(days, way)
