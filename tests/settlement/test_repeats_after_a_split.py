"""A repeat after a month that an amendment split: the month failed where one of its parts did, each by its own wording."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

CONTRACT: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "C-1",
    "title": "Hosting",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}},
    "clauses": {
        "1": {"kind": "term", "start": "2026-04-01", "initial": "12 months"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 3 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {
            "kind": "figure-target",
            "name": "available",
            "metric": "uptime",
            "reach": "at least 99 %",
            "per": "month",
            "pays": [
                {
                    "kind": "tier-credit",
                    "of": "fee",
                    "repeat": {"multiply_by": "2", "when": "previous-period-failed", "grows": "stays"},
                    "tiers": [{"below": "reach", "credit": "10 %"}],
                }
            ],
        },
    },
}
RAISED: dict[str, Any] = {
    "contractkit": 1,
    "document": "amendment",
    "id": "A-1",
    "title": "More",
    "amends": "C-1",
    "effective_from": "2026-05-16",
    "signed_on": "2026-05-01",
    "recorded_on": "2026-05-01",
    "changes": [
        {"clause": "4", "action": "change", "fields": {"reach": {"was": "at least 99 %", "becomes": "at least 99.5 %"}}}
    ],
}
HALVES = ("2026-05-01..2026-05-15", "2026-05-16..2026-05-31")


def agreed(folder: Path, per: str) -> ck.Agreement:
    settled = {"kind": "settlement", "per": per, "order": [{"step": "round", "to": "0.01"}]}
    contract = {**CONTRACT, "clauses": {**CONTRACT["clauses"], "5": settled}}
    for name, document in (("contract", contract), ("raised", RAISED)):
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(folder)


def june(settlement: ck.Settlement) -> str:
    """Return what the credit of June came to."""
    (line,) = (line for line in settlement.lines if line.kind != "charge" and "2026-06" in line.id)
    return str(line.amount)


# June is at 99.4 %, below the 99.5 % that hold since 16 May: 10 % of EUR 3 000.00, and twice that after a failure in May.
CASES = [
    pytest.param("98.5 %", "99.6 %", "EUR -600.00", id="the first half failed 99 %"),
    pytest.param("99.2 %", "99.4 %", "EUR -600.00", id="the second half failed 99.5 %"),
    pytest.param("99.2 %", "99.6 %", "EUR -300.00", id="each half kept what then held"),
]


@pytest.mark.parametrize(("first", "second", "expected"), CASES)
def test_settled_month_by_month_the_ledger_says_whether_a_split_month_failed(
    first: str, second: str, expected: str, tmp_path: Path
) -> None:
    agreement, ledger = agreed(tmp_path, "month"), ck.Ledger.empty()
    for period, figures in (
        ("2026-04", "100 %"),
        ("2026-05", dict(zip(HALVES, (first, second), strict=True))),
        ("2026-06", "99.4 %"),
    ):
        told = ck.SettlementFacts.from_dict({"figures": {"available": figures}}, agreement=agreement, period=period)
        money, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
        ledger = ck.Ledger.from_dict(ledger.to_dict())
        assert money.status == "final"
    assert june(money) == expected


@pytest.mark.parametrize(("first", "second", "expected"), CASES)
def test_settled_as_one_quarter_it_is_the_same(first: str, second: str, expected: str, tmp_path: Path) -> None:
    agreement = agreed(tmp_path, "quarter")
    figures = {"2026-04": "100 %", HALVES[0]: first, HALVES[1]: second, "2026-06": "99.4 %"}
    told = ck.SettlementFacts.from_dict({"figures": {"available": figures}}, agreement=agreement, period="2026-Q2")
    money, _ = ck.settle(agreement, None, None, period="2026-Q2", told=told)
    assert (june(money), money.status) == (expected, "final")


@pytest.mark.parametrize("cap", ["EUR 200 per month", "EUR 200"])
def test_a_month_that_is_split_pays_no_more_than_its_own_cap(cap: str, tmp_path: Path) -> None:
    """Both halves fail: 10 % of 1 451.61 and of 1 548.39 are EUR 300.00, and a month costs at most EUR 200.00."""
    target = CONTRACT["clauses"]["4"]
    capped = {**target, "pays": [{**target["pays"][0], "cap": cap}]}
    contract = {**CONTRACT, "clauses": {**CONTRACT["clauses"], "4": capped}}
    for name, document in (("contract", contract), ("raised", RAISED)):
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    agreement = ck.load_agreement(tmp_path)
    figures = dict.fromkeys(HALVES, "98 %")
    told = ck.SettlementFacts.from_dict(
        {"figures": {"available": {"2026-04": "100 %", **figures}}}, agreement=agreement, period="2026-Q2"
    )
    money, _ = ck.settle(agreement, None, None, period="2026-Q2", told=told)
    may = [line.amount.amount for line in money.lines if line.kind == "malus" and "2026-05" in line.id]
    assert sum(may) == -200
