"""Who settles an earlier month again is told which later months of the ledger rest on it."""

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
    pays: [{kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}]REPEAT}]
  "5":
    kind: settlement
    per: month
    order:
      - STEP
      - {step: round, to: 0.01}
"""
EARN_BACK = "{step: earn-back, when: {target: available, verdict: met}, returns: 50 %, expires: 2 months}"
MONTHLY_CAP = "{step: cap, limit: 5 % of hosting, per: month, caps: malus}"
QUARTERLY_CAP = "{step: cap, limit: 5 % of hosting, per: quarter, caps: malus}"
LATE, FINE = "98 %", "99.5 %"
FEBRUARY_TO_APRIL = (
    "2026-02, 2026-03, 2026-04 were settled before this settlement of 2026-01, on which they may rest; "
    "settle them again, in order."
)
FEBRUARY_AND_MARCH = FEBRUARY_TO_APRIL.replace(", 2026-04", "")


def agreed(step: str, repeat: str = "") -> ck.Agreement:
    return ck.load_agreement(text=PAPER.replace("STEP", step).replace("REPEAT", repeat))


def settled(agreement: ck.Agreement, period: str, figure: str, before: ck.Ledger) -> tuple[ck.Settlement, ck.Ledger]:
    told = ck.SettlementFacts.from_dict(
        {"figures": {"available": dict.fromkeys(months_of(period), figure)}}, agreement=agreement, period=period
    )
    return ck.settle(agreement, None, None, period=period, told=told, before=before)


def months_of(period: str) -> tuple[str, ...]:
    return ("2026-01", "2026-02", "2026-03") if period == "2026-Q1" else (period,)


def four_months(agreement: ck.Agreement) -> ck.Ledger:
    ledger = ck.Ledger.empty()
    for month in ("2026-01", "2026-02", "2026-03", "2026-04"):
        money, ledger = settled(agreement, month, LATE if month == "2026-01" else FINE, ledger)
        assert money.notes == ()
    return ledger


class TestJanuaryAnew:
    @pytest.mark.parametrize(
        ("step", "repeat", "note"),
        [
            pytest.param(EARN_BACK, "", FEBRUARY_AND_MARCH, id="earn-back within two months, up to 31 March"),
            pytest.param(QUARTERLY_CAP, "", FEBRUARY_AND_MARCH, id="cap of the quarter"),
            pytest.param(
                MONTHLY_CAP, ", cap: 15 % of hosting per quarter", FEBRUARY_AND_MARCH, id="an effect's own cap"
            ),
            pytest.param(
                MONTHLY_CAP.replace("}", ", on_excess: carry-forward}"), "", FEBRUARY_TO_APRIL, id="what waits"
            ),
            pytest.param(
                MONTHLY_CAP, ", repeat: {multiply_by: 2, when: previous-period-failed}", FEBRUARY_TO_APRIL, id="repeat"
            ),
        ],
    )
    def test_names_the_months_that_rest_on_it(self, step: str, repeat: str, note: str) -> None:
        agreement = agreed(step, repeat)
        money, _ = settled(agreement, "2026-01", FINE, four_months(agreement))
        assert (money.status, money.notes) == ("corrected", (note,))

    def test_names_none_where_every_month_stands_alone(self) -> None:
        agreement = agreed(MONTHLY_CAP)
        money, _ = settled(agreement, "2026-01", FINE, four_months(agreement))
        assert (money.status, money.notes) == ("corrected", ())

    def test_names_none_where_it_comes_to_the_same_as_before(self) -> None:
        agreement = agreed(EARN_BACK)
        before = four_months(agreement)
        money, after = settled(agreement, "2026-01", LATE, before)
        assert (money.notes, after) == ((), before)

    def test_leaves_out_what_is_settled_again_with_it(self) -> None:
        """The quarter anew, month after month: only April stays as it was, and nothing waits for it after March."""
        agreement = agreed(MONTHLY_CAP.replace("}", ", on_excess: carry-forward}"))
        money, _ = settled(agreement, "2026-Q1", FINE, four_months(agreement))
        says = "2026-04 was settled before this settlement of {}, on which it may rest; settle it again."
        assert money.notes == tuple(says.format(month) for month in months_of("2026-Q1"))

    def test_is_told_of_one_month_in_the_singular_and_of_a_gap_too(self) -> None:
        """February was settled first; January is no correction, and February still rests on it."""
        agreement = agreed(EARN_BACK)
        _, ledger = settled(agreement, "2026-02", FINE, ck.Ledger.empty())
        money, _ = settled(agreement, "2026-01", LATE, ledger)
        assert money.notes == (
            "2026-02 was settled before this settlement of 2026-01, on which it may rest; settle it again.",
        )
