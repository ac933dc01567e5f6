"""The amounts of which clauses take percentages."""

from __future__ import annotations

from fractions import Fraction

import pytest

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, amount_of
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
CALLS = {"kind": "service", "name": "calls", "price": "EUR 2 per call"}
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


class TestStandardWords:
    """What every agreement calls an amount."""

    def test_the_quarter_and_the_half_year_in_which_a_month_ends(self, agreement):
        """3 × 315 + 18 500 a quarter."""
        assert amount_of(agreement, "quarterly-fees", FEB).exact == 19445
        assert amount_of(agreement, "half-yearly-fees", FEB).exact == 38890

    def test_what_is_still_to_be_charged_until_the_end_of_the_term(self, given):
        """March to June of 100 a month, after February."""
        agreement = given.agreement(given.fee("base", "100", "month"), start="2026-01-01", end="2026-07-01")
        assert amount_of(agreement, "remaining-fees", FEB).exact == 400
        assert amount_of(agreement, "remaining-fees", Period.parse("2026-06")).exact == 0
        assert amount_of(agreement, "contract-price", FEB).exact == 600

    def test_without_an_end_nobody_knows_what_remains(self, agreement):
        base = amount_of(agreement, "remaining-fees", FEB)
        assert (base.exact, base.missing) == (0, "the term has no end, so nobody knows what is still to be charged")

    def test_an_affected_line_is_what_its_service_costs(self, agreement):
        """10 seats at 31.50; the only service, or the one that is named."""
        assert amount_of(agreement, "affected-line", FEB).exact == 315
        assert amount_of(agreement, "affected-line", FEB, services=("workplace",)).exact == 315
        found = amount_of(agreement, "affected-line", FEB, services=("print",))
        assert (found.exact, found.missing) == (0, "nothing is charged for print by itself")

    def test_what_is_told_wins(self, agreement):
        told = ChargingFacts(amounts={"charges": Money("120.00", "EUR"), "order-value": Money("7", "EUR")})
        assert amount_of(agreement, "charges", FEB, facts=told).exact == 120
        assert amount_of(agreement, "order-value", FEB, facts=told).exact == 7
        assert amount_of(agreement, "order-value", FEB).missing == "the amount order-value is not told"

    def test_what_is_told_in_another_currency_is_refused(self, agreement):
        told = ChargingFacts(amounts={"charges": Money("120.00", "USD")})
        with pytest.raises(UsageError, match=r"USD 120\.00 is not in EUR"):
            amount_of(agreement, "charges", FEB, facts=told)

    def test_charges_that_are_not_known_make_an_amount_that_is_not_known(self):
        """Units as they come, that nobody counted."""
        agreement = ck.load_agreement(data=HEAD | {"clauses": {"1": CALLS}})
        assert "no volume of calls is measured" in amount_of(agreement, "charges", FEB).missing
        counted = ChargingFacts(volumes=[CountedVolume("calls", FEB, 30)])
        assert amount_of(agreement, "charges", FEB, facts=counted).exact == 60

    def test_a_declared_amount_waits_for_the_facts(self):
        agreement = ck.load_agreement(data=HEAD | {"amounts": {"spend": "What was spent"}, "clauses": {"1": CALLS}})
        assert amount_of(agreement, "spend", FEB).missing == "the amount spend is not told"

    def test_a_part_of_a_month_costs_its_days_where_any_dates_will_do(self, agreement):
        """14 of 28 days of 315, and of a third of 18 500."""
        half = Period.parse("2026-02-01..2026-02-14")
        assert amount_of(agreement, "charges", half, dates="any").exact == Fraction(315, 2) + Fraction(18500, 6)
