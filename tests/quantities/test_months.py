"""Months between dates, and dates some months apart."""

from __future__ import annotations

from datetime import date

from contractkit.quantities.months import add_months, months_between


class TestAddMonths:
    def test_a_month_end_is_clipped_back(self):
        """31 January and a month is 28 February, in a leap year 29."""
        assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
        assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)

    def test_months_count_back_over_the_new_year(self):
        """Two months before 15 January is 15 November."""
        assert add_months(date(2026, 1, 15), -2) == date(2025, 11, 15)


class TestMonthsBetween:
    def test_whole_months_are_counted(self):
        """A quarter has three, a year from any day twelve."""
        assert months_between(date(2026, 1, 1), date(2026, 4, 1)) == 3
        assert months_between(date(2026, 8, 3), date(2027, 8, 3)) == 12

    def test_a_day_more_or_less_is_no_whole_month(self):
        """31 days of January are a month, 30 and 32 are not."""
        assert months_between(date(2026, 1, 1), date(2026, 2, 1)) == 1
        assert months_between(date(2026, 1, 1), date(2026, 1, 31)) is None
        assert months_between(date(2026, 1, 1), date(2026, 2, 2)) is None
