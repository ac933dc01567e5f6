"""From papers to terms: what is taken, what is assumed, what is refused."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from papers import HEAD, sla

import contractkit as ck
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Span, WorkingTime
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Condition, Is, Not
from contractkit.terms.effects import Curve, Share, Tier, TierCredit
from contractkit.terms.modifiers import Repeat
from contractkit.terms.settling import CapStep, RoundStep
from contractkit.terms.targets import AtField, WhenState

OFFICE = """
"2.1":
  kind: calendar
  name: office
  week: {mon-fri: 09:00-17:00}
  holidays: [NL]
"""
RESOLUTION = """
"2.2":
  kind: measure
  name: resolution
  starts: {field: opened_at}
  stops: {status: [solved, closed]}
"""


def load(*clauses: str) -> ck.Agreement:
    return ck.load_agreement(text=sla("".join(clauses)))


def problems_of(*clauses: str) -> list[ck.Problem]:
    with pytest.raises(ck.DocumentRejected) as caught:
        load(*clauses)
    return list(caught.value.problems)


def codes(problems: list[ck.Problem]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in problems]


class TestTargets:
    def test_rows_become_targets_with_limits_and_reaches_of_their_own(self) -> None:
        agreement = load(
            OFFICE,
            RESOLUTION,
            """
"4.1":
  kind: time-target
  measure: resolution
  calendar: office
  per: quarter
  rows:
    - {name: urgent, when: {priority: P1}, within: 4 hours, calendar: always, reach: 95 %}
    - {name: other, when: {priority: [P2, P3]}, within: 16 hours, reach: 90 %}
""",
        )
        urgent, other = agreement.targets
        assert (urgent.id, urgent.name, str(urgent.reach)) == ("SLA-1/4.1 urgent", "urgent", "95 %")
        assert urgent.limit is not None
        assert other.limit is not None
        assert urgent.limit.within == WorkingTime.of(hours=4)
        assert (urgent.limit.calendar_name, other.limit.calendar_name) == ("always", "office")
        assert other.applies == Is("priority", ("P2", "P3"))
        assert (urgent.per, other.per) == ("quarter", "quarter")

    def test_a_target_cites_the_line_of_its_row(self) -> None:
        text = sla("""
"4.1":
  kind: time-target
  starts: {field: opened_at}
  stops: {field: closed_at}
  calendar: always
  rows:
    - {name: urgent, when: {priority: P1}, within: 4 hours}
""")
        (target,) = ck.load_agreement(text=text).targets
        assert target.clause.line == 1 + text.splitlines().index(
            "      - {name: urgent, when: {priority: P1}, within: 4 hours}"
        )

    def test_business_days_take_every_reading_from_clause_document_and_default(self) -> None:
        head = HEAD.replace("clauses:\n", "conventions:\n  counting: from-start\nclauses:\n")
        text = sla(
            OFFICE
            + RESOLUTION
            + """
"4.1":
  kind: time-target
  name: order
  measure: resolution
  within: 3 business days
  calendar: office
  cut_off: {after: "15:00", restart: "08:30"}
  at_cut_off: late
  ends: same-time
""",
            head,
        )
        agreement = ck.load_agreement(text=text)
        (target,) = agreement.targets
        assert target.limit is not None
        assert target.limit.within == BusinessDays(
            3, "next-opening", time(15), "late", time(8, 30), "from-start", "same-time", "keep"
        )
        taken = {assumption.convention for assumption in agreement.assumptions}
        assert {"outside_hours", "landing"} <= taken
        assert not taken & {"counting", "at_cut_off", "ends", "cut_off"}

    def test_no_cut_off_can_be_agreed_and_is_then_no_assumption(self) -> None:
        clause = '"4.1": {kind: time-target, measure: resolution, within: 3 business days, calendar: office%s}\n'
        silent, agreed = load(OFFICE, RESOLUTION, clause % ""), load(OFFICE, RESOLUTION, clause % ", cut_off: none")
        assert silent.lines == agreed.lines
        assert "cut_off" in {assumption.convention for assumption in silent.assumptions}
        assert "cut_off" not in {assumption.convention for assumption in agreed.assumptions}

    def test_working_time_leaves_no_reading_of_business_days_open(self) -> None:
        agreement = load(
            OFFICE, RESOLUTION, '"4.1": {kind: time-target, measure: resolution, within: 3 hours, calendar: office}\n'
        )
        assert not {a.convention for a in agreement.assumptions} & {
            "counting",
            "ends",
            "landing",
            "cut_off",
            "outside_hours",
        }

    def test_a_table_has_rows_by_key_that_hold_from_a_date(self) -> None:
        agreement = load(
            """
