"""Effects in the place of others that are settled over other dates are refused, with the way out."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

import contractkit as ck
from contractkit.cli.commands import app

PAPER = """
contractkit: 1
document: contract
id: P
title: In the place of
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
fields: {shocks: number}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3": {kind: metric, name: up, measures: availability, precision: exact, relief: none}
  "4":
    kind: figure-target
    name: available
    metric: up
    reach: at least 99 %
    per: LONG
    pays: [{kind: tier-credit, name: credit, of: fee, tiers: [{below: reach, credit: 10 %}]}]
  "5":
    kind: liquidated-damages
    name: damages
    nature: damages
    instead_of: [credit]
    items: [{when: {field: shocks, more_than: 0}, each: shocks, amount: EUR 30}]
  "6": {kind: settlement, per: EVERY, order: [{step: round, to: 0.01}]}
"""


def paper(long: str, every: str, more: str = "") -> ck.Agreement:
    return ck.load_agreement(text=PAPER.replace("LONG", long).replace("EVERY", every) + more)


def settled(agreement: ck.Agreement, period: str) -> Fraction:
    facts = {"figures": {"available": "98 %"}, "fields": {"shocks": "1"}}
    told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=period)
    return Fraction(ck.settle(agreement, None, None, period=period, told=told)[0].effects.amount)


def test_damages_of_a_month_and_a_credit_of_the_quarter_are_not_both_paid() -> None:
    agreement = paper("quarter", "month")
    for period in ("2026-01", "2026-03", "2026-Q1"):
        with pytest.raises(ck.NotComputedError, match="in the place of P/4") as refused:
            settled(agreement, period)
        (entry,) = refused.value.not_computed
        assert str(entry.clause) == "P/5"
        assert "settle both over the longer period" in str(entry.hint)


@pytest.mark.parametrize(
    ("long", "every", "period"), [("month", "month", "2026-03"), ("quarter", "quarter", "2026-Q1")]
)
def test_over_the_same_dates_the_damages_stand_in_the_place_of_the_credit(long: str, every: str, period: str) -> None:
    assert settled(paper(long, every), period) == -30


def test_a_settlement_of_these_two_alone_is_a_way_out() -> None:
    """Nothing of them in January and February; in March the damages of the quarter, and no credit."""
    more = '  "7": {kind: settlement, for: [available, "5"], per: quarter, order: [{step: round, to: 0.01}]}\n'
    agreement = paper("quarter", "month", more)
    assert [settled(agreement, period) for period in ("2026-01", "2026-02", "2026-03")] == [0, 0, -30]


@pytest.mark.parametrize(
    ("long", "every", "refused"),
    [
        ("contract-year", "month", True),
        ("year", "month", True),
        ("contract-year", "year", False),  # the term begins on 1 January
        ("half-year", "half-year", False),
        ("rolling 3 months", "month", True),
        ("week", "month", True),
        ("term", "year", True),
    ],
)
def test_what_matters_is_the_dates_and_not_the_word(long: str, every: str, refused: bool) -> None:  # noqa: FBT001
    agreement = paper(long, every)
    if not refused:
        assert settled(agreement, "2026") == -30
    else:
        with pytest.raises(ck.NotComputedError, match="settled over other dates"):
            settled(agreement, "2026-03" if every == "month" else "2026")


def test_a_clause_for_both_that_holds_from_april_helps_from_april_on() -> None:
    more = '  "7": {kind: settlement, for: [available, "5"], per: quarter, order: [{step: round, to: 0.01}], holds: {from: 2026-04-01}}\n'
    agreement = paper("quarter", "month", more)
    assert settled(agreement, "2026-06") == -30
    with pytest.raises(ck.NotComputedError):
        settled(agreement, "2026-03")


@pytest.mark.parametrize("word", ["credit", "P/credit", '"4"', "P/4"])
def test_the_other_one_may_be_called_by_name_or_clause(word: str) -> None:
    agreement = ck.load_agreement(
        text=PAPER.replace("LONG", "month").replace("EVERY", "month").replace("[credit]", f"[{word}]")
    )
    assert settled(agreement, "2026-03") == -30


def test_whoever_checks_the_papers_is_told(tmp_path: Path) -> None:
    file = tmp_path / "paper.yaml"
    file.write_text(PAPER.replace("LONG", "quarter").replace("EVERY", "month"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert "not computed by this version: P/5: it stands in the place of P/4" in result.output
