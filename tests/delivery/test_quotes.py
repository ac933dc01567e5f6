"""Draft quotes for work outside the agreement, each with a clock of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.quantities.money import Money

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLAUSE: dict[str, Any] = {
    "kind": "quote",
    "within": "2 business days",
    "calendar": "office",
    "priced_from": ["engineer"],
    "valid_for": "30 days",
    "accepted_by": "lead",
    "silence": "refused",
}
CONTACTS = {"8.9": {"kind": "contacts", "contacts": [{"role": "lead", "name": "Joris", "party": "customer"}]}}
QUOTE = {"8.3": CLAUSE, **CONTACTS}
# Monday 2 March 2026 10:00; two business days, to closing at 17:00: Wednesday 4 March 17:00.
MOVE = ("T-1", "mail", "move", "2026-03-02 10:00", None)
DUE = datetime(2026, 3, 4, 17, tzinfo=AMSTERDAM)


def at(text: str) -> datetime:
    """Return a local time of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


class TestClock:
    """From the request to the quote."""

    @pytest.mark.parametrize(
        ("as_of", "state", "timing"),
        [("2026-03-04 17:00", "draft", "open"), ("2026-03-04 17:01", "overdue", "late")],
    )
    def test_it_is_due_two_business_days_after_the_request(
        self, deliver: Any, as_of: str, state: str, timing: str
    ) -> None:
        found = deliver([MOVE], as_of=as_of, clauses=QUOTE).quotes[0]
        assert (found.due, found.state, found.timing) == (DUE, state, timing)

    @pytest.mark.parametrize(("sent", "timing"), [("2026-03-04 17:00", "in-time"), ("2026-03-04 17:01", "late")])
    def test_sent_at_the_due_instant_is_in_time(self, deliver: Any, sent: str, timing: str) -> None:
        found = deliver([MOVE], clauses=QUOTE, quotes=[ck.QuoteSent("T-1", at(sent))]).quotes[0]
        assert found.timing == timing

    def test_without_a_clause_there_is_a_draft_without_a_limit(self, deliver: Any) -> None:
        found = deliver([MOVE], work=[ck.WorkDone("T-1", timedelta(hours=1))]).quotes[0]
        assert (found.clause, found.due, found.state, found.timing) == (None, None, "draft", "no-limit")
        assert str(found.worth.amount) == "EUR 90.00"


class TestAnswer:
    """What came of it: thirty days to accept it, the date of sending being day nought."""

    SENT = ck.QuoteSent("T-1", at("2026-03-03 10:00"))

    @pytest.mark.parametrize(("as_of", "state"), [("2026-04-03 00:00", "sent"), ("2026-04-03 00:01", "lapsed")])
    def test_no_answer_until_the_second_of_april_and_it_lapses(self, deliver: Any, as_of: str, state: str) -> None:
        found = deliver([MOVE], as_of=as_of, clauses=QUOTE, quotes=[self.SENT]).quotes[0]
        assert (found.valid_until, found.state) == (date(2026, 4, 2), state)

    def test_silence_means_yes_where_it_was_agreed_so(self, deliver: Any) -> None:
        clauses = {"8.3": {**CLAUSE, "silence": "accepted"}, **CONTACTS}
        found = deliver([MOVE], as_of="2026-04-03 00:01", clauses=clauses, quotes=[self.SENT]).quotes[0]
        assert found.state == "accepted"

    def test_an_answer_after_the_moment_of_judging_is_not_known_yet(self, deliver: Any) -> None:
        sent = ck.QuoteSent("T-1", at("2026-03-03 10:00"), answer="refused", answered_at=at("2026-03-10 09:00"))
        states = [
            deliver([MOVE], as_of=as_of, clauses=QUOTE, quotes=[sent]).quotes[0].state
            for as_of in ("2026-03-10 08:59", "2026-03-10 09:00")
        ]
        assert states == ["sent", "refused"]

    def test_who_accepts_it_is_named(self, deliver: Any) -> None:
        assert deliver([MOVE], clauses=QUOTE).quotes[0].accepted_by == (("lead", "Joris"),)

    def test_an_answer_before_it_was_sent_is_refused(self) -> None:
        with pytest.raises(ck.UsageError, match="before it was sent"):
            ck.QuoteSent("T-1", at("2026-03-03 10:00"), answer="accepted", answered_at=at("2026-03-03 09:59"))

    def test_an_answer_has_its_instant(self) -> None:
        with pytest.raises(ck.UsageError, match="answered_at"):
            ck.QuoteSent("T-1", at("2026-03-03 10:00"), answer="accepted")


class TestWhich:
    """For what the papers say is quoted, and for what became standard."""

    def test_grey_work_gets_no_quote_before_the_parties_have_talked(self, deliver: Any) -> None:
        assert deliver([("T-2", "mail", "phone", "2026-03-02 10:00", None)], clauses=QUOTE).quotes == ()

    def test_a_request_that_became_standard_gets_one_quote_per_month(self, deliver: Any) -> None:
        rows = [(f"R-{month}", "reporting", "report", f"2026-0{month}-02 10:00", None) for month in (1, 2, 3)]
        work = [ck.WorkDone(row[0], timedelta(minutes=95)) for row in rows]
        found = deliver(rows, clauses=QUOTE, work=work).quotes
        assert [(one.item, one.per, one.units, str(one.worth.amount)) for one in found] == [
            ("R-3", "month", 1, "EUR 142.50")
        ]
        assert found[0].due == DUE


class TestAccepted:
    """What the customer accepted to pay for is not done for nothing."""

    def test_it_is_charged_and_worth_nothing_besides(self, deliver: Any) -> None:
        sent = ck.QuoteSent(
            "T-1",
            at("2026-03-03 10:00"),
            Money("75.00", "EUR"),
            answer="accepted",
            answered_at=at("2026-03-04 09:00"),
        )
        work = [ck.WorkDone("T-1", timedelta(hours=1))]
        lines = [
            deliver([MOVE], as_of=as_of, clauses=QUOTE, work=work, quotes=[sent]).services[0]
            for as_of in ("2026-03-04 08:59", "2026-03-04 09:00")
        ]
        assert [(str(one.worth), one.charged) for one in lines] == [
            ("EUR 90.00", None),
            ("EUR 0.00", Money("75.00", "EUR")),
        ]

    def test_a_grey_item_that_was_quoted_stands_among_the_quotes(self, deliver: Any) -> None:
        phone = ("T-2", "mail", "phone", "2026-03-02 10:00", None)
        sent = ck.QuoteSent("T-2", at("2026-03-03 10:00"))
        assert [one.item for one in deliver([phone], clauses=QUOTE, quotes=[sent]).quotes] == ["T-2"]


class TestMisplaced:
    """What was told of an item that lies elsewhere."""

    def test_a_quote_for_what_is_in_scope_is_a_problem(self, deliver: Any) -> None:
        spam = ("T-3", "mail", "spam", "2026-03-02 10:00", None)
        found = deliver([spam], quotes=[ck.QuoteSent("T-3", at("2026-03-03 10:00"))]).problems
        assert [(one.code, one.where) for one in found] == [("not-outside", "quotes")]

    def test_a_decision_on_what_is_not_grey_is_a_problem(self, deliver: Any) -> None:
        found = deliver([MOVE], decisions=[ck.GreyDecision("T-1", "in", date(2026, 3, 10))]).problems
        assert [(one.code, one.says) for one in found] == [("not-grey", "T-1 was decided on, and is not grey: out")]
