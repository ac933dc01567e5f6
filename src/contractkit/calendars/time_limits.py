"""Time limits as callers give them: a span, a timedelta, or the text of one."""

from __future__ import annotations

from datetime import timedelta

from contractkit.calendars.conventions import OURS, Conventions
from contractkit.errors import UsageError
from contractkit.quantities.spans import CalendarDays, Months, Within, WorkingTime

__all__ = ["Allowed", "dates_only", "span_of"]

Allowed = Within | timedelta | str
"""A time limit as callers give it: a span, a timedelta (working time), or a text: ``4 hours``, ``PT4H``."""


def dates_only(span: Within) -> CalendarDays | Months:
    """Return a limit in dates; a moment is refused, as only the item's own column tells it."""
    if isinstance(span, (CalendarDays, Months)):
        return span
    raise UsageError(f"{span} stands in a column of the item; a calendar alone cannot tell when it is", value=span)


def span_of(within: object, like: Conventions = OURS) -> Within:
    """Return the span that is meant; a timedelta is working time.

    Args:
        within: A span, a timedelta, or the text of a limit.
        like: What a text means where it leaves a policy open; a span says all of it.

    Raises:
        UsageError: It is no time limit.
        QuantityError: It is a text, and not the text of a time limit.
    """
    if isinstance(within, timedelta):
        return WorkingTime.from_timedelta(within)
    if isinstance(within, str):
        from contractkit.quantities.notation import parse_allowed

        return like.meant(parse_allowed(within))
    if isinstance(within, Within):
        return within
    raise UsageError(
        f"a time limit is a span such as WorkingTime.of(hours=4), a timedelta or a text like '4 hours', not {within!r}",
        value=within,
    )
