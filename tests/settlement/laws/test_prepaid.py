"""Prepaid blocks against a second, slow way: unit by unit, each from the block that lapses first."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.charging.prepaid import PrepaidBlock, Use, draw
from contractkit.errors import UsageError

START = date(2026, 1, 1)
END = START + timedelta(days=40)
DAYS = st.integers(0, 39).map(lambda day: START + timedelta(days=day))


@st.composite
def blocks(draw_: Any) -> list[PrepaidBlock]:
    """Return blocks that lapse on any date, or never; two may have one name."""
    found = []
    for name in draw_(st.lists(st.sampled_from("abc"), max_size=4)):
        begins = START + timedelta(days=draw_(st.integers(-5, 30)))
        lapses = draw_(st.one_of(st.none(), st.integers(1, 30)))
        until = None if lapses is None else begins + timedelta(days=lapses)
        found.append(PrepaidBlock(name, draw_(st.integers(0, 12)), begins, until))
    return found


USES = st.lists(st.builds(Use, DAYS, st.integers(0, 9)), max_size=8)


def slow(held: list[PrepaidBlock], uses: list[Use]) -> tuple[list[int], Counter[date]]:
    """Return what is left of each block, and what was beyond them by date, taking one unit after the other."""
    left, beyond = [int(block.units) for block in held], Counter[date]()
    for use in sorted(uses, key=lambda one: one.on):
        for _ in range(int(use.units)):
            fit = [
                (block.lapses_on or date.max, block.holds_from, place)
                for place, block in enumerate(held)
                if left[place] and block.holds_from <= use.on and (block.lapses_on is None or use.on < block.lapses_on)
            ]
            if fit:
                left[min(fit)[2]] -= 1
            else:
                beyond[use.on] += 1
    return left, beyond


def is_over(block: PrepaidBlock, day: date) -> bool:
    return block.lapses_on is not None and block.lapses_on <= day


class TestDraw:
    @settings(max_examples=150, deadline=None)
    @given(held=blocks(), uses=USES)
    def test_what_is_left_lapses_and_goes_beyond_is_what_one_unit_after_the_other_gives(self, held, uses):
        """Block by block, also where two of them have one name."""
        found = draw(held, uses, END)
        left, beyond = slow(held, uses)
        expected = [0 if is_over(block, END) else units for block, units in zip(held, left, strict=True)]
        assert [int(block.units) for block in found.left] == expected
        lapsed = [(b.name, n) for b, n in zip(held, left, strict=True) if is_over(b, END) and n]
        assert [(name, int(units)) for name, units in found.lapsed] == lapsed
        counted = Counter[date]()
        for use in found.beyond:
            counted[use.on] += int(use.units)
        assert +counted == beyond

    @settings(max_examples=100, deadline=None)
    @given(held=blocks(), uses=USES)
    def test_every_unit_is_somewhere(self, held, uses):
        """Units bought are taken, left or lapsed; units used are taken or beyond."""
        found = draw(held, uses, END)
        taken = sum((units for _, _, units in found.taken), Fraction(0))
        gone = sum((units for _, units in found.lapsed), Fraction(0))
        assert sum(block.units for block in held) == taken + gone + sum(block.units for block in found.left)
        assert sum(use.units for use in uses) == taken + sum(use.units for use in found.beyond)

    @settings(max_examples=100, deadline=None)
    @given(held=blocks(), uses=USES, day=DAYS)
    def test_two_periods_one_after_the_other_are_both_at_once(self, held, uses, day):
        """What the first left is what the second one has."""
        whole = draw(held, uses, END)
        first = draw(held, [use for use in uses if use.on < day], day)
        second = draw(first.left, [use for use in uses if use.on >= day], END)
        assert [block.units for block in second.left] == [block.units for block in whole.left]
        assert Counter(first.lapsed + second.lapsed) == Counter(whole.lapsed)
        both = sorted((use.on, use.units) for use in (*first.beyond, *second.beyond))
        assert both == sorted((use.on, use.units) for use in whole.beyond)

    def test_two_blocks_of_one_name_are_two_blocks(self):
        """Ten hours lapse on 1 February; ten more of the same name hold to the end of the year, and stay."""
        held = [PrepaidBlock("hours", 10, START, date(2026, 2, 1)), PrepaidBlock("hours", 10, START, date(2027, 1, 1))]
        found = draw(held, [Use(date(2026, 1, 5), 4)], date(2026, 3, 1))
        assert [int(block.units) for block in found.left] == [0, 10]
        assert [(name, int(units)) for name, units in found.lapsed] == [("hours", 6)]

    def test_a_use_after_the_period_is_refused(self):
        """It would take units that the next period still has."""
        with pytest.raises(UsageError, match="lies behind the period"):
            draw([PrepaidBlock("hours", 10, START)], [Use(date(2026, 3, 1), 4)], date(2026, 3, 1))
