"""A minimum in units of a service in bands: EUR 5.00 a page below 100 pages a month, EUR 4.00 from 100 on; at least 120."""

from __future__ import annotations

from fractions import Fraction as Q
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import DocumentRejected
from contractkit.quantities.notation import parse_volume

HEAD = {"contractkit": 1, "document": "sla", "id": "K-1", "title": "Pages", "currency": "EUR", "zone": "UTC"}
BANDS = [{"below": 100, "price": "EUR 5.00 per page per month"}, {"from": 100, "price": "EUR 4.00 per page per month"}]
LEAST = {"kind": "minimum-commitment", "at_least": "120 pages", "per": "month", "settled": "each-period"}
LEAST |= {"applies_to": ["print"], "part_year": "prorated"}
YEARLY = {"at_least": "1 300 pages", "per": "contract-year", "settled": "at-year-end"}
MARCH = ck.Period.parse("2026-03")
YEAR = ck.Period.parse("2026")


def agreed(counts: str, bands: list[dict[str, Any]] = BANDS, more: dict[str, Any] | None = None, **least: Any) -> Any:
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "24 months"},
        "2": {"kind": "service", "name": "print", "price": {"counts": counts, "bands": bands}},
        "3": LEAST | least,
    }
    return ck.load_agreement(data=HEAD | {"clauses": clauses | (more or {})})


def shortfall(agreement: ck.Agreement, period: ck.Period, **pages: int) -> ck.Charge:
    """Return what is due for what is short; pages by month, such as ``m03=80``."""
    volumes = [ck.CountedVolume("print", ck.Period.parse(f"2026-{name[1:]}"), many) for name, many in pages.items()]
    found = ck.charges(agreement, period, ck.ChargingFacts(volumes=volumes))
    (short,) = [charge for charge in found if charge.kind == "minimum"]
    return short


class TestGraduated:
    @pytest.mark.parametrize(
        ("pages", "cost"), [(0, 580), (80, 180), (99, 85), (100, 80), (110, 40), (119, 4), (120, 0), (130, 0)]
    )
    def test_each_page_that_is_short_has_the_price_of_its_band(self, pages: int, cost: int) -> None:
        """Pages 81 to 100 at 5.00 and 101 to 120 at 4.00 are 100.00 and 80.00; of none, 500.00 and 80.00."""
        assert shortfall(agreed("graduated"), MARCH, m03=pages).exact == cost

    @pytest.mark.parametrize("pages", [0, 80, 99, 100, 119, 120])
    def test_with_what_was_bought_it_makes_what_the_minimum_costs(self, pages: int) -> None:
        """120 pages are 500.00 and 80.00."""
        told = ck.ChargingFacts(volumes=[ck.CountedVolume("print", MARCH, pages)])
        assert sum(charge.exact for charge in ck.charges(agreed("graduated"), MARCH, told)) == 580


class TestAllUnits:
    @pytest.mark.parametrize(("pages", "cost"), [(0, 480), (80, 80), (96, 0), (99, 0), (100, 80), (119, 4), (120, 0)])
    def test_the_service_costs_what_the_minimum_costs(self, pages: int, cost: int) -> None:
        """120 pages cost 480.00: 80 more than 80 at 5.00, nothing more than 96 of them, and less than 99 for 495.00."""
        assert shortfall(agreed("all-units"), MARCH, m03=pages).exact == cost

    def test_the_working_says_so(self) -> None:
        assert shortfall(agreed("all-units"), MARCH, m03=80).formula == (
            "120 pages = 120 pages; bought 80 pages, short 40 pages, at 120 × EUR 4.00 less 80 × EUR 5.00 = EUR 80.00"
        )
        assert shortfall(agreed("all-units"), MARCH, m03=99).formula == (
            "120 pages = 120 pages; bought 99 pages, short 21 pages, at 120 × EUR 4.00, "
            "which is not above 99 × EUR 5.00 = EUR 0.00"
        )


