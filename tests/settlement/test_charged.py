"""What a settlement charges: parts of periods as a clause counts them, prices of the whole, and contract years."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging import amount_of
from contractkit.quantities.periods import Period

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
MAPPING = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"opened_at": "opened"}}}


def load(*clauses: dict[str, Any], start: str = "2026-01-17") -> ck.Agreement:
    own = ({"kind": "term", "start": start}, *clauses)
    return ck.load_agreement(data={**HEAD, "clauses": {str(number): one for number, one in enumerate(own, start=1)}})


def settled(agreement: ck.Agreement, period: str) -> str:
    facts = ck.Facts.from_frames(items={"id": ["T"], "opened": ["2026-02-02T09:00Z"]}, mapping=MAPPING)
    result = ck.evaluate(agreement, facts, datetime(2028, 1, 1, tzinfo=UTC))
    money, _ = ck.settle(agreement, result, facts, period=period)
    assert money.status == "final"
    assert sum((line.amount.amount for line in money.lines), start=0) == money.total.amount
    return str(money.total)


FEE = {"kind": "fee", "name": "plan", "amount": "EUR 900", "per": "quarter"}


@pytest.mark.parametrize(
    ("by", "whole", "expected"),
    [
        ("days-of-whole-period", "billed-whole", "EUR 740.00"),  # 74 of 90 days
        ("days-of-each-month", "by-days", "EUR 745.16"),  # 15/31 + 1 + 1 months of 300
        ("thirty-day-months", "by-days", "EUR 740.00"),  # 14 + 30 + 30 of 90
        ("days-of-year", "by-days", "EUR 729.86"),  # 74 of 365 days of 3 600
        ("days-of-year", "billed-whole", "EUR 747.95"),  # two months of 300, and 15 of 365 days of 3 600
        ("none", None, "EUR 900.00"),
    ],
)
def test_a_quarter_that_the_term_cuts_costs_what_the_clause_of_proration_says(by, whole, expected) -> None:
    rule = {"kind": "proration", "by": by} | ({"whole_periods": whole} if whole else {})
    assert settled(load(FEE, rule), "2026-Q1") == expected


def test_a_price_of_the_whole_is_charged_in_each_period_and_counts_in_the_year() -> None:
    agreement = load({"kind": "service", "name": "desk", "price": "EUR 500 per month"}, start="2026-01-01")
    assert settled(agreement, "2026-Q1") == "EUR 1 500.00"
    assert amount_of(agreement, "yearly-fees", Period.parse("2026-Q1")).exact == 6000


def test_a_price_per_contract_year_is_the_price_per_year_of_the_contract() -> None:
    for per in ("year", "contract-year"):
        agreement = load(FEE | {"per": per, "amount": "EUR 1 200"}, start="2026-04-01")
        assert settled(agreement, "2026-Q2") == "EUR 300.00"
        assert amount_of(agreement, "yearly-fees", Period.parse("2026-Q2")).exact == 1200
