"""Limits that limit nothing, and numbers that no figure can have: told when the papers are loaded."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
FEE = {"kind": "fee", "name": "desk-fee", "amount": "EUR 1 000", "per": "month"}
UPTIME = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"}
SCORE = {"kind": "metric", "name": "judged", "measures": "score"}


def told(*clauses: dict[str, Any]) -> list[tuple[str, str]]:
    """The code and the place of each problem."""
    written = {str(number): clause for number, clause in enumerate(clauses, start=1)}
    return [(one.code, str(one.where)) for one in ck.check(data={**HEAD, "clauses": written})]


def settled(*steps: dict[str, Any], per: str = "month") -> dict[str, Any]:
    return {"kind": "settlement", "per": per, "order": list(steps)}


def cap(limit: str, per: str = "month", caps: str = "malus") -> dict[str, Any]:
    return {"step": "cap", "limit": limit, "per": per, "caps": caps}


class TestCaps:
    @pytest.mark.parametrize(
        ("limit", "per"),
        [
            ("120 % of charges", "month"),
            ("101 % of monthly-fee", "month"),
            ("120 % of yearly-fees", "contract-year"),
            ("120 % of yearly-fees", "rolling 12 months"),
        ],
    )
    def test_a_cap_of_more_than_all_that_is_charged_in_its_window_is_warned_of(self, limit, per):
        """Nobody gets back more than was charged unless it was meant."""
        assert told(FEE, settled(cap(limit, per))) == [("idle-limit", "clause 2 > order > [1] > limit")]

    @pytest.mark.parametrize(
        ("limit", "per"),
        [
            ("100 % of charges", "month"),
            ("150 % of monthly-fee", "contract-year"),
            ("300 % of desk-fee", "month"),
            ("EUR 5 000", "month"),
        ],
    )
    def test_one_month_and_a_half_for_a_year_is_an_ordinary_cap(self, limit, per):
        """Nor is anything said of a part of the charges, such as one fee among others, or of a sum of money."""
        assert told(FEE, settled(cap(limit, per))) == []

    @pytest.mark.parametrize("of", ["desk-fee", "charges"])
    def test_a_cap_of_an_effect_above_the_whole_that_it_pays_of_is_warned_of(self, of):
        """5 % for each point, at most 150 % of the same fee."""
        gap = {"kind": "gap-credit", "of": "desk-fee", "credit_per_point": "5 %", "cap": f"150 % of {of}"}
        target = {"kind": "figure-target", "metric": "uptime", "reach": "99 %", "per": "month", "pays": [gap]}
        assert told(FEE, UPTIME, target) == [("idle-limit", "clause 3 > pays > [1] > cap")]

    def test_a_minimum_above_the_cap_of_the_same_period_is_warned_of(self):
        """Not more than 100 a month, and nothing up to 250: nothing is ever paid. Lifted to 250 it passes the cap."""
        for otherwise, expected in (("drop", 1), ("lift", 1), ("carry-forward", 0)):
            least = {"step": "minimum-issue", "more_than": "EUR 250", "otherwise": otherwise}
            found = told(FEE, settled(cap("EUR 100"), least))
            assert found == [("idle-limit", "clause 2 > order > [2] > more_than")] * expected


class TestLiabilities:
    @pytest.mark.parametrize(
        ("bounds", "field"),
        [
            ({"per_event": "EUR 700 000", "in_total": "EUR 500 000"}, "per_event"),
            ({"per_event": "EUR 700 000", "per_year": "EUR 500 000"}, "per_event"),
            ({"per_year": "EUR 700 000", "in_total": "EUR 500 000"}, "per_year"),
            ({"per_event": "200 % of yearly-fees", "per_year": "150 % of yearly-fees"}, "per_event"),
        ],
    )
    def test_a_bound_above_one_that_always_comes_first_is_warned_of(self, bounds, field):
        """It never decides what is paid."""
        assert told(FEE, {"kind": "liability", "who": "provider", **bounds}) == [("idle-limit", f"clause 2 > {field}")]

    @pytest.mark.parametrize(
        "bounds",
        [
            {"per_event": "EUR 500 000", "in_total": "EUR 500 000"},
            {"per_event": "EUR 500 000", "per_year": "EUR 700 000", "in_total": "EUR 900 000"},
            {"per_event": "100 % of contract-price", "in_total": "EUR 500 000"},
        ],
    )
    def test_bounds_that_go_up_and_such_as_cannot_be_compared_are_not(self, bounds):
        """What the contract price comes to is not known when the papers are loaded."""
        assert told(FEE, {"kind": "liability", "who": "provider", **bounds}) == []


class TestScores:
    def award(self, scale: tuple[int, int] | None, **fields: Any) -> list[tuple[str, str]]:
        marks = {} if scale is None else {"scale": {"from": scale[0], "through": scale[1]}}
        own = {} if scale is None else {"for": "judged"}
        return told({**SCORE, **marks}, {"kind": "award-fee", "pool": "EUR 1 000", **own, **fields})

    def test_a_minimum_that_no_score_reaches_is_refused(self):
        """Marks go from 0 to 100; without a metric the score is a percentage of the pool."""
        assert self.award((0, 100), earns="score-share", minimum_score=161) == [
            ("quantity", "clause 2 > minimum_score")
        ]
        assert self.award(None, earns="score-share", minimum_score=161) == [("quantity", "clause 2 > minimum_score")]
        assert self.award((0, 100), earns="score-share", minimum_score=61) == []

    def test_ratings_beyond_the_scale_are_refused(self):
        """Marks go from 1 to 10, and 61 is none of them."""
        ratings = [{"below": 61, "rating": "poor", "earns": "0 %"}, {"from": 61, "rating": "good", "earns": "80 %"}]
        assert self.award((1, 10), earns="rating-share", ratings=ratings) == [
            ("quantity", "clause 2 > ratings > [1] > below"),
            ("quantity", "clause 2 > ratings > [2] > from"),
        ]

    def test_a_mark_of_ten_is_no_percentage_of_the_pool(self):
        """8.5 of 10 would earn 8.5 %."""
        assert self.award((1, 10), earns="score-share") == [("unit", "clause 2 > earns")]


class TestPricesInBands:
    def priced(self, counts: str, *bands: dict[str, Any]) -> list[tuple[str, str]]:
        return told({"kind": "service", "name": "disk", "price": {"counts": counts, "bands": list(bands)}})

    def test_units_below_the_lowest_band_have_no_price_where_each_band_prices_its_own(self):
        """The first hundred would be given away, or charged like the next ones."""
        band = {"from": 100, "price": "EUR 2 per gb per month"}
        assert self.priced("graduated", band) == [("band-gap", "clause 1 > price")]
        assert self.priced("graduated", {**band, "from": 1}) == []

    @pytest.mark.parametrize("price", ["EUR 1 per gb per quarter", "EUR 1 per seat per month"])
    def test_bands_of_two_periods_or_two_units_are_refused(self, price):
        """100 units at a price per month and 50 at one per quarter make no sum of a month."""
        bands = ({"below": 100, "price": "EUR 2 per gb per month"}, {"from": 100, "price": price})
        assert self.priced("graduated", *bands) == [("unit", "clause 1 > price")]

    def test_a_sum_for_the_first_units_may_stand_before_a_price_for_each_of_the_next(self):
        """EUR 500.00 a month for up to a hundred, then EUR 4.00 for each."""
        bands = ({"through": 100, "price": "EUR 500 per month"}, {"above": 100, "price": "EUR 4 per gb per month"})
        assert self.priced("graduated", *bands) == []


class TestExamplesOfFieldsThatAreMissing:
    @pytest.mark.parametrize("kind", ["gap-credit", "late-penalty"])
    def test_the_example_of_a_credit_has_no_sign(self, kind):
        """Minus two per cent would be refused."""
        found = ck.check(data={**HEAD, "clauses": {"1": {"kind": kind, "of": "charges"}}})
        hints = [one.hint for one in found if one.code == "missing-field" and "per_" in str(one.hint)]
        assert hints
        assert all("2 %" in str(hint) and "-" not in str(hint) for hint in hints)
