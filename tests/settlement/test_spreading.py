"""Cutting sums into parts that add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from contractkit.errors import UsageError
from contractkit.quantities.rounding import Rounding
from contractkit.settlement import allocate
from contractkit.settlement.spreading import cut_to, round_exactly, round_parts, spread

CENT = Fraction(1, 100)
# Near cents, halves of cents and thirds of cents: where rounding turns.
AMOUNTS = st.builds(
    lambda cents, part: (cents + part) * CENT,
    st.integers(-5000, 5000),
    st.sampled_from([Fraction(part) for part in ("0", "1/2", "1/3", "2/3", "1/7", "499/1000", "501/1000")]),
)
MODES = st.sampled_from(["half-up", "half-even", "up", "down", "floor", "ceiling"])


class TestAllocate:
    def test_ten_euros_over_three_equal_lines(self):
        """The cent that is left goes to the first of equal remainders."""
        found = allocate(Decimal("10.00"), [Decimal(1), Decimal(1), Decimal(1)], Decimal("0.01"))
        assert [str(part) for part in found] == ["3.34", "3.33", "3.33"]

    def test_the_largest_remainder_gets_the_cent(self):
        """1.00 over 1, 2, 3: 0.1666, 0.3333, 0.5; the first has 0.66 of a cent left, the second 0.33."""
        found = allocate(Decimal("1.00"), [Decimal(1), Decimal(2), Decimal(3)], Decimal("0.01"))
        assert [str(part) for part in found] == ["0.17", "0.33", "0.50"]

    def test_weights_that_sum_to_zero_say_nothing(self):
        """There is no proportion to keep."""
        with pytest.raises(UsageError, match="weights sum to zero"):
            allocate(Decimal("1.00"), [Decimal(0)], Decimal("0.01"))

    def test_an_amount_that_is_no_multiple_of_the_unit_cannot_be_divided(self):
        """A third of a cent would be lost."""
        with pytest.raises(UsageError, match=r"whole 0\.01"):
            allocate(Decimal("1.005"), [Decimal(1)], Decimal("0.01"))

    @drawn(st.integers(-10000, 10000), st.lists(st.integers(0, 1000), min_size=1, max_size=8))
    def test_the_parts_are_the_whole(self, cents, weights):
        """Whatever the weights; a weight of zero gets nothing."""
        assume(sum(weights))
        total = Decimal(cents).scaleb(-2)
        found = allocate(total, [Decimal(weight) for weight in weights], Decimal("0.01"))
        assert sum(found) == total
        assert all(part == 0 for part, weight in zip(found, weights, strict=True) if not weight)


class TestRoundExactly:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [("-0.015", "-0.02"), ("-0.011", "-0.01"), ("-0.005", "-0.01"), ("-0.001", "0"), ("0.005", "0.01")],
    )
    def test_half_up_is_away_from_zero(self, value, expected):
        """-0.015 is -0.02, as 0.015 is 0.02."""
        assert round_exactly(Fraction(value), Rounding(Decimal("0.01"), "half-up")) == Fraction(expected)

    def test_a_fraction_a_hair_below_the_middle_goes_down(self):
        """Half a cent less 10^-60 is no half: a decimal of 34 digits would say that it is."""
        hair = Fraction(1, 3 * 10**60)
        assert round_exactly(Fraction("0.005") - hair, Rounding(Decimal("0.01"), "half-up")) == 0
        assert round_exactly(Fraction("0.005") + hair, Rounding(Decimal("0.01"), "half-even")) == CENT

    @drawn(AMOUNTS, MODES, st.sampled_from(["0.01", "1", "0.05", "5"]))
    def test_it_is_the_unit_below_or_above_and_stays_where_it_is_one(self, value, mode, to):
        """Less than a unit away in every mode; rounding twice is rounding once."""
        rounding = Rounding(Decimal(to), mode)
        found = round_exactly(value, rounding)
        assert found % Fraction(to) == 0
        assert abs(found - value) < Fraction(to)
        assert round_exactly(found, rounding) == found


class TestSpread:
    @drawn(st.lists(AMOUNTS, min_size=1, max_size=8), MODES)
    def test_each_value_moves_by_less_than_a_unit_and_the_sum_is_kept(self, values, mode):
        """For the total rounded in any direction; whole cents do not move at all."""
        total = round_exactly(sum(values), Rounding(Decimal("0.01"), mode))
        found = spread(values, total, CENT)
        assert sum(found) == total
        for value, part in zip(values, found, strict=True):
            assert abs(part - value) < CENT
            assert part % CENT == 0
            assert value % CENT or part == value


class TestRoundParts:
    def test_a_group_that_comes_to_whole_cents_keeps_them(self):
        """Two thirds of 1.00 in one group stay 1.00 though the other group has a larger remainder."""
        values = [Fraction(1, 3), Fraction(2, 3), Fraction("0.999")]
        paths = [("a",), ("a",), ("b",)]
        found = round_parts(values, paths, Fraction(2), CENT)
        assert sum(found[:2]) == 1
        assert found == (Fraction("0.33"), Fraction("0.67"), Fraction(1))

    @drawn(st.lists(st.tuples(AMOUNTS, st.sampled_from("ab"), st.sampled_from("xy")), min_size=1, max_size=9), MODES)
    def test_every_group_is_its_own_sum_rounded_up_or_down(self, drawn_values, mode):
        """At each depth: less than a unit from the exact sum."""
        values = [value for value, _, _ in drawn_values]
        paths = [(wide, narrow) for _, wide, narrow in drawn_values]
        total = round_exactly(sum(values), Rounding(Decimal("0.01"), mode))
        found = round_parts(values, paths, total, CENT)
        assert sum(found) == total
        for depth in (1, 2):
            for group in {path[:depth] for path in paths}:
                places = [place for place, path in enumerate(paths) if path[:depth] == group]
                assert abs(sum(found[place] - values[place] for place in places)) < CENT


class TestCutTo:
    def test_the_cut_is_in_proportion(self):
        """400 and 300 cut to 500: 200 × 4/7 and 200 × 3/7."""
        assert cut_to([Fraction(400), Fraction(300)], Fraction(500)) == (Fraction(800, 7), Fraction(600, 7))

    def test_at_the_limit_nothing_is_cut(self):
        """700 of at most 700."""
        assert cut_to([Fraction(400), Fraction(300)], Fraction(700)) == (0, 0)

    @drawn(st.lists(st.fractions(0, 1000), max_size=6), st.fractions(0, 2000))
    def test_what_is_left_is_the_limit_or_everything_and_no_amount_changes_its_sign(self, amounts, limit):
        """The sum after the cap is the smaller of the two."""
        cuts = cut_to(amounts, limit)
        assert sum(amounts) - sum(cuts) == min(sum(amounts), limit)
        assert all(0 <= cut <= amount for cut, amount in zip(cuts, amounts, strict=True))
