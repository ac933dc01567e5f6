"""The calendars of a question as explicit sets of instants and dates, over a window that is wide enough.

Instants are found by the slow calendars of this package, which look at what the clocks of a zone show. A window that
proves too narrow is made wider; where it is plain from what is written that nothing opens any more, it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, TypeVar

import attrs

from contractkit.testing.business_time import SlowCalendar, SlowDates
from contractkit.testing.clocks.questions import ALWAYS, HoursFrom, Question, Span
from contractkit.testing.combined_time import SlowHistory
from contractkit.testing.instant_sets import BeyondWindow, InstantSet
from contractkit.testing.wall_clocks import WallClock

__all__ = ["HORIZON_YEAR", "NeverAgain", "Places", "midnight", "widening"]

HORIZON_YEAR: Final = 9998
"""The year with whose beginning knowledge ends where every year is known."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE = timedelta(days=1)
_FIRST, _MOST = 120, 40_000
T = TypeVar("T")


class NeverAgain(Exception):  # noqa: N818 - it says what is the case
    """Nothing opens before the horizon, so that there is no such instant."""


class _TooNarrow(Exception):  # noqa: N818 - it says what is the case
    """The window has to be wider."""


def midnight(zone: str, day: date) -> int:
    """Return the first instant of a date."""
    return WallClock(zone, day - _ONE, day + 2 * _ONE).first_shown(day, 0)


def widening(question: Question, work: Callable[[Places], T]) -> T:
    """Return what some work comes to on the calendars of a question, in as wide a window as it takes.

    Raises:
        NeverAgain: What it looks for is nowhere.
    """
    days = _FIRST
    while True:
        try:
            return work(Places(question, days))
        except BeyondWindow as beyond:
            if beyond.side == "before":
                raise
            if days >= _MOST:
                raise NeverAgain from None
        except _TooNarrow:
            if days >= _MOST:
                raise NeverAgain from None
        days *= 4


@attrs.frozen
class Places:
    """The calendars of a question in a window.

    Attributes:
        question: The question.
        days: How many dates after the last one that is named are looked at.
    """

    question: Question
    days: int

    @property
    def window(self) -> tuple[date, date]:
        """The first date that is looked at, and the first that is not."""
        question = self.question
        instants = [question.item.opened, question.as_of, *(event.at for event in question.events)]
        instants += [us for stretch in question.relief for us in (stretch.begin, stretch.end)]
        near = [us for us in instants if abs(us - question.item.opened) < 4000 * 86_400_000_000]
        low, high = (date(1970, 1, 1) + timedelta(microseconds=us) for us in (min(near), max(near)))
        return low - 12 * _ONE, high + self.days * _ONE

    def calendar(self, name: str) -> SlowDates:
        """Return a calendar by its name."""
        low, high = self.window
        if name == ALWAYS and name not in self.question.calendars:
            return _slow(HoursFrom("UTC", dict.fromkeys(_DAYS, (("00:00", "24:00"),))), low, high)
        written = self.question.calendars[name]
        made: SlowDates = _slow(written.first, low, high)
        for since, hours in written.later:
            if low < since < high:
                made = _History(made, _slow(hours, low, high), since)
            elif since <= low:
                made = _slow(hours, low, high)
        return made

    def ends(self, name: str) -> bool:
        """Return whether it is plain from what is written that a calendar opens no more after the window."""
        if name == ALWAYS and name not in self.question.calendars:
            return False
        written = self.question.calendars[name]
        high = self.window[1]
        hours = [written.first, *(one for _, one in written.later)]
        named = [day for one in hours for day in (*one.exceptions, *one.holidays)] + [day for day, _ in written.later]
        return not any(hours[-1].week.values()) and all(day + 2 * _ONE < high for day in named)

    def horizon(self, name: str) -> int:
        """Return the instant at which knowledge of a calendar ends."""
        written = self.question.calendars.get(name)
        zone = "UTC" if written is None else (written.later[-1][1] if written.later else written.first).tz
        return midnight(zone, date(HORIZON_YEAR, 1, 1))

    def due(self, opened: InstantSet, start: int, amount: int, name: str) -> int:
        """Return the earliest instant by which an amount has been used of instants that end on a calendar.

        Raises:
            NeverAgain: There is none, ever.
        """
        return self.asked(lambda: opened.due(start, amount), name)

    def next_open(self, opened: InstantSet, us: int, name: str) -> int:
        """Return an instant if it is open, else the next opening; likewise."""
        return self.asked(lambda: opened.next_open(us), name)

    def asked(self, ask: Callable[[], T], name: str) -> T:
        """Return an answer that looks ahead on a calendar.

        Raises:
            NeverAgain: It looks for what will never be.
        """
        try:
            return ask()
        except BeyondWindow as beyond:
            if beyond.side == "after" and self.ends(name):
                raise NeverAgain from None
            raise

    def no_more_dates(self, name: str, day: date) -> bool:
        """Return whether a date lies beyond the window; where there can be business dates a wider one is needed.

        Raises:
            NeverAgain: There can be none any more.
        """
        if day < self.window[1]:
            return False
        if self.ends(name):
            raise NeverAgain
        raise _TooNarrow


class _History(SlowHistory):
    """A calendar that changes more than once."""

    def __init__(self, before: SlowDates, after: SlowCalendar, on: date) -> None:
        super().__init__(before, after, on)  # type: ignore[arg-type]


def _slow(hours: HoursFrom, low: date, high: date) -> SlowCalendar:
    week = tuple((day, _text(spans)) for day, spans in sorted(hours.week.items()))
    exceptions = tuple((day, _text(spans)) for day, spans in sorted(hours.exceptions.items()))
    return _made(hours.tz, week, hours.holidays, exceptions, low, high)


@lru_cache(maxsize=64)
def _made(
    zone: str,
    week: tuple[tuple[str, str], ...],
    holidays: tuple[date, ...],
    exceptions: tuple[tuple[date, str], ...],
    low: date,
    high: date,
) -> SlowCalendar:
    return SlowCalendar(zone, dict(week), (low, high), closed=holidays, exceptions=dict(exceptions))


def _text(spans: tuple[Span, ...]) -> str:
    return " and ".join(f"{start}-{end}" for start, end in spans)
