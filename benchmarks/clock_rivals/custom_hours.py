"""pandas' CustomBusinessHour, asked for the due times of the three targets alone: no pauses, no stops, no changes."""

from __future__ import annotations

import warnings
from typing import Any, Final

import pandas as pd

from clock_rivals.workload import HOLIDAYS, Log

__all__ = ["due_times"]

_HOURS: Final = {"P1": (4, 1, 38), "P2": (16, 4, 38), "P3": (40, 4, 38)}
"""The hours allowed by priority; five business days are about 38 hours."""


def due_times(log: Log) -> list[Any]:
    """Return three due times for each item as aware instants, as the engine benchmark asks for them.

    Hours of one length are added to all of their items at once.
    """
    opened = log.items["opened_at"].to_pandas().dt.tz_convert("Europe/Amsterdam")
    priority = log.items["priority"].to_pandas()
    days = pd.to_datetime(list(HOLIDAYS)).date.tolist()
    found = []
    for target in range(3):
        for word, hours in _HOURS.items():
            offset = pd.offsets.CustomBusinessHour(
                hours[target], start=["09:00", "13:00"], end=["12:00", "17:30"], holidays=days
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it says that this is slow
                found.append(opened[priority == word] + offset)
    return found
