"""How the work is done, who does it and when it is owed: what clauses of procedures mean once they are compiled."""

from __future__ import annotations

import textwrap
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Span, WorkingTime
from contractkit.terms.amounts import Share
from contractkit.terms.conditions import EVERYTHING, Is
from contractkit.terms.prices import LumpSum
from contractkit.terms.provisions.anchors import Event, StepDone
from contractkit.terms.provisions.catalogue_item import CatalogueItem
from contractkit.terms.provisions.change_path import ChangePath
from contractkit.terms.provisions.contacts import Contacts
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.escalation import Escalation
from contractkit.terms.provisions.favours import Favours
from contractkit.terms.provisions.level import Level
from contractkit.terms.provisions.order_change import OrderChange
from contractkit.terms.provisions.orders import Orders
from contractkit.terms.provisions.process import Process
from contractkit.terms.provisions.quote import Quote
from contractkit.terms.provisions.right import Right
from contractkit.terms.provisions.step import Step
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.provisions.words import Effort, Text
from contractkit.terms.stopwatch import AtField, WhenState

GOOD = Path(__file__).parents[1] / "cases" / "documents" / "good" / "work.yaml"

HEAD = """\
contractkit: 1
document: contract
id: W-1
title: Work
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Duin}, customer: {name: Molenaar}}
fields:
  type: [order, change, joiner]
  status: [ordered, picked, delivered]
  stage: [picked, shipped]
  report-sent: instant
clauses:
  F.1: {kind: term, start: 2026-01-01, initial: 36 months}
  F.2: {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}, holidays: [NL]}
"""


def load(clauses: str, head: str = HEAD) -> ck.Agreement:
    return ck.load_agreement(text=head + textwrap.indent(textwrap.dedent(clauses), "  "))


def problems(clauses: str, head: str = HEAD) -> list[tuple[str, str]]:
    with pytest.raises(ck.DocumentRejected) as caught:
        load(clauses, head)
    return [(problem.code, problem.says) for problem in caught.value.problems]


def only(agreement: ck.Agreement, kind: type) -> Any:
    (found,) = agreement.provisions_of(kind)
    return found


def taken(agreement: ck.Agreement, word: str) -> list[str]:
    return [assumption.taken for assumption in agreement.assumptions if assumption.convention == word]


@pytest.fixture(scope="module")
def good() -> ck.Agreement:
    return ck.load_agreement(GOOD)


class TestOrders:
    """`orders`."""

    def test_the_first_row_that_speaks_of_an_order_has_its_lead_time(self, good: ck.Agreement) -> None:
        orders = only(good, Orders)
        times = [(lead.name, lead.condition) for lead in orders.lead_times]
        laptop, desk = Is("product", ("laptop",)), Is("product", ("desk",))
        assert times == [("laptop", laptop), ("desk", desk), (None, EVERYTHING)]
        assert str(orders.lead_times[0].clause) == "GOOD-WORK/3.1 laptop"

    def test_a_lead_time_knows_the_cut_off_and_every_reading(self, good: ck.Agreement) -> None:
        lead = only(good, Orders).lead_times[0].allowance
        assert lead.time == BusinessDays(
            5,
            outside="keep-time",
            cut_off=time(14),
            restart=time(9, 30),
            at_cut_off="late",
            counting="from-start",
            ends="same-time",
            landing="next-opening",
        )
        assert lead.calendar is good.calendars["work-hours"]

    def test_weeks_are_days_of_the_calendar_and_need_none(self, good: ck.Agreement) -> None:
        lead = only(good, Orders).lead_times[1].allowance
        assert (lead.time, lead.calendar) == (CalendarDays(28), None)

    def test_orders_come_in_through_channels_while_the_window_is_open(self, good: ck.Agreement) -> None:
        orders = only(good, Orders)
        assert (orders.channels, orders.window_name, orders.needs) == (
            ("portal", "phone"),
            "work-hours",
            ("name-of-user", "cost-centre"),
        )

    def test_a_row_for_everything_stands_last(self) -> None:
        rows = '"6": {kind: orders, rows: [{lead_time: 4 weeks}, {name: x, when: {type: order}, lead_time: 1 week}]}'
        assert [code for code, _ in problems(rows)] == ["contradiction"]

    def test_a_lead_time_that_no_order_reaches_is_refused(self) -> None:
        assert [
            code for code, _ in problems('"6": {kind: orders, lead_time: 1 week, rows: [{lead_time: 4 weeks}]}')
        ] == ["contradiction"]

    def test_two_rows_of_one_name_are_refused(self) -> None:
        row = "{name: laptop, when: {type: order}, lead_time: 1 week}"
        assert [code for code, _ in problems(f'"6": {{kind: orders, rows: [{row}, {row}]}}')] == ["duplicate-name"]

    def test_a_calendar_that_is_not_there_is_told_with_the_nearest(self) -> None:
        ((code, says),) = problems('"6": {kind: orders, window: ofice, lead_time: 1 week}')
        assert (code, says) == ("unknown-reference", "there is no calendar 'ofice'")


