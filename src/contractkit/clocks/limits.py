"""Which target holds in which state, and with which limit: applicability, and kinds of limits.

What a limit comes to in time is computed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars import BusinessCalendar
from contractkit.clocks.target_tables import BEFORE_EVERYTHING, NONE, UNSURE, begins_at, row_of
from contractkit.clocks.truth import UNKNOWN, YES, Columns, fields_of, with_tests
from contractkit.clocks.units import Unit, unit_of
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import ClockLine, Limit, Target

__all__ = ["NONE", "UNSURE", "Limits", "fields_of_target"]

Places = NDArray[np.int32]
Ints = NDArray[np.int64]

_T = TypeVar("_T")

Policy = tuple[BusinessCalendar, BusinessDays | CalendarDays | Months | Moment]
"""How days are counted: on which calendar, and by which rules; the number in the rules says nothing."""


def fields_of_target(target: Target) -> Iterator[str]:
    """Return the fields that decide whether and with which limit a target applies."""
    yield from fields_of(target.applies)
    if target.table is not None:
        yield from target.table.by


@attrs.frozen(eq=False)
class Limits:
    """All limits of a clock line, numbered: a limit is known by its place here.

    Attributes:
        targets: The targets of the line.
        limits: The limits: of each target its own, or those of its table's rows.
        target: int32, for each limit the place of its target; the last two places are for `UNSURE` and `NONE`.
        unit: int8, for each limit what it counts (`Unit`).
        amount: int64, for each limit how much: microseconds, days or months; zero for an instant in a column.
        calendars: The different calendars.
        calendar: int32, for each limit the place of its calendar.
        policies: The different ways of counting days and months: a calendar, and a limit whose number is not meant.
        policy: int32, for each limit the place of its policy; -1 for one that counts microseconds.
    """

    targets: tuple[Target, ...]
    limits: tuple[Limit, ...]
    target: Places
    unit: NDArray[np.int8]
    amount: Ints
    calendars: tuple[BusinessCalendar, ...]
    calendar: Places
    policies: tuple[Policy, ...]
    policy: Places

    @classmethod
    def of(cls, line: ClockLine) -> Limits:
        """Return the limits of `line`, numbered in the order of the page."""
        limits: list[Limit] = []
        target: list[int] = []
        for place, one in enumerate(line.targets):
            own = [row.limit for row in one.table.rows] if one.table is not None else [one.limit or one.every]
            own += [one.every] if one.every is not None else []
            limits += [limit for limit in own if limit is not None]
            target += [place] * _count(one)
        calendars, calendar = _numbered(limit.calendar for limit in limits)
        days = [_policy(limit) for limit in limits]
        policies, policy = _numbered(one for one in days if one is not None)
        places = iter(policy)
        return cls(
            line.targets,
            tuple(limits),
            np.array([*target, UNSURE, NONE], np.int32),
            np.array([unit_of(limit) for limit in limits], np.int8),
            np.array([_amount(limit) for limit in limits], np.int64),
            tuple(calendars),
            np.array(calendar, np.int32),
            tuple(policies),
            np.array([NONE if one is None else next(places) for one in days], np.int32),
        )

    @cached_property
    def later(self) -> Places:
        """Return for each limit the one that holds in its place from the second cycle on."""
        last = np.flatnonzero(np.append(self.target[1:-2] != self.target[:-3], True)[: len(self.limits)])
        places = np.arange(len(self.limits), dtype=np.int32)
        repeated = np.array([one.every is not None for one in self.targets], np.bool_)
        if not repeated.any():
            return places
        of_target = self.target[: len(self.limits)]
        end = last[np.searchsorted(last, places)].astype(np.int32)
        return np.where(repeated[of_target], end, places)

    @property
    def dated(self) -> bool:
        """Whether a target table has rows that hold from a date on."""
        return any(row.since is not None for one in self.targets if one.table is not None for row in one.table.rows)

    @cached_property
    def begins(self) -> Ints:
        """Return the instants from which a start falls under other rows of a target table, in order."""
        found = set()
        for one in self.targets:
            for row in one.table.rows if one.table is not None else ():
                found.add(begins_at(row.since, row.limit.calendar))
        return np.array(sorted(found - {BEFORE_EVERYTHING}), np.int64)

    def by_span(self, columns: Columns, tests: Mapping[Condition, Condition]) -> tuple[Places, ...]:
        """Return for each row the limit that applies to a clock that starts before, between and after `begins`.

        Args:
            columns: The rows.
            tests: Single tests of the conditions, and how they are asked of these rows.
        """
        starts = [BEFORE_EVERYTHING, *self.begins.tolist()]
        count = columns.length
        return tuple(self.in_force(columns, np.full(count, start, np.int64), tests) for start in starts)

    def names_moments(self) -> list[Limit]:
        """Return the limits that name a moment, which pauses do not move."""
        return [limit for limit, unit in zip(self.limits, self.unit.tolist(), strict=True) if unit == Unit.MOMENT]

    def in_force(
        self, columns: Columns, started: Ints, tests: Mapping[Condition, Condition] = MappingProxyType({})
    ) -> Places:
        """Return for each row the place of the limit that applies, `NONE`, or `UNSURE`.

        Args:
            columns: The rows.
            started: int64, for each row the start of its item's clock in microseconds; of the rows of a target table
                with one key the last one that had begun by then holds.
            tests: Single tests of the conditions, and how they are asked of these rows.
        """
        found = np.full(columns.length, NONE, np.int32)
        unsure = np.zeros(columns.length, np.bool_)
        first = 0
        for target in self.targets:
            applies = columns.truth(with_tests(target.applies, tests))
            if target.table is None and _count(target):
                found[(applies == YES) & (found == NONE)] = first
            if target.table is not None:
                kept = row_of(target.table, columns, started)
                use = (applies == YES) & (found == NONE)
                found[use] = np.where(kept[use] >= 0, kept[use] + first, kept[use])
                unsure |= use & (kept == UNSURE)
                found[found == UNSURE] = NONE
            unsure |= applies == UNKNOWN
            first += _count(target)
        found[unsure & (found == NONE)] = UNSURE
        return found

    def candidates(
        self, columns: Columns, tests: Mapping[Condition, Condition] = MappingProxyType({})
    ) -> NDArray[np.bool_]:
        """Return for each row and target whether the target may apply; for rows of which it is not known.

        Args:
            columns: The rows.
            tests: Single tests of the conditions, and how they are asked of these rows.
        """
        possible = [columns.truth(with_tests(target.applies, tests)) >= UNKNOWN for target in self.targets]
        return np.stack(possible, axis=1) if possible else np.zeros((columns.length, 0), np.bool_)

    def by_calendar(self, limits: Places) -> Iterator[tuple[BusinessCalendar, NDArray[np.intp]]]:
        """Return each calendar that occurs, with the rows whose limit runs on it."""
        return _grouped(self.calendars, self.calendar[limits])

    def by_policy(self, limits: Places) -> Iterator[tuple[Policy, NDArray[np.intp]]]:
        """Return each way of counting days that occurs, with the rows whose limit counts so."""
        return _grouped(self.policies, self.policy[limits])


def _count(target: Target) -> int:
    """Return how many limits a target has: its own or those of its table, and that of later cycles."""
    own = len(target.table.rows) if target.table is not None else int((target.limit or target.every) is not None)
    return own + (target.every is not None)


def _numbered(values: Iterable[_T]) -> tuple[list[_T], list[int]]:
    different: list[_T] = []
    places: list[int] = []
    for value in values:
        if value not in different:
            different.append(value)
        places.append(different.index(value))
    return different, places


def _grouped(values: Sequence[_T], places: Places) -> Iterator[tuple[_T, NDArray[np.intp]]]:
    if not len(places):
        return
    if len(values) == 1 and (places == 0).all():
        yield values[0], np.arange(len(places))
        return
    for place, value in enumerate(values):
        rows = np.flatnonzero(places == place)
        if len(rows):
            yield value, rows


def _amount(limit: Limit) -> int:
    match limit.within:
        case WorkingTime(us) | ElapsedTime(us):
            return us
        case BusinessDays(n) | CalendarDays(n) | Months(n):
            return n
        case Moment():
            return 0


def _policy(limit: Limit) -> Policy | None:
    match limit.within:
        case BusinessDays() | CalendarDays() | Months():
            return limit.calendar, attrs.evolve(limit.within, n=1)
        case Moment():
            return limit.calendar, limit.within
        case _:
            return None
