"""Rules 19 to 24 of clocks: what is reported of pauses, relief, and the reading as lived.

Office hours are Monday to Friday 09:00-17:00; P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

import pytest


class TestRule19:
    """Open and past the last instant in time: breached."""

    def test_rule_19_it_is_breached_a_microsecond_after_the_last_instant_in_time(self, desk) -> None:
        # Due at Monday's closing; in time until Tuesday's opening.
        assert desk.judge(as_of="Tue 09:00").verdict == "running"
        late = desk.judge(as_of="Tue 09:00+1us")
        assert (late.verdict, late.due, late.until) == ("breached", "Mon 17:00", "Tue 09:00")


class TestRule20:
    """Paused and in time: nothing is due. A breached clock keeps its due; no days always show it."""

    def test_rule_20_nothing_is_due_while_paused_in_time(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"))
        assert (row.verdict, row.due, row.until, row.used) == ("running", None, None, 1)

    def test_rule_20_used_up_exactly_at_the_pause_is_in_time_still(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "waiting"), priority="P1")
        assert (row.verdict, row.due, row.used) == ("running", None, 2)

    def test_rule_20_a_breached_clock_keeps_its_due(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "waiting"), priority="P1")
        assert (row.verdict, row.due) == ("breached", "Mon 11:00")

    def test_rule_20_no_days_always_show_it(self, desk) -> None:
        row = desk.judge(status="waiting", opened="Sat 12:00", targets={"P2": desk.days(0)}, as_of="Sun 12:00")
        assert (row.due, row.verdict) == ("next Mon 09:00", "running")

    def test_rule_20_relief_in_force_does_not_hide_it(self, desk) -> None:
        # Relief from 10:00 to 12:00, judged at 11:00: it is known, and moves the due by two hours.
        row = desk.judge(relief=[("Mon 10:00", "Mon 12:00")], as_of="Mon 11:00")
        assert (row.verdict, row.due, row.used, row.relieved) == ("running", "Tue 11:00", 1, 1)

    def test_rule_20_a_pause_does_not_move_a_moment(self, desk) -> None:
        targets = {"P2": {"within": {"moment": desk.iso("Thu 09:00")}}}
        row = desk.judge(("Mon 10:00", "status", "waiting"), targets=targets, as_of="Wed 09:00")
        assert (row.due, row.used, row.paused) == ("Thu 09:00", None, None)

    @pytest.mark.parametrize(("as_of", "verdict"), [("Tue 09:00", "running"), ("Tue 09:00+1us", "breached")])
    def test_rule_20_nor_does_it_hide_a_change_after_the_moment(self, desk, as_of, verdict) -> None:
        # On Tuesday 09:00 the moment becomes Monday noon, which has passed: due at the change (rule 11), which is in
        # time. That the clock waits since Monday does not move it: a moment is not measured.
        targets = {
            name: {"within": {"moment": desk.iso(at)}} for name, at in (("P1", "Mon 12:00"), ("P2", "Thu 09:00"))
        }
        events = (("Mon 10:00", "status", "waiting"), ("Tue 09:00", "priority", "P1"))
        row = desk.judge(*events, targets=targets, as_of=as_of)
        assert (row.verdict, row.due, row.until) == (verdict, "Tue 09:00", "Tue 09:00")


class TestRule21:
    """Relief that is known counts wholly, also where it lies ahead or after the stop."""

    def test_rule_21_announced_maintenance_ahead_moves_the_due(self, desk) -> None:
        row = desk.judge(relief=[("Mon 14:00", "Mon 16:00")], as_of="Mon 10:00")
        assert (row.due, row.used, row.relieved) == ("Tue 11:00", 1, 0)

    def test_rule_21_it_moves_the_due_of_a_stopped_ticket_too(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "solved"), relief=[("Mon 14:00", "Mon 16:00")])
        assert (row.verdict, row.due, row.used, row.relieved) == ("met", "Tue 11:00", 1, 0)

    def test_rule_21_what_was_recorded_later_than_known_at_is_not_known(self, desk) -> None:
        relief = [("Mon 14:00", "Mon 16:00", "overlapping", "customer", "Wed 09:00")]
        before = desk.judge(relief=relief, known_at="Tue 09:00", as_of="Mon 17:00")
        after = desk.judge(relief=relief, known_at="Wed 09:00", as_of="Mon 17:00")
        assert (before.used, before.due) == (8, "Mon 17:00")
        assert (after.used, after.due) == (6, "Tue 11:00")

    def test_rule_21_an_event_that_was_recorded_later_is_not_known_either(self, desk) -> None:
        events = (("Mon 10:00", "status", "solved", None, "Wed 09:00"),)
        assert desk.judge(*events, known_at="Tue 09:00", as_of="Mon 12:00").verdict == "running"
        assert desk.judge(*events, known_at="Wed 09:00", as_of="Mon 12:00").verdict == "met"


class TestRule22:
    """Paused and relieved are measured alone on the target's axis; their union shortens what was used."""

    def test_rule_22_a_pause_over_a_night_counts_open_time_alone(self, desk) -> None:
        # 16:00 to 17:00 and 09:00 to 10:00.
        row = desk.judge(
            ("Mon 16:00", "status", "waiting"), ("Tue 10:00", "status", "active"), ("Tue 10:30", "status", "solved")
        )
        assert (row.paused, row.used, row.due) == (2, 7.5, "Tue 11:00")

    def test_rule_22_the_union_shortens_what_was_used(self, desk) -> None:
        # Waiting 10-13, relief 12-15: each three hours, together five. From 09:00 to 16:00 two were used.
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 13:00", "status", "active"),
            relief=[("Mon 12:00", "Mon 15:00")],
            as_of="Mon 16:00",
        )
        assert (row.paused, row.relieved, row.used, row.lived_used) == (3, 3, 2, 7)

    def test_rule_22_two_reliefs_that_overlap_count_once(self, desk) -> None:
        relief = [("Mon 10:00", "Mon 12:00"), ("Mon 11:00", "Mon 13:00", "overlapping", "power")]
        row = desk.judge(relief=relief, as_of="Mon 16:00")
        assert (row.relieved, row.used) == (3, 4)

    def test_rule_22_they_are_measured_from_the_start_to_the_stop(self, desk) -> None:
        # From 08:00 to 10:00 one hour lies after the start, from 10:30 to 12:00 half an hour before the stop.
        relief = [("Mon 08:00", "Mon 10:00"), ("Mon 10:30", "Mon 12:00")]
        row = desk.judge(("Mon 11:00", "status", "solved"), relief=relief)
        assert (row.relieved, row.used) == (1.5, 0.5)

    def test_rule_22_a_solved_stretch_is_neither(self, desk) -> None:
        # Relief 10-14, solved 11-13: two hours of relief.
        row = desk.judge(
            ("Mon 11:00", "status", "solved"),
            ("Mon 13:00", "status", "active"),
            relief=[("Mon 10:00", "Mon 14:00")],
            as_of="Mon 16:00",
        )
        assert (row.relieved, row.used, row.lived_used) == (2, 3, 5)

    def test_rule_22_of_business_days_ticks_count(self, desk) -> None:
        # Waiting from Tuesday to Thursday noon: the marks of Tuesday and Wednesday.
        row = desk.judge(
            ("Tue 10:00", "status", "waiting"), ("Thu 12:00", "status", "active"), targets={"P2": desk.days(2)}
        )
        assert (row.paused, row.due) == (2, "Fri 17:00")

    @pytest.mark.parametrize(("begin", "end", "paused"), [("Tue 17:00", "Wed 10:00", 1), ("Tue 10:00", "Tue 17:00", 0)])
    def test_rule_22_a_pause_has_its_first_instant_and_not_its_last(self, desk, begin, end, paused) -> None:
        events = ((begin, "status", "waiting"), (end, "status", "active"))
        assert desk.judge(*events, targets={"P2": desk.days(2)}).paused == paused

    def test_rule_22_relief_of_ticks(self, desk) -> None:
        row = desk.judge(relief=[("Tue 16:00", "Wed 16:00")], targets={"P2": desk.days(2)}, as_of="Thu 12:00")
        assert (row.relieved, row.used, row.due) == (1, 1, "Thu 17:00")