"4.1":
  kind: target-table
  name: by-priority
  starts: {field: opened_at}
  stops: {field: closed_at}
  by: priority
  calendar: always
  rows:
    - {is: P1, within: 4 hours}
    - {is: P1, within: 2 hours, from: 2026-07-01}
    - {is: P2, within: 5 calendar days}
"""
        )
        (target,) = agreement.targets
        assert target.table is not None
        assert target.table.by == ("priority",)
        assert [(row.key, row.since, row.limit.within) for row in target.table.rows] == [
            (("P1",), None, WorkingTime.of(hours=4)),
            (("P1",), date(2026, 7, 1), WorkingTime.of(hours=2)),
            (("P2",), None, CalendarDays(5)),
        ]

    def test_a_moment_comes_from_a_column_and_needs_no_start(self) -> None:
        (line,) = load(
            '"4.1": {kind: time-target, starts: none, stops: {field: closed_at}, due: {field: promised_at}}\n'
        ).lines
        assert line.measure.starts is None
        assert line.targets[0].limit is not None
        assert line.targets[0].limit.within == Moment("promised_at")

    def test_a_result_is_a_limit_and_further_conditions(self) -> None:
        (target,) = load(
            OFFICE,
            RESOLUTION,
            """
"5.1":
  kind: result
  name: restored
  promise: Repaired in four hours, with all data on it.
  met_when: {all_of: [{within: 4 hours, calendar: office}, {field: data-restored, is: true}, {field: hours-spent, at_most: 3}]}
""",
        ).targets
        assert target.limit is not None
        assert target.limit.within == WorkingTime.of(hours=4)
        assert isinstance(target.also, AllOf)
        assert target.also.parts[0] == Is("data-restored", ("yes",))
        assert isinstance(target.also.parts[1], Compares)
        assert target.title == "Repaired in four hours, with all data on it."

    def test_a_level_means_the_services_that_are_delivered_at_it(self) -> None:
        agreement = load(
            OFFICE,
            RESOLUTION,
            """
"1.1": {kind: level, name: gold, calendar: office}
"3.1": {kind: service, name: mail, level: gold}
"3.2": {kind: service, name: network, level: gold}
"4.1": {kind: time-target, measure: resolution, level: gold, within: 4 hours, when: {priority: P1}}
""",
        )
        (target,) = agreement.targets
        assert target.level == "gold"
        assert target.applies == AllOf((Is("service", ("mail", "network")), Is("priority", ("P1",))))
        assert target.limit is not None
        assert target.limit.calendar_name == "office"


class TestMeasures:
    def test_a_targets_own_stop_wins_over_the_measure(self) -> None:
        (line,) = load(
            RESOLUTION,
            '"4.1": {kind: time-target, measure: resolution, stops: {field: closed_at}, within: 4 hours, calendar: always}\n',
        ).lines
        assert line.measure.starts == AtField("opened_at")
        assert line.measure.stops == AtField("closed_at")

    def test_resolution_without_a_definition_is_customary_and_listed(self) -> None:
        agreement = load('"4.1": {kind: time-target, measure: resolution, within: 4 hours, calendar: always}\n')
        assert agreement.lines[0].measure.stops == WhenState(Is("status", ("solved", "closed")))
        assert {"starts", "stops"} <= {assumption.convention for assumption in agreement.assumptions}

    def test_a_measure_that_nobody_defines_is_refused(self) -> None:
        found = problems_of('"4.1": {kind: time-target, measure: repsonse, within: 4 hours, calendar: always}\n')
        assert [problem.code for problem in found] == ["unknown-measure"]


class TestPauses:
    PAUSE = '"4.5": {kind: pause, while: {status: waiting}, for: [resolution]}\n'
    TWO = """
