"""A target for each site, from outages to money: every site has its own figure, verdict, credit and history."""

from __future__ import annotations

from typing import Any

import contractkit as ck

AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "SLA-3",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "UTC",
        "fields": {"site": ["north", "south"]},
        "clauses": {
            "1": {"kind": "term", "start": "2026-03-01"},
            "2": {"kind": "metric", "name": "uptime", "measures": "availability", "each": "site"},
            "3": {"kind": "fee", "name": "hosting", "amount": "1 000.00", "per": "month"},
            "4": {
                "kind": "figure-target",
                "name": "available",
                "metric": "uptime",
                "reach": "at least 99.9 %",
                "per": "month",
                "pays": [
                    {
                        "kind": "tier-credit",
                        "of": "hosting",
                        "tiers": [{"below": "reach", "credit": "5 %"}],
                        "only_if": {"target": "available", "verdict": "breached", "periods_in_a_row": 2},
                    }
                ],
            },
        },
    }
)


def told(period: str, **minutes: int) -> ck.SettlementFacts:
    rows = [{"where": {"site": site}, "outages": [f"{number} minutes"]} for site, number in minutes.items()]
    return ck.SettlementFacts.from_dict({"measured": {"uptime": rows}}, agreement=AGREEMENT, period=period)


def credits_of(money: ck.Settlement) -> dict[str, str]:
    return {line.id.rpartition(" ")[2]: str(line.amount.amount) for line in money.lines if line.kind != "charge"}


def settled(period: str, facts: ck.SettlementFacts, **more: Any) -> tuple[ck.Settlement, ck.Ledger]:
    return ck.settle(AGREEMENT, None, None, period=period, told=facts, **more)


def test_only_the_site_that_failed_twice_has_a_credit() -> None:
    _, ledger = settled("2026-03", told("2026-03", north=90, south=10))
    money, _ = settled("2026-04", told("2026-04", north=90, south=90), before=ledger)
    assert credits_of(money) == {"north": "-50.00", "south": "0.00"}
    assert money.status == "final"


def test_a_ledger_that_was_stored_and_read_again_says_the_same() -> None:
    _, ledger = settled("2026-03", told("2026-03", north=10, south=90))
    again = ck.Ledger.from_dict(ledger.to_dict())
    money, _ = settled("2026-04", told("2026-04", north=90, south=90), before=again)
    assert credits_of(money) == {"north": "0.00", "south": "-50.00"}


def test_without_the_month_before_nothing_is_settled_yet() -> None:
    money, _ = settled("2026-04", told("2026-04", north=90, south=10))
    assert money.status == "provisional"
    assert credits_of(money)["south"] == "0.00"
    (north,) = (line for line in money.lines if line.id.endswith("north"))
    assert (north.state, str(north.low and north.low.amount), str(north.high and north.high.amount)) == (
        "undetermined",
        "-50.00",
        "0.00",
    )
