"""What becomes of a settlement that was agreed or closed, and is made anew."""

from __future__ import annotations

import json

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.settlement.correcting import corrections

PAPER = ck.load_agreement(
    text="""
contractkit: 1
document: contract
id: C-9
title: Hosting
language: en
currency: EUR
zone: Etc/UTC
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: hosting, amount: 333.33, per: month}
  "3": {kind: metric, name: uptime, measures: availability, relief: none}
  "5":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays:
      - {kind: curve, of: hosting, points: [{at: 90 %, pays: -33 %}, {at: 99 %, pays: 0 %}, {at: 100 %, pays: 7 %}]}
  "7":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 20 % of hosting, per: month, caps: both}
      - {step: round, to: 0.01}
"""
)


def settled(figure: str | None, before: ck.Ledger | None = None) -> tuple[ck.Settlement, ck.Ledger]:
    data = {} if figure is None else {"figures": {"available": figure}}
    told = ck.SettlementFacts.from_dict(data, agreement=PAPER, period="2026-01")
    return ck.settle(PAPER, None, None, period="2026-01", before=before or ck.Ledger.empty(), told=told)


FIGURES = st.integers(8500, 10000).map(lambda hundredths: f"{hundredths / 100:.2f} %")


class TestSettle:
    def test_a_final_settlement_that_comes_to_something_else_is_corrected(self):
        """The ledger keeps both; the last one counts."""
        first, ledger = settled("98 %")
        again, ledger = settled("97 %", ledger)
        assert (first.status, again.status) == ("final", "corrected")
        assert [record.status for record in ledger.settled] == ["final", "corrected"]
        assert ledger.governing[0].total == again.total

    def test_the_same_again_is_no_correction(self):
        """Neither where it was final nor where the parties agreed on it."""
        first, ledger = settled("98 %")
        agreed, agreed_ledger = ck.agree(first, ledger)
        assert settled("98 %", ledger) == (first, ledger)
        assert settled("98 %", agreed_ledger) == (agreed, agreed_ledger)
        assert agreed.status == "agreed"

    def test_what_was_open_and_not_agreed_becomes_final_without_a_correction(self):
        """A figure that came late is no mistake."""
        first, ledger = settled(None)
        later, _ = settled("98 %", ledger)
        assert (first.status, later.status) == ("provisional", "final")

    def test_what_was_agreed_while_open_is_corrected_when_it_comes_out_otherwise(self):
        """Agreed on nothing, and a malus came out."""
        open_one, ledger = settled(None)
        _, ledger = ck.agree(open_one, ledger)
        later, _ = settled("98 %", ledger)
        assert later.status == "corrected"

    def test_a_correction_of_a_correction_is_one_too(self):
        """However often: it is measured against the last that was closed."""
        _, ledger = settled("98 %")
        _, ledger = settled("97 %", ledger)
        third, ledger = settled("98 %", ledger)
        assert third.status == "corrected"
        assert len(ledger.settled) == 3


class TestCorrection:
    def test_its_lines_are_what_changed(self):
        """The fee stays; the malus goes from 12.22 to 24.44, so that 12.22 comes off."""
        first, ledger = settled("98 %")
        later, _ = settled("97 %", ledger)
        found = ck.correction(first, later)
        assert [line.kind for line in found.lines] == ["malus"]
        (line,) = found.lines
        assert (str(line.earlier), str(line.later), str(line.amount)) == ("EUR -12.22", "EUR -24.44", "EUR -12.22")
        assert line.was is not None
        assert json.loads(json.dumps(found.to_dict()))["total"] == "-12.22"

    def test_a_line_that_is_gone_counts_with_its_amount(self):
        """A cap that no longer bites."""
        first, ledger = settled("90 %")
        later, _ = settled("98 %", ledger)
        found = ck.correction(first, later)
        gone = [line for line in found.lines if line.later is None]
        assert [line.kind for line in gone] == ["cap"]
        assert found.total == later.total - first.total

    @settings(max_examples=40, deadline=None)
    @drawn(one=FIGURES, other=FIGURES)
    def test_what_was_paid_and_the_correction_are_the_new_total(self, one, other):
        """To the cent, whatever changed."""
        first, ledger = settled(one)
        later, _ = settled(other, ledger)
        found = ck.correction(first, later)
        assert first.total + found.total == later.total
        assert sum(line.amount.amount for line in found.lines) == (later.total - first.total).amount

    def test_settlements_of_two_periods_are_refused(self):
        """A correction is of the same period."""
        told = ck.SettlementFacts.from_dict({}, agreement=PAPER, period="2026-02")
        other, _ = ck.settle(PAPER, None, None, period="2026-02", told=told)
        with pytest.raises(UsageError, match="two periods: 2026-01 and 2026-02"):
            ck.correction(settled("98 %")[0], other)


