"""An effect's own cap and smallest amount in a month that an amendment splits, settled, and in the drawn histories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.repaying import Repaying

TIERS = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "10 %"}]}
PROMISE = {
    "kind": "figure-target",
    "name": "available",
    "metric": "uptime",
    "reach": "at least 99 %",
    "per": "month",
}
JUNE = ("2026-06-01..2026-06-15", "2026-06-16..2026-06-30")
MAY = ("2026-05-01..2026-05-15", "2026-05-16..2026-05-31")
RAISED = {"reach": {"was": "at least 99 %", "becomes": "at least 99.5 %"}}


def agreed(folder: Path, effect: dict[str, Any], *, per: str = "month", split: str, change: Any) -> ck.Agreement:
    """Return EUR 3 000.00 a month, of which each missed month costs 10 %, amended on a date."""
    contract = {
        "contractkit": 1,
        "document": "contract",
        "id": "C-1",
        "title": "Hosting",
        "language": "en",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "parties": {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}},
        "clauses": {
            "1": {"kind": "term", "start": "2026-04-01", "initial": "12 months"},
            "2": {"kind": "fee", "name": "fee", "amount": "EUR 3 000.00", "per": "month"},
            "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "4": {**PROMISE, "pays": [effect]},
            "5": {"kind": "settlement", "per": per, "order": [{"step": "round", "to": "0.01"}]},
        },
    }
    amended = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A-1",
        "title": "More",
        "amends": "C-1",
        "effective_from": split,
        "signed_on": "2026-04-01",
        "recorded_on": "2026-04-01",
        "changes": [{"clause": "4", **change}],
    }
    for name, document in (("contract", contract), ("amended", amended)):
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(folder)


def in_june(folder: Path, effect: dict[str, Any]) -> ck.Agreement:
    return agreed(folder, effect, split="2026-06-16", change={"action": "change", "fields": RAISED})


def missed(agreement: ck.Agreement, period: str, *dates: str) -> ck.SettlementFacts:
    known = {"figures": {"available": dict.fromkeys(dates, "98 %")}}
    return ck.SettlementFacts.from_dict(known, agreement=agreement, period=period)


def credits_of(money: ck.Settlement) -> list[str]:
    return [str(line.amount) for line in money.lines if line.kind != "charge"]


def drawn(agreement: ck.Agreement, told: ck.SettlementFacts, period: str) -> list[float]:
    """Return what the float path of the back-test says; nothing is counted here, so every history is the same."""
    worked = Repaying(None, agreement.period(period), ck.Ledger.empty(), told).worked(agreement, None)
    return [round(float(one), 2) for one in Drawing(2, 3, 0.95).sums_of(worked)]


# Each half of June costs 10 % of EUR 1 500.00, EUR 150.00. A sum for the month is half of it for each half.
def smallest(sum_of_month: str, otherwise: str) -> dict[str, Any]:
    return {"minimum_issue": {"more_than": sum_of_month, "otherwise": otherwise}}


IN_JUNE = [
    pytest.param({"cap": "EUR 200 per contract-year"}, ["EUR -150.00", "EUR -50.00"], id="a cap of the year"),
    pytest.param({"cap": "EUR 100 per contract-year"}, ["EUR -100.00", "EUR 0.00"], id="one that a half uses up"),
    pytest.param({"cap": "EUR 200 per month"}, ["EUR -100.00", "EUR -100.00"], id="a cap of the month, by days"),
    pytest.param({"cap": "EUR 200"}, ["EUR -100.00", "EUR -100.00"], id="a plain cap, by days"),
    pytest.param(smallest("EUR 200", "drop"), ["EUR -150.00", "EUR -150.00"], id="above the smallest, drop"),
    pytest.param(smallest("EUR 200", "lift"), ["EUR -150.00", "EUR -150.00"], id="above the smallest, lift"),
    pytest.param(smallest("EUR 400", "drop"), ["EUR 0.00", "EUR 0.00"], id="below the smallest, drop"),
    pytest.param(smallest("EUR 400", "lift"), ["EUR -200.00", "EUR -200.00"], id="below the smallest, lift"),
]


@pytest.mark.parametrize(("rules", "expected"), IN_JUNE)
def test_two_halves_that_fail_keep_to_the_limits_of_the_month_and_the_year(
    rules: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    agreement = in_june(tmp_path, {**TIERS, **rules})
    told = missed(agreement, "2026-06", *JUNE)
    money, _ = ck.settle(agreement, None, None, period="2026-06", told=told)
    assert (credits_of(money), money.status) == (expected, "final")


@pytest.mark.parametrize(("rules", "expected"), IN_JUNE)
def test_a_drawn_history_comes_to_the_same(rules: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    agreement = in_june(tmp_path, {**TIERS, **rules})
    sums = drawn(agreement, missed(agreement, "2026-06", *JUNE), "2026-06")
    assert sums == [sum(float(one.removeprefix("EUR ")) for one in expected)] * 2


def test_the_line_says_which_part_of_a_sum_the_dates_have(tmp_path: Path) -> None:
    agreement = in_june(tmp_path, {**TIERS, "cap": "EUR 200"})
    money, _ = ck.settle(agreement, None, None, period="2026-06", told=missed(agreement, "2026-06", *JUNE))
    says = [line.says for line in money.lines if line.kind != "charge"]
    assert all("at most EUR 200.00, of which 1/2 by days = EUR 100.00" in one for one in says)


def test_the_next_month_finds_both_halves_in_the_ledger(tmp_path: Path) -> None:
    """EUR 350.00 a year: 150.00 and 150.00 in June leave 50.00 for July."""
    agreement = in_june(tmp_path, {**TIERS, "cap": "EUR 350 per contract-year"})
    june, ledger = ck.settle(agreement, None, None, period="2026-06", told=missed(agreement, "2026-06", *JUNE))
    july, _ = ck.settle(
        agreement, None, None, period="2026-07", told=missed(agreement, "2026-07", "2026-07"), before=ledger
    )
    assert (credits_of(june), credits_of(july)) == (["EUR -150.00", "EUR -150.00"], ["EUR -50.00"])


class TestCarried:
    """April costs EUR 300.00, the parts of May 145.16 and 154.84, June 300.00; only more than EUR 400.00 is paid.

    April waits. With it the first part of May is at 445.16, and is paid; the second is below 16/31 of 400.00, 206.45,
    and waits; with it June is at 454.84.
    """

    def signed(self, folder: Path, per: str) -> ck.Agreement:
        effect = {**TIERS, **smallest("EUR 400", "carry-forward")}
        return agreed(folder, effect, per=per, split="2026-05-16", change={"action": "change", "fields": RAISED})

    def test_what_waits_is_taken_in_once_in_a_quarter(self, tmp_path: Path) -> None:
        agreement = self.signed(tmp_path, "quarter")
        told = missed(agreement, "2026-Q2", "2026-04", *MAY, "2026-06")
        money, _ = ck.settle(agreement, None, None, period="2026-Q2", told=told)
        assert sorted(credits_of(money)) == ["EUR -445.16", "EUR -454.84", "EUR 0.00", "EUR 0.00"]

    def test_and_month_by_month(self, tmp_path: Path) -> None:
        agreement, ledger, found = self.signed(tmp_path, "month"), ck.Ledger.empty(), []
        for period, dates in (("2026-04", ("2026-04",)), ("2026-05", MAY), ("2026-06", ("2026-06",))):
            told = missed(agreement, period, *dates)
            money, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
            found += credits_of(money)
        assert found == ["EUR 0.00", "EUR -445.16", "EUR 0.00", "EUR -454.84"]

    @pytest.mark.parametrize("per", ["month", "quarter"])
    def test_so_it_is_in_drawn_histories(self, per: str, tmp_path: Path) -> None:
        agreement = self.signed(tmp_path, per)
        sums = drawn(agreement, missed(agreement, "2026-Q2", "2026-04", *MAY, "2026-06"), "2026-Q2")
        assert sums == [-900.0, -900.0]


class TestQuarter:
    """April costs 10 %, EUR 300.00; from 16 May on it is 20 %.

    15 of 31 days of May are EUR 1 451.61 at 10 %, 16 are EUR 1 548.39 at 20 %: 145.16 and 309.68, with April 754.84.
    EUR 1 000.00 a year leave 245.16 of the 600.00 of June.
    """

    EXPECTED = ("EUR -300.00", "EUR -145.16", "EUR -309.68", "EUR -245.16")

    def signed(self, folder: Path, per: str) -> ck.Agreement:
        capped = {**TIERS, "cap": "EUR 1 000 per contract-year"}
        dearer = {**capped, "tiers": [{"below": "reach", "credit": "20 %"}]}
        change = {"action": "replace", "to": {**PROMISE, "pays": [dearer]}}
        return agreed(folder, capped, per=per, split="2026-05-16", change=change)

    def test_earlier_months_count_for_the_year_each_under_its_own_wording(self, tmp_path: Path) -> None:
        agreement = self.signed(tmp_path, "quarter")
        told = missed(agreement, "2026-Q2", "2026-04", *MAY, "2026-06")
        money, _ = ck.settle(agreement, None, None, period="2026-Q2", told=told)
        assert sorted(credits_of(money)) == sorted(self.EXPECTED)

    @pytest.mark.parametrize("per", ["month", "quarter"])
    def test_so_do_they_in_drawn_histories(self, per: str, tmp_path: Path) -> None:
        agreement = self.signed(tmp_path, per)
        sums = drawn(agreement, missed(agreement, "2026-Q2", "2026-04", *MAY, "2026-06"), "2026-Q2")
        assert sums == [-1000.0, -1000.0]
