"""What an effect pays for a figure."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from contractkit.quantities.money import Percent
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.settlement import Figure, payment_at, payment_range
from contractkit.terms.effects import Curve, CurvePoint

JAN = Period.parse("2026-01")
OUTSIDE = st.sampled_from(["clamp", "extend"])


@st.composite
def curves(draw, outside=OUTSIDE):
    """Curves whose points lie on tenths of a percent, two to six of them."""
    ats = sorted(draw(st.lists(st.integers(0, 1000), min_size=2, max_size=6, unique=True)))
    pays = draw(st.lists(st.integers(-200, 200), min_size=len(ats), max_size=len(ats)))
    points = tuple(CurvePoint(Percent(str(at / 10)), Percent(str(pay / 10))) for at, pay in zip(ats, pays, strict=True))
    return Curve(ClauseRef("SLA", "5.1"), "charges", points, draw(outside))


class TestPaymentAtTiers:
    @pytest.mark.parametrize(
        ("share", "percent", "place"),
        [
            ("0.97", "0", "not below 97 %"),
            ("0.9699999", "-2", "below 97 %"),
            ("0.90", "-2", "below 97 %"),
            ("0.8999999", "-5", "below 90 %"),
            ("0", "-5", "below 90 %"),
            ("1", "0", "not below 97 %"),
        ],
    )
    def test_the_deepest_tier_that_the_figure_is_strictly_below_pays(self, given, share, percent, place):
        """At 97 % exactly nothing is credited, at 90 % exactly the upper tier is."""
        found = payment_at(given.tiers("charges", ("97", "2"), ("90", "5")), Fraction(share))
        assert (found.percent, found.place) == (Fraction(percent), place)

    def test_the_order_in_which_tiers_are_written_changes_nothing(self, given):
        """The deepest tier is the lowest bound, not the last line."""
        upside_down = given.tiers("charges", ("90", "5"), ("97", "2"))
        assert payment_at(upside_down, Fraction("0.85")).percent == -5


class TestPaymentAtCurves:
    @pytest.mark.parametrize(
        ("share", "percent"),
        [
            ("0.80", "-10"),
            ("0.90", "-10"),
            ("0.925", "-5"),
            ("0.95", "0"),
            ("0.96", "0"),
            ("0.97", "0"),
            ("0.985", "3"),
            ("1", "6"),
        ],
    )
    def test_figures_between_points_lie_on_straight_lines(self, given, share, percent):
        """90 pays -10, 95 and 97 nothing, 100 pays 6: 92.5 is half way to nothing, 98.5 half way to 6."""
        curve = given.curve("fixed-fee", ("90", "-10"), ("95", "0"), ("97", "0"), ("100", "6"))
        assert payment_at(curve, Fraction(share)).percent == Fraction(percent)

    def test_a_ratio_without_an_end_is_not_rounded_on_the_way(self, given):
        """26 of 28 is 92 6/7 %: -10 + 10 × (2 6/7) / 5 = -4 2/7."""
        curve = given.curve("fixed-fee", ("90", "-10"), ("95", "0"))
        assert payment_at(curve, Fraction(26, 28)).percent == Fraction(-30, 7)

    def test_beyond_the_outermost_points_extend_goes_on_along_the_line(self, given):
        """-10 at 90 and 0 at 95 is 2 per point: 88 pays -14, 97 pays 4; clamped they pay -10 and 0."""
        points = ("90", "-10"), ("95", "0")
        extended = given.curve("fixed-fee", *points, outside="extend")
        clamped = given.curve("fixed-fee", *points)
        assert [payment_at(extended, Fraction(at)).percent for at in ("0.88", "0.97")] == [-14, 4]
        assert [payment_at(clamped, Fraction(at)).percent for at in ("0.88", "0.97")] == [-10, 0]

    def test_extend_follows_the_outermost_line_not_the_whole_curve(self, given):
        """Below 90 the line from 90 to 95 counts, above 97 the line from 95 to 97."""
        curve = given.curve("fixed-fee", ("90", "-10"), ("95", "0"), ("97", "6"), outside="extend")
        assert [payment_at(curve, Fraction(at)).percent for at in ("0.89", "0.98")] == [-12, 9]

    @drawn(curves())
    def test_at_its_points_a_curve_pays_what_is_written(self, curve):
        """Every point of every curve."""
        for point in curve.points:
            assert payment_at(curve, Fraction(point.at.value) / 100).percent == Fraction(point.pays.value)

    @drawn(curves(), st.data())
    def test_between_two_points_a_curve_is_monotone_and_stays_between_their_values(self, curve, data):
        """Two figures on one line come in the order of the line's ends."""
        place = data.draw(st.integers(0, len(curve.points) - 2))
        left, right = curve.points[place : place + 2]
        parts = sorted(data.draw(st.lists(st.fractions(0, 1), min_size=2, max_size=2)))
        start, end = Fraction(left.at.value), Fraction(right.at.value)
        first, second = (payment_at(curve, (start + (end - start) * part) / 100).percent for part in parts)
        low, high = sorted([Fraction(left.pays.value), Fraction(right.pays.value)])
        assert low <= first <= high
        assert low <= second <= high
        assert (first <= second) if left.pays <= right.pays else (first >= second)

    @drawn(curves(outside=st.just("clamp")), st.fractions(0, 1))
    def test_a_clamped_curve_never_pays_more_or_less_than_its_points(self, curve, share):
        """Wherever the figure lies."""
        values = [Fraction(point.pays.value) for point in curve.points]
        assert min(values) <= payment_at(curve, share).percent <= max(values)


