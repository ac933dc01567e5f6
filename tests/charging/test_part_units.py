"""A part of a unit outside the band: counted as that part, not at all, or as a whole unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume

MARCH = ck.Period.parse("2026-03")
PAPER = """
contractkit: 1
document: sla
id: S-1
title: Desk
currency: EUR
zone: Europe/Amsterdam
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2":
    kind: service
    name: support
    volume: 100 seats
    price: EUR 10.00 per seat per month
    band: 5 %
    outside_band: {above: EUR 8.00 per seat, below: EUR 6.00 per seat, priced: PRICED, carried: noneMORE}
"""


def outside(units: str, more: str, priced: str = "excess") -> ck.Charge:
    agreement = ck.load_agreement(text=PAPER.replace("MORE", more).replace("PRICED", priced))
    facts = ChargingFacts(volumes=(CountedVolume("support", MARCH, Decimal(units)),))
    return next(one for one in ck.charges(agreement, MARCH, facts) if one.kind == "outside-band")


class TestPartUnits:
    @pytest.mark.parametrize(
        ("units", "more", "amount"),
        [
            # 110.5 is 5.5 above 105: 5.5 × 8 = 44, 5 × 8 = 40, 6 × 8 = 48
            ("110.5", "", "EUR 44.00"),
            ("110.5", ", part_units: pro-rata", "EUR 44.00"),
            ("110.5", ", part_units: ignored", "EUR 40.00"),
            ("110.5", ", part_units: full-unit", "EUR 48.00"),
            # 92.25 is 2.75 below 95: 2.75 × 6 = 16.50, 2 × 6 = 12, 3 × 6 = 18 come back
            ("92.25", "", "EUR -16.50"),
            ("92.25", ", part_units: ignored", "EUR -12.00"),
            ("92.25", ", part_units: full-unit", "EUR -18.00"),
            # half a unit outside, and the edge itself, which lies inside
            ("105.5", ", part_units: ignored", "EUR 0.00"),
            ("105.5", ", part_units: full-unit", "EUR 8.00"),
            ("105", ", part_units: full-unit", "EUR 0.00"),
            ("107", ", part_units: full-unit", "EUR 16.00"),
        ],
    )
    def test_of_what_lies_beyond_the_edge(self, units: str, more: str, amount: str) -> None:
        assert str(outside(units, more).amount) == amount

    @pytest.mark.parametrize(
        ("more", "amount"), [("", "EUR 44.00"), (", part_units: ignored", "EUR 40.00"), (", part_units: full-unit", "EUR 48.00")]
    )  # fmt: skip
    def test_of_the_whole_difference(self, more: str, amount: str) -> None:
        """105.5 is outside, and all 5.5 above 100 are priced: 44, or 40, or 48."""
        assert str(outside("105.5", more, "whole-difference").amount) == amount

    def test_says_that_it_counts_whole_units(self) -> None:
        assert outside("106.5", ", part_units: ignored").formula == (
            "(106.5 - 100) beyond ±5, in whole units: 1 × EUR 8.00 = EUR 8.00"
        )
        assert outside("105.5", ", part_units: ignored").formula == (
            "(105.5 - 100) is less than a whole unit beyond ±5 = EUR 0.00"
        )

    def test_a_silent_clause_lists_it_with_its_alternatives(self) -> None:
        silent = ck.load_agreement(text=PAPER.replace("MORE", "").replace("PRICED", "excess"))
        (listed,) = [one for one in silent.assumptions if one.convention == "part_units"]
        assert (listed.taken, listed.alternatives, str(listed.clause)) == (
            "pro-rata",
            ("ignored", "full-unit"),
            "S-1/2",
        )
        told = ck.load_agreement(text=PAPER.replace("MORE", ", part_units: ignored").replace("PRICED", "excess"))
        assert not [one for one in told.assumptions if one.convention == "part_units"]

    @pytest.mark.parametrize(
        ("word", "english", "dutch"),
        [
            ("ignored", "Of units outside it, only whole ones count.", "tellen alleen hele mee."),
            ("full-unit", "Of units outside it, a part counts as a whole one.", "telt een deel als hele eenheid."),
        ],
    )
    def test_stands_in_the_clause_as_it_is_understood(self, word: str, english: str, dutch: str) -> None:
        agreement = ck.load_agreement(text=PAPER.replace("MORE", f", part_units: {word}").replace("PRICED", "excess"))
        (support,) = agreement.services.values()
        assert english in ck.sentence(support)
        assert dutch in ck.sentence(support, "nl")

    def test_its_other_readings_are_worked_out(self) -> None:
        """In March 110.5 units: 1 000 + 44 as taken; 4 less where parts are ignored, 4 more where they are whole."""
        papers = ck.Papers.of(text=PAPER.replace("MORE", "").replace("PRICED", "excess"))
        told = ck.SettlementFacts(volumes=(CountedVolume("support", MARCH, Decimal("110.5")),))
        found = {
            one.alternative: str(ck.settle(one.variant.agreement, None, None, period=MARCH, told=told)[0].total)
            for one in papers.readings()
            if one.assumption.convention == "part_units" and one.variant is not None
        }
        assert found == {"ignored": "EUR 1 040.00", "full-unit": "EUR 1 048.00"}
