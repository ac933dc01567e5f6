"""What a call is promised, and what the answer says where something is missing or contradicts itself."""

from __future__ import annotations

import json
import pickle
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from call_papers import RENEWAL, SCOPE, paper

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUE_2026_02_17 = datetime(2026, 2, 17, 10, 5, tzinfo=AMSTERDAM)


def load(**clauses: Any) -> ck.Agreement:
    return ck.load_agreement(data=paper(**clauses))


def asked(agreement: ck.Agreement | ck.Portfolio, at: datetime = TUE_2026_02_17, **item: Any) -> ck.Entitlement:
    return ck.entitlement(agreement, item=item, at=at)


class TestPromises:
    def test_the_target_of_the_priority_holds_with_its_due_time_in_the_calendars_zone(self) -> None:
        (found,) = asked(load(), service="desk", priority="P1").promises
        assert (found.name, found.due, str(found.clause)) == (
            "p1",
            datetime.fromisoformat("2026-02-17T12:05+01:00"),
            "C-1/4.1 p1",
        )
        assert found.due is not None
        assert found.due.isoformat() == "2026-02-17T12:05:00+01:00"

    def test_what_is_left_at_closing_goes_on_in_the_morning(self) -> None:
        # 8 hours from Tuesday 10:05: 6:55 until 17:00, then 1:05 from 09:00 on Wednesday.
        assert asked(load(), priority="P2").due == datetime.fromisoformat("2026-02-18T10:05+01:00")

    def test_time_used_up_at_closing_is_due_at_closing_and_in_time_until_the_opening(self) -> None:
        (found,) = asked(load(), datetime(2026, 2, 17, 15, 0, tzinfo=AMSTERDAM), priority="P1").promises
        assert found.due == datetime.fromisoformat("2026-02-17T17:00+01:00")
        assert found.in_time_until == datetime.fromisoformat("2026-02-18T09:00+01:00")

    def test_a_priority_without_a_target_is_promised_nothing_and_the_gap_says_so(self) -> None:
        found = asked(load(), service="desk", priority="P3")
        assert found.promises == ()
        assert found.scope == "no-target"
        assert [gap.code for gap in found.gaps] == ["no-target"]

    def test_an_instant_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ck.NaiveDatetimeError):
            ck.entitlement(load(), item={}, at=datetime(2026, 2, 17, 10, 5))  # noqa: DTZ001

    @pytest.mark.parametrize("wrong", ["examples/msp", None, {"id": "C-1"}])
    def test_what_is_no_agreement_is_refused(self, wrong: Any) -> None:
        with pytest.raises(ck.UsageError, match="pass an agreement"):
            ck.entitlement(wrong, item={}, at=TUE_2026_02_17)

    @pytest.mark.parametrize("wrong", ["P1", ["priority", "P1"], None])
    def test_what_is_no_request_is_refused(self, wrong: Any) -> None:
        with pytest.raises(ck.UsageError, match="item is what the request says"):
            ck.entitlement(load(), item=wrong, at=TUE_2026_02_17)


REPORTED = {
    "contractkit": 1, "document": "contract", "id": "C-2", "title": "Desk", "currency": "EUR", "zone": "UTC",
    "parties": {"provider": {"name": "P"}, "customer": {"name": "A"}},
    "fields": {"reported_at": "instant", "closed_at": "instant"},
    "clauses": {
        "4.1": {"kind": "time-target", "name": "solved", "starts": {"field": "reported_at"}, "calendar": "always",
                "stops": {"field": "closed_at"}, "within": "4 hours", "reach": "90 %", "per": "month"}},
}  # fmt: skip


class TestStarts:
    """A clock that counts from another instant than the opening asks for that instant, and never takes the opening."""

    def test_the_instant_that_starts_it_is_asked_for_by_the_name_of_its_field(self) -> None:
        found = asked(ck.load_agreement(data=REPORTED))
        assert [(one.field, one.decides) for one in found.missing] == [("reported_at", "from when solved counts")]
        assert [(gap.code, gap.says, gap.clauses) for gap in found.gaps] == [
            ("missing-field", "reported_at was not given, and solved counts from it", ("C-2/4.1",))
        ]
        assert "reported_at is niet gegeven, en solved telt daarvandaan" in ck.entitlement_text(found, "nl")

    def test_once_it_is_told_the_promise_is_due_from_there(self) -> None:
        """Four hours from 08:00 are 12:00, whenever the request was opened."""
        found = asked(ck.load_agreement(data=REPORTED), reported_at="2026-02-17T08:00Z")
        assert (found.missing, found.gaps) == ((), ())
        assert found.due == datetime.fromisoformat("2026-02-17T12:00+00:00")


