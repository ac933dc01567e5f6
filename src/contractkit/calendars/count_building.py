"""How a count is made: the pieces of working time, the dates of business days, and the conventions on the way.

Nothing is computed twice here: due instants come from the calendar's face, pieces from its intervals, the days from the
same single start that answers `due_at`. What this module adds is the order and the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

import attrs

from contractkit.calendars.count_days import Counting, DayCount
from contractkit.calendars.count_words import day_text
from contractkit.calendars.counting import Count, CountedDate, CountedPiece, CountStep
from contractkit.calendars.instants import DAY, from_datetime
from contractkit.quantities.span_texts import counted, time_text
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, Within, WorkingTime

__all__ = ["count_between", "count_to_due"]

_NOTHING: Final = timedelta()


def count_between(face: Counting, start: int, end: int) -> Count:
    """Return the count of working time between two instants; it goes back where `end` lies before `start`."""
    pieces = tuple(_working_pieces(face, start, end))
    return _count(face, start, None, end, None, pieces=pieces)


def count_to_due(face: Counting, start: int, span: Within, due: int, until: int) -> Count:
    """Return the count from a start to the instant at which a time limit is due.

    Args:
        face: The calendar.
        start: The start, in microseconds.
        span: The limit.
        due: When it is due.
        until: The last instant that is still in time.
    """
    if isinstance(span, WorkingTime):
        steps: tuple[CountStep, ...] = ()
        pieces = tuple(_working_pieces(face, start, due))
        if face.conventions.dst == "wall-clock":
            pieces, steps = _by_readings(pieces, span.to_timedelta())
        steps += _boundary_step(face, pieces, due)
        return _count(face, start, span, due, until, steps=steps, pieces=pieces)
    if isinstance(span, ElapsedTime):
        amount = timedelta(microseconds=due - start)
        first, last = face._said(min(start, due)), face._said(max(start, due))
        elapsed = (CountedPiece(first, last, "counted", "day and night", amount, amount),) if amount else ()
        return _count(face, start, span, due, until, pieces=elapsed)
    if isinstance(span, BusinessDays):
        days = DayCount(face, start, span)
        return _count(face, start, span, due, until, steps=days.steps(due), dates=days.dates())
    return _count(face, start, span, due, until, steps=tuple(_dates_steps(face, start, span, due)))


def _count(
    face: Counting,
    start: int,
    span: Within | None,
    end: int,
    until: int | None,
    steps: tuple[CountStep, ...] = (),
    pieces: tuple[CountedPiece, ...] = (),
    dates: tuple[CountedDate, ...] = (),
) -> Count:
    return Count(
        calendar=face._timelines.name,
        edition=face.edition,
        zone=face._timelines.rules.zone,
        start=face._said(start),
        within=span,
        end=face._said(end),
        in_time_until=None if until is None else face._said(until),
        steps=steps,
        pieces=pieces,
        dates=dates,
    )


# -- working time --------------------------------------------------------------------------------------------------


def _working_pieces(face: Counting, start: int, end: int) -> Iterator[CountedPiece]:
    """Yield the pieces between two instants in the order of the count, which may go back."""
    sign, total = (1 if end >= start else -1), _NOTHING
    stretches = face.intervals(face._said(min(start, end)), face._said(max(start, end)))
    for stretch in stretches[::sign]:
        amount = _NOTHING
        if stretch.state == "open":
            us = face._axis.elapsed_one(from_datetime(stretch.start), from_datetime(stretch.end))
            amount = timedelta(microseconds=sign * us)
        total += amount
        state: Literal["counted", "skipped"] = "counted" if stretch.state == "open" else "skipped"
        yield CountedPiece(stretch.start, stretch.end, state, stretch.why, amount, total)


def _boundary_step(face: Counting, pieces: tuple[CountedPiece, ...], due: int) -> tuple[CountStep, ...]:
    """Return the convention that decided a due instant up to which no time was used."""
    counted_pieces = [piece for piece in pieces if piece.state == "counted"]
    if not counted_pieces or pieces[-1].state == "counted":
        return ()
    last = counted_pieces[-1]
    if last.total > _NOTHING:
        value, before, says = "next-open", last.end, "used up exactly at a closing: due at the next opening"
    else:
        value, before = "previous-closing", last.start
        says = "used up exactly at an opening: due at the closing before it"
    return (CountStep("boundary", value, before, face._said(due), says),)


def _by_readings(
    pieces: tuple[CountedPiece, ...], amount: timedelta
) -> tuple[tuple[CountedPiece, ...], tuple[CountStep, ...]]:
    """Return pieces that add up to an amount counted by readings of the clocks, whose sum may differ from it.

    Where the last reading is one that the clocks skip, or show twice, the last piece counts what was left.
    """
    rows = [row for row, piece in enumerate(pieces) if piece.state == "counted"]
    if not rows or pieces[-1].total == amount:
        return pieces, ()
    row, rest = rows[-1], pieces[-1].total - amount
    last = attrs.evolve(pieces[row], amount=pieces[row].amount - rest, total=amount)
    after = (attrs.evolve(piece, total=amount) for piece in pieces[row + 1 :])
    says = "hours are differences of clock readings; the clocks change in the last piece, which counts what was left"
    step = CountStep("dst", "wall-clock", last.start, last.end, says)
    return (*pieces[:row], last, *after), (step,)


# -- calendar days and months --------------------------------------------------------------------------------------


def _dates_steps(face: Counting, start: int, span: Within, due: int) -> Iterator[CountStep]:
    before, after = face._said(start), face._said(due)
    if not isinstance(span, (CalendarDays, Months)) or not span.n:
        return
    back = "back" if span.n < 0 else "on"
    ends = span.ends if isinstance(span, CalendarDays) else "same-time"
    value = f"{counted(abs(span.n), 'date' if isinstance(span, CalendarDays) else 'month')} {back}"
    then = "the end of that date" if ends == "end-of-day" else "the same time of day"
    day = after.date() - timedelta(days=1) if ends == "end-of-day" else after.date()
    says = f"{day_text(before.date())}, {value}, is {day_text(day)}; due at {then}"
    if isinstance(span, Months) and day.day != before.day:
        says += f"; that month has no day {before.day}, so its last day counts"
    yield CountStep("dates", ends, before, after, says)
    if ends == "same-time":
        yield from _clock_change(face, before, after)


def _clock_change(face: Counting, before: datetime, after: datetime) -> Iterator[CountStep]:
    wanted, got = before.replace(tzinfo=None), after.replace(tzinfo=None)
    if wanted.time() != got.time():
        says = f"the clocks skip {time_text(wanted.time())} on that date: the first instant after the gap counts"
        yield CountStep("clock-change", "skipped", after, after, says)
        return
    us = from_datetime(after)
    offsets = face._timelines.rules.clock.around(us - DAY, us + DAY)
    reading = offsets.reading_at(us)
    if any(
        offset < offsets.offset_at(us) and offsets.reading_at(reading - offset) == reading
        for offset in offsets.offsets_list
    ):
        says = f"the clocks show {time_text(got.time())} twice on that date: the first time counts"
        yield CountStep("clock-change", "repeated", after, after, says)
