"""Told history of which nobody knows how much counts under a cap: held back, and said so; never final."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

PAPER = """
contractkit: 1
document: sla
id: S-1
title: Desk
language: en
currency: EUR
zone: UTC
amounts: {stake: What is at stake}
clauses:
  "1": {kind: term, start: 2025-01-01, initial: 4 years}
  "2": {kind: fee, name: desk, amount: EUR 1 000.00, per: month}
  "4": {kind: metric, name: uptime, measures: availability, relief: none}
  "5":
    kind: figure-target
    name: a
    metric: uptime
    reach: at least 50 %
    per: month
    pays:
      - kind: curve
        of: stake
        points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]
  "6":
    kind: settlement
    per: month
    order: [{step: cap, limit: EUR 100.00, per: rolling 5 months, caps: SIDE}]
"""


def settled(a: int, ledger: Any, side: str = "malus") -> ck.Settlement:
    """Return March 2026, in which the curve pays `a`: of EUR 1 000, 2 % for each point from 50 %."""
    of = ck.load_agreement(text=PAPER.replace("SIDE", side))
    known = {"figures": {"a": f"{50 + a / 20} %"}, "amounts": {"stake": "EUR 1 000.00"}, "ledger": ledger}
    facts = ck.SettlementFacts.from_dict(known, agreement=of, period="2026-03")
    return ck.settle(of, None, None, period="2026-03", told=facts)[0]


class TestCreditsOfAWindowThatBeginsBeforeThatOfTheCap:
    """EUR 90 are told of October to February; the cap counts November to March, so between 0 and 90 of them."""

    TOLD = {"credits": {"rolling 5 months": "EUR 90.00"}}  # noqa: RUF012

    def test_what_may_be_above_the_limit_is_held_back_and_the_settlement_is_provisional(self) -> None:
        """Of 30, 10 are sure; 20 hang on what October had."""
        money = settled(-30, self.TOLD)
        assert (str(money.malus), str(money.total), money.status) == ("EUR -10.00", "EUR 990.00", "provisional")
        assert (str(money.low), str(money.high)) == ("EUR 970.00", "EUR 990.00")

    def test_the_reason_says_what_is_not_known(self) -> None:
        (reason,) = settled(-30, self.TOLD).reasons
        assert reason == (
            "How much of EUR 90.00 from 2025-10-01 to 2026-02-28, told with the facts, counts under a cap in "
            "2025-11-01..2026-03-31 is not known."
        )

    def test_where_either_leaves_enough_it_is_final(self) -> None:
        money = settled(-10, self.TOLD)
        assert (str(money.malus), money.status, money.low) == ("EUR -10.00", "final", None)

    def test_what_is_above_the_limit_anyway_does_not_make_it_known(self) -> None:
        """Of 130, between 10 and 100 are paid."""
        money = settled(-130, self.TOLD)
        assert (str(money.malus), money.status) == ("EUR -10.00", "provisional")
        assert (str(money.low), str(money.high)) == ("EUR 900.00", "EUR 990.00")

    @pytest.mark.parametrize("side", ["both", "net"])
    def test_a_cap_on_both_sides_or_their_difference_says_so_too(self, side: str) -> None:
        money = settled(-30, self.TOLD, side)
        assert (str(money.malus), money.status, len(money.reasons)) == ("EUR -10.00", "provisional", 1)


def test_told_of_the_months_that_the_window_has_it_is_final() -> None:
    """November to February had EUR 90: 10 are left, and 20 are not deducted."""
    money = settled(-30, {"credits": {"rolling 4 months": "EUR 90.00"}})
    assert (str(money.malus), money.status, money.reasons) == ("EUR -10.00", "final", ())
