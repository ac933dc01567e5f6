"""Conditions that compare with a share of the cap: its limit is that of its own window, whatever is settled."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

MONTH = {"step": "cap", "limit": "EUR 100", "per": "month", "caps": "malus"}
QUARTER = {"step": "cap", "limit": "EUR 1 000", "per": "quarter", "caps": "malus"}
OF_CHARGES = {"step": "cap", "limit": "10 % of charges", "per": "quarter", "caps": "malus"}


def settled(caps: list[dict[str, Any]], share: str, asks: str = "earn-back") -> list[str]:
    """Settle three months of EUR 1 000.00; January gives EUR 60.00.

    Whether enough came up decides on having them back, or on EUR 10.00 more for what was reported late.
    """
    enough = {"counted": "credits", "of": "available", "at_least": share, "over": "quarter"}
    back = {"step": "earn-back", "when": enough, "returns": "100 %", "basis": "pool"}
    more = {"kind": "tier-credit", "of": "fixed-fee", "tiers": [{"below": "reach", "credit": "1 %"}], "only_if": enough}
    promise = {"kind": "figure-target", "metric": "uptime", "reach": "at least 90 %", "per": "month"}
    tier = {"kind": "tier-credit", "of": "fixed-fee", "tiers": [{"below": "reach", "credit": "6 %"}]}
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {**promise, "name": "available", "pays": [tier]},
        "5": {**promise, "name": "reported", "pays": [more]} if asks == "gate" else {**promise, "name": "reported"},
        "6": {"kind": "settlement", "per": "month", "order": [back, *caps] if asks == "earn-back" else caps},
    }
    head = {"contractkit": 1, "document": "sla", "id": "SLA-9", "title": "Desk", "currency": "EUR", "zone": "Etc/UTC"}
    agreement, ledger, found = ck.load_agreement(data={**head, "clauses": clauses}), ck.Ledger.empty(), []
    for month, figure in (("2026-01", "80 %"), ("2026-02", "99 %"), ("2026-03", "99 %")):
        figures = {"figures": {name: {month: figure} for name in ("available", "reported")}}
        told = ck.SettlementFacts.from_dict(figures, agreement=agreement, period=month)
        settlement, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        found.append(f"{settlement.total} {settlement.status}")
    return found


class TestShareOfTheCap:
    def test_a_cap_on_the_charges_of_a_quarter_is_three_hundred_in_each_of_its_months(self):
        """20 % of EUR 300.00 is EUR 60.00, which came up; 21 % is more."""
        back = ["EUR 940.00 final", "EUR 1 060.00 final", "EUR 1 000.00 final"]
        assert settled([OF_CHARGES], "20 % of cap") == back
        assert settled([OF_CHARGES], "21 % of cap") == [back[0], "EUR 1 000.00 final", back[2]]

    @pytest.mark.parametrize("caps", [[MONTH, QUARTER], [QUARTER, MONTH]], ids=["month first", "quarter first"])
    def test_of_several_caps_that_with_the_longest_window_is_meant_in_any_order(self, caps):
        """6 % of EUR 1 000 is EUR 60.00; 7 % is more, though 60 % of EUR 100 would be less."""
        assert settled(caps, "6 % of cap")[1] == "EUR 1 060.00 final"
        assert settled(caps, "7 % of cap")[1] == "EUR 1 000.00 final"

    @pytest.mark.parametrize(("limit", "january"), [("EUR 120", "EUR 930.00"), ("EUR 121", "EUR 940.00")])
    def test_so_it_is_for_the_gate_of_an_effect(self, limit, january):
        """EUR 60.00 is half of EUR 120 and less than half of EUR 121: only then EUR 10.00 come on top."""
        assert settled([MONTH, {**QUARTER, "limit": limit}], "50 % of cap", "gate")[0] == f"{january} final"

    def test_so_it_is_for_the_gate_of_an_effect_under_a_cap_on_charges(self):
        """20 % of EUR 300.00 is EUR 60.00; of one month's EUR 100.00 even 60 % would be reached."""
        assert settled([OF_CHARGES], "20 % of cap", "gate")[0] == "EUR 930.00 final"
        assert settled([OF_CHARGES], "21 % of cap", "gate")[0] == "EUR 940.00 final"
