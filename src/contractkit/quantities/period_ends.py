"""Ends of periods to which something can be ended: of a month, a quarter, a half-year, a year, a contract year."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

import attrs

from contractkit.quantities.months import add_months

__all__ = ["PeriodEnds", "PeriodWord"]

PeriodWord = Literal["month", "quarter", "half-year", "year", "contract-year"]
"""Months, quarters, half-years and years are those of the calendar; a contract year begins on the day of the start."""

_MONTHS: Final[dict[str, int]] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}
_CALENDAR: Final = date(1, 1, 1)


@attrs.frozen
class PeriodEnds:
    """The ends of periods of one length, laid end to end. An end is the first date after a period.

    Attributes:
        word: Which periods.
        anchor: A date on which one of them begins; 1 January for those of the calendar.
    """

    word: PeriodWord = attrs.field(validator=attrs.validators.in_(get_args(PeriodWord)))
    anchor: date = _CALENDAR

    @property
    def months(self) -> int:
        """Return the length of a period in months."""
        return _MONTHS[self.word]

    def on_or_after(self, end: date) -> date:
        """Return the first end that does not lie before a date.

        Years are counted from the anchor, so that one from 29 February begins on the 29th again where there is one.

        Example:
            >>> PeriodEnds("quarter").on_or_after(date(2026, 7, 21)).isoformat()
            '2026-10-01'
            >>> PeriodEnds("quarter").on_or_after(date(2026, 7, 1)).isoformat()
            '2026-07-01'
        """
        number = self._number(end)
        found = self._numbered(number)
        return found if found >= end else self._numbered(number + 1)

    def later(self, end: date, periods: int) -> date:
        """Return the end so many periods after one of them.

        Example:
            >>> PeriodEnds("half-year").later(date(2026, 7, 1), 3).isoformat()
            '2028-01-01'
        """
        return self._numbered(self._number(end) + periods)

    def _number(self, day: date) -> int:
        """Return how many periods after the anchor the last end lies that is not after a date."""
        between = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        number = between // self.months
        return number if self._numbered(number) <= day else number - 1

    def _numbered(self, number: int) -> date:
        try:
            return add_months(self.anchor, number * self.months)
        except (ValueError, OverflowError):
            return date.max if number > 0 else date.min

    def __str__(self) -> str:
        """Return the word."""
        return self.word
