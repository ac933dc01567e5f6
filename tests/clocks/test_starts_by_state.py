"""Clocks that a state or a happening starts, in a stop and after a reset: three engines, one answer (decision 0173)."""

from __future__ import annotations

from typing import Any

import pytest

from contractkit.testing.clocks import ENGINES, ask
from contractkit.testing.clocks.reading import question_of

URGENT = {"state": {"priority": ["P1"]}}
ACTIVE = {"state": {"status": ["active"]}}
ASKED = {"event": {"comment": ["customer"]}}
ANSWERED = {"event": {"comment": ["agent"]}}


def told(
    engine: Any, start: Any, item: dict[str, str], *log: tuple[str, str, str | None], stop: Any = ("solved",)
) -> list[tuple[Any, ...]]:
    """Return verdict, start, stop and hours used of each cycle; instants are times of 3 March 2026."""
    question = question_of(
        {
            "id": "q",
            "as_of": "2026-03-03T23:00:00+00:00",
            "calendars": {},
            "targets": {name: {"within": {"working_seconds": 14400}, "calendar": "always"} for name in ("P1", "P2")},
            "rule": {
                "start": start,
                "pause": ["waiting"],
                "stop": list(stop) if isinstance(stop, tuple) else stop,
                "cancel": ["void"],
                "reset": ["misrouted"],
                "on_reopen": "resume",
                "on_change": "keep",
                "stops": "first",
            },
            "item": {"opened_at": "2026-03-03T09:00:00+00:00", **item},
            "events": [
                {"at": f"2026-03-03T{at}:00+00:00", "seq": None, "field": field, "value": value}
                for at, field, value in log
            ],
            "relief": [],
        }
    )

    def time(text: str | None) -> str | None:
        return None if text is None else text[11:16]

    return [
        (one["verdict"], time(one["started"]), time(one["stopped"]), (one["used"] or 0) / 3600)
        for one in ask(question, engine).to_dict()["cycles"]
    ]


NEW = {"status": "new", "priority": "P2"}


@pytest.mark.parametrize("engine", list(ENGINES))
class TestStartInAStop:
    def test_it_starts_and_stops_at_once(self, engine) -> None:
        found = told(engine, URGENT, NEW, ("10:00", "status", "solved"), ("11:00", "priority", "P1"))
        assert found == [("met", "11:00", "11:00", 0)]

    def test_leaving_the_stop_is_a_reopening(self, engine) -> None:
        log = [("10:00", "status", "solved"), ("11:00", "priority", "P1"), ("12:00", "status", "new")]
        assert told(engine, URGENT, NEW, *log, ("13:00", "status", "solved")) == [("met", "11:00", "13:00", 1)]

    def test_so_it_does_where_the_item_opened_in_the_stop(self, engine) -> None:
        found = told(engine, URGENT, {**NEW, "status": "solved"}, ("11:00", "priority", "P1"))
        assert found == [("met", "11:00", "11:00", 0)]

    def test_a_question_after_the_solution_is_one_too(self, engine) -> None:
        found = told(engine, ASKED, NEW, ("10:00", "status", "solved"), ("11:00", "comment", "customer"))
        assert found == [("met", "11:00", "11:00", 0)]


