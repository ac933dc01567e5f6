"""What promises about time have in common: a stopwatch, the readings of its limits, how their share is looked at."""

from __future__ import annotations

from typing import Annotated, Any

from contractkit.documents.clauses.effects import PrecisionText
from contractkit.documents.conditions import Condition, Start, Stop
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import Name, NumberText, TimeText
from contractkit.documents.scalars import Part, Word, Written
from contractkit.documents.unions import Forms

__all__ = ["AnyCutOff", "Clock", "Counting", "CutOff", "Policies"]


class CutOff(Part):
    """The time of day after which a start counts as the next business day's, and from when it then counts."""

    after: TimeText
    restart: TimeText | None = None


def _cut_off_form(value: Any) -> str:
    if isinstance(value, str) and value == "none":
        return "word"
    return "map" if isinstance(value, dict | CutOff) else "time"


AnyCutOff = Annotated[
    Written[Any] | CutOff | str,
    Forms(_cut_off_form, word=Annotated[str, Word("none")], time=TimeText, map=CutOff),
]
"""A time of day, with a restart if it has one, or ``none`` where it is agreed that there is none."""


class Clock(Part):
    """What starts and stops a clock; left out, the measure that is named has it.

    Attributes:
        resets: While the item's state meets it, the clock has not started, and what was used is forgotten.
        cancels: Once the item's state meets it, the clock is over for good, and judges nothing.
    """

    measure: Name | None = None
    starts: Start | None = None
    stops: Stop | None = None
    resets: Condition | None = None
    cancels: Condition | None = None


class Policies(Part):
    """The readings that decide where a time limit ends, and in which period an item counts."""

    cut_off: AnyCutOff | None = None
    at_cut_off: Annotated[str | None, Settles("at_cut_off")] = None
    counting: Annotated[str | None, Settles("counting")] = None
    outside_hours: Annotated[str | None, Settles("outside_hours")] = None
    ends: Annotated[str | None, Settles("ends")] = None
    landing: Annotated[str | None, Settles("landing")] = None
    on_change: Annotated[str | None, Settles("on_change")] = None
    on_reopen: Annotated[str | None, Settles("on_reopen")] = None
    stop_counts: Annotated[str | None, Settles("stops")] = None
    assigned_by: Annotated[str | None, Settles("assigned_by")] = None
    open_overdue: Annotated[str | None, Settles("open_overdue")] = None
    no_volume: Annotated[str | None, Settles("no_volume")] = None
    no_data: Annotated[str | None, Settles("no_data")] = None


class Counting(Part):
    """How a share of items in time is looked at, before it is compared with what was agreed.

    Attributes:
        precision: To which unit the share is brought; left out, it is compared exactly.
        minimum_sample: With fewer items nothing is decided; left out, however few there are.
    """

    precision: PrecisionText | None = None
    minimum_sample: NumberText | None = None