"4.1": {kind: time-target, name: solved, measure: resolution, within: 4 hours, calendar: always}
"4.2": {kind: time-target, name: first-answer, starts: {field: opened_at}, stops: {status: [waiting, solved, closed]}, within: 1 hours, calendar: always}
"""

    def test_a_pause_stops_the_clocks_that_it_names(self) -> None:
        solved, answered = load(RESOLUTION, self.TWO.replace("1 hours", "1 hour"), self.PAUSE).lines
        assert [str(pause.clause) for pause in solved.pauses] == ["SLA-1/4.5"]
        assert answered.pauses == ()

    def test_a_pause_that_names_none_stops_all_of_its_document(self) -> None:
        pause = '"4.5": {kind: pause, while: {status: waiting}}\n'
        lines = load(RESOLUTION, self.TWO.replace("1 hours", "1 hour"), pause).lines
        assert [len(line.pauses) for line in lines] == [1, 1]

    def test_a_pause_for_nothing_that_exists_is_refused(self) -> None:
        found = problems_of(
            RESOLUTION, self.TWO.replace("1 hours", "1 hour"), self.PAUSE.replace("resolution", "resolutoin")
        )
        assert [(problem.code, problem.hint) for problem in found] == [
            ("unknown-reference", "did you mean 'resolution'?")
        ]


class TestLines:
    def test_targets_that_exclude_each_other_share_a_stopwatch_across_clauses(self) -> None:
        lines = load(
            RESOLUTION,
            """
"4.1": {kind: time-target, name: urgent, measure: resolution, when: {priority: P1}, within: 4 hours, calendar: always}
"4.2": {kind: time-target, name: other, measure: resolution, when: {priority: [P2, P3]}, within: 8 hours, calendar: always}
""",
        ).lines
        assert [[target.name for target in line.targets] for line in lines] == [["urgent", "other"]]

    def test_targets_that_overlap_run_both(self) -> None:
        lines = load(
            RESOLUTION,
            """
"4.1": {kind: time-target, name: urgent, measure: resolution, when: {priority: [P1, P2]}, within: 4 hours, calendar: always}
"4.2": {kind: time-target, name: other, measure: resolution, when: {priority: [P2, P3]}, within: 8 hours, calendar: always}
""",
        ).lines
        assert [[target.name for target in line.targets] for line in lines] == [["urgent"], ["other"]]

    @pytest.mark.parametrize(
        ("a", "b", "apart"),
        [
            (Is("p", ("1",)), Not(Is("p", ("1",))), True),
            (Is("p", ("1", "2")), Not(Is("p", ("1",))), False),
            (AnyOf((Is("p", ("1",)), Is("p", ("2",)))), Is("p", ("3",)), True),
            (AnyOf((Is("p", ("1",)), Is("q", ("2",)))), Is("p", ("3",)), False),
            (Compares("n", "at_least", Decimal(5)), Compares("n", "less_than", Decimal(5)), True),
            (Compares("n", "at_least", Decimal(5)), Compares("n", "at_most", Decimal(5)), False),
            (Compares("n", "more_than", Decimal(5)), Compares("n", "at_most", Decimal(5)), True),
            (AllOf((Is("p", ("1", "2")), Is("q", ("x",)))), AllOf((Is("p", ("2",)), Is("q", ("y",)))), True),
            (EVERYTHING, Is("p", ("1",)), False),
            (Not(Compares("n", "at_least", Decimal(5))), Compares("n", "at_least", Decimal(5)), False),
        ],
    )
    def test_what_excludes_each_other_is_found_and_nothing_else(
        self, a: Condition, b: Condition, apart: object
    ) -> None:
        from contractkit.compiling.exclusion import exclude_each_other

        assert exclude_each_other(a, b) is apart
        assert exclude_each_other(b, a) is apart

    def test_a_pause_for_one_target_leaves_the_stopwatch_shared(self) -> None:
        (line,) = load(
            RESOLUTION,
            """
