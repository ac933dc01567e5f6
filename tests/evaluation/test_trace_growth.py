"""A trace of a long history does work in proportion to it: counted in calls and rows looked at, not in time."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import attrs
import numpy as np
import pytest

import contractkit
from contractkit.evaluation import evaluate
from contractkit.facts import Coded, Instants, Table
from contractkit.terms.provisions.relief import Relief

ASKED = tuple(str(Path(contractkit.__file__).parent / name) for name in ("clocks", "calendars"))
TICKET = {"id": "T-1", "opened_at": "2026-02-17 09:00", "status": "active", "priority": "P2"}
SECOND = timedelta(seconds=1)


@pytest.fixture
def judged(paper):
    """Return the evaluation of an item that is paused and goes on, and is relieved, every other second."""

    def judge(changes):
        begins = [paper.at("2026-02-17 10:00") + number * SECOND for number in range(changes)]
        words = ["waiting" if number % 2 else "active" for number in range(changes)]
        at = [one.strftime("%Y-%m-%d %H:%M:%S") for one in begins]
        facts = paper.facts([TICKET], [("T-1", when, "status", word) for when, word in zip(at, words, strict=True)])
        micro = np.array([paper.us("2026-02-17 13:00") + 1_000_000 * number for number in range(changes)])
        table = Table(
            {
                "item": np.zeros(changes, np.int32),
                "begin": Instants(micro.tolist()),
                "end": Instants((micro + 500_000).tolist()),
                "cause": Coded.from_words(["vendor"] * changes),
                "row": np.arange(1, changes + 1),
            }
        )
        relief = (Relief(paper.clause("5.1"), None, ("vendor",), area="solution"),)
        agreement = paper.agreement(paper.line(relief=relief))
        return evaluate(agreement, attrs.evolve(facts, relief=table), paper.at("2026-02-17 17:00"))

    return judge


def counted(result):
    """Return the pieces of a trace; the calls of what goes over all rows, and all calls, that it took."""
    over_all = calls = 0

    def count(frame, event, called):
        nonlocal over_all, calls
        calls += event in ("call", "c_call")
        own = event == "call" and frame.f_code.co_filename.startswith(ASKED)
        array = event == "c_call" and str(type(getattr(called, "__self__", None)).__module__).startswith("numpy")
        over_all += own or (array and called.__name__ in ("accumulate", "nonzero", "any", "astype", "searchsorted"))

    sys.setprofile(count)
    try:
        trace = result.trace("T-1", "4.2")
    finally:
        sys.setprofile(None)
    return len(trace.pieces), over_all, calls


class TestGrowth:
    def test_clocks_calendars_and_arrays_are_asked_as_often_for_a_long_history_as_for_a_short_one(self, judged):
        short, long = (counted(judged(changes)) for changes in (100, 400))
        assert long[0] > 3.9 * short[0]
        assert long[1] <= short[1] + 8

    def test_four_times_the_history_takes_no_more_than_four_times_the_calls(self, judged):
        short, long = (counted(judged(changes)) for changes in (100, 400))
        assert long[2] <= 4 * short[2]
