"""Laws of the single clock: it says what the slow referee says, whatever the edges, and depends on nothing but events."""

from __future__ import annotations

import json
import pickle
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.clocks.clock import Clock, ClockReading
from contractkit.testing.clocks import Question, differences, referee
from contractkit.testing.clocks.drawing import Pick, drawn, seeded

sys.path.insert(0, str(Path(__file__).parent))
from single_clock import answer_of, clock_of, events_of, line_of

WITHOUT = ("amendments", "recorded")  # a clock runs under the one line by which it was started, and hears what is known


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Return a question of which every choice can shrink."""

    def choose(options: Sequence[Any]) -> Any:
        return draw(st.sampled_from(list(options)))

    return drawn(Pick(choose, WITHOUT), "drawn")


SEEDS = st.integers(0, 2**32)


def crowd(seed: int, count: int) -> list[Question]:
    """Return many questions from one seed, which is faster and does not shrink."""
    return seeded(seed, count, WITHOUT)


def slow(examples: int) -> settings:
    return settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples)


class TestTheReferee:
    """The single clock and the slow referee share no code and say the same."""

    @slow(60)
    @given(questions())
    def test_the_clock_says_what_the_referee_says(self, question: Question) -> None:
        assert differences(answer_of(question), referee(question)) == []

    @slow(12)
    @given(SEEDS)
    def test_so_it_does_of_many_items(self, seed: int) -> None:
        for question in crowd(seed, 50):
            assert differences(answer_of(question), referee(question)) == [], question


class TestTelling:
    """What a clock says depends on what it was told, and on nothing else."""

    @slow(15)
    @given(SEEDS, st.randoms(use_true_random=False))
    def test_the_order_of_the_events_of_one_instant_decides_nothing(self, seed: int, shuffler: random.Random) -> None:
        for question in crowd(seed, 10):
            events = list(question.events)
            shuffler.shuffle(events)
            shuffled = attrs.evolve(question, events=tuple(events))
            assert answer_of(shuffled).cycles == answer_of(question).cycles

    @slow(15)
    @given(SEEDS)
    def test_asking_on_the_way_changes_nothing(self, seed: int) -> None:
        for question in crowd(seed, 10):
            clock = _opened(question)
            for event in events_of(question):
                clock.at(event.at_us)
                clock.next_transition()
                clock = clock.advance(event)
                clock.outcomes(event.at_us)
                clock.due_if_resumed(event.at_us + 1)
            assert answer_of(question, clock) == answer_of(question)

    @slow(15)
    @given(SEEDS)
    def test_a_clock_that_was_advanced_says_what_it_said_before(self, seed: int) -> None:
        for question in crowd(seed, 10):
            clocks = [_opened(question)]
            for event in events_of(question):
                clocks.append(clocks[-1].advance(event))
            before = [clock.outcomes(question.as_of) for clock in clocks]
            assert [clock.outcomes(question.as_of) for clock in reversed(clocks)] == before[::-1]

    @slow(15)
    @given(SEEDS)
    def test_an_earlier_instant_is_read_as_if_nothing_had_happened_after_it(self, seed: int) -> None:
        for question in crowd(seed, 10):
            clock = clock_of(question)
            for event in events_of(question):
                until = [one for one in events_of(question) if one.at_us <= event.at_us]
                short = _opened(question)
                for one in until:
                    short = short.advance(one)
                assert clock.outcomes(event.at_us) == short.outcomes(event.at_us)


class TestStorage:
    """A stored clock goes on as if it had never been away."""

    @slow(15)
    @given(SEEDS)
    def test_at_any_point_it_can_be_stored_and_gone_on_with(self, seed: int) -> None:
        for question in crowd(seed, 10):
            line, clock = line_of(question), _opened(question)
            for event in events_of(question):
                clock = clock.advance(event)
                stored = Clock.from_dict(json.loads(json.dumps(clock.to_dict())), line)
                assert stored == clock
                assert stored.to_dict() == clock.to_dict()
                clock = stored
            assert answer_of(question, clock) == answer_of(question)

    @slow(5)
    @given(SEEDS)
    def test_a_pickled_clock_is_the_same_clock(self, seed: int) -> None:
        for question in crowd(seed, 10):
            clock = clock_of(question)
            again = pickle.loads(pickle.dumps(clock))
            assert again == clock
            assert again.outcomes(question.as_of) == clock.outcomes(question.as_of)


class TestTransitions:
    """Between one transition and the next nothing changes but how much was used."""

    @slow(25)
    @given(SEEDS, st.randoms(use_true_random=False))
    def test_nothing_changes_between(self, seed: int, chance: random.Random) -> None:
        for question in crowd(seed, 8):
            clock = clock_of(question)
            us = max([question.item.opened, *(event.at_us for event in events_of(question))])
            for _ in range(6):
                found_next = clock.next_transition(us)
                until = us + 400 * 86_400_000_000 if found_next is None else _us(found_next.at)
                assert until > us
                begin = _shape(clock.at(us))
                for instant in (us + 1, chance.randint(us, until - 1), until - 1):
                    if us <= instant < until:
                        assert _shape(clock.at(instant)) == begin, (question, us, until, found_next)
                if found_next is None:
                    break
                us = until

    @slow(25)
    @given(SEEDS)
    def test_a_breach_is_where_the_verdict_becomes_breached(self, seed: int) -> None:
        for question in crowd(seed, 8):
            clock = clock_of(question)
            us = max([question.item.opened, *(event.at_us for event in events_of(question))])
            for _ in range(6):
                transition = clock.next_transition(us)
                if transition is None:
                    break
                us = _us(transition.at)
                if transition.kind == "breached":
                    verdicts = clock.at(us - 1).verdict, clock.at(us).verdict
                    assert verdicts == ("running", "breached")
                if transition.kind == "due" and clock.at(us).remaining is not None:
                    left = clock.at(us).remaining
                    assert left is None or (left.n if hasattr(left, "n") else left.us) == 0


def _opened(question: Question) -> Clock:
    return clock_of(attrs.evolve(question, events=()))


def _shape(reading: ClockReading) -> tuple[Any, ...]:
    days = reading.used if hasattr(reading.used, "n") else None
    return (
        reading.cycle,
        reading.does,
        reading.verdict,
        reading.reason,
        None if reading.target is None else reading.target.id,
        reading.started,
        reading.due,
        reading.in_time_until,
        days,
    )


def _us(moment: Any) -> int:
    from contractkit.calendars.instants import from_datetime

    return from_datetime(moment)
