"""Settlements that a non-programmer can check: tests/cases/money/settlements.yaml."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from contractkit.settlement import settle

ruamel = pytest.importorskip("ruamel.yaml", reason="the cases are written in YAML")

FILE = Path(__file__).parents[1] / "cases" / "money" / "settlements.yaml"
CASES = ruamel.YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))


def agreement_of(given: Any, terms: dict[str, Any]) -> Any:
    currency = terms.get("currency", "EUR")
    targets = []
    for target in terms["targets"]:
        if "tiers" in target:
            effect = given.tiers(target["of"], *(tuple(tier) for tier in target["tiers"]))
        else:
            effect = given.curve(target["of"], *(tuple(point) for point in target["curve"]))
        targets.append(given.target(target["name"], target["per"], effect))
    steps = [
        given.cap(step["cap"], step["per"], step["caps"], currency)
        if "cap" in step
        else given.rounding(step["round"], step.get("mode", "half-up"))
        for step in terms.get("steps", ())
    ]
    return given.agreement(
        *targets,
        fees=[given.fee(name, amount, per, currency) for name, amount, per in terms["fees"]],
        steps=steps,
        per=terms.get("per", "quarter"),
        settled="settled" not in terms,
        currency=currency,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
class TestSettle:
    def test_a_settlement_worked_out_by_hand(self, given, case):
        """Every line, every cut and the total, to the cent."""
        agreement = agreement_of(given, case["agreement"])
        settlement, _ = settle(agreement, given.counted(agreement, case["counts"]), None, period=case["period"])
        expected = case["expected"]
        assert {line.id: str(line.amount.amount) for line in settlement.lines} == expected["lines"]
        assert str(settlement.total.amount) == expected["total"]
        cuts: dict[str, Decimal] = {}
        for part in (part for line in settlement.lines for part in line.parts):
            cuts[part.line] = cuts.get(part.line, Decimal(0)) + part.amount.amount
        assert {line: str(amount) for line, amount in cuts.items()} == expected.get("cuts", {})
        for end in ("low", "high"):
            found = getattr(settlement, end)
            assert (None if found is None else str(found.amount)) == expected.get(end)
        assert settlement.status == expected.get("status", settlement.status)
        assert [note.convention for note in settlement.assumptions] == expected.get(
            "assumed", [note.convention for note in settlement.assumptions]
        )
