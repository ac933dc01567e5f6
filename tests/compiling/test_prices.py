"""Prices, the term and indexation: what is complete, what is refused, what settlements wait for."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest

import contractkit as ck
from contractkit.quantities.spans import Span
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf
from contractkit.terms.provisions.indexation import Indexation
from contractkit.terms.provisions.renewal import Renewal

HEAD = {
    "contractkit": "1",
    "document": "sla",
    "id": "S-1",
    "title": "Desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "amounts": {"forecast": "What the customer expects to order"},
}
OFFICE = {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}}


def load(*clauses: dict[str, Any]) -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, "clauses": {str(n): clause for n, clause in enumerate(clauses, 1)}})


def codes(*clauses: dict[str, Any]) -> list[str]:
    with pytest.raises(ck.DocumentRejected) as caught:
        load(*clauses)
    return [problem.code for problem in caught.value.problems]


def service(**fields: Any) -> dict[str, Any]:
    return {"kind": "service", "name": "desk", **fields}


class TestPrices:
    """A price says how it is charged."""

    def test_a_price_without_unit_and_period_is_refused(self) -> None:
        assert codes(service(price="EUR 48 000")) == ["quantity"]

    @pytest.mark.parametrize("amount", ["EUR 0.00", "-250.00", 0])
    def test_a_fee_of_nought_or_less_is_refused(self, amount: str | int) -> None:
        assert codes({"kind": "fee", "name": "base", "amount": amount, "per": "month"}) == ["quantity"]

    def test_a_price_for_a_unit_alone_is_charged_as_delivered_and_listed(self) -> None:
        agreement = load(service(price="EUR 48.50 per hour"))
        pricing = agreement.services["desk"].details.pricing
        assert isinstance(pricing, PriceOf)
        assert (pricing.unit, pricing.per) == ("hour", None)
        assert "charged" in {reading.convention for reading in agreement.assumptions}
        assert agreement.not_computed == ()

    def test_a_price_for_a_period_alone_is_one_for_the_whole(self) -> None:
        assert isinstance(load(service(price="EUR 500 per month")).services["desk"].details.pricing, LumpSum)

    def test_a_band_may_begin_above_a_number_and_go_through_another(self) -> None:
        bands = [{"through": "100", "price": "EUR 1.50 per unit"}, {"above": "100", "price": "EUR 1.25 per unit"}]
        pricing = load(service(price={"counts": "all-units", "bands": bands})).services["desk"].details.pricing
        assert isinstance(pricing, BandedPrice)
        assert [[number in band.units for band in pricing.bands] for number in (100, 101)] == [
            [True, False],
            [False, True],
        ]

    def test_the_upper_end_of_a_band_belongs_to_the_next_one(self) -> None:
        bands = [{"below": "100", "price": "EUR 1.50 per unit"}, {"from": "100", "price": "EUR 1.25 per unit"}]
        pricing = load(service(price={"counts": "all-units", "bands": bands})).services["desk"].details.pricing
        assert isinstance(pricing, BandedPrice)
        assert [100 in band.units for band in pricing.bands] == [False, True]
        assert [99 in band.units for band in pricing.bands] == [True, False]

    def test_a_price_outside_the_band_has_the_period_of_the_service(self) -> None:
        agreement = load(
            service(
                volume="100 seats",
                band="10 %",
                price="EUR 30.00 per seat per month",
                outside_band={"above": "EUR 29.00 per seat", "below": "85 % of price"},
            )
        )
        outside = agreement.services["desk"].details.outside
        assert outside is not None
        assert isinstance(outside.above, PriceOf)
        assert outside.above.per == "month"

    def test_a_surcharge_says_how_much_in_one_way(self) -> None:
        both = [{"calendar": "office", "times": "1.5", "adds": "20 %"}]
        assert codes(OFFICE, service(surcharges=both)) == ["missing-field"]

    def test_the_words_of_the_papers_get_the_right_word(self) -> None:
        with pytest.raises(ck.DocumentRejected) as caught:
            load(service(price="EUR 48.50 per hour", surcharge="20 %"))
        assert "surcharges" in str(caught.value.problems[0].hint)


class TestAmounts:
    """Amounts have standard words, names of fees, and what a head declares."""

    def test_a_declared_amount_is_known_and_another_is_not(self) -> None:
        assert load({"kind": "liability", "per_year": "10 % of forecast"})
        assert codes({"kind": "liability", "per_year": "10 % of paid-fees"}) == ["unknown-reference"]

    def test_a_percentage_alone_is_of_nothing(self) -> None:
        assert codes({"kind": "liability", "per_year": "10 %"}) == ["quantity"]


class TestTerm:
    """From when to when the agreement holds."""

    @pytest.mark.parametrize(("end", "until"), [("last-day", date(2027, 1, 1)), ("exclusive", date(2026, 12, 31))])
    def test_an_end_that_is_written_as_a_date_is_read_as_agreed(self, end: str, until: date) -> None:
        term = load({"kind": "term", "start": "2026-01-01", "until": "2026-12-31", "end": end}).term
        assert term is not None
        assert term.end == until

    def test_a_term_in_business_days_ends_after_the_last_of_them(self) -> None:
        clause = {"kind": "term", "start": "2026-01-03", "initial": "5 business days", "calendar": "office"}
        term = load(OFFICE, clause).term  # 3 January 2026 is a Saturday: Monday 5 to Friday 9
        assert term is not None
        assert term.end == date(2026, 1, 10)

    def test_a_term_in_business_days_needs_a_calendar(self) -> None:
        assert codes({"kind": "term", "start": "2026-01-03", "initial": "5 business days"}) == ["missing-field"]

    def test_renewals_that_are_counted_give_a_last_end(self) -> None:
        renewal = {"kind": "renewal", "renews": "tacitly", "by": "12 months", "at_most": "2"}
        term = load({"kind": "term", "start": "2018-01-01", "initial": "60 months"}, renewal).term
        assert term is not None
        assert (term.end, term.initial) == (date(2025, 1, 1), Span(60, "month"))

    def test_a_term_past_the_calendar_is_no_crash(self) -> None:
        term = load({"kind": "term", "start": "9999-01-01", "initial": "99999 years"}).term
        assert term is not None
        assert term.end == date.max

    def test_a_closed_day_needs_a_calendar_to_know_it(self) -> None:
        renewal = {"kind": "renewal", "renews": "tacitly", "by": "1 year", "notice": "60 days"}
        assert codes({**renewal, "closed_day": "preceding"}) == ["missing-field"]
        found = load(OFFICE, {**renewal, "closed_day": "preceding", "calendar": "office"}).provisions_of(Renewal)
        assert found[0].notice is not None
        assert found[0].notice.calendar_name == "office"


class TestIndexation:
    """When and by what prices change."""

    FIXED: ClassVar[dict[str, Any]] = {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 January"}

    def test_its_first_date_is_a_year_after_the_start_and_it_is_computed(self) -> None:
        agreement = load({"kind": "term", "start": "2026-01-01"}, self.FIXED)
        assert (agreement.provisions_of(Indexation)[0].first, agreement.not_computed) == (date(2027, 1, 1), ())

    def test_where_wages_may_be_raised_on_any_date_no_first_date_is_taken(self) -> None:
        mixed = {**self.FIXED, "every": ["1 January", "each-wage-agreement"]}
        agreement = load({"kind": "term", "start": "2026-01-01"}, mixed)
        assert agreement.provisions_of(Indexation)[0].first is None
        assert "first" not in {reading.convention for reading in agreement.assumptions}
        written = load({"kind": "term", "start": "2026-01-01"}, {**mixed, "first": "2027-07-01"})
        assert written.provisions_of(Indexation)[0].first == date(2027, 7, 1)

    def test_of_many_of_the_same_prices_each_is_told_once(self) -> None:
        assert codes(*[self.FIXED] * 400) == ["contradiction"] * 399

    def test_two_of_the_same_prices_contradict_each_other(self) -> None:
        other = {**self.FIXED, "every": "1 July"}
        assert codes(self.FIXED, other) == ["contradiction"]
        apart = ({**self.FIXED, "applies_to": ["one"]}, {**other, "applies_to": ["two"]})
        fees = [{"kind": "fee", "name": name, "amount": "1", "per": "month"} for name in ("one", "two")]
        assert len(load(*fees, *apart).provisions_of(Indexation)) == 2

    def test_a_cap_below_the_floor_is_refused(self) -> None:
        series = {"series": "cpi", "base": "2025-10"}
        assert codes({**self.FIXED, "by": series, "cap": "1 %", "floor": "2 %"}) == ["contradiction"]

    @pytest.mark.parametrize(("old", "new"), [("excess", "index_excess"), ("compounding", "uplift_compounding")])
    def test_words_with_two_meanings_have_names_of_their_own_now(self, old: str, new: str) -> None:
        clause = (
            {**self.FIXED, "by": {"fixed": "3 %", old: "yearly"}}
            if old == "compounding"
            else {**self.FIXED, old: "lost"}
        )
        with pytest.raises(ck.DocumentRejected) as caught:
            load(clause)
        assert new in str(caught.value.problems[0].hint)
