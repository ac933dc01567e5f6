"""The register of grey items: ages and dates counted by hand on a calendar, decisions, and what they decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text: str) -> datetime:
    """Return a local time of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


# Wednesday 11 February 2026; ten business days later (12, 13, 16, 17, 18, 19, 20, 23, 24, 25) is Wednesday 25 February.
WED_2026_02_11 = "2026-02-11 13:15"
PHONE = ("T-1", "mail", "phone", WED_2026_02_11, "2026-02-11 13:50")
PRINTER = ("T-2", "mail", "printer", "2026-02-12 09:00", None)
OTHER_PHONE = ("T-3", "mail", "phone", "2026-02-16 09:00", None)


class TestDates:
    """When the parties talk, and how old an item is."""

    @pytest.mark.parametrize(
        ("as_of", "state", "age"),
        [
            ("2026-02-26 00:00", "open", 14),  # the end of 25 February: the last date to talk
            ("2026-02-26 00:01", "overdue", 15),
            ("2026-02-11 14:00", "open", 0),
        ],
    )
    def test_ten_business_days_after_the_request_it_is_overdue(
        self, deliver: Any, as_of: str, state: str, age: int
    ) -> None:
        found = deliver([PHONE], as_of=as_of).grey[0]
        assert (found.follow_up, found.state, found.age) == (date(2026, 2, 25), state, age)

    def test_a_rule_without_a_follow_up_is_never_overdue(self, deliver: Any) -> None:
        rows = [{"name": "private", "when": {"category": "phone"}, "is": "grey"}, {"name": "rest", "otherwise": "in"}]
        found = deliver([PHONE], clauses={"7.1": {"kind": "scope", "calendar": "office", "rows": rows}}).grey[0]
        assert (found.follow_up, found.state) == (None, "open")

    def test_an_item_of_an_earlier_period_stays_in_the_register_until_it_is_decided(self, deliver: Any) -> None:
        assert [one.item.item for one in deliver([PHONE], period="2026-03").grey] == ["T-1"]
        decided = [ck.GreyDecision("T-1", "in", date(2026, 2, 20))]
        assert deliver([PHONE], period="2026-03", decisions=decided).grey == ()
        assert len(deliver([PHONE], period="2026-02", decisions=decided).grey) == 1


class TestDecisions:
    """What the parties made of it."""

    def test_a_decision_ends_the_age(self, deliver: Any) -> None:
        found = deliver([PHONE], decisions=[ck.GreyDecision("T-1", "priced", date(2026, 2, 25), by="lead")]).grey[0]
        assert (found.state, found.outcome, found.age, found.decided_by) == ("decided", "priced", 14, "lead")

    def test_a_decision_after_the_moment_of_judging_is_not_known_yet(self, deliver: Any) -> None:
        decisions = [ck.GreyDecision("T-1", "in", date(2026, 2, 20))]
        assert deliver([PHONE], as_of="2026-02-20 00:00", decisions=decisions).grey[0].state == "open"
        assert deliver([PHONE], as_of="2026-02-20 00:01", decisions=decisions).grey[0].state == "decided"

    def test_of_several_decisions_the_last_counts(self, deliver: Any) -> None:
        decisions = [
            ck.GreyDecision("T-1", "favour", date(2026, 3, 2)),
            ck.GreyDecision("T-1", "refused", date(2026, 2, 20)),
        ]
        assert deliver([PHONE], decisions=decisions).grey[0].outcome == "favour"

    def test_two_decisions_of_one_date_that_differ_decide_nothing(self, deliver: Any) -> None:
        decisions = [
            ck.GreyDecision("T-1", "favour", date(2026, 3, 2)),
            ck.GreyDecision("T-1", "refused", date(2026, 3, 2)),
        ]
        delivery = deliver([PHONE], decisions=decisions)
        assert (delivery.grey[0].state, delivery.proposals) == ("overdue", ())
        assert [one.code for one in delivery.problems] == ["decisions-differ"]

    def test_two_like_items_decided_otherwise_on_one_date_decide_nothing_of_a_third(self, deliver: Any) -> None:
        decisions = [
            ck.GreyDecision("T-1", "favour", date(2026, 3, 2)),
            ck.GreyDecision("T-3", "refused", date(2026, 3, 2)),
        ]
        third = ("T-4", "mail", "phone", "2026-02-16 10:00", None)
        found = {one.item.item: one.outcome for one in deliver([PHONE, OTHER_PHONE, third], decisions=decisions).grey}
        assert found == {"T-1": "favour", "T-3": "refused", "T-4": None}

    def test_a_decision_for_all_decides_what_is_alike_and_nothing_else(self, deliver: Any) -> None:
        decisions = [ck.GreyDecision("T-1", "priced", date(2026, 2, 25))]
        found = {one.item.item: one for one in deliver([PHONE, PRINTER, OTHER_PHONE], decisions=decisions).grey}
        assert (found["T-3"].outcome, found["T-3"].decided_with) == ("priced", "T-1")
        assert (found["T-1"].decided_with, found["T-2"].state) == (None, "overdue")

    def test_a_decision_for_once_decides_that_item_only(self, deliver: Any) -> None:
        decisions = [ck.GreyDecision("T-1", "priced", date(2026, 2, 25), holds="once")]
        found = {one.item.item: one.state for one in deliver([PHONE, OTHER_PHONE], decisions=decisions).grey}
        assert found == {"T-1": "decided", "T-3": "overdue"}

    def test_its_own_decision_comes_before_one_about_the_like(self, deliver: Any) -> None:
        decisions = [
            ck.GreyDecision("T-1", "priced", date(2026, 2, 25)),
            ck.GreyDecision("T-3", "favour", date(2026, 2, 20), holds="once"),
        ]
        found = {one.item.item: one.outcome for one in deliver([PHONE, OTHER_PHONE], decisions=decisions).grey}
        assert found == {"T-1": "priced", "T-3": "favour"}