class TestTheOtherReading:
    @pytest.mark.parametrize("counts", ["graduated", "all-units"])
    @pytest.mark.parametrize(("pages", "cost"), [(80, 200), (99, 105), (100, 80), (110, 40)])
    def test_each_has_the_price_of_the_band_of_what_was_bought(self, counts: str, pages: int, cost: int) -> None:
        """40 and 21 at 5.00, 20 and 10 at 4.00."""
        assert shortfall(agreed(counts, short_units="band-price"), MARCH, m03=pages).exact == cost

    def test_it_is_listed_where_it_decides(self) -> None:
        found = [(one.taken, one.alternatives) for one in agreed("graduated").assumptions if _is_short(one)]
        assert found == [("as-if-bought", ("band-price",))]
        assert not [one for one in agreed("graduated", short_units="band-price").assumptions if _is_short(one)]

    def test_and_nowhere_else(self) -> None:
        flat = HEAD | {"clauses": {"2": {"kind": "service", "name": "print", "price": "EUR 5.00 per page"}, "3": LEAST}}
        assert not [one for one in ck.load_agreement(data=flat).assumptions if _is_short(one)]
        assert not [one for one in agreed("graduated", at_least="EUR 300").assumptions if _is_short(one)]

    def test_a_share_of_a_forecast_may_be_units_too(self) -> None:
        """80 % of 150 pages are 120, and 40 are short of them: at 5.00 each, or 20 at 5.00 and 20 at 4.00."""
        head = HEAD | {"amounts": {"forecast": "Pages that the customer expects"}}
        told = {"volumes": [ck.CountedVolume("print", MARCH, 80)], "amounts": {"forecast": parse_volume("150 pages")}}
        for short_units, cost in (("band-price", 200), (None, 180)):
            least = LEAST | {"of": "forecast", "at_least": "80 %"}
            least |= {} if short_units is None else {"short_units": short_units}
            service = {"kind": "service", "name": "print", "price": {"counts": "graduated", "bands": BANDS}}
            agreement = ck.load_agreement(data=head | {"clauses": {"2": service, "3": least}})
            assert [_is_short(one) for one in agreement.assumptions].count(True) == (short_units is None)
            (found,) = [one for one in ck.charges(agreement, MARCH, ck.ChargingFacts(**told)) if one.kind == "minimum"]
            assert found.exact == cost

    def test_of_a_sum_of_money_it_is_refused(self) -> None:
        with pytest.raises(DocumentRejected) as caught:
            agreed("graduated", at_least="EUR 300", short_units="band-price")
        assert [problem.code for problem in caught.value.problems] == ["contradiction"]


class TestAYearOfMonthlyBands:
    PAGES = {f"m{month:02}": 100 for month in range(1, 12)}  # noqa: RUF012

    def test_what_is_short_comes_on_top_of_the_last_month(self) -> None:
        """1 190 of 1 300 pages: with December's 90, 110 more are 200; 10 of them at 5.00 and 100 at 4.00."""
        assert shortfall(agreed("graduated", **YEARLY), YEAR, **self.PAGES, m12=90).exact == 450

    def test_all_units_takes_the_last_month_at_the_price_of_the_whole(self) -> None:
        """200 pages at 4.00 less 90 at 5.00."""
        assert shortfall(agreed("all-units", **YEARLY), YEAR, **self.PAGES, m12=90).exact == 350

    def test_at_the_prices_of_the_last_date(self) -> None:
        """Ten per cent more from 1 July on: 10 at 5.50 and 100 at 4.40."""
        rise = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 July", "first": "2026-07-01"}
        agreement = agreed("graduated", more={"4": rise}, **YEARLY)
        assert shortfall(agreement, YEAR, **self.PAGES, m12=90).exact == 495

    def test_december_alone_says_the_same(self) -> None:
        agreement = agreed("graduated", **YEARLY)
        assert shortfall(agreement, ck.Period.parse("2026-12"), **self.PAGES, m12=90).exact == 450

    def test_without_the_count_of_the_last_month_it_is_not_known(self) -> None:
        assert shortfall(agreed("graduated", **YEARLY), YEAR, **self.PAGES).missing is not None


class TestWhatNoBandPrices:
    def test_a_number_that_no_band_has_is_not_known(self) -> None:
        bands = [{"below": 100, "price": "EUR 5.00 per page per month"}]
        found = shortfall(agreed("all-units", bands), MARCH, m03=80)
        assert found.missing == "no band has the number 120, so nothing is charged"

    def test_a_part_of_a_month_counts_its_days(self) -> None:
        """From 17 March on, 15 of 31 days of 120 pages are 1 800/31; 50 were bought, and 80 in the month: below 100."""
        halves = {"m03-01..2026-03-16": 30, "m03-17..2026-03-31": 50}
        found = shortfall(agreed("graduated", holds={"from": "2026-03-17"}), MARCH, **halves)
        assert found.exact == (Q(1800, 31) - 50) * 5


def _is_short(one: Any) -> bool:
    return bool(one.convention == "short_units")
