"""What is taken where no clause says it, as the list of assumptions tells it."""

from __future__ import annotations

from datetime import date

import pytest

import contractkit as ck

PAPER = """
contractkit: 1
document: contract
id: C-1
title: Hosting
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: hosting, amount: EUR 1 000.00, per: month}
  "3": {kind: metric, name: up, measures: availability, relief: none}
  "4":
    kind: figure-target
    name: available
    metric: up
    reach: at least 99 %
    per: month
    pays: [{kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}]}]
  "5":
    kind: settlement
    per: month
    order:
      - {step: earn-back, when: {target: available, verdict: met, periods_in_a_row: 3}, returns: 50 %}
      - {step: round, to: 0.01}
"""


def test_good_months_bring_a_malus_back_every_time() -> None:
    """January loses 100. February to April are good: 50 come back. March to May are good too: 25, half of what is left."""
    agreement, ledger, back = ck.load_agreement(text=PAPER), ck.Ledger.empty(), []
    for month in range(1, 6):
        period = f"2026-{month:02}"
        figures = {"figures": {"available": "98 %" if month == 1 else "99.5 %"}}
        told = ck.SettlementFacts.from_dict(figures, agreement=agreement, period=period)
        money, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
        back.append(str(money.won_back))
    assert back == ["EUR 0.00", "EUR 0.00", "EUR 0.00", "EUR 50.00", "EUR 25.00"]


@pytest.mark.parametrize(
    ("start", "initial", "by", "last_days"),
    [
        ("2026-08-31", "6 months", "6 months", ["2027-02-27", "2027-08-27", "2028-02-27"]),
        ("2024-02-29", "1 year", "1 year", ["2025-02-27", "2026-02-27", "2027-02-27"]),
        ("2026-01-31", "12 months", "12 months", ["2027-01-30", "2028-01-30", "2029-01-30"]),
    ],
)
def test_a_term_is_over_on_the_last_day_of_a_shorter_month_and_on_that_day_from_then_on(
    start: str, initial: str, by: str, last_days: list[str]
) -> None:
    agreement = ck.load_agreement(
        data={
            "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
            "clauses": {"1": {"kind": "term", "start": start, "initial": initial},
                        "2": {"kind": "renewal", "renews": "tacitly", "by": by, "notice": "10 days"}},
        }
    )  # fmt: skip
    found = [ck.last_notice_date(agreement, date.fromisoformat(day)).last_day for day in last_days]
    assert [day.isoformat() for day in found if day is not None] == last_days


def test_contract_years_from_a_leap_day_begin_on_28_february_where_there_is_no_29th() -> None:
    years = [ck.Period.year_from(date(2024, 2, 29), year).start.isoformat() for year in (2025, 2026, 2028)]
    assert years == ["2025-02-28", "2026-02-28", "2028-02-29"]