class TestTold:
    """When the customer was told that it is grey."""

    def test_the_first_time_counts(self, deliver: Any) -> None:
        told = [
            ck.CustomerTold("grey", "T-1", at("2026-02-12 09:00")),
            ck.CustomerTold("grey", "T-1", at("2026-02-11 14:10")),
            ck.CustomerTold("warning", "T-1", at("2026-02-11 13:20")),
        ]
        assert deliver([PHONE], told=told).grey[0].told_at == at("2026-02-11 14:10")

    def test_it_is_worth_what_the_work_is(self, deliver: Any) -> None:
        found = deliver([PHONE], work=[ck.WorkDone("T-1", timedelta(minutes=40))]).grey[0]
        assert str(found.item.worth.amount) == "EUR 60.00"


class TestAgreedSince:
    """What the parties decided to be in scope is work inside of the agreement from the next day on."""

    LATER = ("T-3", "mail", "phone", "2026-02-26 10:00", "2026-02-26 11:00")
    WORK = (ck.WorkDone("T-1", timedelta(hours=1)), ck.WorkDone("T-3", timedelta(hours=1)))

    def outside(self, deliver: Any, outcome: str, **more: Any) -> list[str]:
        decided = [ck.GreyDecision("T-1", outcome, date(2026, 2, 25), **more)]  # type: ignore[arg-type]
        return [one.item for one in deliver([PHONE, self.LATER], decisions=decided, work=self.WORK).outside]

    def test_a_like_request_after_the_decision_is_no_work_outside(self, deliver: Any) -> None:
        """EUR 90.00 for the hour of 11 February, asked before anybody decided; the hour of the 26th was agreed."""
        decided = [ck.GreyDecision("T-1", "in", date(2026, 2, 25))]
        found = deliver([PHONE, self.LATER], decisions=decided, work=self.WORK)
        assert ([one.item for one in found.outside], str(found.worth)) == (["T-1"], "EUR 90.00")
        assert [(one.item.item, one.outcome) for one in found.grey] == [("T-1", "in"), ("T-3", "in")]

    @pytest.mark.parametrize("outcome", ["priced", "favour", "refused"])
    def test_any_other_outcome_leaves_it_outside(self, deliver: Any, outcome: str) -> None:
        assert self.outside(deliver, outcome) == ["T-1", "T-3"]

    def test_decided_once_it_says_nothing_of_others(self, deliver: Any) -> None:
        assert self.outside(deliver, "in", holds="once") == ["T-1", "T-3"]

    def test_asked_on_the_day_of_the_decision_it_is_outside_still(self, deliver: Any) -> None:
        same = ("T-3", "mail", "phone", "2026-02-25 10:00", "2026-02-25 11:00")
        decided = [ck.GreyDecision("T-1", "in", date(2026, 2, 25))]
        assert [one.item for one in deliver([PHONE, same], decisions=decided).outside] == ["T-1", "T-3"]
