"""Time limits with the calendar on which they run, as sentences say them."""

from __future__ import annotations

from contractkit.quantities.spans import BusinessDays, WorkingTime
from contractkit.statements.clauses import spans
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.stopwatch import Limit

__all__ = ["on_calendar", "placed"]

WORDS = {
    "en": {
        "on": "{limit} on the calendar {calendar}",
        "always": "{limit}, day and night",
        "every-day": "{limit}, where every day counts",
    },
    "nl": {
        "on": "{limit} op de kalender {calendar}",
        "always": "{limit}, dag en nacht",
        "every-day": "{limit}, waarbij elke dag telt",
    },
}


def on_calendar(limit: Limit, speaks: Language) -> str:
    """Return a limit with its calendar: ``within 4 hours on the calendar office``, ``within 1 month``."""
    return placed(spans.within(limit.within, speaks), limit, speaks)


def placed(said: str, limit: Limit, speaks: Language) -> str:
    """Return a limit that was put in words, with the calendar on which it runs; nothing is added where none matters."""
    tell = Teller(speaks, WORDS)
    if not isinstance(limit.within, WorkingTime | BusinessDays):
        return tell("always", limit=said) if hasattr(limit.within, "us") else said
    if limit.calendar_name != "always":
        return tell("on", limit=said, calendar=limit.calendar_name)
    return tell("every-day" if isinstance(limit.within, BusinessDays) else "always", limit=said)
