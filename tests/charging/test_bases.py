"""The amounts of which clauses take percentages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from contractkit.charging import amount_of
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef

Q1 = Period.parse("2026-Q1")
FEB = Period.parse("2026-02")


@pytest.fixture(scope="module")
def agreement(given):
    """18 500 a quarter and 10 seats at 31.50 a month."""
    return given.agreement(
        given.fee("fixed-fee", "18500.00", "quarter"), services=[given.service("workplace", "31.50", "month", "10")]
    )


class TestAmountOf:
    def test_a_fee_is_known_by_its_name(self, agreement):
        """In the quarter all of it, in a month a third."""
        assert amount_of(agreement, "fixed-fee", Q1).exact == 18500
        assert amount_of(agreement, "fixed-fee", FEB).exact == Fraction(18500, 3)

    def test_charges_are_everything_of_the_period(self, agreement):
        """18 500 + 3 × 315 in the quarter."""
        base = amount_of(agreement, "charges", Q1)
        assert base.exact == 19445
        assert str(base) == "charges EUR 19 445.00"
        assert base.clauses == (ClauseRef("SLA", "3.1"), ClauseRef("SLA", "3.2"))

    def test_the_monthly_fee_of_a_quarter_is_everything_of_its_last_month(self, agreement):
        """18 500 / 3 + 315, in the quarter as in March."""
        expected = Fraction(18500, 3) + 315
        assert amount_of(agreement, "monthly-fee", Q1).exact == expected
        assert amount_of(agreement, "monthly-fee", Q1).formula.startswith("monthly-fee in 2026-03: ")
        assert amount_of(agreement, "monthly-fee", Period.parse("2026-03")).exact == expected

    def test_the_monthly_fee_of_a_quarter_in_which_the_term_ends_is_that_of_its_last_month_in_force(self, given):
        """A term that ends with February has its monthly fee in February, not a March of nothing."""
        agreement = given.agreement(given.fee("base", "100", "month"), end="2026-03-01")
        assert amount_of(agreement, "monthly-fee", Q1).exact == 100

    def test_yearly_fees_are_those_of_a_full_contract_year(self, agreement):
        """4 × 18 500 + 12 × 315."""
        assert amount_of(agreement, "yearly-fees", FEB).exact == 77780

    def test_a_fee_that_is_called_like_a_standard_word_is_what_its_name_says(self, given):
        """A fee named monthly-fee wins over the sum of all charges."""
        agreement = given.agreement(given.fee("monthly-fee", "100", "month"), given.fee("other", "50", "month"))
        assert amount_of(agreement, "monthly-fee", FEB).exact == 100

    def test_a_service_that_is_called_like_a_fee_is_not_part_of_the_fee(self, given):
        """Names are unique per kind only."""
        agreement = given.agreement(
            given.fee("mail", "100", "month"), services=[given.service("mail", "7", "month", "1")]
        )
        assert amount_of(agreement, "mail", FEB).exact == 100

    def test_an_amount_that_nobody_named_is_refused_with_the_clause_and_what_is_known(self, agreement):
        """The message lists the words that would do."""
        with pytest.raises(UsageError, match=r"SLA/5\.1: nothing is called 'fixedfee'.*fixed-fee"):
            amount_of(agreement, "fixedfee", Q1, ClauseRef("SLA", "5.1"))

    def test_a_week_has_no_part_of_a_quarterly_fee(self, agreement):
        """The error names the clause of the fee."""
        with pytest.raises(PeriodError, match=r"SLA/3\.1"):
            amount_of(agreement, "fixed-fee", Period.parse("2026-02-02..2026-02-08"))
