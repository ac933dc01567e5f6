"""Where questions about clocks play: zones and weeks in which clocks change, calendars, and instants at their edges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import attrs

from contractkit.testing.clocks.questions import HoursFrom, Span, WrittenCalendar
from contractkit.testing.wall_clocks import WallClock, at_time, clock_changes

__all__ = ["SCENES", "Scene"]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
_ALL = (*_WEEKDAYS, "sat", "sun")
_ONE = timedelta(days=1)
_TIMES = ((0, 0), (1, 0), (2, 0), (2, 30), (3, 0), (6, 0), (9, 0), (10, 0), (12, 0), (13, 0), (15, 0), (17, 0), (22, 0))


@attrs.frozen
class Scene:
    """A zone and a date around which things happen.

    Attributes:
        zone: The zone.
        around: The date.
    """

    zone: str
    around: date

    @property
    def calendars(self) -> Mapping[str, WrittenCalendar]:
        """The calendars from which targets choose, by name."""
        return _calendars(self.zone, self.around)

    @property
    def instants(self) -> tuple[int, ...]:
        """Instants at the edges of the calendars, of days and of the clock, in order."""
        return _instants(self.zone, self.around)


def _week(days: tuple[str, ...], *spans: Span) -> dict[str, tuple[Span, ...]]:
    return dict.fromkeys(days, spans)


@lru_cache(maxsize=64)
def _calendars(zone: str, around: date) -> Mapping[str, WrittenCalendar]:
    office = _week(_WEEKDAYS, ("09:00", "12:00"), ("13:00", "17:00"))
    saturday = around + (5 - around.weekday()) % 7 * _ONE
    plain = HoursFrom(zone, office)
    return {
        "office": WrittenCalendar(plain),
        "feast": WrittenCalendar(
            HoursFrom(
                zone,
                office,
                holidays=(around + _ONE, around + 2 * _ONE),
                exceptions={around + _ONE: (("10:00", "12:00"),)},
            )
        ),
        "saturday": WrittenCalendar(HoursFrom(zone, office, exceptions={saturday: (("10:00", "22:00"),)})),
        "night": WrittenCalendar(HoursFrom(zone, _week(_ALL, ("22:00", "06:00")))),
        "shift": WrittenCalendar(
            HoursFrom(
                zone,
                _week(_WEEKDAYS, ("22:00", "06:00")),
                holidays=(around,),
                exceptions={around + 3 * _ONE: (("20:00", "02:00"),)},
            )
        ),
        "sunday": WrittenCalendar(HoursFrom(zone, _week(("sun",), ("02:00", "03:00"), ("09:00", "10:00")))),
        "days": WrittenCalendar(HoursFrom(zone, _week(_ALL, ("00:00", "24:00")))),
        "abroad": WrittenCalendar(
            HoursFrom("Asia/Kolkata", _week(("mon", "tue", "wed", "thu", "fri", "sat"), ("10:00", "18:30")))
        ),
        "changing": WrittenCalendar(plain, ((around, HoursFrom(zone, _week(_ALL, ("10:00", "15:00")))),)),
        "once": WrittenCalendar(HoursFrom(zone, {}, exceptions={around: (("09:00", "17:00"),)})),
    }


@lru_cache(maxsize=64)
def _instants(zone: str, around: date) -> tuple[int, ...]:
    first, last = around - 5 * _ONE, around + 6 * _ONE
    clock = WallClock(zone, first - _ONE, last + 2 * _ONE)
    found = {
        clock.first_shown(first + day * _ONE, at_time(hour, minute))
        for day in range((last - first).days)
        for hour, minute in _TIMES
    }
    low, high = min(found), max(found)
    found |= {us for us in clock_changes(zone, first, last) if low <= us <= high}
    return tuple(sorted(found))


SCENES: Final = (
    Scene("Europe/Amsterdam", date(2026, 3, 27)),  # a Friday; the clock is put forward on Sunday at 02:00
    Scene("Europe/Amsterdam", date(2026, 10, 23)),  # a Friday; put back on Sunday at 03:00
    Scene("Europe/Amsterdam", date(2026, 3, 4)),  # a Wednesday; nothing happens to the clock
    Scene("Africa/Casablanca", date(2026, 2, 13)),  # a Friday; put back on Sunday at 03:00, for Ramadan
    Scene("Africa/Casablanca", date(2026, 3, 20)),  # a Friday; put forward on Sunday at 02:00
    Scene("America/New_York", date(2026, 3, 6)),  # a Friday; put forward on Sunday at 02:00
    Scene("America/New_York", date(2026, 10, 30)),  # a Friday; put back on Sunday at 02:00
    Scene("America/Santiago", date(2026, 9, 4)),  # a Friday; put forward in the midnight to Sunday
    Scene("America/Santiago", date(2026, 4, 3)),  # a Friday; put back in the midnight to Sunday
    Scene("Asia/Beirut", date(2026, 3, 27)),  # a Friday; put forward at midnight to Sunday
    Scene("Africa/Cairo", date(2026, 4, 23)),  # a Thursday; put forward at midnight to Friday
)
"""Where questions play; the date lies shortly before what happens to the clock."""
