"""Calendars drawn so that they break, if they break at all: around changes of clocks, New Year, and the horizon.

The same drawing serves Hypothesis and a plain `random.Random`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal, Protocol, TypeVar

import attrs

from contractkit.testing.plain_calendars import CalendarSpec, CombinedSpec, Spec
from contractkit.testing.wall_clocks import DAY, WallClock, clock_changes
from contractkit.testing.written_hours import HoursText, Rota, SeasonHours, WeekHours

__all__ = ["ZONES", "Chooser", "draw_calendar", "draw_combination", "draw_spec"]

T = TypeVar("T")

ZONES: Final[Mapping[str, tuple[int, ...]]] = {
    "Africa/Cairo": (2010, 2014, 2026),  # off and on again around Ramadan; gaps at midnight
    "Africa/Casablanca": (2018, 2025, 2026),  # an hour less during Ramadan
    "Africa/Monrovia": (1972,),  # 44 minutes and 30 seconds skipped
    "America/Caracas": (2007, 2016),  # half an hour
    "America/Havana": (2026,),  # midnight itself is skipped and repeated
    "America/New_York": (2006, 2007, 2026),
    "America/Nuuk": (2023, 2024),  # clocks change in the evening of Saturday
    "America/Sao_Paulo": (2017, 2018, 2019),  # midnight itself is skipped
    "America/St_Johns": (1988, 2007, 2026),  # clocks changed at 00:01; two hours in 1988
    "Antarctica/Casey": (2018, 2020, 2023),  # three hours
    "Antarctica/Troll": (2026,),  # two hours
    "Asia/Gaza": (2011, 2023, 2026),  # several changes in a month
    "Asia/Kathmandu": (1986, 2026),  # 5:45 ahead
    "Asia/Pyongyang": (2015, 2018),  # half an hour at 23:30
    "Asia/Tehran": (2021, 2022),  # 3:30 ahead; midnight itself is skipped
    "Australia/Lord_Howe": (2026,),  # half an hour
    "Europe/Amsterdam": (1937, 2026, 2028),  # 19 minutes and 32 seconds ahead, once
    "Europe/Dublin": (2026,),
    "Europe/London": (1947, 2026),  # two hours ahead, once
    "Pacific/Apia": (2011, 2012, 2021),  # a whole date is skipped
    "Pacific/Chatham": (2026,),  # 12:45 ahead
    "Pacific/Kiritimati": (1994,),  # a whole date is skipped
    "Pacific/Kwajalein": (1993,),  # a whole date is skipped, a day's turn of the clock
    "UTC": (2027, 2028),
}
"""Zones with years in which their clocks do something."""

_KINDS: tuple[Literal["|", "&", "-", "changed"], ...] = ("|", "&", "-", "changed")
_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIMES = (
    *("00:00", "00:01", "00:15", "00:30", "01:00", "01:30", "02:00", "02:15", "02:30", "02:45", "03:00", "06:00"),
    *("08:30", "09:00", "12:00", "13:00", "17:00", "17:30", "20:00", "22:00", "23:00", "23:30", "23:45", "23:59"),
    *("00:00:01", "12:00:30", "23:58:59"),
)
_OFFICE = dict.fromkeys(_WEEKDAYS[:5], "09:00-17:00")
_WEEKS: tuple[Mapping[str, HoursText], ...] = (
    _OFFICE,
    dict.fromkeys(_WEEKDAYS[:5], "09:00-12:00 and 13:00-17:30"),
    dict.fromkeys(_WEEKDAYS, "22:00-06:00"),
    {"fri": "22:00-06:00", "sat": "20:00-02:30", "sun": "02:15-02:45"},
    dict.fromkeys(_WEEKDAYS, "00:00-24:00"),
    {"mon": "00:00-24:00", "wed": "00:00-24:00", "fri": "00:00-24:00", "sun": "00:00-24:00"},
    {"sat": "23:00-24:00", "sun": "00:00-01:00 and 02:00-03:00 and 23:30-24:00", "mon": "00:00-00:15"},
    {"sun": "01:00-02:00", "mon": "08:30-17:00", "thu": "18:00-17:45"},
    {"thu": "00:15-00:00", "fri": "00:00-00:30", "tue": "10:00-10:15"},
    {},
)
_DAY_HOURS = ("closed", "10:00-12:00", "22:00-02:00", "00:00-24:00", "01:30-02:30 and 23:45-00:15", "20:00-19:45")


class Chooser(Protocol):
    """What chooses: a `random.Random`, or Hypothesis."""

    def choice(self, options: Sequence[T]) -> T:
        """Return one of some options."""

    def randint(self, low: int, high: int) -> int:
        """Return a number, both ends included."""


def draw_spec(chooser: Chooser) -> Spec:
    """Draw a calendar, or one in four times two of them combined."""
    return draw_combination(chooser) if chooser.randint(0, 3) == 3 else draw_calendar(chooser)


def draw_calendar(chooser: Chooser, zone: str | None = None, anchor: date | None = None) -> CalendarSpec:
    """Draw a calendar whose special dates lie around a date on which something happens.

    Args:
        chooser: What chooses.
        zone: The zone; drawn where it is None.
        anchor: The date; drawn where it is None, in most cases one on which the zone's clocks change.
    """
    zone = zone or chooser.choice(sorted(ZONES))
    anchor = anchor or _anchor(chooser, zone)
    base = (anchor - date(1970, 1, 1)).days * DAY

    def near(reach: int = 4) -> date:
        return anchor + timedelta(days=chooser.randint(-reach, reach))

    def some(least: int, most: int) -> range:
        return range(max(chooser.randint(least, most), 0))

    def stretch() -> tuple[int, int]:
        start = base + chooser.randint(-4 * 96, 4 * 96) * (DAY // 96) + chooser.choice((0, 0, 0, 1, -1, 60_000_000))
        return start, start + chooser.randint(1, 120) * (DAY // 96) + chooser.choice((0, 0, 0, 1, -1))

    parts: dict[str, Any] = {
        "closed": tuple(sorted({near() for _ in some(-1, 2)})),
        "holidays": tuple(sorted({near() for _ in some(-1, 2)})),
        "exceptions": {near(): _draw_hours(chooser, _DAY_HOURS) for _ in some(-1, 2)},
        "closures": tuple(stretch() for _ in some(-1, 1)),
        "openings": tuple(stretch() for _ in some(-2, 1)),
        "seasons": _seasons(chooser, near(9)) if chooser.randint(0, 4) == 4 else (),
        "changes": {near(9): _draw_week(chooser) for _ in some(-2, 2)},
        "worked": tuple(sorted({near(): near(9) for _ in some(-2, 1)}.items())),
        "days": chooser.choice((24,) * 15 + (400,)),
    }
    if chooser.randint(0, 5) == 5:
        parts["years"] = _years(chooser, anchor)
    return CalendarSpec(zone, anchor, _draw_week(chooser), **parts)


def draw_combination(chooser: Chooser) -> CombinedSpec:
    """Draw two calendars, half of the time in different zones, combined around one date."""
    left = draw_calendar(chooser)
    zone = chooser.choice((left.zone, chooser.choice(sorted(ZONES))))
    right = draw_calendar(chooser, zone, left.anchor)
    kind = chooser.choice(_KINDS)
    on = left.anchor + timedelta(days=chooser.randint(-3, 3)) if kind == "changed" else None
    counted = chooser.randint(0, 2) == 2
    days = (chooser.choice(_SIDES), chooser.choice((left.zone, right.zone))) if counted else None
    if counted or kind == "changed":  # their parts may be known in different years, and their dates too
        left, right = attrs.evolve(left, years=None), attrs.evolve(right, years=None)
    return CombinedSpec(kind, left, right, on, days)


def _anchor(chooser: Chooser, zone: str) -> date:
    year = chooser.choice(ZONES[zone])
    clock = WallClock(zone, date(year, 1, 1), date(year + 1, 1, 1))
    days = [clock.shown(us)[0] for us in clock_changes(zone, clock.first, clock.first)]
    return chooser.choice((*days, *days, date(year, 2, 28), date(year, 12, 31)))


def _years(chooser: Chooser, anchor: date) -> tuple[int, int]:
    """Return years that the anchor's lies in or borders on, so that the horizon is often near."""
    first = anchor.year - chooser.randint(0, 1)
    return first, max(anchor.year, first) + chooser.randint(0, 1)


