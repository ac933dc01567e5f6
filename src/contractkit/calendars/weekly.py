"""The hours of a week, or of weeks that take turns, and weekly hours from a date on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import lcm

import attrs

from contractkit.calendars.hours import Hours, Week, week_of
from contractkit.calendars.instants import date_of, day_number
from contractkit.errors import UsageError

__all__ = ["AlternatingWeeks", "Changes", "Weekly", "WeeklyHours", "changes_of", "cycle_of", "weekly_of", "weeks_of"]


@attrs.frozen(init=False)
class AlternatingWeeks:
    """Weeks that take turns, for ever in both directions: early and late shifts, every other Saturday.

    Attributes:
        starting: The Monday of a week that has the first hours.
        weeks: The hours of each week in turn.

    Args:
        starting: Any date of a week that has the first hours.
        weeks: Hours by day or range of days, one mapping for each week in turn.

    Raises:
        UsageError: There are no weeks, or their hours cannot be read.

    Example:
        >>> turns = AlternatingWeeks(
        ...     starting=date(2026, 1, 5), weeks=({"mon-sat": "08:00-16:00"}, {"mon-fri": "08:00-16:00"})
        ... )
        >>> shop = BusinessCalendar(tz="Europe/Amsterdam", week=turns)
        >>> shop.is_business_day(date(2026, 1, 10)), shop.is_business_day(date(2026, 1, 17))
        (True, False)
    """

    starting: date
    weeks: tuple[Week, ...]

    def __init__(self, starting: date, weeks: Sequence[Mapping[str, Hours]]) -> None:
        number = day_number(starting)
        if isinstance(weeks, (str, Mapping)) or not isinstance(weeks, Iterable):
            raise UsageError(f"weeks: alternating weeks are a sequence of weeks, not {weeks!r}", value=weeks)
        found = tuple(week_of(week, f"week {place}") for place, week in enumerate(weeks, 1))
        if not found:
            raise UsageError("weeks: alternating weeks need at least one week", value=weeks)
        self.__attrs_init__(date_of(number - (number + 3) % 7), found)


Weekly = Week | AlternatingWeeks
"""The hours of every week, or of weeks that take turns."""

WeeklyHours = Mapping[str, Hours] | AlternatingWeeks
"""The hours of a week as callers give them: by day or range of days, or weeks that take turns."""

Changes = tuple[tuple[int, Weekly], ...]
"""Weekly hours from day numbers on, in order."""


def weekly_of(week: object, where: str = "week") -> Weekly:
    """Return weekly hours as callers give them.

    Raises:
        UsageError: A day is unknown, two entries speak of one day, or hours cannot be read.
    """
    return week if isinstance(week, AlternatingWeeks) else week_of(week, where)


def weeks_of(weekly: Weekly) -> tuple[Week, ...]:
    """Return the weeks that take turns; one where every week is the same."""
    return weekly.weeks if isinstance(weekly, AlternatingWeeks) else (weekly,)


def cycle_of(weeklies: Iterable[Weekly]) -> int:
    """Return after how many weeks weekly hours come round together."""
    return lcm(*(len(weeks_of(weekly)) for weekly in weeklies))


def changes_of(changes: Mapping[date, WeeklyHours] | None) -> Changes:
    """Return weekly hours from dates on, in order.

    Raises:
        UsageError: A key is no plain date, or hours cannot be read.
    """
    if changes is not None and not isinstance(changes, Mapping):
        raise UsageError(f"changes: weekly hours by the date from which they hold are needed, not {changes!r}")
    found = {day_number(day): weekly_of(week, f"changes, {day}") for day, week in (changes or {}).items()}
    return tuple(sorted(found.items(), key=lambda change: change[0]))
