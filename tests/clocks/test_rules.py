"""The rules at the edges of a clock, each with its number, worked out by hand.

Office hours are Monday to Friday 09:00-17:00. P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

from datetime import date, time

import attrs
import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar
from contractkit.clocks import REASONS, History, replay
from contractkit.facts import NAT, Events, Facts, Instants
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, WorkingTime
from contractkit.terms.conditions import AllOf, Is
from contractkit.terms.targets import AtField, Pause, TableRow, TargetTable, WhenState


class TestRule1EventsOfOneInstant:
    """With sequence numbers the last is the state, else the strongest effect, else the smallest word."""

    def test_the_last_in_sequence_is_the_state(self, desk) -> None:
        # Waiting comes last: it pauses from Monday 10:00 on, and nothing is due.
        row = desk.judge(("Mon 10:00", "status", "solved", 1), ("Mon 10:00", "status", "waiting", 2))
        assert (row.verdict, row.stopped, row.due, row.used) == ("running", None, None, 1)

    def test_the_sequence_decides_for_every_field_by_itself(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", "P3", 3), ("Mon 10:00", "priority", "P1", 1), ("Mon 10:00", "status", "solved", 2)
        )
        assert (row.target, row.stopped) == ("P3", "Mon 10:00")

    def test_without_sequence_a_stop_is_stronger_than_a_pause(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"), ("Mon 10:00", "status", "solved"))
        assert (row.verdict, row.stopped) == ("met", "Mon 10:00")

    def test_without_sequence_a_pause_is_stronger_than_running(self, desk) -> None:
        # In code-point order "active" comes before "waiting".
        row = desk.judge(("Mon 10:00", "status", "waiting"), ("Mon 10:00", "status", "active"))
        assert (row.due, row.used) == (None, 1)

    def test_one_event_without_a_number_makes_all_of_its_instant_count_as_without(self, desk) -> None:
        # An event of another field is enough.
        row = desk.judge(
            ("Mon 10:00", "status", "solved", 1), ("Mon 10:00", "status", "waiting", 2), ("Mon 10:00", "priority", "P2")
        )
        assert row.stopped == "Mon 10:00"

    def test_equal_numbers_count_as_without(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting", 7), ("Mon 10:00", "status", "solved", 7))
        assert row.stopped == "Mon 10:00"

    def test_of_other_fields_the_smallest_word_is_the_state(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", "P3"), ("Mon 10:00", "priority", "P1"))
        assert row.target == "P1"

    def test_within_one_effect_the_smallest_word_is_the_state(self, desk) -> None:
        # "closed" is smaller than "solved"; going on to "solved" is then a change, and with stops: last the stop.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 10:00", "status", "closed"),
            ("Mon 11:00", "status", "solved"),
            line=desk.line(stops="last"),
        )
        assert row.stopped == "Mon 11:00"

    def test_a_missing_word_is_smallest(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", None), ("Mon 10:00", "priority", "P1"))
        assert (row.verdict, row.reason) == ("undetermined", "target-unknown")

    def test_a_missing_status_has_no_effect_and_yields_to_a_pause(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", None), ("Mon 10:00", "status", "waiting"))
        assert (row.verdict, row.used) == ("running", 1)


class TestRule2OpeningState:
    """The opening state comes before all events of its instant."""

    def test_an_event_at_the_opening_replaces_the_opening_state(self, desk) -> None:
        row = desk.judge(("Mon 09:00", "status", "active"), status="solved", as_of="Mon 11:00")
        assert (row.verdict, row.stopped, row.used) == ("running", None, 2)

    def test_a_target_of_the_opening_state_alone_never_applied(self, desk) -> None:
        # P1 for no time at all: a state of zero length does not fire.
        assert [row.target for row in desk.rows(("Mon 09:00", "priority", "P2"), priority="P1")] == ["P2"]


class TestRule3SetAside:
    """What happened after the moment of judging is set aside; an item opened later has no outcome."""

    def test_an_event_after_the_moment_of_judging_did_not_happen_yet(self, desk) -> None:
        row = desk.judge(("Mon 11:00+1us", "status", "solved"), as_of="Mon 11:00")
        assert (row.verdict, row.used) == ("running", 2)

    def test_an_event_at_the_moment_of_judging_has_happened(self, desk) -> None:
        assert desk.judge(("Mon 11:00", "status", "solved"), as_of="Mon 11:00").verdict == "met"

    def test_an_item_opened_later_has_no_outcome(self, desk) -> None:
        assert desk.rows(as_of="Mon 08:59") == []
        assert len(desk.rows(as_of="Mon 09:00")) == 1

    def test_late_and_early_events_are_counted(self, desk) -> None:
        facts = desk.facts(
            ("Mon 08:00", "status", "active"), ("Mon 10:00", "status", "active"), ("Tue 10:00", "status", "solved")
        )
        history = History.of(facts, desk.us("Tue 09:00"))
        assert (len(history.early), history.late, len(history.events)) == (1, 1, 1)


class TestRule4NothingNew:
    """An instant that leaves a field as it was fires nothing."""

    def test_a_second_row_that_says_closed_is_no_second_stop(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "closed"), ("Mon 12:00", "status", "closed"), line=desk.line(stops="last")
        )
        assert row.stopped == "Mon 10:00"


class TestRule5Duplicates:
    """An event that comes twice counts once."""

    def test_the_same_event_twice_changes_nothing(self, desk) -> None:
        once = [
            ("Mon 10:00", "status", "waiting", 1),
            ("Mon 11:00", "status", "active", 2),
            ("Mon 13:00", "status", "solved", 3),
        ]
        assert desk.judge(*once) == desk.judge(*once, *once)


class TestRule8ChangeAtAStop:
    """A change takes effect at its own instant; at a stop it comes first, and the new target judges."""

    def test_the_new_target_judges_a_stop_at_the_same_instant(self, desk) -> None:
        # Three hours used: P2 has eight, P1 has two, and was used up at the change: the change itself is in time.
        row = desk.judge(("Mon 12:00", "status", "solved"), ("Mon 12:00", "priority", "P1"))
        assert (row.target, row.verdict, row.due, row.used) == ("P1", "met", "Mon 12:00", 3)

    def test_an_undone_stop_suppresses_no_change(self, desk) -> None:
        # Solved 10:00 to 14:00 counts as running. P1 from 12:00 on: three hours were used by then.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 14:00", "status", "active"),
            ("Mon 15:00", "status", "solved"),
            line=desk.line(on_reopen="undo-stop"),
        )
        assert (row.verdict, row.due, row.used) == ("breached", "Mon 12:00", 6)

    def test_an_earlier_stop_of_a_stretch_suppresses_no_change_where_the_last_one_counts(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "priority", "P1"),
            ("Mon 14:00", "status", "closed"),
            line=desk.line(stops="last"),
        )
        assert (row.target, row.verdict, row.due, row.used) == ("P1", "breached", "Mon 12:00", 5)


class TestRule9ChangeWhileStopped:
    """A change while stopped waits for the reopening; without one it changes nothing."""

    def test_without_reopening_it_changes_nothing(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "solved"), ("Mon 13:00", "priority", "P1"))
        assert (row.target, row.verdict, row.due) == ("P2", "met", "Mon 17:00")

    def test_it_takes_effect_at_the_reopening(self, desk) -> None:
        # Three hours used at the stop. At the reopening P1 has used up its two: due then.
        row = desk.judge(
            ("Mon 12:00", "status", "solved"), ("Mon 13:00", "priority", "P1"), ("Mon 15:00", "status", "active")
        )
        assert (row.target, row.due) == ("P1", "Mon 15:00")

    def test_several_changes_count_as_their_net_difference(self, desk) -> None:
        # P2 to P1 and back: nothing changed. Eight hours: 09:00-12:00 and 15:00-17:00, 09:00-12:00.
        row = desk.judge(
            ("Mon 12:00", "status", "solved"),
            ("Mon 13:00", "priority", "P1"),
            ("Mon 14:00", "priority", "P2"),
            ("Mon 15:00", "status", "active"),
        )
        assert (row.target, row.due) == ("P2", "Tue 12:00")


class TestRule10DifferentUnits:
    """Time and business days do not add up."""

    def test_keep_between_working_time_and_business_days_is_undetermined(self, desk) -> None:
        line = desk.line(desk.target("P1", WorkingTime.of(hours=2)), desk.target("P2", BusinessDays(2)))
        row = desk.judge(("Mon 10:00", "priority", "P1"), line=line)
        assert (row.verdict, row.reason, row.due) == ("undetermined", "different-units", None)

    def test_keep_between_working_and_elapsed_time_is_undetermined(self, desk) -> None:
        line = desk.line(desk.target("P1", ElapsedTime.of(hours=2)), desk.target("P2", WorkingTime.of(hours=8)))
        assert desk.judge(("Mon 10:00", "priority", "P1"), line=line).reason == "different-units"


class TestRule11UsedUpAtTheChange:
    """What is used up at a change is due at the change; who was late stays late, unless the new target has time left."""

    TO_P2 = ("Tue 10:00", "priority", "P2")

    def test_a_clock_in_time_is_due_at_the_change(self, desk) -> None:
        # P3: eight hours on Monday and one on Tuesday, in time; P2 has eight.
        row = desk.judge(self.TO_P2, priority="P3")
        assert (row.verdict, row.due, row.until) == ("breached", "Tue 10:00", "Tue 10:00")

    def test_the_instant_of_the_change_is_in_time_and_a_microsecond_later_is_not(self, desk) -> None:
        assert desk.judge(self.TO_P2, ("Tue 10:00", "status", "solved"), priority="P3").verdict == "met"
        assert desk.judge(self.TO_P2, ("Tue 10:00+1us", "status", "solved"), priority="P3").verdict == "breached"

    def test_an_allowance_used_up_exactly_at_the_change_is_used_up(self, desk) -> None:
        # Eight hours at Monday 17:00, when P3 becomes P2: due there, and the night is not in time any more.
        row = desk.judge(("Mon 17:00", "priority", "P2"), ("Mon 20:00", "status", "solved"), priority="P3")
        assert (row.verdict, row.due, row.until) == ("breached", "Mon 17:00", "Mon 17:00")

    def test_a_late_clock_keeps_its_old_due(self, desk) -> None:
        # P2 was due on Monday 17:00, in time until Tuesday 09:00; P1 has even less.
        row = desk.judge(("Tue 11:00", "priority", "P1"))
        assert (row.target, row.verdict, row.due, row.until) == ("P1", "breached", "Mon 17:00", "Tue 09:00")

    def test_a_late_clock_is_in_time_again_where_the_new_target_has_time_left(self, desk) -> None:
        # P1 was due on Monday 11:00; at 13:00 four hours were used, of eight.
        row = desk.judge(("Mon 13:00", "priority", "P2"), ("Mon 16:00", "status", "solved"), priority="P1")
        assert (row.verdict, row.due) == ("met", "Mon 17:00")

    def test_the_last_such_change_counts(self, desk) -> None:
        # P2 used up on Tuesday 10:00; P3 again at 12:00 with eleven hours of sixteen; P1 used up at 15:00, in time.
        row = desk.judge(self.TO_P2, ("Tue 12:00", "priority", "P3"), ("Tue 15:00", "priority", "P1"), priority="P3")
        assert (row.due, row.until) == ("Tue 15:00", "Tue 15:00")

    def test_time_used_stays_as_it_was_measured_under_the_old_calendar(self, desk) -> None:
        # P3 on office hours: one hour by 18:00. P1 around the clock: two hours, of which one is left.
        ever = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "00:00-24:00"}, name="always")
        line = desk.line(desk.target("P1", WorkingTime.of(hours=2), ever), desk.target("P3", WorkingTime.of(hours=16)))
        row = desk.judge(("Mon 18:00", "priority", "P1"), line=line, priority="P3", opened="Mon 16:00")
        assert (row.due, row.until) == ("Mon 19:00", "Mon 19:00")

    def test_a_landing_at_the_next_opening_holds_for_a_change_too(self, desk) -> None:
        # One day was used by Tuesday 17:00; on Tuesday 20:00 the target becomes one of one day that lands when open.
        line = desk.line(desk.target("P1", BusinessDays(1, landing="next-opening")), desk.target("P2", BusinessDays(3)))
        assert desk.judge(("Tue 20:00", "priority", "P1"), line=line).due == "Wed 09:00"

    def test_nothing_at_all_is_not_used_up_before_the_next_opening(self, desk) -> None:
        # On Saturday P1 becomes a target of no time: due at Monday's opening, and in time until then.
        none = desk.line(desk.target("P1", WorkingTime.of(hours=0)), desk.target("P2", WorkingTime.of(hours=8)))
        change = ("Sat 12:00", "priority", "P1")
        row = desk.judge(change, opened="Sat 10:00", line=none, as_of="Sun 12:00")
        assert (row.verdict, row.due) == ("running", "next Mon 09:00")

    def test_no_business_days_are_due_at_the_effective_start_if_that_is_later(self, desk) -> None:
        line = desk.line(desk.target("P1", BusinessDays(0)), desk.target("P2", BusinessDays(2)))
        early = desk.judge(("Sat 12:00", "priority", "P1"), opened="Sat 10:00", line=line, as_of="Sun 12:00")
        late = desk.judge(("Mon 12:00", "priority", "P1"), line=line, as_of="Mon 13:00")
        assert (early.due, late.due) == ("next Mon 09:00", "Mon 12:00")

    def test_a_moment_already_past_is_due_at_the_change(self, desk) -> None:
        line = desk.line(desk.target("P1", CalendarDays(1)), desk.target("P2", CalendarDays(5)))
        assert desk.judge(("Thu 10:00", "priority", "P1"), line=line).due == "Thu 10:00"


class TestRule12KeepBetweenBusinessDays:
    """Old marks up to the change, new ones after it, from the clock's start; one tick a date."""

    def line(self, desk):
        noon = BusinessDays(3, ends=time(12))
        return desk.line(desk.target("P2", BusinessDays(2)), desk.target("P3", noon))

    def test_a_date_whose_old_mark_has_passed_does_not_tick_again(self, desk) -> None:
        # Old marks at noon: Tuesday ticked. New marks at 17:00: Wednesday is the second.
        row = desk.judge(("Tue 14:00", "priority", "P2"), priority="P3", line=self.line(desk), as_of="Tue 18:00")
        assert (row.due, row.used) == ("Wed 17:00", 1)

    def test_a_date_whose_new_mark_lies_before_the_change_does_not_tick_at_all(self, desk) -> None:
        # Old mark on Tuesday 17:00, not reached; new marks at noon: Wednesday, Thursday, Friday.
        row = desk.judge(("Tue 14:00", "priority", "P3"), line=self.line(desk))
        assert row.due == "Fri 12:00"

    def test_a_date_is_done_where_its_mark_lay_in_a_pause_too(self, desk) -> None:
        row = desk.judge(
            ("Tue 11:00", "status", "waiting"),
            ("Tue 13:00", "status", "active"),
            ("Tue 14:00", "priority", "P2"),
            priority="P3",
            line=self.line(desk),
        )
        assert (row.due, row.paused) == ("Thu 17:00", 1)

    def test_an_old_mark_exactly_at_the_change_counts(self, desk) -> None:
        row = desk.judge(("Tue 12:00", "priority", "P2"), priority="P3", line=self.line(desk), as_of="Tue 13:00")
        assert (row.due, row.used) == ("Wed 17:00", 1)

    def test_an_old_mark_exactly_at_a_change_that_ends_a_pause_counts_as_that_mark(self, desk) -> None:
        # One day by noon, waiting from Tuesday to Wednesday noon: due on Wednesday noon, when a day by 17:00 comes in.
        line = desk.line(desk.target("P2", BusinessDays(1)), desk.target("P3", BusinessDays(1, ends=time(12))))
        row = desk.judge(
            ("Tue 10:00", "status", "waiting"),
            ("Wed 12:00", "status", "active"),
            ("Wed 12:00", "priority", "P2"),
            priority="P3",
            line=line,
        )
        assert (row.due, row.paused) == ("Wed 12:00", 1)

    def test_the_tick_that_completes_lands_by_its_own_marks_rule(self, desk) -> None:
        # Both need two days. The second tick is the old mark of Wednesday 20:00, which lands on Thursday 09:00.
        evening = BusinessDays(2, ends=time(20), landing="next-opening")
        line = desk.line(desk.target("P2", BusinessDays(2, ends=time(16))), desk.target("P3", evening))
        row = desk.judge(("Wed 20:00", "priority", "P2"), priority="P3", line=line)
        assert (row.due, row.verdict) == ("Thu 09:00", "breached")


