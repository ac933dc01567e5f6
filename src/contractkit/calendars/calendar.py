"""Business calendars: when a provider's clock runs, and what follows from it for instants, dates and arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.algebra import AlgebraFace
from contractkit.calendars.array_face import ArrayFace
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import OURS, Conventions, Like, conventions_of
from contractkit.calendars.date_face import DateFace
from contractkit.calendars.definitions import Definition
from contractkit.calendars.editions import edition_of
from contractkit.calendars.holidays.sources import Holidays, holiday_sources
from contractkit.calendars.hours import Hours, pieces_on_dates
from contractkit.calendars.instant_face import InstantFace
from contractkit.calendars.instants import day_number
from contractkit.calendars.like_axis import LikeAxis
from contractkit.calendars.like_hours import hours_meant
from contractkit.calendars.printing import written
from contractkit.calendars.rules import Rules
from contractkit.calendars.seasons import Season, seasons_of
from contractkit.calendars.storing import StorageFace
from contractkit.calendars.timed import Timed, spans_of
from contractkit.calendars.trace_face import TraceFace
from contractkit.calendars.weekly import WeeklyHours, changes_of, weekly_of
from contractkit.calendars.working_time import WorkingAxis
from contractkit.calendars.zones import zone_clock, zone_named
from contractkit.errors import UsageError

__all__ = ["ALWAYS", "BusinessCalendar", "always"]


@attrs.frozen(init=False, repr=False)
class BusinessCalendar(InstantFace, DateFace, ArrayFace, AlgebraFace, TraceFace, StorageFace):
    """A set of open instants, and the business dates that go with it.

    An instant is open when the clocks of `tz` show a reading that lies in the hours of its local date. Hours are
    half-open, `[from, to)`; they may end at ``24:00`` and run over midnight (``22:00-06:00``). Weekly hours are split
    by date first; a closed date, or an exception (which wins over it), then replaces exactly that local date; an
    exception's own hours over midnight run into the next date, unless that is closed or has an exception. Timed
    closures are taken away last, and timed openings added. A reading that daylight saving skips is never open, one that
    it repeats is open twice.

    Calendars are values: equal when everything that decides them is equal, hashable, and safe to pickle and to share
    between threads. They compile the years that questions meet, on first use.

    Args:
        tz: The IANA zone on whose clocks the hours are read.
        week: Hours by day or range of days: ``{"mon-fri": "09:00-12:00 and 13:00-17:30"}`` or
            ``{"mon": [("09:00", "17:00")]}``. Days that are left out are closed. `AlternatingWeeks` for weeks that
            take turns.
        holidays: ISO 3166 code(s), a `HolidaySource`, dates, or a mixture of them.
        closed: Further dates on which nobody works.
        exceptions: Dates with hours of their own.
        closures: Hours taken away: dates with hours, or pairs `[from, to)` of aware datetimes.
        openings: Hours added, in the same forms; they make no business date.
        without: Names of holidays on which work goes on, such as ``good-friday``.
        with_: Names of days that the holiday source knows but does not close by itself.
        name: What the calendar is called in messages; it decides nothing.
        seasons: Parts of the year with weekly hours of their own (`Season`); they may not overlap, and win over
            `changes` and `week`.
        changes: Weekly hours from a date on, until the next change.
        like: The conventions of another system, by the name of its preset or as `Conventions`.

    Raises:
        UsageError: The zone, a code, a name, a day or hours are not known, or contradict each other.

    Example:
        >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL")
        >>> friday = datetime(2026, 1, 2, 16, tzinfo=office.tz)
        >>> office.due_at(friday, WorkingTime.of(hours=4)).isoformat()
        '2026-01-05T12:00:00+01:00'
    """

    rules: Definition
    conventions: Conventions
    name: str | None = attrs.field(eq=False)
    _timelines: Timelines = attrs.field(eq=False)
    _axis: WorkingAxis = attrs.field(eq=False)

    def __init__(
        self,
        tz: str | ZoneInfo,
        week: WeeklyHours,
        holidays: Holidays = (),
        closed: Iterable[date] = (),
        exceptions: Mapping[date, Hours] | None = None,
        closures: Timed = (),
        openings: Timed = (),
        without: Iterable[str] = (),
        with_: Iterable[str] = (),
        name: str | None = None,
        seasons: Iterable[Season] = (),
        changes: Mapping[date, WeeklyHours] | None = None,
        like: Like = None,
    ) -> None:
        conventions = conventions_of(like)
        zone = zone_named(tz)
        clock = zone_clock(zone.key)
        rules = Rules(
            zone=zone.key,
            week=weekly_of(week),
            sources=holiday_sources(holidays, _names(with_)),
            without=_names(without),
            closed=_closed(closed),
            exceptions=tuple(sorted(pieces_on_dates(_by_date(exceptions), "exceptions").items())),
            closures=spans_of(closures, clock, "closures"),
            openings=spans_of(openings, clock, "openings"),
            seasons=seasons_of((seasons,) if isinstance(seasons, Season) else seasons),
            changes=changes_of(changes),
        )
        rules.check_names()
        rules = hours_meant(rules, conventions)
        self._begin(rules, name, conventions)

    def _begin(self, rules: Definition, name: str | None, conventions: Conventions) -> None:
        timelines = Timelines(rules, name)
        ours = conventions.for_instants == "ours"
        axis = WorkingAxis(timelines) if ours else LikeAxis(timelines, conventions)
        self.__attrs_init__(rules, conventions, name, timelines, axis)

    def _made(self, rules: Definition, name: str | None = None) -> BusinessCalendar:
        return _again(rules, name, self.conventions)

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (self.rules, self.name, self.conventions))

    def __copy__(self) -> BusinessCalendar:
        return self

    def __deepcopy__(self, memo: object) -> BusinessCalendar:
        return self

    def __repr__(self) -> str:
        text = written(self.rules, self.name)
        return text if self.conventions == OURS else f"{text} like {self.conventions.to_dict()!r}"

    @property
    def tz(self) -> ZoneInfo:
        """The zone on whose clocks the hours are read."""
        return self.rules.clock.zone

    @property
    def edition(self) -> str:
        """A fingerprint of everything that decides the calendar in its declared years.

        Rules, holidays and the offsets of the zone as this machine knows them go into it; names do not. The declared
        years are those of the holiday sources, or 2000 to 2049 where every year is known.
        """
        if self.conventions == OURS:
            return self._timelines.edition
        return edition_of({**self.rules.decides(), "conventions": self.conventions.to_dict()})

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year for which the calendar can answer, both included."""
        return self._timelines.known_years


