"""Whole business days in numpy: `busday_offset` and `busday_count`, which know dates and no hours."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivals.contest import Contestant, Entry, Prepared, each
from rivals.workload import OFFICE, DateQuestions

__all__ = ["busday"]


def busday() -> Contestant:
    """Return numpy's business days."""
    calendar = np.busdaycalendar(holidays=[np.datetime64(day) for day in OFFICE.closed])

    def offset(start: Any, count: Any) -> Any:
        return np.busday_offset(start, count, roll="backward", busdaycal=calendar)

    def count(start: Any, end: Any) -> Any:
        return np.busday_count(start, end, busdaycal=calendar)

    def add_days(asked: DateQuestions) -> Prepared:
        columns = list(asked.starts.view("datetime64[D]")), asked.counts.tolist()
        return each(offset, columns, lambda day: int(day.astype(np.int64)))

    def count_days(asked: DateQuestions) -> Prepared:
        return each(count, (list(asked.starts.view("datetime64[D]")), list(asked.ends.view("datetime64[D]"))), int)

    def add_days_array(asked: DateQuestions) -> Prepared:
        columns = asked.starts.view("datetime64[D]"), asked.counts
        return Prepared(lambda: offset(*columns), lambda: np.asarray(offset(*columns).astype(np.int64)))

    def count_days_array(asked: DateQuestions) -> Prepared:
        columns = asked.starts.view("datetime64[D]"), asked.ends.view("datetime64[D]")
        return Prepared(lambda: count(*columns), lambda: np.asarray(count(*columns), np.int64))

    return Contestant(
        "numpy busday",
        "busday",
        dates={
            ("add days", "scalar"): Entry(add_days),
            ("count days", "scalar"): Entry(count_days),
            ("add days", "array"): Entry(add_days_array, all_rows=True),
            ("count days", "array"): Entry(count_days_array, all_rows=True),
        },
    )
