"""What `evaluate` says of tickets, of doubtful rows, of scope, and of what it counted and assumed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import attrs
import numpy as np
import pytest

from contractkit.errors import NaiveDatetimeError, UsageError
from contractkit.evaluation import evaluate
from contractkit.quantities.spans import CalendarDays, Moment
from contractkit.terms import ScopeRule, Term
from contractkit.terms.conditions import EVERYTHING, Is, Not
from contractkit.terms.targets import AtField

NEW = {"status": "new", "priority": "P2"}
AS_OF = "2026-03-01 00:00"


def rows(evaluation):
    return {(row["item"], row["target"].rpartition(" ")[2]): row for row in evaluation.outcomes.to_records()}


def scopes(evaluation):
    return {row["id"]: row["scope"] for row in evaluation.items.to_records()}


class TestOutcomes:
    """A row for each item and target, with its instants in UTC, its clause and its calendar."""

    def test_a_ticket_is_judged_with_everything_that_a_statement_cites(self, paper) -> None:
        # Tuesday 10:00, waiting 12:00-14:00, closed 15:00: three hours of eight; due Wednesday 12:00 without the pause.
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", "service": "mail", **NEW}],
            [
                ("T-1", "2026-02-03 12:00", "status", "waiting"),
                ("T-1", "2026-02-03 14:00", "status", "active"),
                ("T-1", "2026-02-03 15:00", "status", "closed"),
            ],
        )
        (row,) = evaluate(paper.agreement(), facts, paper.at(AS_OF)).outcomes.to_records()
        edition = row.pop("edition")
        assert edition == paper.office.edition
        assert row == {
            "item": "T-1",
            "target": "SLA/4.2 p2",
            "cycle": 1,
            "clause": "SLA/4.2 p2",
            "measure": "resolution",
            "level": "gold",
            "service": "mail",
            "verdict": "met",
            "reason": None,
            "started": paper.at("2026-02-03 10:00"),
            "due": paper.at("2026-02-04 12:00"),
            "in_time_until": paper.at("2026-02-04 12:00"),
            "stopped": paper.at("2026-02-03 15:00"),
            "cancelled": None,
            "used": timedelta(hours=3),
            "allowed": timedelta(hours=8),
            "paused": timedelta(hours=2),
            "relieved": timedelta(0),
            "lived_used": timedelta(hours=5),
            "wall": timedelta(hours=5),
            "used_days": None,
            "allowed_days": None,
            "paused_days": None,
            "relieved_days": None,
            "lived_used_days": None,
            "allowed_text": "8 hours",
            "lived_verdict": "met",
            "calendar": "office",
            "scope": "in",
            "promise": 1,
            "item_row": 0,
            "row": 2,
        }

    def test_outcomes_come_in_the_order_of_items_then_of_the_page(self, paper) -> None:
        response = paper.line(paper.target("P2", 1, level="silver"), pauses=())
        facts = paper.facts([{"id": name, "opened_at": "2026-02-03 10:00", **NEW} for name in ("B", "A")])
        result = evaluate(paper.agreement(response, paper.line()), facts, paper.at(AS_OF))
        assert [(row["item"], row["level"]) for row in result.outcomes] == [
            ("B", "silver"), ("B", "gold"), ("A", "silver"), ("A", "gold"),
        ]  # fmt: skip

    def test_as_of_may_be_microseconds(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW}])
        one, other = (evaluate(paper.agreement(), facts, as_of) for as_of in (paper.at(AS_OF), paper.us(AS_OF)))
        assert one == other

    @pytest.mark.parametrize(
        "as_of",
        [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), 1_772_000_000_000_000_000, 1 << 70],
    )
    def test_a_moment_in_no_year_that_is_reckoned_is_refused(self, paper, as_of) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00"}])
        with pytest.raises(UsageError, match=r"as_of: .* lies outside the years"):
            evaluate(paper.agreement(), facts, as_of)

    @pytest.mark.parametrize("as_of", [True, 1.5, "2026-03-01"])
    def test_anything_else_is_refused(self, paper, as_of) -> None:
        with pytest.raises(UsageError):
            evaluate(paper.agreement(), paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00"}]), as_of)

    def test_a_naive_moment_is_refused(self, paper) -> None:
        with pytest.raises(NaiveDatetimeError):
            evaluate(paper.agreement(), paper.facts([]), datetime(2026, 3, 1))  # noqa: DTZ001

    def test_progress_is_told_line_by_line(self, paper) -> None:
        told = []
        evaluate(paper.agreement(), paper.facts([]), 0, progress=lambda *step: told.append(step))
        assert told == [("evaluate", 0, 1), ("evaluate", 1, 1)]

    def test_no_item_at_all_gives_empty_tables(self, paper) -> None:
        result = evaluate(paper.agreement(), paper.facts([]), paper.at(AS_OF))
        assert (len(result.outcomes), len(result.items)) == (0, 0)
        assert {row["verdict"] for row in result.attainment("2026-02")} == {"no-volume"}

    def test_an_agreement_without_promises_has_no_outcomes(self, paper) -> None:
        agreement = attrs.evolve(paper.agreement(), lines=())
        result = evaluate(agreement, paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00"}]), paper.at(AS_OF))
        assert (len(result.outcomes), scopes(result)) == (0, {"T-1": "no-target"})


class TestDoubts:
    """A row that contradicts itself makes its item undetermined; it is counted and listed with its row."""

    def evaluated(self, paper):
        facts = paper.facts(
            [
                {"id": "early", "opened_at": "2026-02-03 10:00", **NEW},
                {"id": "strange-event", "opened_at": "2026-02-03 10:00", **NEW},
                {"id": "strange-item", "opened_at": "2026-02-03 10:00", "status": "new", "priority": "P9"},
                {"id": "twice", "opened_at": "2026-02-03 10:00", **NEW},
                {"id": "fine", "opened_at": "2026-02-03 10:00", **NEW},
            ],
            [
                ("early", "2026-02-03 09:59", "status", "active"),
                ("early", "2026-02-03 11:00", "status", "closed"),
                ("strange-event", "2026-02-03 11:00", "status", "on fire"),
                ("strange-event", "2026-02-03 12:00", "status", "closed"),
                ("fine", "2026-02-03 11:00", "status", "closed"),
            ],
            doubt=[0, 0, 0, 1, 0],
            doubts=("", "duplicate-id"),
        )
        return evaluate(paper.agreement(), facts, paper.at(AS_OF))

    def test_each_doubtful_item_is_undetermined_with_its_reason(self, paper) -> None:
        found = {
            key: (row["verdict"], row["reason"], row["lived_verdict"])
            for key, row in rows(self.evaluated(paper)).items()
        }
        assert found == {
            ("early", "p2"): ("met", None, "met"),  # set aside: clocks.md rule 3
            ("strange-event", "p2"): ("undetermined", "unknown-value", "undetermined"),
            ("strange-item", "p1"): ("undetermined", "unknown-value", "undetermined"),
            ("strange-item", "p2"): ("undetermined", "unknown-value", "undetermined"),
            ("twice", "p2"): ("undetermined", "duplicate-id", "undetermined"),
            ("fine", "p2"): ("met", None, "met"),
        }

    def test_what_is_due_is_reported_all_the_same_and_what_was_used_is_not(self, paper) -> None:
        row = rows(self.evaluated(paper))["twice", "p2"]
        assert (row["due"], row["used"], row["paused"], row["wall"]) == (paper.at("2026-02-04 10:00"), None, None, None)

    def test_each_is_listed_with_file_and_row(self, paper) -> None:
        listed = [(p.code, p.file, p.line, p.fatal) for p in self.evaluated(paper).problems]
        assert listed == [
            ("event-before-opening", "events.csv", 2, False),
            ("unknown-value", "events.csv", 4, False),
            ("unknown-value", "items.csv", 4, False),
        ]

    def test_the_hint_names_the_known_values(self, paper) -> None:
        said = [str(p) for p in self.evaluated(paper).problems]
        assert any("status is on fire" in text and "known: active, closed, new, waiting" in text for text in said)

    def test_they_are_counted(self, paper) -> None:
        counts = self.evaluated(paper).counts
        assert (counts["event-before-opening"], counts["unknown-value"]) == (1, 2)

    def test_a_value_after_the_moment_of_judging_does_not_make_an_item_doubtful(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW}], [("T-1", "2026-03-05 10:00", "status", "on fire")]
        )
        result = evaluate(paper.agreement(), facts, paper.at(AS_OF))
        assert (result.problems, result.counts["events-after-as-of"]) == ((), 1)

    def test_a_stop_before_the_start_is_listed_once_whatever_the_number_of_lines(self, paper) -> None:
        line = paper.line(stopping=AtField("closed_at"))
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", "closed_at": "2026-02-02 10:00", **NEW}],
        )
        result = evaluate(
            paper.agreement(line, paper.line(stopping=AtField("closed_at"), pauses=())), facts, paper.at(AS_OF)
        )
        assert [(p.code, p.line) for p in result.problems] == [("stop-before-start", 2)]
        assert result.counts["stop-before-start"] == 1
        assert {row["verdict"] for row in result.outcomes} == {"undetermined"}

    def test_yes_no_fields_know_two_words(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "restored": "maybe", **NEW}])
        result = evaluate(paper.agreement(fields={"restored": "yes-no"}), facts, paper.at(AS_OF))
        assert [p.code for p in result.problems] == ["unknown-value"]


class TestUnknownValues:
    """A value that nobody agreed is no value: what it would decide is open, and the item is undetermined."""

    def judged(self, paper, **ticket):
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "service": "mail", **NEW, **ticket}])
        return evaluate(paper.agreement(services=("mail",)), facts, paper.at(AS_OF))

    def test_a_mistyped_priority_makes_each_target_undetermined_in_scope(self, paper) -> None:
        # P9 may be P1 or P2: the typo must not leave the item out of the attainment.
        result = self.judged(paper, priority="P9")
        found = {key: (row["verdict"], row["reason"], row["scope"]) for key, row in rows(result).items()}
        assert found == dict.fromkeys([("T-1", "p1"), ("T-1", "p2")], ("undetermined", "unknown-value", "in"))
        assert result.attainment("2026-02").array("undetermined").tolist() == [1, 1]
        assert result.attainment("2026-02", by="level").array("undetermined").tolist() == [1]
        assert [(p.code, p.line) for p in result.problems] == [("unknown-value", 2)]

    def test_an_agreed_value_without_a_target_stays_without_one(self, paper) -> None:
        assert scopes(self.judged(paper, priority="P3")) == {"T-1": "no-target"}

    def test_a_mistyped_priority_in_an_event_is_no_change_to_no_target(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW}], [("T-1", "2026-02-03 11:00", "priority", "P9")]
        )
        result = evaluate(paper.agreement(), facts, paper.at(AS_OF))
        assert {(row["target"], row["verdict"], row["reason"]) for row in result.outcomes} == {
            ("SLA/4.2 p2", "undetermined", "unknown-value")
        }

    def test_a_mistyped_item_stays_in_the_scope_that_it_has(self, paper) -> None:
        assert scopes(self.judged(paper, priority="P9", service="pigeons")) == {"T-1": "no-service"}

    def test_a_service_outside_its_own_list_is_one_that_nobody_agreed(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "service": "pigeons", **NEW}])
        fields = {"priority": ("P1", "P2", "P3"), "service": ("mail",)}
        result = evaluate(paper.agreement(services=("mail",), fields=fields), facts, paper.at(AS_OF))
        assert scopes(result) == {"T-1": "no-service"}

    def test_any_text_will_do_in_a_field_of_text(self, paper) -> None:
        assert self.judged(paper, note="P9").problems == ()


class TestMadeEvents:
    """Events that were read from an item's own columns are told as the item's, with its row."""

    def evaluated(self, paper, made):
        facts = paper.facts(
            [
                {"id": "T-0", "opened_at": "2026-02-03 10:00", **NEW},
                {"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW},
            ],
            [("T-1", "2026-02-02 10:00", "status", "closed")],
        )
        events = attrs.evolve(facts.events, made=np.array([made]))
        return evaluate(paper.agreement(), attrs.evolve(facts, events=events), paper.at(AS_OF))

    def test_solved_before_created_is_a_stop_before_the_start_of_the_items_row(self, paper) -> None:
        result = self.evaluated(paper, made=True)
        assert [(p.code, p.file, p.line) for p in result.problems] == [("stop-before-start", "items.csv", 3)]
        assert "item T-1 changes before it opens" in str(result.problems[0])
        assert (rows(result)["T-1", "p2"]["verdict"], rows(result)["T-1", "p2"]["reason"]) == (
            "undetermined",
            "stop-before-start",
        )
        assert result.counts["stop-before-start"] == 1
        assert "event-before-opening" not in result.counts

    def test_a_row_of_the_log_is_an_event_before_the_opening(self, paper) -> None:
        result = self.evaluated(paper, made=False)
        assert [(p.code, p.file, p.line) for p in result.problems] == [("event-before-opening", "events.csv", 2)]
        assert "opening of its item T-1" in str(result.problems[0])

    def test_a_reason_stands_once_in_the_list_of_reasons(self, paper) -> None:
        words = self.evaluated(paper, made=True).outcomes.words("reason").categories
        assert len(set(words)) == len(words)


class TestUndetermined:
    """Whatever in scope cannot be judged for want of a fact is listed with its row, once for each reason."""

    def listed(self, result):
        return [(p.code, p.file, p.line, p.fatal) for p in result.problems]

    def test_a_missing_opening_and_a_missing_priority_are_listed(self, paper) -> None:
        facts = paper.facts(
            [
                {"id": "fine", "opened_at": "2026-02-03 10:00", **NEW},
                {"id": "no-start", "opened_at": None, **NEW},
                {"id": "no-priority", "opened_at": "2026-02-03 10:00", "status": "new", "priority": None},
            ]
        )
        result = evaluate(paper.agreement(), facts, paper.at(AS_OF))
        assert self.listed(result) == [("undetermined", "items.csv", 3, False), ("undetermined", "items.csv", 4, False)]
        assert "item no-start cannot be judged: nothing says when its clock started" in str(result.problems[0])
        assert "a field that decides which target applies" in str(result.problems[1])

    def test_a_state_that_is_lost_is_listed_once_for_two_lines(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW}], [("T-1", "2026-02-03 11:00", "status", None)]
        )
        result = evaluate(paper.agreement(paper.line(), paper.line(pauses=())), facts, paper.at(AS_OF))
        assert self.listed(result) == [("undetermined", "items.csv", 2, False)]
        assert len(result.outcomes) == 2

    def test_a_deadline_that_is_missing_is_listed(self, paper) -> None:
        line = paper.line(paper.target("P2", 0, within=Moment("promised_at")))
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "promised_at": None, **NEW}])
        result = evaluate(paper.agreement(line), facts, paper.at(AS_OF))
        assert self.listed(result) == [("undetermined", "items.csv", 2, False)]
        assert "the instant by which it is due is missing" in str(result.problems[0])

    def test_doubtful_items_and_work_outside_the_agreement_are_not_listed_again(self, paper) -> None:
        facts = paper.facts(
            [
                {"id": "twice", "opened_at": None, "service": "mail", **NEW},
                {"id": "T-2", "opened_at": None, "service": "fax", **NEW},
            ],
            doubt=[1, 0],
            doubts=("", "duplicate-id"),
        )
        assert evaluate(paper.agreement(services=("mail",)), facts, paper.at(AS_OF)).problems == ()

    def test_a_thousand_are_listed_and_the_rest_is_counted(self, paper) -> None:
        facts = paper.facts([{"id": f"T-{n}", "opened_at": None, **NEW} for n in range(1003)])
        problems = evaluate(paper.agreement(), facts, paper.at(AS_OF)).problems
        assert len(problems) == 1001
        assert "and 3 more rows" in str(problems[-1])


class TestCounts:
    """Each thing is counted under one word, and the parts add up to the whole."""

    def test_the_scopes_of_items_add_up_to_the_items(self, paper) -> None:
        # One in scope, one with a priority that has no target, one on a strange service, one before the term, one later.
        facts = paper.facts(
            [
                {"id": "in", "opened_at": "2026-02-03 10:00", "service": "mail", **NEW},
                {"id": "P3", "opened_at": "2026-02-03 10:00", "service": "mail", "priority": "P3", "status": "new"},
                {"id": "fax", "opened_at": "2026-02-03 10:00", "service": "fax", **NEW},
                {"id": "old", "opened_at": "2025-12-31 10:00", "service": "mail", **NEW},
                {"id": "later", "opened_at": "2026-03-02 10:00", "service": "mail", **NEW},
            ]
        )
        term = Term(date(2026, 1, 1), None, paper.clause("1.1"))
        counts = evaluate(paper.agreement(services=("mail",), term=term), facts, paper.at(AS_OF)).counts
        assert {name: many for name, many in counts.items() if name.startswith("items")} == {
            "items": 5, "items-in": 1, "items-grey": 0, "items-out": 0, "items-no-service": 1, "items-before-term": 1,
            "items-after-term": 0, "items-no-target": 1, "items-not-yet-open": 1,
        }  # fmt: skip

    def test_verdicts_add_up_to_the_outcomes(self, paper) -> None:
        facts = paper.facts(
            [{"id": "a", "opened_at": "2026-02-03 10:00", **NEW}, {"id": "b", "opened_at": None, **NEW}],
            [("a", "2026-02-03 11:00", "status", "closed")],
        )
        counts = evaluate(paper.agreement(), facts, paper.at(AS_OF)).counts
        verdicts = ("met", "breached", "excused", "running", "undetermined", "not-applicable")
        assert [counts[name] for name in ("outcomes", *verdicts)] == [2, 1, 0, 0, 0, 1, 0]

    def test_what_happened_later_is_an_event_or_an_instant_of_an_item(self, paper) -> None:
        facts = paper.facts(
            [{"id": "a", "opened_at": "2026-02-03 10:00", **NEW}],
            [(name, f"2026-03-0{day} 00:00", "status", "closed") for day, name in enumerate("aaa", 1)],
        )
        events = attrs.evolve(facts.events, made=np.array([False, False, True]))
        counts = evaluate(paper.agreement(), attrs.evolve(facts, events=events), paper.at(AS_OF)).counts
        # 1 March 00:00 is the moment of judging itself; then one row of the log and one column of the item.
        assert (counts["events"], counts["made-events"]) == (2, 1)
        assert (counts["events-after-as-of"], counts["instants-after-as-of"]) == (1, 1)


class TestScope:
    """Only work that was agreed counts; the rest is judged, marked, and left out of every figure."""

    GREY = ScopeRule("private", None, Is("category", ("phone",)), "grey")
    REST = ScopeRule("rest", None, EVERYTHING, "in")

    def evaluated(self, paper, *rules, **more):
        facts = paper.facts(
            [
                {"id": "agreed", "opened_at": "2026-02-03 10:00", "service": "mail", "category": "box", **NEW},
                {"id": "phone", "opened_at": "2026-02-03 10:00", "service": "mobile", "category": "phone", **NEW},
                {"id": "unagreed", "opened_at": "2026-02-03 10:00", "service": "reporting", "category": "box", **NEW},
                {"id": "later", "opened_at": "2026-03-02 10:00", "service": "mail", "category": "box", **NEW},
                {
                    "id": "P3",
                    "opened_at": "2026-02-03 10:00",
                    "service": "mail",
                    "category": "box",
                    "priority": "P3",
                    "status": "new",
                },
            ]
        )
        return evaluate(paper.agreement(scope=rules, services=("mail",), **more), facts, paper.at(AS_OF))

    def test_the_first_rule_that_speaks_decides_and_the_rest_yields_to_services(self, paper) -> None:
        result = self.evaluated(paper, self.GREY, self.REST)
        assert scopes(result) == {
            "agreed": "in", "phone": "grey", "unagreed": "no-service", "later": "not-yet-open", "P3": "no-target",
        }  # fmt: skip
        assert {row["id"]: row["rule"] for row in result.items}["phone"] == "private"

    def test_a_rest_that_is_grey_keeps_agreed_services_in_by_its_own_rule(self, paper) -> None:
        rest = ScopeRule("rest", None, EVERYTHING, "grey")
        mail = ScopeRule("ours", None, Is("service", ("mail",)), "in")
        found = scopes(self.evaluated(paper, mail, rest))
        assert (found["agreed"], found["phone"], found["unagreed"]) == ("in", "no-service", "no-service")

    def test_a_rule_that_is_unknown_does_not_speak(self, paper) -> None:
        rule = ScopeRule("not ours", None, Not(Is("missing-field", ("x",))), "out")
        assert scopes(self.evaluated(paper, rule))["agreed"] == "in"

    def test_grey_work_is_judged_and_does_not_count(self, paper) -> None:
        result = self.evaluated(paper, self.GREY, self.REST)
        assert (rows(result)["phone", "p2"]["verdict"], rows(result)["phone", "p2"]["scope"]) == ("breached", "grey")
        assert sum(result.attainment("2026-02").array("breached")) == 1

    @pytest.mark.parametrize(
        ("opened", "scope"),
        [
            ("2026-01-31 23:59", "before-term"),
            ("2026-02-01 00:00", "in"),
            ("2026-02-28 23:59", "in"),
            ("2026-03-01 00:00", "after-term"),
        ],
    )
    def test_the_term_has_its_first_date_and_not_its_end(self, paper, opened, scope) -> None:
        term = Term(date(2026, 2, 1), date(2026, 3, 1), paper.clause("1.1"))
        facts = paper.facts([{"id": "T-1", "opened_at": opened, **NEW}])
        assert scopes(evaluate(paper.agreement(term=term), facts, paper.at("2026-04-01 00:00"))) == {"T-1": scope}

    def test_an_item_opened_later_is_counted_and_has_no_outcome(self, paper) -> None:
        result = self.evaluated(paper)
        assert result.counts["items-not-yet-open"] == 1
        assert not [row for row in result.outcomes if row["item"] == "later"]


class TestAssumptions:
    """What the facts left open is said with what was taken."""

    def said(self, result):
        return {assumption.convention: assumption.says for assumption in result.assumptions}

    def test_a_priority_that_came_later_is_an_assumption_with_its_count(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", "priority": None, "status": "new"}],
            [("T-1", "2026-02-03 11:00", "priority", "P1")],
        )
        assert (
            "1 item had no priority"
            in self.said(evaluate(paper.agreement(), facts, paper.at(AS_OF)))["not-yet-classified"]
        )

    def test_a_state_that_was_not_recorded_runs(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", "priority": "P2"}],
            [("T-1", "2026-02-03 11:00", "status", "closed")],
        )
        assert "of 1 item no state" in self.said(evaluate(paper.agreement(), facts, paper.at(AS_OF)))["no-state-yet"]

    def test_a_result_without_history_is_read_as_at_the_stop(self, paper) -> None:
        line = paper.line(paper.target("P2", 8, also=Is("restored", ("yes",))))
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "restored": "yes", **NEW}])
        assert (
            "restored" in self.said(evaluate(paper.agreement(line), facts, paper.at(AS_OF)))["result-without-history"]
        )

    def test_a_pause_over_a_moment_is_said_not_to_move_it(self, paper) -> None:
        line = paper.line(paper.target("P2", 0, within=CalendarDays(3)))
        found = self.said(evaluate(paper.agreement(line), paper.facts([]), paper.at(AS_OF)))
        assert "SLA/4.6 does not move" in found["pause-of-a-moment"]
        assert "SLA/4.2 p2" in found["pause-of-a-moment"]


class TestToDict:
    """The evaluation as data for JSON, with its version."""

    def test_it_goes_through_json_and_comes_back_the_same(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW}], [("T-1", "2026-02-03 15:00", "status", "closed")]
        )
        data = evaluate(paper.agreement(), facts, paper.at(AS_OF)).to_dict()
        assert json.loads(json.dumps(data)) == data
        assert (data["document"], data["version"], data["agreement"]) == ("evaluation", 1, "C-1")
        assert data["as_of"] == "2026-02-28T23:00:00+00:00"
        assert data["outcomes"]["verdict"] == ["met"]
        assert data["outcomes"]["due"] == ["2026-02-04T09:00:00+00:00"]
        assert data["outcomes"]["used"] == [5 * 3_600_000_000]

    def test_problems_and_assumptions_are_in_it(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "status": "new", "priority": "P9"}])
        data = evaluate(paper.agreement(), facts, paper.at(AS_OF)).to_dict()
        assert data["problems"][0]["code"] == "unknown-value"
        assert data["counts"]["unknown-value"] == 1


class TestColumns:
    """Tables go out to frames as any table does."""

    def test_outcomes_hold_arrays_of_instants_and_spans(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", **NEW}])
        outcomes = evaluate(paper.agreement(), facts, paper.at(AS_OF)).outcomes
        assert outcomes.array("due").dtype == np.dtype("datetime64[us]")
        assert outcomes.array("used").dtype == np.dtype("timedelta64[us]")
        assert outcomes.array("item_row").tolist() == [0]
