"""Exact amounts and how they are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from contractkit.charging.exact import amount_text, as_decimal, exact_text, percent_text, share_text

FRACTIONS = st.builds(Fraction, st.integers(-(10**30), 10**30), st.integers(1, 10**12))


class TestAsDecimal:
    @drawn(st.integers(-(10**40), 10**40), st.integers(0, 12), st.integers(0, 12))
    def test_a_decimal_with_an_end_loses_nothing(self, numerator, twos, fives):
        """Denominators of twos and fives come out exactly, however long."""
        value = Fraction(numerator, 2**twos * 5**fives)
        assert Fraction(as_decimal(value)) == value

    def test_a_third_has_34_digits(self):
        """The precision that money is reckoned with where no decimal is exact."""
        assert as_decimal(Fraction(1, 3)) == Decimal("0." + "3" * 34)


class TestExactText:
    @drawn(FRACTIONS)
    def test_the_text_reads_back_as_the_same_number(self, value):
        """Nothing is lost on the way to paper."""
        assert Fraction(exact_text(value)) == value


class TestAmountText:
    def test_cents_are_written_with_thousands_apart(self):
        """As a clause writes them."""
        assert amount_text(Fraction("12400"), "EUR") == "EUR 12 400.00"
        assert amount_text(Fraction("-0.125"), "EUR") == "EUR -0.125"

    def test_digits_without_end_are_cut_off_and_marked(self):
        """Nobody takes a cut number for the whole one."""
        assert amount_text(Fraction(-18500, 3), "EUR") == "EUR -6 166.6666…"
        assert amount_text(Fraction(-1, 70000), "EUR") == "EUR -0.0000…"

    def test_no_amount_is_too_large_to_be_said(self):
        """A repeat that compounds over ten years of which nobody knows anything: 2 to the 120th, and a third."""
        assert (
            amount_text(2**120 + Fraction(1, 3), "EUR") == "EUR 1 329 227 995 784 915 872 903 807 060 280 344 576.3333…"
        )


class TestPercentText:
    def test_a_percentage_keeps_its_digits(self):
        """12.5 stays 12.5, 1/3 is cut."""
        assert percent_text(Fraction("12.5")) == "12.5 %"
        assert percent_text(Fraction(1, 3)) == "0.3333… %"


class TestShareText:
    @pytest.mark.parametrize(
        ("share", "bounds", "expected"),
        [
            (Fraction(46, 48), (97,), "95.83 %"),
            (Fraction(1), (100,), "100.00 %"),
            (Fraction(19999, 20000), (100,), "99.995 %"),
            (Fraction("0.9998998"), ("99.99",), "99.98998 %"),
        ],
    )
    def test_as_many_places_as_it_takes_to_see_the_side_of_a_bound(self, share, bounds, expected):
        """99.995 % below 100 % is not shown as 100.00 %."""
        assert share_text(share, [Fraction(bound) for bound in bounds]) == expected