class TestCatalogueAgainstWorkingAgreements:
    """Which lead time holds where the catalogue has another."""

    @staticmethod
    def folder(tmp_path: Path, extra: str = "", lead_time: str = "2 business days") -> ck.Agreement:
        contract = HEAD.replace("id: W-1\n", "id: W-1\nuses: [W-SOP, W-CAT]\n")
        sop = f"contractkit: 1\ndocument: sop\nid: W-SOP\ntitle: Work\nbelongs_to: W-1\nclauses:\n  '1': {{kind: orders, lead_time: {lead_time}, calendar: office}}\n"
        catalogue = (
            "contractkit: 1\ndocument: catalogue\nid: W-CAT\ntitle: All\nclauses:\n"
            "  A: {kind: catalogue-item, name: laptop, promise: A laptop, lead_time: 5 business days, calendar: office}\n"
        )
        for name, text in (("contract", contract + extra), ("sop", sop), ("catalogue", catalogue)):
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return ck.load_agreement(tmp_path)

    def test_where_nothing_says_so_the_working_agreements_do_and_it_is_listed(self, tmp_path: Path) -> None:
        agreement = self.folder(tmp_path)
        (found,) = [one for one in agreement.assumptions if one.convention == "lead_time"]
        assert (found.taken, found.alternatives) == ("W-SOP", ("W-CAT",))
        assert found.says.endswith("laptop")

    def test_an_order_of_precedence_over_both_decides(self, tmp_path: Path) -> None:
        order = '  "1.2": {kind: precedence, order: [W-1, W-CAT, W-SOP]}\n'
        assert taken(self.folder(tmp_path, order), "lead_time") == []

    def test_an_order_that_leaves_one_of_them_out_does_not(self, tmp_path: Path) -> None:
        order = '  "1.2": {kind: precedence, order: [W-1, W-SOP]}\n'
        assert taken(self.folder(tmp_path, order), "lead_time") == ["W-SOP"]

    def test_equal_lead_times_are_no_question(self, tmp_path: Path) -> None:
        assert taken(self.folder(tmp_path, lead_time="5 business days"), "lead_time") == []


