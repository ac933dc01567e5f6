"""What waits at a step lay under an effect's own cap when it came up, and goes on using it in that window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.repaying import Repaying

PAPER = """
contractkit: 1
document: contract
id: W
title: A cap of its own and one of the settlement
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3": {kind: metric, name: uptime, measures: availability, precision: exact, relief: none}
  "4":
    kind: figure-target
    name: a
    metric: uptime
    reach: at least 50 %
    per: month
    pays:
      - kind: curve
        of: fee
        points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]
        OWN
  "6": {kind: settlement, per: month, order: [STEP]}
"""
AT_MOST_40 = "{step: cap, limit: EUR 40, per: month, caps: both, on_excess: carry-forward}"
AT_MOST_50 = "{step: cap, limit: EUR 50, per: quarter, caps: both, on_excess: carry-forward}"
MORE_THAN_50 = "{step: minimum-issue, more_than: EUR 50, otherwise: carry-forward}"
OWN_100 = "cap: EUR 100 per year"


def agreed(own: str, step: str) -> ck.Agreement:
    return ck.load_agreement(text=PAPER.replace("OWN", own).replace("STEP", step))


def figures(amounts: Sequence[int], first: int = 1) -> dict[str, str]:
    """Return figures at which the curve comes to these amounts, month by month."""
    months = (f"{2026 + number // 12}-{number % 12 + 1:02}" for number in range(first - 1, first - 1 + len(amounts)))
    return {month: f"{50 + amount / 20} %" for month, amount in zip(months, amounts, strict=True)}


def settled(
    agreement: ck.Agreement, known: Mapping[str, str], before: ck.Ledger | None = None
) -> tuple[list[ck.Settlement], ck.Ledger]:
    ledger, found = before or ck.Ledger.empty(), []
    for month, figure in known.items():
        told = ck.SettlementFacts.from_dict({"figures": {"a": {month: figure}}}, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        found.append(money)
    return found, ledger


CASES = [
    # January's 100 fill the year: 40 in January, 40 in February, 20 in March.
    pytest.param(OWN_100, AT_MOST_40, (-100, -100, -100, 0, 0, 0), [-40, -40, -20, 0, 0, 0], id="malus"),
    pytest.param(OWN_100, AT_MOST_40, (100, 100, 100, 0, 0, 0), [40, 40, 20, 0, 0, 0], id="bonus"),
    # March pays 40; 50 wait for the next quarter, and 10. April lets the 50 by and pays 40 of 60. The year is full in June.
    pytest.param(
        OWN_100, f"{AT_MOST_50}, {AT_MOST_40}", (0, 0, -100, 0, 0, -100), [0, 0, -40, -40, -20, 0], id="waits twice"
    ),
    # A malus and a bonus of one effect use one limit together: 70 and 30.
    pytest.param(OWN_100, AT_MOST_40, (-70, 100, 0, 0, 0, 0), [-40, 0, 0, 0, 0, 0], id="both sides"),
    # What is above the own cap waits by itself, and finds no room in the year.
    pytest.param(
        f"{OWN_100}, on_excess: carry-forward".replace(", ", "\n        "),
        AT_MOST_40,
        (-150, 0, 0, 0, 0, 0),
        [-40, -40, -20, 0, 0, 0],
        id="own excess waits",
    ),
    # A quarter's 100 each: April begins another one.
    pytest.param(
        "cap: EUR 100 per quarter", AT_MOST_40, (-100, -100, -100, -100, 0, 0), [-40, -40, -20, -40, -40, -20], id="quarter"
    ),
    # January's 40 wait, too little to be paid; of 60 a year 20 are left for February: 60 are paid.
    pytest.param("cap: EUR 60 per year", MORE_THAN_50, (-40, -40, -40, 0, 0, 0), [0, -60, 0, 0, 0, 0], id="minimum"),
    # March's 40 wait into the second quarter and use nothing of it: April 40, so that 80 are paid.
    pytest.param(
        "cap: EUR 60 per quarter", MORE_THAN_50, (0, 0, -40, -40, 0, 0), [0, 0, 0, -80, 0, 0], id="minimum of a quarter"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("own", "step", "amounts", "expected"), CASES)
def test_an_own_cap_counts_what_waits_at_a_step(
    own: str, step: str, amounts: tuple[int, ...], expected: list[float]
) -> None:
    months, _ = settled(agreed(own, step), figures(amounts))
    assert [float(one.effects.amount) for one in months] == expected
    assert {one.status for one in months} == {"final"}


@pytest.mark.parametrize("after", [0, 1, 2, 3])
@pytest.mark.parametrize(("own", "step", "amounts", "expected"), CASES)
def test_so_does_a_back_test_after_any_month(
    own: str, step: str, amounts: tuple[int, ...], expected: list[float], after: int
) -> None:
    agreement, known = agreed(own, step), figures(amounts)
    _, before = settled(agreement, dict(list(known.items())[:after]))
    period = f"2026-{after + 1:02}-01..2026-06-30"
    told = ck.SettlementFacts.from_dict({"figures": {"a": known}}, agreement=agreement, period=period)
    worked = Repaying(None, agreement.period(period), before, told).worked(agreement, None)
    assert [float(sum(entry.amount.amount for entry in one.record.entries)) for one in worked] == expected[after:]
    assert [round(float(one), 2) for one in Drawing(2, 3, 0.95).sums_of(worked)] == [sum(expected[after:])] * 2


def test_a_year_that_begins_has_a_limit_of_its_own() -> None:
    """December's 100 and January's 100 lie in two years: 200 are paid, 40 a month."""
    months, _ = settled(agreed(OWN_100, AT_MOST_40), figures((-100, -100, 0, 0, 0, 0), first=12))
    assert [float(one.effects.amount) for one in months] == [-40, -40, -40, -40, -40, 0]


def test_the_line_says_what_is_used() -> None:
    """January: 70 come up, 40 are paid and 30 wait, so that 70 are used of the year's 100 in February."""
    months, _ = settled(agreed(OWN_100, AT_MOST_40), figures((-70, -50)))
    (says,) = (line.says for line in months[1].lines if line.kind == "malus")
    assert "at most EUR 100.00 per year = EUR 100.00 - EUR 70.00 used; EUR 20.00 is not paid" in says


