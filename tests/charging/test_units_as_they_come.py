"""Units as they come across a change of their price, and seats on dates on which nobody has them; sums by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, LevelVolume
from contractkit.charging.charges import charges_of_dates

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Calls", "currency": "EUR", "zone": "UTC"}
JAN, Q1 = "2026-01", "2026-Q1"
CALLS: dict[str, Any] = {"kind": "service", "name": "calls", "price": "EUR 1.00 per call"}
FEBRUARY = {"2026-01": 100, "2026-02": 10, "2026-03": 10}
TWICE: dict[str, Any] = {"kind": "indexation", "by": {"fixed": "100 %"}}
PARTED = {"2026-01-01..2026-01-10": 40, "2026-01-11..2026-01-31": 60}


def load(*clauses: dict[str, Any], start: str = "2026-01-01", **head: Any) -> ck.Agreement:
    own = ({"kind": "term", "start": start}, *clauses)
    return ck.load_agreement(
        data={**HEAD, **head, "clauses": {str(number): one for number, one in enumerate(own, start=1)}}
    )


def amended(on: str, change: dict[str, Any], *clauses: dict[str, Any], **head: Any) -> ck.Agreement:
    own = {str(number): one for number, one in enumerate(({"kind": "term", "start": "2026-01-01"}, *clauses), start=1)}
    paper = {
        "contractkit": 1, "document": "amendment", "id": "A-1", "title": "More", "amends": "S-1", "reason": "agreed",
        "effective_from": on, "signed_on": "2025-12-01", "recorded_on": "2025-12-01", "changes": [change],
    }  # fmt: skip
    return ck.load_agreement(data=[{**HEAD, **head, "clauses": own}, paper])


def dearer(
    on: str, *clauses: dict[str, Any], was: Any = "EUR 1.00 per call", now: Any = "EUR 2.00 per call", **head: Any
) -> ck.Agreement:
    fields = {"price": {"was": was, "becomes": now}}
    first = {**CALLS, "price": was}
    own = clauses or (first,)
    return amended(on, {"clause": "S-1/2", "action": "change", "fields": fields}, *own, **head)


def counts(told: dict[str, int], name: str = "calls") -> list[CountedVolume]:
    return [CountedVolume(name, ck.Period.parse(period), number) for period, number in told.items()]


def charged(agreement: ck.Agreement, period: str, *volumes: CountedVolume | LevelVolume) -> tuple[ck.Charge, ...]:
    return charges_of_dates(agreement, ck.Period.parse(period), ChargingFacts(volumes=volumes))


class TestCountsAndPrices:
    @pytest.mark.parametrize(
        "agreement",
        [
            dearer("2026-02-01"),
            load(CALLS, {**TWICE, "every": "1 February", "first": "2026-02-01"}),
        ],
        ids=["amendment", "index"],
    )
    def test_each_month_has_the_price_of_its_dates(self, agreement: ck.Agreement) -> None:
        """100 × 1.00 in January; 10 and 10 × 2.00 after it."""
        (one,) = charged(agreement, Q1, *counts(FEBRUARY))
        assert (one.exact, one.assumptions) == (140, ())
        assert one.formula == "100 × EUR 1.00 + 20 × EUR 2.00 = EUR 140.00"
        assert one.inputs == {
            "volume": "120", "volume 2026-01-01": "100", "periods 2026-01-01": "1",
            "volume 2026-02-01": "20", "periods 2026-02-01": "1",
        }  # fmt: skip
        assert [charged(agreement, month, *counts(FEBRUARY))[0].exact for month in FEBRUARY] == [100, 20, 20]

    @pytest.mark.parametrize(("first", "then", "sum_"), [(40, 60, 160), (0, 100, 200), (100, 0, 100)])
    def test_a_month_that_was_told_in_two_parts_has_the_price_of_each(self, first: int, then: int, sum_: int) -> None:
        told = {"2026-01-01..2026-01-10": first, "2026-01-11..2026-01-31": then}
        (one,) = charged(dearer("2026-01-11"), JAN, *counts(told))
        assert (one.exact, one.assumptions) == (sum_, ())

    def test_a_count_of_the_month_beside_its_parts_changes_nothing(self) -> None:
        (one,) = charged(dearer("2026-01-11"), JAN, *counts({JAN: 100, **PARTED}))
        assert one.exact == 40 + 120

    def test_a_count_across_the_change_is_spread_over_its_own_days_and_says_so(self) -> None:
        """10 of January's 31 days: 100 × 10 / 31 × 1.00 + 100 × 21 / 31 × 2.00; a zero needs no days."""
        (one,) = charged(dearer("2026-01-11"), JAN, *counts({JAN: 100}))
        assert one.exact == Fraction(1000, 31) + Fraction(4200, 31)
        assert one.formula == "100 × EUR 1.00 × 10/31 + 100 × EUR 2.00 × 21/31 = EUR 167.7419…"
        (silent,) = one.assumptions
        assert (silent.convention, silent.taken) == ("volume-spread", "evenly")
        assert silent.says.startswith("calls: 100 in 2026-01 are spread evenly over its days")
        assert charged(dearer("2026-01-11"), JAN, *counts({JAN: 0}))[0].assumptions == ()

    def test_of_a_quarter_only_the_count_across_the_change_is_spread(self) -> None:
        """From 15 February: 100, 14 of 28 days of 10, at 1.00; the other half and 10 at 2.00."""
        (one,) = charged(dearer("2026-02-15"), Q1, *counts(FEBRUARY))
        assert one.exact == 100 + 5 + 10 + 20

    def test_a_count_of_the_month_is_that_of_the_days_the_service_was_there(self) -> None:
        """50 calls of January, in an agreement from the 11th on: none came before, and the quarter has all."""
        agreement = load(CALLS, start="2026-01-11")
        told = counts({JAN: 50, "2026-02": 1, "2026-03": 2})
        assert [charged(agreement, period, *told)[0].exact for period in (JAN, Q1)] == [50, 53]

    def test_a_minimum_in_units_has_the_same_count(self) -> None:
        """50 of at least 80 calls of January: 30 × 1.00 short, in an agreement from the 11th on."""
        least = {"kind": "minimum-commitment", "at_least": "80 calls", "per": "month", "settled": "each-period"}
        own = {**least, "applies_to": ["calls"], "part_year": "full"}
        found = charged(load(CALLS, own, start="2026-01-11"), JAN, *counts({JAN: 50}))
        assert [one.exact for one in found] == [50, 30]

    def test_a_count_that_reaches_over_the_billed_dates_is_not_cut_into_them(self) -> None:
        (one,) = charged(load(CALLS), JAN, *counts({Q1: 300}))
        assert one.missing == "no volume of calls is measured in 2026-01, so nothing is charged"

    def test_bands_count_all_units_and_each_price_has_its_own_part_of_the_cost(self) -> None:
        """120 calls, the first 100 at 2.00, then 1.00; twice that from February. 220 × 100 / 120 + 440 × 20 / 120."""
        low, high = "EUR {} per call", "EUR {} per call"

        def price(one: int, other: int) -> dict[str, Any]:
            bands = [{"through": 100, "price": low.format(one)}, {"above": 100, "price": high.format(other)}]
            return {"counts": "graduated", "bands": bands}

        agreement = dearer("2026-02-01", was=price(2, 1), now=price(4, 2))
        (one,) = charged(agreement, Q1, *counts(FEBRUARY))
        assert one.exact == Fraction(220 * 100 + 440 * 20, 120)

    def test_hours_of_use_are_those_at_each_price(self) -> None:
        """1 server to 10 January, 3 from then on; EUR 1 and EUR 2 per server per day: 10 × 1 + 21 × 3 × 2."""
        agreement = dearer("2026-01-11", was="EUR 1.00 per server per day", now="EUR 2.00 per server per day")
        levels = [LevelVolume("calls", date(2026, 1, 1), 1), LevelVolume("calls", date(2026, 1, 11), 3)]
        assert charged(agreement, JAN, *levels)[0].exact == 10 + 126


