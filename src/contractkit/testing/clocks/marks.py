"""The ticks of business days as a list: which date ticks at which instant, under which of the targets that applied.

Source: clocks.md rules 12, 17, 26 to 28 and 32.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import attrs

from contractkit.testing.business_days import SlowDays
from contractkit.testing.clocks.calendars import Places
from contractkit.testing.clocks.questions import Days
from contractkit.testing.clocks.runs import Stretch

__all__ = ["Tick", "counting", "effective_start", "landed", "nth", "ticks"]

_ONE = timedelta(days=1)


@attrs.frozen(order=True)
class Tick:
    """A business day that is over."""

    at: int
    day: date
    days: Days = attrs.field(order=False)
    calendar: str = attrs.field(order=False)


def counting(places: Places, days: Days, calendar: str) -> SlowDays:
    """Return business days as they are counted on a calendar."""
    return SlowDays(
        calendar=places.calendar(calendar),
        outside=days.outside,
        cut_off=days.cut_off,
        at_cut_off=days.at_cut_off,
        restart=days.restart,
        counting=days.counting,
        ends=days.ends,
        landing=days.landing,
    )


def effective_start(places: Places, days: Days, calendar: str, started: int) -> int:
    """Return where business days are counted from."""
    return places.asked(lambda: counting(places, days, calendar).effective_start(started)[0], calendar)


def landed(places: Places, days: Days, calendar: str, mark: int) -> int:
    """Return where a mark lands."""
    cal = places.calendar(calendar)
    if days.landing == "keep" or cal.is_open(mark) or cal.is_open(mark - 1):
        return mark
    return places.asked(lambda: cal.next_open(mark), calendar)


def _marks(
    places: Places, days: Days, calendar: str, started: int, goes_on: Callable[[list[Tick], date], bool]
) -> list[Tick]:
    """Return the marks of the business dates that count from a start, date after date, as long as need be."""
    counted = counting(places, days, calendar)
    us, day, at = places.asked(lambda: counted.effective_start(started), calendar)
    found: list[Tick] = []
    if days.counting == "after-start":
        day += _ONE
    while goes_on(found, day):
        if places.no_more_dates(calendar, day):
            break
        if counted.calendar.is_business_day(day):
            mark = counted.mark(day, at)
            if days.counting == "after-start" or mark > us:
                found.append(Tick(mark, day, days, calendar))
        day += _ONE
    return found


def ticks(
    places: Places,
    parts: Sequence[tuple[Stretch, Days, str]],
    started: int,
    until: int,
    more: Callable[[list[Tick]], bool],
) -> list[Tick]:
    """Return all ticks of a run in order of time, those in pauses and relief too.

    Args:
        places: The calendars.
        parts: The stretches under each target, with how it counts and on which calendar; the last one goes on for ever.
        started: When the clock started.
        until: An instant up to which, inclusive, no tick may be missing.
        more: Whether ticks after that are needed still, of those found so far.
    """
    done: set[date] = set()
    found: list[Tick] = []
    for stretch, days, calendar in parts:
        clock = places.calendar(calendar).clock
        last = stretch is parts[-1][0]
        limit = until if last else stretch.left
        assert limit is not None
        end_day = clock.shown(limit)[0] + 3 * _ONE
        earlier = list(found)

        def goes_on(
            marks: list[Tick],
            day: date,
            *,
            end_day: date = end_day,
            earlier: list[Tick] = earlier,
            done: set[date] = done,
            last: bool = last,
            stretch: Stretch = stretch,
        ) -> bool:
            if day <= end_day:
                return True
            settled = [tick for tick in marks if tick.day < day - 3 * _ONE]
            return last and more(sorted([*earlier, *_counted(settled, stretch, done, last=True)]))

        marks = _marks(places, days, calendar, started, goes_on)
        found += _counted(marks, stretch, done, last=last)
        if stretch.left is not None:
            done |= {tick.day for tick in marks if tick.at <= stretch.left}
    return sorted(found)


def _counted(marks: Sequence[Tick], stretch: Stretch, done: set[date], *, last: bool) -> list[Tick]:
    """Return the marks that tick while a target applies: after the begin of a piece and not after its end."""
    return [
        tick
        for tick in marks
        if tick.day not in done
        and (
            any(piece.begin < tick.at <= piece.end for piece in stretch.pieces)
            or (last and tick.at > stretch.pieces[-1].begin)
        )
    ]


def nth(found: Sequence[Tick], count: int) -> Tick | None:
    """Return the tick that uses up a number of days; None if there are not as many."""
    return found[count - 1] if len(found) >= count else None
