"""Stretches over which money is counted."""

from __future__ import annotations

from datetime import date

import pytest

from contractkit.charging.windows import add_months, in_force, months_between, window_of
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period


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


class TestInForce:
    def test_the_last_day_of_the_term_is_its_end_exclusive(self, given):
        """A term until 1 March holds on 28 February and on no day of March."""
        agreement = given.agreement(start="2026-01-15", end="2026-03-01")
        held = in_force(agreement, Period.parse("2026-Q1"))
        assert (held.start, held.end) == (date(2026, 1, 15), date(2026, 3, 1))
        assert in_force(agreement, Period.parse("2026-03")) is None

    def test_a_period_inside_the_term_keeps_its_name(self, given):
        """February stays 2026-02."""
        assert in_force(given.agreement(), Period.parse("2026-02")).label == "2026-02"


class TestWindowOf:
    @pytest.mark.parametrize(
        ("per", "expected"), [("month", "2026-05"), ("quarter", "2026-Q2"), ("half-year", "2026-H1"), ("year", "2026")]
    )
    def test_a_day_lies_in_one_stretch_of_each_kind(self, given, per, expected):
        """31 May 2026, in a contract that began on a 1 January."""
        assert window_of(given.agreement(), per, date(2026, 5, 31)).label == expected

    def test_a_year_is_the_contract_year(self, given):
        """A contract of 1 July has the year from 1 July; 30 June is the last day of the one before."""
        agreement = given.agreement(start="2024-07-01")
        window = window_of(agreement, "year", date(2026, 6, 30))
        assert (window.start, window.end) == (date(2025, 7, 1), date(2026, 7, 1))
        assert window_of(agreement, "year", date(2026, 7, 1)).start == date(2026, 7, 1)

    def test_a_contract_year_from_29_february_begins_on_the_28th_in_other_years(self, given):
        """The anniversary is clipped back, and clipping does not wander."""
        agreement = given.agreement(start="2024-02-29")
        window = window_of(agreement, "year", date(2025, 2, 28))
        assert (window.start, window.end) == (date(2025, 2, 28), date(2026, 2, 28))

    def test_another_word_is_refused(self, given):
        """A week is no stretch over which money is counted."""
        with pytest.raises(UsageError, match="'week' is no stretch"):
            window_of(given.agreement(), "week", date(2026, 3, 31))
