"""Charges that need facts, inside of a settlement: index figures, volumes, minimums; and credits that are taken of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging import CountedVolume, IndexSeries
from contractkit.quantities.periods import Period

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
UPTIME = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"}
AVAILABLE = {
    "kind": "figure-target", "name": "available", "metric": "uptime", "reach": "99 %", "per": "month",
    "pays": [{"kind": "tier-credit", "of": "charges", "tiers": [{"below": "reach", "credit": "10 %"}]}],
}  # fmt: skip
FEE = {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "month"}
INDEX = {
    "kind": "indexation", "by": {"series": "cpi", "base": "2025-12"}, "every": "1 January", "first": "2027-01-01",
    "round_price": {"to": "0.01", "mode": "half-up", "scope": "line"},
}  # fmt: skip
CALLS = {"kind": "service", "name": "calls", "price": "EUR 2.00 per call"}


def load(*clauses: dict[str, Any]) -> ck.Agreement:
    own = ({"kind": "term", "start": "2026-01-01"}, UPTIME, AVAILABLE, *clauses)
    return ck.load_agreement(data=HEAD | {"clauses": {str(n): clause for n, clause in enumerate(own, start=1)}})


def settled(agreement: ck.Agreement, period: str, **told: Any) -> ck.Settlement:
    figures = [ck.ToldFigure("available", Period.parse(period), "98", "%")]
    facts = ck.SettlementFacts(figures=figures, **told)
    return ck.settle(agreement, None, None, period=period, told=facts)[0]


def test_a_credit_is_taken_of_the_price_that_the_index_made() -> None:
    """1 000.00 × 103 / 100 = 1 030.00, and 10 % of it."""
    cpi = IndexSeries.of("cpi", {"2025-12": "100", "2026-12": "103"})
    money = settled(load(FEE, INDEX), "2027-01", index=[cpi])
    assert [str(line.amount.amount) for line in money.lines] == ["1030.00", "-103.00"]
    assert (money.status, money.reasons) == ("final", ())
    assert any("103" in one for one in money.lines[0].evidence)


def test_an_index_figure_that_is_not_published_leaves_charge_and_credit_open() -> None:
    """Nothing is charged for now, nothing is credited, and both say what is missing."""
    money = settled(load(FEE, INDEX), "2027-01", index=[IndexSeries.of("cpi", {"2025-12": "100"})])
    assert [(line.kind, line.state, str(line.amount.amount)) for line in money.lines] == [
        ("charge", "undetermined", "0.00"),
        ("none", "undetermined", "0.00"),
    ]
    assert money.status == "provisional"
    assert [problem.code for problem in money.problems] == ["not-known"]
    assert all("2026-12" in line.says for line in money.lines)


def test_before_its_first_date_an_index_is_not_asked() -> None:
    assert settled(load(FEE, INDEX), "2026-12").status == "final"


def test_units_as_they_come_are_charged_for_what_was_counted() -> None:
    """1 000 and 150 × 2; the credit is 10 % of both."""
    counted = [CountedVolume("calls", Period.parse("2026-03"), 150, "the exchange", date(2026, 4, 2))]
    money = settled(load(FEE, CALLS), "2026-03", volumes=counted)
    assert [str(line.amount.amount) for line in money.lines] == ["1000.00", "300.00", "-130.00"]
    assert money.lines[1].evidence == ("calls: 150 in 2026-03, recorded 2026-04-02, the exchange",)


def test_a_volume_that_nobody_counted_is_not_nought() -> None:
    money = settled(load(FEE, CALLS), "2026-03")
    assert [line.state for line in money.lines] == ["settled", "undetermined", "undetermined"]
    assert (money.status, str(money.charges)) == ("provisional", "EUR 1 000.00")
    assert money.problems[0].hint == "tell it in the facts: told= of settle, --facts of the command"


def test_what_was_recorded_later_is_not_known_yet() -> None:
    counted = [CountedVolume("calls", Period.parse("2026-03"), 150, None, date(2026, 4, 2))]
    early = settled(load(FEE, CALLS), "2026-03", volumes=counted, known_at=date(2026, 4, 1))
    assert early.lines[1].state == "undetermined"
    assert settled(load(FEE, CALLS), "2026-03", volumes=counted, known_at=date(2026, 4, 2)).status == "final"


def test_a_shortfall_of_the_year_is_charged_in_its_last_month() -> None:
    """1 000 calls a year at least; 60 in each month are 720, and 280 more are paid in December."""
    least = {"kind": "minimum-commitment", "at_least": "1 000 calls", "per": "contract-year", "settled": "at-year-end"}
    agreement = load(CALLS, least)
    months = [Period.parse(f"2026-{month:02}") for month in range(1, 13)]
    counted = [CountedVolume("calls", month, 60) for month in months]
    charges = [settled(agreement, month.label, volumes=counted).charges for month in months]
    assert [str(one.amount) for one in charges] == ["120.00"] * 11 + ["680.00"]


def test_a_total_with_a_charge_that_nobody_knows_has_no_interval() -> None:
    money = settled(load(FEE, CALLS), "2026-03")
    assert (money.low, money.high) == (None, None)


def test_volumes_of_a_service_that_nobody_agreed_are_refused_with_the_nearest_one() -> None:
    """They would decide nothing, in silence."""
    volumes = [CountedVolume("cals", Period.parse("2026-01"), 3)]
    with pytest.raises(ck.UsageError, match="no service 'cals' of which a volume could be told; did you mean 'calls'"):
        settled(load(FEE, CALLS), "2026-01", volumes=volumes)


def test_a_volume_of_a_service_that_is_billed_as_agreed_is_said_to_decide_nothing() -> None:
    """A hundred seats are agreed and nothing counts other ones; of calls every one counts."""
    seats = {"kind": "service", "name": "seats", "price": "EUR 2.00 per seat per month", "volume": "100 seats"}
    january = Period.parse("2026-01")
    volumes = [CountedVolume("seats", january, 120), CountedVolume("calls", january, 3)]
    money = settled(load(seats, CALLS), "2026-01", volumes=volumes)
    (note,) = money.notes
    assert note.startswith(
        "The volume told of seats for 2026-01 decides nothing; it is billed as agreed, 100 × EUR 2.00"
    )
    assert money.to_dict()["notes"] == [note]
    assert money.status == "final"
