"""Draft quotes for work outside the agreement, each with a clock of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
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

    def test_overdue_it_says_that_it_was_due_and_how_late_it_is(self, deliver: Any) -> None:
        """Due Wednesday 4 March 17:00; on Friday 6 March 18:30 that is 49 hours and a half ago: two whole days."""
        delivery = deliver([MOVE], as_of="2026-03-06 18:30", clauses=QUOTE)
        found, risk = delivery.quotes[0], delivery.ahead[-1]
        assert found.late == timedelta(hours=49, minutes=30)
        assert found.says.endswith("overdue, was due 2026-03-04 17:00, 2 days late")
        assert (risk.kind, risk.turn, risk.late) == ("quote", "over", found.late)
        assert (risk.step.at, str(risk.step)) == (None, "offer Joris (lead) (S-1/8.3)")

    def test_while_there_is_time_the_next_step_says_until_when(self, deliver: Any) -> None:
        risk = deliver([MOVE], as_of="2026-03-04 17:00", clauses=QUOTE).ahead[-1]
        assert (risk.turn, risk.late, risk.step.at) == ("ahead", None, DUE)

    def test_one_that_was_sent_late_says_by_how_much(self, deliver: Any) -> None:
        found = deliver([MOVE], clauses=QUOTE, quotes=[ck.QuoteSent("T-1", at("2026-03-04 18:15"))]).quotes[0]
        assert (found.late, found.says[-11:]) == (timedelta(hours=1, minutes=15), "15 min late")

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


FAVOURS: dict[str, Any] = {
    "8.2": {
        "kind": "favours",
        "at_most": "2 hours per month",
        "valued_at": "engineer",
        "above": "quote",
    }
}
PHONE = ("T-2", "mail", "phone", "2026-03-10 10:00", None)
TUE_2026_03_10 = date(2026, 3, 10)
# Three hours of the two that March has: one hour at EUR 90.00 is to be quoted, in two business days from 10 March on.
THREE_HOURS = ck.Favour("set up a tablet", TUE_2026_03_10, item="T-2", time=timedelta(hours=3))
BEYOND_DUE = datetime(2026, 3, 12, 17, tzinfo=AMSTERDAM)


class TestFavours:
    """``above: quote``: what goes beyond the favours agreed gets a draft quote."""

    def test_the_hour_beyond_is_quoted_at_its_share_of_the_worth(self, deliver: Any) -> None:
        found = deliver([PHONE], clauses={**QUOTE, **FAVOURS}, favours=[THREE_HOURS]).quotes
        assert [(one.item, one.what, one.per, str(one.worth.amount)) for one in found] == [
            ("T-2", "set up a tablet", "once", "EUR 90.00")
        ]
        assert found[0].worth.formula == "1 h of 3 h, 3 h × EUR 90.00 per hour"
        assert (found[0].due, found[0].clause.clause) == (BEYOND_DUE, "8.3")

    def test_exactly_what_is_agreed_gets_none(self, deliver: Any) -> None:
        favours = [attrs.evolve(THREE_HOURS, time=timedelta(hours=2))]
        assert deliver([PHONE], clauses={**QUOTE, **FAVOURS}, favours=favours).quotes == ()

    @pytest.mark.parametrize("above", ["refuse", "ask"])
    def test_under_another_word_there_is_none(self, deliver: Any, above: str) -> None:
        clauses = {**QUOTE, "8.2": {**FAVOURS["8.2"], "above": above}}
        assert deliver([PHONE], clauses=clauses, favours=[THREE_HOURS]).quotes == ()

    def test_a_favour_without_an_item_is_quoted_by_what_was_done(self, deliver: Any) -> None:
        favours = [attrs.evolve(THREE_HOURS, item=None)]
        found = deliver([PHONE], clauses={**QUOTE, **FAVOURS}, favours=favours).quotes
        assert [(one.item, one.called, str(one.worth.amount)) for one in found] == [
            (None, "set up a tablet", "EUR 90.00")
        ]

    def test_of_a_count_the_whole_favour_beyond_is_quoted(self, deliver: Any) -> None:
        """One favour a month: the second, half an hour, is EUR 45.00."""
        clauses = {**QUOTE, "8.2": {**FAVOURS["8.2"], "at_most": "1 favour per month"}}
        favours = [
            ck.Favour("a tablet", TUE_2026_03_10, time=timedelta(hours=1)),
            ck.Favour("a printer", date(2026, 3, 11), time=timedelta(minutes=30)),
        ]
        found = deliver([PHONE], clauses=clauses, favours=favours).quotes
        assert [(one.what, str(one.worth.amount)) for one in found] == [("a printer", "EUR 45.00")]

    def test_of_unknown_worth_it_has_no_price_and_says_why(self, deliver: Any) -> None:
        clauses = {**QUOTE, **FAVOURS, "8.1": None, "8.2": {**FAVOURS["8.2"]}}
        del clauses["8.2"]["valued_at"]
        clauses["8.3"] = {key: value for key, value in CLAUSE.items() if key != "priced_from"}
        found = deliver([PHONE], clauses=clauses, favours=[THREE_HOURS]).quotes[0]
        assert (found.worth.amount, found.worth.formula) == (None, "no rate and no entry of the catalogue prices it")

    def test_what_is_promised_is_no_favour_and_gets_no_quote(self, deliver: Any) -> None:
        spam = ("T-2", "mail", "spam", "2026-03-10 10:00", None)
        assert deliver([spam], clauses={**QUOTE, **FAVOURS}, favours=[THREE_HOURS]).quotes == ()

    def test_work_that_is_quoted_anyway_is_not_quoted_twice(self, deliver: Any) -> None:
        move = ("T-2", "mail", "move", "2026-03-10 10:00", None)
        found = deliver([move], clauses={**QUOTE, **FAVOURS}, favours=[THREE_HOURS]).quotes
        assert [(one.item, one.what) for one in found] == [("T-2", "move")]

    def test_accepted_its_part_is_paid_and_the_rest_was_done_for_nothing(self, deliver: Any) -> None:
        """EUR 270.00 for three hours; one hour is accepted at its EUR 90.00, so EUR 180.00 were given."""
        sent = ck.QuoteSent("T-2", at("2026-03-11 10:00"), answer="accepted", answered_at=at("2026-03-12 09:00"))
        work = [ck.WorkDone("T-2", timedelta(hours=3))]
        found = deliver([PHONE], clauses={**QUOTE, **FAVOURS}, favours=[THREE_HOURS], work=work, quotes=[sent])
        assert [(one.state, one.timing) for one in found.quotes] == [("accepted", "in-time")]
        assert (str(found.services[0].worth), found.services[0].charged) == ("EUR 180.00", Money("90.00", "EUR"))


class TestOutOfOrder:
    """What is dated before its item, or accepted when it could be no more, is told; nothing is corrected."""

    def test_what_is_dated_before_the_opening_of_its_item_is_a_problem_in_each_table(self, deliver: Any) -> None:
        """T-2 was opened on Tuesday 10 March; everything is told of Monday the 9th."""
        day, instant = date(2026, 3, 9), at("2026-03-09 17:00")
        found = deliver(
            [PHONE],
            clauses=QUOTE,
            work=[ck.WorkDone("T-2", timedelta(hours=1), day)],
            favours=[ck.Favour("a tablet", day, item="T-2")],
            decisions=[ck.GreyDecision("T-2", "priced", day)],
            told=[ck.CustomerTold("grey", "T-2", instant)],
            quotes=[ck.QuoteSent("T-2", instant)],
        ).problems
        assert [(one.code, one.where) for one in found] == [
            ("before-opening", "decisions"),
            ("before-opening", "favours"),
            ("before-opening", "quotes"),
            ("before-opening", "told"),
            ("before-opening", "work"),
        ]
        assert found[0].says == "T-2 was decided on 2026-03-09, and was opened on 2026-03-10"

    def test_on_the_day_of_the_opening_nothing_is_out_of_order(self, deliver: Any) -> None:
        work = [ck.WorkDone("T-2", timedelta(hours=1), TUE_2026_03_10)]
        quotes = [ck.QuoteSent("T-2", at("2026-03-10 09:00"))]
        assert deliver([PHONE], clauses=QUOTE, work=work, quotes=quotes).problems == ()

    @pytest.mark.parametrize(("answered", "codes"), [("2026-04-02 23:59", []), ("2026-04-03 00:00", ["accepted-late"])])
    def test_accepted_after_its_last_date_it_counts_and_is_told(
        self, deliver: Any, answered: str, codes: list[str]
    ) -> None:
        """Sent on 3 March and valid for thirty days: it could be accepted on 2 April, not on the 3rd."""
        sent = ck.QuoteSent("T-1", at("2026-03-03 10:00"), answer="accepted", answered_at=at(answered))
        found = deliver([MOVE], as_of="2026-04-10 00:00", clauses=QUOTE, quotes=[sent])
        assert ([one.state for one in found.quotes], [one.code for one in found.problems]) == (["accepted"], codes)
