"""Complaints 1 to 14: pauses, reopenings and stops, as users of other service desks reported them.

The desk is open from Monday to Friday, 09:00 to 17:00 in Amsterdam, and has four hours for a ticket of P2 unless a test
says otherwise. Each answer is worked out by hand in the comments and asked of the replay, the scalar clock and the
referee.

Of the threads themselves nothing is left out here but what concerns screens: the red banner of a ticket (5), the date
field in which an agent types (8).
"""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

WAITING = ["waiting"]


class TestWhatIsAPause:
    def test_every_pending_status_is_a_pause_and_the_time_it_was_closed_counts_nowhere(self, desk: Any) -> None:
        """zammad/zammad#188: reopened tickets are wrong, only "pending reminder" pauses, closed time is counted.

        Runs Mon 09-10 (1), pending close 10-12 (pause 2), runs 12-13 (1), closed Mon 13 - Tue 10, runs Tue 10-11 (1).
        Used 3 of 4; run on from Tue 11:00 the fourth hour ends at 12:00. As lived the pause counts too: 5 of 4.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=["pending-reminder", "pending-close"],
            opened="Mon 2 Mar 09:00",
            happened=[
                "Mon 2 Mar 10:00 status pending-close",
                "Mon 2 Mar 12:00 status open",
                "Mon 2 Mar 13:00 status closed",
                "Tue 3 Mar 10:00 status open",
                "Tue 3 Mar 11:00 status closed",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used paused due stopped") == ("met", 3, 2, "Tue 3 Mar 12:00", "Tue 3 Mar 11:00")
        assert cycle.of("lived lived_used") == ("breached", 5)

    @pytest.mark.parametrize("status", ["on-hold", "with-vendor", "waiting-for-parts"])
    def test_any_status_can_pause_the_clock(self, desk: Any, status: str) -> None:
        """osTicket/osTicket#3034: no status can pause the clock.

        Runs Mon 09-11 (2), stands still until Wed 15:00 (6 + 8 + 6 = 20 hours), runs until Wed 16:00 (1). Two hours
        are left at Wed 15:00: due at its closing, 17:00.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=[status],
            opened="Mon 2 Mar 09:00",
            happened=[
                f"Mon 2 Mar 11:00 status {status}",
                "Wed 4 Mar 15:00 status open",
                "Wed 4 Mar 16:00 status solved",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used paused due") == ("met", 3, 20, "Wed 4 Mar 17:00")


class TestAChangeOfPriorityKeepsThePauses:
    # Runs Mon 09-10 (1), waits 10-13 (3), runs 13-16 (3): 4 hours used of the 4 of P1; without the pause it would be 7.
    HAPPENED = (
        "Mon 2 Mar 10:00 status waiting",
        "Mon 2 Mar 13:00 status open",
        "Mon 2 Mar 14:00 priority P1",
        "Mon 2 Mar 16:00 status solved",
    )

    def test_a_pause_before_the_change_stays_a_pause(self, desk: Any) -> None:
        """glpi-project/glpi#6902: pause time is lost when the urgency changes and another SLA is attached."""
        cycle = desk.one(
            targets={"P1": 4, "P2": 8},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=self.HAPPENED,
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used allowed paused due") == ("met", 4, 4, 3, "Mon 2 Mar 16:00")

    def test_it_stays_a_pause_where_everything_is_reckoned_anew_under_the_new_target(self, desk: Any) -> None:
        """glpi-project/glpi#15605 and #16383: the waiting duration is ignored when the SLA changes."""
        cycle = desk.one(
            targets={"P1": 4, "P2": 8},
            pause=WAITING,
            on_change="retroactive",
            opened="Mon 2 Mar 09:00",
            happened=self.HAPPENED,
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used allowed paused due") == ("met", 4, 4, 3, "Mon 2 Mar 16:00")

    @pytest.mark.parametrize(
        ("on_change", "expected"),
        [
            # Runs Mon 09-10 (1), waits 10-15 (5), runs 15-17 (2) and Tue 09-10 (1): 4 of 4, due at that instant.
            ("keep", ("met", 4, 5, "Tue 3 Mar 10:00", "Mon 2 Mar 09:00")),
            ("retroactive", ("met", 4, 5, "Tue 3 Mar 10:00", "Mon 2 Mar 09:00")),
            # From the change at Mon 12:00: waits until 15:00 (3), runs 2 and 1; the fourth hour ends Tue 11:00.
            ("restart", ("met", 3, 3, "Tue 3 Mar 11:00", "Mon 2 Mar 12:00")),
        ],
    )
    def test_a_pause_goes_on_over_a_change_made_in_it(self, desk: Any, on_change: str, expected: Any) -> None:
        """glpi-project/glpi#15605: the same after a change of priority while the ticket is pending."""
        cycle = desk.one(
            targets={"P1": 4, "P2": 8},
            pause=WAITING,
            on_change=on_change,
            opened="Mon 2 Mar 09:00",
            happened=[
                "Mon 2 Mar 10:00 status waiting",
                "Mon 2 Mar 12:00 priority P1",
                "Mon 2 Mar 15:00 status open",
                "Tue 3 Mar 10:00 status solved",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used paused due started") == expected


class TestAPauseIsMeasuredAsTheTargetIs:
    DAYS: ClassVar[dict[str, Any]] = {"business_days": 2, "ends": "close-of-business"}

    def test_waiting_over_a_weekend_gives_no_day_to_a_target_in_business_days(self, desk: Any) -> None:
        """glpi-project/glpi#10594 and #14937: a weekend of waiting is credited though the target is in days.

        Thu 10:00 with two business days: the marks are Fri 17:00 and Mon 17:00. From Fri 17:30 to Mon 08:30 there is no
        mark, so nothing is credited; Tuesday is late. Both marks had passed by then: 2 days used, and judged on the
        moment it is breached.
        """
        cycle = desk.one(
            targets={"P2": self.DAYS},
            pause=WAITING,
            opened="Thu 5 Mar 10:00",
            happened=[
                "Fri 6 Mar 17:30 status waiting",
                "Mon 9 Mar 08:30 status open",
                "Tue 10 Mar 10:00 status solved",
            ],
            as_of="Mon 16 Mar 09:00",
        )
        assert cycle.of("verdict used paused due") == ("breached", 2, 0, "Mon 9 Mar 17:00")

    def test_waiting_over_a_closing_gives_that_day(self, desk: Any) -> None:
        """glpi-project/glpi#10594: the day whose mark lies in the pause is the one that is credited.

        As above, but waiting from Fri 16:00: the mark of Friday falls out, Monday and Tuesday 17:00 are left.
        """
        cycle = desk.one(
            targets={"P2": self.DAYS},
            pause=WAITING,
            opened="Thu 5 Mar 10:00",
            happened=[
                "Fri 6 Mar 16:00 status waiting",
                "Mon 9 Mar 08:30 status open",
                "Tue 10 Mar 10:00 status solved",
            ],
            as_of="Mon 16 Mar 09:00",
        )
        assert cycle.of("verdict used paused due") == ("met", 1, 1, "Tue 10 Mar 17:00")

    def test_a_weekend_of_waiting_is_worth_the_open_hours_in_it(self, desk: Any) -> None:
        """glpi-project/glpi#14937: measured by the wall clock it would be 66 hours.

        Fri 13-16 runs (3), waits Fri 16-17 and Mon 09-10 (2), runs Mon 10-15 (5): 8 of 8.
        """
        cycle = desk.one(
            targets={"P2": 8},
            pause=WAITING,
            opened="Fri 6 Mar 13:00",
            happened=[
                "Fri 6 Mar 16:00 status waiting",
                "Mon 9 Mar 10:00 status open",
                "Mon 9 Mar 15:00 status solved",
            ],
            as_of="Mon 16 Mar 09:00",
        )
        assert cycle.of("verdict used paused due") == ("met", 8, 2, "Mon 9 Mar 15:00")

    def test_two_holds_over_a_night_add_up_inside_the_calendar_and_count_once(self, desk: Any) -> None:
        """frappe/erpnext#47029, #47172, #47884, #49414, #51111, #52489: hold has to count inside the calendar.

        Runs Mon 16:00-16:30 (0.5), waits until Tue 09:30 (0.5 + 0.5, not 17), runs until 10:00 (0.5), waits until 11:00
        (1), runs until 12:00 (1): used 2, paused 2. Two hours are left at Tue 12:00: due 14:00. The row that says
        "waiting" a second time changes nothing.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 16:00",
            happened=[
                "Mon 2 Mar 16:30 status waiting",
                "Tue 3 Mar 09:10 status waiting",
                "Tue 3 Mar 09:30 status open",
                "Tue 3 Mar 10:00 status waiting",
                "Tue 3 Mar 11:00 status open",
                "Tue 3 Mar 12:00 status solved",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used paused due") == ("met", 2, 2, "Tue 3 Mar 14:00")


class TestWhileItIsPaused:
    def test_a_ticket_that_was_in_time_when_it_began_to_wait_is_not_late_however_long_it_waits(self, desk: Any) -> None:
        """glpi-project/glpi#24481: OLA and SLA are shown as violated while the ticket is pending.

        Runs Mon 09-10 (1). Since then: 7 hours on Monday and 8 on each of four days: 39.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=["Mon 2 Mar 10:00 status waiting"],
            as_of="Fri 6 Mar 17:00",
        )
        assert cycle.of("verdict used paused due in_time_until") == ("running", 1, 39, None, None)

    def test_a_ticket_that_was_late_before_it_began_to_wait_stays_late(self, desk: Any) -> None:
        """glpi-project/glpi#24481, the other side: a pause forgives nothing that happened before it.

        Runs Mon 09-14 (5 of 4): late since 13:00.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=["Mon 2 Mar 14:00 status waiting"],
            as_of="Fri 6 Mar 17:00",
        )
        assert cycle.of("verdict used due") == ("breached", 5, "Mon 2 Mar 13:00")

    @pytest.mark.parametrize(
        ("as_of", "verdict", "used", "due"),
        [
            ("Mon 2 Mar 09:30", "running", 0.5, "Mon 2 Mar 13:00"),
            ("Mon 2 Mar 11:00", "running", 1, None),
            ("Mon 2 Mar 12:30", "running", 1.5, "Mon 2 Mar 15:00"),
        ],
    )
    def test_the_due_time_moves_by_the_pause(
        self, desk: Any, as_of: str, verdict: str, used: float, due: str | None
    ) -> None:
        """frappe/helpdesk#1675: the resolution date is not recalculated on a pause.

        Four hours from Mon 09:00 are up at 13:00. Waiting from 10 to 12 there is no due time; after it three hours are
        left: 15:00.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=["Mon 2 Mar 10:00 status waiting", "Mon 2 Mar 12:00 status open"],
            as_of=as_of,
        )
        assert cycle.of("verdict used due") == (verdict, used, due)


class TestTheDueTimeAfterAPause:
    def test_it_lies_inside_opening_hours(self, desk: Any) -> None:
        """glpi-project/glpi#9082: after a pause the due time falls outside opening hours.

        Four hours from Mon 12:30 are up at 16:30; with two hours of waiting (13:30-15:30) a wall clock says 18:30. One
        hour was used by 13:30; of the three that are left 15:30-17:00 takes one and a half: Tue 10:30.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 12:30",
            happened=["Mon 2 Mar 13:30 status waiting", "Mon 2 Mar 15:30 status open"],
            as_of="Mon 2 Mar 16:00",
        )
        assert cycle.of("verdict used paused due") == ("running", 1.5, 2, "Tue 3 Mar 10:30")

    @pytest.mark.parametrize(
        ("stop", "verdict"), [("Wed 4 Mar 12:00", "met"), ("Wed 4 Mar 12:00:00.000001", "breached")]
    )
    def test_a_moment_that_somebody_wrote_down_is_not_moved(self, desk: Any, stop: str, verdict: str) -> None:
        """glpi-project/glpi#17186: a due date that was set by hand is moved by later pauses.

        The item says Wed 12:00 (11:00 in UTC); it waited from Monday to Tuesday.
        """
        cycle = desk.one(
            targets={"P2": {"moment": "2026-03-04T11:00:00+00:00"}},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=[
                "Mon 2 Mar 10:00 status waiting",
                "Tue 3 Mar 15:00 status open",
                f"{stop} status solved",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict due in_time_until") == (verdict, "Wed 4 Mar 12:00", "Wed 4 Mar 12:00")

    def test_a_ticket_of_a_closed_day_that_waits_is_due_by_the_hours_after_it(self, desk: Any) -> None:
        """frappe/helpdesk#2449: hold is added to the creation time, which is wrong for a closed day.

        Opened on Saturday, waiting from Sat 12:00 to Mon 11:00: on the calendar Mon 09-11 (2). Runs from 11:00: due
        Mon 15:00, one hour used at noon.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Sat 7 Mar 10:00",
            happened=["Sat 7 Mar 12:00 status waiting", "Mon 9 Mar 11:00 status open"],
            as_of="Mon 9 Mar 12:00",
        )
        expected = ("running", "Sat 7 Mar 10:00", 1, 2, "Mon 9 Mar 15:00")
        assert cycle.of("verdict started used paused due") == expected


class TestStopsAndReopenings:
    def test_a_ticket_solved_straight_from_a_hold_of_half_a_year_used_what_lay_before_the_hold(self, desk: Any) -> None:
        """frappe/helpdesk#3776: hold is ignored when a ticket goes straight from paused to resolved.

        Runs Mon 2 Feb 09-10 (1), waits until Mon 3 Aug 10:00. That is 26 weeks to the minute: 26 x 40 = 1040 hours. Had
        it run on, the three hours that were left would have been up at 13:00.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Feb 09:00",
            happened=["Mon 2 Feb 10:00 status waiting", "Mon 3 Aug 10:00 status solved"],
            as_of="Tue 1 Sep 09:00",
        )
        assert cycle.of("verdict used paused due") == ("met", 1, 1040, "Mon 3 Aug 13:00")

    def test_the_time_between_solution_and_reopening_is_no_pause(self, desk: Any) -> None:
        """glpi-project/glpi#23359: the time between solution and reopening is booked as pending.

        Runs Mon 09-11 (2), solved until Wed 09:00, runs Wed 09-10 (1). Neither reading counts the solved stretch.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=[
                "Mon 2 Mar 11:00 status solved",
                "Wed 4 Mar 09:00 status open",
                "Wed 4 Mar 10:00 status solved",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used paused lived lived_used due") == ("met", 3, 0, "met", 3, "Wed 4 Mar 11:00")

    def test_a_reopening_into_a_pause_pauses_from_there(self, desk: Any) -> None:
        """glpi-project/glpi#23359: what is pending after the reopening is pending, and nothing before it.

        Runs Mon 09-11 (2), solved until Wed 09:00, waits 09-12 (3), runs 12-13 (1). As lived the pause counts: 6.
        """
        cycle = desk.one(
            targets={"P2": 4},
            pause=WAITING,
            opened="Mon 2 Mar 09:00",
            happened=[
                "Mon 2 Mar 11:00 status solved",
                "Wed 4 Mar 09:00 status waiting",
                "Wed 4 Mar 12:00 status open",
                "Wed 4 Mar 13:00 status solved",
            ],
            as_of="Mon 9 Mar 09:00",
        )
        assert cycle.of("verdict used paused lived lived_used") == ("met", 3, 3, "breached", 6)

    def test_the_clock_of_the_next_reply_ends_with_the_conversation(self, desk: Any) -> None:
        """chatwoot/chatwoot#10178: the clock of the next response runs on after the conversation is resolved.

        A question at Mon 10:00, resolved without an answer at 10:30: nobody waits any more, so there is nothing to
        judge, also a day later.
        """
        cycle = desk.one(
            targets={"P2": 1},
            start={"event": {"comment": ["customer-note"]}},
            stop={"event": {"comment": ["public-note"]}},
            reset=["solved"],
            on_reopen="new-cycle",
            opened="Mon 2 Mar 09:00",
            happened=["Mon 2 Mar 10:00 comment customer-note", "Mon 2 Mar 10:30 status solved"],
            as_of="Tue 3 Mar 17:00",
        )
        assert cycle.of("verdict started due used") == ("not-applicable", None, None, 0)

    def test_the_limit_of_a_running_conversation_can_be_changed(self, desk: Any) -> None:
        """chatwoot/chatwoot#10178: the policy cannot be changed on a running conversation.

        A question at Mon 10:00 under one hour; at 10:10 it becomes P1, half an hour in all: due 10:30, answered 10:40.
        """
        cycle = desk.one(
            targets={"P1": 0.5, "P2": 1},
            start={"event": {"comment": ["customer-note"]}},
            stop={"event": {"comment": ["public-note"]}},
            reset=["solved"],
            on_reopen="new-cycle",
            opened="Mon 2 Mar 09:00",
            happened=[
                "Mon 2 Mar 10:00 comment customer-note",
                "Mon 2 Mar 10:10 priority P1",
                "Mon 2 Mar 10:40 comment public-note",
            ],
            as_of="Tue 3 Mar 17:00",
        )
        assert cycle.of("verdict due used allowed") == ("breached", "Mon 2 Mar 10:30", 40 / 60, 0.5)