class TestUnitsOfAnotherSort:
    HEAD: dict[str, Any] = {"fields": {"priority": "text"}}  # noqa: RUF012

    def given(self) -> ck.Agreement:
        calls = {**CALLS, "surcharges": [{"when": {"priority": "P1"}, "times": 2}]}
        free = {"kind": "no-charge", "what": "calls", "when": {"priority": "P2"}}
        return dearer("2026-01-11", calls, free, **self.HEAD)

    def test_units_that_are_free_or_dearer_have_the_price_of_their_dates(self) -> None:
        """40 × 1 + 60 × 2, less 10 of the 40; 10 of the 60 cost twice as much: 150 + 20."""
        extra = {"2026-01-01..2026-01-10": 0, "2026-01-11..2026-01-31": 10}
        free = {"2026-01-01..2026-01-10": 10, "2026-01-11..2026-01-31": 0}
        told = [*counts(PARTED), *counts(extra, "calls: surcharge 1"), *counts(free, "3")]
        assert [one.exact for one in charged(self.given(), JAN, *told)] == [150, 20]

    def test_units_that_are_free_are_a_part_of_their_months(self) -> None:
        """From 11 January, by months: 6 of 31 in January, at 10 / 31 × 1 + 21 / 31 × 2; 5 of 10 in February at 2."""
        told = [
            *counts({"2026-01": 31, "2026-02": 10, "2026-03": 10}),
            *counts({"2026-01": 6, "2026-02": 5, "2026-03": 0}, "3"),
            *counts({"2026-01": 0, "2026-02": 0, "2026-03": 0}, "calls: surcharge 1"),
        ]
        expected = Fraction(25, 31) * (10 + 42) + 5 * 2 + 10 * 2
        quarter = charged(self.given(), Q1, *told)[0].exact
        assert quarter == sum(charged(self.given(), month, *told)[0].exact for month in FEBRUARY) == expected


