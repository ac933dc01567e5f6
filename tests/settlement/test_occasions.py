"""Which effects stand in which settlement, and for which dates."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck
from contractkit.quantities.periods import Period
from contractkit.settlement.own_periods.occasions import occasions

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
UPTIME = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"}
CREDIT = {"kind": "tier-credit", "of": "charges", "tiers": [{"below": "reach", "credit": "10 %"}]}


def load(*clauses: dict[str, Any], start: str = "2026-01-01", until: str | None = None) -> ck.Agreement:
    term = {"kind": "term", "start": start} | ({} if until is None else {"until": until, "end": "last-day"})
    fee = {"kind": "fee", "name": "base", "amount": "EUR 900.00", "per": "quarter"}
    own = (term, fee, UPTIME, *clauses)
    return ck.load_agreement(data=HEAD | {"clauses": {str(n): clause for n, clause in enumerate(own, start=1)}})


def target(per: str, **more: Any) -> dict[str, Any]:
    pays = more.pop("pays", [CREDIT])
    return {
        "kind": "figure-target", "name": "available", "metric": "uptime", "reach": "99 %", "per": per, "pays": pays, **more
    }  # fmt: skip


def found(agreement: ck.Agreement, period: str) -> list[tuple[str, str]]:
    every = occasions(agreement, Period.parse(period))
    return [(one.name, one.period.label) for one in every]


@pytest.mark.parametrize(
    ("per", "period", "labels"),
    [
        ("month", "2026-Q1", ["2026-01", "2026-02", "2026-03"]),
        ("quarter", "2026-Q1", ["2026-Q1"]),
        ("quarter", "2026-02", []),
        ("quarter", "2026-03", ["2026-Q1"]),
        ("contract-year", "2026-12", ["2026"]),
        ("month from day 16", "2026-03", ["2026-02-16..2026-03-15"]),
        ("month from day 16", "2026-Q1", [
            "2025-12-16..2026-01-15", "2026-01-16..2026-02-15", "2026-02-16..2026-03-15"
        ]),
        ("week", "2026-01", ["2026-W01", "2026-W02", "2026-W03", "2026-W04"]),
    ],
)  # fmt: skip
def test_an_effect_stands_in_the_settlement_in_which_its_own_period_ends(per: str, period: str, labels: Any) -> None:
    assert found(load(target(per)), period) == [("available", label) for label in labels]


def test_a_period_that_the_term_cuts_ends_with_it() -> None:
    """The quarter to the end of February is settled in February, and in March there is nothing left."""
    agreement = load(target("quarter"), until="2026-02-28")
    assert found(agreement, "2026-02") == [("available", "2026-Q1")]
    assert found(agreement, "2026-03") == []


def test_what_is_judged_over_the_whole_term_is_settled_when_it_ends() -> None:
    """One without an end never does."""
    assert found(load(target("term")), "2026-03") == []
    agreement = load(target("term"), until="2026-04-30")
    assert found(agreement, "2026-03") == []
    assert [name for name, _ in found(agreement, "2026-04")] == ["available"]


def test_points_stand_in_the_periods_of_the_targets_that_give_them() -> None:
    bands = [{"from": "reach", "points": 0}, {"below": "reach", "points": 5}]
    gives = {"kind": "band-effect", "bands": bands}
    agreement = load(target("month", pays=[gives]), {"kind": "points-credit", "for": "all", "credit_per_point": "1 %"})
    assert found(agreement, "2026-Q1") == [
        *(("available", f"2026-0{month}") for month in (1, 2, 3)),
        *(("S-1/5", f"2026-0{month}") for month in (1, 2, 3)),
    ]


def test_what_reads_facts_only_has_the_period_that_is_settled() -> None:
    share = {"kind": "revenue-share", "shares": ["4.5 % of sales"]}
    data = {"clauses": {"1": share}, "amounts": {"sales": "What was sold"}}
    agreement = ck.load_agreement(data=HEAD | data)
    assert found(agreement, "2026-02") == [("S-1/1", "2026-02")]


def test_each_value_that_is_measured_by_itself_has_a_line() -> None:
    """A region that is down is credited, and the other is not."""
    fields = {"fields": {"region": ["north", "south"]}}
    clauses = {
        "1": {"kind": "fee", "name": "base", "amount": "EUR 900.00", "per": "month"},
        "2": UPTIME | {"each": "region"},
        "3": target("month"),
    }
    agreement = ck.load_agreement(data=HEAD | fields | {"clauses": clauses})
    period = Period.parse("2026-01")
    told = ck.SettlementFacts(
        figures=[
            ck.ToldFigure("available", period, "98", "%", where={"region": "north"}),
            ck.ToldFigure("available", period, "100", "%", where={"region": "south"}),
        ]
    )
    money, _ = ck.settle(agreement, None, None, period="2026-01", told=told)
    assert [(line.says.split(":")[0], str(line.amount.amount)) for line in money.lines[1:]] == [
        ("available (north), 2026-01", "-90.00"),
        ("available (south), 2026-01", "0.00"),
    ]
    assert len({line.id for line in money.lines}) == 3


def test_several_effects_of_one_target_have_numbers_of_their_own() -> None:
    agreement = load(target("month", pays=[CREDIT, CREDIT | {"of": "base"}]))
    ids = [one.id for one in occasions(agreement, Period.parse("2026-01"))]
    assert ids == ["S-1/4 2026-01 #1", "S-1/4 2026-01 #2"]
