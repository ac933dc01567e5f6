"""What becomes of the rows of an array call: missing instants, rows past the horizon, rows that never open."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.timeline import Timeline
from contractkit.errors import UsageError

__all__ = [
    "BEYOND_HORIZON",
    "NEVER_OPEN",
    "NO_VALUE",
    "OK",
    "Errors",
    "Rows",
    "Statuses",
    "check_errors",
    "settle_rows",
]

Errors = Literal["raise", "mark"]
"""What arrays do with a row that has no answer: raise the error, or mark the row with a missing instant."""

Statuses = npt.NDArray[np.int8]
"""Why a row has no answer."""

OK: Final = 0
NO_VALUE: Final = 1
BEYOND_HORIZON: Final = 2
NEVER_OPEN: Final = 3


class Rows:
    """The rows of one array call: which have an answer, and safe instants to look up in place of the others."""

    __slots__ = ("any_bad", "original", "status", "timeline", "us")

    def __init__(self, original: Ints, us: Ints, status: Statuses, timeline: Timeline | None) -> None:
        self.original = original
        self.us = us
        self.status = status
        self.timeline = timeline
        self.any_bad = bool(status.any())

    def set(self, rows: npt.NDArray[np.bool_], status: int) -> None:
        """Give rows a status; a row without a value keeps that."""
        self.status[rows & (self.status != NO_VALUE)] = status
        self.any_bad = True

    def finish(self, found: Ints, timelines: Timelines, errors: Errors, offset: int) -> Ints:
        """Return the answers with the rows that have none missing, or raise the error of the first such row.

        Args:
            found: The answers; those of rows without one are not looked at.
            timelines: The calendar, for the error.
            errors: ``raise`` or ``mark``.
            offset: How many rows of the call came before these.
        """
        if not self.any_bad:
            return found
        if errors == "raise":
            wrong = np.flatnonzero(self.status > NO_VALUE)
            if wrong.size:
                row = int(wrong[0])
                us = int(self.original.ravel()[row])
                if self.status.ravel()[row] == NEVER_OPEN:
                    timelines.refuse_never(us, row=offset + row)
                low, high = timelines.bounds
                timelines.refuse(us if us < low or us >= high else high, offset + row)
        return np.where(self.status == OK, found, MISSING)


def check_errors(errors: object) -> None:
    """Refuse a word that says nothing about errors.

    Raises:
        UsageError: It is neither ``raise`` nor ``mark``.
    """
    if errors not in ("raise", "mark"):
        raise UsageError(f"errors is 'raise' or 'mark', not {errors!r}", value=errors)


def settle_rows(
    timelines: Timelines, us: Ints, second: Ints | None = None, valid: npt.NDArray[np.bool_] | None = None
) -> Rows:
    """Return the rows of an array call with a timeline that covers all instants in them that can be covered.

    Args:
        timelines: The calendar.
        us: Instants.
        second: The other ends of stretches that begin or end at `us`; the later end may lie at the horizon.
        valid: Rows that have a value besides.
    """
    us = np.asarray(us, np.int64)
    status = np.zeros(us.shape, np.int8)
    if us.size == 0:
        return Rows(us, us, status, None)
    columns = [us] if second is None else [us, second]
    low, high = timelines.bounds
    smallest = min(int(column.min()) for column in columns)
    largest = max(int(column.max()) for column in columns)
    if low <= smallest and largest < high and (valid is None or bool(valid.all())):
        return Rows(us, us, status, timelines.covering(smallest, largest))
    original = us
    for column, other in zip(columns, columns[::-1], strict=True):
        beyond = (column < low) | (column > high) | ((column == high) & ((second is None) | (other >= high)))
        status[beyond] = BEYOND_HORIZON
        original = np.where(beyond, column, original)
    for column in columns:
        status[column == MISSING] = NO_VALUE
    if valid is not None:
        status[~valid] = NO_VALUE
    good = status == OK
    if not good.any():
        return Rows(original, us, status, None)
    smallest = min(int(column[good].min()) for column in columns)
    largest = max(int(column[good].max()) for column in columns)
    if second is not None:
        largest = max(min(largest, high - 1), smallest)
    return Rows(original, np.where(good, us, smallest), status, timelines.covering(smallest, largest))
