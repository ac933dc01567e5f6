"""A month that an amendment splits, in its own settlement: it failed where one of its parts did, for all that asks.

February has 28 days. Availability is to be 99 %, from 15 February on 98 %; both halves are at 98.5 %, so that the first
one is missed and the second one is kept. The fee is EUR 1 000.00 a month, EUR 500.00 for each half.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

CREDIT = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]}
POINTS = {"kind": "band-effect", "bands": [{"from": "reach", "points": 0}, {"below": "reach", "points": 4}]}
TWICE = {"target": "available", "verdict": "breached", "periods_in_a_row": 2}
FIGURES = {
    "2026-01": "97 %",
    "2026-02-01..2026-02-14": "98.5 %",
    "2026-02-15..2026-02-28": "98.5 %",
    "2026-03": "99 %",
}


def target(name: str, metric: str, reach: str, *pays: dict[str, Any]) -> dict[str, Any]:
    found = {"kind": "figure-target", "name": name, "metric": metric, "reach": reach, "per": "month"}
    return {**found, "pays": list(pays)} if pays else found


def agreed(
    folder: Path,
    clauses: dict[str, Any],
    *steps: dict[str, Any],
    pays: tuple[dict[str, Any], ...] = (),
    becomes: str = "at least 98 %",
) -> ck.Agreement:
    every = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {"kind": "metric", "name": "errors", "measures": "error-rate"},
        "5": target("available", "uptime", "at least 99 %", *pays),
        "9": {"kind": "settlement", "per": "month", "order": [*steps, {"step": "round", "to": "0.01"}]},
        **clauses,
    }
    head = {"contractkit": 1, "document": "contract", "id": "C", "title": "Hosting", "language": "en"}
    parties = {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}
    contract = {**head, "currency": "EUR", "zone": "Europe/Amsterdam", "parties": parties, "clauses": every}
    change = {"reach": {"was": "at least 99 %", "becomes": becomes}}
    amendment = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A",
        "title": "Less",
        "amends": "C",
        "signed_on": "2025-12-01",
        "effective_from": "2026-02-15",
        "changes": [{"clause": "5", "action": "change", "fields": change}],
    }
    for name, paper in (("contract", contract), ("amendment", amendment)):
        (folder / f"{name}.json").write_text(json.dumps(paper), encoding="utf-8")
    return ck.load_agreement(folder)


def settled(agreement: ck.Agreement, *periods: str, errors: str = "2 %") -> list[ck.Settlement]:
    ledger, found = ck.Ledger.empty(), []
    for period in periods:
        figures = {"available": FIGURES}
        if any(getattr(one, "name", None) == "few-errors" for one in agreement.provisions):
            figures["few-errors"] = {period: errors}
        year = agreement.period("2026-01-01..2026-12-31")
        told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=year)
        settlement, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=told)
        assert settlement.status == "final"
        tried = ck.backtest(agreement, None, None, [], period=period, told=told) if len(periods) == 1 else None
        assert tried is None or tried.signed.total == settlement.total
        found.append(settlement)
    return found


class TestTwoMonthsInARow:
    def test_what_follows_from_two_failed_months_follows_in_the_split_one(self, tmp_path: Path) -> None:
        """January and February failed: EUR 50.00 of the first half and EUR 70.00 of damages; March was kept."""
        items = [{"when": TWICE, "amount": "EUR 70"}]
        clauses = {
            "6": {"kind": "remedy", "who": "customer", "grants": ["rectification-plan"], "when": TWICE},
            "7": {"kind": "liquidated-damages", "items": items},
        }
        clauses["6"]["for"] = "available"
        agreement = agreed(tmp_path, clauses, pays=(CREDIT,))
        months = settled(agreement, "2026-01", "2026-02", "2026-03")
        assert [str(month.total) for month in months] == ["EUR 900.00", "EUR 880.00", "EUR 1 000.00"]
        arises = [one.state for month in months for one in month.consequences if one.kind == "rectification-plan"]
        assert arises == ["does-not-arise", "arises", "does-not-arise"]

    def test_a_target_that_pays_nothing_is_judged_in_its_parts_too_and_stays_so(self, tmp_path: Path) -> None:
        """The ledger has both parts of February: the damages come with it and not again in March, which was kept."""
        items = [{"when": TWICE, "amount": "EUR 70"}]
        agreement = agreed(tmp_path, {"7": {"kind": "liquidated-damages", "items": items}})
        months = settled(agreement, "2026-01", "2026-02", "2026-03")
        assert [str(month.total) for month in months] == ["EUR 1 000.00", "EUR 930.00", "EUR 1 000.00"]


HALF_BACK = {
    "step": "earn-back",
    "when": {"target": "available", "verdict": "met"},
    "returns": "50 %",
    "expires": "6 months",
}


class TestEarnBack:
    def test_a_month_that_failed_in_its_first_half_wins_nothing_back(self, tmp_path: Path) -> None:
        """1 000 less 50.00 of the half; in March, which was kept, half of 100.00 and of 50.00 comes back."""
        months = settled(agreed(tmp_path, {}, HALF_BACK, pays=(CREDIT,)), "2026-01", "2026-02", "2026-03")
        assert [str(month.total) for month in months] == ["EUR 900.00", "EUR 950.00", "EUR 1 075.00"]

    def test_a_month_that_was_kept_in_both_halves_wins_back_once(self, tmp_path: Path) -> None:
        """98.5 % keeps 98 % from 15 February; before, 99 % is kept at 99.2 %. Half of January's 100.00, and no more."""
        agreement = agreed(tmp_path, {}, HALF_BACK, pays=(CREDIT,))
        figures = {**FIGURES, "2026-02-01..2026-02-14": "99.2 %"}
        ledger, totals = ck.Ledger.empty(), []
        for period in ("2026-01", "2026-02"):
            year = agreement.period("2026-01-01..2026-12-31")
            facts = {"figures": {"available": figures}}
            told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=year)
            settlement, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=told)
            totals.append(str(settlement.total))
        assert totals == ["EUR 900.00", "EUR 1 050.00"]


