"""A slow and obvious business calendar, to check the fast one against. For tests only.

It shares no code with `contractkit.calendars`. Time is cut into slots of a quarter of an hour; what the clocks of the
zone show in each slot is asked of `zoneinfo`, slot by slot, and a slot is open or not by the words of the rules. Every
answer is then found by looking at slots and dates one after the other. All hours must lie on quarters of an hour, and
all questions well inside the window of dates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

__all__ = ["BeyondWindow", "Slot", "SlowCalendar"]

_SLOT = 15 * 60 * 1_000_000
_DAY = 24 * 3600 * 1_000_000
_US = timedelta(microseconds=1)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

HoursText = str
Ends = Literal["close-of-business", "same-time", "end-of-day"] | time


class BeyondWindow(Exception):  # noqa: N818 - it says where the answer lies, and is no mistake
    """The answer lies outside the window that the slow calendar looks at."""


class Slot(NamedTuple):
    """A quarter of an hour: when it starts, and the date and time of day that the clocks then show."""

    us: int
    day: date
    at: int


@lru_cache(maxsize=64)
def _slots(zone: str, first: date, last: date) -> tuple[Slot, ...]:
    tz, utc = ZoneInfo(zone), ZoneInfo("UTC")
    start = datetime(first.year, first.month, first.day, tzinfo=utc)
    count = (last - first).days * _DAY // _SLOT
    base = (start - datetime(1970, 1, 1, tzinfo=utc)) // _US
    out = []
    for step in range(count):
        shown = (start + step * _SLOT * _US).astimezone(tz)
        out.append(Slot(base + step * _SLOT, shown.date(), _at(shown.time())))
    return tuple(out)


def _at(shown: time) -> int:
    return ((shown.hour * 60 + shown.minute) * 60 + shown.second) * 1_000_000 + shown.microsecond


def _hours(text: HoursText) -> list[tuple[int, int]]:
    """Return pairs since midnight; an end at or before its start lies in the next date."""
    if text in ("", "closed"):
        return []
    pairs = []
    for piece in text.replace("all day", "00:00-24:00").split(" and "):
        start, end = ((int(edge[:2]) * 60 + int(edge[3:])) * 60_000_000 for edge in piece.split("-"))
        pairs.append((start, end if end > start else end + _DAY))
    return sorted(pairs)


class SlowCalendar:
    """A business calendar that is looked at slot by slot.

    Args:
        zone: An IANA zone.
        week: Hours by day (``mon`` to ``sun``), such as ``09:00-12:00 and 13:00-17:30``.
        closed: Dates that are closed, holidays among them.
        exceptions: Dates with hours of their own.
        closures: Stretches `[from, to)` taken away, in microseconds since the epoch, on quarters of an hour.
        openings: Stretches added, likewise.
        window: The first date that is looked at, and the first that is not.
    """

    def __init__(
        self,
        zone: str,
        week: Mapping[str, HoursText],
        window: tuple[date, date],
        closed: Iterable[date] = (),
        exceptions: Mapping[date, HoursText] | None = None,
        closures: Sequence[tuple[int, int]] = (),
        openings: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.zone = zone
        self.week = [_hours(week.get(day, "")) for day in _DAYS]
        self.closed = frozenset(closed)
        self.exceptions = {day: _hours(text) for day, text in (exceptions or {}).items()}
        self.closures = closures
        self.openings = openings
        self.window = window
        self.slots = _slots(zone, *window)
        self.starts = [slot.us for slot in self.slots]
        self.open = [self._opens(slot) for slot in self.slots]
        self.first, self.last = self.starts[0], self.starts[-1] + _SLOT
        self.edges = self._edges()

    # -- what is open --------------------------------------------------------------------------------------------

    def _opens(self, slot: Slot) -> bool:
        if any(start <= slot.us < end for start, end in self.openings):
            return True
        if any(start <= slot.us < end for start, end in self.closures):
            return False
        return self._by_hours(slot.day, slot.at)

    def _by_hours(self, day: date, at: int) -> bool:
        if day in self.exceptions:
            return any(start <= at < end for start, end in self.exceptions[day])
        if day in self.closed:
            return False
        before = day - timedelta(days=1)
        spill = self.week[before.weekday()] + self.exceptions.get(before, [])
        own = self.week[day.weekday()]
        return any(start <= at < end for start, end in own) or any(at < end - _DAY for _, end in spill)

    def is_open(self, us: int) -> bool:
        """Return whether an instant is open."""
        return self.open[self._row(us)]

    def _row(self, us: int) -> int:
        if not self.first <= us < self.last:
            raise BeyondWindow
        return bisect_right(self.starts, us) - 1

    def elapsed(self, start: int, end: int) -> int:
        """Return the open microseconds in `[start, end)`; negative when `end` lies before `start`."""
        if end < start:
            return -self.elapsed(end, start)
        if start == end:
            return 0
        total = 0
        for row in range(self._row(start), self._row(end - 1) + 1):
            if self.open[row]:
                total += min(end, self.starts[row] + _SLOT) - max(start, self.starts[row])
        return total

    def due(self, start: int, amount: int) -> int:
        """Return the instant at which working time is due; zero is the next open instant, negative counts back."""
        if amount == 0:
            return self.next_open(start)
        return self._forward(start, amount) if amount > 0 else self._backward(start, -amount)

    def _forward(self, start: int, amount: int) -> int:
        for row in range(self._row(start), len(self.slots)):
            if self.open[row]:
                begin = max(start, self.starts[row])
                if self.starts[row] + _SLOT - begin >= amount:
                    return begin + amount
                amount -= self.starts[row] + _SLOT - begin
        raise BeyondWindow

    def _backward(self, start: int, amount: int) -> int:
        for row in range(self._row(start), -1, -1):
            if self.open[row]:
                end = min(start, self.starts[row] + _SLOT)
                if end - self.starts[row] >= amount:
                    return end - amount
                amount -= end - self.starts[row]
        raise BeyondWindow

    def until(self, start: int, amount: int) -> int:
        """Return the last instant by which no more than `amount` has been used, for an amount of at least zero."""
        due = self.due(start, amount)
        return due if self.is_open(due) else self.next_open(due)

    def next_open(self, us: int) -> int:
        """Return the instant if open, else the next opening."""
        for row in range(self._row(us), len(self.slots)):
            if self.open[row]:
                return max(us, self.starts[row])
        raise BeyondWindow

    def previous_open(self, us: int) -> int:
        """Return the latest instant, not after `us`, that is open or a closing."""
        for row in range(self._row(us), -1, -1):
            if self.open[row]:
                return min(us, self.starts[row] + _SLOT)
        raise BeyondWindow

    def next_close(self, us: int) -> int:
        """Return the first closing strictly after an instant."""
        for edge, closes in self.edges:
            if closes and edge > us:
                return edge
        raise BeyondWindow

    def previous_close(self, us: int) -> int:
        """Return the last closing not after an instant."""
        found = [edge for edge, closes in self.edges if closes and edge <= us]
        if not found:
            raise BeyondWindow
        return found[-1]

    def _edges(self) -> list[tuple[int, bool]]:
        """Return the openings and closings in the window, in order; True marks a closing."""
        return [
            (self.starts[row], self.open[row - 1])
            for row in range(1, len(self.slots))
            if self.open[row] != self.open[row - 1]
        ]

    # -- dates ---------------------------------------------------------------------------------------------------

    def hours_of(self, day: date) -> list[tuple[int, int]]:
        """Return the hours written for a date, over midnight where they are."""
        if day in self.exceptions:
            return self.exceptions[day]
        return [] if day in self.closed else self.week[day.weekday()]

    def is_business_day(self, day: date) -> bool:
        """Return whether a date has hours written for it and is not closed."""
        return bool(self.hours_of(day))

    def add_days(self, day: date, n: int) -> date:
        """Return the date n business days later; 0 is the date itself."""
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            self._inside(day)
            left -= self.is_business_day(day)
        return day

    def count_days(self, start: date, end: date) -> int:
        """Return the business dates in `[start, end)`; negative when reversed."""
        if end < start:
            return -self.count_days(end, start)
        return sum(self.is_business_day(start + timedelta(days=k)) for k in range((end - start).days))

    def shown(self, us: int) -> tuple[date, int]:
        """Return the date and the microseconds since midnight that the clocks show at an instant."""
        slot = self.slots[self._row(us)]
        return slot.day, slot.at + us - slot.us

    def first_shown(self, day: date, at: int) -> int:
        """Return the first instant that shows a reading; for a skipped one the first instant after the gap."""
        if at >= _DAY:
            return self.first_shown(day + timedelta(days=1), at - _DAY)
        self._inside(day)
        for slot in self._around(day):
            if slot.day == day and slot.at <= at < slot.at + _SLOT:
                return slot.us + at - slot.at
        for slot in self._around(day):
            if (slot.day, slot.at) > (day, at):
                return slot.us
        raise BeyondWindow

    def _around(self, day: date) -> tuple[Slot, ...]:
        """Return the slots that can have to do with a date: those of four days."""
        row = ((day - self.window[0]).days - 1) * _DAY // _SLOT
        return self.slots[max(row, 0) : row + 4 * _DAY // _SLOT]

    def _inside(self, day: date) -> None:
        if not self.slots[0].day < day < self.slots[-1].day:
            raise BeyondWindow

    def _written(self, day: date) -> list[list[int]]:
        """Return the starts of the slots that belong to each piece of the date's own hours, closures left out."""
        following = day + timedelta(days=1)
        stop = _DAY if following in self.closed or following in self.exceptions else 2 * _DAY
        self._inside(following)
        return [
            [slot.us for slot in self._around(day) if start <= slot.at + (slot.day - day).days * _DAY < min(end, stop)]
            for start, end in self.hours_of(day)
        ]

    def _left_open(self, day: date) -> list[list[int]]:
        """Return the same without the slots that closures take away; all of them where nothing would be left."""
        written = self._written(day)
        if not self.closures:
            return written
        left = [[us for us in piece if self.is_open(us)] for piece in written]
        return [piece for piece in left if piece] or written

    def opening(self, day: date) -> int:
        """Return the first instant of a business date's own hours."""
        first = self._left_open(day)[0]
        return first[0] if first else self.first_shown(day, self.hours_of(day)[0][0])

    def close_of_business(self, day: date) -> int:
        """Return the end of the last hours written for a business date."""
        last = self._left_open(day)[-1]
        return last[-1] + _SLOT if last else self.first_shown(day, self.hours_of(day)[-1][0])

    # -- business days -------------------------------------------------------------------------------------------

    def effective_start(
        self,
        start: int,
        outside: str = "next-opening",
        cut_off: time | None = None,
        at_cut_off: str = "in-time",
        restart: time | None = None,
    ) -> tuple[int, date, int]:
        """Return the instant from which business days count, its date, and the time of day that same-time means."""
        us = self.next_open(start) if outside == "next-opening" else start
        day, at = self.shown(us)
        if outside == "keep-time" and not self.is_business_day(day):
            day = self.add_days(day, 1)
            us = self.first_shown(day, at)
        if cut_off is not None:
            limit = self.first_shown(day, _at(cut_off))
            if us > limit or (us == limit and at_cut_off == "late"):
                day = self.add_days(day, 1)
                us = self.opening(day) if restart is None else self.first_shown(day, _at(restart))
                at = self.hours_of(day)[0][0] if restart is None else _at(restart)
        return us, day, at

    def mark(self, day: date, ends: Ends, at: int) -> int:
        """Return the mark of a business date."""
        if ends == "close-of-business":
            return self.close_of_business(day)
        if ends == "same-time":
            return self.first_shown(day, at)
        return self.first_shown(day, _DAY if ends == "end-of-day" else _at(ends))

    def business_days_due(
        self,
        start: int,
        n: int,
        outside: str = "next-opening",
        cut_off: time | None = None,
        at_cut_off: str = "in-time",
        restart: time | None = None,
        counting: str = "after-start",
        ends: Ends = "close-of-business",
        landing: str = "keep",
    ) -> int:
        """Return when n business days are used up, in the order of the design."""
        us, day, at = self.effective_start(start, outside, cut_off, at_cut_off, restart)
        if n == 0:
            return us
        step = timedelta(days=1 if n > 0 else -1)
        if counting == "after-start":
            day += step
        left = abs(n)
        while True:
            self._inside(day)
            if self.is_business_day(day):
                mark = self.mark(day, ends, at)
                counts = counting == "after-start" or (mark > us if n > 0 else mark < us)
                left -= counts
                if not left:
                    break
            day += step
        if landing == "next-opening" and not self.is_open(mark) and not self.is_open(mark - 1):
            return self.next_open(mark)
        return mark

    def ticks(self, start: int, until: int, ends: Ends = "close-of-business") -> list[int]:
        """Return the marks of the business dates after an effective start's date that lie strictly before `until`.

        They are in the order of their dates: hours over midnight can make a date's mark later than that of the next.
        """
        _, day, at = self.effective_start(start)
        last = max(self.shown(until)[0], day) + timedelta(days=2)
        found = []
        while day < last:
            day += timedelta(days=1)
            self._inside(day)
            if self.is_business_day(day):
                found.append(self.mark(day, ends, at))
        return [mark for mark in found if mark < until]
