"""Indexation by hand: every expected price can be checked with pencil and paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contractkit.charging.indexation import BaseLink, Indexed, IndexSeries, begin, go_on
from contractkit.errors import NotComputedError, UsageError
from contractkit.quantities.index_values import IndexValue
from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.terms.provisions.indexation import (
    EachWageAgreement,
    FixedChange,
    Indexation,
    MixedChange,
    MixedPart,
    Rebased,
    SeriesChange,
)

CLAUSE = ClauseRef("C", "6")
Q = Fraction
CENTS = Rounding(Decimal("0.01"), "half-up", "line")


def series(method: str = "base", name: str = "cpi", **said: Any) -> SeriesChange:
    return SeriesChange(name, (2020, 12), "month", method, "first-published", **said)


def terms(by: Any, **said: Any) -> Indexation:
    """Return a clause that changes prices on each 1 January, for the first time in 2022."""
    words = {"skipped_year": "reference-stays", "decrease": "allowed", "cap_over": "each-change", "excess": "lost"}
    return Indexation(CLAUSE, by, ((1, 1),), date(2022, 1, 1), "by-days", **(words | said))


def of_years(*figures: str, name: str = "cpi") -> IndexSeries:
    """Return a series with a figure for each December from 2020 on."""
    return IndexSeries.of(name, {(2020 + number, 12): figure for number, figure in enumerate(figures)})


def run(clause: Indexation, *known: IndexSeries, price: str = "100", until: int = 2030, **said: Any) -> Indexed:
    figures: Mapping[str, IndexSeries] = {one.name: one for one in known}
    known_at = said.get("known_at")
    state = begin(clause, Q(price), "EUR", figures, known_at=known_at)
    return go_on(state, clause, figures, after=None, until=date(until, 6, 1), **said)


def prices(clause: Indexation, *known: IndexSeries, count: int, price: str = "100") -> list[Fraction | None]:
    return [step.charged for step in run(clause, *known, price=price, until=2021 + count).steps]


class TestBounds:
    def test_what_a_cap_cuts_off_is_lost(self):
        """+8 % is cut to 5; +2 % a year later is 2, although the index stands 10.16 % above its base."""
        found = prices(terms(series("chain"), cap=Percent(5)), of_years("100", "108", "110.16"), count=2)
        assert found == [105, Q("107.1")]

    def test_lost_is_lost_with_the_method_base_too(self):
        found = prices(terms(series("base"), cap=Percent(5)), of_years("100", "108", "110.16"), count=2)
        assert found == [105, Q("107.1")]

    def test_what_a_cap_cuts_off_is_carried_in_points_along_a_chain(self):
        """8 - 5 = 3 points are carried; with 1 % in the next year 4 % is passed on, and nothing is left."""
        clause = terms(series("chain"), cap=Percent(5), excess="carried")
        steps = run(clause, of_years("100", "108", "109.08"), until=2023).steps
        assert [(step.charged, step.carried) for step in steps] == [(105, Q("0.03")), (Q("109.2"), 0)]

    def test_carried_with_the_method_base_the_price_comes_back_to_the_index(self):
        """105 after 108; 109.08 is within the cap (+3.89 %), so the price is P0 It / I0 again."""
        clause = terms(series("base"), cap=Percent(5), excess="carried")
        steps = run(clause, of_years("100", "108", "109.08"), until=2023).steps
        assert [step.charged for step in steps] == [105, Q("109.08")]
        assert (steps[0].carried, steps[1].carried) == (Q(108, 105) - 1, 0)

    def test_a_carried_excess_meets_the_cap_again(self):
        """20 %, 5 passed on and 15 carried; in years without a change of the index 5 points each."""
        clause = terms(series("chain"), cap=Percent(5), excess="carried")
        steps = run(clause, of_years("100", "120", "120", "120", "120"), until=2025).steps
        assert [step.rate for step in steps] == [Q("0.05")] * 4
        assert [step.carried for step in steps] == [Q("0.15"), Q("0.10"), Q("0.05"), 0]

    def test_exactly_the_cap_is_no_more_than_the_cap(self):
        (step,) = run(terms(series("chain"), cap=Percent(5)), of_years("100", "105"), until=2022).steps
        assert (step.charged, step.why) == (105, ())

    def test_a_floor_is_given_in_a_year_of_less(self):
        """At least 2 %: the index rises by 1, the price by 2; the next rise is counted from the new figure."""
        for method in ("base", "chain"):
            found = prices(terms(series(method), floor=Percent(2)), of_years("100", "101", "104.03"), count=2)
            assert found == [102, Q("105.06")]

    @pytest.mark.parametrize(("method", "third"), [("base", "109"), ("chain", "109")])
    def test_bounds_since_the_base_hold_for_all_changes_together(self, method, third):
        """At most 10 % over the first price: 108, then 110 for 115; back at 109 with the method base."""
        clause = terms(series(method), cap=Percent(10), cap_over="since-base")
        found = prices(clause, of_years("100", "108", "115", third), count=3)
        assert found[:2] == [108, 110]
        assert found[2] == (109 if method == "base" else 110 * Q(109, 115))

    def test_a_rounded_rate_is_never_past_its_cap(self):
        """4.97 % would round to 5.0; a cap of 4.96 % rounds down instead."""
        clause = terms(series("chain"), cap=Percent("4.96"), round_rate=Rounding(Decimal("0.1")))
        (step,) = run(clause, of_years("100", "106"), until=2022).steps
        assert step.rate == Q("0.0496")


class TestSmallAndFallingChanges:
    def test_a_change_at_the_threshold_is_not_passed_on_and_counts_in_the_next_year(self):
        """1 % is not more than 1 %; with 1.5 % over the same reference a year later 1.5 % is passed on."""
        for method in ("base", "chain"):
            clause = terms(series(method), threshold=Percent(1), threshold_passes="whole-change")
            steps = run(clause, of_years("100", "101", "101.5"), until=2023).steps
            assert [step.charged for step in steps] == [100, Q("101.5")]
            assert [step.reference for step in steps] == ["stays", "moves"]

    def test_where_the_reference_moves_the_next_change_is_counted_from_the_small_one(self):
        clause = terms(series("chain"), threshold=Percent(1), skipped_year="reference-moves")
        assert prices(clause, of_years("100", "101", "103.02"), count=2) == [100, 102]
        clause = terms(series("base"), threshold=Percent(1), skipped_year="reference-moves")
        assert prices(clause, of_years("100", "101", "103.02"), count=2) == [100, 102]

    def test_of_a_larger_change_the_excess_alone_may_be_passed_on(self):
        clause = terms(series("chain"), threshold=Percent(1), threshold_passes="excess-only")
        assert prices(clause, of_years("100", "103", "100.94"), count=2) == [102, 102 * Q("0.99")]

    @pytest.mark.parametrize("method", ["base", "chain"])
    def test_a_falling_index_lowers_prices_where_that_is_agreed(self, method):
        assert prices(terms(series(method)), of_years("100", "98", "101"), count=2) == [98, 101]

    @pytest.mark.parametrize("method", ["base", "chain"])
    def test_a_falling_index_lowers_nothing_where_it_is_not(self, method):
        steps = run(terms(series(method), decrease="not-allowed"), of_years("100", "98", "101"), until=2023).steps
        assert [step.charged for step in steps] == [100, 101]
        assert steps[0].why == ("a falling index does not lower prices",)


class TestRounding:
    def test_a_chain_goes_on_with_the_unrounded_price(self):
        """3.335 % twice on 10.00: 10.33|35 and 10.67|8... of the exact price, 10.67|4 of the rounded one."""
        figures = of_years("100", "103.335", "106.7812225")
        line = terms(series("chain"), round_price=CENTS)
        assert prices(line, figures, count=2, price="10") == [Q("10.33"), Q("10.68")]
        each = attrs.evolve(line, round_price=attrs.evolve(CENTS, scope="step"))
        assert prices(each, figures, count=2, price="10") == [Q("10.33"), Q("10.67")]

    def test_with_the_method_base_the_rate_since_the_base_is_rounded_and_no_rounding_adds_up(self):
        """1.04 and 2.08 % since the base round to 1.0 and 2.1; along a chain each year's 1.04 and 1.029 to 1.0."""
        figures = of_years("100", "101.04", "102.08")
        rounding = Rounding(Decimal("0.1"))
        assert prices(terms(series("base"), round_rate=rounding), figures, count=2) == [101, Q("102.1")]
        assert prices(terms(series("chain"), round_rate=rounding), figures, count=2) == [101, Q("102.01")]

    def test_what_was_rounded_off_a_rate_is_no_fall_of_the_index(self):
        """1.96 % rounds to 2.0; a year without a change of the index stays there and says nothing of a fall."""
        clause = terms(series("base"), round_rate=Rounding(Decimal("0.1")), decrease="not-allowed")
        steps = run(clause, of_years("100", "101.96", "101.96"), until=2023).steps
        assert [(step.charged, step.why) for step in steps] == [(102, ()), (102, ())]


