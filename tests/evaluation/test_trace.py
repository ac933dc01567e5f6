"""A trace says of every stretch what counted, and of every gap why not; its parts add up to the outcome."""

from __future__ import annotations

import json
from datetime import time, timedelta

import pytest

from contractkit.errors import UsageError
from contractkit.evaluation import evaluate
from contractkit.quantities.spans import BusinessDays, CalendarDays

TICKET = {"id": "T-1", "status": "new", "priority": "P2"}


def traced(paper, events, target="SLA/4.2 p2", line=None, opened="2026-02-17 16:00", as_of="2026-03-01 00:00"):
    facts = paper.facts([{**TICKET, "opened_at": opened}], [("T-1", *event) for event in events])
    return evaluate(paper.agreement(line or paper.line()), facts, paper.at(as_of)).trace("T-1", target)


def told(paper, trace):
    return [
        (
            piece.start.astimezone(paper.at("2026-01-01 00:00").tzinfo).strftime("%d %H:%M"),
            piece.did,
            piece.why,
            piece.counted,
        )
        for piece in trace.pieces
    ]


class TestTrace:
    """Tuesday 17 February 16:00; Wednesday the 18th is a closed date."""

    def test_it_is_shown_on_one_line(self, paper) -> None:
        trace = traced(paper, [("2026-02-17 16:30", "status", "closed")])
        assert repr(trace) == "<Trace of T-1 under SLA/4.2 p2: met, 2 pieces>"  # half an hour, and the stop

    def test_every_gap_has_its_cause(self, paper) -> None:
        trace = traced(
            paper,
            [
                ("2026-02-19 10:00", "status", "waiting"),
                ("2026-02-19 13:00", "status", "active"),
                ("2026-02-19 14:00", "status", "closed"),
            ],
        )
        hours = timedelta(hours=1)
        assert told(paper, trace) == [
            ("17 16:00", "counted", "open", hours),
            ("17 17:00", "closed", "outside hours", 0 * hours),
            ("18 00:00", "closed", "closed date", 0 * hours),
            ("19 00:00", "closed", "outside hours", 0 * hours),
            ("19 09:00", "counted", "open", hours),
            ("19 10:00", "paused", "status is waiting", None),
            ("19 13:00", "counted", "open", hours),
            ("19 14:00", "stopped", "stopped", None),
        ]

    def test_a_pause_cites_its_clause_and_time_that_counts_cites_the_limits(self, paper) -> None:
        trace = traced(paper, [("2026-02-17 16:30", "status", "waiting")])
        assert [str(piece.clause) for piece in trace.pieces] == ["SLA/4.2 p2", "SLA/4.6"]

    def test_what_counted_adds_up_to_what_was_used(self, paper) -> None:
        trace = traced(
            paper,
            [
                ("2026-02-17 16:20", "status", "closed"),
                ("2026-02-19 11:00", "status", "waiting"),
                ("2026-02-20 10:00", "status", "active"),
                ("2026-02-23 09:15", "status", "closed"),
            ],
        )
        counted = sum((piece.counted for piece in trace.pieces if piece.counted is not None), timedelta(0))
        assert counted == trace.outcome["used"] == timedelta(hours=7, minutes=35)

    def test_pieces_follow_each_other_without_gaps(self, paper) -> None:
        trace = traced(paper, [("2026-02-19 10:00", "status", "closed"), ("2026-02-20 10:00", "status", "active")])
        ends = [piece.end for piece in trace.pieces]
        assert [piece.start for piece in trace.pieces[1:]] == ends[:-1]
        assert (trace.pieces[0].start, ends[-1]) == (paper.at("2026-02-17 16:00"), paper.at("2026-03-01 00:00"))
        assert "stopped until it was reopened" in [piece.why for piece in trace.pieces]

    def test_business_days_tell_their_marks_and_the_effective_start(self, paper) -> None:
        # The cut-off makes it Thursday 09:00: marks on Friday and Monday 17:00.
        line = paper.line(paper.target("P2", 0, within=BusinessDays(2, cut_off=time(15))))
        trace = traced(paper, [("2026-02-23 18:00", "status", "closed")], line=line)
        assert trace.effective_start == paper.at("2026-02-19 09:00")
        assert trace.outcome["due"] == paper.at("2026-02-23 17:00")
        assert sum(piece.days or 0 for piece in trace.pieces) == trace.outcome["used_days"] == 2

    def test_a_moment_uses_nothing_up(self, paper) -> None:
        line = paper.line(paper.target("P2", 0, within=CalendarDays(2)))
        trace = traced(paper, [], line=line)
        assert {(piece.did, piece.counted, piece.days) for piece in trace.pieces} == {("counted", None, None)}

    def test_a_stretch_without_a_target_is_told(self, paper) -> None:
        trace = traced(paper, [("2026-02-17 16:30", "priority", "P3"), ("2026-02-19 12:00", "priority", "P2")])
        assert ("17 16:30", "no-target", "no target applies", None) in told(paper, trace)

    def test_the_formula_names_start_limit_calendar_and_clause(self, paper) -> None:
        assert traced(paper, []).formula == "opened_at + 8 hours on office (SLA/4.2 p2)"
        assert "+ pauses" in traced(paper, [("2026-02-17 16:30", "status", "waiting")]).formula

    def test_a_target_may_be_named(self, paper) -> None:
        assert traced(paper, [], target="resolution-p2").target.id == "SLA/4.2 p2"

    @pytest.mark.parametrize("called", ["4.2", "SLA/4.2", "p2", "SLA/4.2 p2", "resolution-p2"])
    def test_a_target_may_be_called_by_its_clause_or_row_where_one_of_them_applied(self, paper, called) -> None:
        # Clause 4.2 has a row for P1 too, which never applied to this ticket.
        assert traced(paper, [], target=called).target.id == "SLA/4.2 p2"

    def test_a_clause_of_which_two_targets_applied_is_refused_with_both(self, paper) -> None:
        facts = paper.facts([{**TICKET, "opened_at": "2026-02-17 16:00", "priority": None}])
        result = evaluate(paper.agreement(), facts, paper.at("2026-03-01 00:00"))
        with pytest.raises(UsageError, match=r"several targets '4\.2': SLA/4\.2 p1, SLA/4\.2 p2"):
            result.trace("T-1", "4.2")
        assert result.trace("T-1", "p1").target.id == "SLA/4.2 p1"

    def test_it_goes_to_json(self, paper) -> None:
        data = traced(paper, [("2026-02-19 10:00", "status", "waiting")]).to_dict()
        assert json.loads(json.dumps(data)) == data
        assert data["pieces"][0]["counted"] == 3_600_000_000

    @pytest.mark.parametrize(("item", "target"), [("T-9", "SLA/4.2 p2"), ("T-1", "SLA/4.2 p1"), ("T-1", "SLA/9")])
    def test_what_is_not_there_is_refused(self, paper, item, target) -> None:
        facts = paper.facts([{**TICKET, "opened_at": "2026-02-17 16:00"}])
        with pytest.raises(UsageError):
            evaluate(paper.agreement(), facts, paper.at("2026-03-01 00:00")).trace(item, target)
