"""What waited behind a cap counts in the window in which it came up, also when it is paid.

A curve pays from a malus of EUR 100.00 at 45 % to a bonus of EUR 100.00 at 55 %, each for its month.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

YEAR = {"step": "cap", "limit": "EUR 100", "per": "year", "caps": "malus"}
MONTHLY = {"step": "cap", "limit": "EUR 40", "per": "month", "caps": "malus", "on_excess": "carry-forward"}
ROLLING = YEAR | {"per": "rolling 3 months"}
HELD = {"step": "cap", "limit": "EUR 60", "per": "quarter", "caps": "malus", "holds": {"from": "2026-02-01"}}
FROM_DECEMBER = [f"2026-{month:02}" for month in range(1, 13)] + [f"2027-{month:02}" for month in range(1, 9)]


def agreed(order: Sequence[dict[str, Any]], **effect: Any) -> ck.Agreement:
    points = [{"at": "0 %", "pays": "-100 %"}, {"at": "50 %", "pays": "0 %"}, {"at": "100 %", "pays": "100 %"}]
    curve = {"kind": "curve", "for": "a", "of": "fee", "nature": "incentive", "outside": "clamp", "points": points}
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "precision": "exact", "relief": "none"},
        "3a": {"kind": "metric", "name": "other", "measures": "availability", "precision": "exact", "relief": "none"},
        "4": {"kind": "figure-target", "name": "a", "metric": "uptime", "reach": "at least 50 %", "per": "month"},
        "4a": {"kind": "figure-target", "name": "b", "metric": "other", "reach": "at least 50 %", "per": "month"},
        "5": curve | effect,
        "6": {"kind": "settlement", "per": "month", "order": list(order)},
    }
    head = {"contractkit": 1, "document": "contract", "id": "C", "title": "Hosting", "language": "en"}
    parties = {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}
    return ck.load_agreement(data={**head, "currency": "EUR", "zone": "UTC", "parties": parties, "clauses": clauses})


def months(count: int) -> list[str]:
    return [f"{2026 + number // 12}-{number % 12 + 1:02}" for number in range(count)]


def figure(amount: int) -> str:
    """Return the figure at which the curve pays an amount: 1 % more or less is EUR 20.00."""
    return f"{50 + amount / 20:g} %"


def paid(agreement: ck.Agreement, amounts: dict[str, int], count: int, good: Sequence[str] = ()) -> list[str]:
    """Return what each of some months pays, where the curve comes to these amounts; every ledger goes through JSON.

    The other promise is kept in the good months.
    """
    ledger, found = ck.Ledger.empty(), []
    for month in months(count):
        facts = {"figures": {"a": figure(amounts.get(month, 0)), "b": "100 %" if month in good else "0 %"}}
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=month)
        money, after = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        ledger = ck.Ledger.from_dict(json.loads(json.dumps(after.to_dict())))
        assert ledger == after
        found.append(f"{money.effects.amount:.2f}")
    return found


SIDES = pytest.mark.parametrize("side", ["malus", "both", "net"])


@SIDES
def test_what_is_paid_of_last_year_leaves_this_year_its_limit(side: str) -> None:
    """December: 40, then 40 and 20 in 2027. June: all of 100 is under the limit of 2027, and 40, 40 and 20 are paid."""
    found = paid(agreed([YEAR | {"caps": side}, MONTHLY]), {"2026-12": -100, "2027-06": -100}, 20)
    assert found[11:14] == ["-40.00", "-40.00", "-20.00"]
    assert found[17:20] == ["-40.00", "-40.00", "-20.00"]
    assert not any(float(one) for one in (*found[:11], *found[14:17]))


@SIDES
@pytest.mark.parametrize("month", ["2027-01", "2027-02"])
def test_it_does_not_matter_how_much_of_it_was_paid_before(side: str, month: str) -> None:
    """While 60 or 20 of December wait, another 100 come up under the limit of 2027: 200 at 40 a month."""
    found = paid(agreed([YEAR | {"caps": side}, MONTHLY]), {"2026-12": -100, month: -100}, 18)
    assert found[11:17] == ["-40.00", "-40.00", "-40.00", "-40.00", "-40.00", "0.00"]


@SIDES
def test_a_window_that_rolls_counts_what_came_up_in_it(side: str) -> None:
    """January's 100 pass and are paid in three months. February's window has them, so that its own 100 are lost.

    April's window is February to April: nothing came up in it that passed, and April's 100 do.
    """
    amounts = {"2026-01": -100, "2026-02": -100, "2026-04": -100}
    found = paid(agreed([ROLLING | {"caps": side}, MONTHLY]), amounts, 7)
    assert found == ["-40.00", "-40.00", "-20.00", "-40.00", "-40.00", "-20.00", "0.00"]


@SIDES
def test_what_came_up_before_a_cap_held_uses_nothing_of_it(side: str) -> None:
    """January's 100 come up without the cap. March's 60 are all that February and March have under it.

    40 and 40 of January, then 20 with 20 of March, then 40 of March.
    """
    amounts = {"2026-01": -100, "2026-03": -60}
    found = paid(agreed([HELD | {"caps": side}, MONTHLY]), amounts, 5)
    assert found == ["-40.00", "-40.00", "-40.00", "-40.00", "0.00"]


def test_a_bonus_does_so_too() -> None:
    """The year of its own for what is paid out: December's 100, then June's."""
    order = [YEAR | {"caps": "bonus"}, MONTHLY | {"caps": "bonus"}]
    found = paid(agreed(order), {"2026-12": 100, "2027-06": 100}, 20)
    assert found[11:] == ["40.00", "40.00", "20.00", "0.00", "0.00", "0.00", "40.00", "40.00", "20.00"]


def test_what_waited_at_the_cap_itself_counts_when_it_is_paid() -> None:
    """Of 100 a month 40 pass; the 60 come in at the cap in February, and 20 in March: each uses that month's limit."""
    found = paid(agreed([MONTHLY, MONTHLY | {"limit": "EUR 90"}]), {"2026-01": -100, "2026-02": -40}, 5)
    assert found == ["-40.00", "-40.00", "-40.00", "-20.00", "0.00"]


