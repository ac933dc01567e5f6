"""Drawings of prices and of a settlement say the sums that stand on paper, in words too."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
MARCH = ck.Period.parse("2026-03")


def load(**clauses: dict[str, Any]) -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, "clauses": {name.removeprefix("c"): one for name, one in clauses.items()}})


def described(svg: str) -> str:
    desc = ET.fromstring(svg).find("{*}desc")
    assert desc is not None
    assert desc.text
    return desc.text


class TestVolumes:
    """What a service costs along its volume."""

    def test_the_turns_of_graduated_bands_are_their_ends(self) -> None:
        """100 at 5 are 500; 200 are 500 + 100 x 4 = 900; 300, half as many again as the last bound, 900 + 100 x 3."""
        bands = [
            {"through": 100, "price": "EUR 5.00 per page per month"},
            {"above": 100, "through": 200, "price": "EUR 4.00 per page per month"},
            {"above": 200, "price": "EUR 3.00 per page per month"},
        ]
        agreement = load(c1={"kind": "service", "name": "print", "price": {"counts": "graduated", "bands": bands}})
        assert described(ck.volume_chart(agreement, "print", period="2026-03")) == (
            "Along print: at 0 pages EUR 0.00; at 100 pages EUR 500.00; at 200 pages EUR 900.00; "
            "at 300 pages EUR 1 200.00."
        ).replace("pages", "page")

    def test_the_cliff_of_large_bands_lies_at_one_unit(self) -> None:
        bands = [
            {"below": 100_000, "price": "EUR 0.05 per call per month"},
            {"from": 100_000, "price": "EUR 0.04 per call per month"},
        ]
        agreement = load(c1={"kind": "service", "name": "api", "price": {"counts": "all-units", "bands": bands}})
        said = described(ck.volume_chart(agreement, "api", period="2026-03"))
        assert "at 99 999 call EUR 4 999.95; at 100 000 call EUR 4 000.00" in said

    def test_a_service_that_nobody_knows_names_those_that_are_known(self) -> None:
        agreement = load(c1={"kind": "service", "name": "desk", "price": "EUR 500 per month"})
        with pytest.raises(ck.UsageError, match=r"no service with a price is called 'dsk' in 2026-03; known are desk"):
            ck.volume_chart(agreement, "dsk", period="2026-03")

    def test_a_price_whose_index_nobody_told_is_an_error_and_no_drawing(self) -> None:
        agreement = load(
            c1={"kind": "term", "start": "2025-01-01"},
            c2={"kind": "service", "name": "mail", "volume": "10 boxes", "price": "EUR 4.00 per box per month"},
            c3={"kind": "indexation", "by": {"series": "cpi", "base": "2024-12"}, "every": "1 January"},
        )
        with pytest.raises(ck.UsageError, match="no figures of cpi"):
            ck.volume_chart(agreement, "mail", period="2026-03")
        with pytest.raises(ck.UsageError, match="no figures of cpi"):
            ck.price_chart(agreement, "mail", until=date(2026, 12, 31))


class TestSettled:
    """From the charges to the total."""

    def test_what_moves_the_total_is_drawn_and_what_pays_nothing_is_not(self) -> None:
        """2 % for each of 1.5 points below 99 % of EUR 800: EUR 24."""
        agreement = load(
            c1={"kind": "fee", "name": "fee", "amount": "EUR 800", "per": "month"},
            c2={"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            c3={"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99 %", "per": "month"},
            c4={"kind": "gap-credit", "for": "up", "of": "fee", "credit_per_point": "2 %"},
        )
        for figure, expected in (
            ("97.5 %", "charges EUR 800.00; S-1/4 malus EUR \N{MINUS SIGN}24.00; total EUR 776.00."),
            ("99 %", "charges EUR 800.00; total EUR 800.00."),
        ):
            told = ck.SettlementFacts.from_dict({"figures": {"up": figure}}, agreement=agreement, period="2026-03")
            money, _ = ck.settle(agreement, None, None, period="2026-03", told=told)
            assert described(ck.settlement_chart(money)) == expected

    def test_what_may_still_come_is_drawn_from_the_least_to_the_most(self) -> None:
        agreement = load(
            c1={"kind": "fee", "name": "fee", "amount": "EUR 800", "per": "month"},
            c2={"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            c3={"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99 %", "per": "month"},
            c4={"kind": "tier-credit", "for": "up", "of": "fee", "tiers": [{"below": "reach", "credit": "5 %"}]},
        )
        money, _ = ck.settle(agreement, None, None, period="2026-03")
        assert "S-1/4 malus EUR 0.00 (EUR \N{MINUS SIGN}40.00 to EUR 0.00)" in described(ck.settlement_chart(money))