class TestOrderChanges:
    """`order-change`."""

    def test_a_row_says_who_may_ask_until_when_and_at_what_cost(self, good: ck.Agreement) -> None:
        change, correction, cancel = only(good, OrderChange).permitted
        assert (change.asked_by, change.lead_time, change.costs) == (
            "customer",
            "starts-again",
            Money(Decimal("25.00"), "EUR"),
        )
        assert (correction.lead_time, correction.costs) == ("runs-on", None)
        assert cancel.costs == Share(Percent(Decimal(20)), "work-fee")

    def test_a_value_of_a_status_is_the_moment_at_which_it_is_taken(self, good: ck.Agreement) -> None:
        change, correction, _ = only(good, OrderChange).permitted
        assert change.until == WhenState(Is("status", ("picked",)))
        assert correction.until == WhenState(Is("status", ("delivered",)))

    def test_a_value_of_two_fields_is_no_moment(self) -> None:
        ((code, says),) = problems('"6": {kind: order-change, rows: [{name: x, asked_by: customer, until: picked}]}')
        assert (code, says) == (
            "wrong-reference",
            "'picked' is a value of status and of stage: which of them is meant?",
        )

    def test_what_a_change_costs_is_invoiced_with_its_order_and_listed(self) -> None:
        row = "asked_by: customer, until: {status: delivered}"
        rows = f"[{{name: change, {row}, costs: EUR 25.00}}, {{name: correct, {row}, costs: none}}]"
        agreement = load(f'"6.2": {{kind: order-change, rows: {rows}}}\n')
        assert (taken(agreement, "charges"), agreement.not_computed) == (["with its order"], ())

    def test_what_is_left_open_is_listed(self) -> None:
        agreement = load('"6": {kind: order-change, rows: [{name: cancel, asked_by: customer}]}')
        assert (taken(agreement, "costs"), taken(agreement, "until")) == (["none"], ["delivered"])

    def test_without_rows_it_says_nothing(self) -> None:
        assert [code for code, _ in problems('"6": {kind: order-change, rows: []}')] == ["missing-field"]


class TestSteps:
    """`step` and `process`."""

    def test_a_step_before_a_moment_is_due_so_long_before(self, good: ck.Agreement) -> None:
        announced = good.provisions_of(Process)[0].steps[0]
        assert announced.before == AtField("first-working-day")
        assert isinstance(announced.allowance.time, BusinessDays)
        assert announced.allowance.time.n == 10
        assert (announced.party, announced.owner) == ("customer", "customer-it-lead")

    def test_a_step_may_wait_for_several(self, good: ck.Agreement) -> None:
        welcome = good.provisions_of(Process)[0].steps[3]
        assert welcome.after == (StepDone("account"), StepDone("laptop"))

    def test_a_step_at_a_moment_has_its_time_of_day(self, good: ck.Agreement) -> None:
        closed = good.provisions_of(Process)[0].steps[4]
        assert (closed.at, closed.at_time) == (AtField("last-working-day"), time(18))

    def test_what_it_costs_not_to_be_in_time_is_an_amount(self, good: ck.Agreement) -> None:
        back = good.provisions_of(Process)[0].steps[5]
        assert back.otherwise.pays == Money(Decimal("900.00"), "EUR")

    def test_it_belongs_to_its_order_and_keeps_no_settlement(self) -> None:
        late = load('"8.1": {kind: step, name: back, within: 3 hours, calendar: office, otherwise: EUR 90.00}\n')
        assert (taken(late, "charges"), late.not_computed) == (["with its order"], ())

    def test_the_calendar_of_a_process_holds_for_steps_that_name_none(self, good: ck.Agreement) -> None:
        account = good.provisions_of(Process)[0].steps[1]
        assert account.allowance.calendar_name == "work-hours"

    def test_a_process_starts_at_an_instant_or_a_state(self, good: ck.Agreement) -> None:
        joiner, major = good.provisions_of(Process)
        assert (joiner.starts, major.starts) == (AtField("joiner-announced"), WhenState(Is("major", ("yes",))))

    def test_a_step_knows_the_promise_that_it_is_done_for(self, good: ck.Agreement) -> None:
        assert str(only(good, Step).serves) == "GOOD-WORK/2.3"

    def test_two_processes_may_have_steps_of_one_name(self) -> None:
        steps = "[{name: announced}, {name: account, after: announced}]"
        agreement = load(
            f'"1": {{kind: process, name: joiner, steps: {steps}}}\n"2": {{kind: process, name: mover, steps: {steps}}}\n'
        )
        assert [len(process.steps) for process in agreement.provisions_of(Process)] == [2, 2]

    def test_a_step_of_another_process_is_not_known(self) -> None:
        clauses = """\
            "1": {kind: process, name: joiner, steps: [{name: announced}]}
            "2": {kind: process, name: mover, steps: [{name: account, after: announced}]}
            """
        ((code, says),) = problems(clauses.replace("announced", "told-us"))
        assert (code, says) == ("unknown-reference", "there is no step or moment 'told-us'")

    def test_steps_of_a_process_that_wait_for_each_other_are_refused(self) -> None:
        steps = "[{name: a, after: c}, {name: b, after: a}, {name: c, after: b}]"
        ((code, says),) = problems(f'"1": {{kind: process, name: p, steps: {steps}}}')
        assert (code, says) == ("circular", "steps wait for each other: a for c for b for a")

    def test_steps_in_clauses_of_their_own_that_wait_for_each_other_are_refused(self) -> None:
        clauses = """\
            "1": {kind: step, name: a, after: b, within: 1 hour, calendar: office}
            "2": {kind: step, name: b, after: a, within: 1 hour, calendar: office}
            """
        assert [code for code, _ in problems(clauses)] == ["circular"]

    def test_a_long_chain_of_steps_is_no_circle(self) -> None:
        steps = ["{name: s0}", *(f"{{name: s{n}, after: s{n - 1}}}" for n in range(1, 3_000))]
        agreement = load(f'"1": {{kind: process, name: p, steps: [{", ".join(steps)}]}}')
        assert len(only(agreement, Process).steps) == 3_000

    @pytest.mark.parametrize(
        ("step", "code"),
        [
            ("at: report-sent, within: 1 hour", "contradiction"),
            ('time: "18:00"', "missing-field"),
            ("after: [report-sent, report-sent]", "duplicate-name"),
            ("after: report-sent, trigger: {type: order}", "contradiction"),
            ("at: type", "unknown-reference"),
        ],
    )
    def test_a_step_says_one_moment(self, step: str, code: str) -> None:
        assert [found for found, _ in problems(f'"1": {{kind: process, name: p, steps: [{{name: a, {step}}}]}}')] == [
            code
        ]

    def test_a_step_alone_says_how_much_time_it_may_take(self) -> None:
        assert [code for code, _ in problems('"1": {kind: step, name: a, owner: desk}')] == ["missing-field"]


