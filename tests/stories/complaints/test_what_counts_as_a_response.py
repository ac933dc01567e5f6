"""Complaints 36 to 39: what counts as an answer, and which of several promises it keeps.

The desk is open from Monday to Friday, 09:00 to 17:00 in Amsterdam, and answers a customer within an hour. A public
note is an answer, a private note is none. Each answer is worked out by hand in the comments.
"""

from __future__ import annotations

from typing import Any

import pytest

REPLIES: dict[str, Any] = {
    "targets": {"P2": 1},
    "start": {"event": {"comment": ["customer-note"]}},
    "stop": {"event": {"comment": ["public-note", "call"]}},
    "reset": ["solved"],
    "on_reopen": "new-cycle",
    "opened": "Mon 2 Mar 09:00",
    "as_of": "Wed 4 Mar 17:00",
}


class TestTheNextReply:
    def test_nothing_is_owed_to_a_customer_who_was_answered_last(self, desk: Any) -> None:
        """zammad/zammad#3140: the update SLA escalates although the agent answered last.

        A question at 10:00, answered at 10:20; two days of silence follow.
        """
        (cycle,) = desk.ask(
            **REPLIES, happened=["Mon 2 Mar 10:00 comment customer-note", "Mon 2 Mar 10:20 comment public-note"]
        )
        assert cycle.of("verdict started stopped used") == ("met", "Mon 2 Mar 10:00", "Mon 2 Mar 10:20", 20 / 60)

    def test_a_customer_who_writes_again_before_the_answer_has_waited_since_the_first_time(self, desk: Any) -> None:
        """zammad/zammad#1322: a second note of the customer restarts the clock.

        Questions at 10:00 and 10:40, an answer at 11:10: 70 minutes after the first.
        """
        (cycle,) = desk.ask(
            **REPLIES,
            happened=[
                "Mon 2 Mar 10:00 comment customer-note",
                "Mon 2 Mar 10:40 comment customer-note",
                "Mon 2 Mar 11:10 comment public-note",
            ],
        )
        assert cycle.of("verdict started due used") == ("breached", "Mon 2 Mar 10:00", "Mon 2 Mar 11:00", 70 / 60)

    def test_each_question_after_an_answer_is_judged_by_itself(self, desk: Any) -> None:
        """zammad/zammad#1322: a note of the customer after an answer has to start the clock again.

        Asked 10:00, answered 10:30 (in time); asked Tue 09:00, answered by phone 10:30 (late); asked Wed 16:30, still
        open at 17:00, due Thu 09:30.
        """
        cycles = desk.ask(
            **REPLIES,
            happened=[
                "Mon 2 Mar 10:00 comment customer-note",
                "Mon 2 Mar 10:30 comment public-note",
                "Tue 3 Mar 09:00 comment customer-note",
                "Tue 3 Mar 10:30 comment call",
                "Wed 4 Mar 16:30 comment customer-note",
            ],
        )
        assert [cycle.of("cycle verdict used due") for cycle in cycles] == [
            (1, "met", 0.5, "Mon 2 Mar 11:00"),
            (2, "breached", 1.5, "Tue 3 Mar 10:00"),
            (3, "running", 0.5, "Thu 5 Mar 09:30"),
        ]

    def test_a_private_note_is_no_answer_and_a_public_one_is(self, desk: Any) -> None:
        """zammad/zammad#1620: public notes do not fulfil the target.

        Asked 10:00; a private note at 10:10 does nothing; the public one at 10:50 answers.
        """
        (cycle,) = desk.ask(
            **REPLIES,
            happened=[
                "Mon 2 Mar 10:00 comment customer-note",
                "Mon 2 Mar 10:10 comment private-note",
                "Mon 2 Mar 10:50 comment public-note",
            ],
        )
        assert cycle.of("verdict stopped used") == ("met", "Mon 2 Mar 10:50", 50 / 60)

    def test_a_note_that_is_made_public_later_answers_at_that_moment(self, desk: Any) -> None:
        """zammad/zammad#3642: switching the type of a note moves the clock.

        A private note at 10:10 becomes public at 11:15: answered at 11:15, a quarter late. Made private again at 12:00,
        nothing changes: what happened has happened.
        """
        (cycle,) = desk.ask(
            **REPLIES,
            happened=[
                "Mon 2 Mar 10:00 comment customer-note",
                "Mon 2 Mar 10:10 comment private-note",
                "Mon 2 Mar 11:15 comment public-note",
                "Mon 2 Mar 12:00 comment private-note",
            ],
        )
        assert cycle.of("verdict due stopped used") == ("breached", "Mon 2 Mar 11:00", "Mon 2 Mar 11:15", 1.25)

    def test_two_answers_in_a_row_are_one(self, desk: Any) -> None:
        """zammad/zammad#3140: an agent who answers twice has not opened anything."""
        (cycle,) = desk.ask(
            **REPLIES,
            happened=[
                "Mon 2 Mar 10:00 comment customer-note",
                "Mon 2 Mar 10:20 comment public-note",
                "Mon 2 Mar 14:00 comment public-note",
            ],
        )
        assert cycle.of("cycle verdict stopped") == (1, "met", "Mon 2 Mar 10:20")