class TestMissingFields:
    def test_a_field_that_decides_is_asked_for_with_what_may_hold(self) -> None:
        found = asked(load(), service="desk")
        assert found.promises == ()
        assert [(one.field, one.known) for one in found.missing] == [("priority", ("P1", "P2", "P3"))]
        assert [(one.promised.name, one.when, one.promised.due) for one in found.possible] == [
            ("p1", "priority is P1", datetime.fromisoformat("2026-02-17T12:05+01:00")),
            ("p2", "priority is P2", datetime.fromisoformat("2026-02-18T10:05+01:00")),
        ]
        assert "missing-field" in [gap.code for gap in found.gaps]

    def test_a_value_that_nobody_agreed_is_named_with_the_nearest(self) -> None:
        (gap,) = (one for one in asked(load(), priority="P11").gaps if one.code == "unknown-value")
        assert "'P11'" in gap.says
        assert "did you mean 'P1'" in gap.says

    def test_what_an_order_has_to_say_is_asked_for(self) -> None:
        agreement = load(c8_1={"kind": "orders", "when": {"category": "order"}, "needs": ["cost-centre"]})
        found = asked(agreement, service="desk", category="order", priority="P1")
        assert [(one.field, one.decides) for one in found.missing] == [("cost-centre", "an order needs it (C-1/8.1)")]
        assert asked(agreement, service="desk", category="printer", priority="P1").missing == ()

    def test_a_field_that_is_written_much_like_the_missing_one_is_named(self) -> None:
        (missing,) = asked(load(), service="desk", priorty="P1").missing
        assert (missing.field, missing.near) == ("priority", "priorty")

    def test_another_opening_than_the_instant_is_refused(self) -> None:
        with pytest.raises(ck.UsageError, match="leave one of them out"):
            asked(load(), priority="P1", opened_at="2026-02-17T10:04+01:00")
        assert asked(load(), priority="P1", opened_at=TUE_2026_02_17).due is not None


class TestScope:
    @pytest.mark.parametrize(
        ("category", "scope", "rule"),
        [("phone", "grey", "phones"), ("move", "out", "moves"), ("printer", "in", "rest")],
    )
    def test_the_first_rule_that_speaks_decides_and_is_cited(self, category: str, scope: str, rule: str) -> None:
        found = asked(load(c7_1=SCOPE), service="desk", category=category, priority="P1")
        assert found.scope_rule is not None
        assert (found.scope, found.scope_rule.name, str(found.scope_clause)) == (scope, rule, f"C-1/7.1 {rule}")

    def test_a_rule_that_may_speak_is_no_answer(self) -> None:
        found = asked(load(c7_1=SCOPE), service="desk", priority="P1")
        assert found.scope == "unknown"
        assert [one.field for one in found.missing] == ["category"]

    def test_grey_work_is_delivered_meanwhile_and_talked_about_in_time(self) -> None:
        steps = asked(load(c7_1=SCOPE), service="desk", category="phone", priority="P1").next_steps
        # two business days after Tuesday the 17th: Thursday the 19th, to closing
        assert [(one.kind, one.due) for one in steps] == [
            ("deliver", None),
            ("talk", datetime.fromisoformat("2026-02-19T17:00+01:00")),
        ]

    def test_a_service_nobody_agreed_is_named_with_the_nearest(self) -> None:
        found = asked(load(), service="dessk", priority="P1")
        assert found.scope == "no-service"
        (gap,) = (one for one in found.gaps if one.code == "no-service")
        assert "did you mean 'desk'" in gap.says

    @pytest.mark.parametrize(
        ("at", "scope"),
        [
            ("2025-12-31T23:59:59.999999+01:00", "before-term"),
            ("2026-01-01T00:00:00+01:00", "in"),
            ("2026-12-31T23:59:59.999999+01:00", "in"),
            ("2027-01-01T00:00:00+01:00", "after-term"),
        ],
    )
    def test_the_term_is_from_its_first_midnight_up_to_that_after_its_last_day(self, at: str, scope: str) -> None:
        found = ck.entitlement(load(), item={"service": "desk", "priority": "P1"}, at=at)
        assert found.scope == scope
        assert [gap.code for gap in found.gaps] == ([] if scope == "in" else [scope])

    def test_before_the_signature_the_answer_says_so(self) -> None:
        found = asked(load(), datetime(2025, 12, 14, 10, 0, tzinfo=AMSTERDAM), priority="P1")
        assert [gap.code for gap in found.gaps] == ["before-term", "before-signature"]