class TestCalendarOfTheWork:
    """Which calendar business days run on where the clause names none."""

    STEP = '"9": {kind: step, name: a, within: 2 hours}\n'

    def test_the_only_one_is_taken_and_listed(self) -> None:
        agreement = load(self.STEP)
        assert only(agreement, Step).allowance.calendar_name == "office"
        assert taken(agreement, "calendar") == ["office"]

    def test_of_several_none_is_taken_and_that_is_listed(self) -> None:
        agreement = load(self.STEP + '"8": {kind: calendar, name: night, week: {mon-fri: 00:00-06:00}}\n')
        assert only(agreement, Step).allowance.calendar is None
        assert taken(agreement, "calendar") == ["not agreed"]

    def test_the_head_of_the_document_may_name_it(self) -> None:
        head = HEAD.replace("id: W-1\n", "id: W-1\ncalendar: always\n")
        agreement = load(self.STEP, head)
        assert only(agreement, Step).allowance.calendar_name == "always"
        assert taken(agreement, "calendar") == []

    def test_time_that_needs_no_calendar_asks_for_none(self) -> None:
        assert taken(load('"9": {kind: step, name: a, within: 2 weeks}'), "calendar") == []


class TestEscalation:
    """`escalation`."""

    def test_due_is_the_whole_of_the_time(self, good: ck.Agreement) -> None:
        half, most, due, later = only(good, Escalation).warnings
        assert [one.used for one in (half, most, due, later)] == [
            Percent(Decimal(50)),
            Percent(Decimal(75)),
            Percent(Decimal(100)),
            None,
        ]
        assert later.after_due.time == WorkingTime.of(hours=2)
        assert {str(one.of) for one in (half, most, due, later)} == {"GOOD-WORK/2.3"}

    def test_a_row_of_a_target_is_cited_with_its_row(self) -> None:
        clauses = """\
            "4": {kind: time-target, stops: {field: report-sent}, calendar: office, rows: [{name: fast, within: 1 hour}]}
            "7": {kind: escalation, of: fast, steps: [{at: due, tell: boss}]}
            """
        assert str(only(load(clauses), Escalation).warnings[0].of) == "W-1/4 fast"

    def test_without_a_promise_every_time_limit_is_meant_and_listed(self) -> None:
        agreement = load('"7": {kind: escalation, steps: [{at: 50 %, tell: boss}]}')
        assert only(agreement, Escalation).warnings[0].of is None
        assert taken(agreement, "of") == ["every time limit"]

    def test_a_step_says_one_moment(self) -> None:
        ((code, says),) = problems('"7": {kind: escalation, steps: [{at: due, after_due: 2 hours, tell: boss}]}')
        assert (code, says) == ("contradiction", "the step says when in two ways: at and after_due")

    def test_somebody_is_told(self) -> None:
        assert [code for code, _ in problems('"7": {kind: escalation, steps: [{at: due, tell: []}]}')] == [
            "empty-value"
        ]


