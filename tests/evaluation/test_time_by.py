"""Time by what a field held: who had the item when, how long the requester was waited for. Worked by hand.

The office is open from Monday to Friday 09:00 to 17:00; Tuesday is 17 February 2026, Wednesday the 18th a closed date.
"""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from contractkit.errors import UsageError
from contractkit.evaluation import evaluate
from contractkit.quantities.spans import BusinessDays, CalendarDays
from contractkit.terms.conditions import Is
from contractkit.terms.targets import WhenState

HOUR = timedelta(hours=1)
TICKET = {"id": "T-1", "opened_at": "2026-02-17 09:00", "status": "new", "priority": "P2"}


def told(table):
    """Return rows of value, used, left out and wall, in hours."""
    return [(row["value"], *(row[name] / HOUR for name in ("used", "left_out", "wall"))) for row in table]


@pytest.fixture
def judged(paper):
    def judge(events, line=None, as_of="2026-02-17 17:00", **fields):
        facts = paper.facts([{**TICKET, **fields}], [("T-1", *event) for event in events])
        return evaluate(paper.agreement(line or paper.line(paper.target("P2", 8))), facts, paper.at(as_of))

    return judge


class TestTimeBy:
    def test_it_says_who_held_the_item_when(self, judged) -> None:
        events = [
            ("2026-02-17 10:00", "group", "network"),
            ("2026-02-17 12:00", "group", "desk"),
            ("2026-02-17 13:00", "group", "network"),
            ("2026-02-17 16:00", "status", "closed"),
        ]
        found = judged(events, group="desk").time_by("group")
        assert told(found) == [("desk", 2, 0, 2), ("network", 5, 0, 5)]
        assert {(row["item"], row["target"], row["cycle"]) for row in found} == {("T-1", "SLA/4.2 p2", 1)}

    def test_waiting_and_work_are_told_apart_by_status(self, judged) -> None:
        events = [
            ("2026-02-17 10:00", "status", "active"),
            ("2026-02-17 16:00", "status", "waiting"),
            ("2026-02-19 11:00", "status", "active"),
            ("2026-02-19 12:00", "status", "closed"),
        ]
        # Waiting is 43 hours on the wall, and 1 + 2 hours of the office.
        found = judged(events, as_of="2026-02-19 17:00").time_by("status")
        assert told(found) == [("active", 7, 0, 7), ("new", 1, 0, 1), ("waiting", 0, 3, 43)]

    def test_a_stretch_that_is_solved_counts_on_the_wall_alone(self, judged) -> None:
        events = [
            ("2026-02-17 11:00", "status", "closed"),
            ("2026-02-17 14:00", "status", "active"),
            ("2026-02-17 15:00", "status", "closed"),
        ]
        found = judged(events).time_by("status")
        assert told(found) == [("active", 1, 0, 1), ("closed", 0, 0, 3), ("new", 2, 0, 2)]

    def test_who_holds_it_while_it_is_solved_has_its_time_on_the_wall(self, judged) -> None:
        events = [
            ("2026-02-17 11:00", "status", "closed"),
            ("2026-02-17 12:00", "group", "network"),
            ("2026-02-17 14:00", "status", "active"),
        ]
        found = judged(events, group="desk").time_by("group")
        assert told(found) == [("desk", 2, 0, 3), ("network", 3, 0, 5)]

    def test_what_is_not_known_has_no_value(self, judged) -> None:
        found = judged([("2026-02-17 10:00", "group", "network")], group=None).time_by("group")
        assert told(found) == [(None, 1, 0, 1), ("network", 7, 0, 7)]

    def test_a_column_without_events_holds_throughout(self, judged) -> None:
        assert told(judged([], site="Delft").time_by("site")) == [("Delft", 8, 0, 8)]

    def test_business_days_belong_to_who_holds_the_item_at_the_mark(self, paper, judged) -> None:
        # Marks on Thursday 19, Friday 20 and Monday 23 at 17:00; it goes over on Friday at the mark itself, so that
        # the mark is of who takes it; Thursday's is of the desk.
        line = paper.line(paper.target("P2", 0, within=BusinessDays(5)))
        found = judged([("2026-02-20 17:00", "group", "network")], line, "2026-02-23 18:00", group="desk")
        rows = [(row["value"], row["used_days"], row["left_out_days"], row["used"]) for row in found.time_by("group")]
        assert rows == [("desk", 1, 0, None), ("network", 2, 0, None)]

    def test_a_tick_that_is_reached_at_the_stop_is_of_who_stops_it(self, paper, judged) -> None:
        line = paper.line(paper.target("P2", 0, within=BusinessDays(5)))
        events = [("2026-02-19 17:00", "status", "closed")]
        found = judged(events, line, "2026-02-20 09:00").time_by("status")
        assert [(row["value"], row["used_days"]) for row in found] == [("closed", 1), ("new", 0)]

    def test_a_moment_uses_nothing_up_and_has_its_time_on_the_wall(self, paper, judged) -> None:
        line = paper.line(paper.target("P2", 0, within=CalendarDays(2)))
        (row,) = judged([], line).time_by("status").to_records()
        assert (row["used"], row["left_out"], row["wall"]) == (None, None, 8 * HOUR)

    def test_an_internal_agreement_counts_while_the_team_holds_the_item(self, paper, judged) -> None:
        # Each time the network team takes it a cycle begins, which ends when the team hands it over.
        line = paper.line(
            paper.target("P2", 4),
            starts=WhenState(Is("group", ("network",))),
            stopping=WhenState(Is("group", ("desk", "vendor"))),
            on_reopen="new-cycle",
        )
        events = [
            ("2026-02-17 10:00", "group", "network"),
            ("2026-02-17 11:00", "assignee", "ann"),
            ("2026-02-17 12:00", "group", "vendor"),
            ("2026-02-17 13:00", "group", "network"),
            ("2026-02-17 13:30", "assignee", "bob"),
            ("2026-02-17 16:30", "group", "desk"),
        ]
        found = judged(events, line, group="desk").time_by("assignee")
        rows = [(row["cycle"], row["value"], row["used"] / HOUR) for row in found]
        assert rows == [(1, None, 1), (1, "ann", 1), (2, "ann", 0.5), (2, "bob", 3)]

    def test_one_target_may_be_asked_for(self, paper, judged) -> None:
        events = [("2026-02-17 12:00", "status", "active")]
        quick = attrs.evolve(paper.target("P2", 2), id="SLA/4.9", name="quick")
        lines = (paper.line(paper.target("P2", 8)), paper.line(quick))
        facts = paper.facts([TICKET], [("T-1", *event) for event in events])
        result = evaluate(paper.agreement(*lines), facts, paper.at("2026-02-17 17:00"))
        assert {row["target"] for row in result.time_by("status")} == {"SLA/4.2 p2", "SLA/4.9"}
        assert {row["target"] for row in result.time_by("status", "quick")} == {"SLA/4.9"}
        with pytest.raises(UsageError):
            result.time_by("status", "slow")

    def test_a_field_that_is_not_there_is_refused_with_what_is_near(self, judged) -> None:
        with pytest.raises(UsageError, match=r"no field of words is called 'grup'.*group"):
            judged([("2026-02-17 10:00", "group", "network")]).time_by("grup")

    def test_instants_hold_no_words(self, judged) -> None:
        with pytest.raises(UsageError, match="opened_at"):
            judged([]).time_by("opened_at")