class TestTwoPromisesOfOneTicket:
    def test_a_late_update_leaves_the_first_response_as_it_is(self, paper: Any) -> None:
        """zammad/zammad#5177: the update target overrules the first response.

        First response within 1 hour of the opening; an update every 2 hours until the solution. Mon 09:00 opened,
        answered 09:40 (in time, and the first update); the next update is due 11:40 and comes at 12:00 (late); solved
        13:00, an hour into the third stretch, in which nothing was due any more.
        """
        answered = {"event": {"comment": "public-note"}}
        agreement = paper.agreement(
            {
                "4": {"kind": "measure", "name": "update", "stops": answered},
                "5": {"kind": "time-target", "name": "first-response", "stops": answered, "within": "1 hour"},
                "6": {
                    "kind": "time-target",
                    "name": "kept-posted",
                    "measure": "update",
                    "starts": {"field": "opened_at"},
                    "stops": {"status": ["solved", "closed"]},
                    "every": "2 hours",
                },
            }
        )
        rows = paper.cycles(
            agreement,
            [{"id": "T-1", "opened_at": "Mon 2 Mar 09:00", "status": "new", "priority": "P2"}],
            [
                "T-1 Mon 2 Mar 09:40 comment public-note",
                "T-1 Mon 2 Mar 12:00 comment public-note",
                "T-1 Mon 2 Mar 13:00 status solved",
            ],
            "Mon 9 Mar 09:00",
        )
        assert [row.of("cycle verdict stopped") for row in rows["first-response"]] == [(1, "met", "Mon 2 Mar 09:40")]
        assert [row.of("cycle verdict started stopped due") for row in rows["kept-posted"]] == [
            (1, "met", "Mon 2 Mar 09:00", "Mon 2 Mar 09:40", "Mon 2 Mar 11:00"),
            (2, "breached", "Mon 2 Mar 09:40", "Mon 2 Mar 12:00", "Mon 2 Mar 11:40"),
            (3, "not-applicable", "Mon 2 Mar 12:00", "Mon 2 Mar 13:00", None),
        ]


class TestTheFirstResponse:
    def test_a_ticket_of_a_closed_day_waits_for_the_opening(self, desk: Any) -> None:
        """frappe/helpdesk#2075: created on a closed day, the first response is shown as more than a day.

        Saturday 10:00, answered Mon 09:20: 20 minutes of the calendar.
        """
        cycle = desk.one(
            targets={"P2": 1},
            opened="Sat 7 Mar 10:00",
            happened=["Mon 9 Mar 09:20 status solved"],
            as_of="Mon 9 Mar 12:00",
        )
        assert cycle.of("verdict used due") == ("met", 20 / 60, "Mon 9 Mar 10:00")

    @pytest.mark.parametrize(
        ("taken", "used"),
        [("Mon 2 Mar 20:00", 0), ("Tue 3 Mar 08:59:59.999999", 0), ("Tue 3 Mar 09:00:00.500000", 0.5 / 3600)],
    )
    def test_what_is_taken_up_outside_hours_has_used_nothing(self, desk: Any, taken: str, used: float) -> None:
        """glpi-project/glpi#12167: the time to take a ticket into account is measured inexactly outside hours."""
        cycle = desk.one(
            targets={"P2": 1},
            opened="Mon 2 Mar 18:30",
            happened=[f"{taken} status solved"],
            as_of="Fri 6 Mar 09:00",
        )
        assert cycle.of("verdict used due") == ("met", used, "Tue 3 Mar 10:00")

    @pytest.mark.parametrize("status", ["created-by-process", None])
    def test_the_clock_starts_at_the_opening_however_the_ticket_was_made(self, desk: Any, status: str | None) -> None:
        """znuny/Znuny#514: tickets of a process never start the clock of the response.

        Nobody ever set a status that a person would; nothing happened to the ticket since Mon 09:00. Three hours later
        it is late, with the due time of any other.
        """
        cycle = desk.one(targets={"P2": 1}, status=status, opened="Mon 2 Mar 09:00", as_of="Mon 2 Mar 12:00")
        assert cycle.of("verdict started used due") == ("breached", "Mon 2 Mar 09:00", 3, "Mon 2 Mar 10:00")
