"""The face of a calendar for making calendars of calendars: unions, intersections, differences, histories."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from contractkit.calendars.combining import Combined
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.definitions import Definition
from contractkit.calendars.given_days import WithDays
from contractkit.calendars.histories import History
from contractkit.calendars.instants import day_number
from contractkit.calendars.interval_sets import How
from contractkit.calendars.zones import zone_named
from contractkit.errors import UsageError

if TYPE_CHECKING:
    from contractkit.calendars.calendar import BusinessCalendar

__all__ = ["AlgebraFace"]


class AlgebraFace:
    """How calendars are made of calendars. Parts may lie in several zones; answers are said on the first one's clocks.

    What is made knows the years that all its parts know, and can be combined again. It answers every question about
    instants; about business days only when somebody says which (`with_days`).
    """

    __slots__ = ()

    rules: Definition
    conventions: Conventions
    _timelines: Timelines

    def __or__(self, other: BusinessCalendar) -> BusinessCalendar:
        """Return the calendar that is open when either is: follow the sun.

        Raises:
            UsageError: The other is no calendar, follows other conventions, or knows no year that this one knows.

        Example:
            >>> amsterdam = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> new_york = BusinessCalendar(tz="America/New_York", week={"mon-fri": "09:00-17:00"})
            >>> (amsterdam | new_york).next_close(datetime(2026, 1, 5, 12, tzinfo=amsterdam.tz)).isoformat()
            '2026-01-05T23:00:00+01:00'
        """
        return self._combined("union", other)

    def __and__(self, other: BusinessCalendar) -> BusinessCalendar:
        """Return the calendar that is open when both are.

        Raises:
            UsageError: The other is no calendar, follows other conventions, or knows no year that this one knows.
        """
        return self._combined("intersection", other)

    def __sub__(self, other: BusinessCalendar) -> BusinessCalendar:
        """Return the calendar that is open when this one is and the other is not: service hours less maintenance.

        Raises:
            UsageError: The other is no calendar, follows other conventions, or knows no year that this one knows.
        """
        return self._combined("difference", other)

    def changed(self, on: date, to: BusinessCalendar, tz: str | ZoneInfo | None = None) -> BusinessCalendar:
        """Return the calendar that is this one until a date, and another from its first instant on.

        Every instant is judged by the calendar in force at it, and every date by the one in force on it: holidays,
        closures and weekly hours of the earlier calendar end with it, and hours over midnight that it began end at that
        midnight. Both need to be known only for their own part. A history can be changed again; what it said of later
        dates is then replaced.

        Args:
            on: The first date of the other calendar.
            to: The calendar from that date on.
            tz: The zone in which that date begins; left out, the zone of `to`.

        Raises:
            UsageError: `to` is no calendar or follows other conventions, or one of them is not known where it is
                needed.

        Example:
            >>> until = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> longer = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sat": "08:00-20:00"})
            >>> desk = until.changed(on=date(2026, 7, 1), to=longer)
            >>> [desk.next_close(datetime(2026, 6, day, 18, tzinfo=desk.tz)).hour for day in (29, 30)]
            [17, 20]
        """
        other = self._fellow(to, "changed")
        zone = other._timelines.rules.zone if tz is None else zone_named(tz).key
        return self._made(History.of(self._timelines, day_number(on), other._timelines, zone))

    def with_days(self, tz: str | ZoneInfo, days_from: BusinessCalendar) -> BusinessCalendar:
        """Return the same open hours with the business dates of a calendar, on the clocks of a zone.

        A business date of `days_from` opens and closes as this calendar does between the opening and the close of
        business that `days_from` has: what a combination takes away shortens the date, what it adds does not lengthen
        it. A date of which nothing is left open keeps its own. Answers are said on the clocks of `tz`.

        Args:
            tz: The zone on whose clocks dates are read, and calendar days and months count.
            days_from: The calendar whose business dates count; often one of the parts.

        Raises:
            UsageError: `days_from` is no calendar, or has no business dates itself.

        Example:
            >>> amsterdam = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
            >>> desk = (ALWAYS - amsterdam).with_days(tz="Europe/Amsterdam", days_from=amsterdam)
            >>> desk.add_days(date(2026, 1, 2), 1).isoformat()
            '2026-01-05'
        """
        other = self._fellow(days_from, "with_days")
        of = self.rules.of if isinstance(self.rules, WithDays) else self._timelines
        other._timelines.check_days()
        made = WithDays(of, other._timelines, zone_named(tz).key)
        made.bounds()
        return self._made(made)

    def named(self, name: str) -> BusinessCalendar:
        """Return the same calendar with a name for messages and explanations; it decides nothing."""
        return self._made(self.rules, name)

    def _combined(self, how: How, other: BusinessCalendar) -> BusinessCalendar:
        return self._made(Combined.of(how, self._timelines, self._fellow(other, how)._timelines))

    def _fellow(self, other: object, what: str) -> BusinessCalendar:
        if not isinstance(other, AlgebraFace):
            raise UsageError(f"{what}: a calendar is combined with a calendar, not with {other!r}", value=other)
        if other.conventions != self.conventions:
            ours, theirs = self._timelines.name, other._timelines.name
            raise UsageError(
                f"{what}: the calendars {ours} and {theirs} follow different conventions (like=); give both the same"
            )
        return other  # type: ignore[return-value]

    def _made(self, rules: Definition, name: str | None = None) -> BusinessCalendar:
        raise NotImplementedError  # pragma: no cover - the calendar itself knows how
