"""Charges that a non-programmer can check: tests/cases/money/charges.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

import contractkit as ck
from contractkit.settlement import settle

ruamel = pytest.importorskip("ruamel.yaml", reason="the cases are written in YAML")

FILE = Path(__file__).parents[1] / "cases" / "money" / "charges.yaml"
CASES = ruamel.YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
class TestCharges:
    def test_what_a_period_is_charged_worked_out_by_hand(self, case):
        """Every charge in its order, the total, and whether something is missing."""
        own = {word: case[word] for word in ("zone", "fields", "amounts") if word in case}
        agreement = ck.load_agreement(data={**HEAD, **own, "clauses": case["clauses"]})
        assert agreement.not_computed == ()
        period = agreement.period(case["period"], made_of="months")
        told = ck.SettlementFacts.from_dict(case.get("told", {}), agreement=agreement, period=period)
        settlement, _ = settle(agreement, None, None, period=period, told=told)
        lines = [line for line in settlement.lines if line.kind == "charge"]
        found = {
            line.id.removeprefix("charge ").rpartition(" ")[0].strip(): None
            if line.state == "undetermined"
            else str(line.amount.amount)
            for line in lines
        }
        for line in settlement.lines:
            if line.kind != "charge":
                assert line.state == "undetermined"
        assert list(found.items()) == list(case["charges"].items())
        assert str(settlement.total.amount) == case["total"]
        ends = (settlement.low, settlement.high)
        assert [None if end is None else str(end.amount) for end in ends] == [case.get("low"), case.get("high")]
        assert settlement.status == case.get("status", settlement.status)
