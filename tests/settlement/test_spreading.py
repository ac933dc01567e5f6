"""Cutting sums into parts that add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from contractkit.quantities.rounding import Rounding
from contractkit.settlement.spreading import cut_to, rounded_units, split_units

CENT = Decimal("0.01")
# Near cents, halves of cents and thirds of cents: where rounding turns.
AMOUNTS = st.builds(
    lambda cents, part: (cents + part) / 100,
    st.integers(-5000, 5000),
    st.sampled_from([Fraction(part) for part in ("0", "1/2", "1/3", "2/3", "1/7", "499/1000", "501/1000")]),
)
MODES = st.sampled_from(["half-up", "half-even", "up", "down", "floor", "ceiling"])


def in_units(values, paths, total, unit, cut=frozenset()):
    """Return the rounded values as amounts."""
    found = rounded_units(values, paths, int(Fraction(total) / Fraction(unit)), Fraction(unit), cut)
    return [count * unit for count in found]


class TestRoundedUnits:
    def test_a_group_that_comes_to_whole_cents_keeps_them(self):
        """A third and two thirds in one group stay 1.00 though the other group has a larger remainder."""
        values = [Fraction(1, 3), Fraction(2, 3), Fraction("0.999")]
        found = in_units(values, [("a",), ("a",), ("b",)], Decimal("2.00"), CENT)
        assert [str(part) for part in found] == ["0.33", "0.67", "1.00"]

    @drawn(st.lists(AMOUNTS, min_size=1, max_size=8), MODES)
    def test_each_value_moves_by_less_than_a_unit_and_the_sum_is_kept(self, values, mode):
        """For the total rounded in any direction; whole cents do not move at all."""
        total = Rounding(CENT, mode).apply(sum(values))
        found = [Fraction(part) for part in in_units(values, [()] * len(values), total, CENT)]
        assert sum(found) == total
        for value, part in zip(values, found, strict=True):
            assert abs(part - value) < Fraction(CENT)
            assert part % Fraction(CENT) == 0
            assert value % Fraction(CENT) or part == value

    @drawn(st.lists(st.tuples(AMOUNTS, st.sampled_from("ab"), st.sampled_from("xy")), min_size=1, max_size=9), MODES)
    def test_every_group_is_its_own_sum_rounded_up_or_down(self, drawn_values, mode):
        """At each depth: less than a unit from the exact sum."""
        values = [value for value, _, _ in drawn_values]
        paths = [(wide, narrow) for _, wide, narrow in drawn_values]
        total = Rounding(CENT, mode).apply(sum(values))
        found = [Fraction(part) for part in in_units(values, paths, total, CENT)]
        assert sum(found) == total
        for depth in (1, 2):
            for group in {path[:depth] for path in paths}:
                places = [place for place, path in enumerate(paths) if path[:depth] == group]
                assert abs(sum(found[place] - values[place] for place in places)) < Fraction(CENT)

    @pytest.mark.parametrize(
        ("cut", "expected"), [(set(), "0.34 0.33 0.33"), ({2}, "0.34 0.33 0.33"), ({0, 1, 2}, "0.33 0.33 0.34")]
    )
    def test_the_last_is_served_first_only_where_all_of_them_were_cut(self, cut, expected):
        """A cent is left of three thirds; one amount that was cut among others that were not turns nothing round."""
        thirds = [Fraction(1, 3)] * 3
        found = in_units(thirds, [("a",), ("b",), ("c",)], Decimal("1.00"), Decimal("0.01"), frozenset(cut))
        assert " ".join(map(str, found)) == expected


class TestSplitUnits:
    def test_equal_parts_are_served_from_the_first(self):
        """Of 200.00 twice 66.665 comes back: 66.67 and 66.66."""
        cut = dict.fromkeys((0, 1), Fraction("66.665"))
        nets = [Decimal("-133.33"), Decimal("-133.34")]
        _, (parts,) = split_units([Fraction(-200)] * 2, [cut], [int(net / CENT) for net in nets], Fraction(CENT))
        assert parts == {0: Fraction("66.67"), 1: Fraction("66.66")}

    @drawn(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 1)), min_size=1, max_size=6))
    def test_every_amount_and_part_moves_by_less_than_a_unit_and_adds_up_to_its_net(self, rows):
        """Two cuts, the second of every other place; nets rounded either way."""
        amounts = [row[0] for row in rows]
        cuts = [
            {place: row[1] for place, row in enumerate(rows)},
            {place: row[2] for place, row in enumerate(rows) if place % 2},
        ]
        exact = [amount + sum(cut.get(place, 0) for cut in cuts) for place, amount in enumerate(amounts)]
        nets = [
            Decimal(floor(net * 100) + (row[3] if net % Fraction(CENT) else 0)).scaleb(-2)
            for net, row in zip(exact, rows, strict=True)
        ]
        whole, parts = split_units(amounts, cuts, [int(net / CENT) for net in nets], Fraction(CENT))
        for place, net in enumerate(nets):
            assert whole[place] + sum(part.get(place, 0) for part in parts) == net
            assert abs(whole[place] - amounts[place]) < Fraction(CENT)
            for cut, part in zip(cuts, parts, strict=True):
                assert place not in cut or abs(part[place] - cut[place]) < Fraction(CENT)


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
