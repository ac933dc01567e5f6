"""What an amendment divides can be won back as long as the undivided month: an hour lost is not lost sooner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "K-1", "title": "Hosting", "currency": "EUR", "zone": "UTC"}
TARGET = {"kind": "figure-target", "name": "av", "metric": "uptime", "reach": "at least 99.0 %", "per": "month"}
EARN_BACK = {"step": "earn-back", "when": {"target": "av", "verdict": "met"}, "returns": "100 %", "expires": "1 month"}
CLAUSES: dict[str, Any] = {
    "1": {"kind": "term", "start": "2026-01-01"},
    "2": {"kind": "fee", "name": "hosting", "amount": "EUR 2 800.00", "per": "month"},
    "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
    "4": TARGET | {"pays": [{"kind": "tier-credit", "of": "hosting", "tiers": [{"below": "reach", "credit": "10 %"}]}]},
    "5": {
        "kind": "settlement",
        "per": "month",
        "order": [EARN_BACK, {"step": "round", "to": "0.01", "mode": "half-up"}],
    },
}
CHANGE = {
    "clause": "4",
    "action": "change",
    "fields": {"reach": {"was": "at least 99.0 %", "becomes": "at least 99.5 %"}},
}
AMENDMENT = {"contractkit": 1, "document": "amendment", "id": "A-1", "title": "A higher promise", "amends": "K-1"}


def test_both_halves_of_february_come_back_in_march(tmp_path: Path) -> None:
    """10 % of 2 800 are lost in two halves of 140 each (14 of 28 days); March is met, and all 280 come back."""
    amendment = AMENDMENT | {"signed_on": "2026-02-02", "effective_from": "2026-02-15", "changes": [CHANGE]}
    for name, document in {"sla": HEAD | {"clauses": CLAUSES}, "amendment": amendment}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    agreement = ck.load_agreement(tmp_path)
    figures = {
        "2026-02": {"av": {"2026-02-01..2026-02-14": "98 %", "2026-02-15..2026-02-28": "98 %"}},
        "2026-03": {"av": "99.9 %"},
    }
    ledger, paid = ck.Ledger.empty(), []
    january = ck.SettlementFacts.from_dict({"figures": {"av": "100 %"}}, agreement=agreement, period="2026-01")
    _, ledger = ck.settle(agreement, None, None, period="2026-01", before=ledger, told=january)
    for month, told in figures.items():
        facts = ck.SettlementFacts.from_dict({"figures": told}, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=facts)
        paid.append((str(money.malus), str(money.won_back), money.status))
    assert paid == [("EUR -280.00", "EUR 0.00", "final"), ("EUR 0.00", "EUR 280.00", "final")]