WAGES = of_years("100", "104", "106.08", name="wages")
PRICES = of_years("200", "220", "209")


class TestMixes:
    def mix(self, method: str = "base", **said: Any) -> Indexation:
        parts = (MixedPart(Percent(75), series(method, "wages")), MixedPart(Percent(15), series(method)))
        return terms(MixedChange(parts, Percent(10)), **said)

    def test_each_part_counts_by_its_weight_and_a_share_stands_still(self):
        """0.10 + 0.75 × 1.04 + 0.15 × 1.10 = 1.045, then 0.10 + 0.75 × 1.0608 + 0.15 × 1.045 = 1.05235."""
        assert prices(self.mix(), WAGES, PRICES, count=2) == [Q("104.5"), Q("105.235")]

    def test_along_a_chain_weights_are_those_of_each_year(self):
        """1.045 × (0.10 + 0.75 × 1.02 + 0.15 × 0.95) = 1.045 × 1.0075."""
        assert prices(self.mix("chain"), WAGES, PRICES, count=2) == [Q("104.5"), Q("104.5") * Q("1.0075")]

    def test_a_cap_may_hold_for_the_whole_or_for_each_part(self):
        """The whole: 4.5 to 4. Each part: 0.75 × 4 + 0.15 × 4 = 3.6."""
        assert prices(self.mix(cap=Percent(4), cap_on="whole"), WAGES, PRICES, count=1) == [104]
        assert prices(self.mix(cap=Percent(4), cap_on="each-part"), WAGES, PRICES, count=1) == [Q("103.6")]
        assert prices(self.mix("chain", cap=Percent(4), cap_on="each-part"), WAGES, PRICES, count=1) == [Q("103.6")]

    def test_a_fixed_part_goes_along(self):
        """Half follows the index (+10 %, then 4.5 % since the base), half rises by 2 % a year."""
        parts = (MixedPart(Percent(50), series()), MixedPart(Percent(50), FixedChange(Percent(2), "yearly")))
        assert prices(terms(MixedChange(parts)), PRICES, count=2) == [106, Q("50") * Q("1.045") + 50 * Q("1.0404")]

    def test_parts_of_two_methods_are_refused_by_the_clause(self):
        parts = (MixedPart(Percent(50), series("base")), MixedPart(Percent(50), series("chain", "wages")))
        with pytest.raises(NotComputedError, match="C/6: a mix of which one part"):
            prices(terms(MixedChange(parts)), WAGES, PRICES, count=1)