class TestRule14NoTarget:
    """Where no target applies nothing runs; a leading gap takes the first known value, a later one is unknown."""

    def test_the_clock_starts_when_a_target_first_applies(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "priority", "P1"), priority="P4")
        assert (row.started, row.due) == ("Mon 11:00", "Mon 13:00")

    def test_without_any_target_there_is_no_outcome(self, desk) -> None:
        assert desk.rows(priority="P4") == []

    def test_none_at_the_last_stop_is_not_applicable_with_start_and_stop_alone(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", "P4"), ("Mon 11:00", "status", "solved"))
        assert (row.verdict, row.started, row.stopped) == ("not-applicable", "Mon 09:00", "Mon 11:00")
        assert (row.due, row.until, row.used, row.paused) == (None, None, None, None)

    def test_a_stretch_without_a_target_measures_nothing(self, desk) -> None:
        # 09:00 to 10:00 under P2, then none until 12:00, then P2: seven hours left from 12:00.
        row = desk.judge(("Mon 10:00", "priority", "P4"), ("Mon 12:00", "priority", "P2"), as_of="Mon 13:00")
        assert (row.due, row.used) == ("Tue 11:00", 2)

    def test_a_leading_gap_takes_the_first_known_value_from_the_opening_on(self, desk) -> None:
        row = desk.judge(("Mon 15:00", "priority", "P1"), priority=None)
        assert (row.started, row.due, row.verdict) == ("Mon 09:00", "Mon 11:00", "breached")

    def test_a_later_gap_that_would_be_measured_is_undetermined(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", None), ("Mon 11:00", "priority", "P2"), ("Mon 12:00", "status", "solved")
        )
        assert (row.verdict, row.reason) == ("undetermined", "target-unknown")

    def test_a_later_gap_in_a_pause_measures_nothing(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 10:00", "priority", None),
            ("Mon 12:00", "priority", "P2"),
            ("Mon 12:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
        )
        assert (row.verdict, row.used) == ("met", 2)

    def test_a_gap_as_the_last_value_is_undetermined(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "solved"), ("Mon 10:00", "priority", None))
        assert (row.verdict, row.stopped) == ("undetermined", "Mon 10:00")

    @pytest.mark.parametrize("field", ["priority", "status"])
    def test_a_gap_that_begins_at_the_moment_of_judging_is_the_last_value(self, desk, field) -> None:
        row = desk.judge(("Mon 10:00", "status", "active"), ("Mon 12:00", field, None), as_of="Mon 12:00")
        assert row.verdict == "undetermined"

    def test_a_gap_in_a_pause_leaves_what_was_paused_and_lived_unknown(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 10:00", "priority", None),
            ("Mon 16:00", "status", "active"),
            ("Mon 16:00", "priority", "P2"),
            ("Mon 17:00", "status", "solved"),
        )
        assert (row.verdict, row.used, row.lived, row.paused) == ("met", 2, "undetermined", None)

    def test_a_gap_between_two_states_without_a_target_is_undetermined_under_all_that_it_may_be(self, desk) -> None:
        rows = desk.rows(("Mon 10:00", "priority", None), ("Mon 11:00", "priority", "P4"), priority="P4")
        assert [(row.target, row.reason) for row in rows] == [(name, "target-unknown") for name in ("P1", "P2", "P3")]

    def test_where_no_target_applies_in_the_end_started_is_when_one_first_did(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", "P1"),
            ("Mon 11:00", "priority", "P4"),
            ("Mon 12:00", "status", "solved"),
            priority="P4",
        )
        assert (row.verdict, row.started) == ("not-applicable", "Mon 10:00")

    def test_never_known_is_undetermined_under_every_target_that_it_may_be(self, desk) -> None:
        rows = desk.rows(priority=None)
        assert [(row.target, row.verdict) for row in rows] == [(name, "undetermined") for name in ("P1", "P2", "P3")]

    def test_a_status_that_nobody_recorded_yet_runs(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "solved"), status=None)
        assert (row.verdict, row.used) == ("met", 3)

    def test_a_status_that_is_lost_later_is_undetermined(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", None), ("Mon 12:00", "status", "solved"))
        assert (row.verdict, row.reason, row.stopped) == ("undetermined", "state-unknown", "Mon 12:00")


class TestRule15Reopening:
    """Leaving the stop statuses is a reopening, into a pause too."""

    def test_from_solved_to_waiting_reopens_into_a_pause(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "solved"), ("Mon 12:00", "status", "waiting"), as_of="Mon 13:00")
        assert (row.verdict, row.stopped, row.due, row.used, row.paused) == ("running", None, None, 2, 1)


