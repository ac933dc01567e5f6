"""Several effects under one target: what each lets wait, and what each has used of a cap of its own, is its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import contractkit as ck

SMALLEST = {"minimum_issue": {"more_than": "EUR 12", "otherwise": "carry-forward"}}


def hosting(*pays: dict[str, Any]) -> ck.Agreement:
    return ck.load_agreement(
        data={
            "contractkit": 1, "document": "sla", "id": "H-1", "title": "Hosting", "currency": "EUR", "zone": "UTC",
            "clauses": {
                "1": {"kind": "term", "start": "2026-01-01"},
                "2": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 1 000.00", "per": "month"},
                "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
                "4": {
                    "kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 99 %",
                    "per": "month", "pays": list(pays),
                },
                "5": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": 0.01}]},
            },
        }
    )  # fmt: skip


def months(agreement: ck.Agreement, **figures: str) -> list[Decimal]:
    told = {f"2026-{month[1:]}": f"{figure} %" for month, figure in figures.items()}
    facts = ck.SettlementFacts.from_dict({"figures": {"available": told}}, agreement=agreement, period="2026")
    ledger, found = ck.Ledger.empty(), []
    for label in told:
        money, ledger = ck.settle(agreement, None, None, period=label, before=ledger, told=facts)
        found.append(money.effects.amount)
    return found


def credit(percent: str, below: str, **more: Any) -> dict[str, Any]:
    return {"kind": "tier-credit", "of": "charges", "tiers": [{"below": below, "credit": percent}], **more}


class TestWhatWaits:
    def test_what_the_first_of_two_lets_wait_is_paid_with_its_next(self):
        """10.00 wait in January; with February's 10.00 they are 20.00, more than 12.00. The second pays 2.00 at once."""
        agreement = hosting(credit("1 %", "99 %", **SMALLEST), credit("0.2 %", "99 %"))
        assert months(agreement, m01="98.5", m02="98.5") == [-2, -22]

    def test_what_one_lets_wait_does_not_come_in_at_the_other(self):
        """Both wait: 10.00 of the first and 5.00 of the second. In February 20.00 of the first are paid, 10.00 wait."""
        agreement = hosting(credit("1 %", "99 %", **SMALLEST), credit("0.5 %", "99 %", **SMALLEST))
        assert months(agreement, m01="98.5", m02="98.5") == [0, -20]


class TestOwnCaps:
    def test_a_cap_of_its_own_counts_what_it_paid_itself(self):
        """15.00 in a quarter: 10.00 in January, 5.00 in February; the 20.00 of the other are none of its business."""
        agreement = hosting(credit("1 %", "99 %", cap="EUR 15 per quarter"), credit("2 %", "99 %"))
        assert months(agreement, m01="98.5", m02="98.5", m03="98.5") == [-30, -25, -20]
