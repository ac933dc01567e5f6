"""Whose time it was: each paused or relieved instant belongs to the cause that began first, what ran to the service.

Worked by hand on the office calendar: Monday to Friday 09:00 to 17:00; Tuesday is 17 February 2026, and Wednesday the
18th is a closed date.
"""

from __future__ import annotations

from datetime import timedelta

import attrs
import numpy as np
import pytest

from contractkit.evaluation import evaluate
from contractkit.evaluation.areas import COLUMNS
from contractkit.facts import Coded, Instants, Table
from contractkit.quantities.spans import BusinessDays, CalendarDays
from contractkit.terms.conditions import Is
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.targets import Pause, WhenState

HOUR = timedelta(hours=1)
TICKET = {"id": "T-1", "opened_at": "2026-02-17 09:00", "status": "new", "priority": "P2", "note": "none"}


@pytest.fixture
def pauses(paper):
    """Waiting for the customer is others' time; waiting for parts is nobody's by the text."""
    return (
        Pause(paper.clause("4.6"), Is("status", ("waiting",)), "others"),
        Pause(paper.clause("4.7"), Is("note", ("parts",))),
    )


@pytest.fixture
def reliefs(paper):
    return (
        Relief(paper.clause("5.1"), None, ("vendor",), area="solution"),
        Relief(paper.clause("5.2"), None, ("bad-data",), area="data"),
        Relief(paper.clause("5.3"), None, ("strike",)),
        Relief(paper.clause("5.4"), None, ("flood",), takes_out="whole-item", area="others"),
    )


@pytest.fixture
def judged(paper, pauses, reliefs):
    def judge(events=(), relief=(), target=None, tickets=(TICKET,), as_of="2026-02-17 17:00", **more):
        facts = paper.facts(tickets, [("T-1", *event) for event in events])
        table = Table(
            {
                "item": np.zeros(len(relief), np.int32),
                "begin": Instants([paper.us(one[0]) for one in relief]),
                "end": Instants([paper.us(one[1]) for one in relief]),
                "cause": Coded.from_words([one[2] for one in relief]),
                "row": np.arange(1, len(relief) + 1),
            }
        )
        line = paper.line(target or paper.target("P2", 8), pauses=pauses, relief=reliefs, **more)
        return evaluate(paper.agreement(line), attrs.evolve(facts, relief=table), paper.at(as_of))

    return judge


def hours(result, row=0):
    """Return the areas that have time, in hours."""
    (values,) = [result.areas().to_records()[row]]
    return {name: values[name] / HOUR for name in COLUMNS if values[name]}