class TestRule16TheLastStop:
    """Where the last stop counts, the earlier ones of an unbroken stretch are as if they had not happened."""

    SOLVED_CLOSED = (("Mon 11:00", "status", "solved"), ("Mon 15:00", "status", "closed"))

    def test_the_first_or_the_last_stop_of_a_stretch_counts(self, desk) -> None:
        first = desk.judge(*self.SOLVED_CLOSED)
        last = desk.judge(*self.SOLVED_CLOSED, line=desk.line(stops="last"))
        assert (first.stopped, first.used, last.stopped, last.used) == ("Mon 11:00", 2, "Mon 15:00", 6)

    def test_the_status_before_the_first_of_them_goes_on(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"), *self.SOLVED_CLOSED, line=desk.line(stops="last"))
        assert (row.stopped, row.used, row.paused) == ("Mon 15:00", 1, 5)

    def test_a_stop_that_was_followed_by_a_reopening_is_not_touched(self, desk) -> None:
        # Solved 10:00 to 11:00 counts nowhere; the next stretch stops at 15:00.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
            ("Mon 15:00", "status", "closed"),
            line=desk.line(stops="last"),
        )
        assert (row.stopped, row.used) == ("Mon 15:00", 5)


class TestRule17Resume:
    """Resume: the solved stretch counts nowhere. Undo-stop: it counts as running."""

    REOPENED = (("Mon 11:00", "status", "solved"), ("Mon 15:00", "status", "active"))

    def test_resume_leaves_the_solved_stretch_out_of_both_readings(self, desk) -> None:
        row = desk.judge(*self.REOPENED, ("Mon 16:00", "status", "solved"))
        assert (row.used, row.due, row.lived) == (3, "Tue 13:00", "met")

    def test_undo_stop_counts_it(self, desk) -> None:
        row = desk.judge(*self.REOPENED, ("Mon 16:00", "status", "solved"), line=desk.line(on_reopen="undo-stop"))
        assert (row.used, row.due) == (7, "Mon 17:00")

    def test_undo_stop_counts_it_as_running_whatever_the_status_was_before(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"), *self.REOPENED, line=desk.line(on_reopen="undo-stop"), as_of="Mon 16:00"
        )
        assert (row.used, row.paused) == (6, 1)

    @pytest.mark.parametrize(
        ("solved", "reopened", "due"),
        [
            ("Tue 16:00", "Wed 10:00", "Thu 17:00"),  # Tuesday's mark lies in the solved stretch
            ("Tue 16:00", "Tue 17:00", "Thu 17:00"),  # and so does one exactly at the reopening
            ("Tue 17:00", "Wed 10:00", "Wed 17:00"),  # but not one exactly at the stop
        ],
    )
    def test_marks_after_the_stop_up_to_the_reopening_are_left_out(self, desk, solved, reopened, due) -> None:
        line = desk.line(desk.target("P2", BusinessDays(2)))
        row = desk.judge(
            ("Mon 10:00", "priority", "P2"), (solved, "status", "solved"), (reopened, "status", "active"), line=line
        )
        assert row.due == due

    def test_a_mark_exactly_at_a_reopening_is_not_used_at_a_change_there_either(self, desk) -> None:
        # Solved on Tuesday 10:00, reopened at its mark as a target of one day: Wednesday is that day.
        line = desk.line(desk.target("P1", BusinessDays(1)), desk.target("P2", BusinessDays(3)))
        row = desk.judge(
            ("Tue 10:00", "status", "solved"),
            ("Tue 17:00", "status", "active"),
            ("Tue 17:00", "priority", "P1"),
            line=line,
        )
        assert (row.target, row.due) == ("P1", "Wed 17:00")