class TestRule23:
    """Relief of extent whole takes the item out if it covers an open instant of the run."""

    WHOLE = ("Mon 10:00", "Mon 11:00", "whole")

    @pytest.mark.parametrize("stop", ["Mon 12:00", "Wed 12:00", None])
    def test_rule_23_excused_whatever_it_would_have_been(self, desk, stop) -> None:
        events = () if stop is None else ((stop, "status", "solved"),)
        row = desk.judge(*events, relief=[self.WHOLE], as_of="Mon 12:00" if stop is None else "next Sun 12:00")
        assert row.verdict == "excused"
        assert row.lived == ("running" if stop is None else "met" if stop == "Mon 12:00" else "breached")

    def test_rule_23_it_does_not_shorten_what_was_used(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "solved"), relief=[self.WHOLE])
        assert (row.used, row.relieved, row.due) == (3, 0, "Mon 17:00")

    @pytest.mark.parametrize(
        ("begin", "end"),
        [
            ("Mon 17:00", "Tue 09:00"),  # closed
            ("Mon 08:00", "Mon 09:00"),  # before the start
            ("Tue 12:00", "Tue 13:00"),  # from the stop on
            ("Mon 12:00", "Mon 14:00"),  # in the solved stretch
            ("Mon 10:00", "Mon 10:00"),  # no time at all
        ],
    )
    def test_rule_23_it_has_to_cover_an_open_instant_of_the_run(self, desk, begin, end) -> None:
        events = (
            ("Mon 12:00", "status", "solved"),
            ("Mon 14:00", "status", "active"),
            ("Tue 10:00", "status", "waiting"),
            ("Tue 12:00", "status", "solved"),
        )
        assert desk.judge(*events, relief=[(begin, end, "whole")]).verdict == "met"

    @pytest.mark.parametrize(("begin", "end"), [("Mon 16:59", "Tue 08:00"), ("Tue 10:00", "Tue 11:00")])
    def test_rule_23_pauses_belong_to_the_run(self, desk, begin, end) -> None:
        events = (("Tue 10:00", "status", "waiting"), ("Tue 12:00", "status", "solved"))
        assert desk.judge(*events, relief=[(begin, end, "whole")], priority="P3").verdict == "excused"

    def test_rule_23_a_run_of_no_time_at_all_has_no_open_instant(self, desk) -> None:
        assert desk.judge(status="solved", relief=[self.WHOLE]).verdict == "met"

    def test_rule_23_each_cycle_by_itself(self, desk) -> None:
        rows = desk.cycles(
            ("Mon 12:00", "status", "solved"),
            ("Mon 14:00", "status", "active"),
            ("Mon 15:00", "status", "solved"),
            relief=[self.WHOLE],
            on_reopen="new-cycle",
        )
        assert [row.verdict for row in rows] == ["excused", "met"]


