"""What is not known of a promise, and the promises that came after it under keep (decision 0251): four engines."""

from __future__ import annotations

from typing import Any

import pytest

from contractkit.quantities.spans import Moment, Months
from contractkit.testing.clocks import ENGINES, ask
from contractkit.testing.clocks.reading import question_of
from contractkit.testing.replay import replay_slowly

OPENED = "2026-03-02T09:00:00+00:00"  # a Monday
BEFORE = "2026-02-27T09:00:00+00:00"
MISSING = None
LATER = "2026-04-02T09:00:00+00:00"


def told(
    engine: Any, moments: tuple[str | None, ...], *log: tuple[str, str, str | None]
) -> tuple[str, str, str | None]:
    """Return verdict, reason and due of an item that opens as P1; P1 names the first of some moments, and so on."""
    question = question_of(
        {
            "id": "q",
            "as_of": "2026-03-06T09:00:00+00:00",
            "calendars": {},
            "targets": {
                f"P{place}": {"within": {"moment": moment}, "calendar": "always"}
                for place, moment in enumerate(moments, 1)
            },
            "rule": {
                "stop": ["solved"],
                "pause": ["waiting"],
                "on_change": "keep",
                "on_reopen": "resume",
                "stops": "first",
            },
            "item": {"opened_at": OPENED, "status": "new", "priority": "P1"},
            "events": [
                {"at": f"2026-03-{at}:00+00:00", "seq": None, "field": field, "value": value}
                for at, field, value in log
            ],
        }
    )
    (one,) = ask(question, engine).to_dict()["cycles"]
    return one["verdict"], one.get("reason", ""), one.get("due")


TO_P2 = ("03T09:00", "priority", "P2")
TO_P3 = ("04T09:00", "priority", "P3")
SOLVED = ("05T09:00", "status", "solved")
UNKNOWN = ("undetermined", "moment-missing", None)


@pytest.mark.parametrize("engine", list(ENGINES))
class TestAMomentThatIsMissing:
    def test_a_moment_still_to_come_judges_alone_whatever_was_unknown_before(self, engine) -> None:
        # P2 had passed on Tuesday, so nobody knows P2's due; P3 comes on Wednesday and lies in April
        found = told(engine, (MISSING, BEFORE, LATER), TO_P2, TO_P3, SOLVED)
        assert found == ("met", "", LATER)

    def test_so_it_does_straight_after_the_missing_one(self, engine) -> None:
        assert told(engine, (MISSING, LATER), TO_P2, SOLVED) == ("met", "", LATER)

    def test_a_moment_that_has_passed_is_due_nobody_knows_when(self, engine) -> None:
        # in time until Tuesday it would be due there, and late before on another day
        assert told(engine, (MISSING, BEFORE), TO_P2, SOLVED) == UNKNOWN

    def test_a_second_moment_that_has_passed_settles_nothing(self, engine) -> None:
        assert told(engine, (MISSING, BEFORE, BEFORE), TO_P2, TO_P3, SOLVED) == UNKNOWN

    def test_what_was_known_before_the_missing_one_settles_nothing(self, engine) -> None:
        # P1 had until April; P2 is missing; P3 had passed when it came
        assert told(engine, (LATER, MISSING, BEFORE), TO_P2, TO_P3, SOLVED) == UNKNOWN

    def test_a_missing_moment_that_comes_last_leaves_it_open(self, engine) -> None:
        assert told(engine, (LATER, BEFORE, MISSING), TO_P2, TO_P3, SOLVED) == UNKNOWN

    def test_an_unknown_due_that_another_has_replaced_is_forgotten_at_a_later_change(self, engine) -> None:
        # P3 of April was in time on Thursday 08:00, when P2 comes back, passed: due at that change
        back = ("05T08:00", "priority", "P2")
        found = told(engine, (MISSING, BEFORE, LATER), TO_P2, TO_P3, back, SOLVED)
        assert found == ("breached", "", "2026-03-05T08:00:00+00:00")


@pytest.mark.parametrize("engine", list(ENGINES))
class TestATargetThatIsUnknownInAPause:
    """A pause measures nothing, so an unknown target in it leaves nothing open, and nothing becomes late in it."""

    WEDNESDAY = "2026-03-04T09:00:00+00:00"
    WAITS = ("02T10:00", "status", "waiting")
    NOBODY_KNOWS = ("03T09:00", "priority", None)

    def due(self, engine: Any, *log: tuple[str, str, str | None]) -> tuple[str, str, str | None]:
        return told(engine, (self.WEDNESDAY, self.WEDNESDAY), self.WAITS, *log)

    def test_what_came_before_was_in_time_as_long_as_it_was_known_to_hold(self, engine) -> None:
        found = self.due(engine, self.NOBODY_KNOWS, ("05T09:00", "priority", "P2"))
        assert found == ("breached", "", "2026-03-05T09:00:00+00:00")

    def test_a_moment_that_passed_under_the_known_one_was_late(self, engine) -> None:
        late = ("04T10:00", "priority", None)
        assert self.due(engine, late, ("05T09:00", "priority", "P2")) == ("breached", "", self.WEDNESDAY)

    def test_so_it_was_where_it_held_until_the_change(self, engine) -> None:
        assert self.due(engine, ("05T09:00", "priority", "P2")) == ("breached", "", self.WEDNESDAY)


class TestNoMonthsAtAll:
    """`0 months` is the start itself: it has passed at every later change."""

    @pytest.fixture
    def ask_both(self, desk):
        months = [
            desk.target(f"P{place}", within) for place, within in enumerate((Moment("promised_at"), Months(0)), 1)
        ]
        line = desk.line(*months, desk.target("P3", Months(1)))

        def judged(*events: tuple[str, str, str]) -> tuple[str, str, str | None]:
            facts = desk.facts(*events, priority="P1", promised_at=None)
            (slow,) = replay_slowly(line, facts, desk.us("Fri 09:00"))
            row = desk.judge(*events, line=line, as_of="Fri 09:00", priority="P1", promised_at=None)
            assert (row.verdict, row.reason) == (slow.verdict, slow.reason)
            assert row.due == (None if slow.due is None else desk.text(slow.due))
            return row.verdict, row.reason, row.due

        return judged

    def test_a_month_after_it_judges_alone(self, ask_both) -> None:
        # Monday 2 March 09:00 and a month: 2 April 09:00, an hour of summer time later in UTC
        found = ask_both(
            ("Tue 09:00", "priority", "P2"), ("Wed 09:00", "priority", "P3"), ("Thu 09:00", "status", "solved")
        )
        assert found == ("met", "", "2026-04-02T09:00:00+02:00")

    def test_until_then_it_is_not_known_when_it_was_due(self, ask_both) -> None:
        assert ask_both(("Tue 09:00", "priority", "P2")) == UNKNOWN

    def test_from_the_opening_on_it_is_due_at_the_opening(self, ask_both) -> None:
        # P1 for no time at all: a state of zero length does not fire
        found = ask_both(("Mon 09:00", "priority", "P2"), ("Mon 09:00+1us", "status", "solved"))
        assert found == ("breached", "", "Mon 09:00")
