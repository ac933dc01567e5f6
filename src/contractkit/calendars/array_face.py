"""The face of a calendar for arrays and columns of instants, as callers hold them."""

from __future__ import annotations

from typing import Any, Literal, overload
from zoneinfo import ZoneInfo

import numpy as np

from contractkit.calendars.answering import answered
from contractkit.calendars.arrays import Call
from contractkit.calendars.asking import asking_elapsed, asking_limit, asking_limits, asking_open
from contractkit.calendars.date_arrays import DateArrayFace
from contractkit.calendars.doors import amounts_in, asked, instants_in, is_column, of_one_kind
from contractkit.calendars.microseconds import MicrosecondFace
from contractkit.calendars.rows import NO_VALUE, Errors, Statuses, check_errors
from contractkit.calendars.time_limits import span_of

__all__ = ["ArrayFace"]


class ArrayFace(DateArrayFace, MicrosecondFace):
    """What a calendar answers to arrays of instants: the scalar methods, a row at a time but all rows at once.

    Instants are int64 microseconds since the epoch, datetime64 with `zone`, or a column of pandas, polars, Arrow or
    narwhals; the answer is of the same kind. Whole numbers answer in whole numbers, datetime64 in datetime64[us] in
    UTC and timedelta64[us]; a column of a data frame in a column of its library, in microseconds, in its own zone (or
    in `zone` where it had none), with its name and its index. Missing stays missing: NaT, null, or the least int64.
    """

    __slots__ = ()

    @overload
    def is_open_array(
        self, instants: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> Any: ...

    @overload
    def is_open_array(
        self, instants: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def is_open_array(
        self, instants: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return which instants are open; a closing is not.

        A missing instant is neither open nor closed, and its answer is missing too. A numpy array of truth values has
        no room for that: there it is False, and ``errors="mark"`` tells it from a closed one by its status 1.

        Args:
            instants: int64 microseconds since the epoch, datetime64 with `zone`, or a column of a data frame.
            zone: The zone on whose clocks readings without a zone were read.
            errors: ``raise``, or ``mark`` to get False and a status for rows past the horizon.

        Returns:
            Truth values of the same kind; null where the instant is, for kinds that have a missing truth value. With
            ``mark`` also an int8 status a row, as for `due_at_array`.

        Raises:
            NaiveDatetimeError: Readings without a zone.
            UsageError: Another type.
            CalendarHorizonError: A row lies in a year that is not known.
        """
        check_errors(errors)
        call = Call(self._timelines.name, "is_open_array", "is_open", errors)
        question = asked(call, instants_in(call, "instants", instants, zone), zone=zone)
        ask, one, _ = asking_open(self)
        found, status = answered(call, question, ask, one, 0, np.bool_)
        missing = status == NO_VALUE if any(status.strides) else None
        answer = question.like.truths(found, missing)
        return (answer, status) if errors == "mark" else answer

    @overload
    def elapsed_array(
        self, start: object, end: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> Any: ...

    @overload
    def elapsed_array(
        self, start: object, end: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def elapsed_array(
        self, start: object, end: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the working time in each `[start, end)`; negative where `end` lies before `start`.

        Args:
            start: int64 microseconds since the epoch, datetime64 with `zone`, or a column of a data frame; shapes
                broadcast, and one of the two may be a single value, such as an aware datetime.
            end: The same kind as `start`.
            zone: The zone on whose clocks readings without a zone were read.
            errors: ``raise``, or ``mark`` to get a missing value and a status for rows past the horizon.

        Returns:
            int64 microseconds, timedelta64[us] for datetime64, or a column of durations in microseconds; with ``mark``
            also an int8 status a row: 0 answered, 1 no value, 2 past the horizon, 3 never open.

        Raises:
            NaiveDatetimeError: Readings without a zone.
            UsageError: Another type, or shapes, kinds or indexes that do not fit each other.
            CalendarHorizonError: A row lies in a year that is not known; `row` counts from 0.

        Example:
            >>> import numpy as np
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> opened = np.array(["2026-01-02T16:00", "2026-01-05T08:00"], "datetime64[us]")
            >>> office.elapsed_array(opened, datetime(2026, 1, 5, 12, tzinfo=office.tz), zone=office.tz).astype("m8[m]")
            array([240, 180], dtype='timedelta64[m]')
        """
        check_errors(errors)
        call = Call(self._timelines.name, "elapsed_array", "elapsed", errors)
        rows = instants_in(call, "start", start, zone), instants_in(call, "end", end, zone)
        of_one_kind(call, rows)
        question = asked(call, *rows, zone=zone)
        ask, one, _ = asking_elapsed(self)
        found, status = answered(call, question, ask, one, 0)
        answer = question.like.amounts(found)
        return (answer, status) if errors == "mark" else answer

    @overload
    def due_at_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> Any: ...

    @overload
    def due_at_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def due_at_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the instants by which time limits have been used up, as `due_at` does for one.

        Args:
            start: int64 microseconds since the epoch, datetime64 with `zone`, or a column of a data frame.
            within: One time limit for all rows, as for `due_at`; or working time for each row: int64 microseconds,
                timedelta64 or a column of durations. Negative amounts count back.
            zone: The zone on whose clocks readings without a zone were read; of a repeated reading the first is meant.
            errors: ``raise``, or ``mark`` to get a missing value and a status for rows without an answer.

        Returns:
            int64 microseconds, datetime64[us] in UTC for datetime64, or an aware column in microseconds; with ``mark``
            also an int8 status a row: 0 answered, 1 no value, 2 past the horizon, 3 never open.

        Raises:
            NaiveDatetimeError: Readings without a zone.
            UsageError: Another type, shapes that do not fit, a reading that its zone skips, or nanoseconds that are no
                whole microseconds.
            QuantityError: The text is no time limit.
            CalendarHorizonError: The years that are known end before the time is used up; `row` counts from 0.
            NeverOpenError: The calendar does not open before its horizon.

        Example:
            >>> import numpy as np
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> office.due_at_array(np.array(["2026-01-02T16:00"], "datetime64[us]"), "4 hours", zone=office.tz)
            array(['2026-01-05T11:00:00.000000'], dtype='datetime64[us]')
        """
        return self._limits(start, within, zone, errors, "due")

    @overload
    def in_time_until_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> Any: ...

    @overload
    def in_time_until_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def in_time_until_array(
        self, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the last instants that are still in time, inclusive, as `in_time_until` does for one.

        Arguments, answers and errors are those of `due_at_array`.
        """
        return self._limits(start, within, zone, errors, "until")

    def _limits(
        self, start: object, within: object, zone: str | ZoneInfo | None, errors: Errors, which: Literal["due", "until"]
    ) -> Any | tuple[Any, Statuses]:
        check_errors(errors)
        names = ("due_at_array", "due_at") if which == "due" else ("in_time_until_array", "in_time_until")
        call = Call(self._timelines.name, *names, errors)
        starts = instants_in(call, "start", start, zone)
        if is_column(within):
            question = asked(call, starts, amounts_in(call, "within", within), zone=zone)
            ask, one, block = asking_limits(self, which)
        else:
            question = asked(call, starts, zone=zone)
            ask, one, block = asking_limit(self, span_of(within, self.conventions), which)
        found, status = answered(call, question, ask, one, block)
        answer = question.like_first.instants(found, starts.column.zone or zone)
        return (answer, status) if errors == "mark" else answer
