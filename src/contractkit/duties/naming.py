"""Finding the obligation that an event speaks of, and the nearest one where there is none of that name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from contractkit.duties.events import ObligationEvent
from contractkit.duties.line import Line
from contractkit.duties.obligation import Gap, Obligation
from contractkit.duties.occasions import Listed, Occasion, Schedule
from contractkit.errors import PeriodError, Problem
from contractkit.quantities.notation import nearest
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["occasion_called", "of_settlements", "unknown"]


def occasion_called(schedule: Schedule, label: str) -> Occasion | None:
    """Return the occasion of a name; None where a schedule has none.

    Args:
        schedule: The occasions.
        label: The name: a period or a date, or what an event gave it.
    """
    if isinstance(schedule, Listed):
        return next((one for one in schedule.occasions if one.label == label), None)
    day = _date(label)
    if day is None:
        return None
    number = schedule.number_of(day)
    near = (schedule.at(number + step) for step in (0, -1, 1))
    return next((one for one in near if one is not None and one.label == label), None)


def _date(label: str) -> date | None:
    try:
        return Period.parse(label).start
    except PeriodError:
        return None


def of_settlements(
    events: Iterable[ObligationEvent], rows: Iterable[Obligation], agreement: Agreement
) -> dict[str, Gap]:
    """Return the events about what only settlements bring about, each as a gap by its id: no settlement was given.

    Args:
        events: The events.
        rows: The obligations that were found.
        agreement: The agreement.
    """
    ids = {row.id for row in rows}
    clauses = {str(text.ref): text.ref for span in agreement.versions.spans() for text in span.value.clauses}
    found = {}
    for event in events:
        place, _, rest = event.obligation.partition(" ")
        if place in clauses and rest.partition(" ")[0] in _EARNED and event.obligation not in ids:
            says = (
                f"the event {event.id} is about {event.obligation}, which a settlement brings about, and none was given"
            )
            found[event.id] = Gap(
                agreement.id, clauses[place], rest, "not-told", says, "give the settlement of its period"
            )
    return found


_EARNED: Final = ("claim", "termination", "remedy")
"""The kinds of obligation that settlements bring about."""


def unknown(events: Iterable[ObligationEvent], rows: Iterable[Obligation], lines: Sequence[Line]) -> list[Problem]:
    """Return a problem for each event that is about no obligation.

    Args:
        events: The events.
        rows: The obligations that were found; all that any event names are among them.
        lines: The rules.
    """
    ids = {row.id for row in rows}
    waiting = {line.owed.prefix for line in lines if line.waits_for is not None}
    problems = []
    for event in events:
        if event.obligation in ids:
            continue
        if event.what == "triggered":
            known = sorted(prefix + "…" for prefix in waiting)
            says = f"the event {event.id} triggers {event.obligation}, and no clause waits for that"
        else:
            known = sorted({*ids, *(line.owed.prefix + "…" for line in lines)})
            says = f"the event {event.id} is about {event.obligation}, and there is no such obligation"
        hint = nearest(event.obligation, known)
        problems.append(Problem("unknown-obligation", says, where=f"event {event.id}", hint=hint, fatal=False))
    return problems