class TestPaymentRange:
    def test_without_undetermined_items_it_is_one_amount(self, given):
        """46 of 48 is below 97 %."""
        assert payment_range(given.tiers("charges", ("97", "2")), Figure(JAN, 46, 2)) == (-2, -2)

    def test_undetermined_items_that_cannot_lift_the_figure_over_the_bound_change_nothing(self, given):
        """46 met, 3 breached, 1 unknown: at best 47 of 50 = 94 %, at worst 92 %; both below 95 %."""
        assert payment_range(given.tiers("charges", ("95", "2")), Figure(JAN, 46, 3, 1)) == (-2, -2)

    def test_undetermined_items_that_decide_give_both_ends(self, given):
        """46 met, 2 breached, 2 unknown of 50: 92 % to 96 %."""
        assert payment_range(given.tiers("charges", ("95", "2")), Figure(JAN, 46, 2, 2)) == (-2, 0)

    def test_a_curve_that_goes_up_and_down_is_looked_at_inside_too(self, given):
        """Both ends pay nothing, the peak at 50 % pays 8; one of two unknown items in the middle reaches it."""
        curve = given.curve("charges", ("0", "0"), ("50", "8"), ("100", "0"))
        assert payment_range(curve, Figure(JAN, 0, 0, 2)) == (0, 8)

    def test_a_peak_that_no_number_of_items_reaches_is_not_promised(self, given):
        """With one unknown item of one the figure is 0 or 100 % or none, never 50 %."""
        curve = given.curve("charges", ("0", "0"), ("50", "8"), ("100", "0"))
        assert payment_range(curve, Figure(JAN, 0, 0, 1)) == (0, 0)

    @drawn(curves(), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
    def test_the_range_is_that_of_every_way_in_which_undetermined_items_can_turn_out(self, curve, met, late, unknown):
        """The same as trying them all: so many of them count, so many of those are met."""
        figure = Figure(JAN, met, late, unknown)
        if not figure.volume:
            return
        tried = [
            payment_at(curve, Fraction(met + more, met + late + counted)).percent if met + late + counted else 0
            for counted in range(unknown + 1)
            for more in range(counted + 1)
        ]
        assert payment_range(curve, figure) == (min(tried), max(tried))

    def test_an_item_that_may_not_count_at_all_leaves_the_figure_of_the_others(self, given):
        """1 met, 1 late, 1 unknown: 1/3, 2/3, or 1/2 where it counts elsewhere; only there the curve pays 8."""
        curve = given.curve("charges", ("34", "0"), ("50", "8"), ("66", "0"))
        assert payment_range(curve, Figure(JAN, 1, 1, 1)) == (0, 8)

    def test_without_any_other_item_no_effect_is_possible_too(self, given):
        """A curve that pays 3 % whatever happens pays nothing where nothing happened."""
        curve = given.curve("charges", ("0", "3"), ("100", "3"))
        assert payment_range(curve, Figure(JAN, 0, 0, 1)) == (0, 3)
        assert payment_range(curve, Figure(JAN, 1, 0, 1)) == (3, 3)
