"""What was delivered: volumes as they are measured, bands, dead bands, minimum commitments and prepaid blocks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, LevelVolume, PrepaidBlock, Use, draw
from contractkit.charging.bands import UnitCost, cost_in_bands, difference_outside
from contractkit.charging.volumes import measured
from contractkit.errors import UsageError
from contractkit.quantities.money import Percent
from contractkit.quantities.periods import Period
from contractkit.terms.prices import Stretch

Q = Fraction
JAN, FEB, Q1 = Period.parse("2026-01"), Period.parse("2026-02"), Period.parse("2026-Q1")
HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


def load(*clauses: dict[str, Any], start: str = "2026-01-01", **term: str) -> ck.Agreement:
    own = ({"kind": "term", "start": start, **term}, *clauses)
    return ck.load_agreement(data={**HEAD, "clauses": {str(number): one for number, one in enumerate(own, start=1)}})


def service(price: Any = None, **said: Any) -> dict[str, Any]:
    return {"kind": "service", "name": "desk", **({} if price is None else {"price": price}), **said}


def count(period: Period, number: str | int, on: str | None = None) -> CountedVolume:
    return CountedVolume("desk", period, number, "meter", None if on is None else date.fromisoformat(on))


def level(since: str, number: int, on: str | None = None) -> LevelVolume:
    return LevelVolume("desk", date.fromisoformat(since), number, None, None if on is None else date.fromisoformat(on))


def known(*volumes: CountedVolume | LevelVolume, **said: Any) -> ChargingFacts:
    return ChargingFacts(volumes=volumes, **said)


BANDS = {
    "counts": "graduated",
    "bands": [
        {"below": "100", "price": "EUR 1.50 per seat per month"},
        {"from": "100", "below": "200", "price": "EUR 1.25 per seat per month"},
        {"from": "200", "price": "EUR 1.00 per seat per month"},
    ],
}


class TestMeasuring:
    LEVELS = (level("2026-01-01", 40), level("2026-01-17", 70), level("2026-01-31", 50))

    @pytest.mark.parametrize(
        ("on", "expected"),
        [("period-end", 50), ("period-start", 40), ("peak", 70), ("average", Q(16 * 40 + 14 * 70 + 50, 31))],
    )
    def test_the_volume_of_a_month_is_that_of_a_day_the_mean_or_the_peak(self, on, expected):
        assert measured(self.LEVELS, "desk", JAN, on).number == expected

    def test_a_count_of_the_period_wins_over_levels(self):
        assert measured((*self.LEVELS, count(JAN, 33)), "desk", JAN, "period-end").number == 33

    def test_a_correction_counts_from_the_date_on_which_it_was_recorded(self):
        both = (count(JAN, 33, "2026-02-01"), count(JAN, 35, "2026-02-10"))
        on = [measured(both, "desk", JAN, "period-end", date(2026, 2, day)).number for day in (9, 10)]
        assert on == [33, 35]
        assert measured(both, "desk", JAN, "period-end", date(2026, 1, 31)).number is None

    def test_levels_that_begin_inside_the_period_leave_its_first_days_unknown(self):
        found = measured([level("2026-01-02", 40)], "desk", JAN, "average")
        assert (found.number, found.says) == (None, "no volume of desk is measured on 2026-01-01")
        assert measured([level("2026-01-02", 40)], "desk", JAN, "period-end").number == 40

    @pytest.mark.parametrize("number", [-1, "NaN", 1.5])
    def test_what_is_no_volume_is_refused(self, number):
        with pytest.raises(UsageError):
            count(JAN, number)


def costs(*bands: tuple[str | None, str | None, str]) -> list[UnitCost]:
    made = [
        (None if low is None else Decimal(low), None if high is None else Decimal(high), price)
        for low, high, price in bands
    ]
    return [UnitCost(Stretch(low, high), Q(price)) for low, high, price in made]


THREE = costs((None, "100", "1.5"), ("100", "200", "1.25"), ("200", None, "1"))


class TestBands:
    @pytest.mark.parametrize(
        ("units", "all_units", "graduated"),
        [
            ("0", "0", "0"),
            ("99", "148.5", "148.5"),
            ("100", "125", "150"),
            ("200", "200", "275"),
            ("250", "250", "325"),
        ],
    )
    def test_one_band_prices_all_units_or_each_band_its_own(self, units, all_units, graduated):
        assert cost_in_bands(Q(units), THREE, "all-units", "EUR").amount == Q(all_units)
        assert cost_in_bands(Q(units), THREE, "graduated", "EUR").amount == Q(graduated)

    def test_through_and_from_leave_no_hole_between(self):
        """Through 100 and from 101: the 101st unit has the second price, and so has half of it."""
        bands = [UnitCost(Stretch(high=Decimal(100), high_is="inside"), Q(2)), UnitCost(Stretch(Decimal(101)), Q(1))]
        assert cost_in_bands(Q(101), bands, "graduated", "EUR").amount == 201
        assert cost_in_bands(Q(101, 1), bands, "all-units", "EUR").amount == 101
        assert cost_in_bands(Q("100.5"), bands, "all-units", "EUR").amount is None

    def test_a_number_above_the_last_band_has_no_price(self):
        assert cost_in_bands(Q(250), THREE[:2], "graduated", "EUR").formula == "no band has the number 250"

    @settings(max_examples=200, deadline=None)
    @given(st.fractions(0, 400), st.fractions(0, 5))
    def test_graduated_bands_are_continuous_and_never_fall(self, units, more):
        one, other = (cost_in_bands(number, THREE, "graduated", "EUR").amount for number in (units, units + more))
        assert one is not None
        assert other is not None
        assert 0 <= other - one <= more * Q("1.5")

    @settings(max_examples=200, deadline=None)
    @given(st.fractions(0, 300), st.integers(0, 40), st.sampled_from(["excess", "whole-difference"]))
    def test_what_is_priced_lies_on_the_side_of_the_difference_and_never_exceeds_it(self, units, band, priced):
        found = difference_outside(Q(100), units, Percent(band), priced, "into-next-baseline")
        assert abs(found.priced) <= abs(found.units)
        assert found.priced * found.units >= 0
        assert (found.priced == 0) == (abs(found.units) <= band)
        assert abs(found.baseline - 100) <= band

    @settings(max_examples=100, deadline=None)
    @given(st.fractions(0, 300), st.integers(0, 40))
    def test_the_excess_and_what_moves_the_baseline_are_the_whole_difference(self, units, band):
        found = difference_outside(Q(100), units, Percent(band), "excess", "into-next-baseline")
        assert found.priced + (found.baseline - 100) == found.units


class TestBandedServices:
    def test_each_month_has_its_own_volume(self):
        """150 seats: 100 × 1.50 + 50 × 1.25 = 212.50; 90 seats: 135.00."""
        (charge,) = ck.charges(
            load(service(BANDS)), Period.parse("2026-01-01..2026-02-28"), known(count(JAN, 150), count(FEB, 90))
        )
        assert charge.exact == Q("212.50") + 135
        assert charge.formula == "100 × EUR 1.50 + 50 × EUR 1.25 + 90 × EUR 1.50 = EUR 347.50"
        assert charge.evidence == ("desk: 150 in 2026-01, meter", "desk: 90 in 2026-02, meter")

    def test_a_month_that_was_not_measured_is_missing_and_not_nought(self):
        (charge,) = ck.charges(load(service(BANDS)), Q1, known(count(JAN, 150), count(FEB, 90)))
        assert (charge.exact, charge.state) == (0, "undetermined")
        assert charge.missing == "no volume of desk is measured in 2026-03, so nothing is charged"

    def test_of_a_month_that_the_term_cuts_days_are_charged(self):
        """From 17 January: 15 of 31 days of 62 seats at EUR 1.50."""
        (charge,) = ck.charges(load(service(BANDS), start="2026-01-17"), JAN, known(level("2026-01-17", 62)))
        assert charge.exact == 45

    def test_units_as_they_come_are_the_sum_of_their_counts(self):
        agreement = load(service("EUR 0.08 per transaction"))
        halves = [Period.parse("2026-01-01..2026-01-15"), Period.parse("2026-01-16..2026-01-31")]
        facts = known(*(count(half, 100) for half in halves))
        assert ck.charges(agreement, JAN, facts)[0].exact == 16
        one = ck.charges(agreement, JAN, known(count(halves[0], 100)))[0]
        assert one.missing is not None
        assert ck.charges(agreement, JAN, known(count(JAN, 0)))[0].exact == 0

    def test_an_index_changes_every_band(self):
        index = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 February", "first": "2026-02-01"}
        (charge,) = ck.charges(load(service(BANDS), index), FEB, known(count(FEB, 150)))
        assert charge.exact == Q("212.50") * Q("1.1")


BAND = {"volume": "100 seats", "band": "10 %"}
OUTSIDE = {"above": "EUR 8 per seat", "below": "50 % of price", "priced": "excess"}


class TestOutsideTheBand:
    def test_the_agreed_volume_is_charged_and_the_excess_beside_it(self):
        """115 seats: 100 × 10 and 5 × 8; 85 seats: 100 × 10 and 5 × 5 back; 110 seats: nothing more."""
        agreement = load(service("EUR 10 per seat per month", outside_band=OUTSIDE, **BAND))
        for number, more in ((115, 40), (85, -25), (110, 0), (90, 0)):
            agreed, outside = ck.charges(agreement, JAN, known(count(JAN, number)))
            assert (agreed.exact, outside.exact, outside.kind) == (1000, more, "outside-band")

    def test_without_a_measured_volume_the_agreed_one_is_charged_and_the_rest_is_open(self):
        agreement = load(service("EUR 10 per seat per month", outside_band=OUTSIDE, **BAND))
        agreed, outside = ck.charges(agreement, JAN)
        assert (agreed.exact, outside.missing) == (
            1000,
            "no volume of desk is measured in 2026-01, so nothing is charged",
        )

    def test_the_baseline_that_a_year_moved_is_that_of_the_next(self):
        carried = OUTSIDE | {"carried": "into-next-baseline"}
        agreement = load(service("EUR 10 per seat per month", outside_band=carried, **BAND))
        first = ck.charges(agreement, JAN, known(count(JAN, 115)))[1]
        assert (first.baseline, first.exact) == (110, 40)
        after = ck.charges(agreement, FEB, known(count(FEB, 122), baselines={"desk": first.baseline}))[1]
        assert (after.baseline, after.exact) == (121, 8)


class TestMinimumCommitment:
    FEES = service("EUR 0.50 per call")

    def minimum(self, **said: Any) -> dict[str, Any]:
        return {"kind": "minimum-commitment", "at_least": "EUR 1 000", "per": "year", **said}

    def calls(self, year: str, number: int) -> CountedVolume:
        return count(Period.parse(year), number)

    def test_a_shortfall_of_a_year_is_charged_in_its_last_period(self):
        """1 200 calls at 0.50 are 600; 400 are short of 1 000."""
        agreement = load(self.FEES, self.minimum(settled="at-year-end", part_year="prorated"))
        calls, short = ck.charges(agreement, Period.parse("2026"), known(self.calls("2026", 1200)))
        assert (calls.exact, short.exact, short.kind) == (600, 400, "minimum")
        assert short.formula == "EUR 1 000.00 = EUR 1 000.00; bought EUR 600.00, short EUR 400.00 = EUR 400.00"

    def test_what_is_more_than_the_minimum_costs_nothing_beside(self):
        agreement = load(self.FEES, self.minimum())
        assert ck.charges(agreement, Period.parse("2026"), known(self.calls("2026", 2001)))[1].exact == 0

    def test_before_the_end_of_the_year_nothing_is_charged_for_it(self):
        agreement = load(self.FEES, self.minimum(settled="at-year-end"))
        assert [one.kind for one in ck.charges(agreement, Q1, known(count(Q1, 10)))] == ["service"]

    @pytest.mark.parametrize(("part_year", "expected"), [("prorated", Q(1000) * Q(184, 365)), ("full", 1000)])
    def test_of_a_part_of_a_year_days_count_or_the_whole(self, part_year, expected):
        """A term of 1 July to 31 December 2026."""
        agreement = load(
            self.FEES, self.minimum(part_year=part_year), start="2026-07-01", until="2026-12-31", end="last-day"
        )
        half = Period.parse("2026-H2")
        assert ck.charges(agreement, half, known(count(half, 0)))[1].exact == expected

    def test_a_minimum_of_units_costs_what_the_units_cost(self):
        """90 of 100 calls: ten are short, at 0.50."""
        agreement = load(
            self.FEES, {"kind": "minimum-commitment", "at_least": "100 calls", "per": "month", "settled": "each-period"}
        )
        assert ck.charges(agreement, JAN, known(count(JAN, 90)))[1].exact == 5

    def test_a_volume_that_nobody_measured_is_said_once(self):
        agreement = load(self.FEES, self.minimum(settled="at-year-end"))
        short = ck.charges(agreement, Period.parse("2026-Q4"), known(count(Period.parse("2026-Q4"), 40)))[-1]
        assert short.kind == "minimum"
        assert short.missing is not None
        assert short.missing.count("so nothing is charged") == 1

    def test_a_share_of_an_amount_that_nobody_gave_is_missing(self):
        agreement = ck.load_agreement(
            data={**HEAD, "amounts": {"forecast": "The calls expected"}, "clauses": {
                "1": {"kind": "term", "start": "2026-01-01"}, "2": self.FEES,
                "3": {"kind": "minimum-commitment", "of": "forecast", "at_least": "85 %", "per": "month", "settled": "each-period"}}}
        )  # fmt: skip
        (_, short) = ck.charges(agreement, JAN, known(count(JAN, 90)))
        assert short.missing == "the amount forecast is not given, so nothing is charged"


class TestWhatIsNotCharged:
    def test_a_fee_that_a_clause_spares_costs_nothing_and_says_which(self):
        agreement = load(
            {"kind": "fee", "name": "base", "amount": "EUR 10", "per": "month"}, {"kind": "no-charge", "what": ["base"]}
        )
        (charge,) = ck.charges(agreement, JAN)
        assert (charge.exact, charge.formula) == (0, "EUR 10.00 per month: not charged (S-1/3)")

    def test_a_fee_that_is_paid_once_is_charged_on_the_date_on_which_it_is_due(self):
        fee = {"kind": "fee", "name": "set-up", "amount": "EUR 500", "per": "once", "due": "2026-02-10"}
        agreement = load(fee)
        assert [one.exact for one in ck.charges(agreement, FEB)] == [500]
        assert ck.charges(agreement, JAN) == ()


class TestPrepaid:
    OLD = PrepaidBlock("old", 10, date(2025, 6, 1), date(2026, 6, 1))
    NEW = PrepaidBlock("new", 20, date(2026, 1, 1))

    def test_units_come_from_the_block_that_lapses_first(self):
        found = draw([self.NEW, self.OLD], [Use(date(2026, 2, 1), 12)], date(2026, 3, 1))
        assert found.taken == ((0, "old", 10), (0, "new", 2))
        assert [block.units for block in found.left] == [18, 0]

    def test_on_the_day_of_lapse_a_block_has_lapsed(self):
        found = draw([self.OLD], [Use(date(2026, 6, 1), 3)], date(2026, 7, 1))
        assert (found.beyond, found.lapsed) == ((Use(date(2026, 6, 1), 3),), (("old", 10),))

    uses = st.lists(st.tuples(st.dates(date(2025, 5, 1), date(2026, 8, 1)), st.integers(0, 15)), max_size=6)

    @settings(max_examples=200, deadline=None)
    @given(uses)
    def test_nothing_is_lost_and_nothing_is_made(self, uses):
        """Used = taken + beyond; paid = taken + left + lapsed."""
        found = draw([self.OLD, self.NEW], [Use(on, units) for on, units in uses], date(2026, 8, 2))
        taken = sum(units for _, _, units in found.taken)
        assert taken + sum(use.units for use in found.beyond) == sum(units for _, units in uses)
        assert taken + sum(block.units for block in found.left) + sum(units for _, units in found.lapsed) == 30

    @settings(max_examples=100, deadline=None)
    @given(uses, st.dates(date(2025, 6, 2), date(2026, 7, 30)))
    def test_two_periods_draw_what_one_draws(self, uses, turn):
        made = [Use(on, units) for on, units in uses]
        whole = draw([self.OLD, self.NEW], made, date(2026, 8, 2))
        first = draw([self.OLD, self.NEW], [use for use in made if use.on < turn], turn)
        second = draw(first.left, [use for use in made if use.on >= turn], date(2026, 8, 2))
        assert [block.units for block in second.left] == [block.units for block in whole.left]
        assert sum(use.units for use in (*first.beyond, *second.beyond)) == sum(use.units for use in whole.beyond)