class TestLevels:
    def test_two_levels_at_once_are_a_gap_that_names_both_clauses(self) -> None:
        promise = {
            "kind": "time-target",
            "stops": {"status": "solved"},
            "starts": {"field": "opened_at"},
            "calendar": "always",
        }
        document = paper(
            c3_2={"kind": "level", "name": "gold"},
            c3_3={"kind": "level", "name": "silver"},
            c5_1={**promise, "name": "g", "level": "gold", "measure": "a", "within": "1 hour"},
            c5_2={
                **promise,
                "name": "s",
                "level": "silver",
                "measure": "b",
                "within": "2 hours",
                "when": {"category": "x"},
            },
        )
        document["fields"]["level"] = ["gold", "silver"]
        document["clauses"]["3.1"]["level"] = "silver"
        found = asked(ck.load_agreement(data=document), service="desk", level="gold", priority="P1")
        assert found.level is None
        (gap,) = (one for one in found.gaps if one.code == "contradictory-levels")
        assert gap.says.endswith("silver, gold")
        assert gap.clauses == ("C-1/4.1 p1", "C-1/5.1")  # the first is silver, as is the one service that it is about


class TestAmended:
    def test_the_wording_of_the_date_of_the_request_holds(self, tmp_path: Path) -> None:
        (tmp_path / "contract.json").write_text(json.dumps(paper(c1_2=RENEWAL)))
        amendment = {
            "contractkit": 1,
            "document": "amendment",
            "id": "A-1",
            "title": "Faster",
            "amends": "C-1",
            "effective_from": "2026-07-01",
            "signed_on": "2026-06-01",
            "recorded_on": "2026-06-02",
            "changes": [
                {
                    "action": "change",
                    "clause": "C-1/4.1",
                    "fields": {"rows.p1.within": {"was": "2 hours", "becomes": "1 hour"}},
                }
            ],
        }
        (tmp_path / "amendment.json").write_text(json.dumps(amendment))
        agreement = ck.load_agreement(tmp_path)
        portfolio = ck.Portfolio.of([agreement])
        dues = {}
        for at in ("2026-06-30T10:00+02:00", "2026-07-01T10:00+02:00"):
            for one in (agreement, portfolio):
                found = ck.entitlement(one, item={"customer": "bakery", "priority": "P1"}, at=at)
                dues.setdefault(at, set()).add(found.due)
        assert dues == {
            "2026-06-30T10:00+02:00": {datetime.fromisoformat("2026-06-30T12:00+02:00")},
            "2026-07-01T10:00+02:00": {datetime.fromisoformat("2026-07-01T11:00+02:00")},
        }
        known = ck.entitlement(
            portfolio,
            item={"customer": "bakery", "priority": "P1"},
            at="2026-07-01T10:00+02:00",
            known_at=date(2026, 6, 1),
        )
        assert known.due == datetime.fromisoformat("2026-07-01T12:00+02:00")


