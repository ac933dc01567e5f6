"""One question about one clock as plain data: who promised what, what happened to one item, and when it is judged.

Nothing is worked out here. How a question stands in JSON is in `writing` and `reading`; instants are microseconds since
the epoch and amounts of time are microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Literal

import attrs

from contractkit.testing.clocks.answers import Answer, Cycle

__all__ = [
    "ALWAYS",
    "Amendment",
    "Answer",
    "AtMoment",
    "Cycle",
    "Days",
    "Elapsed",
    "Event",
    "HoursFrom",
    "Item",
    "OnChange",
    "OnReopen",
    "Question",
    "Relief",
    "Rule",
    "Said",
    "Span",
    "Target",
    "Week",
    "Working",
    "WrittenCalendar",
]

ALWAYS = "always"
"""The name of the calendar that is always open, which no question need define."""

Span = tuple[str, str]
"""Hours from and to, such as ``("09:00", "17:00")``; one that ends at or before its start runs over midnight."""
Week = Mapping[str, tuple[Span, ...]]
"""The hours of each day, ``mon`` to ``sun``; a day that is not named has none."""
OnReopen = Literal["resume", "undo-stop", "restart", "new-cycle"]
OnChange = Literal["keep", "restart", "retroactive"]


@attrs.frozen
class HoursFrom:
    """Hours as they are from a date on, or from the beginning.

    Attributes:
        tz: The IANA zone.
        week: The weekly hours.
        holidays: Closed dates.
        exceptions: The hours of dates that have their own, which win over closed dates.
    """

    tz: str
    week: Week
    holidays: tuple[date, ...] = ()
    exceptions: Mapping[date, tuple[Span, ...]] = attrs.field(factory=dict)


@attrs.frozen
class WrittenCalendar:
    """A business calendar, which may change at midnights of its zone.

    Attributes:
        first: The hours at the beginning.
        later: The dates from which others hold, and those; in order.
    """

    first: HoursFrom
    later: tuple[tuple[date, HoursFrom], ...] = ()


@attrs.frozen
class Working:
    """An amount of working time, in microseconds."""

    us: int


@attrs.frozen
class Elapsed:
    """An amount of time as it passes, in microseconds."""

    us: int


@attrs.frozen
class Days:
    """A number of business days and how they are counted, in the words of the design."""

    n: int
    ends: Literal["close-of-business", "same-time", "end-of-day"] | time = "close-of-business"
    outside: Literal["next-opening", "keep-time"] = "next-opening"
    cut_off: time | None = None
    at_cut_off: Literal["in-time", "late"] = "in-time"
    restart: time | None = None
    counting: Literal["after-start", "from-start"] = "after-start"
    landing: Literal["keep", "next-opening"] = "keep"


@attrs.frozen
class AtMoment:
    """A moment that stands in a column of the item; None where it is missing there."""

    us: int | None


Allowed = Working | Elapsed | Days | AtMoment


@attrs.frozen
class Said:
    """What events say, or what a state is: one of some values of a field."""

    kind: Literal["event", "state"]
    field: str
    values: tuple[str, ...]


@attrs.frozen
class Target:
    """A promise.

    Attributes:
        within: The limit; of a periodic update that of the first cycle, None where it is that of all.
        calendar: The name of the calendar on which it runs.
        every: The limit of each cycle of a periodic update; None for what has to happen once.
        again: What is an update.
    """

    within: Allowed | None
    calendar: str
    every: Allowed | None = None
    again: Said | None = None


@attrs.frozen
class Rule:
    """What a clock does; conditions are values of the field ``status``, and every other status runs.

    Attributes:
        pause: Statuses in which the clock stands still.
        stop: Statuses that stop it, or events that do.
        cancel: Statuses that end it for good.
        reset: Statuses in which it has not started.
        start: What starts it; None for the opening.
        on_reopen: What leaving the stop does.
        on_change: What a change of target in mid-flight does.
        stops: Whether the first or the last of an unbroken stretch of stop statuses counts.
    """

    pause: tuple[str, ...] = ()
    stop: tuple[str, ...] | Said = ()
    cancel: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    start: Said | None = None
    on_reopen: OnReopen = "resume"
    on_change: OnChange = "keep"
    stops: Literal["first", "last"] = "first"


@attrs.frozen
class Amendment:
    """What is agreed from a local date on.

    Attributes:
        since: The date, which begins in the zone of the question.
        targets: The targets that are new or changed; None where there is none any more.
        pause: The statuses that pause from then on; None where they stay.
        running: What it does to clocks that run already; None where it does not reach them.
    """

    since: date
    targets: Mapping[str, Target | None]
    pause: tuple[str, ...] | None = None
    running: OnChange | None = None


@attrs.frozen
class Item:
    """An item as it is opened: its status and its priority, either of which may be missing."""

    opened: int
    status: str | None
    priority: str | None


@attrs.frozen
class Event:
    """Something that happened.

    Attributes:
        at: When.
        seq: Its number among those of its instant, or None.
        field: ``status``, ``priority``, or a field of which only happenings are asked.
        value: What it says; None where it says that nothing is known.
        recorded: When it was recorded; None where nobody wrote that down, so that it was known from the first.
    """

    at: int
    seq: int | None
    field: str
    value: str | None
    recorded: int | None = None


@attrs.frozen
class Relief:
    """A stretch `[begin, end)` that is not held against the provider.

    Attributes:
        begin: From when.
        end: Until when.
        extent: Whether it shortens the time used or takes the item out.
        cause: Why.
        recorded: When it was recorded; None likewise.
    """

    begin: int
    end: int
    extent: Literal["overlapping", "whole"]
    cause: str = ""
    recorded: int | None = None


@attrs.frozen
class Question:
    """A question about the clock of one item.

    Attributes:
        id: What it is called.
        as_of: The moment of judging.
        calendars: The calendars by their names, without the one that is always open.
        targets: The targets by the value of ``priority`` to which each applies.
        rule: What the clock does.
        item: The item.
        events: What happened to it, in any order.
        relief: Stretches of relief, in any order.
        zone: The zone in which the dates of amendments begin.
        amendments: What is agreed later, in any order.
        known_at: The moment up to which something has to be recorded to count; None for everything.
    """

    id: str
    as_of: int
    calendars: Mapping[str, WrittenCalendar]
    targets: Mapping[str, Target]
    rule: Rule
    item: Item
    events: tuple[Event, ...] = ()
    relief: tuple[Relief, ...] = ()
    zone: str = "UTC"
    amendments: tuple[Amendment, ...] = ()
    known_at: int | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """Return the question that stands in JSON data.

        Raises:
            UsageError: It is none; all that is wrong is listed.
        """
        from contractkit.testing.clocks.reading import question_of

        return question_of(data)

    def to_dict(self) -> dict[str, Any]:
        """Return the question as JSON data."""
        from contractkit.testing.clocks.writing import question_data

        return question_data(self)