def test_an_older_ledger_counts_it_when_it_was_paid() -> None:
    """It does not say what waited: June's 100 have 40 of the year's limit, as 60 were paid in 2027."""
    agreement, ledger, found = agreed([YEAR, MONTHLY]), ck.Ledger.empty(), []
    for month in months(20):
        facts = {"figures": {"a": figure({"2026-12": -100, "2027-06": -100}.get(month, 0))}}
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        data = ledger.to_dict()
        for record in data["settled"]:
            for entry in record["entries"]:
                entry.pop("waited", None)
        ledger = ck.Ledger.from_dict(data)
        found.append(f"{money.effects.amount:.2f}")
    assert found[17:] == ["-40.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("order", "amounts", "total"),
    [
        ([YEAR, MONTHLY], {"2026-12": -100, "2027-06": -100}, "EUR -200.00"),
        ([ROLLING, MONTHLY], {"2026-01": -100, "2026-02": -100, "2026-04": -100}, "EUR -200.00"),
        ([HELD, MONTHLY], {"2026-01": -100, "2026-03": -60}, "EUR -160.00"),
    ],
)
def test_a_back_test_says_the_same(order: list[dict[str, Any]], amounts: dict[str, int], total: str) -> None:
    """The sums of the months above."""
    agreement = agreed(order)
    figures = {month: figure(amounts.get(month, 0)) for month in months(20)}
    told = ck.SettlementFacts.from_dict(
        {"figures": {"a": figures}}, agreement=agreement, period=agreement.period("2026-01-01..2027-08-31")
    )
    tried = ck.backtest(agreement, None, None, [], period="2026-01-01..2027-08-31", told=told)
    assert str(tried.signed.effects) == total


@SIDES
def test_what_comes_back_of_a_malus_that_used_nothing_leaves_nothing_free(side: str) -> None:
    """January's 100 come up before the cap holds: 40, then 40 in February. March, with 20 of it, brings these 80 back.

    None of them had used the limit, so that of April's 100 no more than 60 are under it: 40, and 20 in May.
    """
    back = {"step": "earn-back", "when": {"target": "b", "verdict": "met"}, "returns": "100 %", "basis": "pool"}
    agreement = agreed([back, HELD | {"caps": side, "per": "year"}, MONTHLY])
    found = paid(agreement, {"2026-01": -100, "2026-04": -100}, 6, good=("2026-03",))
    assert found == ["-40.00", "-40.00", "60.00", "-40.00", "-20.00", "0.00"]