SEATS = "EUR 31.00 per seat per month"
LATER = [LevelVolume("calls", date(2026, 1, 1), 0), LevelVolume("calls", date(2026, 1, 11), 1)]
EARLIER = [LevelVolume("calls", date(2026, 1, 1), 1), LevelVolume("calls", date(2026, 1, 11), 0)]


@pytest.mark.parametrize("on", ["average", "peak", "period-end", "period-start"])
class TestLevelsOutsideTheDates:
    """One seat while the service is there: 21 of 31 days from the 11th on, 10 of 31 up to the 10th, at EUR 31."""

    def test_a_service_that_begins_inside_the_month(self, on: str) -> None:
        clause = {**CALLS, "price": SEATS, "volume_counted": on, "holds": {"from": "2026-01-11"}}
        assert charged(load(clause), JAN, *LATER)[0].exact == 21

    def test_a_service_that_ends_inside_the_month(self, on: str) -> None:
        clause = {**CALLS, "price": SEATS, "volume_counted": on, "holds": {"through": "2026-01-10"}}
        assert charged(load(clause), JAN, *EARLIER)[0].exact == 10

    def test_a_term_that_begins_inside_the_month(self, on: str) -> None:
        clause = {**CALLS, "price": SEATS, "volume_counted": on}
        assert charged(load(clause, start="2026-01-11"), JAN, *LATER)[0].exact == 21

    def test_a_service_that_an_amendment_adds(self, on: str) -> None:
        clause = {**CALLS, "price": SEATS, "volume_counted": on}
        fee = {"kind": "fee", "name": "base", "amount": "EUR 1.00", "per": "month"}
        found = amended("2026-01-11", {"clause": "S-1/3", "action": "add", "to": clause}, fee)
        assert charged(found, JAN, *LATER)[1].exact == 21

    def test_a_count_of_the_whole_month_stays_its_number(self, on: str) -> None:
        clause = {**CALLS, "price": SEATS, "volume_counted": on, "holds": {"from": "2026-01-11"}}
        assert charged(load(clause), JAN, *LATER, *counts({JAN: 2}))[0].exact == 42


