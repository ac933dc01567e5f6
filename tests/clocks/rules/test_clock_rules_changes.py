"""Rules 8 to 14 of clocks: a change of target in mid-flight, and stretches without a target.

Office hours are Monday to Friday 09:00-17:00; P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

import pytest


class TestRule8:
    """A change takes effect at its own instant; at the instant of a stop keep and retroactive come first."""

    @pytest.mark.parametrize("on_change", ["keep", "retroactive"])
    def test_rule_8_at_a_stop_the_new_target_judges(self, desk, on_change) -> None:
        # Three hours used: in time for P2, too much for P1. Kept, P1 is used up at the change, which is in time.
        row = desk.judge(("Mon 12:00", "status", "solved"), ("Mon 12:00", "priority", "P1"), on_change=on_change)
        assert (row.allowed, row.used) == (2, 3)
        assert (row.verdict, row.due) == (("met", "Mon 12:00") if on_change == "keep" else ("breached", "Mon 11:00"))

    def test_rule_8_under_restart_the_old_target_judges(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "solved"), ("Mon 12:00", "priority", "P1"), on_change="restart")
        assert (row.verdict, row.allowed, row.started, row.used) == ("met", 8, "Mon 09:00", 3)

    def test_rule_8_under_restart_such_a_change_counts_at_the_reopening(self, desk) -> None:
        row = desk.judge(
            ("Mon 12:00", "status", "solved"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 14:00", "status", "active"),
            on_change="restart",
            as_of="Mon 15:00",
        )
        assert (row.allowed, row.started, row.used, row.due) == (2, "Mon 14:00", 1, "Mon 16:00")

    def test_rule_8_an_undone_stop_suppresses_nothing(self, desk) -> None:
        # Undone, the clock ran on: P1 holds from 12:00 on, when three hours were used.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 15:00", "status", "active"),
            on_reopen="undo-stop",
            as_of="Mon 16:00",
        )
        assert (row.verdict, row.due, row.used) == ("breached", "Mon 12:00", 7)

    def test_rule_8_an_earlier_stop_suppresses_nothing_where_the_last_one_counts(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 14:00", "status", "closed"),
            stops="last",
        )
        assert (row.verdict, row.due, row.used, row.allowed) == ("breached", "Mon 12:00", 5, 2)

    def test_rule_8_under_restart_a_change_in_an_undone_stop_restarts_there(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 15:00", "status", "active"),
            on_reopen="undo-stop",
            on_change="restart",
            as_of="Mon 16:00",
        )
        assert (row.started, row.due, row.used) == ("Mon 12:00", "Mon 14:00", 4)


class TestRule9:
    """A change while stopped waits for the reopening; without one it changes nothing."""

    @pytest.mark.parametrize("on_change", ["keep", "restart", "retroactive"])
    def test_rule_9_without_reopening_it_changes_nothing(self, desk, on_change) -> None:
        row = desk.judge(("Mon 12:00", "status", "solved"), ("Mon 13:00", "priority", "P1"), on_change=on_change)
        assert (row.allowed, row.verdict, row.due, row.used) == (8, "met", "Mon 17:00", 3)

    def test_rule_9_it_takes_effect_at_the_reopening(self, desk) -> None:
        # Three hours used at the stop. At the reopening P1 has used up its two: due then.
        row = desk.judge(
            ("Mon 12:00", "status", "solved"), ("Mon 13:00", "priority", "P1"), ("Mon 15:00", "status", "active")
        )
        assert (row.allowed, row.due) == (2, "Mon 15:00")

    @pytest.mark.parametrize("on_change", ["keep", "restart"])
    def test_rule_9_several_changes_count_once_as_the_net_difference(self, desk, on_change) -> None:
        # P2 to P1 and back is no change: eight hours are 09:00-12:00, 15:00-17:00 and 09:00-12:00.
        row = desk.judge(
            ("Mon 12:00", "status", "solved"),
            ("Mon 13:00", "priority", "P1"),
            ("Mon 14:00", "priority", "P2"),
            ("Mon 15:00", "status", "active"),
            on_change=on_change,
        )
        assert (row.allowed, row.started, row.due) == (8, "Mon 09:00", "Tue 12:00")


class TestRule10:
    """Time and business days do not add up."""

    def test_rule_10_keep_between_hours_and_days_is_undetermined(self, desk) -> None:
        targets = {"P1": desk.hours(2), "P2": desk.days(2)}
        assert desk.judge(("Mon 10:00", "priority", "P1"), targets=targets).verdict == "undetermined"

    @pytest.mark.parametrize("on_change", ["restart", "retroactive"])
    def test_rule_10_the_other_policies_do_not_add_up(self, desk, on_change) -> None:
        targets = {"P1": desk.hours(2), "P2": desk.days(2)}
        row = desk.judge(("Mon 10:00", "priority", "P1"), targets=targets, on_change=on_change, as_of="Mon 10:30")
        due = "Mon 12:00" if on_change == "restart" else "Mon 11:00"
        assert (row.verdict, row.due, row.allowed) == ("running", due, 2)


class TestRule11:
    """What is used up at a change is due at the change; who was late stays late unless the new target has time left."""

    TO_P2 = ("Tue 10:00", "priority", "P2")

    def test_rule_11_a_clock_in_time_is_due_at_the_change(self, desk) -> None:
        # P3: eight hours on Monday and one on Tuesday, in time; P2 has eight.
        row = desk.judge(self.TO_P2, priority="P3")
        assert (row.verdict, row.due, row.until) == ("breached", "Tue 10:00", "Tue 10:00")

    @pytest.mark.parametrize(("stop", "verdict"), [("Tue 10:00", "met"), ("Tue 10:00+1us", "breached")])
    def test_rule_11_the_instant_of_the_change_is_still_in_time(self, desk, stop, verdict) -> None:
        assert desk.judge(self.TO_P2, (stop, "status", "solved"), priority="P3").verdict == verdict

    def test_rule_11_used_up_exactly_at_the_change_is_used_up(self, desk) -> None:
        # Eight hours at Monday 17:00, when P3 becomes P2: due there, and the night is not in time any more.
        row = desk.judge(("Mon 17:00", "priority", "P2"), ("Mon 20:00", "status", "solved"), priority="P3")
        assert (row.verdict, row.due, row.until) == ("breached", "Mon 17:00", "Mon 17:00")

    def test_rule_11_a_late_clock_keeps_its_old_due(self, desk) -> None:
        # P2 was due on Monday 17:00, in time until Tuesday 09:00; P1 has even less.
        row = desk.judge(("Tue 11:00", "priority", "P1"))
        assert (row.allowed, row.verdict, row.due, row.until) == (2, "breached", "Mon 17:00", "Tue 09:00")

    def test_rule_11_a_late_clock_is_in_time_again_where_the_new_target_has_time_left(self, desk) -> None:
        # P1 was due on Monday 11:00; at 13:00 four hours were used, of eight.
        row = desk.judge(("Mon 13:00", "priority", "P2"), ("Mon 16:00", "status", "solved"), priority="P1")
        assert (row.verdict, row.due) == ("met", "Mon 17:00")

    def test_rule_11_the_last_such_change_counts(self, desk) -> None:
        # P2 used up on Tuesday 10:00; P3 at 12:00 has eleven hours of sixteen; P1 used up at 15:00, in time.
        row = desk.judge(self.TO_P2, ("Tue 12:00", "priority", "P3"), ("Tue 15:00", "priority", "P1"), priority="P3")
        assert (row.due, row.until) == ("Tue 15:00", "Tue 15:00")

    @pytest.mark.parametrize(
        ("change", "verdict", "due"), [("Wed 17:00", "breached", "Tue 17:00"), ("Wed 16:59", "met", "Wed 17:00")]
    )
    def test_rule_11_the_tick_at_the_change_itself_uses_up_the_new_days(self, desk, change, verdict, due) -> None:
        # One day was due on Tuesday 17:00, the first closing after the start. Of two days the second tick is that of
        # Wednesday 17:00: at that change they are used up, and the breach stays; a minute before one is left, and P2
        # judges, whose last instant is that of the stop.
        targets = {"P1": desk.days(1), "P2": desk.days(2)}
        events = ((change, "priority", "P2"), ("Wed 17:00", "status", "solved"))
        row = desk.judge(*events, priority="P1", targets=targets)
        assert (row.verdict, row.due, row.until, row.used, row.allowed) == (verdict, due, due, 2, 2)

    def test_rule_11_the_due_lands(self, desk) -> None:
        # One day was used by Tuesday 17:00; on Tuesday 20:00 the target becomes one of one day that lands when open.
        targets = {"P1": desk.days(1, landing="next-opening"), "P2": desk.days(3)}
        row = desk.judge(("Tue 20:00", "priority", "P1"), targets=targets)
        assert (row.due, row.until) == ("Wed 09:00", "Wed 09:00")

    def test_rule_11_is_for_keep_only(self, desk) -> None:
        # Under P2 from the start the ticket was due on Monday 17:00, long before the change.
        row = desk.judge(self.TO_P2, priority="P3", on_change="retroactive")
        assert (row.verdict, row.due, row.until, row.used) == ("breached", "Mon 17:00", "Tue 09:00", row.lived_used)

    def test_rule_11_time_used_stays_as_it_was_measured(self, desk) -> None:
        # P3 on office hours: one hour by 18:00. P1 around the clock: two hours, of which one is left.
        targets = {"P1": desk.hours(2, "always"), "P3": desk.hours(16)}
        row = desk.judge(("Mon 18:00", "priority", "P1"), opened="Mon 16:00", priority="P3", targets=targets)
        assert (row.due, row.until) == ("Mon 19:00", "Mon 19:00")

    def test_rule_11_retroactive_measures_all_of_it_on_the_new_calendar(self, desk) -> None:
        targets = {"P1": desk.hours(4, "always"), "P3": desk.hours(16)}
        more = {"opened": "Mon 16:00", "priority": "P3", "targets": targets, "on_change": "retroactive"}
        row = desk.judge(("Mon 18:00", "priority", "P1"), as_of="Mon 19:00", **more)
        assert (row.due, row.used, row.verdict) == ("Mon 20:00", 3, "running")


class TestRule12:
    """Keep between business days: old marks up to the change, new ones after it, from the clock's start."""

    NOON = "12:00"

    def targets(self, desk):
        return {"P2": desk.days(2), "P3": desk.days(3, ends=self.NOON)}

    def test_rule_12_a_date_whose_old_mark_has_passed_does_not_tick_again(self, desk) -> None:
        # Old marks at noon: Tuesday ticked. New marks at 17:00: Wednesday is the second.
        row = desk.judge(("Tue 14:00", "priority", "P2"), priority="P3", targets=self.targets(desk), as_of="Tue 18:00")
        assert (row.due, row.used) == ("Wed 17:00", 1)

    def test_rule_12_a_date_whose_new_mark_lies_before_the_change_does_not_tick(self, desk) -> None:
        # Old mark on Tuesday 17:00, not reached; new marks at noon: Wednesday, Thursday, Friday.
        row = desk.judge(("Tue 14:00", "priority", "P3"), targets=self.targets(desk))
        assert row.due == "Fri 12:00"

    def test_rule_12_a_date_is_done_where_its_mark_lay_in_a_pause_too(self, desk) -> None:
        row = desk.judge(
            ("Tue 11:00", "status", "waiting"),
            ("Tue 13:00", "status", "active"),
            ("Tue 14:00", "priority", "P2"),
            priority="P3",
            targets=self.targets(desk),
        )
        assert (row.due, row.paused) == ("Thu 17:00", 1)

    def test_rule_12_a_mark_exactly_at_the_change_is_an_old_one(self, desk) -> None:
        row = desk.judge(("Tue 12:00", "priority", "P2"), priority="P3", targets=self.targets(desk), as_of="Tue 13:00")
        assert (row.due, row.used) == ("Wed 17:00", 1)

    def test_rule_12_the_new_marks_are_reckoned_from_the_start(self, desk) -> None:
        # Same-time marks of P1 are at 10:00, the time of the opening, and not at that of the change.
        targets = {"P1": desk.days(2, ends="same-time"), "P2": desk.days(5)}
        row = desk.judge(("Tue 15:00", "priority", "P1"), opened="Mon 10:00", targets=targets, as_of="Wed 09:00")
        assert (row.due, row.used) == ("Thu 10:00", 0)

    def test_rule_12_the_tick_that_completes_lands_by_its_own_marks_rule(self, desk) -> None:
        # Tuesday ticked at 20:00 and Wednesday at 16:00, the new mark: that is two.
        targets = {"P2": desk.days(3, ends="20:00", landing="next-opening"), "P3": desk.days(2, ends="16:00")}
        row = desk.judge(("Wed 15:00", "priority", "P3"), targets=targets, as_of="Wed 15:30")
        assert row.due == "Wed 16:00"

    def test_rule_12_an_old_tick_that_completes_lands_by_the_old_rule(self, desk) -> None:
        # Tuesday and Wednesday ticked at 20:00, the old mark, which lands on Thursday 09:00, after the change.
        targets = {"P2": desk.days(3, ends="20:00", landing="next-opening"), "P3": desk.days(2, ends="16:00")}
        row = desk.judge(("Wed 21:00", "priority", "P3"), targets=targets, as_of="Wed 21:30")
        assert (row.due, row.until, row.verdict) == ("Thu 09:00", "Thu 09:00", "running")
        late = desk.judge(("Thu 09:00", "priority", "P3"), targets=targets, as_of="Thu 09:30")
        assert (late.due, late.verdict) == ("Thu 09:00", "breached")

    @pytest.mark.parametrize(
        ("change", "verdict", "due"), [("Wed 21:00", "running", "Thu 09:00"), ("Thu 09:00", "breached", "Wed 09:00")]
    )
    def test_rule_12_a_late_clock_is_in_time_again_before_the_new_due_has_landed(
        self, desk, change, verdict, due
    ) -> None:
        # Ticks on Tuesday and Wednesday at 20:00, which land on the next morning at 09:00. One day was due on Wednesday
        # 09:00, so the clock is late. Two days are used up when Wednesday's tick has landed, on Thursday 09:00: up to
        # then P2 judges; from then on the breach of P1 stays, for the new days are used up at the change already.
        lands = {"ends": "20:00", "landing": "next-opening"}
        targets = {"P1": desk.days(1, **lands), "P2": desk.days(2, **lands)}
        row = desk.judge((change, "priority", "P2"), priority="P1", targets=targets, as_of=change)
        assert (row.verdict, row.due, row.until, row.used, row.allowed) == (verdict, due, due, 2, 2)


