"""Renewal clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of, calendar_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.period_ends import period_ends_of
from contractkit.terms.provisions.renewal import NoticePeriod, Renewal

__all__ = ["renewal"]


@compiles("renewal")
def renewal(draft: Draft, place: Place, clause: Any) -> Renewal:
    """Return whether and how the agreement goes on."""
    return Renewal(
        place.ref(),
        clause.renews,
        None if clause.by is None else clause.by.value,
        None if clause.at_most is None else int(clause.at_most.value.number),
        ("provider", "customer") if not clause.who or "both" in clause.who else tuple(clause.who),
        _notice(draft, place, clause),
    )


def _notice(draft: Draft, place: Place, clause: Any) -> NoticePeriod | None:
    if clause.notice is None:
        return None
    counts_from = "last-day"
    if clause.matters("notice_counts_from"):
        counts_from = draft.reading(place, clause, "notice_counts_from")
    month_end = draft.reading(place, clause, "month_end") if clause.matters("month_end") else "clip-back"
    closed_day = draft.reading(place, clause, "closed_day")
    name = _calendar(draft, place, clause, closed_day)
    return NoticePeriod(
        clause.notice.value,
        counts_from,
        draft.reading(place, clause, "notice_is"),
        month_end,
        closed_day,
        draft.names.calendars.get(name or ""),
        name,
        "ahead" if clause.renews == "until-notice" else "back",
        period_ends_of(draft, place, clause),
    )


def _calendar(draft: Draft, place: Place, clause: Any, closed_day: str) -> str | None:
    """Return the calendar that business days and closed days are those of; None where nobody asks for one."""
    allowed = allowance_of(draft, place.at("notice"), clause.notice, (place, clause))
    if allowed is not None and allowed.calendar_name is not None:
        return allowed.calendar_name
    if clause.calendar is not None:
        return calendar_of(draft, place.at("calendar"), clause.calendar)
    if closed_day != "preceding":
        return None
    head = getattr(place.paper.model, "calendar", None)
    if head is None:
        says = "which days are closed? a last notice date moves to the preceding open day"
        draft.report(place.at("closed_day"), "missing-field", says, "name a calendar: calendar: office")
        return None
    return calendar_of(draft, Place(place.paper, None, ("calendar",)), head)
