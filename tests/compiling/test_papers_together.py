"""What clauses say together: circles, what nothing reaches, cut-offs, caps, work that does not fit, notice, languages."""

from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

MON_2026_01_05_1730 = datetime(2026, 1, 5, 17, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))

HEAD = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
language: en
currency: EUR
zone: Europe/Amsterdam
fields:
  priority: [P1, P2, P3]
  category: [printer, laptop, phone]
  solved_at: instant
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 12 months}
  "2.1": {kind: calendar, name: office, week: {mon-thu: 08:00-18:00, fri: 08:00-16:00}}
  "2.2": {kind: calendar, name: night, week: {mon-sun: 22:00-06:00}}
  "4.1": {kind: time-target, name: solved, stops: {field: solved_at}, within: 4 hours, calendar: office, reach: 95 %}
"""
"""What is added below begins on line 17."""


def told(clauses: str, head: str = HEAD) -> list[tuple[int | None, str, str]]:
    """Return line, code and weight of everything that is told of a document with those clauses."""
    text = head + textwrap.indent(textwrap.dedent(clauses), "  ")
    try:
        found = ck.load_agreement(text=text).warnings
    except ck.DocumentRejected as rejected:
        found = rejected.problems
    return [(one.line, one.code, one.severity) for one in found]


def says(clauses: str) -> str:
    """Return the one sentence that is told of a document with those clauses."""
    text = HEAD + textwrap.indent(textwrap.dedent(clauses), "  ")
    try:
        (found,) = ck.load_agreement(text=text).warnings
    except ck.DocumentRejected as rejected:
        (found,) = rejected.problems
    return found.says


def test_papers_that_fit_together_have_nothing_told_of_them() -> None:
    assert told("") == []


class TestCircles:
    def test_steps_that_wait_for_each_other_never_begin(self) -> None:
        clauses = """\
            "8.1": {kind: step, name: look, after: mend, within: 1 hour, calendar: office}
            "8.2": {kind: step, name: mend, after: order, within: 1 hour, calendar: office}
            "8.3": {kind: step, name: order, after: look, within: 1 hour, calendar: office}
            """
        assert told(clauses) == [(17, "circular", "error")]
        assert says(clauses).endswith(
            "look (SLA-1/8.1) for mend (SLA-1/8.2) for order (SLA-1/8.3) for look (SLA-1/8.1)"
        )

    def test_two_ways_to_one_step_are_no_circle(self) -> None:
        clauses = """\
            "8.1": {kind: step, name: look, within: 1 hour, calendar: office}
            "8.2": {kind: step, name: mend, after: look, within: 1 hour, calendar: office}
            "8.3": {kind: step, name: order, after: look, within: 1 hour, calendar: office}
            "8.4": {kind: step, name: close, after: [mend, order], within: 1 hour, calendar: office}
            """
        assert told(clauses) == []

    def test_metrics_are_not_made_of_each_other(self) -> None:
        clauses = """\
            "5.1": {kind: metric, name: one, measures: score, of: two}
            "5.2": {kind: metric, name: two, measures: score, of: one}
            """
        assert [code for _, code, _ in told(clauses)] == ["circular"]


class TestReach:
    def test_a_level_at_which_nothing_is_delivered(self) -> None:
        assert told('"3.1": {kind: level, name: gold, calendar: office}\n') == [(17, "unreachable", "warning")]

    def test_a_level_of_a_service_or_of_each_item_is_reached(self) -> None:
        level = '"3.1": {kind: level, name: gold, calendar: office}\n'
        assert told(level + '"3.2": {kind: service, name: desk, level: gold}\n') == []
        assert told(level, HEAD.replace("  solved_at", "  level: [gold]\n  solved_at")) == []

    @pytest.mark.parametrize(
        ("first", "second", "reached"),
        [
            ("{category: printer}", "{category: printer}", "no"),
            ("{category: [printer, phone]}", "{category: phone}", "no"),
            ("{category: printer}", "{category: printer, priority: P1}", "no"),
            ("{category: printer}", "{category: [printer, phone]}", "yes"),
            ("{category: printer, priority: P1}", "{category: printer}", "yes"),
            ("{category: printer}", "{category: phone}", "yes"),
        ],
    )
    def test_a_row_behind_another_that_decides_on_all_of_its_items(self, first: str, second: str, reached: str) -> None:
        clause = f"""\
            "7.1":
              kind: scope
              rows:
                - {{name: one, when: {first}, is: in}}
                - {{name: two, when: {second}, is: out, then: quote}}
                - {{name: rest, otherwise: in}}
            """
        assert told(clause) == ([] if reached == "yes" else [(21, "unreachable", "warning")])

    def test_several_rows_together_decide_on_all_of_its_items(self) -> None:
        clause = """\
            "7.1":
              kind: scope
              rows:
                - {name: one, when: {category: printer}, is: in}
                - {name: two, when: {category: phone}, is: in}
                - {name: both, when: {category: [printer, phone]}, is: out, then: quote}
                - {name: rest, otherwise: in}
            """
        assert told(clause) == [(22, "unreachable", "warning")]


class TestCutOffs:
    @pytest.mark.parametrize(
        ("cut_off", "outside"),
        [
            ('"15:00"', "no"),
            ('"18:00"', "no"),
            ('"18:01"', "yes"),
            ('"08:00"', "yes"),
            ('"08:01"', "no"),
            ('{after: "15:00", restart: "08:00"}', "no"),
            ('{after: "15:00", restart: "07:59"}', "yes"),
            ('{after: "15:00", restart: "18:00"}', "yes"),
        ],
    )
    def test_it_lies_inside_the_hours_of_some_day(self, cut_off: str, outside: str) -> None:
        """The office opens at 8:00; it closes at 18:00 from Monday to Thursday, and at 16:00 on Friday."""
        clause = f'"8.1": {{kind: orders, window: office, cut_off: {cut_off}, lead_time: 1 business day, calendar: office}}\n'
        assert told(clause) == ([(17, "cut-off", "warning")] if outside == "yes" else [])

    def test_hours_over_midnight_have_no_outside(self) -> None:
        clause = '"8.1": {kind: orders, window: night, cut_off: "12:00", lead_time: 1 business day, calendar: office}\n'
        assert told(clause) == []


class TestCaps:
    @pytest.mark.parametrize(
        ("first", "second", "nested"),
        [
            ("scope: contract, per: month", "scope: contract, per: contract-year", "yes"),
            ("scope: target, per: month", "scope: contract, per: month", "yes"),
            ("scope: contract, per: month", "scope: contract, per: rolling 12 months", "yes"),
            ("scope: contract, per: contract-year", "scope: contract, per: month", "no"),
            ("scope: contract, per: month", "scope: target, per: month", "no"),
            ("scope: contract, per: contract-year, caps: malus", "scope: contract, per: month, caps: bonus", "yes"),
        ],
    )
    def test_each_lies_inside_the_next(self, first: str, second: str, nested: str) -> None:
        clause = f"""\
            "6.9":
              kind: settlement
              per: month
              order:
                - {{step: cap, limit: EUR 1 000, {first}}}
                - {{step: cap, limit: EUR 9 000, {second}}}
            """
        assert [one for one in told(clause) if one[1] == "caps-order"] == (
            [] if nested == "yes" else [(22, "caps-order", "warning")]
        )

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("scope: target, per: contract-year", "scope: contract, per: month"),
            ("scope: contract, per: month", "scope: service, per: rolling 12 months"),
            ("scope: level, per: month", "scope: service, per: month"),
        ],
    )
    def test_two_of_which_neither_contains_the_other_need_an_agreed_order(self, first: str, second: str) -> None:
        clause = f"""\
            "6.9":
              kind: settlement
              per: month
              DECLARED
              order:
                - {{step: cap, limit: EUR 1 000, {first}}}
                - {{step: round, to: 0.01}}
                - {{step: cap, limit: EUR 9 000, {second}}}
            """
        silent = clause.replace("              DECLARED\n", "")
        agreed = clause.replace("DECLARED", "crossing_caps: in-this-order")
        assert [one[1:] for one in told(silent) if one[1].startswith("caps-")] == [("caps-cross", "error")]
        assert [one for one in told(agreed) if one[1].startswith("caps-")] == []


class TestFitting:
    STEPS = """\
        "8.1": {{kind: step, name: look, {for_}within: {first}, calendar: {calendar}}}
        "8.2": {{kind: step, name: mend, {for_}after: look, within: {second}, calendar: {calendar}}}
        """

    @pytest.mark.parametrize(
        ("first", "second", "calendar", "fits"),
        [
            ("1 hour", "3 hours", "office", "yes"),
            ("1 hour", "3 hours 1 minute", "office", "no"),
            ("5 hours", "1 hour", "always", "unknown"),
            ("1 hour", "5 business days", "office", "unknown"),
        ],
    )
    def test_the_steps_for_a_promise_take_no_longer_than_it(
        self, first: str, second: str, calendar: str, fits: str
    ) -> None:
        """4 hours of the office are promised; hours of another calendar, and days, cannot be compared with them."""
        clauses = self.STEPS.format(first=first, second=second, calendar=calendar, for_="for: solved, ")
        assert [one[1] for one in told(clauses)] == (["does-not-fit"] if fits == "no" else [])

    def test_steps_for_no_promise_are_compared_with_none(self) -> None:
        longer = self.STEPS.format(first="2 hours", second="3 hours", calendar="office", for_="")
        assert told(longer) == []
        assert told(longer.replace("kind: step", "kind: step, for: solved")) == [(18, "does-not-fit", "warning")]

    def test_work_side_by_side_does_not_add_up(self) -> None:
        clauses = """\
            "8.1": {kind: step, name: look, for: solved, within: 3 hours, calendar: office}
            "8.2": {kind: step, name: call, for: solved, within: 2 hours, calendar: office}
            "8.3": {kind: step, name: mend, for: solved, after: [look, call], within: 1 hour, calendar: office}
            """
        assert told(clauses) == []

    def test_a_lead_time_is_no_longer_than_the_target_for_the_same_orders(self) -> None:
        clauses = """\
            "4.2":
              kind: time-target
              name: delivered
              stops: {field: solved_at}
              when: {category: laptop}
              within: 3 business days
              calendar: office
              reach: 90 %
              per: month
            "8.1": {kind: orders, when: {category: laptop}, lead_time: 5 business days, calendar: office}
            """
        assert told(clauses) == [(26, "does-not-fit", "warning")]
        assert told(clauses.replace("5 business", "3 business")) == []


class TestNotice:
    @pytest.mark.parametrize(
        ("by", "notice", "possible"),
        [
            ("12 months", "12 months", "yes"),
            ("12 months", "13 months", "no"),
            ("3 months", "4 months", "no"),
            ("12 months", "365 days", "yes"),
            ("12 months", "366 days", "no"),
            ("24 months", "53 weeks", "no"),
        ],
    )
    def test_it_can_be_given_inside_the_term(self, by: str, notice: str, possible: str) -> None:
        """The first term is the year 2026, which has 365 days."""
        clause = f'"2.9": {{kind: renewal, renews: tacitly, by: {by}, notice: {notice}}}\n'
        assert told(clause) == ([] if possible == "yes" else [(17, "notice", "error")])

    def test_a_termination_may_come_after_a_renewal(self) -> None:
        clause = '"2.9": {kind: termination, who: customer, ground: convenience, notice: 18 months}\n'
        assert told(clause) == [(17, "notice", "warning")]


class TestOnce:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("{kind: payment, within: 30 days}", "{kind: payment, within: 14 days}"),
            ("{kind: interest, rate: 8 % per year}", "{kind: interest, rate: 9 % per year}"),
            ("{kind: liability, per_event: EUR 1 000}", "{kind: liability, per_event: EUR 2 000}"),
            (
                "{kind: renewal, renews: tacitly, by: 6 months, notice: 1 month}",
                "{kind: renewal, renews: expressly, by: 6 months, notice: 1 month}",
            ),
        ],
    )
    def test_what_is_settled_once_is_not_settled_a_second_time(self, one: str, other: str) -> None:
        assert told(f'"5.1": {one}\n"5.2": {other}\n') == [(18, "contradiction", "error")]
        assert "SLA-1/5.1 and SLA-1/5.2" in says(f'"5.1": {one}\n"5.2": {other}\n')

    def test_dates_of_their_own_tell_them_apart(self) -> None:
        clauses = """\
            "5.1": {kind: payment, within: 30 days, holds: {below: 2026-07-01}}
            "5.2": {kind: payment, within: 14 days, holds: {from: 2026-07-01}}
            """
        assert told(clauses) == []


class TestLanguages:
    def test_the_binding_language_has_to_be_there(self) -> None:
        assert told('"9": {kind: text, text: {nl: Nederlands recht geldt.}}\n') == [(17, "language", "error")]

    def test_a_translation_that_the_title_has_is_missed(self) -> None:
        head = HEAD.replace("title: Service levels", "title: {en: Service levels, nl: Dienstenniveaus}")
        assert told('"9": {kind: text, text: {en: Dutch law.}}\n', head) == [(17, "translation", "warning")]
        assert told('"9": {kind: text, text: {en: Dutch law., nl: Nederlands recht.}}\n', head) == []

    def test_one_text_is_the_text_that_binds(self) -> None:
        head = HEAD.replace("title: Service levels", "title: {en: Service levels, nl: Dienstenniveaus}")
        assert told('"9": {kind: text, text: Dutch law.}\n', head) == []


CONTRACT = """\
contractkit: 1
document: contract
id: C-1
title: Services
language: en
uses: [SLA-1]
parties: {provider: {name: Duin & Meer B.V.}, customer: {name: Molenaar N.V.}}
clauses:
"""


class TestPrecedence:
    """The order of precedence decides between documents, and the decision is told."""

    def both(self, tmp_path: Path, contract: str, sla: str) -> list[ck.Problem]:
        (tmp_path / "contract.yaml").write_text(CONTRACT + textwrap.indent(contract, "  "), encoding="utf-8")
        (tmp_path / "sla.yaml").write_text(HEAD + textwrap.indent(sla, "  "), encoding="utf-8")
        return ck.check(tmp_path)

    PAYS = '"5": {kind: payment, within: 30 days}\n'
    LATER = '"5": {kind: payment, within: 14 days}\n'

    def test_without_an_order_two_documents_contradict_each_other(self, tmp_path: Path) -> None:
        found = self.both(tmp_path, self.PAYS, self.LATER)
        assert [(one.code, one.says) for one in found] == [
            ("contradiction", "the clauses C-1/5 and SLA-1/5 both say when an invoice is due")
        ]

    @pytest.mark.parametrize(("order", "holds"), [("[C-1, SLA-1]", "C-1/5"), ("[SLA-1, C-1]", "SLA-1/5")])
    def test_the_first_of_the_list_holds(self, tmp_path: Path, order: str, holds: str) -> None:
        decides = f'"1": {{kind: precedence, order: {order}}}\n'
        found = self.both(tmp_path, decides + self.PAYS, self.LATER)
        assert [(one.code, one.severity) for one in found] == [("precedence", "warning")]
        assert {"C-1/5", "SLA-1/5"} < set(found[0].says.split())
        assert found[0].says.endswith(f"both say when an invoice is due: {holds} holds")
        agreement = ck.load_agreement(tmp_path)
        assert [str(one.ref) for one in agreement.clauses if one.kind == "payment"] == [holds]

    def test_a_name_in_two_documents_means_the_thing_of_the_first(self, tmp_path: Path) -> None:
        decides = '"1": {kind: precedence, order: [C-1, SLA-1]}\n'
        office = '"2": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}\n'
        found = self.both(tmp_path, decides + office, "")
        assert [(one.code, one.line) for one in found] == [("precedence", 14)]
        assert not ck.load_agreement(tmp_path).calendars["office"].is_open(MON_2026_01_05_1730)

    def test_within_one_document_nothing_decides(self, tmp_path: Path) -> None:
        decides = '"1": {kind: precedence, order: [C-1, SLA-1]}\n'
        found = self.both(tmp_path, decides + self.PAYS + self.LATER.replace('"5"', '"6"'), "")
        assert [(one.code, one.severity) for one in found] == [("contradiction", "error")]

    @pytest.mark.parametrize(
        ("order", "code", "taken"),
        [("", None, "5 business days"), ("[C-1, CAT-1, SLA-1]", "precedence", "2 business days")],
    )
    def test_of_two_lead_times_the_order_decides_and_else_the_working_agreements(
        self, tmp_path: Path, order: str, code: str | None, taken: str
    ) -> None:
        (tmp_path / "catalogue.yaml").write_text(
            "contractkit: 1\ndocument: catalogue\nid: CAT-1\ntitle: Offer\nlanguage: en\nclauses:\n"
            "  L: {kind: catalogue-item, name: laptop, promise: A laptop., lead_time: 2 business days, calendar: office}\n",
            encoding="utf-8",
        )
        orders = """\