class TestRule13:
    """Restart: everything counts from the restart, in the same cycle."""

    def test_rule_13_everything_counts_from_the_restart(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 11:00", "status", "active"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 13:00", "status", "waiting"),
            ("Mon 15:00", "status", "active"),
            on_change="restart",
            as_of="Mon 15:30",
        )
        assert (row.started, row.used, row.paused, row.due) == ("Mon 12:00", 1.5, 2, "Mon 16:00")
        assert (row.lived, row.lived_used) == ("breached", 3.5)

    def test_rule_13_a_late_clock_is_in_time_again(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "priority", "P2"), priority="P1", on_change="restart", as_of="Mon 13:00")
        assert (row.verdict, row.due) == ("running", "Tue 12:00")

    def test_rule_13_a_reopening_may_restart_too(self, desk) -> None:
        row = desk.judge(
            ("Mon 15:00", "status", "solved"),
            ("Tue 10:00", "status", "active"),
            on_reopen="restart",
            as_of="Tue 12:00",
        )
        assert (row.started, row.stopped, row.used, row.due) == ("Tue 10:00", None, 2, "Wed 10:00")

    def test_rule_13_business_days_are_counted_from_the_restart(self, desk) -> None:
        targets = {"P1": desk.days(1), "P2": desk.days(5)}
        row = desk.judge(("Tue 10:00", "priority", "P1"), targets=targets, on_change="restart", as_of="Tue 18:00")
        assert (row.due, row.used) == ("Wed 17:00", 0)


