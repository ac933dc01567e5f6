"""The face of a calendar for arrays of instants, as callers hold them."""

from __future__ import annotations

from typing import Literal, overload
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from contractkit.calendars.arrays import AnyArray, amounts_in, instants_in, like_amounts, like_instants
from contractkit.calendars.instants import MISSING
from contractkit.calendars.microseconds import MicrosecondFace
from contractkit.calendars.rows import BEYOND_HORIZON, NO_VALUE, OK, Errors, Statuses
from contractkit.calendars.time_limits import dates_only, span_of
from contractkit.calendars.wall_time import wall_due
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime

__all__ = ["ArrayFace"]


class ArrayFace(MicrosecondFace):
    """What a calendar answers to arrays of instants: the scalar methods, a row at a time but all rows at once."""

    __slots__ = ()

    def is_open_array(self, instants: object, zone: str | ZoneInfo | None = None) -> npt.NDArray[np.bool_]:
        """Return which instants are open; a missing instant is not.

        Args:
            instants: int64 microseconds since the epoch, or datetime64 with `zone`.
            zone: The zone on whose clocks datetime64 values were read.
        """
        us, _ = instants_in(instants, zone, "instants")
        return self._axis.is_open(us)

    @overload
    def elapsed_array(
        self, start: object, end: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> AnyArray: ...

    @overload
    def elapsed_array(
        self, start: object, end: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[AnyArray, Statuses]: ...

    def elapsed_array(
        self, start: object, end: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> AnyArray | tuple[AnyArray, Statuses]:
        """Return the working time in each `[start, end)`; negative where `end` lies before `start`.

        Args:
            start: int64 microseconds since the epoch, or datetime64 with `zone`; shapes broadcast.
            end: The same kind as `start`.
            zone: The zone on whose clocks datetime64 values were read.
            errors: ``raise``, or ``mark`` to get a missing value and a status for rows past the horizon.

        Returns:
            int64 microseconds, or timedelta64[us] for datetime64; with ``mark`` also an int8 status a row: 0 answered,
            1 no value, 2 past the horizon, 3 never open.
        """
        first, kind = instants_in(start, zone, "start")
        last, _ = instants_in(end, zone, "end")
        found, status = self._axis.elapsed(first, last, errors)
        answer = like_amounts(found, kind)
        return (answer, status) if errors == "mark" else answer

    @overload
    def due_at_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> AnyArray: ...

    @overload
    def due_at_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[AnyArray, Statuses]: ...

    def due_at_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> AnyArray | tuple[AnyArray, Statuses]:
        """Return the instants by which time limits have been used up, as `due_at` does for one.

        Args:
            start: int64 microseconds since the epoch, or datetime64 with `zone`.
            within: One time limit for all rows, or an array of working time (int64 microseconds or timedelta64).
            zone: The zone on whose clocks datetime64 values were read.
            errors: ``raise``, or ``mark`` to get a missing value and a status for rows without an answer.

        Returns:
            int64 microseconds, or datetime64[us] in UTC for datetime64; with ``mark`` also an int8 status a row:
            0 answered, 1 no value, 2 past the horizon, 3 never open.
        """
        return self._limits(start, within, zone, errors, "due")

    @overload
    def in_time_until_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> AnyArray: ...

    @overload
    def in_time_until_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[AnyArray, Statuses]: ...

    def in_time_until_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> AnyArray | tuple[AnyArray, Statuses]:
        """Return the last instants that are still in time, inclusive, as `in_time_until` does for one.

        Arguments and answers are those of `due_at_array`.
        """
        return self._limits(start, within, zone, errors, "until")

    def _limits(
        self, start: object, within: object, zone: str | ZoneInfo | None, errors: Errors, which: Literal["due", "until"]
    ) -> AnyArray | tuple[AnyArray, Statuses]:
        us, kind = instants_in(start, zone, "start")
        span = within if isinstance(within, np.ndarray) else span_of(within)
        if isinstance(span, (np.ndarray, WorkingTime)):
            amount = amounts_in(span) if isinstance(span, np.ndarray) else np.asarray(span.us, np.int64)
            found, status = (self._axis.due if which == "due" else self._axis.until)(us, amount, errors)
        elif isinstance(span, BusinessDays):
            found, status = self.day_axis(us, span).due(span.n, errors)
        else:
            if isinstance(span, ElapsedTime):
                found = np.where(us == MISSING, MISSING, us + span.us)
            else:
                found = wall_due(self._timelines.rules.clock, us, dates_only(span), None, errors)
            status = np.where(us == MISSING, NO_VALUE, np.where(found == MISSING, BEYOND_HORIZON, OK)).astype(np.int8)
        answer = like_instants(found, kind)
        return (answer, status) if errors == "mark" else answer