class TestRule18OpeningInAPauseOrStop:
    """An item that opens in a pause or stop status starts its clock at its opening."""

    def test_opening_in_a_stop(self, desk) -> None:
        row = desk.judge(status="solved")
        assert (row.verdict, row.started, row.stopped, row.used) == ("met", "Mon 09:00", "Mon 09:00", 0)

    def test_opening_in_a_pause(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "active"), status="waiting", as_of="Mon 13:00")
        assert (row.started, row.used, row.paused, row.due) == ("Mon 09:00", 1, 3, "Tue 12:00")


class TestRule19OpenAndLate:
    """Open and past the last instant in time: breached."""

    def test_it_is_breached_a_microsecond_after_the_last_instant_in_time(self, desk) -> None:
        # Due at Monday's closing; in time until Tuesday's opening.
        assert desk.judge(as_of="Tue 09:00").verdict == "running"
        late = desk.judge(as_of="Tue 09:00+1us")
        assert (late.verdict, late.due, late.until) == ("breached", "Mon 17:00", "Tue 09:00")


class TestRule20PausedAtTheEnd:
    """Paused and in time: nothing is due. A breached clock keeps its due."""

    def test_nothing_is_due_while_paused_in_time(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting"))
        assert (row.verdict, row.due, row.until) == ("running", None, None)

    def test_used_up_exactly_at_the_pause_is_in_time_still(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "waiting"), priority="P1")
        assert (row.verdict, row.due, row.used) == ("running", None, 2)

    def test_a_breached_clock_keeps_its_due(self, desk) -> None:
        row = desk.judge(("Mon 12:00", "status", "waiting"), priority="P1")
        assert (row.verdict, row.due) == ("breached", "Mon 11:00")

    def test_no_days_are_due_at_the_effective_start_whatever_the_clock_does(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(0)))
        row = desk.judge(status="waiting", opened="Sat 12:00", line=line, as_of="Sun 12:00")
        assert (row.due, row.verdict) == ("next Mon 09:00", "running")

    def test_a_pause_does_not_move_a_limit_that_names_a_moment(self, desk) -> None:
        line = desk.line(desk.target("P2", CalendarDays(3)))
        row = desk.judge(("Mon 10:00", "status", "waiting"), line=line, as_of="Wed 09:00")
        assert (row.due, row.used, row.paused) == ("Thu 09:00", None, None)