class TestRule14:
    """Where no target applies nothing is measured; a leading gap takes the first known value, a later one is unknown."""

    def test_rule_14_the_clock_starts_when_a_target_first_applies(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "priority", "P1"), priority="P4")
        assert (row.started, row.due) == ("Mon 11:00", "Mon 13:00")

    def test_rule_14_without_any_target_it_is_not_applicable(self, desk) -> None:
        row = desk.judge(priority="P4")
        assert (row.verdict, row.started, row.due, row.used) == ("not-applicable", None, None, None)

    def test_rule_14_none_at_the_last_stop_is_not_applicable_with_start_and_stop_alone(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", "P4"), ("Mon 11:00", "status", "solved"))
        assert (row.verdict, row.started, row.stopped) == ("not-applicable", "Mon 09:00", "Mon 11:00")
        assert (row.due, row.until, row.used, row.paused) == (None, None, None, None)

    def test_rule_14_a_stretch_without_a_target_measures_nothing(self, desk) -> None:
        # 09:00 to 10:00 under P2, then none until 12:00, then P2: seven hours left from 12:00.
        row = desk.judge(("Mon 10:00", "priority", "P4"), ("Mon 12:00", "priority", "P2"), as_of="Mon 13:00")
        assert (row.due, row.used, row.lived_used) == ("Tue 11:00", 2, 2)

    def test_rule_14_without_a_target_no_clock_gets_late(self, desk) -> None:
        # P1 is due Mon 12:00, and no target holds from 11:00 until it becomes P2 at 14:00, due Mon 12:00 as well: the
        # clock was in time while P1 held, and P2 is over when it comes, so that 14:00 is the last instant in time (rule
        # 11).
        targets = {name: {"within": {"moment": desk.iso("Mon 12:00")}} for name in ("P1", "P2")}
        gap = (("Mon 11:00", "priority", "P4"), ("Mon 14:00", "priority", "P2"))
        in_time = desk.judge(*gap, ("Mon 14:00", "status", "solved"), priority="P1", targets=targets)
        late = desk.judge(*gap, ("Mon 14:30", "status", "solved"), priority="P1", targets=targets)
        assert (in_time.verdict, in_time.due, late.verdict, late.due) == ("met", "Mon 14:00", "breached", "Mon 14:00")

    def test_rule_14_retroactive_measures_it(self, desk) -> None:
        events = (("Mon 10:00", "priority", "P4"), ("Mon 12:00", "priority", "P2"))
        row = desk.judge(*events, on_change="retroactive", as_of="Mon 13:00")
        assert (row.due, row.used) == ("Mon 17:00", 4)

    def test_rule_14_a_leading_gap_takes_the_first_known_value_from_the_opening_on(self, desk) -> None:
        row = desk.judge(("Mon 15:00", "priority", "P1"), priority=None)
        assert (row.started, row.due, row.verdict) == ("Mon 09:00", "Mon 11:00", "breached")

    def test_rule_14_a_later_gap_that_would_be_measured_is_undetermined(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", None), ("Mon 11:00", "priority", "P2"), ("Mon 12:00", "status", "solved")
        )
        assert row.verdict == "undetermined"

    def test_rule_14_retroactive_knows_what_to_measure_it_by(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", None),
            ("Mon 11:00", "priority", "P2"),
            ("Mon 12:00", "status", "solved"),
            on_change="retroactive",
        )
        assert (row.verdict, row.used) == ("met", 3)

    def test_rule_14_a_later_gap_in_a_pause_measures_nothing(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 10:00", "priority", None),
            ("Mon 12:00", "priority", "P2"),
            ("Mon 12:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
        )
        assert (row.verdict, row.used, row.lived) == ("met", 2, "undetermined")

    def test_rule_14_a_later_gap_in_a_solved_stretch_measures_nothing(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "priority", None),
            ("Mon 12:00", "priority", "P2"),
            ("Mon 12:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
        )
        assert (row.verdict, row.used, row.lived) == ("met", 2, "met")

    @pytest.mark.parametrize("as_of", ["Mon 10:00", "Mon 12:00"])
    def test_rule_14_a_gap_as_the_last_value_is_undetermined(self, desk, as_of) -> None:
        events = (("Mon 10:00", "status", "solved"), ("Mon 10:00", "priority", None))
        row = desk.judge(*events, as_of=as_of)
        assert (row.verdict, row.stopped) == ("undetermined", "Mon 10:00")

    @pytest.mark.parametrize(("pause", "verdict", "used"), [([], "met", 3), (["waiting"], "undetermined", None)])
    def test_rule_14_a_status_that_nobody_asks_for_may_be_unknown(self, desk, pause, verdict, used) -> None:
        # A comment of the agent stops the clock. Where no status pauses, cancels or resets it, that the status is
        # unknown from 11:00 on decides nothing: three hours from 09:00 to 12:00. Where one pauses, it may have.
        events = (("Mon 11:00", "status", None), ("Mon 12:00", "comment", "agent"))
        row = desk.judge(*events, pause=pause, stop={"event": {"comment": ["agent"]}})
        assert (row.verdict, row.stopped, row.used) == (verdict, "Mon 12:00", used)

    def test_rule_14_never_known_is_undetermined(self, desk) -> None:
        assert desk.judge(priority=None).verdict == "undetermined"

    def test_rule_14_under_restart_a_target_that_comes_with_the_stop_comes_too_late(self, desk) -> None:
        # Rule 8: the change counts as made while stopped, and the old target, which is none, judges.
        events = (("Mon 11:00", "priority", "P1"), ("Mon 11:00", "status", "solved"))
        late = desk.judge(*events, priority="P4", on_change="restart")
        assert (late.verdict, late.started) == ("not-applicable", None)
        kept = desk.judge(*events, priority="P4", on_change="keep")
        assert (kept.verdict, kept.started, kept.stopped, kept.used) == ("met", "Mon 11:00", "Mon 11:00", 0)

    @pytest.mark.parametrize("on_change", ["keep", "restart", "retroactive"])
    def test_rule_14_none_in_the_end_shows_when_one_first_applied(self, desk, on_change) -> None:
        events = (("Mon 10:00", "priority", "P1"), ("Mon 11:00", "priority", "P4"))
        row = desk.judge(*events, priority="P4", on_change=on_change)
        assert (row.verdict, row.started, row.due) == ("not-applicable", "Mon 10:00", None)

    def test_rule_14_under_restart_a_target_that_comes_back_starts_anew(self, desk) -> None:
        events = (("Mon 10:00", "priority", "P4"), ("Mon 12:00", "priority", "P2"))
        row = desk.judge(*events, on_change="restart", as_of="Mon 13:00")
        assert (row.started, row.used, row.due) == ("Mon 12:00", 1, "Tue 12:00")