class TestMonthsOfALongerPrice:
    def test_a_price_that_changes_later_in_the_quarter_counts_days_from_its_first_month_on(self) -> None:
        """2 seats at EUR 9.00 per quarter, a tenth more from 1 March: 18 × 31 / 90, 18 × 28 / 90, 19.80 × 31 / 90."""
        seats = {**CALLS, "price": "EUR 9.00 per seat per quarter"}
        tenth = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 March", "first": "2026-03-01"}
        levels = [LevelVolume("calls", date(2026, 1, 1), 2)]
        expected = [Fraction(18 * 31, 90), Fraction(18 * 28, 90), Fraction("19.8") * 31 / 90]
        assert [charged(load(seats, tenth), month, *levels)[0].exact for month in FEBRUARY] == expected
        assert charged(load(seats, tenth), Q1, *levels)[0].exact == sum(expected)

    def test_a_price_per_quarter_that_becomes_one_per_month_is_that_from_its_date_on(self) -> None:
        """2 seats: EUR 9.00 per quarter to February, 59 of 90 days; then EUR 5.00 for March."""
        agreement = dearer("2026-03-01", was="EUR 9.00 per seat per quarter", now="EUR 5.00 per seat per month")
        levels = [LevelVolume("calls", date(2026, 1, 1), 2)]
        expected = [Fraction(18 * 31, 90), Fraction(18 * 28, 90), 10]
        assert [charged(agreement, month, *levels)[0].exact for month in FEBRUARY] == expected
        assert charged(agreement, Q1, *levels)[0].exact == sum(expected)

    @pytest.mark.parametrize(
        ("mid", "expected"),
        [
            ("split", [Fraction(18 * 31, 90), Fraction(18 * 28, 90), Fraction(36 * 31, 90)]),
            ("new-terms", [Fraction(36 * 31, 90), Fraction(36 * 28, 90), Fraction(36 * 31, 90)]),
            ("old-terms", [6, 6, 6]),
        ],
    )
    def test_the_settlement_clause_may_give_the_whole_quarter_to_one_price(self, mid: str, expected: list[Any]) -> None:
        """2 seats at EUR 9.00 per quarter, EUR 18.00 from 1 March: 24.20, 36.00 or 18.00, as for a fee."""
        seats = {**CALLS, "price": "EUR 9.00 per seat per quarter"}
        settled = {"kind": "settlement", "per": "quarter", "amended_mid_period": mid, "order": []}
        now = "EUR 18.00 per seat per quarter"
        agreement = dearer("2026-03-01", seats, settled, was=seats["price"], now=now)
        levels = [LevelVolume("calls", date(2026, 1, 1), 2)]
        assert [charged(agreement, month, *levels)[0].exact for month in FEBRUARY] == expected
        assert charged(agreement, Q1, *levels)[0].exact == sum(expected)

    def test_units_outside_of_the_band_are_charged_as_a_fee_is(self) -> None:
        """4 seats beyond 10 % of 10, at EUR 90.00 per quarter and EUR 99.00 from 1 March: 360 × 59 / 90 + 396 × 31 / 90."""
        outside = {
            "above": "EUR 90.00 per seat per quarter",
            "below": "80 % of price",
            "priced": "excess",
            "carried": "none",
        }
        price = "EUR 9.00 per seat per quarter"
        seats = {**CALLS, "volume": "10 seats", "price": price, "band": "10 %", "outside_band": outside}
        tenth = {"kind": "indexation", "by": {"fixed": "10 %"}, "every": "1 March", "first": "2026-03-01"}
        levels = [LevelVolume("calls", date(2026, 1, 1), 15)]
        beyond = [charged(load(seats, tenth), month, *levels)[1].exact for month in (Q1, *FEBRUARY)]
        assert beyond == [236 + Fraction(396 * 31, 90), 124, 112, Fraction(396 * 31, 90)]
