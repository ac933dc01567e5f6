"""contractkit's own entries, in the same forms as the rivals'."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final

import numpy as np

import contractkit as ck
from rivals.contest import Contestant, Entry, Form, Operation, Prepared, each
from rivals.workload import FIFTY, OFFICE, DateQuestions, Office, Questions, datetimes

__all__ = ["calendar_of", "contractkit", "integers", "whole_set"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)
_EPOCH_DAY: Final = date(1970, 1, 1)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def calendar_of(office: Office) -> ck.BusinessCalendar:
    """Return an office as contractkit writes it."""
    return ck.BusinessCalendar(
        tz=office.zone, week={_DAYS[day]: list(office.pieces) for day in office.days}, holidays=office.closed
    )


@cache
def whole_set() -> Any:
    """Return the fifty calendars as one set."""
    return ck.CalendarSet([calendar_of(office) for office in FIFTY])


def _instant(said: datetime) -> int:
    return (said - _EPOCH) // _US


def _due(asked: Questions) -> Prepared:
    columns = datetimes(asked.starts, OFFICE.tz), [timedelta(microseconds=one) for one in asked.allowed.tolist()]
    return each(calendar_of(OFFICE).due_at, columns, _instant)


def _elapsed(asked: Questions) -> Prepared:
    columns = datetimes(asked.starts, OFFICE.tz), datetimes(asked.ends, OFFICE.tz)
    return each(calendar_of(OFFICE).elapsed, columns, lambda passed: passed // _US)


def _due_array(asked: Questions) -> Prepared:
    calendar, starts = calendar_of(OFFICE), asked.starts.view("datetime64[us]")
    allowed = asked.allowed.view("timedelta64[us]")
    return Prepared(
        lambda: calendar.due_at_array(starts, allowed, zone="UTC"),
        lambda: calendar.due_at_array(starts, allowed, zone="UTC").view(np.int64),
    )


def _elapsed_array(asked: Questions) -> Prepared:
    calendar = calendar_of(OFFICE)
    starts, ends = asked.starts.view("datetime64[us]"), asked.ends.view("datetime64[us]")
    return Prepared(
        lambda: calendar.elapsed_array(starts, ends, zone="UTC"),
        lambda: calendar.elapsed_array(starts, ends, zone="UTC").view(np.int64),
    )


def _due_integers(asked: Questions) -> Prepared:
    calendar = calendar_of(OFFICE)
    return Prepared(
        lambda: calendar.due_at_array(asked.starts, asked.allowed),
        lambda: calendar.due_at_array(asked.starts, asked.allowed),
    )


def _elapsed_integers(asked: Questions) -> Prepared:
    calendar = calendar_of(OFFICE)
    return Prepared(
        lambda: calendar.elapsed_array(asked.starts, asked.ends),
        lambda: calendar.elapsed_array(asked.starts, asked.ends),
    )


def _mixed_due(asked: Questions) -> Prepared:
    every, starts = whole_set(), asked.starts.view("datetime64[us]")
    allowed = asked.allowed.view("timedelta64[us]")
    return Prepared(
        lambda: every.due_at_array(asked.codes, starts, allowed, zone="UTC"),
        lambda: every.due_at_array(asked.codes, starts, allowed, zone="UTC").view(np.int64),
    )


def _mixed_elapsed(asked: Questions) -> Prepared:
    every, starts, ends = whole_set(), asked.starts.view("datetime64[us]"), asked.ends.view("datetime64[us]")
    return Prepared(
        lambda: every.elapsed_array(asked.codes, starts, ends, zone="UTC"),
        lambda: every.elapsed_array(asked.codes, starts, ends, zone="UTC").view(np.int64),
    )


def _dates(numbers: Any) -> list[date]:
    return [_EPOCH_DAY + timedelta(number) for number in numbers.tolist()]


def _add_days(asked: DateQuestions) -> Prepared:
    columns = _dates(asked.starts), asked.counts.tolist()
    return each(calendar_of(OFFICE).add_days, columns, lambda day: (day - _EPOCH_DAY).days)


def _count_days(asked: DateQuestions) -> Prepared:
    return each(calendar_of(OFFICE).count_days, (_dates(asked.starts), _dates(asked.ends)), int)


def _add_days_array(asked: DateQuestions) -> Prepared:
    calendar: Any = calendar_of(OFFICE)
    starts = asked.starts.view("datetime64[D]")
    return Prepared(
        lambda: calendar.add_days_array(starts, asked.counts),
        lambda: calendar.add_days_array(starts, asked.counts).astype("datetime64[D]").astype(np.int64),
    )


def _count_days_array(asked: DateQuestions) -> Prepared:
    calendar: Any = calendar_of(OFFICE)
    starts, ends = asked.starts.view("datetime64[D]"), asked.ends.view("datetime64[D]")
    return Prepared(
        lambda: calendar.count_days_array(starts, ends),
        lambda: np.asarray(calendar.count_days_array(starts, ends), np.int64),
    )


def integers() -> dict[tuple[Operation, Form], Entry[Questions]]:
    """Return the array entries on int64 microseconds in place of datetime64."""
    return {
        ("due", "array"): Entry(_due_integers, all_rows=True),
        ("elapsed", "array"): Entry(_elapsed_integers, all_rows=True),
    }


def contractkit() -> Contestant:
    """Return contractkit: datetimes one at a time, datetime64 and timedelta64 in arrays."""
    return Contestant(
        "contractkit",
        "contractkit",
        {
            ("due", "scalar"): Entry(_due, all_rows=True),
            ("elapsed", "scalar"): Entry(_elapsed, all_rows=True),
            ("due", "array"): Entry(_due_array, all_rows=True),
            ("elapsed", "array"): Entry(_elapsed_array, all_rows=True),
        },
        dates={
            ("add days", "scalar"): Entry(_add_days, all_rows=True),
            ("count days", "scalar"): Entry(_count_days, all_rows=True),
            ("add days", "array"): Entry(_add_days_array, all_rows=True),
            ("count days", "array"): Entry(_count_days_array, all_rows=True),
        },
        mixed={"due": Entry(_mixed_due, all_rows=True), "elapsed": Entry(_mixed_elapsed, all_rows=True)},
    )
