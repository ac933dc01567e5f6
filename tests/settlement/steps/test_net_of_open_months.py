"""A cap on the net sum behind months that are open: their bonus and their malus belong to one reading of them.

The difference of bonus and malus of a year is at most EUR 0: of every month as much comes back as makes it nought. January is
open: one figure pays from nothing to EUR 300, the other costs EUR 100. At worst EUR 100 comes back of the malus; at best EUR 200 of
the bonus, which leaves EUR 100 beside EUR -100. In either case January ends at nought, so that of a bonus of EUR 300 in
February all comes back, and its fee of EUR 1 000 is due. The malus of the best case does not go with the bonus of the worst.
"""

from __future__ import annotations

from typing import Any

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
BONUS = {"kind": "curve", "of": "desk", "points": [{"at": "90 %", "pays": "-30 %"}, {"at": "100 %", "pays": "30 %"}]}


def agreement(scope: str) -> ck.Agreement:
    cap = {"step": "cap", "limit": "EUR 0", "per": "year", "caps": "net", "scope": scope, "adds_up": "at-end"}
    target = {"kind": "figure-target", "metric": "uptime", "reach": "at least 95 %", "per": "month"}
    malus = {"kind": "tier-credit", "of": "desk", "tiers": [{"below": "reach", "credit": "10 %"}]}
    clauses: dict[str, Any] = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "2 years"},
        "2": {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {**target, "name": "a", "pays": [BONUS]},
        "5": {**target, "name": "b", "pays": [malus]},
        "6": {"kind": "settlement", "per": "month", "order": [{**cap, "on_excess": "report-only"}]},
    }
    return ck.load_agreement(data=HEAD | {"clauses": clauses})


def months(of: ck.Agreement, *told: dict[str, Any]) -> list[ck.Settlement]:
    ledger, found = ck.Ledger.empty(), []
    for number, figures in enumerate(told, 1):
        month = f"2026-{number:02}"
        facts = ck.SettlementFacts.from_dict({"figures": figures}, agreement=of, period=month)
        money, ledger = ck.settle(of, None, None, period=month, before=ledger, told=facts)
        found.append(money)
    return found


def test_what_an_open_month_cannot_have_left_over_widens_no_later_one() -> None:
    """The difference of January is nought in every reading, and so is that of February."""
    january = {"a": {"low": "95 %", "high": "100 %"}, "b": "90 %"}
    for scope in ("contract", "service"):
        _, february = months(agreement(scope), january, {"a": "100 %", "b": "100 %"})
        ends = [february.total if end is None else end for end in (february.low, february.high)]
        assert [str(end) for end in ends] == ["EUR 1 000.00", "EUR 1 000.00"], scope