class TestReadings:
    def test_an_average_is_of_the_twelve_months_that_end_with_the_month_of_the_base(self):
        """2020: eleven times 100 and 112 make 101; 2021: twelve times 202 make 202."""
        months = {(2020, month): "100" for month in range(1, 12)} | {(2020, 12): "112"}
        figures = IndexSeries.of("cpi", months | {(2021, month): "202" for month in range(1, 13)})
        by = attrs.evolve(series(), observe="average-of-12-months")
        (step,) = run(terms(by), figures, until=2022).steps
        assert (step.compared[0].value, step.charged) == (101, 200)
        assert str(step.read[0]) == "cpi the mean of 12 months to 2021-12: 202 = 202"

    def test_the_figure_of_a_change_is_of_the_last_such_month_that_is_over(self):
        """On 1 December the figure of that December is not there yet: the change reads that of the year before."""
        clause = attrs.evolve(terms(series()), every=((12, 1),), first=date(2021, 12, 1))
        figures = of_years("100", "110", "120")
        state = begin(clause, Q(100), "EUR", {"cpi": figures})
        steps = go_on(state, clause, {"cpi": figures}, after=None, until=date(2022, 12, 1)).steps
        assert [(str(step.on), step.charged) for step in steps] == [("2021-12-01", 100), ("2022-12-01", 110)]

    def test_a_rebased_figure_is_linked_by_the_factor_of_the_clause(self):
        """From 2021-06 on the office publishes 2020=50: a figure of 55 times 2 compares with 100."""
        by = series(rebased=(Rebased((2021, 6), Decimal(2), Decimal(1), "the office"),))
        (step,) = run(terms(by), of_years("100", "55"), until=2022).steps
        assert step.charged == 110
        assert str(step.read[0]) == "cpi 2021-12: 55 × 2 (the office) = 110"

    def rebased(self) -> IndexSeries:
        """Return figures on 2015=100 to December 2020, and on 2020=100 from that month on."""
        old = IndexSeries.of("cpi", {(2020, 12): "125"}, base="2015=100")
        return old.joined(IndexSeries.of("cpi", {(2020, 12): "100", (2021, 12): "104"}, base="2020=100"))

    def test_bases_are_linked_by_a_month_that_has_figures_of_both(self):
        """125 / 100 × 104 = 130, four per cent over 125."""
        (step,) = run(terms(series(when_rebased="overlap-month")), self.rebased(), until=2022).steps
        assert (step.read[0].value, step.charged) == (130, 104)
        assert step.read[0].links[0].source == "2020-12: 125 on 2015=100, 100 on 2020=100"

    def test_bases_are_linked_by_the_published_factor(self):
        linked = attrs.evolve(self.rebased(), links=(BaseLink("2020=100", Decimal("1.2512"), "table 7"),))
        (step,) = run(terms(series(when_rebased="published-factor")), linked, until=2022).steps
        assert step.read[0].value == Q("130.1248")

    def test_without_a_link_nothing_is_known(self):
        (step,) = run(terms(series(when_rebased="published-factor")), self.rebased(), until=2022).steps
        assert (step.charged, step.status) == (None, "undetermined")
        assert step.formula == "nothing links the figures of cpi on the base 2020=100 with those on 2015=100"


