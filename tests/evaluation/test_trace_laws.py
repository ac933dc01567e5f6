"""Laws of traces, areas and holders on questions drawn at the edges: every instant once, and all adds up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from contractkit.calendars.instants import to_datetime
from contractkit.errors import NotComputedError
from contractkit.evaluation import Evaluation, Trace, TracedPiece
from contractkit.evaluation.areas import COLUMNS
from contractkit.testing.clocks import Question
from contractkit.testing.clocks.asked import evaluated
from contractkit.testing.clocks.drawing import seeded
from contractkit.testing.clocks.strategies import questions

LAWFUL = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def amount(row: Any, name: str) -> Any:
    """Return an amount in the unit of its limit."""
    days = row[f"{name}_days"]
    return row[name] if days is None else days


def left_out(pieces: Iterable[TracedPiece], nothing: Any) -> Any:
    took = (piece.left_out if piece.left_out_days is None else piece.left_out_days for piece in pieces)
    return sum((one for one in took if one is not None), nothing)


def of_kind(pieces: Iterable[TracedPiece], kind: str) -> list[TracedPiece]:
    return [piece for piece in pieces if any(cause.kind == kind for cause in piece.causes)]


def assert_every_instant_lies_in_one_piece(trace: Trace, row: Any, as_of: Any) -> None:
    pieces = trace.pieces
    assert [piece.end for piece in pieces[:-1]] == [piece.start for piece in pieces[1:]]
    own = [piece for piece in pieces if piece.did != "forgotten"]
    assert list(pieces[len(pieces) - len(own) :]) == own  # what was forgotten lies before the start
    if row["reason"] == "reset":
        assert not own
        assert pieces[-1].end == as_of
    if own:
        assert own[0].start == row["started"]
        assert own[-1].end == (row["stopped"] or as_of) or row["reason"] == "cancelled"


def assert_it_adds_up(trace: Trace, row: Any, areas: Any) -> None:
    pieces, nothing = trace.pieces, 0 * amount(row, "used")
    in_days = row["used_days"] is not None
    counted = (piece.days if in_days else piece.counted for piece in pieces)
    assert sum((one for one in counted if one is not None), nothing) == amount(row, "used")
    assert left_out(of_kind(pieces, "pause"), nothing) == amount(row, "paused")
    assert left_out(of_kind(pieces, "relief"), nothing) == amount(row, "relieved")
    assert left_out(pieces, nothing) + amount(row, "used") == amount(row, "lived_used")
    for name in COLUMNS:
        owned = [piece for piece in pieces if piece.causes and (piece.causes[0].area or "unassigned") == name]
        ran = amount(row, "used") if name == "service" else nothing
        assert left_out(owned, nothing) + ran == amount(areas, name)
    assert (row["verdict"] == "excused") == bool(trace.taken_out_by)


def assert_lawful(result: Evaluation, as_of: Any) -> int:
    """Check every outcome, and return how many were measured."""
    measured = 0
    for row, areas in zip(result.outcomes, result.areas(), strict=True):
        trace = result.trace(row["item"], row["target"], row["cycle"])
        if trace.pieces:
            assert_every_instant_lies_in_one_piece(trace, row, as_of)
        if amount(row, "lived_used") is None:
            assert {amount(areas, name) for name in COLUMNS} == {None}
        elif trace.pieces:
            assert_it_adds_up(trace, row, areas)
            measured += 1
    return measured


def assert_holders_add_up(result: Evaluation, field: str) -> int:
    held = result.time_by(field).to_records()
    checked = 0
    for row in result.outcomes:
        own = [one for one in held if all(one[name] == row[name] for name in ("item", "target", "cycle"))]
        if row["wall"] is None:
            assert not own
            continue
        assert sum((one["wall"] for one in own), timedelta(0)) == row["wall"]
        if amount(row, "lived_used") is None:
            continue
        nothing = 0 * amount(row, "used")
        assert sum((amount(one, "used") for one in own), nothing) == amount(row, "used")
        union = amount(row, "lived_used") - amount(row, "used")
        assert sum((amount(one, "left_out") for one in own), nothing) == union
        checked += 1
    return checked


def judged(question: Question) -> Evaluation | None:
    """Return the evaluation of a question; None where there is nothing to judge, or it is refused by name."""
    if question.item.opened > question.as_of:
        return None
    try:
        return evaluated(question)
    except NotComputedError:
        return None


class TestLaws:
    @LAWFUL
    @given(question=questions())
    def test_a_trace_has_every_instant_once_and_adds_up_to_its_outcome(self, question: Question) -> None:
        result = judged(question)
        if result is not None:
            assert_lawful(result, to_datetime(question.as_of, 0))

    @LAWFUL
    @given(question=questions())
    def test_time_by_a_field_adds_up_to_the_outcome(self, question: Question) -> None:
        result = judged(question)
        if result is not None:
            assert_holders_add_up(result, "status")

    @pytest.mark.parametrize("seed", [7, 103])
    def test_so_it_is_on_many_questions_of_a_seed(self, seed: int) -> None:
        measured = held = 0
        for question in seeded(seed, 80):
            result = judged(question)
            if result is not None:
                measured += assert_lawful(result, to_datetime(question.as_of, 0))
                held += assert_holders_add_up(result, "status")
        assert measured > 30
        assert held > 30
