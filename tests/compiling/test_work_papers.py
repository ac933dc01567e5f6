"""Papers about the work, written as their authors would put them: what they say is understood, with dates by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.escalation import Escalation
from contractkit.terms.provisions.favours import Favours
from contractkit.terms.provisions.level import Level
from contractkit.terms.provisions.order_change import OrderChange
from contractkit.terms.provisions.orders import Orders
from contractkit.terms.provisions.process import Process
from contractkit.terms.provisions.quote import Quote

PAPERS = Path(__file__).parents[1] / "cases" / "papers"
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(scope="module")
def work() -> ck.Agreement:
    return ck.load_agreement(PAPERS / "working-agreements.yaml")


@pytest.fixture(scope="module")
def scope() -> ck.Agreement:
    return ck.load_agreement(PAPERS / "scope.yaml")


@pytest.fixture(scope="module")
def portfolio() -> dict[str, ck.Agreement]:
    return {one.id: one for one in ck.load_agreements(PAPERS / "portfolio")}


@pytest.mark.parametrize("name", ["working-agreements.yaml", "scope.yaml", "portfolio"])
def test_a_paper_has_no_problems_and_no_warnings(name: str) -> None:
    assert [str(problem) for problem in ck.check(PAPERS / name)] == []


class TestWorkingAgreements:
    """Orders, changes of orders, joiners, movers, leavers."""

    @pytest.mark.parametrize(
        ("ordered", "delivered"),
        [
            ("2026-05-28T14:00", "2026-06-04T16:00"),  # Thursday, exactly at the cut-off: Friday is day 1
            ("2026-05-28T14:01", "2026-06-05T16:00"),  # a minute later: as if ordered on Friday, Monday is day 1
            ("2026-05-30T10:00", "2026-06-08T16:00"),  # Saturday: as if ordered on Monday, Tuesday is day 1
            ("2026-05-22T15:00", "2026-06-02T16:00"),  # Friday, late; Whit Monday is closed: from Tuesday on
        ],
    )
    def test_a_laptop_is_there_in_five_business_days(self, work: ck.Agreement, ordered: str, delivered: str) -> None:
        lead = work.provisions_of(Orders)[0].lead_times[0].allowance
        assert lead.calendar is not None
        due = lead.calendar.due_at(datetime.fromisoformat(ordered).replace(tzinfo=OSLO), lead.time)
        assert due.isoformat(timespec="minutes")[:16] == delivered

    def test_an_order_changes_until_it_is_picked(self, work: ck.Agreement) -> None:
        (changes,) = work.provisions_of(OrderChange)
        assert ck.sentence(changes).replace("\u00a0", " ") == (
            "What may be done to an order that is under way: change, asked for by the customer until the moment at which "
            "status is picked, after which the lead time starts again, at EUR 25.00; correction, asked for by the provider "
            "until the moment at which status is delivered, while the lead time runs on, at no cost; cancel, asked for by "
            "the customer until the moment at which status is shipped, at 20 % of the value of the order."
        )

    def test_a_joiner_is_announced_two_weeks_before(self, work: ck.Agreement) -> None:
        announced = work.provisions_of(Process)[0].steps[0].allowance
        assert announced is not None
        assert announced.calendar is not None
        assert announced.calendar.add_days(date(2026, 8, 3), -announced.time.n) == date(2026, 7, 20)

    def test_a_leaver_pays_for_a_laptop_that_is_kept(self, work: ck.Agreement) -> None:
        leaver = work.provisions_of(Process)[2]
        assert ck.sentence(leaver).replace("\u00a0", " ") == (
            "The process leaver for items with type leaver has these steps: account closed by the service desk of the provider "
            "at 18:00 on the date in last-working-day; laptop back by the customer within 10 business days on the calendar "
            "office after the time in last-working-day (otherwise: EUR 900.00 is paid)."
        )

    def test_the_director_hears_of_it_two_hours_after_it_was_due(self, work: ck.Agreement) -> None:
        last = work.provisions_of(Escalation)[0].warnings[-1]
        assert last.after_due is not None
        assert (str(last.after_due.time), last.tell, str(last.of)) == ("2 hours", ("director",), "P-WORK/1")


class TestScope:
    """In, grey and out; favours and quotes."""

    def test_the_first_rule_that_speaks_decides(self, scope: ck.Agreement) -> None:
        assert [(rule.name, rule.says) for rule in scope.scope] == [
            ("external", "out"),
            ("core", "in"),
            ("home", "grey"),
            ("extra", "out"),
            ("rest", "grey"),
        ]

    def test_a_grey_request_is_delivered_and_talked_about_in_ten_business_days(self, scope: ck.Agreement) -> None:
        home = scope.scope[2]
        assert home.follow_up is not None
        assert home.follow_up.calendar is not None
        asked = date(2026, 4, 2)  # Thursday; Good Friday is closed by default, Easter Monday too
        assert home.follow_up.calendar.add_days(asked, home.follow_up.time.n) == date(2026, 4, 20)

    def test_favours_and_quotes_are_said_as_the_paper_says_them(self, scope: ck.Agreement) -> None:
        told = [ck.sentence(scope.provisions_of(kind)[0]).replace("\u00a0", " ") for kind in (Favours, Quote)]
        assert told == [
            (
                "For what is not in scope the provider may do favours, for nothing: at most 2 hours per month. A statement shows "
                "them at the price of engineer. The customer is told within 5 business days on the calendar office."
            ),
            (
                "The provider quotes for work outside the agreement within 2 business days on the calendar office, at the prices "
                "of engineer. The quote can be accepted by the customer it lead in writing for 30 days. No answer means no."
            ),
        ]


class TestPortfolio:
    """A customer, and the teams that stand behind the promise."""

    def test_agreements_between_teams_need_no_contract(self, portfolio: dict[str, ck.Agreement]) -> None:
        assert set(portfolio) >= {"P-GOLD", "P-OLA-DESK", "P-OLA-NET", "P-OLA-FIELD"}
        assert [party.name for party in portfolio["P-OLA-NET"].parties] == ["Team net", "Service delivery management"]

    def test_the_customer_sees_nothing_of_them(self, portfolio: dict[str, ck.Agreement]) -> None:
        assert [head.id for head in portfolio["P-GOLD"].documents] == ["P-GOLD"]

    def test_a_major_incident_is_declared_and_then_two_things_happen_at_once(
        self, portfolio: dict[str, ck.Agreement]
    ) -> None:
        (major,) = portfolio["P-GOLD"].provisions_of(Process)
        assert [[str(one) for one in step.after] for step in major.steps[1:]] == [["StepDone(name='declared')"]] * 2
        assert str(major.serves) == "P-GOLD/4.5"

    def test_both_parties_owe_the_review(self, portfolio: dict[str, ck.Agreement]) -> None:
        (review,) = portfolio["P-GOLD"].provisions_of(Duty)
        assert (review.owner, str(review.every)) == ("both", "month")

    def test_a_quarter_on_top_of_gold(self, portfolio: dict[str, ck.Agreement]) -> None:
        prices = {
            level.name: level.price.amount.amount for level in portfolio["P-GOLD"].provisions_of(Level) if level.price
        }
        assert prices == {"gold": Decimal("6.00"), "critical": Decimal("7.50")}