class TestBesides:
    def test_the_price_comes_from_charging(self) -> None:
        (found,) = asked(load(), service="desk", priority="P1").prices
        assert (found.name, found.price, found.amount) == ("desk", Decimal(9), Decimal(90))

    def test_without_a_service_it_is_asked_for_with_what_would_be_priced(self) -> None:
        fee = {"kind": "fee", "name": "retainer", "amount": "EUR 500.00", "per": "month"}
        agreement = load(c3_2={"kind": "service", "name": "network"}, c3_3=fee)
        found = asked(agreement, priority="P1")
        assert found.prices == ()
        assert [(one.field, one.known, one.decides) for one in found.missing] == [
            ("service", ("desk", "network"), "what it costs (priced: desk, retainer)")
        ]
        assert [one.name for one in asked(agreement, service="network", priority="P1").prices] == ["retainer"]
        assert asked(agreement, service="desk", priority="P1").missing == ()

    def test_out_of_scope_work_asks_for_no_service(self) -> None:
        assert asked(load(c7_1=SCOPE), category="move", priority="P1").missing == ()

    def test_out_of_scope_work_is_priced_from_the_rates_of_the_quote(self) -> None:
        agreement = load(
            c7_1=SCOPE,
            c3_4={"kind": "rate", "name": "engineer", "price": "EUR 80.00 per hour"},
            c3_5={"kind": "rate", "name": "director", "price": "EUR 150.00 per hour"},
            c8_2={"kind": "quote", "within": "1 business day", "calendar": "office", "priced_from": ["engineer"]},
        )
        found = asked(agreement, service="desk", category="move", priority="P1")
        assert [one.name for one in found.prices] == ["engineer"]
        assert [(one.kind, one.due) for one in found.next_steps] == [
            ("quote", datetime.fromisoformat("2026-02-18T17:00+01:00"))
        ]

    def test_who_stands_in_on_the_day_is_named(self) -> None:
        contacts = [
            {"role": "lead", "name": "Marit"},
            {"role": "lead", "name": "Hylke", "stands_in": {"from": "2026-02-17", "through": "2026-02-17"}},
        ]
        agreement = load(c8_9={"kind": "contacts", "contacts": contacts})
        after = datetime(2026, 2, 18, 10, 0, tzinfo=AMSTERDAM)
        assert [one.name for one in asked(agreement, priority="P1").contacts] == ["Hylke"]
        assert [one.name for one in asked(agreement, after, priority="P1").contacts] == ["Marit"]

    def test_without_a_step_in_the_papers_the_first_promise_is_next(self) -> None:
        (step,) = asked(load(), service="desk", priority="P1").next_steps
        assert (step.kind, step.name, step.due) == ("promise", "p1", datetime.fromisoformat("2026-02-17T12:05+01:00"))

    def test_the_answer_is_plain_data(self) -> None:
        found = asked(load(c7_1=SCOPE), service="desk", category="phone", priority="P1")
        assert json.loads(json.dumps(found.to_dict())) == found.to_dict()
        assert (found.to_dict()["kind"], found.to_dict()["version"]) == ("entitlement", 1)


class TestUnread:
    """A word that nobody reads is said: it may be a slip of the pen that decides a promise."""

    def test_a_field_that_no_clause_reads_is_named_with_the_one_that_was_meant(self) -> None:
        found = asked(load(), service="desk", prio="P1")
        assert [(gap.code, gap.says) for gap in found.gaps] == [
            ("missing-field", "priority was not given, and decides what holds"),
            ("unread-field", "nothing in C-1 reads 'prio'; did you mean 'priority'?"),
        ]

    def test_one_that_a_question_names_is_not_named_twice(self) -> None:
        found = asked(load(), service="desk", prioritty="P1")
        assert [one.near for one in found.missing] == ["prioritty"]
        assert [gap.code for gap in found.gaps] == ["missing-field"]

    def test_of_a_whole_ticket_what_nothing_reads_is_one_note_and_no_gap(self) -> None:
        ticket = {"number": "INC-7", "closed_by": "ann", "short_description": "No mail", "impact": "2", "urgency": "2"}
        found = asked(load(), service="desk", priority="P1", **ticket)
        assert (found.gaps, found.unread) == ((), tuple(ticket))
        assert found.to_dict()["unread"] == list(ticket)
        text = ck.entitlement_text(found).replace("\xa0", " ")
        assert "\nSaid, and read by no clause\n  number, closed_by, short_description, impact, urgency" in text

    def test_of_very_many_fields_the_first_are_named(self) -> None:
        found = asked(load(), service="desk", priority="P1", **{f"u_{number}": "x" for number in range(30)})
        assert "u_0, u_1, u_2, u_3, u_4, u_5, u_6, u_7 … (+22)" in ck.entitlement_text(found, "nl")

    def test_where_everything_is_read_there_is_no_note(self) -> None:
        found = asked(load(), service="desk", priority="P1")
        assert (found.unread, "unread" in found.to_dict()) == ((), False)

    def test_fields_that_the_papers_list_are_no_slip_though_no_clause_decides_by_them(self) -> None:
        found = asked(load(), customer="bakery", service="desk", priority="P1", category="phone", status="new")
        assert found.gaps == ()

    def test_a_value_that_is_not_known_is_not_also_called_not_given(self) -> None:
        found = asked(load(), service="desk", priority="P9")
        assert [gap.code for gap in found.gaps] == ["unknown-value"]
        assert [one.field for one in found.missing] == ["priority"]


