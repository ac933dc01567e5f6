"""A cap that holds from a date counts what was settled since: what was paid before uses nothing of its limit.

10 % of EUR 1 000.00 go off in January, February and March. At most EUR 60.00 a quarter, from 1 February on.
"""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

CAP = {"step": "cap", "limit": "EUR 60", "per": "quarter", "caps": "malus"}
ROUND = {"step": "round", "to": "0.01"}
SINCE = {"holds": {"from": "2026-02-01"}}
MONTHS = ("2026-01", "2026-02", "2026-03")


def agreed(*settlements: dict[str, Any]) -> ck.Agreement:
    credit = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]}
    promise = {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 99 %"}
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {**promise, "per": "month", "pays": [credit]},
        **{str(number): {"kind": "settlement", **one} for number, one in enumerate(settlements, start=5)},
    }
    head = {"contractkit": 1, "document": "contract", "id": "C", "title": "Hosting", "language": "en"}
    parties = {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}
    return ck.load_agreement(
        data={**head, "currency": "EUR", "zone": "Europe/Amsterdam", "parties": parties, "clauses": clauses}
    )


def totals(agreement: ck.Agreement, *periods: str, before: ck.Ledger | None = None) -> list[str]:
    ledger, found = before or ck.Ledger.empty(), []
    for period in periods:
        year = agreement.period("2026-01-01..2026-12-31")
        figures = {"available": dict.fromkeys(MONTHS, "98 %")}
        told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=year)
        settlement, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=told)
        assert settlement.status == "final"
        found.append(str(settlement.total))
    return found


CLAUSE = {"per": "month", "order": [CAP, ROUND], **SINCE}
STEP = {"per": "month", "order": [{**CAP, **SINCE}, ROUND]}


@pytest.mark.parametrize("one", [pytest.param(CLAUSE, id="the clause"), pytest.param(STEP, id="the step")])
def test_january_uses_nothing_of_it(one: dict[str, Any]) -> None:
    """100.00 go off in January, where no cap holds; then 60.00 and nothing more, because the 60.00 are used."""
    assert totals(agreed(one), *MONTHS) == ["EUR 900.00", "EUR 940.00", "EUR 1 000.00"]


@pytest.mark.parametrize("one", [pytest.param(CLAUSE, id="the clause"), pytest.param(STEP, id="the step")])
def test_settled_per_quarter_it_is_the_same(one: dict[str, Any]) -> None:
    """3 000.00 less 100.00 of January and 60.00 of the two months in which the cap holds."""
    assert totals(agreed({**one, "per": "quarter"}), "2026-Q1") == ["EUR 2 840.00"]


def test_nobody_has_to_know_what_was_paid_before_it_held() -> None:
    """February without any ledger is final: no settlement of January could have used the limit."""
    assert totals(agreed(STEP), "2026-02") == ["EUR 940.00"]


def test_a_clause_for_one_target_counts_its_own_dates_too() -> None:
    one = {"per": "month", "for": "available", "order": [CAP, ROUND], **SINCE}
    rest = {"per": "month", "order": [ROUND]}
    assert totals(agreed(rest, one), *MONTHS) == ["EUR 900.00", "EUR 940.00", "EUR 1 000.00"]


def test_a_backtest_and_what_is_left_of_the_cap_say_the_same() -> None:
    """As signed over the three months 2 840.00; in February all 60.00 of the limit are used, and none before."""
    agreement = agreed(STEP)
    year = agreement.period("2026-01-01..2026-12-31")
    figures = {"figures": {"available": dict.fromkeys(MONTHS, "98 %")}}
    told = ck.SettlementFacts.from_dict(figures, agreement=agreement, period=year)
    assert str(ck.backtest(agreement, None, None, [], period="2026-Q1", told=told).signed.total) == "EUR 2 840.00"
