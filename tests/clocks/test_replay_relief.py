"""Relief in the replay, worked out by hand: within the run, ahead of it, without an end, and of a whole item."""

from __future__ import annotations

from datetime import time

import numpy as np
import pytest

from contractkit.calendars import always
from contractkit.clocks import History, ReliefStretches, replay
from contractkit.clocks.relief import FOREVER
from contractkit.facts import Events, Facts, Instants, Items
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime

OVERLAPPING, WHOLE = "overlapping", "whole"


class TestOverlapping:
    """Relief shortens what is used; pauses and relief are one union (clocks.md 20 to 22)."""

    def test_relief_that_overlaps_a_pause_is_counted_once_and_told_twice(self, desk) -> None:
        # Paused 10:00 to 13:00, relief 12:00 to 15:00: five of seven hours are left out.
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 13:00", "status", "active"),
            ("Mon 16:00", "status", "solved"),
            relief=(("Mon 12:00", "Mon 15:00", OVERLAPPING),),
        )
        assert (row.used, row.paused, row.relieved, row.lived_used) == (2, 3, 3, 7)

    def test_relief_that_overlaps_relief_counts_once(self, desk) -> None:
        row = desk.judge(
            ("Mon 16:00", "status", "solved"),
            relief=(("Mon 10:00", "Mon 12:00", OVERLAPPING), ("Mon 11:00", "Mon 14:00", OVERLAPPING)),
        )
        assert (row.used, row.relieved) == (3, 4)

    def test_relief_moves_the_due_and_decides_the_verdict_by_the_contract_alone(self, desk) -> None:
        row = desk.judge(
            ("Mon 12:00", "status", "solved"), priority="P1", relief=(("Mon 09:30", "Mon 11:00", OVERLAPPING),)
        )
        assert (row.verdict, row.lived, row.due, row.used) == ("met", "breached", "Mon 12:30", 1.5)

    def test_relief_in_force_at_the_moment_of_judging_leaves_the_due_shown(self, desk) -> None:
        row = desk.judge(relief=(("Mon 10:00", "Mon 14:00", OVERLAPPING),), as_of="Mon 12:00")
        assert (row.verdict, row.due, row.until, row.used) == ("running", "Tue 13:00", "Tue 13:00", 1)

    def test_announced_relief_moves_the_due_beforehand(self, desk) -> None:
        # Eight hours end on Monday 17:00; two hours of relief put that off to Tuesday 11:00.
        row = desk.judge(relief=(("Mon 15:00", "Tue 09:00", OVERLAPPING),), as_of="Mon 10:00")
        assert (row.due, row.until, row.relieved) == ("Tue 11:00", "Tue 11:00", 0)

    def test_several_stretches_ahead_add_up(self, desk) -> None:
        relief = (("Mon 12:00", "Mon 13:00", OVERLAPPING), ("Tue 09:00", "Tue 10:00", OVERLAPPING))
        assert desk.judge(relief=relief, as_of="Mon 10:00").due == "Tue 11:00"

    def test_relief_after_the_due_moves_nothing(self, desk) -> None:
        row = desk.judge(relief=(("Tue 09:00", "Tue 12:00", OVERLAPPING),), as_of="Mon 10:00")
        assert (row.due, row.until) == ("Mon 17:00", "Tue 12:00")  # the last minute ends where relief does

    def test_relief_after_the_stop_moves_the_projected_due(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "solved"), relief=(("Mon 14:00", "Mon 16:00", OVERLAPPING),))
        assert (row.verdict, row.due, row.used, row.relieved) == ("met", "Tue 11:00", 1, 0)

    def test_relief_without_an_end_counts_up_to_the_moment_of_judging(self, desk) -> None:
        row = desk.judge(relief=(("Mon 10:00", None, OVERLAPPING),), as_of="Mon 12:00")
        assert (row.used, row.relieved, row.due) == (1, 2, "Tue 11:00")

    def test_a_reopened_stretch_is_not_relieved(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "status", "active"),
            as_of="Mon 13:00",
            relief=(("Mon 09:30", "Mon 12:30", OVERLAPPING),),
        )
        assert (row.used, row.relieved) == (1, 1)

    def test_a_clock_that_is_paused_has_no_due_though_there_is_relief(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"), as_of="Mon 12:00", relief=(("Mon 11:00", "Mon 18:00", OVERLAPPING),)
        )
        assert (row.due, row.paused, row.relieved) == (None, 2, 1)

    def test_a_mark_in_relief_is_no_tick(self, desk) -> None:
        # Two days by 17:00 from Monday. Tuesday's mark lies in relief: Wednesday and Thursday are the two.
        line = desk.line(desk.target("P2", BusinessDays(2, ends=time(17))))
        row = desk.judge(line=line, relief=(("Tue 17:00", "Tue 18:00", OVERLAPPING),), as_of="Wed 09:00")
        assert (row.due, row.used, row.relieved) == ("Thu 17:00", 0, 1)

    def test_relief_has_its_first_instant_and_not_its_last(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(2, ends=time(17))))
        row = desk.judge(line=line, relief=(("Tue 09:00", "Tue 17:00", OVERLAPPING),), as_of="Wed 09:00")
        assert (row.due, row.used, row.relieved) == ("Wed 17:00", 1, 0)

    def test_marks_in_relief_ahead_are_passed_over(self, desk) -> None:
        line = desk.line(desk.target("P2", BusinessDays(2, ends=time(17))))
        row = desk.judge(line=line, relief=(("Wed 12:00", "Thu 18:00", OVERLAPPING),), as_of="Tue 09:00")
        assert row.due == "Fri 17:00"

    def test_nothing_at_all_is_due_where_relief_ends(self, desk) -> None:
        line = desk.line(desk.target("P2", WorkingTime.of(hours=0)))
        row = desk.judge(line=line, relief=(("Mon 08:00", "Mon 15:00", OVERLAPPING),), as_of="Mon 12:00")
        assert (row.verdict, row.due) == ("running", "Mon 15:00")

    def test_elapsed_time_is_relieved_at_night_too(self, desk) -> None:
        line = desk.line(desk.target("P2", ElapsedTime.of(hours=24), always("Europe/Amsterdam")))
        row = desk.judge(line=line, relief=(("Mon 20:00", "Tue 02:00", OVERLAPPING),), as_of="Tue 09:00")
        assert (row.used, row.relieved, row.due) == (18, 6, "Tue 15:00")


