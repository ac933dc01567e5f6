"""The public test kit: slow, obvious second implementations that fast ones are checked against, and what to ask them.

`InstantSet` holds explicit sets of instants; `SlowCalendar` and its combinations find theirs by looking at what
`zoneinfo` says that the clocks show, and `SlowDays` counts business days on them date by date. None of them shares
code with `contractkit.calendars`. The strategies (`calendar_specs`, `combined_specs`, `specs`, `edge_instants`,
`working_amounts`, `questions`) draw where calendars break, and need hypothesis; they are loaded when asked for.
"""

from __future__ import annotations

from typing import Any

from contractkit.testing.business_days import SlowDays
from contractkit.testing.business_time import SlowCalendar, SlowDates, SlowTime
from contractkit.testing.combined_time import SlowCombination, SlowHistory, SlowWithDays
from contractkit.testing.instant_sets import BeyondWindow, InstantSet
from contractkit.testing.written_hours import Rota, SeasonHours

_STRATEGIES = ("calendar_specs", "combined_specs", "edge_instants", "questions", "specs", "working_amounts")

__all__ = [
    "BeyondWindow",
    "InstantSet",
    "Rota",
    "SeasonHours",
    "SlowCalendar",
    "SlowCombination",
    "SlowDates",
    "SlowDays",
    "SlowHistory",
    "SlowTime",
    "SlowWithDays",
]


def __getattr__(name: str) -> Any:
    if name in _STRATEGIES:
        from contractkit.testing import calendar_strategies

        return getattr(calendar_strategies, name)
    raise AttributeError(f"module 'contractkit.testing' has no attribute {name!r}")
