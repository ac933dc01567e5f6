"""How much time a piece of work may take, as it computes: with its calendar, and the readings of business days.

A reading that a clause has no field for is one of its document, and is listed once for all of its clauses.
"""

from __future__ import annotations

from datetime import time
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses.targets import CutOff
from contractkit.quantities.notation import parse_time
from contractkit.quantities.spans import BusinessDays, ElapsedTime, Span, WorkingTime
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.allowances import Allowance

__all__ = ["allowance_of", "calendar_of", "cut_off_of", "notice_of"]


def allowance_of(draft: Draft, place: Place, written: Any, *parts: tuple[Place, Any]) -> Allowance | None:
    """Return how much time is allowed; None where nothing is written.

    Args:
        draft: The agreement while it is compiled.
        place: Where the time is written.
        written: The time limit or span as it was read.
        parts: What may name the calendar and settle readings, the nearest first, each with its place; the last is the
            clause.
    """
    if written is None:
        return None
    allowed = written.value
    if isinstance(allowed, BusinessDays):
        allowed = _business_days(draft, *parts[-1], allowed)
    in_days = isinstance(allowed, WorkingTime | BusinessDays)
    if not in_days and not (isinstance(allowed, Span) and allowed.unit == "business-day"):
        return Allowance(allowed)
    name = _calendar_name(draft, place, parts)
    return Allowance(allowed, draft.names.calendars.get(name or ""), name)


def notice_of(draft: Draft, place: Place, written: Any, part: tuple[Place, Any]) -> Allowance | None:
    """Return how long before or after something has to be said; None where nothing is written.

    Hours run on the calendar that the clause or its document names. Where neither names one they pass day and night,
    which is a reading that the text leaves open.

    Args:
        draft: The agreement while it is compiled.
        place: Where the time is written.
        written: The time as it was read.
        part: The clause with its place.
    """
    at, clause = part
    named = clause.calendar is not None or getattr(place.paper.model, "calendar", None) is not None
    if written is None or named or not isinstance(written.value, WorkingTime):
        return allowance_of(draft, place, written, part)
    says = "whether hours of notice pass day and night or only while a calendar is open"
    draft.desk.assume(Assumption("hours", "elapsed", ("working-time",), at.ref(), says))
    return Allowance(ElapsedTime(written.value.us))


def calendar_of(draft: Draft, place: Place, name: Any) -> str | None:
    """Return the name of a calendar that is there; None where none is written, or it is unknown (which is told)."""
    return None if draft.calendar(place, name) is None else str(name)


def _calendar_name(draft: Draft, place: Place, parts: tuple[tuple[Place, Any], ...]) -> str | None:
    for at, part in parts:
        name = getattr(part, "calendar", None)
        if name is not None:
            return calendar_of(draft, at.at("calendar"), name)
    paper = place.paper
    if getattr(paper.model, "calendar", None) is not None:
        return calendar_of(draft, Place(paper, None, ("calendar",)), paper.model.calendar)
    return draft.once(f"the calendar of {paper.model.id}", lambda: _only_calendar(draft, place))


def _only_calendar(draft: Draft, place: Place) -> str | None:
    """Return the one calendar that a paper can mean, or None; both are a reading that its text leaves open."""
    clauses: Any = place.paper.model.clauses.values()
    own = [str(clause.name) for clause in clauses if clause.kind == "calendar"]
    every = [name for name in draft.names.calendars if name != "always"]
    only = own if len(own) == 1 else every if len(every) == 1 else []
    others = tuple(name for name in (*every, "always") if name not in only)
    says = "on which calendar business time and business days run where a clause names none"
    where = Place(place.paper, None).ref()
    draft.desk.assume(Assumption("calendar", only[0] if only else "not agreed", others, where, says))
    return only[0] if only else None


def _business_days(draft: Draft, place: Place, clause: Any, written: BusinessDays) -> BusinessDays:
    def reading(word: str) -> Any:
        own = word in type(clause).model_fields
        return draft.reading(place if own else Place(place.paper, None), clause, word)

    cut_off, restart = cut_off_of(clause)
    ends: Any = written.ends
    if not isinstance(ends, time):
        word = reading("ends")
        ends = word if word in ("close-of-business", "same-time", "end-of-day") else parse_time(word)
    return attrs.evolve(
        written,
        outside=reading("outside_hours"),
        cut_off=cut_off,
        restart=restart,
        at_cut_off="in-time" if cut_off is None else reading("at_cut_off"),
        counting=reading("counting"),
        ends=ends,
        landing="keep" if ends == "close-of-business" else reading("landing"),
    )


def cut_off_of(clause: Any) -> tuple[time | None, time | None]:
    """Return the time of day after which something counts as the next business day's, and from when it then counts."""
    written = getattr(clause, "cut_off", None)
    if written is None or written == "none":
        return None, None
    if isinstance(written, CutOff):
        return written.after.value, None if written.restart is None else written.restart.value
    return written.value, None