"4.1": {kind: time-target, name: urgent, measure: resolution, when: {priority: P1}, within: 4 hours, calendar: always}
"4.2": {kind: time-target, name: other, measure: resolution, when: {not: {priority: P1}}, within: 8 hours, calendar: always}
"4.5": {kind: pause, while: {status: waiting}, for: [other]}
""",
        ).lines
        assert [target.name for target in line.targets] == ["urgent", "other"]
        waiting, other = Is("status", ("waiting",)), Not(Is("priority", ("P1",)))
        assert [pause.condition for pause in line.pauses] == [AllOf((waiting, other))]

    def test_hours_and_days_on_one_stopwatch_are_listed(self) -> None:
        agreement = load(
            RESOLUTION,
            OFFICE,
            """
"4.1": {kind: time-target, name: urgent, measure: resolution, when: {priority: P1}, within: 4 hours, calendar: office}
"4.2": {kind: time-target, name: other, measure: resolution, when: {priority: P2}, within: 2 business days, calendar: office}
""",
        )
        assert "on_change between units" in {a.convention for a in agreement.assumptions}

    TABLE = """
"4.1":
  kind: target-table
  name: solved
  measure: resolution
  by: priority
  calendar: office
  rows: [{is: P1, within: 4 hours}, {is: P2, within: 2 business days}]
"""

    def test_so_they_are_in_the_rows_of_one_table(self) -> None:
        listed = {a.convention for a in load(RESOLUTION, OFFICE, self.TABLE).assumptions}
        assert {"on_change", "on_change between units"} <= listed

    def test_a_policy_that_needs_no_common_unit_leaves_nothing_open(self) -> None:
        listed = {a.convention for a in load(RESOLUTION, OFFICE, self.TABLE + "  on_change: restart\n").assumptions}
        assert not {"on_change", "on_change between units"} & listed

    def test_a_table_with_one_row_and_a_later_one_has_no_other_limit_to_go_to(self) -> None:
        table = self.TABLE.replace("is: P2, within: 2 business days", "is: P1, within: 2 hours, from: 2026-07-01")
        assert "on_change" not in {a.convention for a in load(RESOLUTION, OFFICE, table).assumptions}


class TestMoney:
    FEE = '"1.1": {kind: fee, name: fixed-fee, amount: EUR 9 000, per: quarter}\n'
    TARGET = """
"4.1":
  kind: time-target
  name: solved
  measure: resolution
  within: 4 hours
  calendar: always
  reach: 95 %
  per: quarter
  pays:
"""

    def test_effects_and_steps_become_terms_in_the_order_of_the_page(self) -> None:
        agreement = load(
            RESOLUTION,
            self.FEE,
            self.TARGET
            + """
    - {kind: tier-credit, of: fixed-fee, tiers: [{below: reach, credit: 2 %}, {below: 90 %, credit: 5 %}]}
    - {kind: curve, of: charges, points: [{at: 90 %, pays: -10 %}, {at: 100 %, pays: 5 %}]}
"6.1":
  kind: settlement
  per: quarter
  order:
    - {step: cap, limit: 10 % of fixed-fee, per: quarter, caps: malus}
    - {step: round, to: 0.01, mode: half-up}
