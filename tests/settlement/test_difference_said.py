"""The line of a cap on the difference of bonus and malus says numbers that add up to what is cut.

One figure pays EUR 20 of malus for each per cent below 50 %, and EUR 20 of bonus for each above it; so does another.
"""

from __future__ import annotations

from decimal import Decimal

import contractkit as ck
from contractkit.settlement.lines import Line
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

PAPER = """
contractkit: 1
document: contract
id: W
title: Difference
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "30": {kind: metric, name: one, measures: availability, precision: exact, relief: none}
  "31": {kind: metric, name: two, measures: availability, precision: exact, relief: none}
  "40": {kind: figure-target, name: a, metric: one, reach: at least 50 %, per: month, pays: [CURVE]}
  "41": {kind: figure-target, name: b, metric: two, reach: at least 50 %, per: month, pays: [CURVE]}
  "6":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: EUR 60, per: year, caps: net, adds_up: WAY}
"""
CURVE = "{kind: curve, of: fee, points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"


def last_cap(way: str, *months: tuple[int, int], more: str = "") -> Line:
    """Return the line of the cap in the last of some months, each with what the two figures pay."""
    paper = ck.load_agreement(text=PAPER.replace("CURVE", CURVE).replace("WAY", way) + more)
    ledger = ck.Ledger.empty()
    for number, pays in enumerate(months, start=1):
        figures = {name: f"{50 + Decimal(one) / 20} %" for name, one in zip("ab", pays, strict=True)}
        period = f"2026-{number:02}"
        told = ck.SettlementFacts.from_dict({"figures": figures}, agreement=paper, period=period)
        settlement, ledger = ck.settle(paper, None, None, period=period, before=ledger, told=told)
    (line,) = (one for one in settlement.lines if one.kind == "cap")
    return line


def in_dutch(text: str) -> str:
    return retold(text, language("nl")).replace("\u00a0", " ")


def test_what_lay_on_the_other_side_before_leaves_more_room() -> None:
    """A bonus of 50, then a malus of 200: 150 in all, of which 60 may be. 200 - (60 + 50) = 90."""
    line = last_cap("at-end", (50, 0), (-200, 0))
    assert str(line.amount) == "EUR 90.00"
    assert line.formula == "EUR 200.00 - (EUR 60.00 + EUR 50.00)"
    assert line.says == (
        "Difference of bonus and malus in 2026: EUR 200.00; the most is EUR 60.00, and earlier settlements came to "
        "EUR 50.00 on the other side: EUR 90.00 is not deducted"
    )
    assert in_dutch(line.says) == (
        "Verschil van bonus en malus in 2026: EUR 200,00; hoogstens EUR 60,00, en eerdere afrekeningen kwamen op "
        "EUR 50,00 aan de andere kant: EUR 90,00 wordt niet ingehouden"
    )


def test_so_it_does_where_a_bonus_is_cut() -> None:
    """A malus of 20, then a bonus of 100: 80 in all. 100 - (60 + 20) = 20 are not paid."""
    line = last_cap("at-end", (-20, 0), (100, 0))
    assert (str(line.amount), line.formula) == ("EUR -20.00", "EUR 100.00 - (EUR 60.00 + EUR 20.00)")


def test_what_was_used_on_the_same_side_leaves_less() -> None:
    """A malus of 50, then 200 and a bonus of 30: 170 - (60 - 50) = 160."""
    line = last_cap("at-end", (-50, 0), (-200, 30))
    assert (str(line.amount), line.formula) == ("EUR 160.00", "EUR 170.00 - (EUR 60.00 - EUR 50.00)")


def test_a_limit_that_fills_up_is_told_by_what_the_difference_came_to() -> None:
    """A malus of 100 before a bonus of 80: 100 - 60 = 40, and the bonus is paid whole."""
    line = last_cap("running", (-100, 80))
    assert (str(line.amount), line.formula) == ("EUR 40.00", "EUR 100.00 - (EUR 60.00)")
    assert line.says == (
        "Difference of bonus and malus in 2026, with each effect as it comes: EUR 100.00; the most is EUR 60.00: "
        "EUR 40.00 is not deducted"
    )


def test_of_several_effects_each_is_told() -> None:
    """A bonus of 10, then two maluses of 100: -90 and, from -60, -160. 90 - 60 + 160 - 60 = 130."""
    line = last_cap("running", (10, 0), (-100, -100))
    assert (str(line.amount), line.formula) == (
        "EUR 130.00",
        "EUR 90.00 - (EUR 60.00) + EUR 160.00 - (EUR 60.00)",
    )
    assert line.says == (
        "Difference of bonus and malus in 2026, with each effect as it comes: EUR 90.00 and EUR 160.00; the most is "
        "EUR 60.00 each time; earlier settlements took EUR 10.00 off it: EUR 130.00 is not deducted"
    )
    assert in_dutch(line.says) == (
        "Verschil van bonus en malus in 2026, met elk effect zoals het komt: EUR 90,00 en EUR 160,00; hoogstens "
        "EUR 60,00 per keer; eerdere afrekeningen haalden er EUR 10,00 af: EUR 130,00 wordt niet ingehouden"
    )


def test_beyond_the_limit_already_all_of_a_side_is_cut() -> None:
    """70 is cut to 60 and lifted to 150, beyond the limit. Then 50 off and 20 on: 30 - (60 - 150) = 120, but 50 is all."""
    lift = "      - {step: minimum-issue, more_than: EUR 150, otherwise: lift, scope: line, tested: before-rounding}\n"
    line = last_cap("at-end", (-70, 0), (-50, 20), more=lift)
    assert str(line.amount) == "EUR 50.00"
    assert line.formula == "the least of EUR 50.00 and EUR 30.00 - (EUR 60.00 - EUR 150.00)"
    running = last_cap("running", (-70, 0), (-50, 20), more=lift)
    assert (str(running.amount), running.formula) == ("EUR 50.00", "EUR 200.00 - (EUR 150.00)")