class TestSent:
    """An answer is a value: another process gets it without the portfolio that it came from."""

    CALL: ClassVar = {"customer": "bakery", "service": "desk", "category": "phone", "priority": "P1"}

    def sent(self, answer: ck.Entitlement) -> ck.Entitlement:
        return pickle.loads(pickle.dumps(answer))  # type: ignore[no-any-return]

    def test_that_of_an_agreement_and_that_of_a_portfolio_arrive_whole(self) -> None:
        agreement = load(c7_1=SCOPE)
        for source in (agreement, ck.Portfolio.of([agreement])):
            answer = asked(source, **self.CALL)
            arrived = self.sent(answer)
            assert arrived == answer
            assert (arrived.due, arrived.scope) == (datetime.fromisoformat("2026-02-17T12:05+01:00"), "grey")
            assert arrived.prices[0].amount == 90

    def test_it_takes_no_other_contract_along(self) -> None:
        agreement = load()
        others = [ck.load_agreement(data=paper(number, f"other-{number}")) for number in range(2, 12)]
        alone = asked(ck.Portfolio.of([agreement]), **self.CALL)
        among = asked(ck.Portfolio.of([agreement, *others]), **self.CALL)
        assert len(pickle.dumps(among)) == len(pickle.dumps(alone))

    def test_several_contracts_arrive_as_several(self) -> None:
        portfolio = ck.Portfolio.of([load(), ck.load_agreement(data=paper(2))])
        answer = asked(portfolio, **self.CALL)
        arrived = self.sent(answer)
        assert arrived == answer
        assert [one.agreement for one in arrived.alternatives] == ["C-1", "C-2"]
        assert [gap.code for gap in arrived.gaps] == ["overlapping-contracts"]

    def test_the_version_that_was_known_arrives(self) -> None:
        answer = ck.entitlement(load(), item=self.CALL, at=TUE_2026_02_17, known_at=date(2026, 2, 1))
        assert self.sent(answer) == answer


class TestHistory:
    @pytest.fixture
    def history(self) -> ck.RequestHistory:
        # Ten requests, solved after 1 to 10 hours on the wall.
        mapping = {
            "contractkit": 1,
            "document": "mapping",
            "zone": "Europe/Amsterdam",
            "items": {"id": "id", "fields": {"opened_at": "opened", "priority": "priority"}},
            "events": {
                "item": "id",
                "at": "at",
                "form": "change",
                "field": "f",
                "value": "v",
                "fields": {"status": {"name": "status"}},
            },
        }
        ids = [f"T-{number}" for number in range(1, 11)]
        items = {"id": ids, "opened": ["2026-02-02 09:00"] * 10, "priority": ["P1"] * 10}
        done = [f"2026-02-02 {9 + number}:00" for number in range(1, 11)]
        events = {"id": ids, "at": done, "f": ["status"] * 10, "v": ["solved"] * 10}
        facts = ck.Facts.from_frames(items=items, events=events, mapping=mapping)
        return ck.RequestHistory.of(ck.evaluate(load(), facts, as_of=TUE_2026_02_17))

    def test_half_of_them_took_five_hours_and_nine_of_ten_nine(self, history: ck.RequestHistory) -> None:
        found = ck.entitlement(load(), item={"priority": "P1"}, at=TUE_2026_02_17, history=history)
        (past,) = found.past
        assert (past.measure, past.count) == ("resolution", 10)
        assert (past.median.total_seconds(), past.ninetieth.total_seconds()) == (5 * 3600, 9 * 3600)

    def test_what_was_finished_later_is_not_known_yet(self, history: ck.RequestHistory) -> None:
        at = datetime(2026, 2, 2, 15, 0, tzinfo=AMSTERDAM)  # the six that took up to six hours are finished
        (past,) = ck.entitlement(load(), item={"priority": "P1"}, at=at, history=history).past
        assert (past.count, past.median.total_seconds()) == (6, 3 * 3600)

    def test_of_fewer_than_five_nothing_is_said(self, history: ck.RequestHistory) -> None:
        at = datetime(2026, 2, 2, 13, 59, 59, tzinfo=AMSTERDAM)
        assert ck.entitlement(load(), item={"priority": "P1"}, at=at, history=history).past == ()

    def test_it_goes_along_with_an_answer_that_is_sent(self, history: ck.RequestHistory) -> None:
        answer = ck.entitlement(load(), item={"priority": "P1"}, at=TUE_2026_02_17, history=history)
        assert pickle.loads(pickle.dumps(answer)).past == answer.past