""",
        )
        credit, curve = agreement.targets[0].effects
        assert isinstance(credit, TierCredit)
        assert credit.tiers == (Tier(ck.Percent(95), ck.Percent(2)), Tier(ck.Percent(90), ck.Percent(5)))
        assert isinstance(curve, Curve)
        assert (curve.of, curve.outside) == ("charges", "clamp")
        cap, rounding = agreement.settlement.steps
        assert cap == CapStep(Share(ck.Percent(10), "fixed-fee"), "quarter", "malus")
        assert isinstance(rounding, RoundStep)
        assert agreement.fees[0].amount == ck.Money(9000, "EUR")

    def test_an_amount_that_nobody_defines_is_refused_with_the_nearest(self) -> None:
        found = problems_of(
            RESOLUTION,
            self.FEE,
            self.TARGET + "    - {kind: tier-credit, of: fixde-fee, tiers: [{below: 95 %, credit: 2 %}]}\n",
        )
        assert [(problem.code, problem.hint) for problem in found] == [
            ("unknown-reference", "did you mean 'fixed-fee'?")
        ]

    def test_a_ladder_that_contradicts_the_reach_is_refused(self) -> None:
        found = problems_of(
            RESOLUTION,
            self.FEE,
            self.TARGET + "    - {kind: tier-credit, of: fixed-fee, tiers: [{below: 97 %, credit: 2 %}]}\n",
        )
        assert [problem.code for problem in found] == ["reach-differs"]

    def test_what_qualifies_an_effect_is_kept_with_it(self) -> None:
        agreement = load(
            RESOLUTION,
            self.FEE,
            self.TARGET
            + "    - {kind: tier-credit, of: fixed-fee, tiers: [{below: reach, credit: 2 %}],"
            + " repeat: {multiply_by: 2, when: previous-period-failed}}\n",
        )
        assert agreement.not_computed == ()
        (credit,) = agreement.targets[0].effects
        assert credit.modifiers.repeat == Repeat(Decimal(2), "previous-period-failed", "stays")

    def test_what_this_version_does_not_compute_loads_and_no_money_is_made_of_it(self) -> None:
        volume = "volume: 2 hours per week, price: EUR 5 per hour per month"
        agreement = load(f'"2": {{kind: service, name: desk, {volume}}}\n')
        (entry,) = agreement.not_computed
        assert (entry.stage, entry.clause.clause) == ("settling", "2")
        agreement.refuse_not_computed("judging")
        with pytest.raises(ck.NotComputedError, match="a volume per week with a price per month"):
            agreement.refuse_not_computed("judging", "settling")


class TestProblems:
    def test_all_problems_of_reading_and_of_meaning_come_at_once_in_the_order_of_the_page(self) -> None:
        text = sla("""