class TestRule24:
    """As lived leaves out pauses and relief, and nothing else."""

    def test_rule_24_the_customer_waited_through_pause_and_relief(self, desk) -> None:
        # 09:00 to Tuesday 12:00 is eleven hours; five were waited, and two of those left are relief.
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 15:00", "status", "active"),
            ("Tue 12:00", "status", "solved"),
            relief=[("Mon 16:00", "Tue 10:00")],
        )
        assert (row.verdict, row.used, row.lived, row.lived_used) == ("met", 4, "breached", 11)

    def test_rule_24_stops_and_reopenings_stay(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"), ("Tue 16:00", "status", "active"), ("Tue 16:30", "status", "solved")
        )
        assert (row.lived, row.lived_used) == ("met", 1.5)

    def test_rule_24_a_reset_stays(self, desk) -> None:
        events = (
            ("Mon 10:00", "status", "misrouted"),
            ("Mon 15:00", "status", "waiting"),
            ("Mon 16:00", "status", "solved"),
        )
        row = desk.judge(*events)
        assert (row.used, row.lived_used, row.lived) == (0, 1, "met")

    def test_rule_24_a_change_that_only_the_pause_saved_is_late_as_lived(self, desk) -> None:
        # By Tuesday 10:00 nine hours passed, of which eight were waited.
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Tue 10:00", "status", "active"),
            ("Tue 10:00", "priority", "P2"),
            ("Tue 12:00", "status", "solved"),
            priority="P3",
        )
        assert (row.verdict, row.lived, row.used, row.lived_used) == ("met", "breached", 3, 11)

    def test_rule_24_a_paused_clock_may_be_late_as_lived(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"), priority="P1", as_of="Mon 12:00")
        assert (row.verdict, row.lived, row.due) == ("running", "breached", None)