@pytest.mark.parametrize("engine", list(ENGINES))
class TestStartAfterAReset:
    RESET = (("10:00", "status", "active"), ("11:00", "status", "misrouted"))

    def test_another_state_does_not_start_it(self, engine) -> None:
        found = told(engine, ACTIVE, NEW, *self.RESET, ("12:00", "status", "new"), ("13:00", "status", "solved"))
        assert found == [("not-applicable", None, None, 0)]

    def test_the_state_that_starts_it_starts_it_anew(self, engine) -> None:
        log = [("12:00", "status", "waiting"), ("13:00", "status", "active"), ("15:00", "status", "solved")]
        assert told(engine, ACTIVE, NEW, *self.RESET, *log) == [("met", "13:00", "15:00", 2)]

    def test_a_state_that_held_all_the_time_starts_it_when_the_reset_is_left(self, engine) -> None:
        log = [("11:00", "status", "misrouted"), ("12:00", "status", "new"), ("14:00", "status", "solved")]
        assert told(engine, URGENT, {**NEW, "priority": "P1"}, *log) == [("met", "12:00", "14:00", 2)]

    def test_a_cancel_ends_the_waiting(self, engine) -> None:
        found = told(engine, ACTIVE, NEW, *self.RESET, ("12:00", "status", "new"), ("13:00", "status", "void"))
        assert found == [("not-applicable", None, None, 0)]

    def test_so_it_does_where_an_event_stops_it(self, engine) -> None:
        log = [("10:00", "status", "misrouted"), ("10:30", "comment", "agent"), ("12:00", "status", "new")]
        found = told(engine, URGENT, {**NEW, "priority": "P1"}, *log, ("14:00", "comment", "agent"), stop=ANSWERED)
        assert found == [("met", "12:00", "14:00", 2)]

    def test_what_an_event_had_stopped_before_the_reset_stays_stopped(self, engine) -> None:
        log = [("09:30", "comment", "agent"), ("10:00", "status", "misrouted"), ("12:00", "status", "new")]
        found = told(engine, URGENT, {**NEW, "priority": "P1"}, *log, stop=ANSWERED)
        assert found == [("met", "09:00", "09:30", 0.5)]

    def test_what_stops_it_in_that_instant_stops_it_at_once(self, engine) -> None:
        log = [("10:00", "status", "misrouted"), ("12:00", "comment", "agent"), ("12:00", "status", "new")]
        found = told(engine, URGENT, {**NEW, "priority": "P1"}, *log, stop=ANSWERED)
        assert found == [("met", "12:00", "12:00", 0)]

    def test_so_it_does_where_it_starts_for_the_first_time(self, engine) -> None:
        found = told(engine, URGENT, NEW, ("10:00", "priority", "P1"), ("10:00", "comment", "agent"), stop=ANSWERED)
        assert found == [("met", "10:00", "10:00", 0)]

    def test_a_state_that_comes_to_hold_in_the_reset_reopens_nothing(self, engine) -> None:
        log = [("10:00", "comment", "agent"), ("11:00", "status", "misrouted"), ("11:30", "priority", "P2")]
        more = [("11:40", "priority", "P1"), ("12:00", "status", "new")]
        found = told(engine, URGENT, {**NEW, "priority": "P1"}, *log, *more, stop=ANSWERED)
        assert found == [("met", "09:00", "10:00", 1)]

    def test_what_it_started_and_an_event_stopped_stays_stopped_in_the_next_reset(self, engine) -> None:
        # the first reset is left at 11:00, the answer comes an hour later, the second reset is left at 14:00
        log = [("10:00", "status", "misrouted"), ("11:00", "status", "new"), ("12:00", "comment", "agent")]
        more = [("13:00", "status", "misrouted"), ("14:00", "status", "new")]
        found = told(engine, URGENT, {**NEW, "priority": "P1"}, *log, *more, stop=ANSWERED)
        assert found == [("met", "11:00", "12:00", 1)]


