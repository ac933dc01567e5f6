"""How long one step may take, from one start: due, and the last instant that is in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any, Final

import attrs

from contractkit.calendars import BusinessCalendar, always
from contractkit.calendars.instants import DAY, from_datetime, to_datetime
from contractkit.calendars.zones import zone_clock
from contractkit.process.item_known import ItemKnown
from contractkit.process.limits import in_days, why_not_counted
from contractkit.process.pauses import Counts, Pauses, time_left, used_up
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from contractkit.records.said import said
from contractkit.terms.provisions.anchors import Anchor, Event, StepDone
from contractkit.terms.provisions.step import Step
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["Allowed"]

_SECOND: Final = 1_000_000
_MINUTE: Final = 60 * _SECOND


@attrs.frozen
class Allowed:
    """The time of a step.

    Attributes:
        within: How long it may take; None where it is done by a moment, or nothing can be counted.
        calendar: On which calendar; the one that is always open where none is needed.
        by: The instant by which it has to be done, in microseconds, where it counts back from a moment, or names one.
        why: Why its time cannot be counted, though one is written; None where it can, or none is.
    """

    within: Counts | None
    calendar: BusinessCalendar
    by: int | None = None
    why: str | None = None

    @classmethod
    def of(cls, step: Step, zone: str, told: ItemKnown, done: Callable[[str], int | None]) -> Allowed:
        """Return the time of a step of an item.

        Args:
            step: The step.
            zone: The zone of dates where it has no calendar.
            told: What is known of the item.
            done: Returns when a step of a name was done, None where that is not known.
        """
        allowance = step.allowance
        within: Any = None if allowance is None else allowance.time
        named = None if allowance is None else allowance.calendar
        calendar = always(zone) if named is None else named
        bound = step.at if step.at is not None else step.before
        if bound is not None:
            moment = done(bound.name) if isinstance(bound, StepDone) else _instant(bound, told)
            if moment is None:
                return cls(None, calendar, None, _why_no_moment(bound))
            if step.at is not None:
                return cls(None, calendar, _at_time(moment, step.at_time, zone))
            within = in_days(within)
            if within is not None and (why := why_not_counted(within, named)) is not None:
                return cls(None, calendar, None, why)
            return cls(None, calendar, _back(moment, within, calendar))
        within = in_days(within)
        if within is None:
            return cls(None, calendar)
        why = why_not_counted(within, named)
        return cls(None, calendar, None, why) if why is not None else cls(within, calendar)

    @classmethod
    def unknown(cls, zone: str, why: str) -> Allowed:
        """Return a time of which nothing can be said, and why."""
        return cls(None, always(zone), None, why)

    def of_start(self, start: int | None, pauses: Pauses) -> tuple[int, int] | None:
        """Return when the time is used up, and the last instant in time.

        Args:
            start: When it starts; None where it does not, or nobody knows.
            pauses: In which its time stands still.

        Returns:
            None without a start that it counts from, and as long as it stands still in time.
        """
        if self.by is not None:
            return self.by, self.by
        if self.within is None or start is None:
            return None
        return used_up(self.within, self.calendar, start, pauses)

    def left(self, start: int | None, now: int, pauses: Pauses) -> int | None:
        """Return how much time is left at an instant, in microseconds; None where that is not known, or counts days."""
        if self.within is None or start is None:
            return None
        return time_left(self.within, self.calendar, start, now, pauses)


def _why_no_moment(bound: Anchor) -> str:
    """Return why nobody knows a moment."""
    match bound:
        case Event(word):
            return said("it counts from {word}, which is no moment of an item", word=word)
        case StepDone(name) | AtField(name):
            return said("when {moment} is, is not known", moment=name)
    return said("when {moment} is, is not known", moment=str(bound.condition))


def _instant(anchor: Anchor, told: ItemKnown) -> int | None:
    if isinstance(anchor, AtField):
        return told.ahead(anchor.field)
    return told.since(anchor.condition) if isinstance(anchor, WhenState) else None


def _at_time(moment: int, at: time | None, zone: str) -> int:
    """Return a time of day on the date of a moment; the end of that date where none is named."""
    clock = zone_clock(zone).around(moment, moment + 2 * DAY)
    day = clock.reading_at(moment) // DAY
    if at is None:
        return clock.first((day + 1) * DAY)
    return clock.first(day * DAY + (at.hour * 60 + at.minute) * _MINUTE + at.second * _SECOND + at.microsecond)


def _back(moment: int, within: Counts | None, calendar: BusinessCalendar) -> int:
    """Return the instant so long before a moment; the moment itself where no time is named."""
    at = to_datetime(moment, 0)
    if within is None:
        return moment
    if isinstance(within, WorkingTime | ElapsedTime):
        return from_datetime(calendar.due_at(at, attrs.evolve(within, us=-within.us)))
    return from_datetime(calendar.due_at(at, attrs.evolve(within, n=-within.n)))