class TestContacts:
    """`contacts`."""

    def test_who_stands_in_takes_the_place_of_the_others_on_those_dates_only(self, good: ck.Agreement) -> None:
        contacts = only(good, Contacts)
        names = [
            [contact.name for contact in contacts.who("team-lead", date(2026, month, day))]
            for month, day in ((7, 5), (7, 6), (7, 31), (8, 1))
        ]
        assert names == [["Femke de Boer"], ["Kari Lie"], ["Kari Lie"], ["Femke de Boer"]]

    def test_the_last_date_of_somebody_is_included(self, good: ck.Agreement) -> None:
        contacts = only(good, Contacts)
        found = [len(contacts.who("service-delivery-manager", date(*day))) for day in ((2026, 12, 31), (2027, 1, 1))]
        assert found == [1, 0]

    @pytest.mark.parametrize(
        "dates",
        ["valid_from: 2026-02-01, valid_until: 2026-01-31", "stands_in: {from: 2026-02-01, through: 2026-01-31}"],
    )
    def test_the_end_comes_after_the_beginning(self, dates: str) -> None:
        contacts = f'"7": {{kind: contacts, contacts: [{{role: boss, name: Ann, {dates}}}]}}'
        assert [code for code, _ in problems(contacts)] == ["holds"]


class TestChangePath:
    """`change-path`."""

    def test_deciding_and_doing_have_a_time_each(self, good: ck.Agreement) -> None:
        path = only(good, ChangePath)
        assert (path.deciding.time.n, path.doing.time.n, path.silence) == (3, 5, "accepted")
        assert path.approved_by == ("customer-it-lead", "service-delivery-manager")

    def test_one_time_alone_is_that_for_deciding_and_is_listed(self) -> None:
        agreement = load('"7": {kind: change-path, approved_by: boss, within: 3 business days, calendar: office}')
        path = only(agreement, ChangePath)
        assert (path.deciding.time.n, path.doing, path.silence) == (3, None, "refused")
        assert (taken(agreement, "within"), taken(agreement, "silence")) == (["deciding"], ["refused"])

    def test_where_nobody_decides_it_is_that_for_doing(self) -> None:
        agreement = load('"7": {kind: change-path, approved_by: none, within: 4 hours, calendar: office}')
        path = only(agreement, ChangePath)
        assert (path.approved_by, path.deciding, path.doing.time) == ((), None, WorkingTime.of(hours=4))
        assert taken(agreement, "silence") == []

    def test_nobody_and_somebody_contradict_each_other(self) -> None:
        clause = '"7": {kind: change-path, approved_by: [none, boss], within: 4 hours, calendar: office}'
        assert [code for code, _ in problems(clause)] == ["contradiction"]


