"""What facts tell was won back is remembered: it is of the open maluses, and of none twice.

Two figures pay along a line: EUR 20 of malus for each per cent below 50 %, EUR 20 of bonus for each above it.
"""

from __future__ import annotations

from decimal import Decimal

import contractkit as ck

PAPER = """
contractkit: 1
document: contract
id: W
title: Won back
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
"""
CURVE = "{kind: curve, of: fee, points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
WHOLE = "step: earn-back, when: {target: a, verdict: met}, returns: 100 %, basis: pool"
HALF = "step: earn-back, when: {target: a, verdict: met}, returns: 50 %, basis: pool"
CAP = "step: cap, limit: EUR 60, per: year, caps: malus"


def settled(steps: list[str], *months: tuple[int, int, str | None]) -> tuple[list[ck.Settlement], ck.Ledger]:
    """Return the settlements of months, each with what the two figures pay and what is told to be won back."""
    text = PAPER.replace("CURVE", CURVE) + "".join(f"      - {{{step}}}\n" for step in steps)
    paper, ledger, found = ck.load_agreement(text=text), ck.Ledger.empty(), []
    for number, (first, second, back) in enumerate(months, start=1):
        figures = {name: f"{50 + Decimal(pays) / 20} %" for name, pays in (("a", first), ("b", second))}
        facts = {"figures": figures} | ({} if back is None else {"ledger": {"won_back": back}})
        period = f"2026-{number:02}"
        told = ck.SettlementFacts.from_dict(facts, agreement=paper, period=period)
        settlement, ledger = ck.settle(paper, None, None, period=period, before=ledger, told=told)
        found.append(settlement)
    return found, ledger


def paid(steps: list[str], *months: tuple[int, int, str | None]) -> list[str]:
    found, _ = settled(steps, *months)
    assert all(one.status == "final" for one in found)
    return [f"{one.effects.amount:.2f}" for one in found]


class TestWhatIsToldToBeWonBack:
    def test_does_not_come_back_once_more(self) -> None:
        """60 lost in January, all of it told for February: nothing is open in March."""
        assert paid([WHOLE], (-60, 0, None), (0, 0, "EUR 60"), (0, 0, None)) == ["-60.00", "60.00", "0.00"]

    def test_leaves_nothing_for_a_share_either(self) -> None:
        """The same where half of what is open comes back: half of nothing."""
        assert paid([HALF], (-60, 0, None), (0, 0, "EUR 60"), (0, 0, None)) == ["-60.00", "60.00", "0.00"]

    def test_of_a_part_the_rest_stays_open(self) -> None:
        """20 of 60 in February leave 40; half of them is 20 in March, and half of the other 20 is 10 in April."""
        months = [(-60, 0, None), (0, 0, "EUR 20"), (0, 0, None), (0, 0, None)]
        assert paid([HALF], *months) == ["-60.00", "20.00", "20.00", "10.00"]

    def test_makes_room_under_a_cap_as_what_the_figures_bring_back(self) -> None:
        """60 of 100 in January; 30 of them come back, so that 30 of the year's 60 are left in March."""
        for back in ("EUR 30", None):
            months = [(-100, 0, None), (0, 0, back), (-100, 0, None)]
            assert paid([HALF, CAP], *months) == ["-60.00", "30.00", "-30.00"]

    def test_is_of_the_oldest_malus_first(self) -> None:
        """40 of January and 60 of February, of which 50 are told for March: 40 and 10, so that 50 are left for April."""
        found, _ = settled([WHOLE], (-40, 0, None), (-60, 0, None), (0, 0, "EUR 50"), (0, 0, None))
        back = [line for one in found for line in one.lines if line.kind == "earn-back"]
        assert [(line.id.split()[3], str(line.amount), line.period.label) for line in back] == [
            ("2026-01", "EUR 40.00", "2026-03"),
            ("2026-02", "EUR 10.00", "2026-03"),
            ("2026-02", "EUR 50.00", "2026-04"),
        ]

    def test_is_spread_as_the_step_itself_would_bring_it_back(self) -> None:
        """Half of 100 and half of 60 are 80, told or found: the ledger knows 50 of the one and 30 of the other."""
        records = []
        for back in ("EUR 80", None):
            _, ledger = settled([HALF], (-100, -60, None), (0, 0, back))
            records.append(ledger.governing[-1].won_back)
        assert [one.amount for one in records[0]] == [50, 30]
        assert records[0] == records[1]

    def test_counts_once_where_two_steps_win_back(self) -> None:
        """60 of 100 are told. Of the 40 left half comes back in March, and half of the other 20: 30."""
        months = [(-100, 0, None), (0, 0, "EUR 60"), (0, 0, None)]
        assert paid([HALF, HALF], *months) == ["-100.00", "60.00", "30.00"]

    def test_is_not_paid_beyond_what_is_open_and_leaves_the_settlement_open(self) -> None:
        """100 are told and 60 are open: 60 are paid; of what the other 40 were nobody knows."""
        found, _ = settled([WHOLE], (-60, 0, None), (0, 0, "EUR 100"))
        money = found[1]
        assert (str(money.won_back), money.status) == ("EUR 60.00", "provisional")
        assert (str(money.low), str(money.high)) == ("EUR 1 060.00", "EUR 1 100.00")
        (reason,) = money.reasons
        assert reason == (
            "Whether a malus is won back in 2026-02 is not known: the facts tell EUR 100.00, and EUR 60.00 of maluses "
            "is open."
        )
