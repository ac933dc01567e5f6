"""A promised figure is drawn with the point of each of its periods beside what was agreed, and every label has room."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.measuring import figures
from contractkit.statements.charts.attainment import panel as attainment_panel
from contractkit.statements.charts.parts import set_apart
from contractkit.statements.charts.promised import is_drawn, panel
from contractkit.statements.wording import language

AGREED = ck.load_agreement(
    data={
        "contractkit": 1, "document": "sla", "id": "S", "title": "Hosting", "currency": "EUR", "zone": "UTC",
        "clauses": {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "3": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99.5 %", "per": "month"},
        },
    }
)  # fmt: skip
EN, NL = language("en"), language("nl")


def told(*values: str) -> Any:
    """Return the figures of months from January on."""
    rows = [{"period": f"2026-{month:02}", "value": value} for month, value in enumerate(values, start=1)]
    facts = ck.SettlementFacts.from_dict({"figures": {"up": rows}}, agreement=AGREED, period="2026-01")
    return figures(AGREED, told=facts, period="2026-Q1", of="up")


class TestPromised:
    def test_each_month_has_its_point_and_the_agreed_level_its_line_and_number(self) -> None:
        drawn = panel(told("99.1 %", "99.6 %", "99.5 %"), "Hosting", "k", EN)
        assert re.findall(r'class="value (\w+)"[^>]*>([\d.]+)<', drawn) == [
            ("breached", "99.10"),
            ("met", "99.60"),
            ("met", "99.50"),
        ]
        assert re.findall(r'class="tick agreed"[^>]*>([\d.]+)<', drawn) == ["99.5"]
        assert drawn.count('class="target"') == 1

    def test_what_fell_short_lies_below_the_line_and_what_reached_it_on_or_above(self) -> None:
        """Heights are counted downwards: 99.1 % lies lower than the line, 99.6 % higher, 99.5 % on it."""
        drawn = panel(told("99.1 %", "99.6 %", "99.5 %"), "Hosting", "k", EN)
        (line,) = map(float, re.findall(r'class="target"[^>]* y1="([\d.]+)"', drawn))
        heights = [float(point.split(",")[1]) for point in re.findall(r'points="([^"]+)"', drawn)[0].split()]
        assert (heights[0] > line, heights[1] < line, heights[2] == line) == (True, True, True)

    def test_a_share_is_never_drawn_on_a_scale_above_all(self) -> None:
        drawn = panel(told("99.9 %", "100 %", "99.95 %"), "Hosting", "k", EN)
        ticks = [float(one) for one in re.findall(r'class="tick[^"]*"[^>]*>([\d.]+)<', drawn)]
        assert max(ticks) == 100

    def test_it_is_told_to_who_does_not_see_it(self) -> None:
        drawn = panel(told("99.1 %", "99.6 %", "99.5 %"), "Hosting", "k", NL).replace("\xa0", " ")
        assert "jan 2026: 99,10 %, niet gehaald. feb 2026: 99,60 %, gehaald." in drawn

    def test_what_nobody_told_is_not_drawn_at_all(self) -> None:
        assert not is_drawn(figures(AGREED, period="2026-Q1", of="up"))


class TestSetApart:
    """Numbers beside a scale keep their distance, and stay between its ends."""

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ([50.0], [50.0]),
            ([22.0], [30.0]),  # too near to the number at the top
            ([107.0], [98.0]),  # too near to the one at the bottom
            ([50.0, 53.0], [50.0, 60.0]),
            ([95.0, 97.0], [88.0, 98.0]),
        ],
    )
    def test_they_do_not_overlap(self, wanted: list[float], found: list[float]) -> None:
        assert set_apart(wanted, 30.0, 98.0, 10.0) == found


class TestAttainment:
    @pytest.mark.parametrize(("reach", "shown"), [("99", "99"), ("99.5", "99.5"), ("91", "91"), ("100", "100")])
    def test_the_agreed_share_has_its_number_however_near_to_an_end_it_lies(
        self, made: Any, reach: str, shown: str
    ) -> None:
        target = made.target(reach=reach)
        contents = made.statement(made.cases(target, met=95, breached=5), target).contents
        (one,) = contents.targets
        drawn = attainment_panel(one, "Solved", "k", EN)
        assert re.findall(r'class="tick agreed"[^>]*>([\d.]+)<', drawn) == [shown]
        assert one.whole.reach == Fraction(reach) / 100


class TestAfterCaps:
    def test_a_line_that_a_cap_cuts_says_what_is_left_of_it(self) -> None:
        """One point below 99 % at 2 % of EUR 800.00 is EUR 16.00; the cap leaves EUR 10.00 of it."""
        agreement = ck.load_agreement(
            data={
                "contractkit": 1, "document": "sla", "id": "S", "title": "Hosting", "currency": "EUR", "zone": "UTC",
                "clauses": {
                    "1": {"kind": "fee", "name": "fee", "amount": "EUR 800", "per": "month"},
                    "2": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
                    "3": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99 %", "per": "month"},
                    "4": {"kind": "gap-credit", "for": "up", "of": "fee", "credit_per_point": "2 %"},
                    "5": {"kind": "settlement", "per": "month", "order": [
                        {"step": "cap", "limit": "EUR 10.00", "per": "month", "caps": "malus"}]},
                },
            }
        )  # fmt: skip
        facts = ck.Facts.from_frames(
            items={"id": []}, mapping={"contractkit": 1, "document": "mapping", "zone": "UTC", "items": {"id": "id"}}
        )
        judged = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        said = ck.SettlementFacts.from_dict({"figures": {"up": "98 %"}}, agreement=agreement, period="2026-03")
        money, _ = ck.settle(agreement, judged, facts, period="2026-03", told=said)
        page = ck.Statement(agreement, judged, money, facts, told=said).to_html().replace("\xa0", " ")
        assert re.search(r"\N{MINUS SIGN}16\.00<span class=\"aside\">\N{MINUS SIGN}10\.00 after caps</span>", page)