class TestRule22Paused:
    """Paused is measured on the target's axis, from the start to the stop."""

    def test_a_pause_over_a_night_counts_open_time_alone(self, desk) -> None:
        # 16:00 to 17:00 and 09:00 to 10:00.
        row = desk.judge(
            ("Mon 16:00", "status", "waiting"), ("Tue 10:00", "status", "active"), ("Tue 10:30", "status", "solved")
        )
        assert (row.paused, row.used, row.due) == (2, 7.5, "Tue 11:00")

    def test_of_business_days_marks_in_the_pause_count(self, desk) -> None:
        # Waiting from Tuesday to Thursday noon: the marks of Tuesday and Wednesday.
        line = desk.line(desk.target("P2", BusinessDays(2)))
        row = desk.judge(("Tue 10:00", "status", "waiting"), ("Thu 12:00", "status", "active"), line=line)
        assert (row.paused, row.due) == (2, "Fri 17:00")

    def test_a_pause_has_its_first_instant_and_not_its_last(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(2)))
        from_mark = desk.judge(("Tue 17:00", "status", "waiting"), ("Wed 10:00", "status", "active"), line=line)
        to_mark = desk.judge(("Tue 10:00", "status", "waiting"), ("Tue 17:00", "status", "active"), line=line)
        assert (from_mark.due, to_mark.due) == ("Thu 17:00", "Wed 17:00")


class TestRule24AsLived:
    """As lived leaves out pauses and nothing else."""

    def test_the_customer_waited_through_the_pause(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"), ("Mon 16:00", "status", "active"), ("Tue 12:00", "status", "solved")
        )
        assert (row.verdict, row.lived, row.used, row.paused) == ("met", "breached", 5, 6)

    def test_the_solved_stretch_stays_out(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"), ("Tue 16:00", "status", "active"), ("Tue 16:30", "status", "solved")
        )
        assert (row.lived, row.used) == ("met", 1.5)

    def test_a_change_used_up_as_lived_only_is_late_as_lived_only(self, desk) -> None:
        # By Tuesday 10:00 nine hours passed, of which eight were waited.
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Tue 10:00", "status", "active"),
            ("Tue 10:00", "priority", "P2"),
            ("Tue 12:00", "status", "solved"),
            priority="P3",
        )
        assert (row.verdict, row.lived, row.used) == ("met", "breached", 3)


