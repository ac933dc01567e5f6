"""A settlement clause for some targets: over a longer period than the others, over a shorter one, and between dates."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
BASE: dict[str, Any] = {
    "1": {"kind": "term", "start": "2026-01-01"},
    "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "quarter"},
    "3": {"kind": "metric", "name": "available", "measures": "availability"},
    "4": {
        "kind": "figure-target",
        "name": "uptime",
        "metric": "available",
        "reach": "99 %",
        "per": "quarter",
        "pays": [{"kind": "tier-credit", "of": "base", "tiers": [{"below": "reach", "credit": "10 %"}]}],
    },
    "5": {"kind": "metric", "name": "marks", "measures": "satisfaction", "scale": {"from": 1, "through": 10}, "asked": "every-request"},
    "6": {
        "kind": "figure-target",
        "name": "liked",
        "metric": "marks",
        "reach": "at least 7",
        "per": "quarter",
        "pays": [{"kind": "band-effect", "of": "base", "bands": [{"from": "7", "pays": "5 %"}, {"below": "7", "pays": "-5 %"}]}],
    },
}  # fmt: skip
ROUND = {"step": "round", "to": "0.01"}
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
UPTIME = {"2026-Q1": "98 %", "2026-Q2": "99.5 %", "2026-Q3": "98 %", "2026-Q4": "99.5 %"}
MARKS = {"2026-Q1": "8", "2026-Q2": "8", "2026-Q3": "6", "2026-Q4": "8"}


def settled(general: dict[str, Any], own: dict[str, Any]) -> list[ck.Settlement]:
    """Return the settlements of the four quarters of 2026, each with the ledger of those before."""
    clauses = {**BASE, "7": {"kind": "settlement", **general}, "8": {"kind": "settlement", "for": ["liked"], **own}}
    agreement = ck.load_agreement(data={**HEAD, "clauses": clauses})
    assert agreement.not_computed == ()
    told = {"figures": {"uptime": UPTIME, "liked": MARKS}}
    found, ledger = [], ck.Ledger.empty()
    for quarter in QUARTERS:
        facts = ck.SettlementFacts.from_dict(told, agreement=agreement, period=quarter)
        money, ledger = ck.settle(agreement, None, None, period=quarter, told=facts, before=ledger)
        found.append(money)
    return found


def effects(settlement: ck.Settlement) -> dict[str, str]:
    lines = (line for line in settlement.lines if line.kind in ("bonus", "malus", "cap"))
    return {line.id: str(line.amount.amount) for line in lines}


class TestALongerPeriod:
    def test_what_is_settled_per_year_waits_for_its_end_and_is_capped_as_one(self) -> None:
        """Uptime costs EUR 100 in the first and third quarter, as they end.

        The bonus of three good quarters, 3 × 50, and the malus of the third, 50, wait. At the end of the year the bonus
        is capped at EUR 120: 30 of the 150 are not paid, 10 of each quarter.
        """
        cap = {"step": "cap", "limit": "EUR 120.00", "per": "year", "caps": "bonus"}
        found = settled({"per": "quarter", "order": [ROUND]}, {"per": "year", "order": [cap, ROUND]})
        assert [effects(one) for one in found[:3]] == [
            {"S-1/4 2026-Q1": "-100.00"},
            {},
            {"S-1/4 2026-Q3": "-100.00"},
        ]
        assert effects(found[3]) == {
            "S-1/6 2026-Q1": "50.00",
            "S-1/6 2026-Q2": "50.00",
            "S-1/6 2026-Q3": "-50.00",
            "S-1/6 2026-Q4": "50.00",
            "S-1/8 cap 1 bonus 2026": "-30.00",
        }
        assert [str(one.total.amount) for one in found] == ["900.00", "1000.00", "900.00", "1070.00"]
        assert [one.status for one in found] == ["final"] * 4

    def test_a_year_settled_at_once_is_the_sum_of_its_quarters(self) -> None:
        clauses = {**BASE, "7": {"kind": "settlement", "per": "quarter", "order": [ROUND]}}
        clauses["8"] = {"kind": "settlement", "for": ["liked"], "per": "year", "order": [ROUND]}
        agreement = ck.load_agreement(data={**HEAD, "clauses": clauses})
        told = {"figures": {"uptime": UPTIME, "liked": MARKS}}
        facts = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026")
        year, _ = ck.settle(agreement, None, None, period="2026", told=facts)
        quarters = settled({"per": "quarter", "order": [ROUND]}, {"per": "year", "order": [ROUND]})
        assert year.lines == tuple(line for one in quarters for line in one.lines)


class TestAShorterPeriod:
    def test_caps_count_in_their_own_windows(self) -> None:
        """Per year everything else; per quarter the marks, of which at most EUR 40 are paid in each: 3 × 10 are cut."""
        cap = {"step": "cap", "limit": "EUR 40.00", "per": "quarter", "caps": "bonus"}
        clauses = {**BASE, "7": {"kind": "settlement", "per": "year", "order": [ROUND]}}
        clauses["8"] = {"kind": "settlement", "for": ["liked"], "per": "quarter", "order": [cap, ROUND]}
        agreement = ck.load_agreement(data={**HEAD, "clauses": clauses})
        told = {"figures": {"uptime": UPTIME, "liked": MARKS}}
        facts = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026")
        money, _ = ck.settle(agreement, None, None, period="2026", told=facts)
        assert str(money.total.amount) == "3870.00"  # 4 000 - 200 + 100 - 30

    @pytest.mark.parametrize(
        "step",
        [
            {"step": "minimum-issue", "more_than": "EUR 5", "otherwise": "drop"},
            {"step": "earn-back", "when": {"target": "liked", "verdict": "met"}, "returns": "50 %"},
        ],
    )
    def test_what_is_too_little_or_won_back_in_each_part_of_a_period_is_refused(self, step: dict[str, Any]) -> None:
        clauses = {**BASE, "7": {"kind": "settlement", "per": "year", "order": [ROUND]}}
        clauses["8"] = {"kind": "settlement", "for": ["liked"], "per": "quarter", "order": [step, ROUND]}
        agreement = ck.load_agreement(data={**HEAD, "clauses": clauses})
        assert [(str(one.clause), one.stage) for one in agreement.not_computed] == [("S-1/8", "settling")]

    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            ({"step": "minimum-issue", "more_than": "EUR 30", "otherwise": "drop"}, ["0.00", "0.00", "-80.00"]),
            (
                {"step": "earn-back", "when": {"target": "liked", "verdict": "met"}, "returns": "50 %"},
                ["20.00", "-20.00", "-50.00"],
            ),
        ],
    )
    def test_the_way_out_that_is_told_computes_what_was_meant(self, step: dict[str, Any], expected: list[str]) -> None:
        """Marks per month: 20, -20 and 20 of a third of EUR 1 200; uptime per quarter: 120, of which a cap leaves 80.

        Nothing up to 30 is paid of the marks; or half of February's 20 comes back in March: 20 + 10 - 80 = -50.
        """
        liked = {**BASE["6"], "per": "month"}
        clauses = {**BASE, "2": {**BASE["2"], "amount": "EUR 1 200.00"}, "6": liked}
        cap = {"step": "cap", "limit": "EUR 80.00", "per": "quarter", "caps": "malus"}
        own, others = [step, ROUND], [cap, ROUND]
        refused = {"7": {"per": "quarter", "order": others}, "8": {"for": ["liked"], "per": "month", "order": own}}
        told = {"7": {"for": ["uptime"], "per": "quarter", "order": others}, "8": {"per": "month", "order": own}}

        def load(two: dict[str, Any]) -> ck.Agreement:
            settling = {number: {"kind": "settlement", **clause} for number, clause in two.items()}
            return ck.load_agreement(data={**HEAD, "clauses": {**clauses, **settling}})

        (lacking,) = load(refused).not_computed
        assert "write these steps as the clause for everything, per month and without for" in str(lacking)
        assert "one clause per quarter for: the other targets" in str(lacking)
        agreement, ledger, found = load(told), ck.Ledger.empty(), []
        assert agreement.not_computed == ()
        figures = {"uptime": {"2026-Q1": "98 %"}, "liked": {"2026-01": "8", "2026-02": "6", "2026-03": "8"}}
        for month in ("2026-01", "2026-02", "2026-03"):
            facts = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=month)
            money, ledger = ck.settle(agreement, None, None, period=month, told=facts, before=ledger)
            assert money.status == "final"
            found.append(f"{money.effects.amount:.2f}")
        assert found == expected


class TestContractYear:
    def test_a_settlement_per_contract_year_is_that_per_year(self) -> None:
        found = [
            settled({"per": "quarter", "order": [ROUND]}, {"per": per, "order": [ROUND]})[3]
            for per in ("year", "contract-year")
        ]
        assert found[0].lines == found[1].lines
        assert str(found[0].total.amount) == "1100.00"


class TestDates:
    def test_the_steps_of_a_settlement_hold_between_its_dates(self) -> None:
        """The cap of EUR 60 on malus holds from the second half of the year on: 100 in the first quarter, 60 in the third."""
        cap = {"step": "cap", "limit": "EUR 60.00", "per": "quarter", "caps": "malus"}
        general = {"per": "quarter", "order": [cap, ROUND], "holds": {"from": "2026-07-01"}}
        found = settled(general, {"per": "quarter", "order": [ROUND]})
        assert [effects(one).get("cap 1 malus " + quarter) for one, quarter in zip(found, QUARTERS, strict=True)] == [
            None,
            None,
            "40.00",
            None,
        ]

    def test_outside_of_its_dates_a_clause_for_some_leaves_them_to_the_one_for_everything(self) -> None:
        """At most EUR 30 of bonus through June by its own clause, EUR 40 afterwards by the general one."""
        caps = [{"step": "cap", "limit": f"EUR {most}.00", "per": "quarter", "caps": "bonus"} for most in (40, 30)]
        own = {"per": "quarter", "order": [caps[1], ROUND], "holds": {"through": "2026-06-30"}}
        found = settled({"per": "quarter", "order": [caps[0], ROUND]}, own)
        assert [one.bonus.amount for one in found] == [30, 30, 0, 40]
