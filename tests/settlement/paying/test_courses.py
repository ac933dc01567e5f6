"""The course of an effect is what it comes to at every figure, and its drawing says so."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import contractkit as ck
from contractkit.settlement.paying import Scene
from contractkit.settlement.paying.courses import course_of
from contractkit.settlement.told import SettlementFacts

sys.path.insert(0, str(Path(__file__).parent))
from test_kind_laws import AGREEMENT, MARCH, ON_A_FIGURE, came_to, target

AGREED = ck.load_agreement(
    text="""
contractkit: 1
document: sla
id: S
title: Hosting
currency: EUR
zone: UTC
clauses:
  "1": {kind: metric, name: uptime, measures: availability, relief: none}
  "2": {kind: figure-target, name: available, metric: uptime, reach: at least 99 %, per: month}
  "3": {kind: gap-credit, name: gap, for: available, of: charges, credit_per_point: 2 %}
  "4": {kind: tier-credit, for: available, of: charges, tiers: [{below: reach, credit: 10 %}]}
  "5": {kind: remedy, who: customer, grants: [audit], when: {target: available, verdict: breached}}
"""
)


class TestCourses:
    @given(ON_A_FIGURE, st.integers(1, 9))
    def test_between_two_turns_the_line_is_what_is_paid_there(self, effect: Any, part: int) -> None:
        course = course_of(Scene(AGREEMENT, effect, MARCH, target(), told=SettlementFacts()))
        assert course is not None
        for piece in course.pieces:
            (x0, y0), (x1, y1) = piece.start, piece.end
            x = x0 + (x1 - x0) * Fraction(part, 10)
            assert y0 + (y1 - y0) * Fraction(part, 10) == came_to(effect, x).now

    @given(ON_A_FIGURE)
    def test_at_a_turn_exactly_that_is_paid(self, effect: Any) -> None:
        course = course_of(Scene(AGREEMENT, effect, MARCH, target(), told=SettlementFacts()))
        assert course is not None
        assert all(height == came_to(effect, x).now for x, height in course.turns)
        assert (course.gives, course.unit) == ("EUR", "%")


def words(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


class TestEffectChart:
    def test_without_an_amount_a_share_is_drawn_in_per_cent(self) -> None:
        assert "% of charges" in words(ck.effect_chart(AGREED, "gap", period="2026-03"))

    def test_with_it_in_money(self) -> None:
        told = SettlementFacts(amounts={"charges": ck.Money(500, "EUR")})
        shown = words(ck.effect_chart(AGREED, "gap", period="2026-03", told=told))
        assert "EUR" in shown
        assert "% of charges" not in shown

    def test_a_settlement_marks_its_period(self) -> None:
        """98.5 % lies half a point below 99, which costs 1 % of 500."""
        facts = {"figures": {"available": "98.5 %"}, "amounts": {"charges": "EUR 500"}}
        told = SettlementFacts.from_dict(facts, agreement=AGREED, period="2026-03")
        money, _ = ck.settle(AGREED, None, None, period="2026-03", told=told)
        shown = words(ck.effect_chart(AGREED, "gap", settlement=money, told=told))
        assert "2026-03: 98.5 %, EUR \N{MINUS SIGN}5.00" in shown

    def test_a_name_that_nothing_has_is_told_with_the_nearest_one(self) -> None:
        with pytest.raises(ck.UsageError, match="no effect is called 'gapp'; did you mean 'gap'"):
            ck.effect_chart(AGREED, "gapp")

    def test_a_name_of_several_effects_names_their_clauses(self) -> None:
        with pytest.raises(ck.UsageError, match=r"means several effects \(S/3, S/4\)"):
            ck.effect_chart(AGREED, "available")

    def test_what_has_no_course_says_so(self) -> None:
        with pytest.raises(ck.UsageError, match="S/5: nothing that can be drawn"):
            ck.effect_chart(AGREED, "5")