class TestRule25JudgedOnTheMoment:
    """Business days and moments are in time up to the mark, and a microsecond later are not."""

    @pytest.mark.parametrize(("stop", "verdict"), [("Wed 17:00", "met"), ("Wed 17:00+1us", "breached")])
    def test_business_days_are_judged_on_the_moment(self, desk, stop, verdict) -> None:
        line = desk.line(desk.target("P2", BusinessDays(2)))
        row = desk.judge((stop, "status", "solved"), line=line)
        assert (row.verdict, row.due, row.until, row.used) == (verdict, "Wed 17:00", "Wed 17:00", 2)

    @pytest.mark.parametrize(("stop", "verdict"), [("Tue 12:00", "met"), ("Tue 12:00+1us", "breached")])
    def test_a_moment_in_a_column_is_the_last_instant_in_time(self, desk, stop, verdict) -> None:
        line = desk.line(desk.target("P2", Moment("promised_at")), starts=None)
        row = desk.judge((stop, "status", "solved"), line=line, promised_at="Tue 12:00")
        assert (row.verdict, row.due, row.started) == (verdict, "Tue 12:00", None)

    def test_a_moment_that_is_missing_is_undetermined(self, desk) -> None:
        line = desk.line(desk.target("P2", Moment("promised_at")), starts=None)
        row = desk.judge(("Tue 12:00", "status", "solved"), line=line, promised_at=None)
        assert (row.verdict, row.reason, row.stopped) == ("undetermined", "moment-missing", "Tue 12:00")

    def test_without_any_instant_but_a_state_that_stops_nobody_knows_when_it_stopped(self, desk) -> None:
        line = desk.line(desk.target("P2", Moment("promised_at")), starts=None)
        facts = desk.facts(status="solved", promised_at="Tue 12:00")
        unknown = {**facts.items.columns, "opened_at": Instants([NAT])}
        facts = attrs.evolve(facts, items=attrs.evolve(facts.items, columns=unknown))
        found = replay(line, History.of(facts, desk.us("Wed 12:00")))
        assert (REASONS[found.reason[0]], found.stopped[0], found.started[0]) == ("state-unknown", NAT, NAT)

    def test_working_time_is_judged_on_what_was_used(self, desk) -> None:
        assert desk.judge(("Tue 09:00", "status", "solved")).verdict == "met"
        assert desk.judge(("Tue 09:00+1us", "status", "solved")).verdict == "breached"


class TestRule26Landing:
    """A mark exactly at a closing is not closed; ticks happen at the marks, landing moves the due only."""

    def test_landing_leaves_a_mark_at_the_closing(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(1, landing="next-opening")))
        assert desk.judge(line=line).due == "Tue 17:00"

    def test_a_tick_happens_before_its_due_lands(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(1, ends=time(20), landing="next-opening")))
        row = desk.judge(line=line, as_of="Tue 21:00")
        assert (row.used, row.due, row.verdict) == (1, "Wed 09:00", "running")


class TestRule27FromStart:
    """From-start: day 1 is the first business date whose mark lies after the effective start."""

    def test_the_date_of_the_start_is_day_1(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(1, counting="from-start")))
        assert desk.judge(line=line).due == "Mon 17:00"

    def test_a_mark_that_has_passed_makes_the_next_date_day_1(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(1, counting="from-start", ends=time(9))))
        assert desk.judge(line=line).due == "Tue 09:00"


class TestRule31CutOff:
    """Started is the clock's start; the cut-off moves what days count from, not the start."""

    def test_started_stays_where_the_item_was_opened(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(1, cut_off=time(15))))
        row = desk.judge(opened="Mon 16:00", line=line)
        assert (row.started, row.due) == ("Mon 16:00", "Wed 17:00")


class TestRule33NeverOpen:
    """No opening before the horizon: a null due, and undetermined with the reason."""

    ONCE = BusinessCalendar(tz="Europe/Amsterdam", week={}, exceptions={date(2026, 3, 2): "09:00-17:00"}, name="once")

    @pytest.mark.parametrize("events", [(), (("Tue 09:00", "status", "solved"),)])
    def test_no_due_can_be_computed(self, desk, events) -> None:
        line = desk.line(desk.target("P2", WorkingTime.of(hours=1), self.ONCE))
        row = desk.judge(*events, opened="Tue 09:00", line=line)
        assert (row.verdict, row.reason, row.due) == ("undetermined", "no-opening", None)

    def test_no_time_at_all_has_no_due_either(self, desk) -> None:
        line = desk.line(desk.target("P2", WorkingTime.of(hours=0), self.ONCE))
        row = desk.judge(("Tue 09:00", "status", "solved"), opened="Tue 09:00", line=line)
        assert (row.verdict, row.reason, row.due, row.until) == ("undetermined", "no-opening", None, None)

    def test_a_due_without_a_next_opening_is_in_time_until_the_horizon(self, desk) -> None:
        line = desk.line(desk.target("P2", WorkingTime.of(hours=8), self.ONCE))
        row = desk.judge(("next Sun 09:00", "status", "solved"), line=line)
        assert (row.verdict, row.due) == ("met", "Mon 17:00")
        assert row.until not in (None, "Mon 17:00")


class TestRule34Order:
    """Undetermined comes before no target, and both before met, breached and running."""

    def test_a_gap_that_was_measured_outweighs_that_no_target_applies_at_the_end(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "priority", None), ("Mon 11:00", "priority", "P4"), ("Mon 12:00", "status", "solved")
        )
        assert (row.verdict, row.reason) == ("undetermined", "target-unknown")


