"""Clocks with several cycles, by hand: reopenings, next replies, and updates again and again (decisions/0115)."""

from __future__ import annotations

from contractkit.clocks import History, LineReplay
from contractkit.quantities.spans import WorkingTime
from contractkit.terms.conditions import Is
from contractkit.terms.targets import AtField, Happens, Limit, WhenState

ASKED, ANSWERED = Happens("comment", ("customer",)), Happens("comment", ("agent",))


def told(rows) -> list[tuple]:
    return [(row.cycle, row.verdict, row.started, row.due, row.stopped, row.used) for row in rows]


class TestNewCycle:
    """A reopening begins a cycle that is judged by itself."""

    def test_each_cycle_has_its_own_verdict(self, desk) -> None:
        # P1 has two hours. The second cycle is paused from its beginning on, and takes three.
        rows = desk.rows(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "status", "waiting"),
            ("Mon 13:00", "status", "active"),
            ("Mon 16:00", "status", "closed"),
            priority="P1",
            line=desk.line(on_reopen="new-cycle"),
        )
        assert told(rows) == [
            (1, "met", "Mon 09:00", "Mon 11:00", "Mon 10:00", 1),
            (2, "breached", "Mon 12:00", "Mon 15:00", "Mon 16:00", 3),
        ]
        assert [row.paused for row in rows] == [0, 1]

    def test_a_change_while_stopped_holds_for_the_next_cycle_alone(self, desk) -> None:
        rows = desk.rows(
            ("Mon 12:00", "status", "solved"),
            ("Mon 13:00", "priority", "P1"),
            ("Mon 14:00", "status", "active"),
            as_of="Mon 15:00",
            line=desk.line(on_reopen="new-cycle"),
        )
        assert [(row.target, row.verdict, row.due) for row in rows] == [
            ("P2", "met", "Mon 17:00"),
            ("P1", "running", "Mon 16:00"),
        ]

    def test_a_cycle_without_a_target_has_a_number_and_no_row(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "priority", "P4"),
            ("Mon 12:00", "status", "active"),
            ("Mon 13:00", "status", "solved"),
            ("Mon 14:00", "priority", "P1"),
            ("Mon 15:00", "status", "active"),
            as_of="Mon 16:00",
            line=desk.line(on_reopen="new-cycle"),
        )
        assert [(row.cycle, row.target) for row in rows] == [(1, "P2"), (3, "P1")]

    def test_a_cancel_ends_the_last_cycle_and_leaves_the_others(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "solved"),
            ("Mon 12:00", "status", "active"),
            ("Mon 13:00", "status", "void"),
            line=desk.line(on_reopen="new-cycle", cancels="void"),
        )
        assert [(row.verdict, row.used) for row in rows] == [("met", 1), ("not-applicable", 1)]

    def test_the_last_of_several_stops_ends_the_cycle(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "solved"),
            ("Mon 11:00", "status", "closed"),
            ("Mon 12:00", "status", "active"),
            as_of="Mon 13:00",
            line=desk.line(on_reopen="new-cycle", stops="last"),
        )
        assert [(row.stopped, row.used) for row in rows] == [("Mon 11:00", 2), (None, 1)]


class TestNextReply:
    """Happenings start and stop the clock; the oldest unanswered question counts."""

    def line(self, desk, **more):
        return desk.line(starts=ASKED, stopping=ANSWERED, on_reopen="new-cycle", **more)

    def test_a_second_question_before_the_answer_changes_nothing(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "comment", "customer"),
            ("Mon 11:00", "comment", "customer"),
            ("Mon 13:00", "comment", "agent"),
            ("Mon 14:00", "comment", "agent"),
            ("Mon 15:00", "comment", "customer"),
            as_of="Mon 16:00",
            priority="P1",
            line=self.line(desk),
        )
        assert told(rows) == [
            (1, "breached", "Mon 10:00", "Mon 12:00", "Mon 13:00", 3),
            (2, "running", "Mon 15:00", "Mon 17:00", None, 1),
        ]

    def test_an_answer_before_any_question_answers_nothing(self, desk) -> None:
        (row,) = desk.rows(("Mon 10:00", "comment", "agent"), line=self.line(desk))
        assert (row.verdict, row.reason, row.started) == ("not-applicable", "not-started", None)

    def test_in_one_instant_the_answer_wins(self, desk) -> None:
        (row,) = desk.rows(
            ("Mon 10:00", "comment", "customer"),
            ("Mon 11:00", "comment", "agent"),
            ("Mon 11:00", "comment", "customer"),
            line=self.line(desk),
        )
        assert (row.cycle, row.stopped) == (1, "Mon 11:00")

    def test_unless_the_sequence_says_that_the_question_came_last(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "comment", "customer", 1),
            ("Mon 11:00", "comment", "agent", 2),
            ("Mon 11:00", "comment", "customer", 3),
            as_of="Mon 12:00",
            line=self.line(desk),
        )
        assert [(row.started, row.stopped, row.used) for row in rows] == [
            ("Mon 10:00", "Mon 11:00", 1),
            ("Mon 11:00", None, 1),
        ]

    def test_a_reset_forgets_the_open_question_and_keeps_what_was_answered(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "comment", "customer"),
            ("Mon 11:00", "comment", "agent"),
            ("Mon 12:00", "comment", "customer"),
            ("Mon 13:00", "status", "misrouted"),
            ("Mon 14:00", "status", "active"),
            line=self.line(desk, resets="misrouted"),
        )
        assert [(row.cycle, row.verdict, row.started) for row in rows] == [
            (1, "met", "Mon 10:00"),
            (2, "not-applicable", None),
        ]

    def test_a_question_in_a_reset_waits_for_its_end(self, desk) -> None:
        (row,) = desk.rows(
            ("Mon 10:00", "status", "misrouted"),
            ("Mon 11:00", "comment", "customer"),
            ("Mon 13:00", "status", "active"),
            as_of="Mon 14:00",
            line=self.line(desk, resets="misrouted"),
        )
        assert (row.started, row.used) == ("Mon 13:00", 1)

    def test_a_question_counts_also_where_the_same_word_stood_before(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "comment", "customer"),
            ("Mon 11:00", "comment", "agent"),
            ("Mon 12:00", "comment", "customer"),
            ("Mon 13:00", "comment", "agent"),
            line=self.line(desk),
        )
        assert [row.stopped for row in rows] == ["Mon 11:00", "Mon 13:00"]


