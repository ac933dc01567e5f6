"""Periods of the calendar: months, quarters, half-years, years, weeks, days, and stretches between two dates.

A period has no zone; its bounds as instants are the local midnights of the zone that is asked for.
"""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

import attrs

from contractkit.errors import PeriodError
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.months import add_months, months_between

__all__ = ["Length", "MadeOf", "Period"]

Length = Literal["day", "week", "month", "quarter", "half-year", "year"]
"""The lengths of whole periods of the calendar."""

MadeOf = Literal["days", "months"]
"""What a period that somebody names is made of: any whole dates, or whole months, as money needs them."""

_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_FORMS: dict[MadeOf, str] = {
    "days": "2026-Q1, 2026-03, 2026-H1, 2026, 2026-W07, 2026-03-31 or 2026-01-01..2026-03-31",
    "months": "2026-Q1, 2026-03, 2026-H1, 2026 or 2026-01-01..2026-03-31",
}


@attrs.frozen(order=True)
class Period:
    """A stretch of whole dates.

    Attributes:
        start: The first date.
        end: The first date after it.
        label: How it is called, such as ``2026-Q1``.

    Example:
        >>> [month.label for month in Period.parse("2026-Q1").months()]
        ['2026-01', '2026-02', '2026-03']
    """

    start: date
    end: date
    label: str = attrs.field(eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a period without a single date."""
        if self.end <= self.start:
            raise PeriodError(f"the period {self.label} has no date: it ends on {self.end}, and begins on {self.start}")

    @classmethod
    def parse(cls, text: str, *, made_of: MadeOf = "days") -> Period:
        """Return the period that `text` names.

        Args:
            text: ``2026-Q1``, ``2026-03``, ``2026-H1``, ``2026`` (the calendar year; `Agreement.period` knows the
                contract year), ``2026-W07`` (ISO week), ``2026-03-31``, or ``2026-01-01..2026-03-31`` with both dates
                inside.
            made_of: ``months`` where only whole months will do: weeks, days and other stretches are then refused, and
                the message names no form that would be.

        Returns:
            The period; its end is the first date after it.

        Raises:
            PeriodError: The text names no period, one that reaches past the year 9999, or one that is not made of what
                was asked for.
        """
        try:
            found = _parse(text)
        except (ValueError, OverflowError) as error:
            if isinstance(error, PeriodError):
                raise
            raise PeriodError(f"{text!r} is not a period; write {_FORMS[made_of]}") from None
        if made_of == "months" and months_between(found.start, found.end) is None:
            raise PeriodError(f"the period {text} is not made of whole months; write {_FORMS['months']}")
        return found

    @classmethod
    def year_from(cls, anniversary: date, year: int) -> Period:
        """Return the year that begins in the calendar year `year` on the day and month of `anniversary`.

        Args:
            anniversary: Any date on which such a year begins, such as the start of a term.
            year: The calendar year in which the wanted one begins.

        Returns:
            The year up to the next such day; one from 29 February begins on the 28th where there is no 29th.

        Raises:
            PeriodError: The year does not lie in the years 1 to 9999.

        Example:
            >>> Period.year_from(date(2024, 7, 1), 2026).label
            '2026-07-01..2027-06-30'
        """
        return _year_from(anniversary, year)

    @classmethod
    def containing(cls, day: date, per: str) -> Period:
        """Return the whole day, ISO week, month, quarter, half-year or year in which `day` lies.

        Raises:
            PeriodError: `per` is no length of a calendar period.
        """
        return _containing(day, per)

    @property
    def last(self) -> date:
        """Return the last date inside."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        """Return the label."""
        return self.label

    def months(self) -> tuple[Period, ...]:
        """Return the whole months of the period, in order.

        Raises:
            PeriodError: The period does not begin and end with a month.
        """
        return self.split("month")

    def split(self, per: str) -> tuple[Period, ...]:
        """Return the whole pieces of the length `per` that make the period, in order.

        Args:
            per: ``day``, ``week``, ``month``, ``quarter``, ``half-year`` or ``year``.

        Raises:
            PeriodError: The pieces do not make exactly this period, or `per` is no length.
        """
        pieces = []
        at = self.start
        while at < self.end:
            piece = Period.containing(at, per)
            if piece.start != at or piece.end > self.end:
                says = f"the period {self.label} ({self.start} to {self.last}) is not made of whole {per}s"
                raise PeriodError(f"{says}: {piece.label} runs from {piece.start} to {piece.last}")
            pieces.append(piece)
            at = piece.end
        return tuple(pieces)

    def bounds_us(self, zone: str | tzinfo) -> tuple[int, int]:
        """Return the two local midnights that bound the period.

        Args:
            zone: The IANA name of a zone, or the zone.

        Returns:
            Microseconds since the epoch of the first instant inside and of the first instant after; half-open. A
            midnight that is skipped is the first instant after the gap, a repeated one is the first.

        Raises:
            PeriodError: There is no such zone.
        """
        return _bounds_us(self.start, self.end, zone)


@lru_cache(maxsize=4096)
def _bounds_us(start: date, end: date, zone: str | tzinfo) -> tuple[int, int]:
    return midnight_us(start, zone), midnight_us(end, zone)


def _length(per: str) -> int:
    try:
        return _MONTHS[per]
    except KeyError:
        known = ", ".join(("day", "week", *_MONTHS))
        raise PeriodError(f"{per!r} is not the length of a period of the calendar; known: {known}") from None


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise PeriodError(f"the period around {day} lies outside the years 1 to 9999") from None


@lru_cache(maxsize=1024)
def _year_from(anniversary: date, year: int) -> Period:
    years = 12 * (year - anniversary.year)
    try:
        start, end = add_months(anniversary, years), add_months(anniversary, years + 12)
    except ValueError:
        raise PeriodError(f"the year from {anniversary} lies outside the years 1 to 9999 in {year}") from None
    if (start.month, start.day) == (1, 1):
        return Period(start, end, _label(start, "year"))
    return Period(start, end, f"{start.isoformat()}..{(end - timedelta(days=1)).isoformat()}")


@lru_cache(maxsize=4096)
def _containing(day: date, per: str) -> Period:
    if per == "day":
        return Period(day, _after(day, 1), day.isoformat())
    if per == "week":
        year, week, weekday = day.isocalendar()
        start = _after(day, 1 - weekday)
        return Period(start, _after(start, 7), f"{year:04}-W{week:02}")
    length = _length(per)
    month = (day.month - 1) // length * length + 1
    start = date(day.year, month, 1)
    return Period(start, _months_after(start, length), _label(start, per))


def _months_after(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    if count // 12 > 9999:
        raise PeriodError(f"the period from {day} reaches past the year 9999")
    return date(count // 12, count % 12 + 1, 1)


def _label(start: date, per: str) -> str:
    year = f"{start.year:04}"
    if per == "month":
        return f"{year}-{start.month:02}"
    if per == "quarter":
        return f"{year}-Q{(start.month - 1) // 3 + 1}"
    return f"{year}-H{(start.month - 1) // 6 + 1}" if per == "half-year" else year


def _parse(text: str) -> Period:
    if not isinstance(text, str):
        raise ValueError
    stretch = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})", text)
    if stretch:
        first, last = (date.fromisoformat(part) for part in stretch.groups())
        if last < first:
            raise PeriodError(f"the period {text} ends before it begins")
        return Period(first, _after(last, 1), text)
    match = re.fullmatch(r"([0-9]{4})(?:-(?:Q([1-4])|H([12])|W([0-9]{2})|([0-9]{2})(?:-([0-9]{2}))?))?", text)
    if match is None:
        raise ValueError
    year, quarter, half, week, month, day = (None if part is None else int(part) for part in match.groups())
    year = year or 0
    if day is not None:
        return Period.containing(date(year, month or 0, day), "day")
    if week is not None:
        return Period.containing(date.fromisocalendar(year, week, 1), "week")
    if quarter is not None:
        return Period.containing(date(year, quarter * 3, 1), "quarter")
    if half is not None:
        return Period.containing(date(year, half * 6, 1), "half-year")
    return Period.containing(date(year, 1 if month is None else month, 1), "year" if month is None else "month")