ORDERS = """
contractkit: 1
document: contract
id: O
title: Orders
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
fields: {agreed_on: instant, delivered_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3":
    kind: late-penalty
    nature: penalty
    agreed: {field: agreed_on}
    delivered: {field: delivered_at}
    of: fee
    step: 1 day
    per_step: 1 %
    part_days: ignored
    cap: EUR 250 per year
  "6": {kind: settlement, per: month, order: [STEP]}
"""
INSTANTS = {name: {"column": name, "type": "instant"} for name in ("agreed_on", "delivered_at")}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened", **INSTANTS}},
}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("", [-200, -50, 0, 0, 0, 0]),
        ("{step: cap, limit: EUR 50, per: month, caps: malus, on_excess: carry-forward}", [-50, -50, -50, -50, -50, 0]),
    ],
)
def test_two_late_orders_come_to_the_cap_of_the_year(step: str, expected: list[float]) -> None:
    """EUR 10 a day: 20 days in January, 200, of which 150 wait; 20 in February, of which 50 are left of the year's 250."""
    agreement = ck.load_agreement(text=ORDERS.replace("STEP", step))
    items: dict[str, Any] = {
        "id": ["A", "B"],
        "opened": ["2026-01-02T09:00Z"] * 2,
        "agreed_on": ["2026-01-05T09:00+01:00", "2026-02-02T09:00+01:00"],
        "delivered_at": ["2026-01-25T09:00+01:00", "2026-02-22T09:00+01:00"],
    }
    facts = ck.Facts.from_frames(items=items, mapping=MAPPING)
    judged = ck.evaluate(agreement, facts, datetime(2027, 1, 1, tzinfo=UTC))
    ledger, found = ck.Ledger.empty(), []
    for month in figures([0] * 6):
        money, ledger = ck.settle(agreement, judged, facts, period=month, before=ledger)
        found.append(float(money.effects.amount))
    assert found == expected
