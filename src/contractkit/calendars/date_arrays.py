"""The face of a calendar for arrays and columns of dates: the scalar methods, all rows at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal, get_args, overload

import numpy as np

from contractkit.calendars.answering import FINE, Answer, answered
from contractkit.calendars.arrays import Call
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import OURS, Conventions
from contractkit.calendars.date_rows import DateRows
from contractkit.calendars.doors import asked, dates_in, numbers_in
from contractkit.calendars.instants import DAY, Ints, date_of
from contractkit.calendars.like_dates import LikeDateRows
from contractkit.calendars.rows import NO_VALUE, Errors, Statuses, check_errors
from contractkit.errors import UsageError

__all__ = ["DateArrayFace", "Rolling", "rolling"]

Rolling = Literal["following", "preceding", "modified-following", "modified-preceding", "nearest"]
"""Where a date that is no business date moves."""

_PYTHON: Final = (date.min.toordinal() - date_of(0).toordinal(), date.max.toordinal() - date_of(0).toordinal())


def rolling(convention: str) -> Rolling:
    """Return a rolling convention by its name.

    Raises:
        UsageError: There is none of that name.
    """
    for name in get_args(Rolling):
        if convention == name:
            return name  # type: ignore[no-any-return]
    names = ", ".join(get_args(Rolling))
    raise UsageError(f"{convention!r} is no convention; the conventions are {names}", value=convention)


class DateArrayFace:
    """What a calendar answers to arrays of dates; no instants and no zones take part.

    Dates are datetime64[D], or a column of dates of polars or Arrow, or midnights without a zone, which is how pandas
    keeps dates. Answers are of the same kind, and missing stays missing: NaT, null, or the least int64 for a count.
    """

    __slots__ = ()

    conventions: Conventions
    _timelines: Timelines

    @overload
    def is_business_day_array(self, days: object, errors: Literal["raise"] = "raise") -> Any: ...

    @overload
    def is_business_day_array(self, days: object, *, errors: Literal["mark"]) -> tuple[Any, Statuses]: ...

    def is_business_day_array(self, days: object, errors: Errors = "raise") -> Any | tuple[Any, Statuses]:
        """Return which dates are business dates, as `is_business_day` does for one; a missing date is not.

        Args:
            days: datetime64[D], or a column of dates.
            errors: ``raise``, or ``mark`` to get False and a status for rows past the horizon.

        Returns:
            Truth values of the same kind; null where the date is, for kinds that have a missing truth value.

        Raises:
            UsageError: Another type.
            CalendarHorizonError: A date lies in a year that is not known; `row` counts from 0.
        """
        found, status, like = self._ask("is_business_day", errors, (days,), (), lambda rows: rows.is_business)
        answer = like.truths(found, status == NO_VALUE if any(status.strides) else None)
        return (answer, status) if errors == "mark" else answer

    @overload
    def add_days_array(self, days: object, n: object, errors: Literal["raise"] = "raise") -> Any: ...

    @overload
    def add_days_array(self, days: object, n: object, *, errors: Literal["mark"]) -> tuple[Any, Statuses]: ...

    def add_days_array(self, days: object, n: object, errors: Errors = "raise") -> Any | tuple[Any, Statuses]:
        """Return the dates n business days later, as `add_days` does for one.

        Args:
            days: datetime64[D], or a column of dates; they are never moved to a business date first.
            n: How many business days, one number or one for each row; negative counts back, and 0 is the date itself.
            errors: ``raise``, or ``mark`` to get a missing date and a status for rows without an answer.

        Returns:
            Dates of the same kind; with ``mark`` also an int8 status a row: 0 answered, 1 no value, 2 past the
            horizon, 3 no such business date.

        Raises:
            UsageError: Another type, or shapes that do not fit.
            CalendarHorizonError: The years that are known end before; `row` counts from 0.
            NeverOpenError: The calendar has no such business date.

        Example:
            >>> import numpy as np
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> office.add_days_array(np.array(["2026-01-03", "2026-01-05"], "datetime64[D]"), 1)
            array(['2026-01-05', '2026-01-06'], dtype='datetime64[D]')
        """
        found, status, like = self._ask("add_days", errors, (days,), (n,), lambda rows: rows.add)
        answer = like.days(found)
        return (answer, status) if errors == "mark" else answer

    @overload
    def count_days_array(self, start: object, end: object, errors: Literal["raise"] = "raise") -> Any: ...

    @overload
    def count_days_array(self, start: object, end: object, *, errors: Literal["mark"]) -> tuple[Any, Statuses]: ...

    def count_days_array(self, start: object, end: object, errors: Errors = "raise") -> Any | tuple[Any, Statuses]:
        """Return how many business dates lie in each `[start, end)`; negative when `end` lies before `start`.

        Args:
            start: datetime64[D], or a column of dates; shapes broadcast, and one of the two may be a single date.
            end: The same.
            errors: ``raise``, or ``mark`` to get a missing count and a status for rows past the horizon.

        Returns:
            int64, or a column of whole numbers that knows nulls; with ``mark`` also an int8 status a row.

        Raises:
            UsageError: Another type, or shapes that do not fit.
            CalendarHorizonError: A date lies in a year that is not known; `row` counts from 0.
        """
        found, status, like = self._ask("count_days", errors, (start, end), (), lambda rows: rows.count)
        answer = like.counts(found)
        return (answer, status) if errors == "mark" else answer

    @overload
    def roll_array(
        self, days: object, convention: Rolling = "following", errors: Literal["raise"] = "raise"
    ) -> Any: ...

    @overload
    def roll_array(
        self, days: object, convention: Rolling = "following", *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def roll_array(
        self, days: object, convention: Rolling = "following", errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the dates themselves where they are business dates, else the next or previous ones, as `roll` does.

        Args:
            days: datetime64[D], or a column of dates.
            convention: As for `roll`.
            errors: ``raise``, or ``mark`` to get a missing date and a status for rows without an answer.

        Returns:
            Dates of the same kind; with ``mark`` also an int8 status a row.

        Raises:
            UsageError: Another type, or an unknown convention.
            CalendarHorizonError: The years that are known end before; `row` counts from 0.
            NeverOpenError: The calendar has no such business date.
        """
        way = rolling(convention)
        found, status, like = self._ask("roll", errors, (days,), (), lambda rows: lambda us: rows.roll(us, way), way)
        answer = like.days(found)
        return (answer, status) if errors == "mark" else answer

    def _ask(
        self,
        scalar: str,
        errors: Errors,
        days: tuple[object, ...],
        numbers: tuple[object, ...],
        which: Callable[[DateRows], Callable[..., Answer]],
        *rest: object,
    ) -> tuple[Ints, Statuses, Any]:
        check_errors(errors)
        call = Call(self._timelines.name, f"{scalar}_array", scalar, errors)
        names = ("start", "end") if len(days) > 1 else ("days",)
        columns = [dates_in(call, name, values) for name, values in zip(names, days, strict=True)]
        question = asked(call, *columns, *(numbers_in(call, "n", values) for values in numbers))

        def one(*values: int) -> object:
            for day in values[: len(days)]:
                if not _PYTHON[0] <= day <= _PYTHON[1]:
                    self._timelines.refuse(day * DAY)
            return getattr(self, scalar)(*map(date_of, values[: len(days)]), *values[len(days) :], *rest)

        dtype = np.bool_ if scalar == "is_business_day" else np.int64
        ours = self.conventions is OURS
        rows = DateRows(self._timelines) if ours else LikeDateRows(self._timelines, self.conventions)
        found, status = answered(call, question, which(rows), one, FINE, dtype)
        return found, status, question.like if scalar == "count_days" else question.like_first
