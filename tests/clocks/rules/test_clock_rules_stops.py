"""Rules 15 to 18 of clocks: stops, reopenings, and items that open in a pause or a stop.

Office hours are Monday to Friday 09:00-17:00; P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

import pytest

SOLVED_CLOSED = (("Mon 11:00", "status", "solved"), ("Mon 15:00", "status", "closed"))
REOPENED = (("Mon 11:00", "status", "solved"), ("Mon 15:00", "status", "active"))


class TestRule15:
    """Leaving the stop statuses for any status that is not cancel or reset is a reopening."""

    def test_rule_15_from_solved_to_waiting_reopens_into_a_pause(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "solved"), ("Mon 12:00", "status", "waiting"), as_of="Mon 13:00")
        assert (row.verdict, row.stopped, row.due, row.used, row.paused) == ("running", None, None, 2, 1)

    def test_rule_15_from_solved_to_closed_is_none(self, desk) -> None:
        assert len(desk.cycles(*SOLVED_CLOSED, on_reopen="new-cycle")) == 1

    def test_rule_15_a_status_that_no_rule_names_reopens(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "solved"), ("Mon 12:00", "status", "elsewhere"), as_of="Mon 13:00")
        assert (row.stopped, row.used) == (None, 3)

    def test_rule_15_a_new_cycle_begins_at_the_reopening(self, desk) -> None:
        # The new cycle has eight hours from Monday 15:00 on; the first keeps what became of it.
        rows = desk.cycles(*REOPENED, on_reopen="new-cycle", as_of="Mon 16:00")
        assert [(row.verdict, row.started, row.stopped, row.due, row.used) for row in rows] == [
            ("met", "Mon 09:00", "Mon 11:00", "Mon 17:00", 2),
            ("running", "Mon 15:00", None, "Tue 15:00", 1),
        ]

    def test_rule_15_a_new_cycle_may_begin_in_a_pause(self, desk) -> None:
        events = (("Mon 11:00", "status", "solved"), ("Mon 15:00", "status", "waiting"))
        rows = desk.cycles(*events, on_reopen="new-cycle", as_of="Mon 16:00")
        assert [(row.started, row.due, row.used, row.paused) for row in rows] == [
            ("Mon 09:00", "Mon 17:00", 2, 0),
            ("Mon 15:00", None, 0, 1),
        ]

    def test_rule_15_a_new_cycle_has_the_target_of_its_reopening(self, desk) -> None:
        # P1 since 13:00, while solved: that changes nothing in the first cycle, and no change in the second.
        rows = desk.cycles(
            ("Mon 11:00", "status", "solved"),
            ("Mon 13:00", "priority", "P1"),
            ("Mon 15:00", "status", "active"),
            on_reopen="new-cycle",
            on_change="retroactive",
        )
        assert [(row.verdict, row.allowed, row.due) for row in rows] == [
            ("met", 8, "Mon 17:00"),
            ("breached", 2, "Mon 17:00"),
        ]


class TestRule16:
    """Where the last stop counts, the earlier ones of an unbroken stretch are as if they had not happened."""

    @pytest.mark.parametrize(("stops", "stopped", "used"), [("first", "Mon 11:00", 2), ("last", "Mon 15:00", 6)])
    def test_rule_16_the_first_or_the_last_change_of_a_stretch_counts(self, desk, stops, stopped, used) -> None:
        row = desk.judge(*SOLVED_CLOSED, stops=stops)
        assert (row.stopped, row.used) == (stopped, used)

    def test_rule_16_the_status_before_the_first_of_them_goes_on(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"), *SOLVED_CLOSED, stops="last")
        assert (row.stopped, row.used, row.paused) == ("Mon 15:00", 1, 5)

    def test_rule_16_a_stop_that_was_followed_by_a_reopening_is_not_touched(self, desk) -> None:
        # Solved 10:00 to 11:00 counts nowhere; the next stretch stops at 15:00.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
            ("Mon 15:00", "status", "closed"),
            stops="last",
        )
        assert (row.stopped, row.used) == ("Mon 15:00", 5)

    def test_rule_16_of_a_stretch_that_is_left_the_last_change_counts_too(self, desk) -> None:
        # Solved 10:00, closed 12:00, active 14:00: 09-12 and 14-15 count.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "status", "closed"),
            ("Mon 14:00", "status", "active"),
            stops="last",
            as_of="Mon 15:00",
        )
        assert (row.stopped, row.used) == (None, 4)

    def test_rule_16_a_later_closing_may_turn_met_into_breached(self, desk) -> None:
        late = desk.judge(("Mon 10:00", "status", "solved"), ("Tue 11:00", "status", "closed"), stops="last")
        assert (late.verdict, late.used) == ("breached", 10)


class TestRule17:
    """Resume: the solved stretch counts in neither reading. Undo-stop: it counts as running."""

    def test_rule_17_resume_leaves_the_solved_stretch_out_of_both_readings(self, desk) -> None:
        row = desk.judge(*REOPENED, ("Mon 16:00", "status", "solved"))
        assert (row.used, row.due, row.lived, row.lived_used) == (3, "Tue 13:00", "met", 3)

    def test_rule_17_undo_stop_counts_it(self, desk) -> None:
        row = desk.judge(*REOPENED, ("Mon 16:00", "status", "solved"), on_reopen="undo-stop")
        assert (row.used, row.due, row.lived_used) == (7, "Mon 17:00", 7)

    def test_rule_17_undo_stop_counts_it_as_running_whatever_the_status_was_before(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"), *REOPENED, on_reopen="undo-stop", as_of="Mon 16:00")
        assert (row.used, row.paused) == (6, 1)

    def test_rule_17_a_stop_that_is_not_reopened_is_not_undone(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "solved"), on_reopen="undo-stop")
        assert (row.verdict, row.stopped, row.used) == ("met", "Mon 11:00", 2)

    @pytest.mark.parametrize(
        ("solved", "reopened", "due"),
        [
            ("Tue 16:00", "Wed 10:00", "Thu 17:00"),  # Tuesday's mark lies in the solved stretch
            ("Tue 16:00", "Tue 17:00", "Thu 17:00"),  # and so does one exactly at the reopening
            ("Tue 17:00", "Wed 10:00", "Wed 17:00"),  # but not one exactly at the stop
        ],
    )
    def test_rule_17_of_ticks_those_after_the_stop_up_to_the_reopening_are_left_out(
        self, desk, solved, reopened, due
    ) -> None:
        targets = {"P2": desk.days(2)}
        row = desk.judge((solved, "status", "solved"), (reopened, "status", "active"), targets=targets)
        assert row.due == due


class TestRule18:
    """An item that opens in a pause or stop status starts its clock at its opening."""

    def test_rule_18_opening_in_a_stop(self, desk) -> None:
        row = desk.judge(status="solved")
        assert (row.verdict, row.started, row.stopped, row.used, row.due) == (
            "met",
            "Mon 09:00",
            "Mon 09:00",
            0,
            "Mon 17:00",
        )

    def test_rule_18_opening_in_a_stop_and_reopened(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "active"), status="solved", as_of="Mon 13:00")
        assert (row.verdict, row.started, row.used, row.due) == ("running", "Mon 09:00", 1, "Tue 12:00")

    def test_rule_18_opening_in_a_pause(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "active"), status="waiting", as_of="Mon 13:00")
        assert (row.started, row.used, row.paused, row.due) == ("Mon 09:00", 1, 3, "Tue 12:00")
