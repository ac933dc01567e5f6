"""Traces of what is relieved, forgotten, cancelled, retroactive and told in cycles; each piece worked by hand.

Tuesday is 17 February 2026; the office is open from 09:00 to 17:00, and closed on Wednesday the 18th.
"""

from __future__ import annotations

import json
from datetime import timedelta

import attrs
import numpy as np
import pytest

from contractkit.evaluation import evaluate
from contractkit.facts import Coded, Instants, Table
from contractkit.quantities.notation import parse_quota
from contractkit.quantities.spans import BusinessDays, WorkingTime
from contractkit.terms.conditions import Is
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.targets import Happens, Limit

HOUR = timedelta(hours=1)
TICKET = {"id": "T-1", "opened_at": "2026-02-17 09:00", "status": "active", "priority": "P2"}


@pytest.fixture
def traced(paper):
    reliefs = (
        Relief(paper.clause("5.1"), None, ("vendor",), area="solution"),
        Relief(paper.clause("5.4"), None, ("flood",), takes_out="whole-item", area="others"),
        Relief(paper.clause("5.7"), None, ("power",), at_most=parse_quota("1 hour per month")),
    )

    def trace(events, relief=(), as_of="2026-02-17 17:00", targets=(), resets=None, cancels=None, cycle=None, **more):
        facts = paper.facts([TICKET], [("T-1", *event) for event in events])
        table = Table(
            {
                "item": np.zeros(len(relief), np.int32),
                "begin": Instants([paper.us(one[0]) for one in relief]),
                "end": Instants([paper.us(one[1]) for one in relief]),
                "cause": Coded.from_words([one[2] for one in relief]),
                "row": np.arange(1, len(relief) + 1),
            }
        )
        line = paper.line(*targets, relief=reliefs, **more)
        line = attrs.evolve(line, measure=attrs.evolve(line.measure, resets=resets, cancels=cancels))
        result = evaluate(paper.agreement(line), attrs.evolve(facts, relief=table), paper.at(as_of))
        return result.trace("T-1", "4.2", cycle)

    return trace


@pytest.fixture
def told(paper):
    zone = paper.at("2026-01-01 00:00").tzinfo

    def tell(trace):
        rows = ((piece.start.astimezone(zone).strftime("%d %H:%M"), piece.did, piece.why) for piece in trace.pieces)
        return list(rows)

    return tell


class TestCauses:
    def test_relief_is_told_with_its_cause_clause_area_and_what_it_took(self, traced, told) -> None:
        trace = traced([], [("2026-02-17 08:00", "2026-02-17 11:00", "vendor")])
        assert told(trace) == [("17 09:00", "relieved", "vendor"), ("17 11:00", "counted", "open")]
        piece = trace.pieces[0]
        assert (str(piece.clause), piece.left_out, piece.counted) == ("SLA/5.1", 2 * HOUR, None)
        (cause,) = piece.causes
        assert (cause.kind, cause.area, cause.since.hour) == ("relief", "solution", 7)  # 08:00 in Amsterdam

    def test_an_instant_keeps_all_its_causes_and_is_of_the_one_that_began_first(self, traced, told) -> None:
        waits = [("2026-02-17 10:00", "status", "waiting"), ("2026-02-17 14:00", "status", "active")]
        trace = traced(waits, [("2026-02-17 12:00", "2026-02-17 15:00", "vendor")])
        assert told(trace) == [
            ("17 09:00", "counted", "open"),
            ("17 10:00", "paused", "status is waiting"),
            ("17 12:00", "paused", "status is waiting"),
            ("17 14:00", "relieved", "vendor"),
            ("17 15:00", "counted", "open"),
        ]
        assert [[cause.kind for cause in piece.causes] for piece in trace.pieces] == [
            [],
            ["pause"],
            ["pause", "relief"],
            ["relief"],
            [],
        ]
        assert [piece.left_out for piece in trace.pieces] == [None, 2 * HOUR, 2 * HOUR, HOUR, None]
        assert (trace.outcome["paused"], trace.outcome["relieved"]) == (4 * HOUR, 3 * HOUR)

    def test_a_pause_over_a_closed_date_takes_only_what_was_open(self, traced) -> None:
        waits = [("2026-02-17 16:00", "status", "waiting"), ("2026-02-19 10:00", "status", "active")]
        (paused,) = [piece for piece in traced(waits, as_of="2026-02-19 12:00").pieces if piece.did == "paused"]
        assert (paused.left_out, paused.end - paused.start) == (2 * HOUR, 42 * HOUR)

    def test_the_relief_that_takes_an_item_out_is_named(self, traced, told) -> None:
        flood = ("2026-02-17 10:00", "2026-02-17 12:00", "flood")
        at_night = ("2026-02-16 20:00", "2026-02-17 08:00", "flood")
        trace = traced([], [at_night, flood])
        assert told(trace) == [("17 09:00", "counted", "open")]
        assert [(cause.what, str(cause.clause), cause.since.hour) for cause in trace.taken_out_by] == [
            ("flood", "SLA/5.4", 9)
        ]

    def test_relief_that_is_refused_or_cut_is_listed_with_its_clause_and_the_reason(self, paper, traced) -> None:
        # Power may take one hour a month; nobody relieves a strike; all of vendor counts.
        claims = [
            ("2026-02-17 10:00", "2026-02-17 12:00", "power"),
            ("2026-02-17 13:00", "2026-02-17 14:00", "vendor"),
            ("2026-02-17 15:00", "2026-02-17 16:00", "strike"),
        ]
        trace = traced([], claims)
        assert [(one.row, one.cause, str(one.clause), one.counts, one.why) for one in trace.refused] == [
            (1, "power", "SLA/5.7", "in-part", "over-the-quota"),
            (3, "strike", "None", "no", "no-clause"),
        ]
        assert (trace.refused[0].begin, trace.refused[0].end) == (paper.at(claims[0][0]), paper.at(claims[0][1]))
        assert json.loads(json.dumps(trace.to_dict()))["refused"][0]["clause"] == "SLA/5.7"

    def test_ticks_lie_in_the_piece_of_their_mark(self, paper, traced) -> None:
        # Marks at 17:00 on Thursday 19, Friday 20, Monday 23; Friday is waited, Monday is when it is judged.
        waits = [("2026-02-20 16:00", "status", "waiting"), ("2026-02-20 17:30", "status", "active")]
        target = paper.target("P2", 0, within=BusinessDays(5))
        pieces = traced(waits, targets=[target], as_of="2026-02-23 17:00").pieces
        assert [(piece.did, piece.days, piece.left_out_days) for piece in pieces] == [
            ("counted", 1, None),
            ("paused", None, 1),
            ("counted", 1, None),
        ]

    def test_it_goes_to_json_with_its_causes(self, traced) -> None:
        data = traced([], [("2026-02-17 09:00", "2026-02-17 11:00", "vendor")]).to_dict()
        assert json.loads(json.dumps(data)) == data
        assert data["pieces"][0]["causes"] == [
            {
                "kind": "relief",
                "what": "vendor",
                "clause": "SLA/5.1",
                "area": "solution",
                "since": "2026-02-17T08:00:00+00:00",
            }
        ]


