"""What starts and stops a clock, and how much time it is allowed."""

from __future__ import annotations

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.spans import Within
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import Condition

__all__ = ["AtField", "Happens", "Limit", "WhenState"]


@attrs.frozen
class AtField:
    """An instant that stands in a column of the item."""

    field: str


@attrs.frozen
class WhenState:
    """The instant at which the item's state meets a condition."""

    condition: Condition


@attrs.frozen
class Happens:
    """Each instant at which the events say one of the values of a field, also where the field held that value already.

    It looks at what was said and not at what is the case: the state of the item plays no part. A second note of the
    customer is a second happening. The opening state of an item is no event and hence no happening. Several events
    of one instant that say one of the values are one happening; each event counts by its own value, also where another
    of the same instant is the state in the end. A value that is missing is never one of the values.

    As the start of a clock each happening starts one that has not started and reopens one that has stopped; it changes
    nothing for one that runs. As its stop each happening stops one that runs or is paused, and changes nothing for one
    that is stopped or has not started. In one instant the stop wins, unless the sequence numbers of its events say that
    the last start came after the last stop: then both count, in that order.

    Attributes:
        field: The field of the events.
        values: The values of which an event has to say one; not empty.
    """

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.field} says {' or '.join(self.values)}"


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