@pytest.mark.parametrize("engine", list(ENGINES))
class TestQuestionsAndResets:
    """A question that was open when the reset began is forgotten with it; one that is asked in it waits (0115 B3)."""

    RESET = (("10:00", "comment", "customer"), ("11:00", "status", "misrouted"))

    def test_leaving_the_reset_does_not_ask_again(self, engine) -> None:
        log = [("12:00", "status", "new"), ("13:00", "status", "solved")]
        assert told(engine, ASKED, NEW, *self.RESET, *log) == [("not-applicable", None, None, 0)]

    def test_the_next_question_starts_the_clock(self, engine) -> None:
        log = [("12:00", "status", "new"), ("13:00", "comment", "customer"), ("15:00", "status", "solved")]
        assert told(engine, ASKED, NEW, *self.RESET, *log) == [("met", "13:00", "15:00", 2)]

    def test_one_that_is_asked_in_the_reset_starts_it_when_that_is_left(self, engine) -> None:
        log = [("11:30", "comment", "customer"), ("12:00", "status", "new"), ("13:00", "status", "solved")]
        assert told(engine, ASKED, NEW, *self.RESET, *log) == [("met", "12:00", "13:00", 1)]

    def test_so_does_one_of_the_instant_in_which_the_reset_begins(self, engine) -> None:
        log = [("11:00", "comment", "customer"), ("12:00", "status", "new"), ("13:00", "status", "solved")]
        assert told(engine, ASKED, NEW, *self.RESET, *log) == [("met", "12:00", "13:00", 1)]

    @pytest.mark.parametrize("start", [ASKED, URGENT])
    def test_an_answer_in_the_instant_of_a_reset_is_forgotten_with_it(self, engine, start) -> None:
        # of one instant the reset is stronger than the stop (rule 1)
        log = [("11:00", "comment", "agent"), ("11:30", "priority", "P2"), ("12:00", "status", "new")]
        found = told(engine, start, {**NEW, "priority": "P1"}, *self.RESET, *log, stop=ANSWERED)
        assert found == [("not-applicable", None, None, 0)]

    def test_an_answered_question_stays_answered_until_the_reset_is_left(self, engine) -> None:
        log = [("10:30", "comment", "agent"), ("11:30", "comment", "customer")]
        assert told(engine, ASKED, NEW, *self.RESET, *log, stop=ANSWERED) == [("met", "10:00", "10:30", 0.5)]
        more = [("12:00", "status", "new"), ("13:00", "comment", "agent")]
        assert told(engine, ASKED, NEW, *self.RESET, *log, *more, stop=ANSWERED) == [("met", "10:00", "13:00", 1.5)]


LOST = [("undetermined", None, None, 0)]


@pytest.mark.parametrize("engine", ["replay", "clock"])  # the referee asks no missing status whether it starts a clock
class TestGapsAndResets:
    """Nobody knows whether a missing status started the clock; what was before a reset is forgotten with it (rule 6)."""

    def test_a_gap_after_a_reset_may_have_started_the_clock(self, engine) -> None:
        log = [("10:00", "status", "active"), ("11:00", "status", "misrouted"), ("12:00", "status", None)]
        assert told(engine, ACTIVE, NEW, *log) == LOST
        assert told(engine, ACTIVE, NEW, *log, ("13:00", "status", "new")) == LOST
        assert told(engine, ACTIVE, NEW, *log, ("13:00", "status", "active")) == LOST

    def test_after_a_start_that_is_known_it_does_not_matter(self, engine) -> None:
        log = [("11:00", "status", "misrouted"), ("12:00", "status", "active"), ("13:00", "status", "solved")]
        found = told(engine, ACTIVE, NEW, *log, ("14:00", "status", None), ("14:00", "status", "solved"))
        assert found == [("met", "12:00", "13:00", 1)]

    @pytest.mark.parametrize("stop", [("solved",), ANSWERED])
    def test_in_the_reset_the_clock_has_not_started_whatever_is_missing(self, engine, stop) -> None:
        # the status is a reset status, and that weighs more than what is unknown (rule 34)
        log = [("10:00", "status", None), ("11:00", "status", "misrouted")]
        assert told(engine, ACTIVE, NEW, *log, stop=stop) == [("not-applicable", None, None, 0)]

    def test_a_reset_forgets_a_gap_that_lies_before_it(self, engine) -> None:
        log = [("10:00", "status", None), ("11:00", "status", "misrouted")]
        more = [("12:00", "status", "new"), ("13:00", "status", "active"), ("15:00", "status", "solved")]
        assert told(engine, ACTIVE, NEW, *log, *more[:1]) == [("not-applicable", None, None, 0)]
        assert told(engine, ACTIVE, NEW, *log, *more) == [("met", "13:00", "15:00", 2)]