class TestScope:
    """`scope`."""

    def test_a_rule_says_what_happens_meanwhile_then_and_when_it_is_talked_about(self, good: ck.Agreement) -> None:
        core, home, move, rest = good.scope
        assert [rule.says for rule in (core, home, move, rest)] == ["in", "grey", "out", "grey"]
        assert (home.meanwhile, home.follow_up.time, home.follow_up.calendar_name) == (
            "deliver",
            Span(10, "business-day"),
            "work-hours",
        )
        assert (move.then, rest.condition) == ("quote", EVERYTHING)

    def test_a_rule_is_found_by_its_clause(self, good: ck.Agreement) -> None:
        assert good.terms_in("GOOD-WORK/6.1 home") == (good.scope[1],)

    @pytest.mark.parametrize("more", ["meanwhile: deliver", "then: quote", "follow_up: 10 days"])
    def test_what_is_in_scope_is_delivered_as_agreed(self, more: str) -> None:
        rows = f"[{{name: a, when: {{type: order}}, is: in, {more}}}]"
        assert [code for code, _ in problems(f'"5": {{kind: scope, rows: {rows}}}')] == ["contradiction"]


class TestQuotesAndFavours:
    """`quote` and `favours`."""

    def test_a_quote_has_prices_a_life_and_somebody_who_accepts_it(self, good: ck.Agreement) -> None:
        quote = only(good, Quote)
        assert (quote.priced_from, quote.valid_for.time, quote.accepted_by) == (
            ("desk",),
            Span(30, "day"),
            ("customer-it-lead",),
        )
        assert (quote.how, quote.silence) == ("in-writing", "refused")

    def test_what_a_quote_leaves_open_is_listed(self) -> None:
        agreement = load('"5": {kind: quote, within: 2 business days, calendar: office}')
        assert (taken(agreement, "valid_for"), taken(agreement, "silence")) == (["until it is withdrawn"], ["refused"])

    def test_favours_are_limited_in_each_period(self) -> None:
        clause = '"5": {kind: favours, at_most: 2 hours per month, told_within: 5 business days, calendar: office}'
        favours = only(load(clause), Favours)
        assert (favours.at_most.time.total_seconds(), str(favours.at_most.per)) == (7_200, "month")

    @pytest.mark.parametrize(
        ("written", "told", "readings"),
        [
            # A calendar that the clause names is meant; without one hours pass day and night, and that is listed.
            ("24 hours, calendar: office", WorkingTime.of(hours=24), []),
            ("24 hours", ElapsedTime.of(hours=24), ["elapsed"]),
            ("24 hours elapsed", ElapsedTime.of(hours=24), []),
        ],
    )
    def test_favours_may_be_told_within_hours(self, written: str, told: object, readings: list[str]) -> None:
        agreement = load(f'"5": {{kind: favours, told_within: {written}}}')
        within = only(agreement, Favours).told_within
        assert (within.time, taken(agreement, "hours")) == (told, readings)

    @pytest.mark.parametrize("at_most", ["2 hours", "eight hours or so", "2.5 windows per month"])
    def test_a_limit_that_is_none_is_refused(self, at_most: str) -> None:
        assert [code for code, _ in problems(f'"5": {{kind: favours, at_most: {at_most}}}')] == ["quantity"]


