"""Laws of the three engines: the replay and the scalar clock say what the referee says, on questions drawn at the edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.errors import NotComputedError
from contractkit.testing.clocks import Question, ask, differences, referee
from contractkit.testing.clocks.drawing import FEATURES, seeded
from contractkit.testing.clocks.shrinking import smallest
from contractkit.testing.clocks.strategies import questions

LAWFUL = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def compared(question: Question, engine: Any) -> list[str]:
    """Return where an engine differs from the referee; nothing where it refuses by name what is asked."""
    try:
        return differences(referee(question), ask(question, engine))
    except NotComputedError:
        return []


class TestEngines:
    """Three implementations that share no code agree."""

    @pytest.mark.parametrize("engine", ["replay", "clock"])
    @LAWFUL
    @given(question=questions())
    def test_an_engine_says_what_the_referee_says(self, engine: str, question: Question) -> None:
        assert compared(question, engine) == []

    @pytest.mark.parametrize("engine", ["replay", "clock"])
    @pytest.mark.parametrize("seed", [101, 102])
    def test_so_it_does_on_many_questions_of_a_seed(self, engine: str, seed: int) -> None:
        for question in seeded(seed, 150):
            if compared(question, engine):
                small = smallest(question, lambda one: bool(compared(one, engine)))
                pytest.fail(f"{small.to_dict()}\n{compared(small, engine)}")


class TestReferee:
    """Laws that the referee keeps by itself."""

    @LAWFUL
    @given(question=questions(), shuffler=st.randoms(use_true_random=False))
    def test_the_order_of_rows_decides_nothing(self, question: Question, shuffler: Any) -> None:
        events, relief = list(question.events), list(question.relief)
        shuffler.shuffle(events)
        shuffler.shuffle(relief)
        other = attrs.evolve(question, events=tuple(events), relief=tuple(relief))
        assert referee(other) == referee(question)

    @LAWFUL
    @given(question=questions())
    def test_every_row_twice_decides_nothing(self, question: Question) -> None:
        other = attrs.evolve(question, events=question.events * 2, relief=question.relief * 2)
        assert referee(other) == referee(question)

    @LAWFUL
    @given(question=questions())
    def test_a_question_is_read_back_as_it_was_written(self, question: Question) -> None:
        assert Question.from_dict(question.to_dict()) == question

    @LAWFUL
    @given(question=questions(without=("relief",)))
    def test_without_pauses_and_relief_both_readings_are_one(self, question: Question) -> None:
        plain = attrs.evolve(question, rule=attrs.evolve(question.rule, pause=()), amendments=())
        for cycle in referee(plain).cycles:
            excused = cycle.verdict == "excused"
            assert excused or (cycle.lived, cycle.lived_used) in {(cycle.verdict, cycle.used), ("undetermined", None)}

    @LAWFUL
    @given(question=questions())
    def test_cycles_are_numbered_from_1_without_a_gap(self, question: Question) -> None:
        cycles = referee(question).cycles
        assert [cycle.cycle for cycle in cycles] == list(range(1, len(cycles) + 1))


class TestDrawing:
    """What is drawn is what it takes to find mistakes."""

    def verdicts(self, drawn: Sequence[Question]) -> Counter[str]:
        return Counter(cycle.verdict for question in drawn for cycle in referee(question).cycles)

    def test_every_verdict_is_drawn_often(self) -> None:
        found = self.verdicts(seeded(1, 300))
        assert set(found) == {"met", "breached", "excused", "running", "undetermined", "not-applicable"}
        assert min(found.values()) >= 5

    def test_the_same_seed_draws_the_same_questions(self) -> None:
        assert seeded(7, 20) == seeded(7, 20)
        assert seeded(7, 20) != seeded(8, 20)

    def test_a_feature_that_is_left_out_is_not_drawn(self) -> None:
        bare = seeded(3, 200, without=FEATURES)
        assert all(not one.relief and not one.amendments and one.known_at is None for one in bare)
        assert {one.rule.on_change for one in bare} == {"keep"}
        assert any(one.relief for one in seeded(3, 200))

    def test_a_difference_is_made_small(self) -> None:
        question = next(one for one in seeded(5, 200) if any(event.value == "solved" for event in one.events))
        small = smallest(question, lambda one: any(event.value == "solved" for event in one.events))
        assert [event.value for event in small.events] == ["solved"]
        assert (small.relief, small.amendments, len(small.targets)) == ((), (), 1)