class TestCustomers:
    def test_another_customer_is_refused_with_the_right_one(self) -> None:
        with pytest.raises(ck.UnknownCustomerError, match="did you mean 'bakery'") as caught:
            asked(load(), customer="bakkery")
        assert pickle.loads(pickle.dumps(caught.value)).customer == "bakkery"


class TestOwed:
    """What nobody agreed is promised to nobody: the sentence an agent reads out names no due time then."""

    @pytest.mark.parametrize(
        ("at", "item", "scope", "says"),
        [
            (
                TUE_2026_02_17,
                {"service": "desk", "category": "move"},
                "out",
                "bakery, desk: out of scope",
            ),
            (TUE_2026_02_17, {"service": "piano"}, "no-service", "bakery, piano: a service that nobody agreed"),
            (
                datetime(2025, 12, 31, 10, 0, tzinfo=AMSTERDAM),
                {"service": "desk"},
                "before-term",
                "bakery, desk: before the agreement holds",
            ),
            (
                datetime(2027, 1, 1, 0, 0, tzinfo=AMSTERDAM),
                {"service": "desk"},
                "after-term",
                "bakery, desk: after the agreement ended",
            ),
        ],
    )
    def test_outside_of_the_agreement_no_promise_is_told(
        self, at: datetime, item: dict[str, str], scope: str, says: str
    ) -> None:
        found = asked(load(c5_1=SCOPE), at, **{"category": "screen", "priority": "P1", **item})
        assert (found.scope, found.owed, found.due, found.says) == (scope, False, None, says)
        assert [one.name for one in found.promises] == ["p1"]  # what would speak of it stays there as data
        assert "p1" not in ck.entitlement_text(found)

    def test_grey_work_is_owed_until_the_parties_have_talked(self) -> None:
        found = asked(load(c5_1=SCOPE), service="desk", priority="P1", category="phone")
        assert (found.owed, found.due) == (True, datetime.fromisoformat("2026-02-17T12:05+01:00"))

    def test_grey_work_that_waits_is_not_promised_meanwhile(self) -> None:
        row = {"name": "phones", "when": {"category": "phone"}, "is": "grey", "meanwhile": "wait"}
        found = asked(
            load(c5_1={"kind": "scope", "rows": [row, {"name": "rest", "otherwise": "in"}]}),
            service="desk",
            priority="P1",
            category="phone",
        )
        assert (found.scope, found.owed, found.due) == ("grey", False, None)


class TestBlank:
    """A form that sends an empty text for what nobody filled in has not said it."""

    @pytest.mark.parametrize("blank", ["", "  ", None])
    def test_a_blank_category_is_asked_for(self, blank: str | None) -> None:
        found = asked(load(c5_1=SCOPE), service="desk", priority="P1", category=blank)
        assert found.scope == "unknown"
        assert [one.field for one in found.missing] == ["category"]

    def test_a_blank_customer_is_no_customer(self) -> None:
        with pytest.raises(ck.UsageError, match="customer"):
            asked(ck.Portfolio.of([load()]), customer=" ", priority="P1")