class TestRightsAndTermination:
    """`right` and `termination`."""

    def test_a_right_is_used_so_often_in_each_period(self, good: ck.Agreement) -> None:
        right = only(good, Right)
        assert (right.owner, right.times, str(right.per)) == ("customer", 4, "contract-year")
        assert (right.notice.time, right.use_within.time) == (Span(5, "business-day"), Span(60, "day"))

    @pytest.mark.parametrize("times", ["0", "2.5", "4 weeks"])
    def test_a_number_of_times_is_a_whole_number(self, times: str) -> None:
        assert [code for code, _ in problems(f'"6": {{kind: right, owner: both, may: x, times: {times}}}')] == [
            "quantity"
        ]

    def test_a_period_needs_a_number_of_times(self) -> None:
        assert [code for code, _ in problems('"6": {kind: right, owner: both, may: x, per: month}')] == [
            "missing-field"
        ]

    def test_not_before_counts_from_the_start(self, good: ck.Agreement) -> None:
        free, breach, failure = good.provisions_of(Termination)
        assert (free.not_before, free.held_back) == (date(2027, 1, 1), Span(12, "month"))
        assert (failure.not_before, failure.held_back) == (date(2026, 7, 1), None)
        assert free.pays == Share(Percent(Decimal(25)), "work-fee")
        assert (breach.cure.time, breach.notice.calendar_name) == (Span(30, "day"), "work-hours")

    def test_a_termination_that_can_only_be_after_the_term_is_refused(self) -> None:
        clause = '"2": {kind: termination, who: customer, ground: convenience, not_before: 36 months, notice: 1 month}'
        ((code, says),) = problems(clause)
        assert (code, says) == (
            "term",
            "it may end on 2029-01-01 at the earliest, and its term ends on 2029-01-01 by itself",
        )

    @pytest.mark.parametrize(
        ("rest", "code"),
        [
            ("ground: repeated-failure", "missing-field"),
            ("ground: convenience, when: {type: order}", "contradiction"),
            ("ground: convenience, cure: 30 days", "contradiction"),
            ("ground: bad-mood", "unknown-word"),
        ],
    )
    def test_what_is_said_fits_the_ground(self, rest: str, code: str) -> None:
        assert [found for found, _ in problems(f'"2": {{kind: termination, who: both, {rest}}}')] == [code]


class TestDuties:
    """`duty`."""

    @pytest.mark.parametrize(
        ("otherwise", "status"),
        [("EUR 50.00", "provisional"), ("{pays: EUR 50.00}", "provisional"), ("{does: The invoice waits}", "final")],
    )
    def test_a_sum_for_a_late_duty_is_missing_from_no_settlement_in_silence(self, otherwise: str, status: str) -> None:
        """Whether the report of each month came in time nobody tells here."""
        duty = f"{{kind: duty, owner: provider, does: Reports, every: month, otherwise: {otherwise}}}"
        agreement = load(f'"8.1": {duty}\n')
        assert agreement.not_computed == ()
        assert ck.settle(agreement, None, None, period="2026-Q2")[0].status == status

    def test_a_duty_is_due_after_an_event_before_one_or_on_a_date(self, good: ck.Agreement) -> None:
        report, review, hand_over, prices, mail = good.provisions_of(Duty)
        assert (report.side, report.anchor, report.due.time) == (
            "after",
            Event("quarter-end"),
            Span(10, "business-day"),
        )
        assert review.anchor == AtField("report-sent")
        assert (hand_over.side, hand_over.anchor, hand_over.due.time) == ("before", Event("end"), Span(60, "day"))
        assert (prices.every.word, prices.anchor, prices.due) == ("contract-year", None, None)
        assert (mail.on, mail.due) == (date(2026, 6, 1), None)

    def test_a_duty_of_each_period_counts_from_its_end_and_says_so(self) -> None:
        agreement = load('"8": {kind: duty, owner: provider, does: x, every: month, due: 10 days}')
        duty = only(agreement, Duty)
        assert (duty.side, duty.anchor) == ("after", Event("period-end"))
        assert taken(agreement, "after") == ["period-end"]

    def test_a_moment_that_nobody_knows_is_told(self) -> None:
        ((code, says),) = problems('"8": {kind: duty, owner: provider, does: x, due: 10 days, after: whenever}')
        assert (code, says) == ("unknown-reference", "there is no step or moment 'whenever'")

    def test_a_duty_may_wait_for_a_step(self) -> None:
        clauses = """\
            "7": {kind: step, name: moved, within: 1 week}
            "8": {kind: duty, owner: customer, does: x, due: 10 days, after: moved}
            """
        assert only(load(clauses), Duty).anchor == StepDone("moved")

    @pytest.mark.parametrize(
        ("dates", "code"),
        [
            ("", "missing-field"),
            (", due: 10 days", "missing-field"),
            (", after: end", "missing-field"),
            (", due: 10 days, after: start, before: end", "contradiction"),
            (", due: 2026-06-01, after: start", "contradiction"),
            (", due: 2026-06-01, every: month", "contradiction"),
        ],
    )
    def test_a_duty_says_one_date(self, dates: str, code: str) -> None:
        assert [found for found, _ in problems(f'"8": {{kind: duty, owner: provider, does: x{dates}}}')] == [code]


