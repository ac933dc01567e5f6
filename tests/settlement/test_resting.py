"""What an earlier period may have left is waited for: nothing is final on a past that is missing, open, or older."""

from __future__ import annotations

import pytest

import contractkit as ck

PAPER = """\
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
      - STEP
      - {step: round, to: 0.01}
"""
EARN_BACK = "{step: earn-back, when: {target: available, verdict: met}, returns: 50 %, expires: 3 months}"
CAP = "{step: cap, limit: 5 % of hosting, per: month, caps: malus, on_excess: carry-forward}"
MINIMUM = "{step: minimum-issue, more_than: EUR 150.00, otherwise: carry-forward}"
LATE, FINE, NOBODY_KNOWS = "98 %", "99.5 %", "unknown"

WAITING = [
    # January loses 100. February is in time, and half of it comes back: 1 000 + 50.
    pytest.param(EARN_BACK, FINE, "1050.00", id="earn-back"),
    # January's 100 is cut to 50, and the other 50 waits for February: 1 000 - 50.
    pytest.param(CAP, FINE, "950.00", id="cap"),
    # January's 100 is not more than 150 and waits; with February's own 100 it is 200: 1 000 - 200.
    pytest.param(MINIMUM, LATE, "800.00", id="minimum-issue"),
]


def agreed(step: str) -> ck.Agreement:
    return ck.load_agreement(text=PAPER.replace("STEP", step))


def settled(agreement: ck.Agreement, month: str, figure: str, before: ck.Ledger) -> tuple[ck.Settlement, ck.Ledger]:
    told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=agreement, period=month)
    return ck.settle(agreement, None, None, period=month, told=told, before=before)


@pytest.mark.parametrize(("step", "february", "total"), WAITING)
class TestFebruary:
    def test_on_a_known_january_it_is_final(self, step: str, february: str, total: str) -> None:
        agreement = agreed(step)
        _, ledger = settled(agreement, "2026-01", LATE, ck.Ledger.empty())
        money, _ = settled(agreement, "2026-02", february, ledger)
        assert (str(money.total.amount), money.status, money.problems) == (total, "final", ())

    def test_without_a_january_it_is_provisional_and_says_what_is_missing(
        self, step: str, february: str, total: str
    ) -> None:
        money, _ = settled(agreed(step), "2026-02", february, ck.Ledger.empty())
        (problem,) = money.problems
        assert (money.status, problem.code) == ("provisional", "missing-history")
        assert "2026-01-01 to 2026-01-31" in problem.says
        assert (money.low, money.high) == (None, None)

    def test_on_a_january_that_is_not_known_yet_it_is_provisional(self, step: str, february: str, total: str) -> None:
        agreement = agreed(step)
        _, ledger = settled(agreement, "2026-01", NOBODY_KNOWS, ck.Ledger.empty())
        money, _ = settled(agreement, "2026-02", february, ledger)
        assert money.status == "provisional"
        assert any("2026-01 was settled provisionally" in reason for reason in money.reasons)


class TestHoles:
    def test_a_malus_that_can_no_longer_be_won_back_is_not_missed(self) -> None:
        """January's could be won back for three months, up to 30 April."""
        agreement, ledger = agreed(EARN_BACK), ck.Ledger.empty()
        missed = {}
        for month in ("2026-02", "2026-03", "2026-04", "2026-05"):
            money, ledger = settled(agreement, month, FINE, ledger)
            missed[month] = len(money.problems)
        assert missed == {"2026-02": 1, "2026-03": 1, "2026-04": 1, "2026-05": 0}

    def test_nothing_is_missed_before_the_term(self) -> None:
        money, _ = settled(agreed(CAP), "2026-01", LATE, ck.Ledger.empty())
        assert (str(money.total.amount), money.status) == ("950.00", "final")


class TestOlderPast:
    def test_after_a_correction_the_months_that_rest_on_it_are_asked_for_again(self) -> None:
        """January was late and then was not: of its waiting 50 nothing is left, and February pays 1 000, not 950."""
        agreement = agreed(CAP)
        _, ledger = settled(agreement, "2026-01", LATE, ck.Ledger.empty())
        _, ledger = settled(agreement, "2026-02", FINE, ledger)
        corrected, ledger = settled(agreement, "2026-01", FINE, ledger)
        assert corrected.status == "corrected"
        march, _ = settled(agreement, "2026-03", FINE, ledger)
        assert march.status == "provisional"
        assert any("settle 2026-02 again first" in reason for reason in march.reasons)
        february, ledger = settled(agreement, "2026-02", FINE, ledger)
        assert (str(february.total.amount), february.status) == ("1000.00", "corrected")
        march, _ = settled(agreement, "2026-03", FINE, ledger)
        assert (str(march.total.amount), march.status) == ("1000.00", "final")

    def test_one_that_comes_to_the_same_again_is_in_order_from_then_on(self) -> None:
        """Both Januaries leave nothing to win back in February, which is what it was; made again, it rests on the last."""
        agreement = agreed(EARN_BACK)
        _, ledger = settled(agreement, "2026-01", "99.2 %", ck.Ledger.empty())
        _, ledger = settled(agreement, "2026-02", FINE, ledger)
        _, ledger = settled(agreement, "2026-01", "99.3 %", ledger)
        assert [label for label, _ in ledger.on_older(ck.Period.parse("2026-03").start)] == ["2026-02"]
        _, ledger = settled(agreement, "2026-02", FINE, ledger)
        assert ledger.on_older(ck.Period.parse("2026-03").start) == ()
        march, _ = settled(agreement, "2026-03", FINE, ledger)
        assert march.status == "final"