class TestAgain:
    """Each update ends a cycle and begins the next at the same instant."""

    def line(self, desk, again=None, **more):
        every = Limit(WorkingTime.of(hours=2), desk.office, "office", desk.clause)
        first = more.pop("first", None)
        limit = None if first is None else Limit(first, desk.office, "office", desk.clause)
        again = again or Happens("comment", ("update",))
        target = desk.target("P2", None, limit=limit, every=every, again=again)
        return desk.line(target, **more)

    def test_every_update_is_judged_and_the_stop_ends_the_last_cycle(self, desk) -> None:
        rows = desk.rows(
            ("Mon 11:00", "comment", "update"),
            ("Mon 13:30", "comment", "update"),
            ("Mon 14:00", "status", "solved"),
            line=self.line(desk),
        )
        assert told(rows) == [
            (1, "met", "Mon 09:00", "Mon 11:00", "Mon 11:00", 2),
            (2, "breached", "Mon 11:00", "Mon 13:00", "Mon 13:30", 2.5),
            (3, "not-applicable", "Mon 13:30", None, "Mon 14:00", 0.5),
        ]
        assert (rows[2].reason, rows[2].allowed) == ("nothing-due", 2)

    def test_a_last_cycle_that_is_late_at_the_stop_is_breached(self, desk) -> None:
        rows = desk.rows(("Mon 10:00", "comment", "update"), ("Mon 14:00", "status", "solved"), line=self.line(desk))
        assert [row.verdict for row in rows] == ["met", "breached"]

    def test_an_update_in_the_instant_of_the_stop_is_the_last_one(self, desk) -> None:
        rows = desk.rows(("Mon 10:00", "comment", "update"), ("Mon 10:00", "status", "solved"), line=self.line(desk))
        assert told(rows) == [(1, "met", "Mon 09:00", "Mon 11:00", "Mon 10:00", 1)]

    def test_the_first_may_have_a_limit_of_its_own(self, desk) -> None:
        # The first within one hour, every later one within two.
        rows = desk.rows(
            ("Mon 11:00", "comment", "update"),
            as_of="Mon 12:00",
            line=self.line(desk, first=WorkingTime.of(hours=1)),
        )
        assert [(row.allowed, row.due, row.verdict) for row in rows] == [
            (1, "Mon 10:00", "breached"),
            (2, "Mon 13:00", "running"),
        ]

    def test_an_update_in_a_pause_begins_a_cycle_that_is_paused(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "waiting"),
            ("Mon 11:00", "comment", "update"),
            ("Mon 13:00", "status", "active"),
            as_of="Mon 14:00",
            line=self.line(desk),
        )
        assert [(row.used, row.paused, row.due) for row in rows] == [(1, 1, "Mon 12:00"), (1, 2, "Mon 15:00")]

    def test_an_update_may_be_a_state_that_comes_to_hold(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "restored", "yes"),
            ("Mon 11:00", "restored", "yes"),
            ("Mon 12:00", "restored", "no"),
            ("Mon 13:00", "restored", "yes"),
            as_of="Mon 14:00",
            restored="no",
            line=self.line(desk, again=WhenState(Is("restored", ("yes",)))),
        )
        assert [row.started for row in rows] == ["Mon 09:00", "Mon 10:00", "Mon 13:00"]

    def test_an_update_may_be_an_instant_in_a_column(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "active"),
            updated_at="Mon 10:30",
            as_of="Mon 14:00",
            line=self.line(desk, again=AtField("updated_at")),
        )
        assert told(rows) == [
            (1, "met", "Mon 09:00", "Mon 11:00", "Mon 10:30", 1.5),
            (2, "breached", "Mon 10:30", "Mon 12:30", None, 3.5),
        ]

    def test_an_update_while_stopped_is_none(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "solved"),
            ("Mon 10:30", "comment", "update"),
            ("Mon 12:00", "status", "active"),
            as_of="Mon 12:30",
            line=self.line(desk),
        )
        assert told(rows) == [(1, "running", "Mon 09:00", "Mon 13:00", None, 1.5)]

    def test_an_update_in_an_undone_stop_counts(self, desk) -> None:
        rows = desk.rows(
            ("Mon 10:00", "status", "solved"),
            ("Mon 10:30", "comment", "update"),
            ("Mon 12:00", "status", "active"),
            as_of="Mon 12:15",
            line=self.line(desk, on_reopen="undo-stop"),
        )
        assert [(row.started, row.used) for row in rows] == [("Mon 09:00", 1.5), ("Mon 10:30", 1.75)]


class TestNumbers:
    """The cycles of many items are numbered for each by itself."""

    def test_cycles_of_several_items_are_numbered_from_one(self, desk) -> None:
        facts = desk.facts(
            ("Mon 10:00", "status", "solved"), ("Mon 11:00", "status", "active"), ("Mon 12:00", "status", "solved")
        )
        line = desk.line(on_reopen="new-cycle")
        found = LineReplay(line).of(History.of(facts, desk.us("Mon 13:00")))
        assert (found.item.tolist(), found.cycle.tolist()) == ([0, 0], [1, 2])