"2.1": {kind: calendar, name: office, week: {mon-fri: 9-17}}
"4.1": {kind: time-target, name: a, measure: resolution, when: {priority: P4}, within: 4h, calendar: always}
"4.2": {kind: time-target, name: b, measure: resolution, when: {prority: P1}, within: 4 hours, calendar: office}
"4.3": {kind: time-target, name: c, measure: resolution, within: 4 hours, calendar: offcie}
""")
        with pytest.raises(ck.DocumentRejected) as caught:
            ck.load_agreement(text=text)
        first = HEAD.count("\n") + 2
        found = codes(list(caught.value.problems))
        assert found == [
            (first, "quantity"),  # the hours of the calendar
            (first + 1, "quantity"),  # 4h; its wrong priority waits until the clause can be read
            (first + 2, "unknown-reference"),  # prority
            (first + 3, "unknown-reference"),  # offcie
        ]

    def test_a_name_in_a_broken_clause_is_not_held_against_those_who_use_it(self) -> None:
        found = problems_of(
            '"2.1": {kind: calendar, name: office, week: {mon-fri: 9-17}}\n',
            RESOLUTION,
            '"4.1": {kind: time-target, name: a, measure: resolution, within: 4 hours, calendar: office}\n',
        )
        assert [problem.code for problem in found] == ["quantity"]

    def test_a_name_given_twice_names_both_places(self) -> None:
        found = problems_of(RESOLUTION, OFFICE, OFFICE.replace("2.1", "2.3"))
        assert [problem.code for problem in found] == ["duplicate-name"]
        assert "2.1" in found[0].says

    def test_working_time_without_any_calendar_is_refused(self) -> None:
        found = problems_of(RESOLUTION, '"4.1": {kind: time-target, measure: resolution, within: 4 hours}\n')
        assert [problem.code for problem in found] == ["missing-field"]

    def test_an_unknown_holiday_code_is_a_problem_of_the_calendar(self) -> None:
        found = problems_of(OFFICE.replace("NL", "XX"))
        assert [problem.code for problem in found] == ["calendar"]

    @pytest.mark.parametrize(("given", "count"), [({}, 0), ({"text": "a", "data": {}}, 2)])
    def test_exactly_one_of_path_text_and_data_is_taken(self, given: dict[str, object], count: int) -> None:
        with pytest.raises(ck.UsageError, match=f"was given {count}"):
            ck.load_agreement(**given)  # type: ignore[arg-type]


class TestSilence:
    def test_each_assumption_says_clause_convention_value_and_alternatives(self) -> None:
        agreement = load(
            RESOLUTION, '"4.1": {kind: time-target, measure: resolution, within: 4 hours, calendar: always}\n'
        )
        reopening = next(a for a in agreement.assumptions if a.convention == "on_reopen")
        assert (str(reopening.clause), reopening.taken) == ("SLA-1/4.1", "resume")
        assert "undo-stop" in reopening.alternatives

    @pytest.mark.parametrize(
        ("stated", "silent"),
        [
            ("", ["good-friday", "liberation-day"]),
            (", without: [good-friday]", ["liberation-day"]),
            (", without: [good-friday], with: [liberation-day]", []),
            (", without: [liberation-day], with: [liberation-day-lustrum]", ["good-friday"]),
        ],
    )
    def test_a_dutch_calendar_says_whether_it_keeps_the_days_of_choice(self, stated: str, silent: list[str]) -> None:
        calendar = '"1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}, holidays: [NL]STATED}\n'
        agreement = load(calendar.replace("STATED", stated))
        taken = [a.convention for a in agreement.assumptions if a.convention.startswith("holidays ")]
        assert taken == [f"holidays {day}" for day in silent]

    def test_on_change_is_no_question_where_one_target_has_the_clock_to_itself(self) -> None:
        agreement = load(
            RESOLUTION, '"4.1": {kind: time-target, measure: resolution, within: 4 hours, calendar: always}\n'
        )
        assert "on_change" not in {assumption.convention for assumption in agreement.assumptions}


class TestFolders:
    CONTRACT = """\
contractkit: 1
document: contract
id: C-{name}
title: Contract of {name}
currency: EUR
zone: Europe/Amsterdam
uses: [CAT]
parties:
  provider: {{name: Somebody}}
  customer: {{name: {name}, code: {name}}}
signed_on: 2025-12-01
clauses:
  "1": {{kind: term, start: 2026-01-31, initial: 13 months}}