class TestColumns:
    """Starts and stops in columns."""

    def test_a_stop_in_a_column_is_the_stop(self, desk) -> None:
        line = desk.line(stopping=AtField("closed_at"))
        assert desk.judge(line=line, closed_at="Mon 12:00").used == 3
        assert desk.judge(line=line, closed_at=None, as_of="Mon 13:00").verdict == "running"

    def test_a_stop_at_the_start_is_no_contradiction(self, desk) -> None:
        row = desk.judge(line=desk.line(stopping=AtField("closed_at")), closed_at="Mon 09:00")
        assert (row.verdict, row.used) == ("met", 0)

    def test_what_lies_exactly_at_the_moment_of_judging_has_happened(self, desk) -> None:
        line = desk.line(starts=AtField("reported_at"), stopping=AtField("closed_at"))
        row = desk.judge(line=line, reported_at="Mon 12:00", closed_at="Mon 12:00", as_of="Mon 12:00")
        assert (row.verdict, row.started, row.stopped) == ("met", "Mon 12:00", "Mon 12:00")

    def test_a_change_at_the_stop_in_a_column_comes_first(self, desk) -> None:
        line = desk.line(stopping=AtField("closed_at"))
        row = desk.judge(
            ("Mon 12:00", "priority", "P1"), ("Mon 13:00", "priority", "P3"), line=line, closed_at="Mon 12:00"
        )
        assert (row.target, row.verdict) == ("P1", "met")

    def test_a_stop_before_the_start_is_undetermined_and_the_due_is_known(self, desk) -> None:
        line = desk.line(stopping=AtField("closed_at"))
        row = desk.judge(line=line, opened="Tue 10:00", closed_at="Mon 12:00")
        assert (row.verdict, row.reason, row.due, row.stopped) == (
            "undetermined",
            "stop-before-start",
            "Wed 10:00",
            "Mon 12:00",
        )

    def test_a_stop_state_that_began_before_the_start_is_undetermined(self, desk) -> None:
        line = desk.line(starts=AtField("reported_at"))
        row = desk.judge(("Mon 10:00", "status", "solved"), line=line, reported_at="Mon 12:00")
        assert row.reason == "stop-before-start"

    def test_a_start_that_has_not_come_is_not_applicable(self, desk) -> None:
        line = desk.line(starts=AtField("reported_at"))
        assert desk.judge(line=line, reported_at=None).reason == "not-started"
        assert desk.judge(line=line, reported_at="Tue 09:00", as_of="Mon 12:00").reason == "not-started"

    def test_a_start_that_is_missing_though_the_item_has_stopped_is_unknown(self, desk) -> None:
        line = desk.line(starts=AtField("reported_at"))
        assert desk.judge(("Mon 12:00", "status", "solved"), line=line, reported_at=None).reason == "start-unknown"
        line = desk.line(starts=AtField("reported_at"), stopping=AtField("closed_at"))
        row = desk.judge(line=line, reported_at=None, closed_at="Mon 12:00")
        assert (row.verdict, row.reason, row.stopped) == ("undetermined", "start-unknown", "Mon 12:00")

    def test_a_gap_that_may_have_started_the_clock_leaves_its_start_unknown(self, desk) -> None:
        line = desk.line(starts=WhenState(Is("status", ("active",))))
        never = desk.judge(status=None, line=line)
        later = desk.judge(("Mon 10:00", "status", None), ("Mon 11:00", "status", "active"), line=line)
        assert (never.reason, later.reason) == ("start-unknown", "start-unknown")

    def test_a_gap_at_the_opening_has_not_started_the_clock_if_anything_was_recorded_later(self, desk) -> None:
        line = desk.line(starts=WhenState(Is("status", ("active",))))
        assert desk.judge(("Mon 11:00", "status", "active"), status=None, line=line).started == "Mon 11:00"
        assert desk.judge(("Mon 11:00", "status", "new"), status=None, line=line).reason == "not-started"

    def test_a_gap_exactly_at_a_stop_in_a_column_measures_nothing(self, desk) -> None:
        line = desk.line(stopping=AtField("closed_at"))
        assert desk.judge(("Mon 12:00", "status", None), line=line, closed_at="Mon 12:00").verdict == "met"

    def test_a_clock_may_start_at_a_state(self, desk) -> None:
        line = desk.line(starts=WhenState(Is("status", ("active",))))
        row = desk.judge(("Mon 11:00", "status", "active"), ("Mon 12:00", "status", "solved"), line=line)
        assert (row.started, row.used) == ("Mon 11:00", 1)

    def test_a_column_that_the_facts_do_not_have_leaves_all_undetermined(self, desk) -> None:
        assert desk.judge(line=desk.line(stopping=AtField("closed_at"))).reason == "state-unknown"
        assert desk.judge(line=desk.line(starts=AtField("reported_at"))).reason == "start-unknown"


class TestTables:
    """A target table gives the limit by a key, and by the date of the start."""

    def table(self, desk, *rows):
        made = []
        for key, since, hours in rows:
            limit = attrs.evolve(desk.target("P2", WorkingTime.of(hours=hours)).limit)
            made.append(TableRow((key,), since, limit))
        return desk.line(
            desk.target("P2", WorkingTime.of(hours=1), limit=None, table=TargetTable(("restored",), tuple(made)))
        )

    def test_the_key_decides(self, desk) -> None:
        line = self.table(desk, ("yes", None, 2), ("no", None, 4))
        assert desk.judge(line=line, restored="yes").due == "Mon 11:00"
        assert desk.judge(line=line, restored="no").due == "Mon 13:00"

    def test_a_key_without_a_row_has_no_target(self, desk) -> None:
        assert desk.rows(line=self.table(desk, ("yes", None, 2)), restored="no") == []

    def test_a_missing_key_is_undetermined(self, desk) -> None:
        row = desk.judge(line=self.table(desk, ("yes", None, 2)), restored=None)
        assert (row.verdict, row.reason) == ("undetermined", "target-unknown")

    @pytest.mark.parametrize(("opened", "due"), [("Mon 23:59", "Tue 11:00"), ("Tue 00:00", "Tue 13:00")])
    def test_the_last_row_begun_by_the_local_date_of_the_start_holds(self, desk, opened, due) -> None:
        line = self.table(desk, ("yes", date(2026, 3, 3), 4), ("yes", None, 2), ("yes", date(2026, 4, 1), 8))
        assert desk.judge(line=line, restored="yes", opened=opened).due == due

    def test_a_row_holds_for_a_clock_that_starts_when_a_key_comes_under_it(self, desk) -> None:
        # Opened on Monday without a row; on Tuesday, when the row holds, the key changes: the clock starts there.
        line = self.table(desk, ("yes", date(2026, 3, 3), 4))
        row = desk.judge(("Tue 10:00", "restored", "yes"), restored="no", line=line)
        assert (row.started, row.due) == ("Tue 10:00", "Tue 14:00")

    def test_the_date_alone_starts_no_clock(self, desk) -> None:
        line = self.table(desk, ("yes", date(2026, 3, 3), 4))
        assert desk.rows(("Tue 10:00", "status", "waiting"), restored="yes", line=line) == []


