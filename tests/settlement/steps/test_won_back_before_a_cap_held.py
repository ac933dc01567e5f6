"""What comes back of a malus that a cap did not count leaves nothing free under it.

Two promises of 10 % of EUR 1 000.00 a month. At most EUR 60.00 a quarter go off, from 1 February on; a kept month of
the first promise brings all of its earlier maluses back, before the cap.
"""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

BACK = {"step": "earn-back", "when": {"target": "first", "verdict": "met"}, "returns": "100 %", "basis": "same-target"}
CAP = {"step": "cap", "limit": "EUR 60", "per": "quarter", "caps": "malus", "holds": {"from": "2026-02-01"}}
ROUND = {"step": "round", "to": "0.01"}
MONTHS = ("2026-01", "2026-02", "2026-03")


def agreed(cap: dict[str, Any]) -> ck.Agreement:
    credit = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]}
    promise = {"kind": "figure-target", "reach": "at least 99 %", "per": "month", "pays": [credit]}
    uptime = {"kind": "metric", "measures": "availability", "relief": "none"}
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
        "3": uptime | {"name": "one"},
        "4": uptime | {"name": "two"},
        "5": promise | {"name": "first", "metric": "one"},
        "6": promise | {"name": "second", "metric": "two"},
        "7": {"kind": "settlement", "per": "month", "order": [BACK, cap, ROUND]},
    }
    head = {"contractkit": 1, "document": "contract", "id": "C", "title": "Hosting", "language": "en"}
    parties = {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}
    return ck.load_agreement(data={**head, "currency": "EUR", "zone": "UTC", "parties": parties, "clauses": clauses})


def totals(cap: dict[str, Any], first: list[str], second: list[str]) -> list[str]:
    agreement, ledger, found = agreed(cap), ck.Ledger.empty(), []
    for month, one, two in zip(MONTHS, first, second, strict=True):
        figures = {"figures": {"first": one, "second": two}}
        told = ck.SettlementFacts.from_dict(figures, agreement=agreement, period=month)
        settlement, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        assert settlement.status == "final"
        found.append(str(settlement.total))
    return found


SIDES = pytest.mark.parametrize("side", ["malus", "both", "net"])
ADDED = pytest.mark.parametrize("adds_up", ["at-end", "running"])


@SIDES
@ADDED
def test_a_malus_of_before_comes_back_and_the_limit_stays_what_it_is(side: str, adds_up: str) -> None:
    """January: 100.00 off, no cap yet. February: they come back, and 60.00 of 100.00 go off. March: nothing is left."""
    cap = CAP | {"caps": side, "adds_up": adds_up}
    assert totals(cap, ["98 %", "100 %", "100 %"], ["100 %", "98 %", "98 %"]) == [
        "EUR 900.00",
        "EUR 1 040.00",
        "EUR 1 000.00",
    ]


@SIDES
def test_it_does_not_make_room_in_a_later_settlement_either(side: str) -> None:
    """In February the 100.00 of January come back, and the second promise is kept; in March 60.00 go off."""
    assert totals(CAP | {"caps": side}, ["98 %", "100 %", "100 %"], ["100 %", "100 %", "98 %"]) == [
        "EUR 900.00",
        "EUR 1 100.00",
        "EUR 940.00",
    ]


@SIDES
def test_a_malus_of_the_time_of_the_cap_leaves_its_part_free(side: str) -> None:
    """February: 60.00 of 100.00 go off. March: they come back, so that 60.00 of the second promise may go off."""
    assert totals(CAP | {"caps": side}, ["100 %", "98 %", "100 %"], ["100 %", "100 %", "98 %"]) == [
        "EUR 1 000.00",
        "EUR 940.00",
        "EUR 1 000.00",
    ]


@SIDES
def test_a_cap_that_always_held_is_as_before(side: str) -> None:
    """January: 60.00 off. February: they come back, which leaves room for 60.00; March: the limit is used up."""
    cap = {name: value for name, value in CAP.items() if name != "holds"} | {"caps": side}
    assert totals(cap, ["98 %", "100 %", "100 %"], ["100 %", "98 %", "98 %"]) == [
        "EUR 940.00",
        "EUR 1 000.00",
        "EUR 1 000.00",
    ]


def test_a_back_test_says_the_same() -> None:
    """900.00, 1 040.00 and 1 000.00."""
    agreement = agreed(CAP)
    figures = {"first": dict(zip(MONTHS, ["98 %", "100 %", "100 %"], strict=True))}
    figures |= {"second": dict(zip(MONTHS, ["100 %", "98 %", "98 %"], strict=True))}
    year = agreement.period("2026-01-01..2026-12-31")
    told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=year)
    tried = ck.backtest(agreement, None, None, [], period="2026-Q1", told=told)
    assert str(tried.signed.total) == "EUR 2 940.00"