def _draw_week(chooser: Chooser) -> WeekHours:
    if chooser.randint(0, 5) == 5:
        weeks = tuple(_plain_week(chooser) for _ in range(chooser.randint(1, 3)))
        return Rota(date(2026, 1, 5) + timedelta(days=chooser.randint(0, 20)), weeks)
    return _plain_week(chooser)


def _plain_week(chooser: Chooser) -> Mapping[str, HoursText]:
    if chooser.randint(0, 2):
        return chooser.choice(_WEEKS)
    return {day: _draw_hours(chooser, ("closed",)) for day in _WEEKDAYS if chooser.randint(0, 3)}


def _draw_hours(chooser: Chooser, ready: Sequence[HoursText]) -> HoursText:
    """Return ready hours, or pieces between times that matter; the last of them may run over midnight."""
    if chooser.randint(0, 1):
        return chooser.choice(ready)
    times = sorted({chooser.choice(_TIMES) for _ in range(2 * chooser.randint(1, 3))}, key=_seconds)
    edges = times if len(times) % 2 == 0 else [*times, chooser.choice(("24:00", "00:00", times[0]))]
    pieces = [f"{start}-{end}" for start, end in zip(edges[::2], edges[1::2], strict=True) if start != end]
    return " and ".join(piece for piece in pieces if piece != "00:00-00:00") or "closed"


def _seconds(text: str) -> int:
    parts = [int(part) for part in text.split(":")]
    return sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))


def _seasons(chooser: Chooser, first: date) -> tuple[SeasonHours, ...]:
    """Return a season, or two of which one begins when the other has ended."""
    last = first + timedelta(days=chooser.choice((0, 1, 6, 40, 200)))
    found = (SeasonHours(*_year_days(first, last), _draw_week(chooser)),)
    if chooser.randint(0, 1):
        return found
    other = last + timedelta(days=1), last + timedelta(days=4)
    return (*found, SeasonHours(*_year_days(*other), _draw_week(chooser)))


def _year_days(first: date, last: date) -> tuple[tuple[int, int], tuple[int, int]]:
    return (first.month, first.day), (last.month, last.day)
