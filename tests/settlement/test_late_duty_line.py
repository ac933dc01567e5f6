"""What a late duty costs is neither bonus nor malus: it stands among the charges, and nothing is taken of it."""

from __future__ import annotations

import pytest

import contractkit as ck

PAPER = """
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
    pays: [{kind: tier-credit, of: charges, tiers: [{below: reach, credit: 10 %}]}]
  "5": {kind: duty, owner: provider, does: Sends the list, every: month, due: 3 days, otherwise: EUR 50.00}
  "6": {kind: settlement, per: month, order: [CAP{step: round, to: 0.01}]}
"""


def settled(cap: str = "") -> ck.Settlement:
    agreement = ck.load_agreement(text=PAPER.replace("CAP", cap))
    facts = {"figures": {"available": "98 %"}, "done": {"5": "2026-02-05"}}
    told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period="2026-02")
    return ck.settle(agreement, None, None, period="2026-02", told=told)[0]


def test_it_stands_in_the_charges_and_no_percentage_is_taken_of_it() -> None:
    """The list of January was due on 3 February and came on the 5th: 50 off. The credit is 10 % of 1 000, not of 950."""
    money = settled()
    assert [(line.kind, str(line.amount)) for line in money.lines] == [
        ("charge", "EUR 1 000.00"),
        ("malus", "EUR -100.00"),
        ("charge", "EUR -50.00"),
    ]
    sums = (money.charges, money.malus, money.effects, money.total)
    assert [str(amount) for amount in sums] == ["EUR 950.00", "EUR -100.00", "EUR -100.00", "EUR 850.00"]


@pytest.mark.parametrize("caps", ["malus", "both", "net"])
def test_no_cap_is_for_it(caps: str) -> None:
    """At most 3 % of 1 000: the credit is cut to 30, and the 50 stay: 1 000 - 30 - 50 = 920."""
    money = settled(f"{{step: cap, limit: 3 % of charges, per: month, caps: {caps}}}, ")
    assert (str(money.malus), str(money.total)) == ("EUR -30.00", "EUR 920.00")
