"""Every reference is checked: that it is there, that it is what can be meant, and that a name is given once."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.compiling import examine

HEAD = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
currency: EUR
zone: Europe/Amsterdam
fields:
  priority: [P1, P2]
  solved_at: instant
clauses:
  "2.1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "2.2": {kind: level, name: gold, calendar: office}
  "3.1": {kind: service, name: desk, level: gold, volume: 100 seats, price: EUR 30.00 per seat per month}
  "3.2": {kind: fee, name: base-fee, amount: EUR 650.00, per: month}
  "4.1": {kind: metric, name: uptime, measures: availability, of: desk}
  "4.2": {kind: figure-target, name: available, metric: uptime, reach: at least 99.5 %, per: month}
  "4.3":
    kind: time-target
    level: gold
    stops: {field: solved_at}
    per: month
    rows:
      - {name: first, when: {priority: P1}, within: 4 hours, reach: 95 %}
      - {name: second, when: {priority: P2}, within: 8 hours, reach: 90 %}
"""
"""What is added below begins on line 25."""

CONTACTS = (
    '"9.1": {kind: contacts, contacts: [{role: service-desk, name: R. de Boer}, {role: team-lead, name: A. Vos}]}\n'
)


def told(clauses: str, head: str = HEAD) -> list[tuple[int | None, str, str, str | None]]:
    """Return line, code, sentence and hint of every problem of a document with those clauses."""
    text = head + textwrap.indent(textwrap.dedent(clauses), "  ")
    try:
        agreement = ck.load_agreement(text=text)
    except ck.DocumentRejected as rejected:
        found = rejected.problems
    else:
        found = agreement.warnings
    return [(one.line, one.code, one.says, one.hint) for one in found]


