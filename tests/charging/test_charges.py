"""What an agreement charges in a period."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from contractkit.charging import charges
from contractkit.charging.charges import yearly_charges
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period

Q1 = Period.parse("2026-Q1")
FEB = Period.parse("2026-02")


class TestCharges:
    def test_a_fee_per_month_is_charged_three_times_in_a_quarter(self, given):
        """A month's fee of 12 400.00 is 37 200.00 a quarter."""
        (charge,) = charges(given.agreement(given.fee("base", "12400.00", "month")), Q1)
        assert charge.exact == 37200
        assert charge.amount == Money("37200.00", "EUR")
        assert charge.formula == "EUR 12 400.00 per month × 3 months = EUR 37 200.00"

    def test_a_quarterly_fee_is_exactly_one_third_in_each_month_however_long_the_month(self, given):
        """18 500 / 3 in January (31 days) as in February (28 days); the three months are exactly the quarter."""
        agreement = given.agreement(given.fee("fixed-fee", "18500.00", "quarter"))
        found = [charges(agreement, Period.parse(month))[0].exact for month in ("2026-01", "2026-02", "2026-03")]
        assert found == [Fraction(18500, 3)] * 3
        assert sum(found) == charges(agreement, Q1)[0].exact == 18500

    @pytest.mark.parametrize(
        ("per", "expected"), [("month", "36000"), ("quarter", "12000"), ("half-year", "6000"), ("year", "3000")]
    )
    def test_a_fee_of_any_period_word_is_charged_by_its_months(self, given, per, expected):
        """12 000 per month, quarter, half-year or year is 36 000, 12 000, 6 000 or 3 000 in a quarter."""
        (charge,) = charges(given.agreement(given.fee("fee", "12000", per)), Q1)
        assert charge.exact == Fraction(expected)

    def test_a_service_is_charged_at_its_agreed_volume(self, given):
        """420 seats at 31.50 a month are 39 690.00 a quarter."""
        (charge,) = charges(given.agreement(services=[given.service("workplace", "31.50", "month", "420")]), Q1)
        assert charge.exact == 39690
        assert charge.formula == "420 × EUR 31.50 per seat per month × 3 months = EUR 39 690.00"
        assert charge.inputs == {"volume": "420", "price": "31.50", "per-units": "1", "periods": "3"}

    def test_a_price_for_a_hundred_units_counts_parts_of_a_hundred(self, given):
        """450 at 12.00 per 100 per month are 54.00 a month."""
        (charge,) = charges(given.agreement(services=[given.service("mail", "12.00", "month", "450", 100)]), FEB)
        assert charge.exact == 54

    def test_a_price_without_an_agreed_volume_says_what_is_missing_instead_of_charging_nothing_silently(self, given):
        """The charge is there, with zero and with a sentence."""
        (charge,) = charges(given.agreement(services=[given.service("mail", "4.10", "month", None)]), FEB)
        assert charge.exact == 0
        assert charge.missing == "no volume is agreed, so nothing is charged"
        assert charge.formula == "EUR 4.10 per seat per month: no volume is agreed, so nothing is charged"

    def test_fees_come_before_services_in_the_order_of_the_page(self, given):
        """Two fees and a service keep their order."""
        agreement = given.agreement(
            given.fee("b", "1", "month"),
            given.fee("a", "2", "month"),
            services=[given.service("workplace", "3", "month", "1")],
        )
        assert [charge.name for charge in charges(agreement, FEB)] == ["b", "a", "workplace"]

    def test_nothing_is_charged_outside_the_term(self, given):
        """A term from 1 March charges one month of the first quarter."""
        agreement = given.agreement(given.fee("base", "100", "month"), start="2026-03-01")
        assert charges(agreement, Q1)[0].exact == 100
        assert charges(agreement, FEB)[0].exact == 0
        assert charges(agreement, FEB)[0].assumptions == ()

    def test_a_term_that_begins_inside_a_quarter_is_charged_by_days_of_the_whole_quarter(self, given):
        """Published (Lago pull request 6194): 910.00 per quarter from 20 May 2024 is 42/91 of it, 420.00."""
        agreement = given.agreement(given.fee("plan", "910.00", "quarter"), start="2024-05-20")
        (charge,) = charges(agreement, Period.parse("2024-Q2"))
        assert charge.exact == 420
        assert charge.inputs["periods"] == "6/13"
        (assumption,) = charge.assumptions
        assert (assumption.convention, assumption.taken) == ("mid_period", "by-days")

    def test_whole_months_of_a_quarterly_fee_are_thirds_also_beside_a_part_that_is_counted_by_days(self, given):
        """From 20 May to the end of July: 42/91 of the second quarter and a third of the third."""
        agreement = given.agreement(given.fee("plan", "1", "quarter"), start="2024-05-20")
        (charge,) = charges(agreement, Period.parse("2024-04-01..2024-07-31"))
        assert charge.exact == Fraction(42, 91) + Fraction(1, 3)

    def test_each_month_of_a_monthly_price_counts_by_its_own_days(self, given):
        """Published (Silver issue 200): 25 January to 2 February 2015 is 7/31 + 2/28 months, 29.72 of 100.00."""
        agreement = given.agreement(given.fee("plan", "100.00", "month"), start="2015-01-25", end="2015-02-03")
        (charge,) = charges(agreement, Period.parse("2015-01-01..2015-02-28"))
        assert charge.exact == 100 * (Fraction(7, 31) + Fraction(2, 28))
        assert round(charge.amount.amount, 2) == Decimal("29.72")

    def test_a_whole_year_from_any_day_is_twelve_months(self, given):
        """Published (ERPNext issue 57768): 20 a month from 3 August to 3 August is 240, not 220."""
        agreement = given.agreement(given.fee("plan", "20", "month"), start="2026-08-03", end="2027-08-03")
        (charge,) = charges(agreement, Period.parse("2026-08-01..2027-08-31"))
        assert charge.exact == 240

    def test_a_period_that_is_not_made_of_months_is_refused_with_the_clause(self, given):
        """No agreed part of a quarterly fee belongs to a week."""
        agreement = given.agreement(given.fee("fixed-fee", "18500.00", "quarter"))
        with pytest.raises(PeriodError, match=r"SLA/3\.1: .* is not made of whole months.* such as 2026-02"):
            charges(agreement, Period.parse("2026-02-02..2026-02-08"))

    def test_a_price_per_something_that_is_no_period_is_refused_with_the_clause(self, given):
        """Per week no part belongs to a month."""
        with pytest.raises(UsageError, match=r"SLA/3\.1: a price per week cannot be charged"):
            charges(given.agreement(given.fee("fixed-fee", "1", "week")), FEB)

    def test_another_currency_is_refused(self, given):
        """Amounts are not converted."""
        with pytest.raises(UsageError, match=r"SLA/3\.1: USD 1\.00 is not in EUR"):
            charges(given.agreement(given.fee("fixed-fee", "1", "month", "USD")), FEB)


class TestYearlyCharges:
    def test_a_full_year_is_reckoned_at_agreed_volumes_also_where_the_term_is_shorter(self, given):
        """18 500 per quarter and 10 seats at 2 per month are 74 000 + 240."""
        agreement = given.agreement(
            given.fee("fixed-fee", "18500", "quarter"),
            services=[given.service("workplace", "2", "month", "10")],
            start="2026-01-01",
            end="2026-04-01",
        )
        assert yearly_charges(agreement) == 74240