class TestForgotten:
    NEW = Is("status", ("new",))

    def test_what_a_reset_forgets_lies_before_the_start(self, traced, told) -> None:
        events = [("2026-02-17 10:00", "status", "new"), ("2026-02-17 12:00", "status", "active")]
        trace = traced(events, resets=self.NEW)
        assert told(trace) == [
            ("17 09:00", "forgotten", "reset later"),
            ("17 10:00", "forgotten", "reset"),
            ("17 12:00", "counted", "open"),
        ]
        assert trace.outcome["used"] == trace.pieces[-1].counted == 5 * HOUR

    def test_of_a_clock_that_is_reset_all_is_forgotten_up_to_now(self, paper, traced, told) -> None:
        trace = traced([("2026-02-17 10:00", "status", "new")], resets=self.NEW)
        assert told(trace) == [("17 09:00", "forgotten", "reset later"), ("17 10:00", "forgotten", "reset")]
        assert trace.pieces[-1].end == paper.at("2026-02-17 17:00")
        assert trace.outcome["started"] is None

    def test_what_lies_before_a_restart_by_a_change_is_forgotten(self, traced, told) -> None:
        trace = traced([("2026-02-17 11:00", "priority", "P1")], on_change="restart")
        assert told(trace) == [("17 09:00", "forgotten", "started anew later"), ("17 11:00", "counted", "open")]
        assert str(trace.pieces[-1].clause) == "SLA/4.2 p1"

    def test_what_lies_before_a_restart_by_reopening_is_forgotten(self, traced, told) -> None:
        events = [("2026-02-17 11:00", "status", "closed"), ("2026-02-17 13:00", "status", "active")]
        trace = traced(events, on_reopen="restart")
        assert told(trace) == [("17 09:00", "forgotten", "started anew later"), ("17 13:00", "counted", "open")]

    def test_under_retroactive_the_last_target_counts_from_the_start(self, traced, told) -> None:
        trace = traced([("2026-02-17 11:00", "priority", "P1")], on_change="retroactive")
        assert told(trace) == [("17 09:00", "counted", "open")]
        assert str(trace.pieces[0].clause) == "SLA/4.2 p1"
        assert trace.pieces[0].counted == 8 * HOUR


class TestEnds:
    def test_a_cancel_ends_the_pieces(self, paper, traced, told) -> None:
        trace = traced([("2026-02-17 12:00", "status", "new")], cancels=Is("status", ("new",)))
        assert told(trace) == [("17 09:00", "counted", "open"), ("17 12:00", "stopped", "cancelled")]
        assert trace.outcome["used"] == 3 * HOUR

    def test_each_cycle_has_its_own_pieces(self, traced, told) -> None:
        events = [
            ("2026-02-17 11:00", "status", "closed"),
            ("2026-02-17 13:00", "status", "waiting"),
            ("2026-02-17 15:00", "status", "active"),
        ]
        first, second = (traced(events, on_reopen="new-cycle", cycle=number) for number in (1, 2))
        assert told(first) == [("17 09:00", "counted", "open"), ("17 11:00", "stopped", "stopped")]
        assert told(second) == [("17 13:00", "paused", "status is waiting"), ("17 15:00", "counted", "open")]

    def test_an_update_ends_its_cycle_and_the_last_stop_is_a_stop(self, paper, traced, told) -> None:
        plain = paper.target("P2", 4)
        every = Limit(WorkingTime.of(hours=2), plain.limit.calendar, "office", plain.clause)
        target = attrs.evolve(plain, limit=None, every=every, again=Happens("comment", ("update",)))
        events = [("2026-02-17 10:00", "comment", "update"), ("2026-02-17 11:30", "status", "closed")]
        first, last = (traced(events, targets=[target], cycle=number) for number in (1, 2))
        assert told(first) == [("17 09:00", "counted", "open"), ("17 10:00", "stopped", "updated")]
        assert told(last) == [("17 10:00", "counted", "open"), ("17 11:30", "stopped", "stopped")]
