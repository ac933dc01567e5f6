"""Rounding goes the way that its mode says, and rounded parts add up to their rounded total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import UsageError
from contractkit.quantities.rounding import MODES, Rounding, largest_remainder, share_out

CENT = Decimal("0.01")


def d(text: str) -> Decimal:
    return Decimal(text)


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
units = st.sampled_from([d("0.01"), d("1"), d("0.05"), d("0.001"), d("100")])


class TestApply:
    """An amount becomes a multiple of the unit."""

    @pytest.mark.parametrize(
        ("mode", "expected"),
        [
            ("half-up", ["2", "3", "3", "-2", "-3", "-3"]),
            ("half-even", ["2", "2", "3", "-2", "-2", "-3"]),
            ("up", ["3", "3", "3", "-3", "-3", "-3"]),
            ("down", ["2", "2", "2", "-2", "-2", "-2"]),
            ("floor", ["2", "2", "2", "-3", "-3", "-3"]),
            ("ceiling", ["3", "3", "3", "-2", "-2", "-2"]),
        ],
    )
    def test_each_mode_goes_its_own_way(self, mode: str, expected: list[str]) -> None:
        rounding = Rounding(d("1"), mode)
        given_amounts = ["2.4", "2.5", "2.6", "-2.4", "-2.5", "-2.6"]
        assert [str(rounding.apply(d(text))) for text in given_amounts] == expected

    def test_half_a_cent_goes_away_from_zero(self) -> None:
        assert Rounding(CENT).apply(d("0.005")) == d("0.01")
        assert Rounding(CENT).apply(d("-0.005")) == d("-0.01")

    def test_half_even_takes_the_even_cent(self) -> None:
        assert [Rounding(CENT, "half-even").apply(d(text)) for text in ("0.005", "0.015")] == [d("0.00"), d("0.02")]

    def test_a_unit_may_be_five_cents(self) -> None:
        assert str(Rounding(d("0.05")).apply(d("1.03"))) == "1.05"

    def test_an_exact_fraction_is_rounded_exactly(self) -> None:
        assert Rounding(CENT).apply(Fraction(1, 3)) == d("0.33")

    def test_an_amount_beyond_the_precision_of_the_context_is_exact(self) -> None:
        assert str(Rounding(CENT).apply(d("123456789012345678901234567890.125"))) == "123456789012345678901234567890.13"

    def test_it_shows_the_places_of_the_unit(self) -> None:
        assert str(Rounding(CENT).apply(d("2"))) == "2.00"

    @pytest.mark.parametrize("amount", [0.5, d("NaN"), d("Infinity")])
    def test_what_is_not_exact_is_refused(self, amount: Decimal) -> None:
        with pytest.raises(UsageError):
            Rounding(CENT).apply(amount)

    @pytest.mark.parametrize("to", [d("0"), d("-0.01"), d("NaN"), 0.01])
    def test_a_unit_is_a_positive_decimal(self, to: Decimal) -> None:
        with pytest.raises(UsageError):
            Rounding(to)

    def test_an_unknown_mode_is_refused_with_the_known_ones(self) -> None:
        with pytest.raises(UsageError, match="half-even"):
            Rounding(CENT, "bankers")

    @given(amount=amounts, to=units, mode=st.sampled_from(MODES))
    def test_it_lies_less_than_a_unit_away_and_stays_when_rounded_again(
        self, amount: Decimal, to: Decimal, mode: str
    ) -> None:
        rounding = Rounding(to, mode)
        once = rounding.apply(amount)
        assert abs(Fraction(once) - Fraction(amount)) < Fraction(to)
        assert rounding.apply(once) == once


class TestLargestRemainder:
    """Parts are rounded so that they add up."""

    def test_the_missing_cent_goes_to_the_largest_remainder(self) -> None:
        parts = [d("1.004"), d("1.003"), d("1.003")]
        assert largest_remainder(parts, d("3.01"), CENT) == (d("1.01"), d("1.00"), d("1.00"))

    def test_of_equal_remainders_the_first_line_is_served_first(self) -> None:
        assert largest_remainder([d("0.005"), d("0.005")], d("0.01"), CENT) == (d("0.01"), d("0.00"))

    def test_signs_turn_with_their_parts(self) -> None:
        assert largest_remainder([d("-0.005"), d("-0.005")], d("-0.01"), CENT) == (d("-0.01"), d("0.00"))

    def test_parts_of_both_signs_that_add_up_where_each_is_nearest_are_each_nearest(self) -> None:
        parts = [d("100.336"), d("-10.336"), d("5.336")]
        assert largest_remainder(parts, d("95.34"), CENT) == (d("100.34"), d("-10.34"), d("5.34"))

    def test_where_they_do_not_the_one_changes_that_moved_the_most(self) -> None:
        # nearest are 100.09, -10.01 and 5.00, a cent too little together; 5.0045 moved by 0.45 of a cent, 10.009 by 0.1
        parts = [d("100.09"), d("-10.009"), d("5.0045")]
        assert largest_remainder(parts, d("95.09"), CENT) == (d("100.09"), d("-10.01"), d("5.01"))

    def test_where_too_much_was_served_the_last_of_equals_gives_way(self) -> None:
        parts = [d("0.005"), d("0.005"), d("0.005"), d("-0.005")]
        assert largest_remainder(parts, d("0.01"), CENT) == (d("0.01"), d("0.01"), d("0.00"), d("-0.01"))

    def test_parts_that_need_no_rounding_stay(self) -> None:
        assert largest_remainder([d("1.00"), d("0.00"), d("-2.00")], d("-1.00"), CENT) == (
            d("1.00"),
            d("0.00"),
            d("-2.00"),
        )

    def test_no_parts_make_nothing(self) -> None:
        assert largest_remainder([], d("0.00"), CENT) == ()

    def test_a_total_that_rounding_does_not_explain_is_refused(self) -> None:
        with pytest.raises(UsageError, match="does not round"):
            largest_remainder([d("1.00"), d("1.00")], d("2.01"), CENT)

    def test_a_total_between_two_units_is_refused(self) -> None:
        with pytest.raises(UsageError, match="round it first"):
            largest_remainder([d("1.005")], d("1.005"), CENT)

    @given(parts=st.lists(amounts, max_size=12), to=units, mode=st.sampled_from(["half-up", "half-even"]))
    def test_the_lines_add_up_to_the_total_and_none_moves_a_whole_unit(
        self, parts: list[Decimal], to: Decimal, mode: str
    ) -> None:
        total = Rounding(to, mode).apply(sum(map(Fraction, parts), start=Fraction(0)))
        lines = largest_remainder(parts, total, to)
        assert sum(map(Fraction, lines)) == Fraction(total)
        assert all(abs(Fraction(line) - Fraction(part)) < Fraction(to) for line, part in zip(lines, parts, strict=True))

    @given(parts=st.lists(st.integers(-30, 30), max_size=6), mode=st.sampled_from(["floor", "ceiling"]))
    def test_no_other_way_of_adding_up_moves_the_parts_less(self, parts: list[int], mode: str) -> None:
        """Parts in sixths of a cent, against every way of taking each down or up."""
        sixths = [Fraction(part, 600) for part in parts]
        total = Rounding(CENT, mode).apply(Fraction(sum(parts), 600))
        found = [int(line / CENT) for line in largest_remainder(sixths, total, CENT)]
        ways = product(*({part // 6, -(-part // 6)} for part in parts))

        def moved(way: Sequence[int]) -> int:
            return sum(abs(6 * one - part) for one, part in zip(way, parts, strict=True))

        assert moved(found) == min(moved(way) for way in ways if sum(way) * CENT == total)

    @given(parts=st.lists(amounts, max_size=12))
    def test_turning_every_sign_turns_every_answer(self, parts: list[Decimal]) -> None:
        total = Rounding(CENT).apply(sum(map(Fraction, parts), start=Fraction(0)))
        turned = largest_remainder([-part for part in parts], -total, CENT)
        assert turned == tuple(-line for line in largest_remainder(parts, total, CENT))


class TestShareOut:
    """A total is shared out in proportion."""

    def test_ten_over_three_gives_the_cent_to_the_first(self) -> None:
        assert share_out(d("10.00"), [d("1"), d("1"), d("1")], CENT) == (d("3.34"), d("3.33"), d("3.33"))

    def test_a_weight_of_nothing_gets_nothing(self) -> None:
        assert share_out(d("10.00"), [d("0"), d("2")], CENT) == (d("0.00"), d("10.00"))

    @pytest.mark.parametrize("weights", [[], [d("0")], [d("1"), d("-1")]])
    def test_weights_that_say_nothing_are_refused(self, weights: list[Decimal]) -> None:
        with pytest.raises(UsageError):
            share_out(d("10.00"), weights, CENT)

    @given(
        cents=st.integers(-(10**9), 10**9), weights=st.lists(st.integers(0, 1000).map(Decimal), min_size=1, max_size=9)
    )
    def test_the_shares_make_the_total_and_the_larger_weight_gets_no_less(
        self, cents: int, weights: list[Decimal]
    ) -> None:
        if not any(weights):
            return
        total = Decimal(cents) / 100
        shares = share_out(total, weights, CENT)
        assert sum(shares) == total
        pairs = sorted(zip(weights, shares, strict=True), key=lambda pair: (pair[0], abs(pair[1])))
        assert all(abs(low) <= abs(high) for (_, low), (_, high) in pairwise(pairs))