class TestAgree:
    def test_only_the_settlement_that_counts_can_be_agreed_on(self):
        """Another total, or a period that is not there, is refused."""
        first, ledger = settled("98 %")
        other, _ = settled("97 %")
        with pytest.raises(UsageError, match="no settlement of 2026-01 that comes to"):
            ck.agree(other, ledger)
        with pytest.raises(UsageError, match="no settlement of 2026-01"):
            ck.agree(first, ck.Ledger.empty())


MONTHS = ("2026-01", "2026-02", "2026-03")


class TestCorrections:
    def quarter(self, figures: dict[str, str], before: ck.Ledger) -> ck.Ledger:
        told = ck.SettlementFacts.from_dict({"figures": {"available": figures}}, agreement=PAPER, period="2026-Q1")
        for month in MONTHS:
            _, before = ck.settle(PAPER, None, None, period=month, before=before, told=told)
        return before

    def test_every_month_of_a_quarter_that_was_settled_anew_has_its_own(self):
        """The first month and the last lie in the quarter; of February alone there is one."""
        before = self.quarter(dict.fromkeys(MONTHS, "98 %"), ck.Ledger.empty())
        after = self.quarter({"2026-01": "97 %", "2026-02": "98 %", "2026-03": "99 %"}, before)
        found = corrections(before, after, "C-9", ck.Period.parse("2026-Q1"))
        assert [(one.period.label, str(one.total)) for one in found] == [
            ("2026-01", "EUR -12.22"),
            ("2026-02", "EUR 0.00"),
            ("2026-03", "EUR 12.22"),
        ]
        (february,) = corrections(before, after, "C-9", ck.Period.parse("2026-02"))
        assert (february.period.label, february.lines) == ("2026-02", ())

    def test_a_line_that_is_gone_and_came_to_nothing_changes_nothing(self):
        """At 99 % the line of the target was nought; without the target there is none, and nothing is to be paid."""
        first, _ = settled("99 %")
        without = ck.load_agreement(
            data={
                "contractkit": 1,
                "document": "sla",
                "id": "C-9",
                "title": "Hosting",
                "currency": "EUR",
                "zone": "Etc/UTC",
                "clauses": {"2": {"kind": "fee", "name": "hosting", "amount": "333.33", "per": "month"}},
            }
        )
        second, _ = ck.settle(without, None, None, period="2026-01")
        assert ck.correction(first, second).lines == ()


class TestFromTheLedger:
    """The ledger keeps the lines, so that nobody has to keep the settlement itself."""

    def test_the_record_gives_the_same_correction_as_the_settlement(self):
        first, ledger = settled("90 %")
        second, _ = settled("98 %", ledger)
        record = ledger.record_of(first.period)
        assert ck.correction(record, second) == ck.correction(first, second)

    def test_lines_are_kept_as_data_and_decide_nothing(self):
        """Read back they are there; a ledger without them is the same ledger."""
        _, ledger = settled("90 %")
        data = ledger.to_dict()
        assert ck.Ledger.from_dict(data).settled[0].lines == ledger.settled[0].lines
        lines = data["settled"][0].pop("lines")
        assert lines[0]["kind"] == "charge"
        assert ck.Ledger.from_dict(data) == ledger