def value(month: tuple[int, int], figure: str, status: Any, on: str | None) -> IndexValue:
    return IndexValue("cpi", "2020=100", month, figure, status, None if on is None else date.fromisoformat(on))


PUBLISHED = IndexSeries(
    "cpi",
    (
        value((2020, 12), "100", "final", None),
        value((2021, 12), "104.9", "flash", "2022-01-04"),
        value((2021, 12), "105", "provisional", "2022-01-20"),
        value((2021, 12), "104", "final", "2022-03-31"),
    ),
    source="the office",
)


class TestWhatIsPublished:
    def step(self, figure: str, known_at: str | None) -> Any:
        by = attrs.evolve(series(), figure=figure)
        on = None if known_at is None else date.fromisoformat(known_at)
        return run(terms(by), PUBLISHED, until=2022, known_at=on).steps[0]

    def test_a_flash_estimate_is_no_figure(self):
        step = self.step("first-published", "2022-01-19")
        assert (step.charged, step.status) == (None, "undetermined")
        assert step.formula == "the figure of cpi for 2021-12 is not published by 2022-01-19"

    def test_the_first_published_figure_stands(self):
        for known_at in ("2022-01-20", "2022-03-31", None):
            assert self.step("first-published", known_at).charged == 105

    def test_what_stands_is_final_though_the_office_called_it_provisional(self):
        """Nothing that is published later changes it, so nothing waits for that."""
        assert self.step("first-published", "2022-01-20").status == "final"

    def test_a_provisional_figure_is_settled_again_when_the_final_one_is_known(self):
        now, later = self.step("final-with-true-up", "2022-03-30"), self.step("final-with-true-up", "2022-03-31")
        assert (now.charged, now.status, later.charged, later.status) == (105, "provisional", 104, "final")

    def test_each_figure_is_told_with_its_source_and_the_date_of_its_publication(self):
        assert self.step("final-with-true-up", None).evidence == (
            "cpi 2020-12: 100 (2020=100), final, the office",
            "cpi 2021-12: 104 (2020=100), final, published 2022-03-31, the office",
        )

    def test_after_a_figure_that_is_missing_no_price_is_known(self):
        figures = IndexSeries.of("cpi", {"2020-12": "100", "2022-12": "110"})
        assert [step.charged for step in run(terms(series()), figures, until=2023).steps] == [None, None]