FEW = {"kind": "figure-target", "name": "few-errors", "metric": "errors", "reach": "at most 1 %", "per": "month"}
GATED = {
    "kind": "tier-credit",
    "for": "few-errors",
    "of": "fee",
    "only_if": {"target": "available", "verdict": "breached"},
    "tiers": [{"above": "reach", "credit": "10 %"}],
}
BONUS = {
    "kind": "band-effect",
    "for": "few-errors",
    "of": "fee",
    "bonus_only_if": {"target": "available", "verdict": "met"},
    "bands": [{"through": "1 %", "pays": "5 %"}, {"above": "1 %", "pays": "-5 %"}],
}
POOL = {
    "kind": "pool-credit",
    "at_risk": "10 % of charges",
    "allocations": [{"for": "available", "pool": "100 %", "allocation": "100 %"}],
}
FREE = {"kind": "no-charge", "what": "fee", "when": {"target": "available", "verdict": "breached"}}
BOTH = {"when": {"counted": "breached", "of": "all", "at_least": 2, "over": "month"}, "amount": "EUR 70"}


@pytest.mark.parametrize(
    ("clauses", "errors", "expected"),
    [
        pytest.param({"6": FEW, "7": GATED}, "2 %", "EUR 900.00", id="only_if: 10 % of 1 000.00 go off"),
        pytest.param({"6": FEW, "7": BONUS}, "0.5 %", "EUR 1 000.00", id="bonus_only_if: no 5 % on top"),
        pytest.param({"6": POOL}, "2 %", "EUR 900.00", id="pool: the whole share of 10 % of 1 000.00"),
        pytest.param({"6": FREE}, "2 %", "EUR 0.00", id="no-charge: the month is free"),
        pytest.param(
            {"6": FEW, "7": {"kind": "liquidated-damages", "items": [BOTH]}}, "2 %", "EUR 930.00", id="counted: two"
        ),
    ],
)
def test_whatever_asks_for_the_month_finds_it_failed(
    tmp_path: Path, clauses: dict[str, Any], errors: str, expected: str
) -> None:
    (february,) = settled(agreed(tmp_path, clauses), "2026-02", errors=errors)
    assert str(february.total) == expected


@pytest.mark.parametrize(("becomes", "halves"), [("at least 98 %", "the first"), ("at least 99.5 %", "both")])
def test_points_of_a_split_month_come_up_once(tmp_path: Path, becomes: str, halves: str) -> None:
    """4 points, whether one half failed or both did: 4 % of EUR 1 000.00; and the ledger has 4 of February."""
    credit = {"kind": "points-credit", "for": "available", "of": "charges", "credit_per_point": "1 %"}
    agreement = agreed(tmp_path, {"6": credit}, pays=(POINTS,), becomes=becomes)
    told = ck.SettlementFacts.from_dict(
        {"figures": {"available": FIGURES}}, agreement=agreement, period=agreement.period("2026-01-01..2026-12-31")
    )
    settlement, ledger = ck.settle(agreement, None, None, period="2026-02", told=told)
    assert str(settlement.total) == "EUR 960.00", halves
    assert sum(one.points for one in ledger.settled[-1].points) == 4
