"""Rules 6 and 7 of clocks: what forgets a clock, and what ends it for good.

Office hours are Monday to Friday 09:00-17:00; P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations


class TestRule6:
    """While the status resets it, the clock has not started; it starts anew at the first status that does not."""

    def test_rule_6_a_reset_clock_has_not_started(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "misrouted"))
        assert (row.verdict, row.started, row.due, row.stopped) == ("not-applicable", None, None, None)
        assert (row.used, row.paused, row.relieved, row.lived, row.lived_used) == (0, 0, 0, "not-applicable", 0)

    def test_rule_6_what_was_used_is_forgotten_and_the_cycle_is_the_same(self, desk) -> None:
        # Three hours until 12:00 and a pause are forgotten; from 14:00 on eight hours: 14-17 and 09-14.
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 11:00", "status", "active"),
            ("Mon 12:00", "status", "misrouted"),
            ("Mon 14:00", "status", "active"),
            as_of="Mon 16:00",
        )
        assert (row.verdict, row.started, row.due, row.used, row.paused) == ("running", "Mon 14:00", "Tue 14:00", 2, 0)

    def test_rule_6_a_breach_is_forgotten_too(self, desk) -> None:
        # P1 was late at 11:00.
        row = desk.judge(
            ("Mon 12:00", "status", "misrouted"), ("Mon 13:00", "status", "active"), priority="P1", as_of="Mon 14:00"
        )
        assert (row.verdict, row.due) == ("running", "Mon 15:00")

    def test_rule_6_a_stop_is_forgotten_too(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "solved"), ("Mon 13:00", "status", "misrouted"))
        assert (row.verdict, row.started, row.stopped) == ("not-applicable", None, None)

    def test_rule_6_a_reset_that_is_left_for_a_stop_starts_and_stops_there(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "misrouted"), ("Mon 13:00", "status", "solved"))
        assert (row.verdict, row.started, row.stopped, row.used) == ("met", "Mon 13:00", "Mon 13:00", 0)

    def test_rule_6_a_reset_that_is_left_for_a_pause_starts_paused(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "misrouted"), ("Mon 13:00", "status", "waiting"), as_of="Mon 15:00")
        assert (row.verdict, row.started, row.due, row.used, row.paused) == ("running", "Mon 13:00", None, 0, 2)

    def test_rule_6_an_item_may_open_in_a_reset(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "active"), status="misrouted", as_of="Mon 14:00")
        assert (row.started, row.due, row.used) == ("Mon 12:00", "Tue 12:00", 2)

    def test_rule_6_the_target_is_that_of_the_new_start(self, desk) -> None:
        # While misrouted the ticket becomes P1. That is no change in mid-flight: two hours from 14:00.
        row = desk.judge(
            ("Mon 12:00", "status", "misrouted"),
            ("Mon 13:00", "priority", "P1"),
            ("Mon 14:00", "status", "active"),
            as_of="Mon 15:00",
        )
        assert (row.allowed, row.started, row.due) == (2, "Mon 14:00", "Mon 16:00")

    def test_rule_6_only_the_cycle_in_hand_is_forgotten(self, desk) -> None:
        rows = desk.cycles(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "status", "active"),
            ("Mon 12:00", "status", "misrouted"),
            ("Mon 13:00", "status", "active"),
            on_reopen="new-cycle",
            as_of="Mon 14:00",
        )
        assert [(row.verdict, row.started, row.stopped) for row in rows] == [
            ("met", "Mon 09:00", "Mon 10:00"),
            ("running", "Mon 13:00", None),
        ]


class TestRule7:
    """Cancel is final."""

    def test_rule_7_a_cancelled_clock_is_not_applicable_and_shows_what_was_used(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"), ("Mon 11:00", "status", "active"), ("Mon 12:00", "status", "void")
        )
        assert (row.verdict, row.due, row.until, row.stopped) == ("not-applicable", None, None, None)
        assert (row.started, row.used, row.paused, row.lived, row.lived_used) == (
            "Mon 09:00",
            2,
            1,
            "not-applicable",
            3,
        )

    def test_rule_7_after_a_stop_too_and_the_stop_stays_shown(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "solved"), ("Mon 12:00", "status", "void"))
        assert (row.verdict, row.stopped, row.used, row.due) == ("not-applicable", "Mon 10:00", 1, None)

    def test_rule_7_nothing_comes_after_it(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "void"), ("Mon 12:00", "status", "active"), ("Mon 13:00", "status", "solved")
        )
        assert (row.verdict, row.stopped, row.used) == ("not-applicable", None, 1)

    def test_rule_7_there_is_no_further_cycle(self, desk) -> None:
        rows = desk.cycles(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "status", "active"),
            ("Mon 12:00", "status", "void"),
            ("Mon 13:00", "status", "active"),
            on_reopen="new-cycle",
        )
        assert [(row.verdict, row.started, row.used) for row in rows] == [
            ("met", "Mon 09:00", 1),
            ("not-applicable", "Mon 11:00", 1),
        ]

    def test_rule_7_leaving_a_stop_for_it_is_no_reopening(self, desk) -> None:
        rows = desk.cycles(("Mon 10:00", "status", "solved"), ("Mon 11:00", "status", "void"), on_reopen="new-cycle")
        assert [(row.verdict, row.stopped) for row in rows] == [("not-applicable", "Mon 10:00")]

    def test_rule_7_what_is_late_is_cancelled_all_the_same(self, desk) -> None:
        row = desk.judge(("Mon 15:00", "status", "void"), priority="P1")
        assert (row.verdict, row.lived, row.used) == ("not-applicable", "not-applicable", 6)

    def test_rule_7_a_reset_clock_that_is_cancelled_has_used_nothing(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "misrouted"), ("Mon 12:00", "status", "void"))
        assert (row.verdict, row.started, row.used) == ("not-applicable", None, 0)

    def test_rule_7_an_item_that_opens_cancelled_never_started(self, desk) -> None:
        row = desk.judge(status="void")
        assert (row.verdict, row.started, row.due, row.used) == ("not-applicable", None, None, 0)
