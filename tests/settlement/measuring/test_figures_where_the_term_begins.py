"""A term from 10 February: what is told of February, or of 10 to 28 February, is the figure of its first month."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

# EUR 9 000 per quarter: 19 of the 90 days lie in February, which is charged EUR 1 900.00, and 10 % of it is EUR 190.00.
AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "H-1",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "clauses": {
            "1": {"kind": "term", "start": "2026-02-10", "initial": "12 months"},
            "2": {"kind": "fee", "name": "fee", "amount": "EUR 9 000.00", "per": "quarter"},
            "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "4": {
                "kind": "figure-target",
                "name": "available",
                "metric": "uptime",
                "reach": "at least 99 %",
                "per": "month",
                "pays": [
                    {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]},
                ],
            },
            "5": {"kind": "settlement", "per": "quarter", "order": [{"step": "round", "to": "0.01"}]},
        },
    }
)


def settled(facts: dict[str, Any]) -> tuple[str, str]:
    told = ck.SettlementFacts.from_dict(facts, agreement=AGREEMENT, period="2026-Q1")
    money, _ = ck.settle(AGREEMENT, None, None, period="2026-Q1", told=told)
    return str(money.effects), money.status


@pytest.mark.parametrize("dates", ["2026-02", "2026-02-10..2026-02-28"])
def test_a_figure_is_told_of_the_month_or_of_its_dates_in_the_term(dates: str) -> None:
    assert settled({"figures": {"available": {dates: "98 %", "2026-03": "99.5 %"}}}) == ("EUR -190.00", "final")


@pytest.mark.parametrize("dates", ["2026-02", "2026-02-10..2026-02-28"])
@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(273, "EUR 0.00"), (274, "EUR -190.00")],  # one per cent of 19 days of 1 440 minutes is 273.6
)
def test_downtime_is_a_share_of_the_dates_in_the_term(dates: str, minutes: int, expected: str) -> None:
    measured = {dates: {"outages": [f"{minutes} minutes"]}, "2026-03": {"outages": []}}
    assert settled({"measured": {"uptime": measured}}) == (expected, "final")


def test_the_time_measured_that_is_told_counts_as_told() -> None:
    february = {"time": "40 320 minutes", "outages": ["274 minutes"]}
    measured = {"2026-02": february, "2026-03": {"outages": []}}
    assert settled({"measured": {"uptime": measured}}) == ("EUR 0.00", "final")


def test_an_outage_before_the_term_is_nobodys() -> None:
    measured = {
        "2026-02": {"outages": ["2026-02-08T12:00+01:00/2026-02-10T02:00+01:00"]},  # 120 minutes of it in the term
        "2026-03": {"outages": []},
    }
    assert settled({"measured": {"uptime": measured}}) == ("EUR 0.00", "final")


def test_a_line_that_is_open_says_what_was_told_instead() -> None:
    told = ck.SettlementFacts.from_dict(
        {"figures": {"available": {"2026-02-10..2026-02-20": "98 %", "2026-03": "100 %"}}},
        agreement=AGREEMENT,
        period="2026-Q1",
    )
    money, _ = ck.settle(AGREEMENT, None, None, period="2026-Q1", told=told)
    (reason,) = money.reasons
    assert "(told of 2026-02-10..2026-02-20, and not of these dates)" in reason
