"""Single effects, settled: each kind and each thing that qualifies one, in cases that anybody can check by hand."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import contractkit as ck

FOUND = YAML(typ="base", pure=True).load(
    (Path(__file__).parents[2] / "cases" / "money" / "effects.yaml").read_text(encoding="utf-8")
)
MARCH = "2026-03"


def agreed(clauses: Any) -> ck.Agreement:
    """Return the agreement of all cases with the clauses of one, numbered from 20 on."""
    text = ""
    for number, clause in enumerate(clauses if isinstance(clauses, list) else [clauses], start=20):
        text += f'"{number}": {flow(clause)}\n'
    return ck.load_agreement(text=FOUND["head"] + textwrap.indent(text, "  "))


def flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return str(value)


def effects_of(settlement: ck.Settlement) -> Fraction:
    return Fraction(settlement.effects.amount)


def check(settlement: ck.Settlement, expected: dict[str, Any]) -> None:
    if "effects" in expected:
        assert effects_of(settlement) == Fraction(expected["effects"])
    if "total" in expected:
        assert Fraction(settlement.total.amount) == Fraction(expected["total"])
    if "undetermined" in expected:
        low, high = (Fraction(end) for end in expected["undetermined"])
        charges = Fraction(settlement.charges.amount)
        assert (settlement.low, settlement.high) != (None, None)
        assert Fraction(settlement.low.amount) - charges == low  # type: ignore[union-attr]
        assert Fraction(settlement.high.amount) - charges == high  # type: ignore[union-attr]
        assert settlement.status == "provisional"
    elif "missing" in expected:
        assert settlement.status == "provisional"
        assert any(expected["missing"] in line.says for line in settlement.lines)
    else:
        assert (settlement.low, settlement.high) == (None, None)
    every = {name: value for line in settlement.lines for name, value in line.inputs.items()}
    for name, value in expected.get("inputs", {}).items():
        assert Fraction(every[name]) == Fraction(value), name
    found = {one.kind: one.state for one in settlement.consequences}
    assert expected.get("follows", {}).items() <= found.items()
    if "paid_as" in expected:
        shown = [line.paid_as for line in settlement.lines if line.paid_as is not None]
        currency, number = expected["paid_as"].removeprefix("-").split()
        assert [(one.currency, -Fraction(one.amount)) for one in shown] == [(currency, Fraction(number))]


@pytest.mark.parametrize("case", FOUND["cases"], ids=lambda case: case["id"])
def test_an_effect_comes_to_what_the_case_says(case: dict[str, Any]) -> None:
    agreement, ledger = agreed(case["clauses"]), ck.Ledger.empty()
    months = case.get("months") or [case]
    for number, month in enumerate(months, start=1):
        period = f"2026-{number:02}" if "months" in case else MARCH
        told = ck.SettlementFacts.from_dict(month["facts"], agreement=agreement, period=period)
        settlement, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=told)
        check(settlement, month)


def quarterly() -> list[dict[str, Any]]:
    """Return the cases over months that are about figures alone, and about an effect that pays."""
    found = [case for case in FOUND["cases"] if len(case.get("months", ())) >= 3 and "effects" in case["months"][0]]
    return [case for case in found if all(set(month["facts"]) == {"figures"} for month in case["months"])]


@pytest.mark.parametrize("case", quarterly(), ids=lambda case: case["id"])
def test_a_quarter_that_is_settled_at_once_comes_to_what_its_months_do(case: dict[str, Any]) -> None:
    """What a month left for the next is then in no ledger yet."""
    agreement, months = agreed(case["clauses"]), case["months"][:3]
    figures: dict[str, dict[str, Any]] = {}
    for number, month in enumerate(months, start=1):
        for name, value in month["facts"]["figures"].items():
            figures.setdefault(name, {})[f"2026-{number:02}"] = value
    told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period="2026-Q1")
    settlement, _ = ck.settle(agreement, None, None, period="2026-Q1", told=told)
    assert effects_of(settlement) == sum(Fraction(month["effects"]) for month in months)
