"""A count in business days: what each policy did, and every date with its mark or with why it was skipped."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime
from typing import Protocol

import attrs

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.count_words import day_text, why_of
from contractkit.calendars.counting import CountedDate, CountStep
from contractkit.calendars.instants import DAY, date_of, from_datetime
from contractkit.calendars.intervals import Stretch
from contractkit.calendars.single_day import SingleStart
from contractkit.calendars.working_time import WorkingAxis
from contractkit.quantities.span_texts import time_text
from contractkit.quantities.spans import BusinessDays

__all__ = ["Counting", "DayCount"]


class Counting(Protocol):
    """The parts of a calendar that a count asks."""

    conventions: Conventions
    _timelines: Timelines
    _axis: WorkingAxis

    @property
    def edition(self) -> str:
        """The fingerprint of what decides it."""

    def intervals(self, start: datetime, end: datetime) -> tuple[Stretch, ...]:
        """Return its open and closed pieces."""

    def is_business_day(self, day: date) -> bool:
        """Return whether a date is a business date."""

    def _said(self, us: int) -> datetime: ...


class DayCount:
    """A count in business days from one start."""

    def __init__(self, face: Counting, start: int, span: BusinessDays) -> None:
        self._face, self._start, self._span = face, start, span
        self._moved = SingleStart(face._axis, start, attrs.evolve(span, cut_off=None)).effective
        self._single = SingleStart(face._axis, start, span)
        self._sign = 1 if span.n >= 0 else -1
        self._ticks = [self._single.tick(self._sign * k) for k in range(1, abs(span.n) + 1)]

    def steps(self, due: int) -> tuple[CountStep, ...]:
        """Return what each policy did, in the order in which they are applied."""
        found = [self._outside()]
        if self._span.cut_off is not None:
            found.append(self._cut_off())
        if not self._ticks:
            return tuple(found)
        found += [self._counting(), self._ends()]
        mark = self._ticks[-1][1]
        if mark != due or self._span.landing != "keep":
            found.append(self._landing(mark, due))
        return tuple(found)

    def _step(self, convention: str, value: str, before: int, after: int, says: str) -> CountStep:
        return CountStep(convention, value, self._face._said(before), self._face._said(after), says)

    def _outside(self) -> CountStep:
        value, start, moved = self._span.outside, self._start, self._moved
        if moved != start:
            where = {
                ("next-opening", 1): "at the next opening",
                ("next-opening", -1): "at the closing before it",
                ("keep-time", 1): "on the next business day, at the same time of day",
                ("keep-time", -1): "on the business day before, at the same time of day",
            }[value, self._sign]
            says = f"closed at the start ({self._closed_from(start, moved)}): the count starts {where}"
        elif value == "next-opening":
            says = f"open at the start{'' if self._sign > 0 else ', or just closed'}: the count starts there"
        else:
            says = "the start lies on a business day: the count starts there, at whatever time of day"
        return self._step("outside", value, start, moved, says)

    def _cut_off(self) -> CountStep:
        span, effective = self._span, self._single.effective
        assert span.cut_off is not None
        at, side = time_text(span.cut_off), "after" if self._sign > 0 else "before"
        says = f"not {side} the cut-off at {at}"
        if effective != self._moved:
            from_ = "its opening" if self._sign > 0 else "its close of business"
            from_ = from_ if span.restart is None else time_text(span.restart)
            which = "next business day" if self._sign > 0 else "business day before"
            says = f"{side} the cut-off at {at}: the count starts on the {which}, at {from_}"
        return self._step("cut-off", f"{at}, {span.at_cut_off}", self._moved, effective, says)

    def _counting(self) -> CountStep:
        start, first = self._single.day, self._ticks[0][0]
        day = day_text(date_of(start))
        if self._span.counting == "after-start":
            which = "the next business day" if self._sign > 0 else "the business day before it"
            says = f"{day} is day 0, and {which} is day {self._sign}"
        elif start == first:
            says = f"{day}, the day of the start, is day {self._sign}"
        else:
            says = f"day {self._sign} is {day_text(date_of(first))}: the day of the start {self._no_day(start)}"
        effective = self._single.effective
        return self._step("counting", self._span.counting, effective, effective, says)

    def _no_day(self, day: int) -> str:
        """Return why the day of the start is not counted although it would be day 1."""
        if not self._face.is_business_day(date_of(day)):
            return "is no business day"
        return "has ended by then" if self._sign > 0 else "has not begun by then"

    def _ends(self) -> CountStep:
        ends, mark = self._span.ends, self._ticks[-1][1]
        words = {
            "close-of-business": "its close of business" if self._sign > 0 else "its opening",
            "same-time": "the time of day at which the count started",
            "end-of-day": "the end of the date" if self._sign > 0 else "the beginning of the date",
        }
        value, at = (ends, words[ends]) if isinstance(ends, str) else (time_text(ends), time_text(ends))
        says = f"a day {'ends at' if self._sign > 0 else 'is counted back to'} {at}"
        return self._step("ends", value, self._single.effective, mark, says)

    def _landing(self, mark: int, due: int) -> CountStep:
        says = "open at that mark, or closing: due there"
        if mark != due:
            where = "at the next opening" if self._sign > 0 else "at the closing before it"
            says = f"closed at that mark ({self._closed_from(mark, due)}): due {where}"
        return self._step("landing", self._span.landing, mark, due, says)

    def _closed_from(self, first: int, last: int) -> str:
        """Return why the calendar is closed at an instant, from which it was moved to another."""
        low, high = (self._face._said(us) for us in sorted((first, last)))
        found = self._face.intervals(low, high)
        stretch = found[0 if first < last else -1]
        return stretch.why if stretch.state == "closed" else "no business day"

    def dates(self) -> tuple[CountedDate, ...]:
        """Return the dates from the one of the effective start to the last day, in the order of the count."""
        if not self._ticks:
            return ()
        numbers = {day: (self._sign * (k + 1), mark) for k, (day, mark) in enumerate(self._ticks)}
        first, last = self._single.day, self._ticks[-1][0]
        causes = _Causes(self._face, min(first, last), max(first, last))
        out = []
        for day in range(first, last + self._sign, self._sign):
            that = date_of(day)
            if day in numbers:
                number, mark = numbers[day]
                out.append(CountedDate(that, "counted", "business day", number, self._face._said(mark)))
                continue
            if not self._face.is_business_day(that):
                why = causes.of(day)
            elif self._span.counting == "after-start":
                why = "day 0, the day of the start"
            else:
                why = f"not counted: {'ended' if self._sign > 0 else 'had not begun'} by the start"
            out.append(CountedDate(that, "skipped", why, None, None))
        return tuple(out)


class _Causes:
    """Why dates from `first` to `last` are no business dates; the calendar is asked once for all of them."""

    def __init__(self, face: Counting, first: int, last: int) -> None:
        low, high = face._timelines.bounds
        self._offsets = face._timelines.rules.clock.around(first * DAY, (last + 2) * DAY)
        edges = max(self._offsets.first(first * DAY), low), min(self._offsets.first((last + 1) * DAY), high)
        self._closed = [
            (from_datetime(stretch.start), from_datetime(stretch.end), stretch.why)
            for stretch in face.intervals(face._said(edges[0]), face._said(edges[1]))
            if stretch.state == "closed"
        ]

    def of(self, day: int) -> str:
        """Return the reasons that hold on a date; a date that the clocks skip has none of its own."""
        start, end = self._offsets.first(day * DAY), self._offsets.first((day + 1) * DAY)
        row = bisect_right(self._closed, start, key=lambda closed: closed[1])
        found: dict[str, None] = {}
        for first, _, why in self._closed[row:]:
            if first >= end:
                break
            found[why] = None
        return why_of(found) or "no date of its own"