"8":
  kind: orders
  calendar: office
  rows: [{name: laptop, when: {category: laptop}, lead_time: 5 business days}]
"""
        decides = f'"1": {{kind: precedence, order: {order}}}\n' if order else '"1": {kind: text, text: Nothing.}\n'
        contract = CONTRACT.replace("uses: [SLA-1]", "uses: [SLA-1, CAT-1]")
        (tmp_path / "contract.yaml").write_text(contract + textwrap.indent(decides, "  "), encoding="utf-8")
        (tmp_path / "sla.yaml").write_text(HEAD + textwrap.indent(orders, "  "), encoding="utf-8")
        assert [one.code for one in ck.check(tmp_path)] == ([] if code is None else [code])
        agreement = ck.load_agreement(tmp_path)
        if code is None:
            assert [one.taken for one in agreement.assumptions if one.convention == "lead_time"] == [taken]
        else:
            assert [one.hint for one in agreement.warnings] == [f"{taken} holds"]

    def test_an_amendment_may_stand_in_the_order(self, tmp_path: Path) -> None:
        amendment = (
            "contractkit: 1\ndocument: amendment\nid: A-1\ntitle: Change\namends: C-1\neffective_from: 2026-07-01\n"
        )
        amendment += "signed_on: 2026-06-01\nchanges:\n  - clause: C-1/5\n    action: change\n"
        amendment += "    fields: {within: {was: 30 days, becomes: 21 days}}\n"
        (tmp_path / "amendment.yaml").write_text(amendment, encoding="utf-8")
        assert self.both(tmp_path, '"1": {kind: precedence, order: [A-1, C-1, SLA-1]}\n' + self.PAYS, "") == []
