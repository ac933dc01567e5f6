"""How much time a piece of work may take."""

from __future__ import annotations

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.spans import Span, Within

__all__ = ["Allowance"]


@attrs.frozen
class Allowance:
    """How much time something may take, and on which calendar.

    Attributes:
        time: The time limit, or the span of calendar days, weeks, months or business days.
        calendar: The calendar on which it runs; None where it needs none, and where the text names none of several.
        calendar_name: Its name in the documents, or None.
    """

    time: Within | Span
    calendar: BusinessCalendar | None = None
    calendar_name: str | None = None