class TestDates:
    def test_wages_raise_prices_on_the_dates_that_are_told(self):
        clause = attrs.evolve(terms(FixedChange(Percent(2), "yearly")), every=(EachWageAgreement(),))
        raises = (date(2022, 4, 1), date(2021, 4, 1), date(2023, 7, 1))
        steps = run(clause, raises=raises, until=2023).steps
        assert [str(step.on) for step in steps] == ["2022-04-01"]

    def test_where_nobody_tells_the_raises_of_wages_the_price_is_not_known(self):
        clause = attrs.evolve(terms(FixedChange(Percent(2), "yearly")), every=(EachWageAgreement(),))
        (step,) = run(clause, until=2023).steps
        assert (step.charged, step.formula) == (None, "the dates on which wages were raised are not told")
        assert run(clause, until=2023, raises=()).steps == ()

    def test_where_nothing_says_when_prices_change_first_it_is_refused(self):
        clause = attrs.evolve(terms(FixedChange(Percent(2), "yearly")), first=None)
        with pytest.raises(UsageError, match="nothing says when prices change for the first time"):
            run(clause)


figures = st.lists(st.integers(800, 1250), min_size=2, max_size=7)


class TestLaws:
    @settings(max_examples=200, deadline=None)
    @given(figures)
    def test_without_bounds_and_rounding_base_and_chain_are_one(self, found):
        known = of_years(*map(str, found))
        count = len(found) - 1
        assert prices(terms(series("base")), known, count=count) == prices(terms(series("chain")), known, count=count)

    @settings(max_examples=200, deadline=None)
    @given(figures, st.integers(0, 8), st.sampled_from(["base", "chain"]), st.sampled_from(["lost", "carried"]))
    @example([1000, 1200, 1100], 5, "base", "carried")
    def test_no_change_is_ever_past_its_cap(self, found, cap, method, excess):
        clause = terms(series(method), cap=Percent(cap), excess=excess)
        before = Q(100)
        for price in prices(clause, of_years(*map(str, found)), count=len(found) - 1):
            assert price <= before * (1 + Q(cap, 100))
            before = price

    @settings(max_examples=200, deadline=None)
    @given(figures, st.integers(0, 8))
    def test_with_the_method_base_a_carried_excess_never_passes_the_index(self, found, cap):
        known = of_years(*map(str, found))
        free = prices(terms(series("base")), known, count=len(found) - 1)
        clause = terms(series("base"), cap=Percent(cap), excess="carried")
        held = prices(clause, known, count=len(found) - 1)
        assert all(one <= other for one, other in zip(held, free, strict=True))

    @settings(max_examples=100, deadline=None)
    @given(figures, st.sampled_from(["base", "chain"]))
    def test_a_price_that_does_not_fall_never_falls(self, found, method):
        clause = terms(series(method), decrease="not-allowed", round_rate=Rounding(Decimal("0.1")))
        held = [Q(100), *prices(clause, of_years(*map(str, found)), count=len(found) - 1)]
        assert all(one <= other for one, other in pairwise(held))

    @settings(max_examples=100, deadline=None)
    @given(figures, st.integers(1, 9))
    def test_another_base_of_the_same_series_changes_nothing(self, found, factor):
        plain = prices(terms(series()), of_years(*map(str, found)), count=len(found) - 1)
        scaled = of_years(*(str(one * factor) for one in found))
        assert prices(terms(series()), scaled, count=len(found) - 1) == plain
