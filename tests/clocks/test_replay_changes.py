"""Changes of target that restart or reach back, and reopenings that restart, by hand. P1: two hours, P2: eight."""

from __future__ import annotations

from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime


class TestRestart:
    """A change starts the clock anew in the same cycle (clocks.md 13); at a stop the old target judges (8)."""

    def test_what_was_used_before_the_change_is_forgotten(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "priority", "P1"), as_of="Mon 13:00", line=desk.line(on_change="restart"))
        assert (row.target, row.started, row.due, row.used, row.cycle) == ("P1", "Mon 12:00", "Mon 14:00", 1, 1)

    def test_a_pause_before_the_change_is_forgotten(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 11:00", "status", "active"),
            ("Mon 12:00", "priority", "P1"),
            as_of="Mon 13:00",
            line=desk.line(on_change="restart"),
        )
        assert (row.paused, row.lived_used) == (0, 1)

    def test_a_change_in_the_instant_of_the_stop_comes_too_late(self, desk) -> None:
        row = desk.judge(
            ("Mon 12:00", "priority", "P1"), ("Mon 12:00", "status", "solved"), line=desk.line(on_change="restart")
        )
        assert (row.target, row.verdict, row.used) == ("P2", "met", 3)

    def test_a_change_while_stopped_restarts_at_the_reopening(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "priority", "P1"),
            ("Mon 12:00", "status", "active"),
            as_of="Mon 13:00",
            line=desk.line(on_change="restart"),
        )
        assert (row.started, row.due, row.used) == ("Mon 12:00", "Mon 14:00", 1)

    def test_a_change_and_back_while_stopped_is_none(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "priority", "P1"),
            ("Mon 11:30", "priority", "P2"),
            ("Mon 12:00", "status", "active"),
            as_of="Mon 13:00",
            line=desk.line(on_change="restart"),
        )
        assert (row.started, row.used) == ("Mon 09:00", 2)

    def test_units_may_differ(self, desk) -> None:
        line = desk.line(
            desk.target("P1", BusinessDays(1)), desk.target("P2", WorkingTime.of(hours=8)), on_change="restart"
        )
        row = desk.judge(("Mon 12:00", "priority", "P1"), line=line, as_of="Mon 13:00")
        assert (row.verdict, row.due) == ("running", "Tue 17:00")

    def test_a_target_that_comes_back_restarts(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", "P4"),
            ("Mon 12:00", "priority", "P2"),
            as_of="Mon 13:00",
            line=desk.line(on_change="restart"),
        )
        assert (row.started, row.used) == ("Mon 12:00", 1)


class TestRetroactive:
    """All of it counts under the new target and its calendar; the due may lie before the change (clocks.md 11)."""

    def test_the_due_may_lie_before_the_change(self, desk) -> None:
        row = desk.judge(("Mon 14:00", "priority", "P1"), as_of="Mon 15:00", line=desk.line(on_change="retroactive"))
        assert (row.verdict, row.started, row.due, row.used) == ("breached", "Mon 09:00", "Mon 11:00", 6)

    def test_time_before_the_change_is_measured_on_the_new_calendar(self, desk) -> None:
        # Elapsed time under P1: from Monday 09:00 to Tuesday 09:00 are 24 hours, not eight.
        line = desk.line(
            desk.target("P1", ElapsedTime.of(hours=30)),
            desk.target("P2", WorkingTime.of(hours=8)),
            on_change="retroactive",
        )
        row = desk.judge(("Tue 08:00", "priority", "P1"), ("Tue 09:00", "status", "solved"), line=line)
        assert (row.verdict, row.used) == ("met", 24)

    def test_business_days_are_counted_from_the_start(self, desk) -> None:
        line = desk.line(
            desk.target("P1", BusinessDays(2)), desk.target("P2", WorkingTime.of(hours=80)), on_change="retroactive"
        )
        row = desk.judge(("Wed 10:00", "priority", "P1"), line=line, as_of="Wed 12:00")
        assert (row.due, row.used) == ("Wed 17:00", 1)

    def test_a_stretch_without_a_target_is_measured_all_the_same(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", "P4"),
            ("Mon 12:00", "priority", "P2"),
            as_of="Mon 13:00",
            line=desk.line(on_change="retroactive"),
        )
        assert row.used == 4

    def test_a_gap_in_the_middle_is_measured_by_the_last_target(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", None),
            ("Mon 12:00", "priority", "P2"),
            as_of="Mon 13:00",
            line=desk.line(on_change="retroactive"),
        )
        assert (row.verdict, row.used) == ("running", 4)

    def test_without_a_target_in_the_end_start_and_stop_are_told_alone(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", "P4"), line=desk.line(on_change="retroactive"))
        assert (row.verdict, row.reason, row.started, row.used) == ("not-applicable", "no-target", "Mon 09:00", None)

    def test_a_change_in_the_instant_of_the_stop_judges(self, desk) -> None:
        row = desk.judge(
            ("Mon 12:00", "priority", "P1"), ("Mon 12:00", "status", "solved"), line=desk.line(on_change="retroactive")
        )
        assert (row.target, row.verdict, row.due) == ("P1", "breached", "Mon 11:00")


class TestKeepAtAReopening:
    """Whether a clock was late under its old target is asked at the stop, not at the reopening."""

    def test_a_clock_that_stopped_in_time_is_still_in_time_at_its_reopening(self, desk) -> None:
        # One day under P2, met at its mark on Tuesday 17:00. Reopened on Thursday as P1, whose day is used up already.
        line = desk.line(desk.target("P1", BusinessDays(1)), desk.target("P2", BusinessDays(1)))
        row = desk.judge(
            ("Tue 17:00", "status", "solved"),
            ("Wed 10:00", "priority", "P1"),
            ("Thu 10:00", "status", "active"),
            ("Thu 10:00", "priority", "P1"),
            as_of="Thu 10:00",
            line=line,
        )
        assert (row.target, row.verdict, row.due, row.used) == ("P1", "running", "Thu 10:00", 1)


class TestRestartOnReopening:
    """A reopening starts the clock anew in the same cycle."""

    def test_only_what_comes_after_the_last_reopening_counts(self, desk) -> None:
        row = desk.judge(
            ("Mon 11:00", "status", "solved"),
            ("Tue 09:00", "status", "active"),
            ("Tue 10:00", "status", "solved"),
            ("Wed 09:00", "status", "waiting"),
            ("Wed 10:00", "status", "active"),
            as_of="Wed 12:00",
            line=desk.line(on_reopen="restart"),
        )
        assert (row.started, row.used, row.paused, row.cycle) == ("Wed 09:00", 2, 1, 1)

    def test_without_a_reopening_nothing_changes(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "solved"), line=desk.line(on_reopen="restart"))
        assert (row.started, row.stopped, row.used) == ("Mon 09:00", "Mon 11:00", 2)
