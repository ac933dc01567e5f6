"""What waits at a later step lay under an earlier cap when it came up, and goes on using it."""

from __future__ import annotations

import pytest

import contractkit as ck
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

PAPER = """
contractkit: 1
document: contract
id: W
title: Two caps
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3": {kind: metric, name: uptime, measures: availability, precision: exact, relief: none}
  "4":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays: [{kind: tier-credit, of: fee, tiers: [{below: reach, credit: 10 %}]}]
  "6":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: EUR 100, per: year, caps: malus}
      - {step: cap, limit: EUR 40, per: month, caps: malus, on_excess: carry-forward}
"""


@pytest.mark.parametrize("caps", ["malus", "net"])
def test_a_year_of_two_caps_comes_to_the_first_one(caps: str) -> None:
    """Every month misses, at EUR 100. January's 100 fill the year: 40 in January, 40 in February, 20 in March."""
    agreement = ck.load_agreement(text=PAPER.replace("per: year, caps: malus", f"per: year, caps: {caps}"))
    ledger, paid = ck.Ledger.empty(), []
    for month in ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05"):
        facts = {"figures": {"available": "98 %"}}
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        paid.append(str(money.effects.amount))
    assert paid == ["-40.00", "-40.00", "-20.00", "0.00", "0.00"]


def test_the_next_year_has_a_limit_of_its_own() -> None:
    """December's 100 come up in 2026: 40 then, 40 and 20 in 2027, beside nothing new of January and February."""
    agreement = ck.load_agreement(text=PAPER)
    ledger, paid = ck.Ledger.empty(), []
    figures = {f"2026-{month:02}": "99 %" for month in range(1, 12)}
    figures |= {"2026-12": "98 %", "2027-01": "99 %", "2027-02": "99 %"}
    for month, figure in figures.items():
        told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        paid.append(str(money.effects.amount))
    assert paid[-3:] == ["-40.00", "-40.00", "-20.00"]


@pytest.mark.parametrize("caps", ["malus", "net"])
def test_the_line_says_what_of_the_limit_was_paid_and_what_waits(caps: str) -> None:
    """Of January's 100, 40 are paid and 60 wait; after February 80 and 20; after March all 100 are paid."""
    agreement = ck.load_agreement(text=PAPER.replace("per: year, caps: malus", f"per: year, caps: {caps}"))
    ledger, said = ck.Ledger.empty(), []
    for month in ("2026-01", "2026-02", "2026-03", "2026-04"):
        facts = {"figures": {"available": "98 %"}}
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        said += [line.says for line in money.lines if line.kind == "cap" and line.id.startswith("cap 1 ")]
    used = "the most is EUR 100.00, of which earlier settlements used EUR 100.00"
    tail = ": EUR 100.00 is not deducted"
    assert [one.partition("; ")[2] for one in said] == [
        f"{used} (EUR 40.00 paid and EUR 60.00 waiting){tail}",
        f"{used} (EUR 80.00 paid and EUR 20.00 waiting){tail}",
        f"{used}{tail}",
    ]
    dutch = str(retold(said[0], language("nl"))).replace("\xa0", " ")
    assert "eerdere afrekeningen EUR 100,00 (EUR 40,00 betaald en EUR 60,00 in de wacht) gebruikten" in dutch