class TestWhole:
    """Relief of extent whole takes the item out, whatever it would have been (clocks.md 23)."""

    @pytest.mark.parametrize("as_of", ["Mon 10:00", "Fri 12:00"], ids=["in time", "late"])
    def test_an_open_item_is_excused_whatever_it_would_be(self, desk, as_of) -> None:
        row = desk.judge(relief=(("Mon 09:00", "Mon 09:30", WHOLE),), as_of=as_of)
        assert (row.verdict, row.relieved, row.lived) == (
            "excused",
            0,
            "breached" if as_of == "Fri 12:00" else "running",
        )

    def test_an_item_that_was_met_is_excused(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "solved"), relief=(("Mon 09:00", "Mon 09:30", WHOLE),))
        assert (row.verdict, row.used, row.lived) == ("excused", 1, "met")

    def test_relief_while_the_calendar_is_closed_excuses_nothing(self, desk) -> None:
        row = desk.judge(("Tue 10:00", "status", "solved"), relief=(("Mon 17:00", "Tue 09:00", WHOLE),))
        assert row.verdict == "breached"

    def test_relief_in_a_pause_excuses(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 12:00", "status", "solved"),
            relief=(("Mon 10:30", "Mon 11:00", WHOLE),),
        )
        assert row.verdict == "excused"

    def test_relief_in_a_solved_stretch_does_not(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
            relief=(("Mon 10:00", "Mon 12:00", WHOLE),),
        )
        assert row.verdict == "met"

    def test_relief_after_the_stop_does_not(self, desk) -> None:
        row = desk.judge(("Mon 10:00", "status", "solved"), relief=(("Mon 10:00", "Mon 12:00", WHOLE),))
        assert row.verdict == "met"


class TestStretches:
    """Relief as data: in order, and cut to parts of the items."""

    def test_what_has_no_length_is_left_out_and_the_rest_is_in_order(self) -> None:
        found = ReliefStretches.of([2, 0, 1, 0], [5, 9, 3, 1], [9, 9, FOREVER, 4])
        assert (found.item.tolist(), found.begin.tolist()) == ([0, 1, 2], [1, 3, 5])

    def test_of_some_items_the_places_count_from_the_first_of_them(self) -> None:
        found = ReliefStretches.of([0, 2, 3, 5], [1, 2, 3, 4], [9, 9, 9, 9]).of_items(2, 3)
        assert (found.item.tolist(), found.begin.tolist()) == ([0, 1], [2, 3])

    def test_relief_of_one_item_is_no_relief_of_the_next(self, desk) -> None:
        opened = Instants([desk.us("Mon 09:00")] * 3)
        empty = {field: column.take(np.zeros(3, np.intp)) for field, column in desk.facts().items.columns.items()}
        facts = Facts(Items(["a", "b", "c"], {**empty, "opened_at": opened}), Events([], []))
        relief = ReliefStretches.of([1], [desk.us("Mon 10:00")], [desk.us("Mon 11:00")])
        found = replay(desk.line(), History.of(facts, desk.us("Mon 12:00")), relief)
        assert (found.relieved // 3_600_000_000).tolist() == [0, 1, 0]
        alone = replay(desk.line(), History.of(facts, desk.us("Mon 12:00")), relief, rows=1)
        assert alone.used.tolist() == found.used.tolist()
