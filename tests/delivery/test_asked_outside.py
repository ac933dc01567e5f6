"""What one open request says of a decision of the parties, of the date to talk, and of its quote; dates by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.quantities.money import Money

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
QUOTE: dict[str, Any] = {
    "8.3": {
        "kind": "quote",
        "within": "2 business days",
        "calendar": "office",
        "priced_from": ["engineer"],
        "valid_for": "30 days",
        "silence": "refused",
    }
}

# Wednesday 11 February 2026; ten business days later is Wednesday 25 February.
PHONE = ("T-1", "mail", "phone", "2026-02-11 13:15", "2026-02-11 13:50")
OTHER_PHONE = ("T-3", "mail", "phone", "2026-02-16 09:00", None)
PRINTER = ("T-2", "mail", "printer", "2026-02-12 09:00", None)
# Monday 2 March 2026 10:00; a quote within two business days: by Wednesday 4 March 17:00, and good for 30 days.
MOVE = ("T-4", "mail", "move", "2026-03-02 10:00", None)


def at(text: str) -> datetime:
    """Return a local time of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


Asked = Callable[..., ck.OpenRequest]


@pytest.fixture
def asked(ask: Asked) -> Asked:
    """Return what tells one request at a local time, with what was told of decisions and quotes."""
    return lambda rows, item, as_of, **told: ask(rows, item, as_of, clauses=QUOTE, told=ck.DeliveryFacts(**told))


def lines(request: ck.OpenRequest, locale: str = "en") -> list[str]:
    """Return the request in words, line by line."""
    return [line.strip().replace("\xa0", " ") for line in ck.request_text(request, locale).split("\n")]


class TestDecisions:
    """A grey request that was decided is told to be decided, as the register has it."""

    @pytest.mark.parametrize(
        ("outcome", "english", "dutch"),
        [
            ("in", "that this request belongs to your agreement", "dat deze aanvraag bij uw overeenkomst hoort"),
            ("priced", "that this request has a price of its own", "dat deze aanvraag een eigen prijs heeft"),
            ("favour", "that we do this for you as a favour", "dat wij dit uit coulance voor u doen"),
            ("refused", "that this request is not done", "dat deze aanvraag niet wordt uitgevoerd"),
        ],
    )
    def test_it_says_what_was_decided_and_when(self, asked: Asked, outcome: Any, english: str, dutch: str) -> None:
        decisions = [ck.GreyDecision("T-1", outcome, date(2026, 2, 25), by="lead")]
        request = asked([PHONE], "T-1", "2026-02-26 09:00", decisions=decisions)
        assert f"It was agreed on 25 February 2026 {english}." in lines(request)
        assert f"Op 25 februari 2026 is afgesproken {dutch}." in lines(request, "nl")
        assert not [line for line in lines(request) if "being settled" in line]

    def test_a_decision_of_the_day_after_is_not_known_yet(self, asked: Asked) -> None:
        decisions = [ck.GreyDecision("T-1", "in", date(2026, 2, 25))]
        before = asked([PHONE], "T-1", "2026-02-25 00:00", decisions=decisions)
        assert (before.decided, before.talk_by) == (None, date(2026, 2, 25))
        after = asked([PHONE], "T-1", "2026-02-25 00:01", decisions=decisions)
        assert (after.decided.outcome if after.decided else None, after.talk_by) == ("in", None)

    def test_one_for_all_such_requests_decides_the_next_one_and_names_no_other_request(self, asked: Asked) -> None:
        decisions = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25))]
        request = asked([PHONE, OTHER_PHONE], "T-3", "2026-03-02 09:00", decisions=decisions)
        assert "It was agreed on 25 February 2026 that requests like this one are done as a favour." in lines(request)
        assert not [line for line in lines(request) if "T-1" in line]

    def test_one_for_once_and_one_on_another_kind_of_request_decide_nothing_here(self, asked: Asked) -> None:
        once = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25), holds="once")]
        assert asked([PHONE, OTHER_PHONE], "T-3", "2026-03-02 09:00", decisions=once).decided is None
        every = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25))]
        assert asked([PHONE, PRINTER], "T-2", "2026-03-02 09:00", decisions=every).decided is None

    @pytest.mark.parametrize(
        ("as_of", "said"),
        [
            ("2026-02-26 00:00", "It is talked about with you by 25 February 2026 at the latest."),
            ("2026-02-26 00:01", "It was to be talked about with you by 25 February 2026."),
        ],
    )
    def test_until_it_is_decided_it_says_until_when_it_is_talked_about(
        self, asked: Asked, as_of: str, said: str
    ) -> None:
        request = asked([PHONE], "T-1", as_of)
        assert said in lines(request)
        assert "Whether this request belongs to your agreement is still being settled." in lines(request)

    def test_where_nobody_told_nothing_is_said_of_decisions_and_dates(self, ask: Asked) -> None:
        request = ask([PHONE], "T-1", "2026-02-26 09:00", clauses=QUOTE)
        assert (request.decided, request.talk_by, request.quote) == (None, None, None)

    def test_of_a_request_that_has_not_come_in_nothing_is_said(self, asked: Asked) -> None:
        """Decided for all on 25 February; the next phone comes in on 2 March."""
        later = ("T-5", "mail", "phone", "2026-03-02 09:00", None)
        decisions = [ck.GreyDecision("T-1", "favour", date(2026, 2, 25))]
        assert asked([PHONE, later], "T-5", "2026-03-01 09:00", decisions=decisions).decided is None


