"""What an agreement charges in a period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import pytest
from hypothesis import example, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import amount_of, charges
from contractkit.charging.windows import window_of
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
        assert charge.formula == "EUR 910.00 per quarter × 6/13 quarter (42 of 91 days) = EUR 420.00"
        (assumption,) = charge.assumptions
        assert (assumption.convention, assumption.taken) == ("mid_period", "by-days")

    def test_whole_months_of_a_quarterly_fee_are_thirds_also_beside_a_part_that_is_counted_by_days(self, given):
        """From 20 May to the end of July: 42/91 of the second quarter and a third of the third."""
        agreement = given.agreement(given.fee("plan", "1", "quarter"), start="2024-05-20")
        (charge,) = charges(agreement, Period.parse("2024-04-01..2024-07-31"))
        assert charge.exact == Fraction(42, 91) + Fraction(1, 3)

    def test_every_month_of_a_quarter_that_the_term_cuts_counts_by_days_of_the_quarter(self, given):
        """From 17 January 2026: 15, 28 and 31 of 90 days, together 74/90 of 18 500.00 as in the quarter at once."""
        agreement = given.agreement(given.fee("fixed-fee", "18500.00", "quarter"), start="2026-01-17")
        found = [charges(agreement, month)[0].exact for month in Q1.months()]
        assert found == [18500 * Fraction(days, 90) for days in (15, 28, 31)]
        assert sum(found) == charges(agreement, Q1)[0].exact == 18500 * Fraction(74, 90)
        assert charges(agreement, FEB)[0].assumptions == charges(agreement, Q1)[0].assumptions != ()

    def test_a_term_that_ends_inside_a_quarter_is_charged_by_days_in_each_of_its_months(self, given):
        """45 days from 1 January: 31/90 and 14/90, together half of 18 500.00; March costs nothing."""
        agreement = given.agreement(given.fee("fixed-fee", "18500.00", "quarter"), start="2026-01-01", end="2026-02-15")
        found = [charges(agreement, month)[0].exact for month in Q1.months()]
        assert found == [18500 * Fraction(31, 90), 18500 * Fraction(14, 90), 0]
        assert charges(agreement, Q1)[0].exact == 9250

    def test_a_quarter_that_begins_a_month_late_counts_by_days_too(self, given):
        """From 1 February 2026 59 of 90 days of the quarter lie in the term, not two thirds of it."""
        agreement = given.agreement(given.fee("plan", "90.00", "quarter"), start="2026-02-01")
        assert charges(agreement, Q1)[0].exact == 59
        assert charges(agreement, Period.parse("2026-Q2"))[0].exact == 90

    def test_the_year_of_a_yearly_price_is_that_of_the_contract(self, given):
        """From 1 April 2025 every quarter is a quarter of the price, also April to June 2025."""
        agreement = given.agreement(given.fee("plan", "1200.00", "year"), start="2025-04-01")
        assert [charges(agreement, Period.parse(q))[0].exact for q in ("2025-Q2", "2026-Q1", "2026-Q2")] == [300] * 3

    def test_a_contract_year_from_the_middle_of_a_month_costs_its_price(self, given):
        """From 17 January 2026: 15 of the 31 days of its first month in January, 16 in February, and so on: 1 year."""
        agreement = given.agreement(given.fee("plan", "1200.00", "year"), start="2026-01-17")
        assert charges(agreement, Period.parse("2026-01"))[0].exact == 100 * Fraction(15, 31)
        assert charges(agreement, FEB)[0].exact == 100 * (Fraction(16, 31) + Fraction(12, 28))
        assert charges(agreement, agreement.period("2026"))[0].exact == 1200

    @settings(max_examples=300, deadline=None)
    @drawn(
        per=st.sampled_from(["month", "quarter", "half-year", "year"]),
        quarter=st.sampled_from(["2026-Q1", "2027-Q4", "2028-Q1", "2026-H2", "2027-Q2"]).map(Period.parse),
        before=st.integers(0, 120) | st.integers(300, 430) | st.just(0),
        length=st.none() | st.integers(1, 130) | st.integers(280, 800),
    )
    @example(per="quarter", quarter=Q1, before=-16, length=None)
    @example(per="year", quarter=Period.parse("2028-Q1"), before=-28, length=None)
    def test_what_the_months_of_a_quarter_cost_is_what_the_quarter_costs(self, given, per, quarter, before, length):
        """Whenever the term begins and ends, and whatever the price is per; a quarter of two halves too."""
        start = quarter.start + timedelta(days=45 - before)
        end = None if length is None else str(start + timedelta(days=length))
        agreement = given.agreement(given.fee("plan", "18500.00", per), start=str(start), end=end)
        months = sum(charges(agreement, month)[0].exact for month in quarter.months())
        assert months == charges(agreement, quarter)[0].exact
        assert months >= 0

    @settings(max_examples=200, deadline=None)
    @drawn(
        per=st.sampled_from(["quarter", "half-year", "year"]),
        start=st.dates(date(2024, 1, 1), date(2027, 6, 30)) | st.sampled_from([date(2024, 2, 29), date(2025, 12, 31)]),
        year=st.integers(2028, 2030),
    )
    def test_a_period_of_a_price_that_lies_wholly_in_the_term_costs_the_price(self, given, per, start, year):
        """Cut at the ends of months in whatever way, its slices make one."""
        agreement = given.agreement(given.fee("plan", "1.00", per), start=str(start))
        whole = window_of(agreement, per, date(year, 6, 30))
        assert charges(agreement, whole)[0].exact == 1

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
        """Nobody knows when a fortnight begins, so no part of it belongs to a month."""
        with pytest.raises(UsageError, match=r"SLA/3\.1: a price per fortnight cannot be charged"):
            charges(given.agreement(given.fee("fixed-fee", "1", "fortnight")), FEB)

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
        assert amount_of(agreement, "yearly-fees", Period.parse("2026-02")).exact == 74240


def written(**clauses):
    """Return an agreement from 20 May 2024 with a fee of EUR 910 per quarter in clause 3.1, and more clauses."""
    own = {
        "1": {"kind": "term", "start": "2024-05-20"},
        "3.1": {"kind": "fee", "name": "plan", "amount": "EUR 910.00", "per": "quarter"},
    }
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
    return ck.load_agreement(data={**head, "clauses": own | clauses})


class TestProration:
    """What the papers say about parts of a period is no reading of ours."""

    @pytest.mark.parametrize("applies_to", [None, "plan", "3.1", "S-1/3.1", "S-1/plan"])
    def test_days_that_a_clause_says_are_no_assumption(self, applies_to):
        clause = {"kind": "proration", "by": "days-of-whole-period", "whole_periods": "billed-whole"}
        agreement = written(**{"4": clause | ({"applies_to": applies_to} if applies_to else {})})
        (charge,) = charges(agreement, Period.parse("2024-Q2"))
        assert (charge.exact, charge.assumptions) == (420, ())

    def test_where_the_clause_is_about_another_fee_the_reading_stays(self):
        other = {"kind": "fee", "name": "licence", "amount": "EUR 91.00", "per": "quarter"}
        clause = {
            "kind": "proration",
            "by": "days-of-whole-period",
            "whole_periods": "billed-whole",
            "applies_to": "licence",
        }
        plan, licence = charges(written(**{"3.2": other, "4": clause}), Period.parse("2024-Q2"))
        assert ([one.convention for one in plan.assumptions], licence.assumptions) == (["mid_period"], ())


class TestWhatIsNotComputed:
    """Nothing is charged, and no share taken, where a clause decides on it that is not computed."""

    FROM_OCTOBER: ClassVar[dict[str, object]] = {
        "kind": "indexation",
        "by": {"fixed": "3 %"},
        "every": "1 October",
        "first": "2024-10-01",
    }

    def test_a_volume_that_is_no_number_of_units_of_the_price_is_undetermined_and_says_so(self):
        """No month has a whole number of weeks."""
        clause = {"kind": "service", "name": "desk", "volume": "2 hours per week", "price": "EUR 5 per hour per month"}
        agreement = written(**{"4": clause})
        desk = charges(agreement, Period.parse("2024-Q3"))[1]
        assert desk.missing == "2 per week is no number of units per month, so nothing is charged"
        assert [str(one.clause) for one in agreement.not_computed] == ["S-1/4"]

    def test_a_minimum_of_which_a_part_is_not_given_is_not_known(self):
        clause = {"kind": "minimum-commitment", "per": "quarter", "settled": "each-period", "part_year": "full"}
        least = {"at_least": {"lowest_of": ["EUR 10 000", "50 % of forecast"]}}
        head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
        own = {"1": {"kind": "term", "start": "2024-01-01"}, "2": clause | least}
        agreement = ck.load_agreement(data={**head, "amounts": {"forecast": "What is expected"}, "clauses": own})
        (charge,) = charges(agreement, Period.parse("2024-Q3"))
        assert charge.missing == "the amount forecast is not given, so nothing is charged"

    @pytest.mark.parametrize(
        ("word", "before", "after"),
        [
            ("plan", "910", "937.30"),
            ("charges", "910", "937.30"),
            ("quarterly-fees", "910", "937.30"),
            ("yearly-fees", "3640", "3749.20"),  # twelve months at the price of the last day
        ],
    )
    def test_a_price_that_an_index_raises_raises_every_amount_that_shares_are_taken_of(self, word, before, after):
        agreement = written(**{"4": self.FROM_OCTOBER})
        found = [amount_of(agreement, word, Period.parse(quarter)).exact for quarter in ("2024-Q3", "2024-Q4")]
        assert found == [Fraction(before), Fraction(after)]

    def test_up_to_the_day_before_prices_change_they_are_charged_as_agreed(self):
        """Three per cent more from October on: 937.30 a quarter."""
        agreement = written(**{"4": self.FROM_OCTOBER})
        assert charges(agreement, Period.parse("2024-09"))[0].exact == Fraction(910, 3)
        assert charges(agreement, Period.parse("2024-10"))[0].exact == Fraction("937.30") / 3

    def test_what_only_verdicts_wait_for_is_charged(self):
        agreement = written(**{"4": {"kind": "relief", "cause": "third-party"}})
        assert charges(agreement, Period.parse("2024-Q3"))[0].exact == 910


class TestParts:
    """A service whose parts have volumes and prices of their own."""

    CLEANING: ClassVar[dict[str, object]] = {
        "kind": "service",
        "name": "cleaning",
        "rows": [
            {"name": "offices", "volume": "1 200 m2", "price": "EUR 2.50 per m2 per month"},
            {"name": "windows", "price": "EUR 600 per quarter"},
            {"name": "on-call"},
        ],
    }

    def test_each_part_is_charged_like_a_service(self):
        """3 × 1 200 × 2.50, and 600; a part without a price costs nothing."""
        found = charges(written(**{"4": self.CLEANING}), Period.parse("2024-Q3"))
        assert [(one.name, one.exact) for one in found[1:]] == [("cleaning: offices", 9000), ("cleaning: windows", 600)]
        assert found[1].formula.startswith("1200 × EUR 2.50 per m2 per month × 3 months")

    def test_an_index_of_the_service_raises_its_parts(self):
        raised = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 October", "first": "2024-10-01"}
        agreement = written(**{"4": self.CLEANING, "5": raised | {"applies_to": "cleaning"}})
        before, after = (charges(agreement, Period.parse(quarter)) for quarter in ("2024-Q3", "2024-Q4"))
        assert [one.exact for one in before] == [910, 9000, 600]
        assert [one.exact for one in after] == [910, 9900, 660]

    def test_they_are_the_line_of_their_service_and_part_of_the_year(self):
        agreement = written(**{"4": self.CLEANING})
        assert amount_of(agreement, "affected-line", Period.parse("2024-Q3"), services=("cleaning",)).exact == 9600
        assert amount_of(agreement, "yearly-fees", Period.parse("2024-Q3")).exact == 4 * (910 + 9600)


class TestDates:
    """A fee that holds between two dates."""

    FEE: ClassVar[dict[str, object]] = {"kind": "fee", "name": "start-up", "amount": "EUR 310.00", "per": "month"}

    def dated(self, **holds):
        return written(**{"4": self.FEE | {"holds": holds}})

    @pytest.mark.parametrize(
        ("period", "expected"),
        [
            ("2025-06", None),
            ("2025-07", 160),
            ("2025-08", 310),
            ("2025-Q3", 160 + 310 + 310),
            ("2026-01", 90),
            ("2026-02", None),
        ],
    )
    def test_it_is_charged_for_the_days_between_them(self, period, expected):
        """From 16 July (16 of 31 days) through 9 January (9 of 31)."""
        agreement = self.dated(**{"from": "2025-07-16", "through": "2026-01-09"})
        found = {one.name: one.exact for one in charges(agreement, Period.parse(period))}
        assert found.get("start-up") == expected

    def test_months_add_up_to_their_quarter(self):
        agreement = self.dated(**{"from": "2025-07-16"})
        months = [amount_of(agreement, "start-up", Period.parse(f"2025-0{month}")).exact for month in (7, 8, 9)]
        assert sum(months) == amount_of(agreement, "start-up", Period.parse("2025-Q3")).exact

    def test_the_year_counts_it_while_it_holds(self):
        agreement = self.dated(**{"from": "2025-07-16"})
        found = [amount_of(agreement, "yearly-fees", Period.parse(month)).exact for month in ("2025-06", "2025-07")]
        assert found == [3640, 3640 + 3720]

    def test_an_index_goes_on_under_it(self):
        raised = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 October", "first": "2025-10-01"}
        agreement = written(**{"4": self.FEE | {"holds": {"from": "2025-09-01"}}, "5": raised})
        found = [amount_of(agreement, "start-up", Period.parse(month)).exact for month in ("2025-09", "2025-10")]
        assert found == [310, 341]


class TestVersions:
    """An amended fee is charged from its date on, and shares are taken of what is charged."""

    def test_each_period_has_the_fee_of_its_own_version(self, tmp_path):
        fee = '"3.1": {kind: fee, name: plan, amount: EUR 900, per: month}'
        head = "contractkit: 1\nid: S-1\ndocument: sla\ntitle: Desk\ncurrency: EUR\nzone: UTC\n"
        (tmp_path / "sla.yaml").write_text(f"{head}clauses:\n  {fee}\n", encoding="utf-8")
        (tmp_path / "one.yaml").write_text(
            "contractkit: 1\ndocument: amendment\nid: A-1\ntitle: More\namends: S-1\neffective_from: 2026-07-01\n"
            "signed_on: 2026-06-15\nrecorded_on: 2026-06-16\nreason: Agreed\nchanges:\n  - clause: S-1/3.1\n"
            "    action: change\n    fields: {amount: {was: EUR 900, becomes: EUR 1 000}}\n",
            encoding="utf-8",
        )
        agreement = ck.load_agreement(tmp_path)
        found = [charges(agreement, Period.parse(quarter))[0].exact for quarter in ("2026-Q2", "2026-Q3")]
        assert found == [2700, 3000]
        assert amount_of(agreement, "yearly-fees", Period.parse("2026-Q2")).exact == 10800
        assert amount_of(agreement, "plan", Period.parse("2026")).exact == 6 * 900 + 6 * 1000
        (charge,) = charges(agreement, Period.parse("2026"))
        assert charge.exact == 6 * 900 + 6 * 1000
        assert charge.formula == ("EUR 900.00 per month × 6 months + EUR 1 000.00 per month × 6 months = EUR 11 400.00")
