"""Rules 1 to 5 of clocks: events of one instant, the opening state, what is set aside, nothing new, duplicates.

Office hours are Monday to Friday 09:00-17:00; P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

import pytest


class TestRule1:
    """Events of one instant: the last in sequence where all have numbers, else the strongest, else the smallest word."""

    @pytest.mark.parametrize(
        ("first", "second", "verdict", "stopped"),
        [("solved", "waiting", "running", None), ("waiting", "solved", "met", "Mon 10:00")],
    )
    def test_rule_1_the_last_in_sequence_is_the_state(self, desk, first, second, verdict, stopped) -> None:
        row = desk.judge(("Mon 10:00", "status", first, 1), ("Mon 10:00", "status", second, 2))
        assert (row.verdict, row.stopped, row.used) == (verdict, stopped, 1)

    def test_rule_1_the_sequence_is_that_of_all_fields_together(self, desk) -> None:
        # Numbers 1 and 3 are of the priority, 2 of the status: P3 is the last priority, whatever came in between.
        row = desk.judge(
            ("Mon 10:00", "priority", "P3", 3), ("Mon 10:00", "priority", "P1", 1), ("Mon 10:00", "status", "solved", 2)
        )
        assert (row.allowed, row.stopped) == (16, "Mon 10:00")

    @pytest.mark.parametrize(
        ("strong", "weak"),
        [("void", "misrouted"), ("misrouted", "solved"), ("solved", "waiting"), ("waiting", "active")],
    )
    @pytest.mark.parametrize("order", [1, -1])
    def test_rule_1_without_sequence_the_strongest_effect_is_the_state(self, desk, strong, weak, order) -> None:
        # What the strong one does alone, both together do, whichever row comes first.
        both = (("Mon 10:00", "status", strong), ("Mon 10:00", "status", weak))
        alone = desk.judge(both[0], as_of="Mon 12:00")
        assert desk.judge(*both[::order], as_of="Mon 12:00") == alone

    def test_rule_1_one_event_without_a_number_makes_all_of_its_instant_count_as_without(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved", 1), ("Mon 10:00", "status", "waiting", 2), ("Mon 10:00", "priority", "P2")
        )
        assert row.stopped == "Mon 10:00"

    def test_rule_1_equal_numbers_count_as_without(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "waiting", 7), ("Mon 10:00", "status", "solved", 7))
        assert row.stopped == "Mon 10:00"

    def test_rule_1_of_equal_numbers_only_the_last_ones_count(self, desk) -> None:
        # 1 solved, then 2 waiting and 2 active: of those two the pause.
        row = desk.judge(
            ("Mon 10:00", "status", "solved", 1),
            ("Mon 10:00", "status", "active", 2),
            ("Mon 10:00", "status", "waiting", 2),
        )
        assert (row.stopped, row.due, row.used) == (None, None, 1)

    def test_rule_1_of_other_fields_the_smallest_word_is_the_state(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", "P3"), ("Mon 10:00", "priority", "P1"), as_of="Mon 10:30")
        assert (row.allowed, row.due) == (2, "Mon 11:00")

    def test_rule_1_of_other_fields_nothing_is_smallest(self, desk) -> None:
        # Nobody knows the priority from 10:00 on, and the clock runs.
        row = desk.judge(("Mon 10:00", "priority", None), ("Mon 10:00", "priority", "P1"))
        assert row.verdict == "undetermined"

    def test_rule_1_within_one_effect_the_smallest_word_is_the_state(self, desk) -> None:
        # "closed" comes before "solved": going on to "solved" is a change, and the last one.
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 10:00", "status", "closed"),
            ("Mon 11:00", "status", "solved"),
            stops="last",
        )
        assert row.stopped == "Mon 11:00"


class TestRule2:
    """The opening state comes before all events of its instant."""

    def test_rule_2_an_event_at_the_opening_replaces_the_opening_state(self, desk) -> None:
        row = desk.judge(("Mon 09:00", "status", "active"), status="solved", as_of="Mon 11:00")
        assert (row.verdict, row.stopped, row.used) == ("running", None, 2)

    def test_rule_2_a_target_that_applied_for_no_time_at_all_judges_nothing(self, desk) -> None:
        row = desk.judge(("Mon 09:00", "priority", "P2"), priority="P1", as_of="Mon 12:00")
        assert (row.verdict, row.allowed, row.due) == ("running", 8, "Mon 17:00")

    def test_rule_2_a_cancel_at_the_opening_that_is_over_at_once_cancels_nothing(self, desk) -> None:
        row = desk.judge(("Mon 09:00", "status", "new"), status="void", as_of="Mon 12:00")
        assert (row.verdict, row.started) == ("running", "Mon 09:00")


class TestRule3:
    """Events before the opening and after the moment of judging are set aside."""

    def test_rule_3_an_event_after_the_moment_of_judging_did_not_happen_yet(self, desk) -> None:
        row = desk.judge(("Mon 11:00+1us", "status", "solved"), as_of="Mon 11:00")
        assert (row.verdict, row.used) == ("running", 2)

    def test_rule_3_an_event_at_the_moment_of_judging_has_happened(self, desk) -> None:
        assert desk.judge(("Mon 11:00", "status", "solved"), as_of="Mon 11:00").verdict == "met"

    def test_rule_3_an_event_before_the_opening_is_set_aside(self, desk) -> None:
        # Waiting since before the opening would pause the clock from its start.
        row = desk.judge(("Mon 08:59", "status", "waiting"), as_of="Mon 11:00")
        assert (row.verdict, row.started, row.used, row.paused) == ("running", "Mon 09:00", 2, 0)

    def test_rule_3_an_item_opened_later_has_no_outcome(self, desk) -> None:
        assert desk.cycles(as_of="Mon 08:59") == []
        assert len(desk.cycles(as_of="Mon 09:00")) == 1


class TestRule4:
    """An instant that leaves a field as it was fires nothing."""

    def test_rule_4_a_second_row_that_says_closed_is_no_second_stop(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "closed"), ("Mon 12:00", "status", "closed"), stops="last")
        assert (row.stopped, row.used) == ("Mon 10:00", 1)

    def test_rule_4_a_second_row_with_the_same_priority_restarts_nothing(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "priority", "P2"), ("Mon 11:00", "status", "solved"), on_change="restart")
        assert (row.started, row.used) == ("Mon 09:00", 2)


class TestRule5:
    """An event equal to another in every column counts once."""

    def test_rule_5_the_same_events_twice_change_nothing(self, desk) -> None:
        once = (
            ("Mon 10:00", "status", "waiting", 1),
            ("Mon 11:00", "status", "active", 2),
            ("Mon 13:00", "status", "solved", 3),
        )
        assert desk.judge(*once) == desk.judge(*once, *once)

    def test_rule_5_a_duplicate_without_a_number_is_no_duplicate(self, desk) -> None:
        # Alone, "active" with number 2 is last. A row that says solved without a number makes the instant one without.
        row = desk.judge(
            ("Mon 10:00", "status", "solved", 1),
            ("Mon 10:00", "status", "active", 2),
            ("Mon 10:00", "status", "solved"),
        )
        assert row.stopped == "Mon 10:00"
