"""What duty clauses make somebody owe: on a date, at the ends of periods or of terms, or so long after a moment."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from contractkit.duties.counting import Counting
from contractkit.duties.line import Line, Scene, Unsaid, line
from contractkit.duties.occasions import Listed, PeriodEnds, TermEnds, once
from contractkit.errors import PeriodError
from contractkit.quantities.notation import Cycle
from contractkit.quantities.recurring import Rolling, recurring
from contractkit.records.said import said
from contractkit.terms.provisions.anchors import Anchor, Event, StepDone
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.stopwatch import AtField, WhenState
from contractkit.terms.turns import Frame

__all__ = ["duty_line", "period_ends"]

_ENDS: Final = {
    "week-end": "week",
    "month-end": "month",
    "quarter-end": "quarter",
    "half-year-end": "half-year",
    "year-end": "year",
    "contract-year-end": "contract-year",
}


def duty_line(scene: Scene, duty: Duty) -> Line | Unsaid:
    """Return what a duty clause makes somebody owe.

    Args:
        scene: The version with its terms, and what was told.
        duty: The clause.

    Returns:
        Its line; or why its dates cannot be said.
    """
    frame = scene.frame
    lasts = None if duty.lasts is None else Counting.of(duty.lasts)
    if duty.on is not None:
        fixed = once(duty.on, frame.start, frame.over if _cut_off(frame, duty.on) else None)
        return line("duty", duty, duty.owner, duty.does, fixed, lasts=lasts)
    counting = Counting.of(duty.due, -1 if duty.side == "before" else 1)
    anchor = duty.anchor
    if isinstance(anchor, Event):
        schedule = _event(scene, duty, anchor.word)
    elif anchor is not None:
        told = scene.occasions_told("duty", duty.clause, anchor.field if isinstance(anchor, AtField) else None)
        return line("duty", duty, duty.owner, duty.does, told, counting, lasts=lasts, waits_for=moment_of(anchor))
    elif duty.every is not None:
        schedule = period_ends(scene, duty, duty.every)
    else:
        return Unsaid(duty.clause, "no-date", "it says no date and no moment", "due: a date, or after: a moment")
    if isinstance(schedule, Unsaid):
        return schedule
    owed_from: Literal["occasion", "moment"] = "moment" if duty.side == "after" else "occasion"
    return line("duty", duty, duty.owner, duty.does, schedule, counting, lasts=lasts, owed_from=owed_from)


def _cut_off(frame: Frame, on: date) -> bool:
    """Return whether a date inside of the term as it was agreed lies after its end, because it ended sooner."""
    return frame.over is not None and on >= frame.over and (frame.first_end is None or on < frame.first_end)


def moment_of(anchor: Anchor) -> str:
    """Return in words the moment that only events or items can tell."""
    match anchor:
        case AtField():
            return said("the instant in {field}", field=anchor.field)
        case StepDone():
            return said("the step {name} being done", name=anchor.name)
        case WhenState():
            return "a state of an item"
    return anchor.word


def _event(scene: Scene, duty: Duty, word: str) -> Listed | PeriodEnds | TermEnds | Unsaid:
    frame = scene.frame
    if word in ("signature", "start"):
        day: date | None = frame.signed_on if word == "signature" else frame.start
        if day is None:
            says = said("it counts from the {word} of the agreement, and no paper says when that is", word=said(word))
            return Unsaid(duty.clause, "no-term", says, "signed_on: in the head" if word == "signature" else None)
        return once(day, day)
    if word == "end":
        if frame.base is None:
            return Unsaid(
                duty.clause, "no-end", "it counts from the end of the agreement, and no clause says when that is"
            )
        return TermEnds(frame, scene.today, "maybe-end")
    if word == "period-end":
        if duty.every is None:
            return Unsaid(
                duty.clause, "no-period", "it counts from the end of a period, and no clause says which", "every:"
            )
        return period_ends(scene, duty, duty.every)
    length = _ENDS[word]
    if duty.every is not None and duty.every.word != length:
        says = said(
            "it is owed every {every} and counted from the {word}: which of them is meant is not said",
            every=duty.every,
            word=said(word),
        )
        return Unsaid(duty.clause, "which-moment", says, f"every: {length}, or another moment")
    return period_ends(scene, duty, Cycle(length))


def period_ends(scene: Scene, duty: Duty, cycle: Cycle) -> PeriodEnds | Unsaid:
    """Return the ends of the periods that a clause names, or why there are none."""
    frame = scene.frame
    if cycle.word in ("term", "once"):
        return Unsaid(
            duty.clause,
            "which-period",
            said("'{cycle}' is no period that comes back", cycle=cycle),
            "every: month, for example",
        )
    try:
        periods = recurring(cycle, frame.zone, frame.start)
    except PeriodError as error:
        return Unsaid(duty.clause, "no-term", error.message, "add a clause kind: term")
    if isinstance(periods, Rolling):
        return Unsaid(
            duty.clause,
            "which-period",
            said("a window of {cycle} ends on every day", cycle=cycle),
            "every: month, for example",
        )
    return PeriodEnds(periods, cycle.word, frame.start, frame.over)