"""
    CATALOGUE = "contractkit: 1\ndocument: catalogue\nid: CAT\ntitle: Catalogue\nclauses:\n  W.1: {kind: catalogue-item, name: mail, promise: Mail arrives.}\n"

    def folder(self, root: Path, *names: str) -> Path:
        (root / "catalogue.yaml").write_text(self.CATALOGUE, encoding="utf-8")
        for name in names:
            (root / f"{name}.yaml").write_text(self.CONTRACT.format(name=name), encoding="utf-8")
        return root

    def test_each_contract_is_an_agreement_and_shares_the_catalogue(self, tmp_path: Path) -> None:
        agreements = ck.load_agreements(self.folder(tmp_path, "ann", "bob"))
        assert [(a.id, a.customer, [paper.id for paper in a.documents]) for a in agreements] == [
            ("C-ann", "ann", ["C-ann", "CAT"]),
            ("C-bob", "bob", ["C-bob", "CAT"]),
        ]

    def test_load_agreement_refuses_several(self, tmp_path: Path) -> None:
        with pytest.raises(ck.DocumentRejected) as caught:
            ck.load_agreement(self.folder(tmp_path, "ann", "bob"))
        assert [problem.code for problem in caught.value.problems] == ["how-many"]

    def test_the_term_ends_by_the_calendar_clipped_at_month_ends(self, tmp_path: Path) -> None:
        agreement = ck.load_agreement(self.folder(tmp_path, "ann"))
        assert agreement.term is not None
        assert (agreement.term.start, agreement.term.end) == (date(2026, 1, 31), date(2027, 2, 28))

    def test_a_paper_that_is_used_and_not_there_is_named_with_the_nearest(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path, "ann")
        text = (folder / "ann.yaml").read_text(encoding="utf-8").replace("[CAT]", "[CTA]")
        (folder / "ann.yaml").write_text(text, encoding="utf-8")
        found = ck.check(folder)
        assert [(problem.code, problem.line) for problem in found] == [("unknown-reference", 7)]

    def test_a_paper_that_nobody_uses_is_named(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path, "ann")
        text = (folder / "ann.yaml").read_text(encoding="utf-8").replace("uses: [CAT]\n", "")
        (folder / "ann.yaml").write_text(text, encoding="utf-8")
        assert [(problem.code, problem.line) for problem in ck.check(folder)] == [("unused-document", 3)]

    def test_a_folder_without_documents_is_a_problem(self, tmp_path: Path) -> None:
        assert [problem.code for problem in ck.check(tmp_path)] == ["no-documents"]


class TestForms:
    def test_json_and_plain_data_mean_the_same_as_yaml(self) -> None:
        data = {
            "contractkit": 1,
            "document": "sla",
            "id": "SLA-1",
            "title": "Service levels",
            "zone": "Europe/Amsterdam",
            "currency": "EUR",
            "fields": {"priority": ["P1", "P2"], "closed_at": "instant"},
            "clauses": {
                "2.1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}, "holidays": ["NL"]},
                "4.1": {
                    "kind": "time-target",
                    "name": "solved",
                    "stops": {"field": "closed_at"},
                    "when": {"priority": "P1"},
                    "within": "1 hour 30 minutes",
                    "calendar": "office",
                    "reach": "97.5 %",
                },
            },
        }
        yaml = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
zone: Europe/Amsterdam
currency: EUR
fields: {priority: [P1, P2], closed_at: instant}
clauses:
  "2.1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}, holidays: [NL]}
  "4.1":
    kind: time-target
    name: solved
    stops: {field: closed_at}
    when: {priority: P1}
    within: 1 hour 30 minutes
    calendar: office
    reach: 97.5 %
"""
        from_yaml = ck.load_agreement(text=yaml)
        assert ck.load_agreement(text=json.dumps(data)) == from_yaml
        assert ck.load_agreement(data=data) == from_yaml


class TestSpans:
    @pytest.mark.parametrize(
        ("start", "span", "end"),
        [
            (date(2024, 2, 29), Span(1, "year"), date(2025, 2, 28)),
            (date(2026, 1, 31), Span(1, "month"), date(2026, 2, 28)),
            (date(2026, 11, 30), Span(3, "month"), date(2027, 2, 28)),
            (date(2026, 1, 1), Span(36, "month"), date(2029, 1, 1)),
            (date(2026, 1, 1), Span(2, "week"), date(2026, 1, 15)),
            (date(2026, 1, 1), Span(10, "day"), date(2026, 1, 11)),
        ],
    )
    def test_a_span_later_is_by_the_calendar(self, start: date, span: Span, end: date) -> None:
        from contractkit.compiling.frame import later

        assert later(start, span) == end