class TestAreas:
    def test_what_runs_is_the_services_time_and_nothing_else_is_there(self, judged) -> None:
        row = judged().areas().to_records()[0]
        assert {name: row[name] for name in COLUMNS} == {
            "service": 8 * HOUR,
            "solution": 0 * HOUR,
            "data": 0 * HOUR,
            "others": 0 * HOUR,
            "unassigned": 0 * HOUR,
        }
        assert (row["item"], row["target"], row["cycle"]) == ("T-1", "SLA/4.2 p2", 1)

    def test_a_pause_belongs_to_the_area_of_its_clause(self, judged) -> None:
        found = judged([("2026-02-17 10:00", "status", "waiting"), ("2026-02-17 13:00", "status", "active")])
        assert hours(found) == {"service": 5, "others": 3}

    def test_a_pause_without_an_area_is_unassigned(self, judged) -> None:
        assert hours(judged([("2026-02-17 15:00", "note", "parts")])) == {"service": 6, "unassigned": 2}

    def test_relief_belongs_to_the_area_of_the_clause_that_grants_it(self, judged) -> None:
        relief = [
            ("2026-02-17 10:00", "2026-02-17 11:00", "vendor"),
            ("2026-02-17 12:00", "2026-02-17 14:00", "bad-data"),
            ("2026-02-17 16:30", "2026-02-17 16:45", "strike"),
        ]
        expected = {"service": 4.75, "solution": 1, "data": 2, "unassigned": 0.25}
        assert hours(judged(relief=relief)) == expected

    def test_an_overlap_belongs_to_the_cause_that_began_first(self, judged) -> None:
        # The customer is waited for from 10 to 14; the vendor is out from 12 to 16: 14 to 16 alone is the solution's.
        waits = [("2026-02-17 10:00", "status", "waiting"), ("2026-02-17 14:00", "status", "active")]
        found = judged(waits, [("2026-02-17 12:00", "2026-02-17 16:00", "vendor")])
        assert hours(found) == {"service": 2, "others": 4, "solution": 2}

    def test_relief_that_began_first_owns_the_pause_inside_it(self, judged) -> None:
        # 09:30 to 15 is the vendor's, the pause lasts one hour longer.
        waits = [("2026-02-17 10:00", "status", "waiting"), ("2026-02-17 16:00", "status", "active")]
        found = judged(waits, [("2026-02-17 09:30", "2026-02-17 15:00", "vendor")])
        assert hours(found) == {"service": 1.5, "solution": 5.5, "others": 1}

    def test_of_two_reliefs_the_one_that_began_first_owns_it_though_it_began_before_the_clock(self, judged) -> None:
        # Bad data since the evening before, until 11; the vendor from 08:00 to 13:00.
        relief = [
            ("2026-02-17 08:00", "2026-02-17 13:00", "vendor"),
            ("2026-02-16 20:00", "2026-02-17 11:00", "bad-data"),
        ]
        assert hours(judged(relief=relief)) == {"service": 4, "data": 2, "solution": 2}

    def test_a_short_relief_inside_a_long_one_owns_nothing_and_one_after_it_does(self, judged) -> None:
        relief = [
            ("2026-02-17 09:00", "2026-02-17 15:00", "vendor"),
            ("2026-02-17 10:00", "2026-02-17 11:00", "bad-data"),
            ("2026-02-17 12:00", "2026-02-17 16:00", "strike"),
        ]
        assert hours(judged(relief=relief)) == {"service": 1, "solution": 6, "unassigned": 1}

    def test_causes_of_one_instant_go_by_pauses_first_and_then_by_the_page(self, judged) -> None:
        both = [("2026-02-17 10:00", "2026-02-17 12:00", cause) for cause in ("bad-data", "vendor")]
        assert hours(judged(relief=both)) == {"service": 6, "solution": 2}
        waits = [("2026-02-17 10:00", "status", "waiting"), ("2026-02-17 12:00", "status", "active")]
        assert hours(judged(waits, both)) == {"service": 6, "others": 2}

    def test_of_two_pauses_the_one_whose_condition_came_to_hold_first_owns_the_overlap(self, judged) -> None:
        # Parts from 10 to 14, the customer from 12 to 16.
        events = [
            ("2026-02-17 10:00", "note", "parts"),
            ("2026-02-17 12:00", "status", "waiting"),
            ("2026-02-17 14:00", "note", "there"),
            ("2026-02-17 16:00", "status", "active"),
        ]
        assert hours(judged(events)) == {"service": 2, "unassigned": 4, "others": 2}

    def test_time_is_that_of_the_targets_own_calendar(self, judged) -> None:
        # Waiting from Tuesday 16:00 over the closed Wednesday to Thursday 10:00 takes one hour each day.
        waits = [("2026-02-17 16:00", "status", "waiting"), ("2026-02-19 10:00", "status", "active")]
        assert hours(judged(waits, as_of="2026-02-19 11:00")) == {"service": 8, "others": 2}

    def test_business_days_are_counted_in_days(self, paper, judged) -> None:
        # Opened on Tuesday: marks on Thursday 19, Friday 20 and Monday 23 at 17:00; Friday's lies in the wait.
        target = paper.target("P2", 0, within=BusinessDays(5))
        waits = [("2026-02-20 16:00", "status", "waiting"), ("2026-02-20 18:00", "status", "active")]
        row = judged(waits, target=target, as_of="2026-02-23 18:00").areas().to_records()[0]
        assert (row["service_days"], row["others_days"], row["unassigned_days"]) == (2, 1, 0)
        assert row["service"] is None

    def test_a_mark_at_the_change_to_other_marks_is_the_pauses_that_begins_there(self, paper, pauses, judged) -> None:
        # Friday 17:00 is a mark of P2; in that instant the ticket becomes P1, which counts to 12:00, and is paused.
        # Monday's mark at 12:00 lies in the pause too.
        at_noon = BusinessDays(5, ends=paper.at("2026-01-01 12:00").time())
        targets = (paper.target("P1", 0, within=at_noon), paper.target("P2", 0, within=BusinessDays(5)))
        facts = paper.facts(
            [TICKET], [("T-1", "2026-02-20 17:00", "priority", "P1"), ("T-1", "2026-02-20 17:00", "status", "waiting")]
        )
        line = paper.line(*targets, pauses=pauses)
        result = evaluate(paper.agreement(line), facts, paper.at("2026-02-23 13:00"))
        row = result.areas().to_records()[0]
        assert (row["service_days"], row["others_days"]) == (1, 2)

    def test_whole_relief_takes_no_time_out(self, judged) -> None:
        found = judged(relief=[("2026-02-17 10:00", "2026-02-17 12:00", "flood")])
        assert found.outcomes.to_records()[0]["verdict"] == "excused"
        assert hours(found) == {"service": 8}

    def test_a_moment_has_no_time(self, paper, judged) -> None:
        target = paper.target("P2", 0, within=CalendarDays(2))
        row = judged([("2026-02-17 10:00", "status", "waiting")], target=target).areas().to_records()[0]
        assert {row[name] for name in COLUMNS} == {None}

    def test_each_cycle_has_its_own_time(self, judged) -> None:
        # Closed at 11, open again from 12: the wait from 10 to 11 is of the first cycle, that from 14 to 15 of the second.
        events = [
            ("2026-02-17 10:00", "status", "waiting"),
            ("2026-02-17 11:00", "status", "closed"),
            ("2026-02-17 12:00", "status", "active"),
            ("2026-02-17 14:00", "status", "waiting"),
            ("2026-02-17 15:00", "status", "active"),
        ]
        found = judged(events, on_reopen="new-cycle")
        assert [hours(found, 0), hours(found, 1)] == [{"service": 1, "others": 1}, {"service": 4, "others": 1}]

    def test_a_pause_that_goes_on_in_a_stop_that_does_not_count_keeps_its_area(self, paper, judged) -> None:
        # Waiting from 10; closed at 12 and "new" at 14, both of which stop, and the last counts: a pause until 14.
        events = [
            ("2026-02-17 10:00", "status", "waiting"),
            ("2026-02-17 12:00", "status", "closed"),
            ("2026-02-17 14:00", "status", "new"),
        ]
        stop = WhenState(Is("status", ("closed", "new")))
        found = judged(events, tickets=[{**TICKET, "status": "active"}], stops="last", stopping=stop)
        assert hours(found) == {"service": 1, "others": 4}

    def test_it_keeps_the_order_of_outcomes_of_many_items(self, paper, pauses) -> None:
        tickets = [{**TICKET, "id": f"T-{number}"} for number in range(4)]
        events = [
            ("T-2", "2026-02-17 10:00", "status", "waiting"),
            ("T-2", "2026-02-17 11:00", "status", "active"),
            ("T-0", "2026-02-17 12:00", "note", "parts"),
        ]
        result = evaluate(
            paper.agreement(paper.line(paper.target("P2", 8), pauses=pauses)),
            paper.facts(tickets, events),
            paper.at("2026-02-17 17:00"),
        )
        expected = [
            {"service": 3, "unassigned": 5},
            {"service": 8},
            {"service": 7, "others": 1},
            {"service": 8},
        ]
        assert [hours(result, row) for row in range(4)] == expected
