"""An effect per quarter in settlements per month: what it keeps waits for its next quarter, not for the next month."""

from __future__ import annotations

import contractkit as ck

PAPER = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "Q",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "clauses": {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "fee", "name": "fee", "amount": "EUR 100", "per": "month"},
            "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "4": {
                "kind": "figure-target",
                "name": "up",
                "metric": "uptime",
                "reach": "at least 99 %",
                "per": "quarter",
            },
            "5": {
                "kind": "tier-credit",
                "for": "up",
                "tiers": [{"below": "reach", "credit": "EUR 56.05"}],
                "cap": "EUR 50",
                "on_excess": "carry-forward",
            },
            "6": {
                "kind": "settlement",
                "per": "month",
                "order": [{"step": "cap", "limit": "EUR 5", "per": "month", "caps": "malus"}],
            },
        },
    }
)


def test_what_its_own_cap_cut_off_is_not_paid_beside_the_cap_of_the_settlement() -> None:
    """56.05 in March, of which its own cap leaves 50 and that of the month 5; 6.05 wait. June had no failure: 5 of them.

    April and May pay nothing, and hand on what waits.
    """
    figures = {"up": {"2026-Q1": "98 %", "2026-Q2": "99 %"}}
    told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=PAPER, period="2026")
    ledger, found, waits = ck.Ledger.empty(), [], []
    for month in range(1, 8):
        period = f"2026-{month:02}"
        money, ledger = ck.settle(PAPER, None, None, period=period, before=ledger, told=told)
        ledger = ck.Ledger.from_dict(ledger.to_dict())
        found.append(f"{money.malus.amount:.2f}")
        waits.append([str(float(one.amount)) for one in ledger.governing[-1].carried])
    assert found == ["0.00", "0.00", "-5.00", "0.00", "0.00", "-5.00", "0.00"]
    assert waits == [[], [], ["-6.05"], ["-6.05"], ["-6.05"], [], []]