class TestWords:
    """`effort`, `text`, `precedence`."""

    def test_words_are_kept_in_the_binding_language(self) -> None:
        head = HEAD.replace("id: W-1\n", "id: W-1\nlanguage: nl\n")
        agreement = load('"9": {kind: text, text: {en: Dutch law., nl: Nederlands recht.}}', head)
        assert only(agreement, Text).text == "Nederlands recht."

    def test_effort_has_an_owner(self, good: ck.Agreement) -> None:
        assert only(good, Effort).owner == "provider"

    def test_an_order_names_each_document_once(self) -> None:
        assert [code for code, _ in problems('"1": {kind: precedence, order: [W-1, W-1]}')] == ["duplicate-name"]


class TestCatalogue:
    """`level` and `catalogue-item`."""

    LEVELS = """\
        L.1: {kind: level, name: gold, calendar: office, price: EUR 6.00 per seat per month}
        L.2: {kind: level, name: critical, based_on: L.1, price: 25 % above base}
        L.3: {kind: level, name: plain, based_on: critical, price: 10 % below base}
        L.4: {kind: level, name: same, based_on: L.2}
        """

    def test_a_surcharge_is_taken_of_the_price_of_the_base(self) -> None:
        levels = {level.name: level for level in load(self.LEVELS).provisions_of(Level)}
        amounts = {name: level.price.amount.amount for name, level in levels.items()}
        assert amounts == {
            "gold": Decimal("6.00"),
            "critical": Decimal("7.50"),
            "plain": Decimal("6.75"),
            "same": Decimal("7.50"),
        }
        assert (levels["critical"].price.unit, levels["critical"].above_base) == ("seat", Percent(Decimal(25)))
        assert (levels["same"].above_base, str(levels["same"].based_on)) == (None, "W-1/L.2")

    def test_a_package_has_the_calendar_of_its_base(self) -> None:
        assert {level.calendar_name for level in load(self.LEVELS).provisions_of(Level)} == {"office"}

    def test_a_surcharge_on_nothing_is_refused(self) -> None:
        assert [code for code, _ in problems('"1": {kind: level, name: gold, price: 25 % above base}')] == [
            "missing-field"
        ]

    def test_an_entry_has_its_price_and_lead_time(self, good: ck.Agreement) -> None:
        item = only(good, CatalogueItem)
        price = item.price
        assert (price.amount, price.unit, price.per) == (Money(Decimal("34.00"), "EUR"), "seat", "month")
        assert (item.lead_time.time.n, item.channels, item.levels) == (5, ("portal",), ("work-silver",))

    def test_an_entry_by_numbers_has_several_prices(self) -> None:
        bands = "[{below: 100, price: EUR 3 per mailbox per month}, {from: 100, price: EUR 2 per mailbox per month}]"
        clause = f'"1": {{kind: catalogue-item, name: mail, promise: x, price: {{counts: all-units, bands: {bands}}}}}'
        item = only(load(clause), CatalogueItem)
        assert [(band.units.low, band.units.high, band.price.amount.amount) for band in item.price.bands] == [
            (None, 100, 3),
            (100, None, 2),
        ]
        assert "EUR 2.00 per mailbox per month from 100" in ck.sentence(item).replace("\u00a0", " ")

    def test_the_unit_of_an_entry_is_that_of_its_price(self) -> None:
        item = only(load('"1": {kind: catalogue-item, name: bag, promise: x, unit: bag, price: EUR 25}'), CatalogueItem)
        assert (item.price.unit, item.price.per) == ("bag", None)

    def test_a_price_of_nothing_that_is_counted_is_paid_once(self) -> None:
        item = only(load('"1": {kind: catalogue-item, name: move, promise: x, price: EUR 250}'), CatalogueItem)
        assert item.price == LumpSum(Money(Decimal(250), "EUR"), "once")