def test_an_effects_own_cap_counts_it_when_it_came_up() -> None:
    """At most 100 a quarter of the effect itself. March's 100 are paid in March, April and May, and June's from June."""
    agreement = agreed([MONTHLY], cap="EUR 100 per quarter")
    found = paid(agreement, {"2026-03": -100, "2026-06": -100}, 9)
    assert found[2:] == ["-40.00", "-40.00", "-20.00", "-40.00", "-40.00", "-20.00", "0.00"]


def test_what_is_left_of_a_cap_is_told_by_it() -> None:
    """In January 2026 another 100 use the year up: 40 and the 60 that wait. In January 2027 the 40 that are paid use nothing."""
    agreement, ledger, found = agreed([YEAR, MONTHLY]), ck.Ledger.empty(), []
    for month in months(14):
        facts = {"figures": {"a": figure(-100 if month in ("2026-01", "2026-12") else 0)}}
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=month)
        middle = datetime(int(month[:4]), int(month[5:]), 15, tzinfo=UTC)
        ahead = ck.forecast(agreement, period=month, told=told, before=ledger, as_of=middle)
        _, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        year = ahead.caps[0]
        found.append((str(year.before), str(year.now), str(year.left)))
    assert found[0] == ("0", "100", "0")
    assert found[1:12] == [("100", "0", "0")] * 11
    assert found[12:] == [("0", "0", "100")] * 2


QUARTERLY = {"step": "cap", "limit": "EUR 50", "per": "quarter", "caps": "malus", "on_excess": "carry-forward"}


@pytest.mark.parametrize("side", ["malus", "both"])
def test_what_waited_twice_counts_where_it_passed_each_cap(side: str) -> None:
    """March: 50 of 100 are under the quarter, of which 40 are paid. April: the other 50 fill the second quarter.

    With March's 10 they are 60: 40 in April, 20 in May. May's own 100 wait for the third quarter: 50, which are 40 and
    10, and so in the fourth.
    """
    found = paid(agreed([QUARTERLY | {"caps": side}, MONTHLY]), {"2026-03": -100, "2026-05": -100}, 12)
    assert found[2:8] == ["-40.00", "-40.00", "-20.00", "0.00", "-40.00", "-10.00"]
    assert found[8:] == ["0.00", "-40.00", "-10.00", "0.00"]


def test_a_cap_before_both_counts_it_when_it_came_up() -> None:
    """The year has room for 100 of December, and for 100 of January: 50 a quarter, of which 40 are paid a month.

    December: 40, with 10 and 50 behind. January: the 50 fill its quarter, so that 60 wait for the month: 40, 20. All of
    January's 100 wait for April: 40 and 10, and July: 40 and 10. The year is full, and August's 100 are lost.
    """
    amounts = {"2026-12": -100, "2027-01": -100, "2027-08": -100}
    found = paid(agreed([YEAR, QUARTERLY, MONTHLY]), amounts, 24)
    assert found[11:18] == ["-40.00", "-40.00", "-20.00", "0.00", "-40.00", "-10.00", "0.00"]
    assert found[18:] == ["-40.00", "-10.00", "0.00", "0.00", "0.00", "0.00"]


def test_what_waited_twice_has_a_name_of_its_own_and_comes_back_by_it() -> None:
    """All of March's 100 is paid by May, in five pieces, and June brings each of them back: they are of one malus."""
    back = {"step": "earn-back", "when": {"target": "b", "verdict": "met"}, "returns": "100 %", "basis": "pool"}
    agreement, ledger = agreed([QUARTERLY, MONTHLY, back]), ck.Ledger.empty()
    for month in months(6):
        facts = {"figures": {"a": figure(-100 if month == "2026-03" else 0), "b": "0 %"}}
        facts["figures"]["b"] = "100 %" if month == "2026-06" else "0 %"
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
    names = [entry.effect for record in ledger.governing for entry in record.entries if entry.amount.amount]
    malus = names[0]
    assert names[1:] == [
        f"carried 1 {malus} 2026-03-31",
        f"carried 2 {malus} 2026-03-31",
        f"carried 2 {malus} 2026-03-31",
        f"carried 2 {malus} 2026-03-31 in 2026-04-30 at 1",
    ]
    returned = [line for line in money.lines if line.kind == "earn-back"]
    assert (str(money.won_back.amount), len(returned)) == ("100.00", 5)
    assert all(f"of the malus {malus} comes back" in line.says for line in returned)
