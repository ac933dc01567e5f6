"""Which stop counts where the last one of a stretch does (clocks.md rule 16): three engines, one answer."""

from __future__ import annotations

from typing import Any

import pytest

from contractkit.testing.clocks import ENGINES, ask
from contractkit.testing.clocks.reading import question_of

ANSWER = {"event": {"comment": ["agent"]}}
QUESTION = {"event": {"comment": ["customer"]}}
ANY_PRIORITY = {"state": {"priority": ["P1", "P2"]}}
URGENT = {"state": {"priority": ["P1"]}}
SOLVED = ["solved", "closed"]
NEW = {"status": "new", "priority": "P1"}


def told(engine: Any, start: Any, stop: Any, item: dict[str, str], *log: tuple[str, str, str]) -> tuple[Any, ...]:
    """Return start, stop and hours used of the one cycle; instants are times of 3 March 2026."""
    question = question_of(
        {
            "id": "q",
            "as_of": "2026-03-03T23:00:00+00:00",
            "calendars": {},
            "targets": {name: {"within": {"working_seconds": 14400}, "calendar": "always"} for name in ("P1", "P2")},
            "rule": {
                **({} if start is None else {"start": start}),
                "pause": ["waiting"],
                "stop": stop,
                "cancel": [],
                "reset": ["misrouted"],
                "on_reopen": "resume",
                "on_change": "keep",
                "stops": "last",
            },
            "item": {"opened_at": "2026-03-03T09:00:00+00:00", **item},
            "events": [
                {"at": f"2026-03-03T{at}:00+00:00", "seq": None, "field": field, "value": value}
                for at, field, value in log
            ],
            "relief": [],
        }
    )
    (one,) = ask(question, engine).to_dict()["cycles"]
    return one["started"][11:16], one["stopped"][11:16], one["used"] / 3600


@pytest.mark.parametrize("engine", list(ENGINES))
class TestLastStops:
    def test_of_two_answers_the_first_stops_the_clock(self, engine) -> None:
        # a happening stops a clock that runs, and changes nothing for one that has stopped (decision 0115)
        log = [("10:00", "comment", "agent"), ("12:00", "comment", "agent")]
        assert told(engine, None, ANSWER, NEW, *log) == ("09:00", "10:00", 1)

    def test_a_status_after_an_answer_is_no_later_stop(self, engine) -> None:
        log = [("10:00", "comment", "agent"), ("12:00", "status", "waiting")]
        assert told(engine, None, ANSWER, NEW, *log) == ("09:00", "10:00", 1)

    def test_so_it_is_where_a_question_starts_the_clock(self, engine) -> None:
        log = [("10:00", "comment", "customer"), ("11:00", "comment", "agent"), ("13:00", "status", "waiting")]
        assert told(engine, QUESTION, ANSWER, NEW, *log) == ("10:00", "11:00", 1)

    def test_a_change_of_what_starts_the_clock_is_no_later_stop(self, engine) -> None:
        log = [("12:00", "priority", "P2")]
        assert told(engine, ANY_PRIORITY, SOLVED, {**NEW, "status": "solved"}, *log) == ("09:00", "09:00", 0)

    def test_from_solved_to_closed_the_last_change_counts(self, engine) -> None:
        log = [("10:00", "status", "solved"), ("12:00", "status", "closed")]
        assert told(engine, None, SOLVED, NEW, *log) == ("09:00", "12:00", 3)

    def test_before_it_a_reset_goes_on_whatever_starts_the_clock(self, engine) -> None:
        log = [("10:00", "status", "solved"), ("12:00", "status", "closed")]
        for start in (None, URGENT):
            assert told(engine, start, SOLVED, {**NEW, "status": "misrouted"}, *log) == ("12:00", "12:00", 0)

    def test_the_reset_goes_on_where_the_clock_starts_in_the_stop(self, engine) -> None:
        # out of the reset into a stop at 10:00; the question at 11:00 waits with it for the stop that counts
        log = [("10:00", "status", "solved"), ("11:00", "comment", "customer"), ("12:00", "status", "closed")]
        assert told(engine, QUESTION, SOLVED, {**NEW, "status": "misrouted"}, *log) == ("12:00", "12:00", 0)
