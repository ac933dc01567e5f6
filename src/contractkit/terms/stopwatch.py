"""What starts and stops a clock, and how much time it is allowed."""

from __future__ import annotations

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.spans import Within
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import Condition

__all__ = ["AtField", "Limit", "WhenState"]


@attrs.frozen
class AtField:
    """An instant that stands in a column of the item."""

    field: str


@attrs.frozen
class WhenState:
    """The instant at which the item's state meets a condition."""

    condition: Condition


@attrs.frozen
class Limit:
    """How much time is allowed, and on which calendar.

    Attributes:
        within: The time limit.
        calendar: The calendar on which it runs; the one that is always open where only the zone matters.
        calendar_name: The calendar's name in the documents, ``always`` for the one that is always open.
        clause: Where the limit stands, with the row of a table.
    """

    within: Within
    calendar: BusinessCalendar
    calendar_name: str
    clause: ClauseRef