def _again(rules: Definition, name: str | None, conventions: Conventions) -> BusinessCalendar:
    made = object.__new__(BusinessCalendar)
    made._begin(rules, name, conventions)
    return made


def _closed(closed: object) -> tuple[int, ...]:
    if isinstance(closed, (date, str)) or not isinstance(closed, Iterable):
        raise UsageError(f"closed is a list of dates, such as [date(2026, 5, 15)], not {closed!r}", value=closed)
    return tuple(sorted({day_number(day, "closed") for day in closed}))


def _by_date(exceptions: object) -> Mapping[date, Hours]:
    if exceptions is not None and not isinstance(exceptions, Mapping):
        says = f"exceptions are dates with hours, such as {{date(2026, 12, 24): '09:00-13:00'}}, not {exceptions!r}"
        raise UsageError(says, value=exceptions)
    return exceptions or {}


def _names(names: Iterable[str]) -> tuple[str, ...]:
    found = (names,) if isinstance(names, str) or not isinstance(names, Iterable) else tuple(names)
    for name in found:
        if not isinstance(name, str):
            raise UsageError(f"days are named by texts such as 'good-friday', not {name!r}", value=name)
    return found


@cache
def always(tz: str) -> BusinessCalendar:
    """Return the calendar of a zone that is always open: every date, closing at 24:00.

    Args:
        tz: The IANA zone on whose clocks its calendar days and months run.
    """
    return BusinessCalendar(tz=tz, week={"mon-sun": [("00:00", "24:00")]}, name="always")


ALWAYS: Final = always("UTC")
"""The calendar that is always open, in UTC."""