class TestWhatIsNotThere:
    @pytest.mark.parametrize(
        ("clause", "says", "hint"),
        [
            ("{kind: metric, name: m, measures: availability, of: dessk}", "dessk", "did you mean 'desk'?"),
            (
                "{kind: figure-target, metric: uptimes, reach: at least 99 %, per: month}",
                "there is no metric 'uptimes'",
                "did you mean 'uptime'?",
            ),
            (
                "{kind: escalation, of: frist, steps: [{at: 50 %, tell: team-lead}]}",
                "there is no target 'frist'",
                "did you mean 'first'?",
            ),
            ('{kind: escalation, of: "4.9", steps: [{at: 50 %, tell: team-lead}]}', "there is no target '4.9'", None),
            (
                "{kind: liability, per_year: 100 % of yearly-fee}",
                "there is no amount 'yearly-fee'",
                "did you mean 'yearly-fees'?",
            ),
            (
                "{kind: settlement, per: month, order: [{step: cap, limit: 10 % of base-fees, per: month}]}",
                "there is no amount 'base-fees'",
                "did you mean 'base-fee'?",
            ),
            (
                "{kind: catalogue-item, name: laptop, promise: A laptop., levels: [platinum]}",
                "there is no level 'platinum'",
                "known: gold",
            ),
            (
                "{kind: renewal, renews: tacitly, by: 12 months, notice: 3 months, calendar: offcie}",
                "there is no calendar 'offcie'",
                "did you mean 'office'?",
            ),
        ],
    )
    def test_the_nearest_right_answer_stands_beside_it(self, clause: str, says: str, hint: str | None) -> None:
        found = told(f'"7": {clause}\n')
        assert [(line, code) for line, code, _, _ in found] == [(25, "unknown-reference")]
        assert says in found[0][2]
        assert hint is None or found[0][3] == hint

    def test_where_there_is_no_level_at_all_the_clause_that_makes_one_is_told(self) -> None:
        service = '"7": {kind: service, name: desk, level: gold, volume: 5 seats, price: EUR 3.00 per seat per month}\n'
        found = told(service, head=HEAD.split('  "2.2"')[0])
        assert [(says, hint) for _, _, says, hint in found] == [
            ("there is no level 'gold'", "add a clause {kind: level, name: gold}")
        ]

    def test_inside_conditions_effects_and_steps_too(self) -> None:
        found = told("""\
            "7":
              kind: tier-credit
              for: available
              of: base-fees
              only_if: {not: {target: frist, verdict: breached}}
              tiers: [{below: reach, credit: 5 %}]
            "8":
              kind: settlement
              per: quarter
              order:
                - {step: earn-back, when: {target: "4.9", verdict: met}, returns: 100 %}
            """)
        assert {(line, code) for line, code, _, _ in found} == {
            (28, "unknown-reference"),
            (29, "unknown-reference"),
            (35, "unknown-reference"),
        }

    def test_a_clause_of_another_paper_is_named_with_its_document(self, tmp_path: Path) -> None:
        (tmp_path / "sla.yaml").write_text(HEAD, encoding="utf-8")
        sop = "contractkit: 1\ndocument: sop\nid: SOP-1\ntitle: Work\nclauses:\n"
        sop += '  "1": {kind: escalation, of: "4.2", steps: [{at: 50 %, tell: team-lead}]}\n'
        sop += '  "2": {kind: escalation, of: SLA-1/4.2, steps: [{at: 50 %, tell: team-lead}]}\n'
        sop += '  "3": {kind: escalation, of: SLA-7/4.2, steps: [{at: 50 %, tell: team-lead}]}\n'
        (tmp_path / "sop.yaml").write_text(sop, encoding="utf-8")
        assert [(one.line, one.says, one.hint) for one in ck.check(tmp_path)] == [
            (6, "there is no target '4.2'", "write SLA-1/4.2"),
            (8, "there is no document 'SLA-7' among the papers of this agreement", "did you mean 'SLA-1'?"),
        ]

    def test_one_fault_is_told_once(self) -> None:
        """The compiler of a time target looks for its calendar too."""
        found = told('"7": {kind: time-target, stops: {field: solved_at}, within: 1 hour, calendar: offcie}\n')
        assert [(line, code) for line, code, _, _ in found] == [(25, "unknown-reference")]

    def test_what_a_broken_clause_may_define_is_not_held_against_anybody(self) -> None:
        found = told("""\
            "7": {kind: metric, name: response-rate, measures: nonsense}
            "8": {kind: figure-target, metric: response-rate, reach: at least 99 %, per: month}
            "9": {kind: escalation, of: "7", steps: [{at: 50 %, tell: team-lead}]}
            """)
        assert [(line, code) for line, code, _, _ in found] == [(25, "unknown-word")]

    def test_what_a_file_that_cannot_be_read_may_define_is_not_either(self, tmp_path: Path) -> None:
        text = HEAD + '  "7": {kind: escalation, of: solved-in-time, steps: [{at: 50 %, tell: team-lead}]}\n'
        (tmp_path / "sla.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "more.yaml").write_text("contractkit: 1\n  document: sla\n", encoding="utf-8")
        assert {Path(one.file or "").name for one in ck.check(tmp_path)} == {"more.yaml"}


class TestWhatIsOfAnotherKind:
    @pytest.mark.parametrize(
        ("clause", "says"),
        [
            ('{kind: escalation, of: "4.1", steps: [{at: 50 %, tell: x}]}', "'4.1' is a metric, not a target"),
            ("{kind: escalation, of: uptime, steps: [{at: 50 %, tell: x}]}", "'uptime' is a metric, not a target"),
            (
                "{kind: figure-target, metric: desk, reach: at least 9 %, per: month}",
                "'desk' is a service, not a metric",
            ),
            (
                "{kind: settlement, per: month, order: [{step: cap, limit: 10 % of desk, per: month}]}",
                "'desk' is a service, not an amount",
            ),
            ("{kind: service, name: mail, level: office}", "'office' is a calendar, not a level"),
        ],
    )
    def test_it_says_what_it_is_and_what_belongs_here(self, clause: str, says: str) -> None:
        assert [(line, code, said) for line, code, said, _ in told(f'"7": {clause}\n')] == [
            (25, "wrong-reference", says)
        ]

    def test_the_verdict_of_a_metric_does_not_exist(self) -> None:
        """A metric measures; only a target is met or breached."""
        found = told('"7": {kind: remedy, grants: report, when: {target: "4.1", verdict: breached}}\n')
        assert [(code, says) for _, code, says, _ in found] == [("wrong-reference", "'4.1' is a metric, not a target")]


class TestNamesOnce:
    def test_two_papers_do_not_give_one_name_to_two_things(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(HEAD, encoding="utf-8")
        other = "contractkit: 1\ndocument: sop\nid: SOP-1\ntitle: Work\nclauses:\n"
        other += '  "1": {kind: figure-target, name: available, metric: uptime, reach: at least 98 %, per: month}\n'
        (tmp_path / "b.yaml").write_text(other, encoding="utf-8")
        found = [(one.line, one.code, one.says) for one in ck.check(tmp_path)]
        assert found == [(6, "duplicate-name", "'available' is the name of a target already: clause SLA-1/4.2")]

    def test_a_time_target_and_a_figure_target_are_both_targets(self) -> None:
        clause = (
            '"7": {kind: time-target, name: available, stops: {field: solved_at}, within: 1 hour, calendar: office}\n'
        )
        assert [(line, code) for line, code, _, _ in told(clause)] == [(25, "duplicate-name")]

    def test_rows_of_two_tables_are_two_targets_with_two_names(self) -> None:
        again = """\
            "7":
              kind: time-target
              level: gold
              measure: response
              per: month
              rows: [{name: first, when: {priority: P1}, within: 15 minutes, reach: 95 %}]
            """
        assert [(line, code) for line, code, _, _ in told(again)] == [(26, "duplicate-name")]


class TestRoles:
    def test_a_role_that_no_contact_has_is_a_warning_and_the_agreement_loads(self) -> None:
        found = told(
            CONTACTS + '"9.2": {kind: step, name: look, within: 1 hour, calendar: office, owner: team-leader}\n'
        )
        assert found == [(26, "unknown-role", "no contact has the role 'team-leader'", "did you mean 'team-lead'?")]

    def test_the_parties_are_known_to_everybody(self) -> None:
        clause = '"9.2": {kind: change-path, approved_by: [customer, team-lead], within: 2 business days, calendar: office}\n'
        assert told(CONTACTS + clause) == []

    def test_without_contacts_there_is_nothing_to_compare_with(self) -> None:
        assert told('"9.2": {kind: step, name: look, within: 1 hour, calendar: office, owner: anybody}\n') == []


class TestGrey:
    def test_a_grey_word_is_a_value_that_items_have(self) -> None:
        head = HEAD.replace("  solved_at: instant\n", "  solved_at: instant\n  category: [home-printer, password]\n")
        found = told('"7": {kind: service, name: mail, grey: [home-printer, not-a-category]}\n', head)
        assert [(line, code) for line, code, _, _ in found] == [(26, "unknown-reference")]

    def test_where_a_field_holds_any_text_every_word_may_be_meant(self) -> None:
        head = HEAD.replace("  solved_at: instant\n", "  solved_at: instant\n  category: text\n")
        rows = "rows: [{name: home, when: {category: home-printer}, is: grey}, {name: rest, otherwise: in}]"
        scope = f'"8": {{kind: scope, {rows}}}\n'
        assert told('"7": {kind: service, name: mail, grey: [home-printer]}\n' + scope, head) == []

    @pytest.mark.parametrize(
        ("rows", "codes"),
        [
            ("[{name: home, when: {category: [pc, home-printer]}, is: grey}, {name: rest, otherwise: in}]", []),
            ("[{name: home-printer, when: {category: printer}, is: grey}, {name: rest, otherwise: in}]", []),
            ("[{name: core, when: {category: pc}, is: in}, {name: rest, otherwise: grey}]", []),
            (
                "[{name: home, when: {category: home-printer}, is: out}, {name: rest, otherwise: in}]",
                ["grey-without-row"],
            ),
        ],
    )
    def test_what_no_scope_row_makes_grey_is_a_warning(self, rows: str, codes: list[str]) -> None:
        """A service that calls home printers grey, under a scope that takes them in: a call would be told *in scope*."""
        head = HEAD.replace("  solved_at: instant\n", "  solved_at: instant\n  category: text\n")
        clauses = f'"7": {{kind: service, name: mail, grey: [home-printer]}}\n"8": {{kind: scope, rows: {rows}}}\n'
        assert [code for _, code, _, _ in told(clauses, head)] == codes


def test_the_pass_is_linear(tmp_path: Path) -> None:
    """Four times the clauses take no more than eight times as long; compared pairwise it would be sixteen."""
    from time import process_time

    def seconds(many: int) -> float:
        steps = "".join(
            f'  "{n + 100}": {{kind: step, name: s{n}, after: s{n - 1 if n else 0}x, within: 1 hour, calendar: office}}\n'
            for n in range(many)
        )
        (tmp_path / "sla.yaml").write_text(HEAD + steps.replace("x,", ","), encoding="utf-8")
        began = process_time()
        examine(tmp_path, "strict")
        return process_time() - began

    seconds(50)
    assert seconds(1200) < 8 * max(seconds(300), 0.05)
