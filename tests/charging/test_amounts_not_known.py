"""A charge of which something is not known has no amount, so that no sum takes it for nought."""

from __future__ import annotations

from decimal import Decimal

import pytest

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, amount_of

MARCH = ck.Period.parse("2026-03")
AGREEMENT = ck.load_agreement(
    text="""
contractkit: 1
document: sla
id: S-1
title: Desk
currency: EUR
zone: Europe/Amsterdam
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: base, amount: EUR 1 000.00, per: month}
  "3": {kind: service, name: calls, price: EUR 5.00 per call}
"""
)
COUNTED = ChargingFacts(volumes=(CountedVolume("calls", MARCH, Decimal(40)),))


class TestAnUnknownVolume:
    def test_has_no_amount_and_says_what_is_missing(self) -> None:
        """The base is EUR 1 000; how many calls there were, nobody tells."""
        base, calls = ck.charges(AGREEMENT, MARCH)
        assert (str(base.amount), base.state) == ("EUR 1 000.00", "final")
        assert (calls.amount, calls.state) == (None, "undetermined")
        assert calls.missing is not None

    def test_cannot_be_added_up_by_mistake(self) -> None:
        """Amounts of money add up to EUR 1 000 without a word where the unknown one is EUR 0.00."""
        with pytest.raises(ck.UsageError, match="None is not money"):
            sum((charge.amount for charge in ck.charges(AGREEMENT, MARCH)), ck.Money.zero("EUR"))

    def test_is_no_nought_in_plain_data_either(self) -> None:
        assert [charge.to_dict()["exact"] for charge in ck.charges(AGREEMENT, MARCH)] == ["1000", None]

    def test_leaves_an_amount_that_rests_on_it_unknown(self) -> None:
        """The charges of March are the base and the calls."""
        assert amount_of(AGREEMENT, "charges", MARCH).amount is None

    def test_leaves_the_settlement_of_what_is_known_provisional(self) -> None:
        """EUR 1 000.00 of the base, and the line of the calls is undetermined."""
        money, _ = ck.settle(AGREEMENT, None, None, period=MARCH)
        assert (str(money.total), money.status) == ("EUR 1 000.00", "provisional")
        assert [line.state for line in money.lines] == ["settled", "undetermined"]


class TestAKnownVolume:
    def test_adds_up(self) -> None:
        """1 000 + 40 × 5 = 1 200."""
        amounts = [charge.amount for charge in ck.charges(AGREEMENT, MARCH, COUNTED)]
        assert [str(amount) for amount in amounts] == ["EUR 1 000.00", "EUR 200.00"]
        assert str(amount_of(AGREEMENT, "charges", MARCH, facts=COUNTED).amount) == "EUR 1 200.00"

    def test_of_nought_is_known(self) -> None:
        """No calls cost EUR 0.00, which is an amount."""
        none = ChargingFacts(volumes=(CountedVolume("calls", MARCH, Decimal(0)),))
        assert [str(charge.amount) for charge in ck.charges(AGREEMENT, MARCH, none)] == ["EUR 1 000.00", "EUR 0.00"]
