"""Resets and cancels in the replay, worked out by hand. P1 has two hours, P2 eight, P3 sixteen, P4 no target."""

from __future__ import annotations

from contractkit.terms.conditions import Is
from contractkit.terms.targets import AtField, WhenState


class TestReset:
    """While the status is a reset status the clock has not started; what was used is forgotten (clocks.md 6)."""

    def test_the_clock_starts_anew_when_the_reset_is_left(self, desk) -> None:
        # One hour before the reset is forgotten: eight hours from Monday 13:00 end on Tuesday 13:00.
        row = desk.judge(
            ("Mon 10:00", "status", "misrouted"),
            ("Mon 13:00", "status", "active"),
            as_of="Mon 14:00",
            line=desk.line(resets="misrouted"),
        )
        assert (row.verdict, row.started, row.due, row.used) == ("running", "Mon 13:00", "Tue 13:00", 1)

    def test_a_clock_that_is_reset_has_not_started(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "misrouted"), as_of="Tue 12:00", line=desk.line(resets="misrouted"))
        assert (row.verdict, row.reason, row.lived) == ("not-applicable", "reset", "not-applicable")
        assert (row.started, row.due, row.until, row.stopped) == (None, None, None, None)
        assert (row.used, row.paused, row.relieved, row.lived_used) == (0, 0, 0, 0)

    def test_a_stop_that_is_left_for_a_reset_is_forgotten(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "status", "misrouted"),
            ("Mon 12:00", "status", "waiting"),
            ("Mon 14:00", "status", "active"),
            as_of="Mon 15:00",
            line=desk.line(resets="misrouted"),
        )
        assert (row.started, row.stopped, row.used, row.paused) == ("Mon 12:00", None, 1, 2)

    def test_a_clock_whose_reset_is_left_for_a_stop_starts_and_stops_there(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "misrouted"), ("Mon 12:00", "status", "closed"), line=desk.line(resets="misrouted")
        )
        assert (row.verdict, row.started, row.stopped, row.used) == ("met", "Mon 12:00", "Mon 12:00", 0)

    def test_a_reset_of_the_opening_state_puts_the_start_off(self, desk) -> None:
        row = desk.judge(
            ("Mon 11:00", "status", "active"),
            status="misrouted",
            as_of="Mon 12:00",
            line=desk.line(resets="misrouted"),
        )
        assert (row.started, row.used) == ("Mon 11:00", 1)

    def test_a_missed_target_is_forgotten_too(self, desk) -> None:
        # P1 would have been breached at 11:00; after the reset it has two hours again.
        row = desk.judge(
            ("Mon 12:00", "status", "misrouted"),
            ("Mon 13:00", "status", "active"),
            ("Mon 14:00", "status", "solved"),
            priority="P1",
            line=desk.line(resets="misrouted"),
        )
        assert (row.verdict, row.used) == ("met", 1)

    def test_a_clock_that_a_state_started_waits_for_such_a_state_again(self, desk) -> None:
        # Rule 6: it has not started; so it is its own start that starts it anew (decision 0173).
        line = desk.line(starts=WhenState(Is("status", ("active",))), resets="misrouted")
        row = desk.judge(
            ("Mon 10:00", "status", "active"),
            ("Mon 11:00", "status", "misrouted"),
            ("Mon 12:00", "status", "new"),
            ("Mon 13:00", "status", "active"),
            as_of="Mon 15:00",
            line=line,
        )
        assert (row.started, row.used) == ("Mon 13:00", 2)

    def test_one_whose_start_still_holds_when_the_reset_is_left_starts_there(self, desk) -> None:
        line = desk.line(starts=WhenState(Is("priority", ("P1",))), resets="misrouted")
        row = desk.judge(
            ("Mon 11:00", "status", "misrouted"),
            ("Mon 12:00", "status", "new"),
            priority="P1",
            as_of="Mon 13:00",
            line=line,
        )
        assert (row.started, row.used) == ("Mon 12:00", 1)


class TestCancel:
    """Cancel is final, even after a stop (clocks.md 7)."""

    def test_a_cancelled_clock_has_nothing_due_and_shows_what_it_used(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "void"), as_of="Fri 12:00", line=desk.line(cancels="void"))
        assert (row.verdict, row.reason, row.due, row.until) == ("not-applicable", "cancelled", None, None)
        assert (row.started, row.stopped, row.used) == ("Mon 09:00", None, 3)

    def test_after_a_stop_the_stop_stays_shown_and_ends_what_was_used(self, desk) -> None:
        row = desk.judge(
            ("Mon 11:00", "status", "solved"), ("Tue 12:00", "status", "void"), line=desk.line(cancels="void")
        )
        assert (row.verdict, row.stopped, row.used) == ("not-applicable", "Mon 11:00", 2)

    def test_nothing_that_comes_later_counts(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "void"),
            ("Mon 11:00", "status", "active"),
            ("Mon 12:00", "status", "solved"),
            line=desk.line(cancels="void"),
        )
        assert (row.verdict, row.stopped, row.used) == ("not-applicable", None, 1)

    def test_an_item_that_opens_cancelled_never_starts(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "active"), status="void", line=desk.line(cancels="void"))
        assert (row.verdict, row.reason, row.started, row.used) == ("not-applicable", "cancelled", None, 0)

    def test_a_cancel_before_the_start_is_final(self, desk) -> None:
        line = desk.line(starts=AtField("reported_at"), cancels="void")
        row = desk.judge(
            ("Mon 10:00", "status", "void"), ("Mon 11:00", "status", "active"), reported_at="Mon 12:00", line=line
        )
        assert (row.verdict, row.reason, row.started, row.due) == ("not-applicable", "cancelled", None, None)

    def test_a_cancel_while_reset_leaves_nothing_started(self, desk) -> None:
        line = desk.line(resets="misrouted", cancels="void")
        row = desk.judge(("Mon 10:00", "status", "misrouted"), ("Mon 11:00", "status", "void"), line=line)
        assert (row.verdict, row.reason, row.started, row.used) == ("not-applicable", "cancelled", None, 0)

    def test_of_one_instant_the_cancel_is_stronger_than_a_stop(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"), ("Mon 10:00", "status", "void"), line=desk.line(cancels="void")
        )
        assert (row.verdict, row.stopped) == ("not-applicable", None)
