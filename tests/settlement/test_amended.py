"""Amendments inside of a period that is settled: each date is judged and paid under the wording that holds on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

import contractkit as ck
from contractkit.settlement import Ledger
from contractkit.settlement.told import SettlementFacts

HEAD = "contractkit: 1\ncurrency: EUR\nzone: UTC\nlanguage: en\n"
CONTRACT = (
    HEAD
    + """document: sla
id: K-1
title: Hosting
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: hosting, amount: 3 000.00, per: month}
  "3": {kind: metric, name: uptime, measures: availability, relief: none}
  "4":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99.0 %
    per: month
    pays: [{kind: tier-credit, of: charges, tiers: [{below: reach, credit: 10 %}]}]
  "5": {kind: settlement, per: month, order: [{step: round, to: 0.01, mode: half-up}], amended_mid_period: RULE}
"""
)
AMENDMENT = """contractkit: 1
document: amendment
id: A-1
title: A higher promise
amends: K-1
signed_on: 2026-06-02
effective_from: 2026-06-16
changes:
  - {clause: "4", action: change, fields: {FIELDS}}
"""
REACH = "reach: {was: at least 99.0 %, becomes: at least 99.5 %}"
HALVES = {"2026-06-01..2026-06-15": "99.2 %", "2026-06-16..2026-06-30": "99.2 %", "2026-06": "99.2 %"}


def load(folder: Path, rule: str = "split", fields: str = REACH, contract: str = CONTRACT) -> ck.Agreement:
    (folder / "contract.yaml").write_text(contract.replace("RULE", rule), encoding="utf-8")
    (folder / "amendment.yaml").write_text(AMENDMENT.replace("FIELDS", fields), encoding="utf-8")
    return ck.load_agreement(folder)


def told(agreement: ck.Agreement, figures: Any) -> SettlementFacts:
    return SettlementFacts.from_dict({"figures": {"available": figures}}, agreement=agreement, period="2026-06")


def effects(settlement: ck.Settlement) -> list[tuple[str, str]]:
    return [(line.period.label, str(line.amount.amount)) for line in settlement.lines if line.kind != "charge"]


class TestTargets:
    def test_a_higher_promise_splits_the_month_in_which_it_begins(self, tmp_path: Path) -> None:
        """99.2 % keeps 99.0 % in the first half, and misses 99.5 % in the second: 10 % of the 1 500 of 15 days."""
        agreement = load(tmp_path)
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=told(agreement, HALVES))
        assert effects(money) == [("2026-06-01..2026-06-15", "0.00"), ("2026-06-16..2026-06-30", "-150.00")]
        assert str(money.total) == "EUR 2 850.00"
        assert [str(line.clause) for line in money.lines[1:]] == ["K-1/4", "K-1/4"]

    @pytest.mark.parametrize(("rule", "expected"), [("new-terms", "-300.00"), ("old-terms", "0.00")])
    def test_one_wording_may_hold_for_the_whole_month(self, tmp_path: Path, rule: str, expected: str) -> None:
        agreement = load(tmp_path, rule)
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=told(agreement, HALVES))
        assert effects(money) == [("2026-06", expected)]

    @pytest.mark.parametrize("rule", ["split", "new-terms", "old-terms"])
    def test_the_months_around_it_know_one_wording_only(self, tmp_path: Path, rule: str) -> None:
        agreement = load(tmp_path, rule)
        found = []
        for month in ("2026-05", "2026-07"):
            facts = SettlementFacts.from_dict({"figures": {"available": "99.2 %"}}, agreement=agreement, period=month)
            found += effects(ck.settle(agreement, None, None, period=month, told=facts)[0])
        assert found == [("2026-05", "0.00"), ("2026-07", "-300.00")]

    def test_what_nobody_knew_yet_changes_nothing(self, tmp_path: Path) -> None:
        agreement = load(tmp_path)
        facts = SettlementFacts.from_dict({"figures": {"available": HALVES}}, agreement=agreement, period="2026-06")
        early = attrs.evolve(facts, known_at=datetime(2026, 6, 1, tzinfo=UTC).date())
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=early)
        assert (effects(money), money.known_at) == ([("2026-06", "0.00")], early.known_at)
        assert money.reasons == ("Only what was recorded by 2026-06-01 is known, which is before the end of 2026-06.",)

    def test_an_amendment_of_something_else_splits_nothing(self, tmp_path: Path) -> None:
        """A new title is no new promise."""
        agreement = load(tmp_path, fields="title: {was: left-out, becomes: Available}")
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=told(agreement, {"2026-06": "98 %"}))
        assert effects(money) == [("2026-06", "-300.00")]

    def test_an_effect_that_begins_inside_of_a_month_counts_from_its_first_date(self, tmp_path: Path) -> None:
        contract = CONTRACT.replace("of: charges, tiers", "of: charges, holds: {from: 2026-06-16}, tiers")
        (tmp_path / "contract.yaml").write_text(contract.replace("RULE", "split"), encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        figures = {"2026-06-16..2026-06-30": "98 %", "2026-05": "98 %"}
        facts = told(agreement, figures)
        assert effects(ck.settle(agreement, None, None, period="2026-06", told=facts)[0]) == [
            ("2026-06-16..2026-06-30", "-150.00")
        ]
        assert effects(ck.settle(agreement, None, None, period="2026-05", told=facts)[0]) == []


class TestAmounts:
    @pytest.mark.parametrize(
        ("credit", "expected"),
        [
            ("of: charges, tiers: [{below: reach, credit: 10 %}]", "-150.00"),
            ("of: hosting, tiers: [{below: reach, credit: 10 %}]", "-150.00"),
            ("of: monthly-fee, tiers: [{below: reach, credit: 10 %}]", "-150.00"),
            ("tiers: [{below: reach, credit: EUR 300.00}]", "-150.00"),
            ("of: yearly-fees, tiers: [{below: reach, credit: 1 %}]", "-180.00"),
        ],
    )
    def test_half_a_month_costs_half_of_what_a_month_would(self, tmp_path: Path, credit: str, expected: str) -> None:
        contract = CONTRACT.replace("of: charges, tiers: [{below: reach, credit: 10 %}]", credit)
        agreement = load(tmp_path, contract=contract)
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=told(agreement, HALVES))
        assert effects(money)[1][1] == expected


class TestOutages:
    """Outages that were told for the month are laid into its halves by their dates."""

    def paid(self, folder: Path, outages: list[str], **more: str) -> tuple[list[tuple[str, str]], str]:
        agreement = load(folder)
        measured = {"uptime": {"outages": outages, **more}}
        facts = SettlementFacts.from_dict({"measured": measured}, agreement=agreement, period="2026-06")
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=facts)
        return effects(money), money.status

    @pytest.mark.parametrize("more", [{}, {"time": "43 200 minutes"}])
    def test_each_half_has_the_downtime_of_its_dates(self, tmp_path: Path, more: dict[str, str]) -> None:
        """3 of 360 hours are 99.17 %: it keeps the 99.0 % of the first half, and misses the 99.5 % of the second.

        The second outage lasts from 23:00 on the 15th to 2:00 on the 16th: an hour in the first half, two in the second.
        With 2 hours in each half the first has 99.44 %, and so has the second: 10 % of EUR 1 500.
        """
        outages = ["2026-06-03T10:00Z/2026-06-03T11:00Z", "2026-06-15T23:00Z/2026-06-16T02:00Z"]
        found = ([("2026-06-01..2026-06-15", "0.00"), ("2026-06-16..2026-06-30", "-150.00")], "final")
        assert self.paid(tmp_path, outages, **more) == found

    def test_one_hour_in_the_second_half_keeps_both_promises(self, tmp_path: Path) -> None:
        """Three hours in the first half are 99.17 %, one in the second 99.72 %."""
        outages = ["2026-06-03T10:00Z/2026-06-03T13:00Z", "2026-06-20T10:00Z/2026-06-20T11:00Z"]
        assert self.paid(tmp_path, outages)[0][1] == ("2026-06-16..2026-06-30", "0.00")

    def test_of_an_outage_without_its_dates_nobody_knows_in_which_half_it_lay(self, tmp_path: Path) -> None:
        assert self.paid(tmp_path, ["3 hours"])[1] == "provisional"


class TestFixedSums:
    """A sum of a period is paid once where an amendment splits it: by days, or under the wording of its moment."""

    AMENDMENT = AMENDMENT.replace('clause: "4"', 'clause: "6"')
    FOUND = "when: {target: available, verdict: breached}"

    def paid(self, folder: Path, clause: str, fields: str, figures: Any) -> list[tuple[str, str]]:
        contract = CONTRACT.replace("10 %}]}]", "0 %}]}]") + f'  "6": {clause}\n'
        (folder / "contract.yaml").write_text(contract.replace("RULE", "split"), encoding="utf-8")
        (folder / "amendment.yaml").write_text(self.AMENDMENT.replace("FIELDS", fields), encoding="utf-8")
        agreement = ck.load_agreement(folder)
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=told(agreement, figures))
        return [one for one in effects(money) if one[1] != "0.00"]

    def test_damages_for_a_bad_month_count_by_days_under_each_wording(self, tmp_path: Path) -> None:
        """EUR 300 for 15 of 30 days and EUR 600 for the other 15: 150 + 300."""
        clause = f"{{kind: liquidated-damages, nature: damages, items: [{{{self.FOUND}, amount: EUR 300.00}}]}}"
        fields = (
            f"items: {{was: [{{{self.FOUND}, amount: EUR 300.00}}], becomes: [{{{self.FOUND}, amount: EUR 600.00}}]}}"
        )
        found = self.paid(tmp_path, clause, fields, {"2026-06": "98 %", **dict.fromkeys(list(HALVES)[:2], "98 %")})
        assert found == [("2026-06-01..2026-06-15", "-150.00"), ("2026-06-16..2026-06-30", "-300.00")]

    def test_a_milestone_is_paid_once_under_the_wording_of_the_end_of_its_month(self, tmp_path: Path) -> None:
        """June was good, and ends when EUR 700 were agreed."""
        done = "when: {target: available, verdict: met}"
        clause = f"{{kind: milestone, nature: incentive, {done}, amount: EUR 500.00}}"
        fields = "amount: {was: EUR 500.00, becomes: EUR 700.00}"
        found = self.paid(tmp_path, clause, fields, {"2026-06": "99.9 %", **dict.fromkeys(list(HALVES)[:2], "99.9 %")})
        assert found == [("2026-06-16..2026-06-30", "700.00")]

    def test_a_pool_takes_each_half_of_what_is_at_risk_in_it(self, tmp_path: Path) -> None:
        """Half of EUR 1 000 for 15 of 30 days, half of EUR 2 000 for the others: 250 + 500."""
        clause = (
            "{kind: pool-credit, at_risk: EUR 1 000.00, allocations: [{for: available, pool: 100 %, allocation: 50 %}]}"
        )
        fields = "at_risk: {was: EUR 1 000.00, becomes: EUR 2 000.00}"
        found = self.paid(tmp_path, clause, fields, {"2026-06": "98 %", **dict.fromkeys(list(HALVES)[:2], "98 %")})
        assert found == [("2026-06-01..2026-06-15", "-250.00"), ("2026-06-16..2026-06-30", "-500.00")]


class TestPoints:
    @pytest.mark.parametrize(
        ("looks_at", "expected"),
        [
            ("available", [("2026-06-16..2026-06-30", "-600.00")]),
            ("uptime", [("2026-06-01..2026-06-15", "-150.00"), ("2026-06-16..2026-06-30", "-300.00")]),
        ],
    )
    def test_points_come_up_once(self, tmp_path: Path, looks_at: str, expected: list[tuple[str, str]]) -> None:
        """3 points at EUR 100, from the 16th on at EUR 200.

        The target gives its points where June ends, under the new price. Bands of the bare metric give 3 points for the
        whole of June, 1.5 for each half.
        """
        bands = "bands: [{from: 99 %, points: 0}, {below: 99 %, points: 3}]"
        contract = CONTRACT.replace("10 %}]}]", "0 %}]}]")
        contract += f'  "6": {{kind: band-effect, name: marks, for: {looks_at}, {bands}}}\n'
        contract += '  "7": {kind: points-credit, for: marks, credit_per_point: EUR 100.00}\n'
        (tmp_path / "contract.yaml").write_text(contract.replace("RULE", "split"), encoding="utf-8")
        fields = "credit_per_point: {was: EUR 100.00, becomes: EUR 200.00}"
        amendment = AMENDMENT.replace('clause: "4"', 'clause: "7"').replace("FIELDS", fields)
        (tmp_path / "amendment.yaml").write_text(amendment, encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        figures = dict.fromkeys(HALVES, "98 %")
        facts = SettlementFacts.from_dict(
            {"figures": {"available": figures, "uptime": figures}}, agreement=agreement, period="2026-06"
        )
        money, _ = ck.settle(agreement, None, None, period="2026-06", told=facts)
        found = [(line.period.label, str(line.amount.amount)) for line in money.lines if line.kind in ("malus", "none")]
        assert [one for one in found if one[1] != "0.00"] == expected


class TestFree:
    """What is not charged follows the wording of each date."""

    def charged(self, folder: Path, fields: str) -> str:
        contract = CONTRACT + '  "6": {kind: no-charge, what: hosting, holds: {from: 2026-06-11}}\n'
        (folder / "contract.yaml").write_text(contract.replace("RULE", "split"), encoding="utf-8")
        amendment = AMENDMENT.replace('clause: "4"', 'clause: "6"').replace("action: change, fields: {FIELDS}", fields)
        (folder / "amendment.yaml").write_text(amendment, encoding="utf-8")
        return str(ck.settle(ck.load_agreement(folder), None, None, period="2026-06")[0].charges.amount)

    def test_a_clause_that_is_taken_out_leaves_free_what_was_free_before(self, tmp_path: Path) -> None:
        """Free from the 11th to the 15th, 5 of 30 days of EUR 3 000."""
        assert self.charged(tmp_path, "action: remove") == "2500.00"

    def test_one_that_is_left_alone_goes_on(self, tmp_path: Path) -> None:
        """Ten days are charged."""
        title = "action: change, fields: {title: {was: left-out, becomes: Free}}"
        assert self.charged(tmp_path, title) == "1000.00"


class TestPrices:
    @pytest.mark.parametrize(
        ("rule", "june"), [("split", "3300.00"), ("new-terms", "3600.00"), ("old-terms", "3000.00")]
    )
    def test_a_new_price_follows_the_same_word(self, tmp_path: Path, rule: str, june: str) -> None:
        """From 16 June 3 600 instead of 3 000: 15 of 30 days at each are 1 500 and 1 800."""
        (tmp_path / "contract.yaml").write_text(CONTRACT.replace("RULE", rule), encoding="utf-8")
        fee = AMENDMENT.replace('clause: "4"', 'clause: "2"').replace(
            "FIELDS", "amount: {was: 3 000.00, becomes: 3 600.00}"
        )
        (tmp_path / "amendment.yaml").write_text(fee, encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        found = [
            str(ck.settle(agreement, None, None, period=m)[0].charges.amount) for m in ("2026-05", "2026-06", "2026-07")
        ]
        assert found == ["3000.00", june, "3600.00"]


class TestYear:
    def test_month_by_month_it_is_the_year(self, tmp_path: Path) -> None:
        """Settled as one, or one after the other with the ledger handed on."""
        agreement = load(tmp_path)
        figures = {f"2026-{month:02}": f"{98 + month / 10:.1f} %" for month in range(1, 13) if month != 6}
        facts = told(agreement, figures | {label: text for label, text in HALVES.items() if ".." in label})
        year, after = ck.settle(agreement, None, None, period="2026", told=facts)
        ledger, lines = Ledger.empty(), []
        for month in range(1, 13):
            money, ledger = ck.settle(agreement, None, None, period=f"2026-{month:02}", before=ledger, told=facts)
            lines += money.lines
        assert (tuple(lines), ledger) == (year.lines, after)


class TestWhatReachesBack:
    """An amendment of June that lowers the fee from January on."""

    SLIP = AMENDMENT.replace("effective_from: 2026-06-16", "effective_from: 2026-01-01\nretroactive: RULE")
    SLIP = SLIP.replace('clause: "4", action: change, fields: {FIELDS}', 'clause: "2", action: change, fields: {amount: {was: 3 000.00, becomes: 2 700.00}}')  # fmt: skip

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("settle-difference", ["2700.00", "2700.00", "2700.00", "2700.00"]),
            ("leave-as-billed", ["3000.00", "3000.00", "2700.00", "2700.00"]),
        ],
    )
    def test_it_settles_the_difference_or_leaves_what_was_billed(
        self, tmp_path: Path, rule: str, expected: list[str]
    ) -> None:
        """June was not billed when it was recorded on the second of that month."""
        (tmp_path / "contract.yaml").write_text(CONTRACT.replace("RULE", "split"), encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(self.SLIP.replace("RULE", rule), encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        months = ("2026-01", "2026-05", "2026-06", "2026-07")
        found = [ck.settle(agreement, None, None, period=month)[0].charges for month in months]
        assert [str(one.amount) for one in found] == expected


@pytest.mark.parametrize("gate", ["{counted: met, of: [quick], at_least: 1}", "{target: quick, verdict: met}"])
def test_a_gate_on_the_month_holds_in_both_parts_of_a_month_that_is_split(tmp_path: Path, gate: str) -> None:
    """The points are written out finer from 16 June on, which changes no amount: 5 % of 3 000 in both halves."""
    contract = CONTRACT.replace(
        "{kind: tier-credit, of: charges, tiers: [{below: reach, credit: 10 %}]}",
        f"{{kind: curve, of: charges, bonus_only_if: {gate}, points: [{{at: 98 %, pays: 0 %}}, {{at: 99 %, pays: 5 %}}]}}",
    ).replace("RULE", "split")
    contract += '  "6": {kind: metric, name: answers, measures: in-time}\n'
    contract += '  "7": {kind: figure-target, name: quick, metric: answers, reach: at least 90 %, per: month}\n'
    finer = (
        "pays: {was: [{kind: curve, of: charges, bonus_only_if: GATE, points: [{at: 98 %, pays: 0 %}, "
        "{at: 99 %, pays: 5 %}]}], becomes: [{kind: curve, of: charges, bonus_only_if: GATE, points: "
        "[{at: 98 %, pays: 0 %}, {at: 99 %, pays: 5 %}, {at: 100 %, pays: 5 %}]}]}"
    ).replace("GATE", gate)
    agreement = load(tmp_path, fields=finer, contract=contract)
    facts = SettlementFacts.from_dict(
        {"figures": {"available": HALVES, "quick": {"2026-06": "95 %"}}}, agreement=agreement, period="2026-06"
    )
    money, _ = ck.settle(agreement, None, None, period="2026-06", told=facts)
    assert effects(money) == [("2026-06-01..2026-06-15", "75.00"), ("2026-06-16..2026-06-30", "75.00")]
