"""Under `old-terms` an earlier month keeps the wording that judged it, however many months are settled at once.

Availability is to be 99 %, from 9 February on 98 %; the old wording judges February to its end. January is at 98.7 %
and fails 99 %; February is at 98.5 % and fails it too. 10 % of EUR 1 000.00, twice that after a failure.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

REPEAT = {"repeat": {"multiply_by": 2, "when": "previous-period-failed", "grows": "stays"}}
ROW = {"only_if": {"target": "available", "verdict": "breached", "periods_in_a_row": 2}}
ROLLING = {"only_if": {"counted": "breached", "of": "all", "at_least": 2, "over": "rolling 3 months"}}


def agreed(folder: Path, per: str, qualified: dict[str, Any]) -> ck.Agreement:
    credit = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}], **qualified}
    promise = {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 99 %"}
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {**promise, "per": "month", "pays": [credit]},
        "5": {
            "kind": "settlement",
            "per": per,
            "amended_mid_period": "old-terms",
            "order": [{"step": "round", "to": "0.01"}],
        },
    }
    head = {"contractkit": 1, "document": "contract", "id": "C", "title": "Hosting", "language": "en"}
    parties = {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}
    contract = {**head, "currency": "EUR", "zone": "Europe/Amsterdam", "parties": parties, "clauses": clauses}
    change = {"reach": {"was": "at least 99 %", "becomes": "at least 98 %"}}
    amendment = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A",
        "title": "Less",
        "amends": "C",
        "signed_on": "2025-12-01",
        "effective_from": "2026-02-09",
        "changes": [{"clause": "4", "action": "change", "fields": change}],
    }
    for name, paper in (("contract", contract), ("amendment", amendment)):
        (folder / f"{name}.json").write_text(json.dumps(paper), encoding="utf-8")
    return ck.load_agreement(folder)


@pytest.mark.parametrize(("per", "periods"), [("month", ("2026-01", "2026-02", "2026-03")), ("quarter", ("2026-Q1",))])
@pytest.mark.parametrize(
    ("qualified", "expected"),
    [
        pytest.param(REPEAT, ["EUR -100.00", "EUR -200.00", "EUR 0.00"], id="repeat: February costs twice as much"),
        pytest.param(ROW, ["EUR 0.00", "EUR -100.00", "EUR 0.00"], id="two in a row: in February"),
        pytest.param(ROLLING, ["EUR 0.00", "EUR -100.00", "EUR 0.00"], id="two of three months: in February"),
    ],
)
def test_january_failed_what_it_was_judged_by(
    tmp_path: Path, per: str, periods: tuple[str, ...], qualified: dict[str, Any], expected: list[str]
) -> None:
    agreement = agreed(tmp_path, per, qualified)
    figures = {"available": {"2026-01": "98.7 %", "2026-02": "98.5 %", "2026-03": "98.5 %"}}
    ledger, found = ck.Ledger.empty(), []
    for period in periods:
        year = agreement.period("2026-01-01..2026-12-31")
        told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=year)
        settlement, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=told)
        found += [str(line.amount) for line in settlement.lines if line.kind != "charge"]
    assert found == expected
