"""Periods that come back: each of one length, laid end to end from an anchor, in the dates of one zone.

``month from day 16`` are months anchored on the 16th; a contract year is anchored on the start of the term; a rolling
window ends where it is asked for. Lengths in months are clipped at month ends, always counted from the anchor, so that
a year from 29 February begins on the 29th again where there is one.
"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from contractkit.errors import PeriodError
from contractkit.quantities.months import add_months
from contractkit.quantities.notation.words import Cycle
from contractkit.quantities.periods import Period

__all__ = ["Recurring", "Rolling", "recurring"]

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}
_DAYS = {"day": 1, "week": 7}
_MONDAY = date(1, 1, 1)
_ONE = timedelta(days=1)


@attrs.frozen
class Recurring:
    """Periods of one length, from an anchor on and before it.

    Attributes:
        anchor: A date on which one of them begins.
        months: Their length in months; 0 where it is in days.
        days: Their length in days; 0 where it is in months.
        zone: The IANA zone whose dates they are.

    Example:
        >>> str(Recurring(date(2026, 1, 16), months=1, zone="Europe/Amsterdam").containing(date(2026, 3, 3)))
        '2026-02-16..2026-03-15'
    """

    anchor: date
    months: int = 0
    days: int = 0
    zone: str = "Etc/UTC"

    def __attrs_post_init__(self) -> None:
        """Refuse periods that are not of one positive length."""
        if min(self.months, self.days) < 0 or (self.months == 0) == (self.days == 0):
            raise PeriodError("periods that come back have a length in months or in days, and only one of them")

    def containing(self, day: date) -> Period:
        """Return the one in which a date lies.

        Raises:
            PeriodError: It reaches past the years 1 to 9999.
        """
        return self.numbered(self.number_of(day))

    def number_of(self, day: date) -> int:
        """Return the number of the one in which a date lies; the one at the anchor is number 0."""
        if self.days:
            return (day - self.anchor).days // self.days
        guess = ((day.year - self.anchor.year) * 12 + day.month - self.anchor.month) // self.months
        return guess - 1 if self._start(guess) > day else guess

    def numbered(self, number: int) -> Period:
        """Return the one of that number."""
        start, end = self._start(number), self._start(number + 1)
        return Period(start, end, f"{start.isoformat()}..{(end - _ONE).isoformat()}")

    def _start(self, number: int) -> date:
        try:
            if self.days:
                return self.anchor + timedelta(days=self.days * number)
            return add_months(self.anchor, self.months * number)
        except (ValueError, OverflowError):
            raise PeriodError(f"a period from {self.anchor} on lies outside the years 1 to 9999") from None


@attrs.frozen
class Rolling:
    """A window that moves: so many days, weeks or months up to and with the period that is looked at.

    Attributes:
        months: Its length in months; 0 where it is in days.
        days: Its length in days; 0 where it is in months.
        zone: The IANA zone whose dates it is made of.

    Example:
        >>> str(Rolling(months=12).ending(date(2026, 3, 31)))
        '2025-04-01..2026-03-31'
    """

    months: int = 0
    days: int = 0
    zone: str = "Etc/UTC"

    def ending(self, last: date) -> Period:
        """Return the window whose last date is `last`.

        Raises:
            PeriodError: It reaches past the years 1 to 9999.
        """
        try:
            end = last + _ONE
            start = add_months(end, -self.months) - timedelta(days=self.days)
        except (ValueError, OverflowError):
            raise PeriodError(f"a window up to {last} lies outside the years 1 to 9999") from None
        return Period(start, end, f"{start.isoformat()}..{last.isoformat()}")


def recurring(cycle: Cycle, zone: str, start: date | None = None) -> Recurring | Rolling:
    """Return the periods that a clause names.

    Args:
        cycle: The words of the clause, such as ``month from day 16``.
        zone: The zone of the agreement.
        start: The first date of the agreement, from which contract years count.

    Returns:
        Periods of the calendar, of the contract, or a rolling window.

    Raises:
        PeriodError: They are the whole term, happen once, or count from a start that nobody gave.

    Example:
        >>> from contractkit.quantities.notation import parse_cycle
        >>> recurring(parse_cycle("contract-year"), "UTC", date(2024, 2, 29)).containing(date(2026, 1, 1)).start
        datetime.date(2025, 2, 28)
    """
    if cycle.n is not None:
        if cycle.unit == "months":
            return Rolling(months=cycle.n, zone=zone)
        return Rolling(days=cycle.n * (7 if cycle.unit == "weeks" else 1), zone=zone)
    if cycle.word in _DAYS:
        return Recurring(_MONDAY, days=_DAYS[cycle.word], zone=zone)
    if cycle.word not in _MONTHS:
        raise PeriodError(f"'{cycle}' does not come back: it is one stretch, or one date")
    if cycle.word == "contract-year":
        if start is None:
            raise PeriodError("a contract year counts from the start of the agreement, and no clause says when that is")
        return Recurring(start, months=12, zone=zone)
    return Recurring(date(1, 1, cycle.from_day or 1), months=_MONTHS[cycle.word], zone=zone)