class TestPausesOfSomeTargets:
    """A pause may hold while one target applies; what chooses the target is no status."""

    def line(self, desk):
        waiting = Is("status", ("waiting",))
        return desk.line(pauses=(Pause(desk.clause, AllOf((waiting, Is("priority", ("P2",))))),))

    def test_it_pauses_under_that_target_alone(self, desk) -> None:
        waits = ("Mon 10:00", "status", "waiting")
        row = desk.judge(waits, ("Mon 12:00", "priority", "P3"), line=self.line(desk), as_of="Mon 13:00")
        assert (row.used, row.paused) == (2, 2)

    def test_of_two_priorities_at_one_instant_the_smaller_word_is_the_state_all_the_same(self, desk) -> None:
        events = (("Mon 10:00", "priority", "P1"), ("Mon 10:00", "priority", "P2"))
        assert desk.judge(*events, priority="P3", line=self.line(desk)).target == "P1"

    def test_a_priority_that_came_later_pauses_from_the_opening_on(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"), ("Mon 12:00", "priority", "P2"), priority=None, line=self.line(desk)
        )
        assert (row.verdict, row.used) == ("running", 1)


class TestResults:
    """A result is reached at the first instant at which the stop and all else hold together."""

    def line(self, desk):
        return desk.line(desk.target("P2", WorkingTime.of(hours=4), also=Is("restored", ("yes",))))

    def test_it_is_reached_when_the_last_condition_comes_to_hold(self, desk) -> None:
        solved, back = ("Mon 11:00", "status", "solved"), ("Mon 14:00", "restored", "yes")
        row = desk.judge(solved, back, restored="no", line=self.line(desk))
        assert (row.verdict, row.stopped, row.used) == ("breached", "Mon 14:00", 5)

    def test_solved_without_the_result_is_late_once_the_time_is_up(self, desk) -> None:
        solved = ("Mon 11:00", "status", "solved")
        assert desk.judge(solved, restored="no", line=self.line(desk), as_of="Mon 12:00").verdict == "running"
        assert desk.judge(solved, restored="no", line=self.line(desk)).verdict == "breached"

    def test_unknown_and_in_time_is_undetermined(self, desk) -> None:
        row = desk.judge(("Mon 11:00", "status", "solved"), restored=None, line=self.line(desk))
        assert (row.verdict, row.reason, row.stopped) == ("undetermined", "result-unknown", "Mon 11:00")

    def test_unknown_and_late_is_breached_all_the_same(self, desk) -> None:
        row = desk.judge(("Mon 16:00", "status", "solved"), restored=None, line=self.line(desk))
        assert (row.verdict, row.stopped) == ("breached", "Mon 16:00")

    def test_known_in_time_is_met_whatever_was_unknown_before(self, desk) -> None:
        solved, back = ("Mon 11:00", "status", "solved"), ("Mon 12:00", "restored", "yes")
        row = desk.judge(solved, back, restored=None, line=self.line(desk))
        assert (row.verdict, row.stopped) == ("met", "Mon 12:00")

    def test_a_condition_that_falls_away_later_reopens_nothing(self, desk) -> None:
        row = desk.judge(
            ("Mon 11:00", "status", "solved"), ("Mon 15:00", "restored", "no"), restored="yes", line=self.line(desk)
        )
        assert (row.verdict, row.stopped) == ("met", "Mon 11:00")


class TestLatestValues:
    """A latest value is the value throughout where no event speaks of the field, and says not since when."""

    def facts(self, desk, **item):
        facts = desk.facts(("Mon 10:00", "restored", "no"), **item)
        return attrs.evolve(facts, items=attrs.evolve(facts.items, latest=frozenset({"status", "priority"})))

    def test_a_priority_that_never_changed_is_the_latest_one(self, desk) -> None:
        found = replay(desk.line(), History.of(self.facts(desk, priority="P1"), desk.us("Mon 10:00")))
        assert desk.text(int(found.due[0])) == "Mon 11:00"

    def test_a_priority_that_changed_is_unknown_before_its_first_change(self, desk) -> None:
        facts = desk.facts(("Mon 10:00", "priority", "P1"), priority="P1")
        facts = attrs.evolve(facts, items=attrs.evolve(facts.items, latest=frozenset({"priority"})))
        found = replay(desk.line(), History.of(facts, desk.us("Mon 10:00")))
        assert found.filled == {"priority": 1}

    def test_a_latest_status_that_stops_is_undetermined(self, desk) -> None:
        found = replay(desk.line(), History.of(self.facts(desk, status="closed"), desk.us("Mon 10:00")))
        assert [found.verdict[0], found.reason[0]] == [4, 1]


class TestParts:
    """The answers do not depend on how many rows are looked at at a time."""

    def test_many_items_in_small_parts_are_judged_as_one_by_one(self, desk) -> None:
        one = desk.facts(
            ("Mon 10:00", "status", "waiting"), ("Mon 12:00", "status", "active"), ("Tue 10:00", "priority", "P1")
        )
        ids = [f"T-{place}" for place in range(25)]
        items = attrs.evolve(one.items.take(np.zeros(25, np.intp)), ids=ids, rows=np.arange(25))
        events = one.events.take(np.tile(np.arange(3), 25), np.repeat(np.arange(25, dtype=np.int32), 3))
        history = History.of(Facts(items, events), desk.us("Wed 10:00"))
        whole, parts = replay(desk.line(), history), replay(desk.line(), history, rows=9)
        assert len(list(history.parts(9))) > 5
        for name in ("item", "verdict", "due", "used", "paused", "lived", "target"):
            assert np.array_equal(getattr(whole, name), getattr(parts, name))

    def test_no_items_at_all_have_no_outcomes(self, desk) -> None:
        facts = desk.facts().where(np.zeros(1, np.bool_))
        assert len(replay(desk.line(), History.of(facts, 0))) == 0

    def test_no_events_at_all_are_fine(self, desk) -> None:
        facts = attrs.evolve(desk.facts(), events=None)
        assert len(replay(desk.line(), History.of(facts, desk.us("Tue 10:00")))) == 1
        empty = attrs.evolve(desk.facts(), events=Events([], []))
        assert len(replay(desk.line(), History.of(empty, desk.us("Tue 10:00")))) == 1
