"""What a cap keeps for the next period when the agreement ends: no settlement has it, and the last one says so."""

from __future__ import annotations

from typing import Any

import contractkit as ck


def agreed(**clauses: Any) -> ck.Agreement:
    """Return a contract of January to March with a credit of 30 % of EUR 1 000.00 and a cap of 20 % a month."""
    order: list[dict[str, Any]] = [
        {"step": "cap", "limit": "20 % of fee", "per": "month", "caps": "malus", "on_excess": "carry-forward"},
        {"step": "round", "to": "0.01"},
    ]
    return ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "contract",
            "id": "H-1",
            "title": "Hosting",
            "language": "en",
            "currency": "EUR",
            "zone": "Europe/Amsterdam",
            "parties": {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}},
            "clauses": {
                "1": {"kind": "term", "start": "2026-01-01", "initial": "3 months"},
                "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
                "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
                "4": {
                    "kind": "figure-target",
                    "name": "available",
                    "metric": "uptime",
                    "reach": "at least 99 %",
                    "per": "month",
                    "pays": [{"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "30 %"}]}],
                },
                "5": {"kind": "settlement", "per": "month", "order": order},
                **clauses,
            },
        }
    )


def march(agreement: ck.Agreement, figures: dict[str, str]) -> ck.Settlement:
    ledger = ck.Ledger.empty()
    for period, figure in figures.items():
        told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=agreement, period=period)
        money, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
    return money


def test_the_last_settlement_says_what_waits_for_a_period_that_never_comes() -> None:
    """300 of which the cap leaves 200: 100 goes to April, and the agreement ends with March."""
    money = march(agreed(), {"2026-01": "100 %", "2026-02": "100 %", "2026-03": "98 %"})
    assert str(money.total) == "EUR 800.00"
    (note,) = money.notes
    assert note == (
        "EUR 100.00 of the malus H-1/4 2026-03 waits for the next period, and the agreement ends with 2026-03-31: "
        "no settlement has it (H-1/4)."
    )
    assert money.to_dict()["notes"] == [note]


def test_before_the_last_period_nothing_is_said() -> None:
    assert march(agreed(), {"2026-01": "100 %", "2026-02": "98 %"}).notes == ()


def test_where_all_of_it_was_settled_nothing_is_said() -> None:
    """300 in February: 200 there and 100 in March."""
    assert march(agreed(), {"2026-01": "100 %", "2026-02": "98 %", "2026-03": "100 %"}).notes == ()


def test_an_agreement_that_is_renewed_has_a_next_period() -> None:
    renewal = {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "1 month"}
    money = march(agreed(**{"6": renewal}), {"2026-01": "100 %", "2026-02": "100 %", "2026-03": "98 %"})
    assert money.notes == ()
