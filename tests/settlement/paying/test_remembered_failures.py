"""An effect that looks at no figure of its own remembers whether it was for a failure, from month to month."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

PAPERS: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "R",
    "title": "Hosting",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "clauses": {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {
            "kind": "figure-target",
            "name": "available",
            "metric": "uptime",
            "reach": "at least 99 %",
            "per": "month",
        },
        "5": {
            "kind": "pool-credit",
            "at_risk": "EUR 100",
            "allocations": [{"for": "available", "pool": "100 %", "allocation": "10 %"}],
        },
    },
}
FAILED, MET = "98 %", "99 %"


def paid(grows: str, figures: list[str]) -> list[int]:
    """Return what a pool credit of 10 comes to month by month, twice as much after a failure."""
    repeat = {"multiply_by": "2", "when": "previous-period-failed", "grows": grows}
    clauses = {**PAPERS["clauses"], "5": {**PAPERS["clauses"]["5"], "repeat": repeat}}
    agreement = ck.load_agreement(data={**PAPERS, "clauses": clauses})
    ledger, found = ck.Ledger.empty(), []
    for month, figure in enumerate(figures, start=1):
        period = f"2026-{month:02}"
        told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=agreement, period=period)
        money, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
        ledger = ck.Ledger.from_dict(ledger.to_dict())
        assert money.status == "final"
        found.append(int(money.malus.amount))
    return found


@pytest.mark.parametrize(
    ("grows", "expected"), [("stays", [-10, -20, -20, 0, -10]), ("compounds", [-10, -20, -40, 0, -10])]
)
def test_a_pool_that_is_repeated_knows_from_the_ledger_whether_the_month_before_failed(
    grows: str, expected: list[int]
) -> None:
    """The months are settled one by one; only the ledger connects them."""
    assert paid(grows, [FAILED, FAILED, FAILED, MET, FAILED]) == expected


def test_a_repeat_multiplies_what_a_failure_costs_and_no_bonus() -> None:
    """97 % costs 10 %, 98 % nothing but is a failure too, 100 % earns 5 %. Only the second failure costs more."""
    points = [{"at": "97 %", "pays": "-10 %"}, {"at": "98 %", "pays": "0 %"}, {"at": "100 %", "pays": "5 %"}]
    repeat = {"multiply_by": "2", "when": "previous-period-failed"}
    curve = {"kind": "curve", "for": "available", "of": "fee", "points": points, "repeat": repeat}
    agreement = ck.load_agreement(data={**PAPERS, "clauses": {**PAPERS["clauses"], "5": curve}})
    ledger, found = ck.Ledger.empty(), []
    for month, figure in enumerate(["98 %", "97 %", "100 %"], start=1):
        period = f"2026-{month:02}"
        told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=agreement, period=period)
        money, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
        found.append(int(money.effects.amount))
    assert found == [0, -200, 50]
