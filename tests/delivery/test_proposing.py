"""Proposals: what was decided, or became standard, as an amendment; signed, it loads and changes what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PHONE = ("T-1", "mail", "phone", "2026-02-11 13:15", None)
REPORTS = [(f"R-{m}", "reporting", "report", f"2026-0{m}-02 10:00", None) for m in (1, 2, 3)]
WORK = [ck.WorkDone(row[0], timedelta(minutes=95)) for row in REPORTS]

PAPER = """\
contractkit: 1
document: sla
id: S-1
title: Mail
currency: EUR
zone: Europe/Amsterdam
signed_on: 2025-12-01
fields: {status: [new, solved], category: text, opened_at: instant}
clauses:
  "1.1": {kind: term, start: 2026-01-01, initial: 12 months}
  "2.1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "3.1": {kind: service, name: mail, volume: 100 mailboxes, price: EUR 4.00 per mailbox per month}
  "7.1":
    kind: scope
    calendar: office
    rows:
      - {name: private, when: {category: [phone, printer]}, is: grey, meanwhile: deliver, follow_up: 10 business days}
      - {name: moves, when: {category: move}, is: out, then: quote}
      - {name: rest, otherwise: in}
  "4.1":
    kind: time-target
    name: fixed
    starts: {field: opened_at}
    stops: {status: solved}
    within: 4 hours
    calendar: office
  "8.1": {kind: rate, name: engineer, price: EUR 90.00 per hour}
"""

Signed = Callable[[ck.Delivery], ck.Agreement]


@pytest.fixture
def signed(tmp_path: Path) -> Signed:
    """Return what signs the one proposal of a delivery and loads it with the paper that it changes."""

    def sign(delivery: ck.Delivery) -> ck.Agreement:
        (proposal,) = delivery.proposals
        (tmp_path / "sla.yaml").write_text(PAPER, encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(proposal.signed(date(2026, 3, 31)), encoding="utf-8")
        return ck.load_agreement(tmp_path)

    return sign


def scope_of(agreement: ck.Agreement, category: str, opened: str) -> tuple[str, str | None]:
    """Return where an item of a category would lie, and by which rule."""
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "zone": "Europe/Amsterdam",
        "items": {"id": "id", "fields": {"service": "service", "category": "category", "opened_at": "opened"}},
    }
    columns = {"id": ["X"], "service": ["mail"], "category": [category], "opened": [opened]}
    facts = ck.Facts.from_frames(items=columns, mapping=mapping)
    (row,) = ck.evaluate(agreement, facts, as_of=datetime(2026, 6, 1, tzinfo=AMSTERDAM)).items.to_records()
    return row["scope"], row["rule"]


class TestRules:
    """An outcome of a grey item becomes a rule from the first of the next month on."""

    @pytest.mark.parametrize(
        ("outcome", "scope"), [("in", "in"), ("priced", "out"), ("refused", "out"), ("favour", "grey")]
    )
    def test_the_signed_rule_decides_on_the_next_request(
        self, deliver: Any, signed: Signed, outcome: Any, scope: str
    ) -> None:
        agreement = signed(deliver([PHONE], decisions=[ck.GreyDecision("T-1", outcome, date(2026, 2, 25))]))
        assert scope_of(agreement, "phone", "2026-04-01 00:00") == (scope, "phone")
        assert scope_of(agreement, "phone", "2026-03-31 23:59") == ("grey", "private")
        assert scope_of(agreement, "printer", "2026-04-01 00:00") == ("grey", "private")

    def test_a_price_means_a_quote_and_a_refusal_means_no(self, deliver: Any, signed: Signed) -> None:
        thens = []
        for outcome in ("priced", "refused"):
            agreement = signed(deliver([PHONE], decisions=[ck.GreyDecision("T-1", outcome, date(2026, 2, 25))]))
            thens.append(agreement.scope[0].then)
        assert thens == ["quote", "refuse"]

    def test_the_other_rules_stay_as_they_are(self, deliver: Any, signed: Signed) -> None:
        agreement = signed(deliver([PHONE], decisions=[ck.GreyDecision("T-1", "in", date(2026, 2, 25))]))
        before, after = agreement.at(date(2026, 3, 31)).scope, agreement.scope
        assert [(one.name, one.condition, one.says, one.meanwhile, one.follow_up) for one in after[1:]] == [
            (one.name, one.condition, one.says, one.meanwhile, one.follow_up) for one in before
        ]

    def test_a_decision_for_once_proposes_nothing(self, deliver: Any) -> None:
        decisions = [ck.GreyDecision("T-1", "in", date(2026, 2, 25), holds="once")]
        assert deliver([PHONE], decisions=decisions).proposals == ()

    def test_signed_too_late_it_holds_from_the_next_month_on(self, deliver: Any) -> None:
        (proposal,) = deliver([PHONE], decisions=[ck.GreyDecision("T-1", "in", date(2026, 2, 25))]).proposals
        dates = [
            next(line for line in proposal.signed(on).splitlines() if line.startswith("effective_from"))
            for on in (date(2026, 4, 1), date(2026, 4, 2))
        ]
        assert dates == ["effective_from: 2026-04-01", "effective_from: 2026-05-01"]

    def test_unsigned_it_is_no_paper(self, deliver: Any, tmp_path: Path) -> None:
        (proposal,) = deliver([PHONE], decisions=[ck.GreyDecision("T-1", "in", date(2026, 2, 25))]).proposals
        (tmp_path / "sla.yaml").write_text(PAPER, encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(proposal.text, encoding="utf-8")
        with pytest.raises(ck.DocumentRejected, match="signed_on"):
            ck.load_agreement(tmp_path)


class TestEntries:
    """What became standard gets an entry of the catalogue and a price."""

    def test_the_signed_service_is_charged_each_month(self, deliver: Any, signed: Signed) -> None:
        agreement = signed(deliver(REPORTS, work=WORK))
        charged = {charge.name: str(charge.amount) for charge in ck.charges(agreement, ck.Period.parse("2026-04"))}
        assert charged["reporting"] == "EUR 142.50"
        before = {charge.name for charge in ck.charges(agreement, ck.Period.parse("2026-03"))}
        assert "reporting" not in before

    def test_the_next_report_is_in_scope(self, deliver: Any, signed: Signed) -> None:
        agreement = signed(deliver(REPORTS, work=WORK))
        assert "reporting" in agreement.services
        assert str(agreement.services["reporting"].item) == "S-1/P.1"

    def test_without_a_price_nothing_is_proposed(self, deliver: Any) -> None:
        assert deliver(REPORTS, work=WORK[:2]).proposals == ()

    def test_a_clause_number_that_is_taken_is_not_used_again(self, deliver: Any) -> None:
        taken = {"3.2": {"kind": "text", "text": "Nothing."}, "P.1": {"kind": "text", "text": "Nothing."}}
        (proposal,) = deliver(REPORTS, work=WORK, clauses=taken).proposals
        assert [change["clause"] for change in proposal.paper["changes"]] == ["S-1/P.2", "S-1/3.3"]
