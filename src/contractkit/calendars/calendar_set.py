"""Many calendars at once: a code in each row says which calendar the row is asked of.

Rows are grouped by calendar inside blocks: one stable sort of small codes, one call for each calendar that occurs, and
the answers are put back in order. The cost hardly depends on the number of calendars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, overload
from zoneinfo import ZoneInfo

import attrs
import numpy as np

from contractkit.calendars.arrays import Argument, Call
from contractkit.calendars.asking import Question, asking_elapsed, asking_limit, asking_limits, asking_open
from contractkit.calendars.calendar import BusinessCalendar
from contractkit.calendars.codes import Codes, codes_in
from contractkit.calendars.doors import amounts_in, asked, instants_in, is_column, of_one_kind
from contractkit.calendars.grouping import answered_by_calendar
from contractkit.calendars.rows import NO_VALUE, Errors, Statuses, check_errors
from contractkit.calendars.time_limits import span_of
from contractkit.errors import UsageError

__all__ = ["CalendarSet"]


@attrs.frozen(init=False, repr=False)
class CalendarSet:
    """Calendars in order, each asked about the rows that carry its code or its name.

    Codes count from 0 in the order of the calendars; a row with the code -1, or a missing one, has no answer. Where the
    set is made from a mapping, the names are codes too.

    Args:
        calendars: The calendars, or a mapping from names to calendars.

    Raises:
        UsageError: There is no calendar among them, or something that is none.

    Example:
        >>> import numpy as np
        >>> week = {"mon-fri": "09:00-17:00"}
        >>> zones = {"ams": "Europe/Amsterdam", "nyc": "America/New_York"}
        >>> desks = CalendarSet({name: BusinessCalendar(zone, week) for name, zone in zones.items()})
        >>> opened = np.array(["2026-01-02T15:00", "2026-01-02T15:00"], "datetime64[us]")
        >>> desks.due_at_array(["ams", "nyc"], opened, "4 hours", zone="UTC").astype("datetime64[m]")
        array(['2026-01-05T11:00', '2026-01-02T19:00'], dtype='datetime64[m]')
    """

    calendars: tuple[BusinessCalendar, ...]
    names: tuple[str, ...] | None

    def __init__(self, calendars: Iterable[BusinessCalendar] | Mapping[str, BusinessCalendar]) -> None:
        if isinstance(calendars, BusinessCalendar):
            raise UsageError("a set holds several calendars; write CalendarSet([calendar, ...])", value=calendars)
        names = tuple(calendars) if isinstance(calendars, Mapping) else None
        found = tuple(calendars.values()) if isinstance(calendars, Mapping) else tuple(calendars)
        if not found:
            raise UsageError("a set of calendars holds at least one calendar")
        for place, calendar in enumerate(found):
            if not isinstance(calendar, BusinessCalendar):
                raise UsageError(f"calendar {place} of the set is none: {calendar!r}", value=calendar)
        for name in names or ():
            if not isinstance(name, str):
                raise UsageError(f"a calendar of the set is named by a text, not {name!r}", value=name)
        self.__attrs_init__(found, names)

    def __repr__(self) -> str:
        if self.names is None:
            return f"CalendarSet({list(self.calendars)!r})"
        return f"CalendarSet({dict(zip(self.names, self.calendars, strict=True))!r})"

    def __len__(self) -> int:
        return len(self.calendars)

    def __iter__(self) -> Iterator[BusinessCalendar]:
        return iter(self.calendars)

    def __getitem__(self, code: int | str) -> BusinessCalendar:
        """Return the calendar of a code or a name.

        Raises:
            UsageError: There is none.
        """
        if isinstance(code, str):
            if code in (self.names or ()):
                return self.calendars[(self.names or ()).index(code)]
        elif 0 <= code < len(self.calendars):
            return self.calendars[code]
        names = f" and the names {', '.join(self.names)}" if self.names else ""
        says = f"{code!r} is no calendar of the set, which has the codes 0 to {len(self.calendars) - 1}{names}"
        raise UsageError(says, value=code)

    @overload
    def is_open_array(
        self, code: object, instants: object, zone: str | ZoneInfo | None = None, errors: Literal["raise"] = "raise"
    ) -> Any: ...

    @overload
    def is_open_array(
        self, code: object, instants: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def is_open_array(
        self, code: object, instants: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return which instants are open in the calendar of their row; see `BusinessCalendar.is_open_array`.

        Args:
            code: The code, or the name, of the calendar of each row; -1, a null or an empty text for none.
            instants: As for one calendar.
            zone: As for one calendar.
            errors: As for one calendar.

        Raises:
            UsageError: A code that no calendar has; `row` counts from 0.
        """
        call, codes = self._call("is_open", code, errors)
        question = asked(call, instants_in(call, "instants", instants, zone), zone=zone, codes=codes)
        asks = [asking_open(calendar) for calendar in self.calendars]
        found, status = answered_by_calendar(call, question, asks, np.bool_)
        missing = status == NO_VALUE if any(status.strides) else None
        answer = question.like.truths(found, missing)
        return (answer, status) if errors == "mark" else answer

    @overload
    def elapsed_array(
        self,
        code: object,
        start: object,
        end: object,
        zone: str | ZoneInfo | None = None,
        errors: Literal["raise"] = "raise",
    ) -> Any: ...

    @overload
    def elapsed_array(
        self, code: object, start: object, end: object, zone: str | ZoneInfo | None = None, *, errors: Literal["mark"]
    ) -> tuple[Any, Statuses]: ...

    def elapsed_array(
        self, code: object, start: object, end: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the working time in each `[start, end)` in the calendar of its row.

        Args:
            code: The code, or the name, of the calendar of each row; -1, a null or an empty text for none.
            start: As for `BusinessCalendar.elapsed_array`.
            end: The same kind as `start`.
            zone: As for one calendar.
            errors: As for one calendar.

        Raises:
            UsageError: A code that no calendar has; `row` counts from 0.
        """
        call, codes = self._call("elapsed", code, errors)
        rows = instants_in(call, "start", start, zone), instants_in(call, "end", end, zone)
        of_one_kind(call, rows)
        question = asked(call, *rows, zone=zone, codes=codes)
        asks = [asking_elapsed(calendar) for calendar in self.calendars]
        found, status = answered_by_calendar(call, question, asks)
        answer = question.like.amounts(found)
        return (answer, status) if errors == "mark" else answer

    @overload
    def due_at_array(
        self,
        code: object,
        start: object,
        within: object,
        zone: str | ZoneInfo | None = None,
        errors: Literal["raise"] = "raise",
    ) -> Any: ...

    @overload
    def due_at_array(
        self,
        code: object,
        start: object,
        within: object,
        zone: str | ZoneInfo | None = None,
        *,
        errors: Literal["mark"],
    ) -> tuple[Any, Statuses]: ...

    def due_at_array(
        self, code: object, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the instants by which time limits have been used up, each in the calendar of its row.

        Args:
            code: The code, or the name, of the calendar of each row; -1, a null or an empty text for none.
            start: As for `BusinessCalendar.due_at_array`.
            within: One time limit for all rows, or working time for each row.
            zone: As for one calendar.
            errors: As for one calendar.

        Raises:
            UsageError: A code that no calendar has; `row` counts from 0.
        """
        return self._limits(code, start, within, zone, errors, "due")

    @overload
    def in_time_until_array(
        self,
        code: object,
        start: object,
        within: object,
        zone: str | ZoneInfo | None = None,
        errors: Literal["raise"] = "raise",
    ) -> Any: ...

    @overload
    def in_time_until_array(
        self,
        code: object,
        start: object,
        within: object,
        zone: str | ZoneInfo | None = None,
        *,
        errors: Literal["mark"],
    ) -> tuple[Any, Statuses]: ...

    def in_time_until_array(
        self, code: object, start: object, within: object, zone: str | ZoneInfo | None = None, errors: Errors = "raise"
    ) -> Any | tuple[Any, Statuses]:
        """Return the last instants that are still in time, inclusive, each in the calendar of its row.

        Arguments, answers and errors are those of `due_at_array`.
        """
        return self._limits(code, start, within, zone, errors, "until")

    # -- inside ------------------------------------------------------------------------------------------------

    def _call(self, scalar: str, code: object, errors: Errors) -> tuple[Call, Codes]:
        check_errors(errors)
        call = Call(f"set of {len(self.calendars)} calendars", f"{scalar}_array", scalar, errors)
        return call, codes_in(call, code, len(self.calendars), self.names)

    def _limits(
        self,
        code: object,
        start: object,
        within: object,
        zone: str | ZoneInfo | None,
        errors: Errors,
        which: Literal["due", "until"],
    ) -> Any | tuple[Any, Statuses]:
        call, codes = self._call("due_at" if which == "due" else "in_time_until", code, errors)
        starts = instants_in(call, "start", start, zone)
        asks: list[Question]
        rows: tuple[Argument, ...]
        if is_column(within):
            rows = starts, amounts_in(call, "within", within)
            asks = [asking_limits(calendar, which) for calendar in self.calendars]
        else:
            rows = (starts,)
            asks = [asking_limit(calendar, span_of(within, calendar.conventions), which) for calendar in self.calendars]
        question = asked(call, *rows, zone=zone, codes=codes)
        found, status = answered_by_calendar(call, question, asks)
        answer = question.like_first.instants(found, starts.column.zone or zone)
        return (answer, status) if errors == "mark" else answer