class TestQuotes:
    """A request outside of the agreement says how its quote stands, and not what it comes to."""

    @pytest.mark.parametrize(
        ("as_of", "said"),
        [
            ("2026-03-04 17:00", "You get a quote by 4 Mar 2026 17:00 at the latest."),
            ("2026-03-04 17:01", "You should have had a quote by 4 Mar 2026 17:00."),
        ],
    )
    def test_until_it_is_sent_it_says_when_it_is_due(self, asked: Asked, as_of: str, said: str) -> None:
        assert said in lines(asked([MOVE], "T-4", as_of))

    @pytest.mark.parametrize(
        ("as_of", "said"),
        [
            ("2026-04-03 00:00", "You can accept the quote up to and including 2 April 2026."),
            ("2026-04-03 00:01", "The quote could be accepted up to and including 2 April 2026, and no longer can."),
        ],
    )
    def test_sent_on_3_march_it_can_be_accepted_for_thirty_days(self, asked: Asked, as_of: str, said: str) -> None:
        """Thirty days after Tuesday 3 March is Thursday 2 April, its last day included."""
        sent = ck.QuoteSent("T-4", at("2026-03-03 11:30"), Money("95.00", "EUR"))
        found = lines(asked([MOVE], "T-4", as_of, quotes=[sent]))
        assert said in found
        assert "3 Mar 2026 11:30  A quote was sent." in found
        assert not [line for line in found if "95" in line]

    def test_an_answer_stands_among_what_happened(self, asked: Asked) -> None:
        sent = ck.QuoteSent("T-4", at("2026-03-03 11:30"), None, "accepted", at("2026-03-05 09:05"))
        request = asked([MOVE], "T-4", "2026-03-06 09:00", quotes=[sent])
        assert lines(request, "nl")[-5:-3] == [
            "3 mrt 2026 11:30  Er is een offerte verstuurd.",
            "5 mrt 2026 09:05  U hebt de offerte aanvaard.",
        ]
        assert "What comes next" not in lines(request)
        before = asked([MOVE], "T-4", "2026-03-05 09:00", quotes=[sent])
        assert [one.word for one in before.happened if one.what == "quote"] == ["sent"]

    def test_what_is_in_scope_has_none(self, asked: Asked) -> None:
        mail = ("T-6", "mail", "mailbox", "2026-03-02 10:00", None)
        assert asked([mail], "T-6", "2026-03-20 09:00").quote is None


class TestForm:
    """As data, and what is refused."""

    def test_it_fits_its_schema(self, asked: Asked) -> None:
        decisions = [ck.GreyDecision("T-1", "in", date(2026, 2, 25))]
        sent = ck.QuoteSent("T-4", at("2026-03-03 11:30"))
        check = Draft202012Validator(ck.open_request_schema())
        for item in ("T-1", "T-2", "T-4"):
            request = asked([PHONE, PRINTER, MOVE], item, "2026-03-06 09:00", decisions=decisions, quotes=[sent])
            check.validate(request.to_dict())

    def test_rows_in_the_place_of_facts_are_refused_with_what_reads_them(self, ask: Asked) -> None:
        rows: Any = [{"item": "T-1", "outcome": "in", "on": "2026-02-25"}]
        with pytest.raises(UsageError, match="from_tables"):
            ask([PHONE], "T-1", "2026-03-01 09:00", told=rows)
