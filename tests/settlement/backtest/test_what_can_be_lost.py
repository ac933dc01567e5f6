"""What can be lost where figures are told: also beside what their metric was measured by, on scales, under caps."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
FEE = {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"}
ROUND = {"step": "round", "to": "0.01", "mode": "half-up"}


def agreement(metric: dict[str, Any], target: dict[str, Any], *steps: dict[str, Any]) -> ck.Agreement:
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": FEE,
        "3": {"kind": "metric", "name": "figure", "relief": "none"} | metric,
        "4": {"kind": "figure-target", "name": "aim", "metric": "figure", "per": "month"} | target,
        "5": {"kind": "settlement", "per": "month", "order": [*steps, ROUND]},
    }
    return ck.load_agreement(data=HEAD | {"clauses": clauses})


def at_risk(of: ck.Agreement, told: dict[str, Any], month: str = "2026-01") -> ck.Exposure:
    facts = ck.SettlementFacts.from_dict(told, agreement=of, period=month)
    return ck.exposure(of, None, period=month, told=facts)


GAP = {"kind": "gap-credit", "of": "desk", "credit_per_point": "4 %"}
TIER = {
    "kind": "tier-credit",
    "of": "desk",
    "tiers": [{"below": "reach", "credit": "10 %"}, {"below": "95 %", "credit": "30 %"}],
}


class TestFiguresThatAreToldOfTheMetric:
    @pytest.mark.parametrize(
        "told",
        [
            {"figures": {"aim": "98 %"}},
            {"figures": {"figure": "98 %"}},
            {"measured": {"figure": {"outages": ["2026-01-05T00:00Z/2026-01-05T12:00Z"]}}},
        ],
        ids=["of the target", "of the metric", "measured"],
    )
    def test_the_deepest_tier_can_be_lost_whatever_was_told(self, told):
        """30 % of EUR 1 000, told as the figure of the target or of its metric, or as outages."""
        found = at_risk(agreement({"measures": "availability"}, {"reach": "at least 99 %", "pays": [TIER]}), told)
        assert str(found.at_risk) == "EUR -300.00"
        assert found.open == ()


class TestFiguresThatAreNoPercentage:
    def test_a_mark_goes_down_to_the_end_of_its_scale(self):
        """7 is promised and 1 the lowest mark: six points of 4 % each are EUR 240."""
        scale = {"measures": "satisfaction", "scale": {"from": "1", "through": "10"}}
        found = at_risk(agreement(scale, {"reach": "at least 7", "pays": [GAP]}), {"figures": {"aim": "8"}})
        assert str(found.at_risk) == "EUR -240.00"

    def test_a_number_of_errors_goes_as_far_as_the_cap(self):
        """At most 5 errors are promised, and at most EUR 200 can be lost."""
        cap = {"step": "cap", "limit": "EUR 200.00", "per": "month", "caps": "malus"}
        of = agreement({"measures": "count"}, {"reach": "at most 5", "pays": [GAP]}, cap)
        assert str(at_risk(of, {"figures": {"aim": "4"}}).at_risk) == "EUR -200.00"


class TestHistoryThatIsNotThere:
    def test_what_earlier_months_left_is_needed_and_named(self):
        """A cap of a quarter: nobody says what January took of it, so February's stake is not known."""
        cap = {"step": "cap", "limit": "EUR 200.00", "per": "quarter", "caps": "malus"}
        of = agreement({"measures": "availability"}, {"reach": "at least 99 %", "pays": [TIER]}, cap)
        found = at_risk(of, {"figures": {"aim": "98 %"}}, "2026-02")
        assert found.open == ("2026-02",)
        assert found.to_dict()["open"] == ["2026-02"]
