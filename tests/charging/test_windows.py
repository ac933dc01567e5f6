"""Stretches over which money is counted."""

from __future__ import annotations

from datetime import date

import pytest

from contractkit.charging.windows import cycle_window, in_force, window_of
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period


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


class TestPeriodOfAnAgreement:
    def test_a_bare_year_is_the_contract_year_that_begins_in_it(self, given):
        """From 1 April 2025 the year 2026 is April 2026 to March 2027; the first one is 2025."""
        agreement = given.agreement(start="2025-04-01")
        found = agreement.period("2026")
        assert (found.start, found.end, found.label) == (date(2026, 4, 1), date(2027, 4, 1), "2026-04-01..2027-03-31")
        assert agreement.period("2025").start == date(2025, 4, 1)
        assert (
            found == window_of(agreement, "year", date(2026, 4, 1)) == window_of(agreement, "year", date(2027, 3, 31))
        )

    def test_a_contract_of_1_january_has_the_years_of_the_calendar(self, given):
        """So has one without a term."""
        for agreement in (given.agreement(start="2024-01-01"), given.agreement(start=None)):
            assert (agreement.period("2026"), agreement.period("2026").label) == (Period.parse("2026"), "2026")

    def test_everything_that_is_no_bare_year_is_what_it_is_elsewhere(self, given):
        """Quarters are those of the calendar, and stretches what they say."""
        agreement = given.agreement(start="2025-04-01")
        for text in ("2026-Q1", "2026-03", "2026-H1", "2026-W07", "2026-03-31", "2026-01-01..2026-12-31"):
            assert agreement.period(text) == Period.parse(text)
        assert agreement.period(Period.parse("2026")) == Period.parse("2026")

    def test_what_is_not_made_of_months_is_refused_where_months_are_needed(self, given):
        """A contract year of 17 January to 16 January is made of months."""
        agreement = given.agreement(start="2025-01-17")
        assert agreement.period("2026", made_of="months").start == date(2026, 1, 17)
        with pytest.raises(PeriodError, match="2026-W07 is not made of whole months"):
            agreement.period("2026-W07", made_of="months")


class TestCycleWindow:
    @pytest.mark.parametrize(
        ("day", "start"),
        [
            (date(2026, 3, 15), date(2026, 2, 16)),
            (date(2026, 3, 16), date(2026, 3, 16)),
            (date(2026, 1, 15), date(2025, 12, 16)),
        ],
    )
    def test_a_month_from_the_sixteenth_begins_on_the_sixteenth(self, given, day, start):
        """The fifteenth is the last day of the month before, also over the end of a year."""
        assert cycle_window(given.agreement(), Cycle("month", from_day=16), day).start == start


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
