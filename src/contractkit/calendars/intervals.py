"""The open pieces of a stretch of time, and why the gaps between them are closed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import attrs

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.hours import DAYS
from contractkit.calendars.instants import DAY, date_of, to_datetime
from contractkit.calendars.rules import Rules, weekday_of
from contractkit.calendars.zones import Offsets

__all__ = ["Stretch", "stretches"]


@attrs.frozen
class Stretch:
    """A piece of time that is open throughout, or closed throughout for one reason.

    Attributes:
        start: Its first instant, on the calendar's wall clock with the offset then in force.
        end: The first instant after it.
        state: ``open`` or ``closed``.
        why: For a closed piece the reason: the holiday's name, ``closed date``, ``exception``, ``closure``,
            ``no hours on sat`` or ``outside hours``; for an open one ``open``.
    """

    start: datetime
    end: datetime
    state: Literal["open", "closed"]
    why: str


def stretches(timelines: Timelines, start: int, end: int) -> tuple[Stretch, ...]:
    """Return the pieces of `[start, end)` in order, without gaps; closed pieces end where their reason changes."""
    timeline = timelines.covering(start, max(start, end - 1))
    rules = timelines.rules
    offsets = rules.clock.around(start, end)
    opens, closes, _ = timeline.lists
    pieces: list[tuple[int, int, str]] = []
    at = start
    for opening, closing in zip(opens, closes, strict=True):
        if closing <= at or closing == opening:
            continue
        if opening >= end:
            break
        if opening > at:
            pieces += _closed(rules, offsets, at, opening)
        pieces.append((max(opening, at), min(closing, end), "open"))
        at = min(closing, end)
    if at < end:
        pieces += _closed(rules, offsets, at, end)
    return tuple(
        Stretch(_said(offsets, first), _said(offsets, last), "open" if why == "open" else "closed", why)
        for first, last, why in pieces
    )


def _said(offsets: Offsets, us: int) -> datetime:
    return to_datetime(us, offsets.offset_at(us))


def _closed(rules: Rules, offsets: Offsets, start: int, end: int) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    at = start
    for first, last in [*rules.closures, (end, end)]:
        if last <= at:
            continue
        if at < min(first, end):
            out += _by_date(rules, offsets, at, min(first, end))
            at = min(first, end)
        if at < min(last, end) and first <= at:
            out.append((at, min(last, end), "closure"))
            at = min(last, end)
        if at >= end:
            break
    return out


def _by_date(rules: Rules, offsets: Offsets, start: int, end: int) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    at = start
    while at < end:
        day = offsets.reading_at(at) // DAY
        stop = min(end, max(offsets.first((day + 1) * DAY), at + 1))
        why = _why(rules, day)
        if out and out[-1][2] == why:
            out[-1] = (out[-1][0], stop, why)
        else:
            out.append((at, stop, why))
        at = stop
    return out


def _why(rules: Rules, day: int) -> str:
    if day in dict(rules.exceptions):
        return "exception"
    name = rules.holidays(date_of(day).year).get(date_of(day))
    if name is not None:
        return name
    if day in rules.closed:
        return "closed date"
    if not rules.week[weekday_of(day)]:
        return f"no hours on {DAYS[weekday_of(day)]}"
    return "outside hours"
